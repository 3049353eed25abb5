"""§7.1: the first meeting of kund, anordnare and karriärvägledare (K7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import dagar_i_ord
from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.kapitel.uppdrag.planfrist import planfrist
from domain.skeende.handelse import DORR_MOTE_I_INSATSEN, Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum


class BokaUppstartsmote(Kommando):
    """Book the first meeting with the kund; ``datum`` is the day of the meeting (§7.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K7.1"
    rubrik: ClassVar = "Boka uppstartsmötet"

    kommando: Literal["boka_uppstartsmote"] = "boka_uppstartsmote"
    datum: date = Field(description="Dagen för mötet.")


@dataclass(frozen=True, slots=True)
class UppstartsmoteBokat(Handelse):
    """The first meeting is booked; ``efter_planens_frist``: it leaves the plan too little time (K7.1)."""

    datum: date
    efter_planens_frist: bool
    slag: Literal["uppstartsmote_bokat"] = "uppstartsmote_bokat"


def boka(i: Insats, k: BokaUppstartsmote, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; the day does not hold."""
    if i.uppdrag is None:
        raise Avvisning("K7.1", "uppdraget är inte inlagt än")
    if k.datum < datum(i.aktualiserad):
        raise Avvisning("K7.1", f"mötet kan inte ligga före aktualiseringen {datum(i.aktualiserad)}", "datum")
    if i.uppstartsmoten and i.uppstartsmoten[-1][1] == k.datum:
        raise Avvisning("K7.1", f"uppstartsmötet är redan bokat till {k.datum}", "datum")
    if fall.kraver(DORR_MOTE_I_INSATSEN) and i.slutdatum is not None and k.datum > i.slutdatum:
        raise Avvisning("K7.1", f"mötet ligger efter insatsens slut {i.slutdatum}", "datum")
    hallet = next((m.datum for m in i.uppstartsutfall if m.hallet), None)
    if hallet and not fall.om:
        raise Avvisning("K7.1", f"uppstartsmötet hölls {hallet}; det finns inget att boka", "datum")
    yield UppstartsmoteBokat(k.datum, k.datum > planfrist(i).frist)


def bokades(i: Insats, h: UppstartsmoteBokat, tid: datetime) -> Insats:
    """The fold of it."""
    return med(i, uppstartsmoten=(*i.uppstartsmoten, (tid, h.datum)))


def brev_bokat(i: Insats, h: UppstartsmoteBokat) -> Iterator[Brev]:
    """K7.1: a meeting after the plan's frist, or later than a week after the uppdrag and the start, is told the KV."""
    if h.efter_planens_frist:
        yield Brev(
            Roll.KARRIARVAGLEDARE, "K7.1",
            f"Uppstartsmötet är bokat till {h.datum}, efter genomförandeplanens frist (§7.1, K7.1)",
        )  # fmt: skip
    elif i.uppdrag is not None:
        borjan = max(datum(i.uppdrag.tid), i.uppdrag.startdatum)
        dagar = i.regelverk.tal("uppstartsmote.dagar", borjan)
        if h.datum > borjan + timedelta(days=dagar):
            text = f"Uppstartsmötet är bokat till {h.datum}, mer än {dagar_i_ord(dagar)} efter {borjan} (§7.1, K7.1)"
            yield Brev(Roll.KARRIARVAGLEDARE, "K7.1", text)
