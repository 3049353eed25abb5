"""§7.5: a trepartsmöte that has been held (K3.6, K7.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import KALLAT_AV
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.kapitel.kontakt.sekretess import Bekraftelse, Motesform, krav_sekretess
from domain.kapitel.uppdrag.kundlage import brev_om_foljda_onskemal
from domain.skeende.handelse import Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class RegistreraTrepartsmote(Kommando):
    """Register a trepartsmöte with its outcome; KV, anordnare or kund may have called it (§7.5).

    Held digitally without ``sekretess_bekraftad`` it has no outcome: then only day and form are noted (§3, K3.6).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)
    regel: ClassVar = "K7.6"
    rubrik: ClassVar = "Registrera trepartsmöte"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["registrera_trepartsmote"] = "registrera_trepartsmote"
    datum: date = Field(description="Dagen det gäller.")
    kallat_av: Literal["karriarvagledare", "anordnare", "kund"] = Field(description="Vem som tog initiativ till mötet.")
    form: Motesform = "personligt"
    sekretess_bekraftad: Bekraftelse = False
    utfall: Text | None = Field(default=None, description="Vad mötet kom fram till.")


@dataclass(frozen=True, slots=True)
class TrepartsmoteRegistrerat(Handelse):
    """A trepartsmöte has been held; ``kallat_av`` is who had asked for it (K7.6)."""

    datum: date
    kallat_av: str
    slag: Literal["trepartsmote_registrerat"] = "trepartsmote_registrerat"


def registrera(i: Insats, k: RegistreraTrepartsmote, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; K3.6, K7.6."""
    krav_ej_framtid(k.datum, fall, "datum")
    krav_sekretess(k.form, k.sekretess_bekraftad, k.utfall, "utfall")
    if k.utfall is None and (k.form != "digitalt" or k.sekretess_bekraftad):
        raise Avvisning("K7.6", "ange vad mötet kom fram till", "utfall")
    if k.datum < datum(i.aktualiserad):
        raise Avvisning("K7.6", f"ligger före aktualiseringen {datum(i.aktualiserad)}", "datum")
    yield TrepartsmoteRegistrerat(k.datum, k.kallat_av)


def holls(i: Insats, h: TrepartsmoteRegistrerat, tid: datetime) -> Insats:
    """The fold: a wish for such a meeting is answered by it."""
    moten = (*i.trepartsmoten, (tid, h.datum))  # what was held was arranged (K10.3)
    onskat = i.onskemalet("trepartssamtal")
    besvarar = ("trepartssamtal",) if onskat and h.datum >= onskat.sagt else ()  # not one held before it was wished for
    return med(i, trepartsmoten=moten, onskemal=i.med_besvarade_onskemal(tid, *besvarar))


def brev_om_trepartsmote(i: Insats, h: TrepartsmoteRegistrerat) -> Iterator[Brev]:
    """Both sides are told, and of what became of the wish."""
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE):
        yield Brev(roll, "K7.6", f"Trepartsmöte {h.datum} är registrerat (§7.5, K7.6)")
    yield from brev_om_foljda_onskemal(i, f"mötet hölls {h.datum}")


def mening_om_trepartsmote(h: TrepartsmoteRegistrerat) -> Mening:
    """The timeline's sentence of the meeting."""
    return Mening(f"Trepartsmöte {h.datum}, på begäran av {KALLAT_AV[h.kallat_av]}", "K7.6")
