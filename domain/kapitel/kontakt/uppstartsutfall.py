"""§7.1, §10.4: what came of the first meeting: it was held, or the kund did not come (K7.1, K10.6).

That it was moved is said by booking it anew, which stands in ``uppdrag.uppstartsmote``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Uppstartsutfall
from domain.kapitel.franvaro.ogiltig import UteblivandeRegistrerat
from domain.kapitel.kontakt.sekretess import Bekraftelse, Motesform, krav_sekretess
from domain.skeende.handelse import Brev, Fall, Handelse, krav_ej_framtid
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class RegistreraUppstartsmote(Kommando):
    """Register that the first meeting was held, or that the kund did not come to it (§7.1).

    A kund who did not come has not come to the insats: nothing more is registered for the message (§10.4, K10.6).
    Held digitally, it may have a note only if ``sekretess_bekraftad`` (§3, K3.6).
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K7.1"
    rubrik: ClassVar = "Registrera uppstartsmötet"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["registrera_uppstartsmote"] = "registrera_uppstartsmote"
    datum: date = Field(description="Dagen som mötet var bokat till.")
    utfall: Literal["hallet", "uteblev"] = Field(description="Hölls mötet, eller uteblev kunden?")
    form: Motesform = "personligt"
    sekretess_bekraftad: Bekraftelse = False
    anteckning: Text | None = Field(default=None, description="Anteckning.")


@dataclass(frozen=True, slots=True)
class UppstartsmoteRegistrerat(Handelse):
    """The first meeting was held, or the kund did not come to it (K7.1)."""

    datum: date
    hallet: bool
    slag: Literal["uppstartsmote_registrerat"] = "uppstartsmote_registrerat"


def _registrera(i: Insats, k: RegistreraUppstartsmote, fall: Fall) -> Iterator[Handelse]:
    krav_ej_framtid(k.datum, fall, "datum")
    hallet = k.utfall == "hallet"
    if hallet:
        krav_sekretess(k.form, k.sekretess_bekraftad, k.anteckning)
    if not fall.om:  # what was registered stands, also where the booking or the end has been corrected (K0.7)
        if i.insatsperiod is None or k.datum > i.slutdagen:
            raise Avvisning("K7.1", "mötet ligger efter insatsens slut", "datum")
        if not _bokat(i, k.datum):
            raise Avvisning("K7.1", f"uppstartsmötet var inte bokat till {k.datum}", "datum")
    if any(m.datum == k.datum for m in i.uppstartsutfall):
        raise Avvisning("K7.1", f"vad som blev av uppstartsmötet {k.datum} är redan registrerat", "datum")
    # What was held was the first meeting: there is none after it.
    hallna = [*(m.datum for m in i.uppstartsutfall if m.hallet), *([k.datum] if hallet else [])]
    if hallna and min(hallna) < max([k.datum, *(m.datum for m in i.uppstartsutfall)]):
        raise Avvisning("K7.1", f"uppstartsmötet hölls {min(hallna)}; det finns inget senare", "datum")
    if not hallet and all(d != k.datum for _, d in i.uteblivanden):
        yield UteblivandeRegistrerat(k.datum)  # first: the line that carries the document is that of the no-show
    yield UppstartsmoteRegistrerat(k.datum, hallet)


def _bokat(i: Insats, dag: date) -> bool:
    """Whether the meeting was booked to a day, and not moved from it before that day came."""
    flyttat = [*(datum(tid) for tid, _ in i.uppstartsmoten[1:]), date.max]
    return any(d == dag <= nasta for (_, d), nasta in zip(i.uppstartsmoten, flyttat, strict=False))


def _registrerades(i: Insats, h: UppstartsmoteRegistrerat, tid: datetime) -> Insats:
    return med(i, uppstartsutfall=(*i.uppstartsutfall, Uppstartsutfall(tid, h.datum, h.hallet)))


def _brev(i: Insats, h: UppstartsmoteRegistrerat) -> Iterator[Brev]:
    """K7.1: that it was held is told the KV; a no-show is the anordnare's own message (K10.6)."""
    if h.hallet:
        yield Brev(Roll.KARRIARVAGLEDARE, "K7.1", f"Uppstartsmötet hölls {h.datum} (§7.1, K7.1)")


def _mening(h: UppstartsmoteRegistrerat) -> Mening:
    if h.hallet:
        return Mening(f"Uppstartsmötet hölls {h.datum}", "K7.1")
    return Mening(f"Uppstartsmötet {h.datum} blev inte av: kunden uteblev", "K7.1", "sen")


KAPITEL = Kapitel(
    beslut={RegistreraUppstartsmote: _registrera},
    foljder={UppstartsmoteRegistrerat: Foljd(_registrerades, mening=_mening, brev=_brev)},
)
