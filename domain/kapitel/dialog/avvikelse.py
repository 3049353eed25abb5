"""§9: deviations from the plan, and what holds of the kund on a day (K9.1, K9.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.ord import MALGRUPP
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Kundlage
from domain.kapitel.uppdrag.dag_ett.behorighet import Malgrupp
from domain.kapitel.uppdrag.kundlage import kundlage, till_socialsekreteraren
from domain.skeende.handelse import Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class AnmalAvvikelse(Kommando):
    """Tell the KV of a deviation from the plan (§9.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K9.1"
    rubrik: ClassVar = "Anmäl avvikelse från planeringen"
    lases: ClassVar = Textslag.AVVIKELSE
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["anmal_avvikelse"] = "anmal_avvikelse"
    datum: date = Field(description="Dagen det gäller.")
    beskrivning: Text = Field(description="Beskrivning.")


class AndraKundlage(Kommando):
    """What holds of the kund from a day on: målgrupp, ekonomiskt bistånd, etableringsersättning (K9.4)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K9.4"
    rubrik: ClassVar = "Ändra kundens målgrupp eller ersättning"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["andra_kundlage"] = "andra_kundlage"
    fran: date = Field(description="Från vilken dag uppgifterna gäller.")
    malgrupp: Malgrupp | None = Field(default=None, description="Kundens målgrupp.")
    ekonomiskt_bistand: bool | None = Field(default=None, description="Har kunden ekonomiskt bistånd?")
    etableringsersattning: bool | None = Field(default=None, description="Har kunden etableringsersättning?")


@dataclass(frozen=True, slots=True)
class AvvikelseAnmald(Handelse):
    """The anordnare has told of a deviation from the plan (K9.1)."""

    datum: date
    slag: Literal["avvikelse_anmald"] = "avvikelse_anmald"


@dataclass(frozen=True, slots=True)
class KundlageAndrat(Handelse):
    """What holds of the kund is otherwise from a day on (K9.4)."""

    fran: date
    malgrupp: str
    ekonomiskt_bistand: bool
    etableringsersattning: bool
    slag: Literal["kundlage_andrat"] = "kundlage_andrat"


def _anmal(i: Insats, k: AnmalAvvikelse, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    if not fall.om and (i.insatsperiod is None or not i.insatsperiod.innehaller(k.datum)):
        raise Avvisning("K9.1", "avvikelsen ligger utanför insatsen", "datum")
    yield AvvikelseAnmald(k.datum)


def _andra(i: Insats, k: AndraKundlage, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.fran, fall, "fran")
    if k.fran < (dag1 := datum(i.aktualiserad)):
        raise Avvisning("K9.4", f"ligger före aktualiseringen {dag1}", "fran")
    nu = kundlage(i, k.fran)
    nytt = Kundlage(
        k.fran,
        k.malgrupp or nu.malgrupp,
        nu.ekonomiskt_bistand if k.ekonomiskt_bistand is None else k.ekonomiskt_bistand,
        nu.etableringsersattning if k.etableringsersattning is None else k.etableringsersattning,
    )
    if replace(nytt, fran=nu.fran) == nu:
        raise Avvisning("K9.4", "uppgifterna gäller redan")
    yield KundlageAndrat(nytt.fran, nytt.malgrupp, nytt.ekonomiskt_bistand, nytt.etableringsersattning)


def _andrades(i: Insats, h: KundlageAndrat, tid: datetime) -> Insats:
    nytt = Kundlage(h.fran, h.malgrupp, h.ekonomiskt_bistand, h.etableringsersattning)
    andra = (k for k in i.kundlagen if k.fran != h.fran)  # two on the same day: the latest wins
    return med(i, kundlagen=tuple(sorted((*andra, nytt), key=lambda k: k.fran)))


def _brev_anmald(i: Insats, h: AvvikelseAnmald) -> Iterator[Brev]:
    yield Brev(Roll.KARRIARVAGLEDARE, "K9.1", f"Avvikelse från planeringen {h.datum} (§9.1, K9.1)")
    yield from till_socialsekreteraren(i, h.datum)


def _mening_andrat(h: KundlageAndrat) -> Mening:
    ersattning = [
        vad
        for vad, galler in (
            ("ekonomiskt bistånd", h.ekonomiskt_bistand),
            ("etableringsersättning", h.etableringsersattning),
        )
        if galler
    ]
    har = " och ".join(ersattning) or "varken ekonomiskt bistånd eller etableringsersättning"
    return Mening(f"Från {h.fran} gäller målgruppen {MALGRUPP[h.malgrupp]}, med {har}", "K9.4")


KAPITEL = Kapitel(
    beslut={AnmalAvvikelse: _anmal, AndraKundlage: _andra},
    foljder={
        KundlageAndrat: Foljd(_andrades, mening=_mening_andrat),
        AvvikelseAnmald: Foljd[AvvikelseAnmald](
            None, mening=lambda h: Mening(f"Avvikelse från planeringen {h.datum}", "K9.1", "sen"), brev=_brev_anmald
        ),
    },
)
