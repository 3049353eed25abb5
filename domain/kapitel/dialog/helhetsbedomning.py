"""§9.1: the common judgement of a whole month's refusal, by two people: one registers it, the other confirms it (K9.5).

It is read by those two and the arbetsledare; neither the anordnare's history nor its inbox tells that there is one
(``lasratt``). One that is confirmed stands until it is corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.lasratt import Textslag
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Helhetsbedomning
from domain.skeende.handelse import DORR_MED_TVA_SOM_BEDOMER, Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.manad import Manad, manad, namn


class RegistreraHelhetsbedomning(Kommando):
    """Register the common judgement of a whole month's refusal; the other of the two confirms it (§9.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE)
    regel: ClassVar = "K9.5"
    rubrik: ClassVar = "Registrera helhetsbedömning av en månad"
    tillstand: ClassVar = UNDER_OCH_EFTER
    lases: ClassVar = Textslag.HELHETSBEDOMNING

    kommando: Literal["registrera_helhetsbedomning"] = "registrera_helhetsbedomning"
    manad: Manad = Field(description="Månaden, ÅÅÅÅ-MM.")
    bedomning: Text = Field(description="Bedömningen.")


class BekraftaHelhetsbedomning(Kommando):
    """Confirm the judgement that the other has registered: from then on it is the common one (§9.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE)
    regel: ClassVar = "K9.5"
    rubrik: ClassVar = "Bekräfta helhetsbedömningen av en månad"
    tillstand: ClassVar = UNDER_OCH_EFTER
    lases: ClassVar = Textslag.HELHETSBEDOMNING

    kommando: Literal["bekrafta_helhetsbedomning"] = "bekrafta_helhetsbedomning"
    manad: Manad = Field(description="Månaden som bedömningen gäller, ÅÅÅÅ-MM.")
    kommentar: Text | None = Field(default=None, description="Något att lägga till bedömningen.")


@dataclass(frozen=True, slots=True)
class HelhetsbedomningRegistrerad(Handelse):
    """``av`` is who registered it, as ``roll:id``; None in lines from before it took two."""

    lases: ClassVar = Textslag.HELHETSBEDOMNING

    manad: Manad
    av: str | None = None
    slag: Literal["helhetsbedomning_registrerad"] = "helhetsbedomning_registrerad"


@dataclass(frozen=True, slots=True)
class HelhetsbedomningBekraftad(Handelse):
    """The other of the two has confirmed the judgement of the month (K9.5)."""

    lases: ClassVar = Textslag.HELHETSBEDOMNING

    manad: Manad
    av: str
    slag: Literal["helhetsbedomning_bekraftad"] = "helhetsbedomning_bekraftad"


def _prova_vem(i: Insats, fall: Fall) -> None:
    """A socialsekreterare speaks of the kunder it is named for. Raises: Avvisning, K9.5."""
    if fall.dorr < DORR_MED_TVA_SOM_BEDOMER or fall.av.roll is not Roll.SOCIALSEKRETERARE:
        return
    if i.socialsekreterare is None or not samma_person(i.socialsekreterare, fall.av.id):
        raise Avvisning("K9.5", "det här gör den socialsekreterare som är utsedd för kunden", "av")


def _registrera(i: Insats, k: RegistreraHelhetsbedomning, fall: Fall) -> Iterator[Handelse]:
    _prova_vem(i, fall)
    if not fall.om and k.manad not in i.insatsmanader:
        raise Avvisning("K9.1", f"{k.manad} har inga insatsdagar i det här ärendet", "manad")
    if k.manad > manad(fall.idag):
        raise Avvisning("K0.6", f"{k.manad} ligger i framtiden", "manad")
    if fall.dorr >= DORR_MED_TVA_SOM_BEDOMER and (var := i.helhetsbedomningar.get(k.manad)) and var.bekraftad:
        raise Avvisning("K9.5", f"bedömningen av {k.manad} är redan gemensam; den ändras genom att rättas", "manad")
    yield HelhetsbedomningRegistrerad(k.manad, str(fall.av))


def _bekrafta(i: Insats, k: BekraftaHelhetsbedomning, fall: Fall) -> Iterator[Handelse]:
    _prova_vem(i, fall)
    if (var := i.helhetsbedomningar.get(k.manad)) is None:
        if fall.om:  # what it confirmed has been corrected to be of another month: it confirms nothing (K0.7)
            return
        raise Avvisning("K9.5", f"det finns ingen registrerad bedömning av {k.manad} att bekräfta", "manad")
    if var.bekraftad:
        raise Avvisning("K9.5", f"bedömningen av {k.manad} är redan bekräftad", "manad")
    if var.av is not None:
        av = Aktor.tolka(var.av)
        if samma_person(av.id, fall.av.id):
            raise Avvisning("K9.5", "den som har registrerat bedömningen bekräftar den inte; det gör den andra", "av")
        if av.roll is fall.av.roll:
            raise Avvisning("K9.5", f"bedömningen bekräftas av {BENAMNING[_den_andra(av.roll)]}", "av")
    yield HelhetsbedomningBekraftad(k.manad, str(fall.av))


def _den_andra(roll: Roll) -> Roll:
    return Roll.SOCIALSEKRETERARE if roll is Roll.KARRIARVAGLEDARE else Roll.KARRIARVAGLEDARE


def _registrerades(i: Insats, h: HelhetsbedomningRegistrerad, tid: datetime) -> Insats:
    return med(i, helhetsbedomningar={**i.helhetsbedomningar, h.manad: Helhetsbedomning(tid, h.av)})


def _bekraftades(i: Insats, h: HelhetsbedomningBekraftad, tid: datetime) -> Insats:
    klar = replace(i.helhetsbedomningar[h.manad], bekraftad=tid)
    return med(i, helhetsbedomningar={**i.helhetsbedomningar, h.manad: klar})


def _brev_registrerad(i: Insats, h: HelhetsbedomningRegistrerad) -> Iterator[Brev]:
    if h.av is None:
        return
    till = _den_andra(Aktor.tolka(h.av).roll)
    if till is Roll.SOCIALSEKRETERARE and i.socialsekreterare is None:
        text = "Ingen socialsekreterare är utsedd för kunden, så ingen kan bekräfta bedömningen: utse en (§9.1, K9.5)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K9.5", text)
    else:
        yield Brev(till, "K9.5", f"Helhetsbedömning av {h.manad} att bekräfta (§9.1, K9.5)")


def _brev_bekraftad(i: Insats, h: HelhetsbedomningBekraftad) -> Iterator[Brev]:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE):
        yield Brev(roll, "K9.5", f"Helhetsbedömningen av {h.manad} är gemensam: båda har skrivit under (§9.1, K9.5)")


def _mening_registrerad(h: HelhetsbedomningRegistrerad) -> Mening:
    vantar = "; den andra ska bekräfta den" if h.av else ""
    return Mening(f"Helhetsbedömning av {namn(h.manad)} är registrerad{vantar}", "K9.5")


def _mening_bekraftad(h: HelhetsbedomningBekraftad) -> Mening:
    return Mening(f"Helhetsbedömningen av {namn(h.manad)} är bekräftad och gemensam", "K9.5")


KAPITEL = Kapitel(
    beslut={RegistreraHelhetsbedomning: _registrera, BekraftaHelhetsbedomning: _bekrafta},
    foljder={
        HelhetsbedomningRegistrerad: Foljd(_registrerades, mening=_mening_registrerad, brev=_brev_registrerad),
        HelhetsbedomningBekraftad: Foljd(_bekraftades, mening=_mening_bekraftad, brev=_brev_bekraftad),
    },
)
