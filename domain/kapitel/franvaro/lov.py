"""§9.2: leave is taken in the summer and other breaks; outside them it needs the karriärvägledare's consent (K9.3).

Which days are breaks is a dated list of the regelverk, asked of each day of the leave. Weekends and holidays are
nobody's working days, so only the arbetsdagar of a leave are held against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import MedgivenLedighet
from domain.kapitel.uppdrag.kundlage import prova_ledighet
from domain.regler.nycklar import LOV
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening, spann
from domain.tid.kalender import ar_arbetsdag
from domain.tid.period import Period


class MedgeLedighet(Kommando):
    """Consent to leave on days that lie outside the breaks (§9.2).

    How long a leave may be is another question: more than 14 days asks for the end, consented to or not.
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K9.3"
    rubrik: ClassVar = "Medge ledighet utanför loven"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["medge_ledighet"] = "medge_ledighet"
    fran: date = Field(description="Första dagen.")
    till: date = Field(description="Sista dagen.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class LedighetMedgiven(Handelse):
    """Leave is granted, both days included (K9.3)."""

    fran: date
    till: date
    slag: Literal["ledighet_medgiven"] = "ledighet_medgiven"


def lov(i: Insats, dag: date) -> str | None:
    """The break that a day lies in, by its name in the regelverk; None for a day outside them all."""
    alla = i.regelverk.perioder(LOV, dag).items()
    return next((namn for namn, period in alla if period.innehaller(dag)), None)


def medgivande(i: Insats, dag: date) -> MedgivenLedighet | None:
    """The consent that lets the kund be on leave that day, if there is one."""
    return next((m for m in i.medgiven_ledighet if m.fran <= dag <= m.till), None)


def ledighetens_dagar(i: Insats, fran: date, till: date | None) -> tuple[date, ...]:
    """The arbetsdagar of a leave within the insats; of one without a last day, those that a leave may have."""
    hogst = fran + timedelta(days=i.regelverk.tal("ledighet.max_dagar", fran) - 1)
    period = Period(fran, hogst if till is None else till)
    snitt = period.snitt(i.insatsperiod) if i.insatsperiod else None
    if snitt is None:
        return ()
    alla = (snitt.fran + timedelta(days=n) for n in range(snitt.dagar()))
    return tuple(dag for dag in alla if ar_arbetsdag(dag))


def utanfor_loven(i: Insats, fran: date, till: date | None, ledigt: Collection[date] = ()) -> tuple[date, ...]:
    """The arbetsdagar of a leave that are neither in a break, nor consented to, nor ``ledigt`` already."""
    return tuple(
        dag for dag in ledighetens_dagar(i, fran, till) if dag not in ledigt and not (lov(i, dag) or medgivande(i, dag))
    )


def redan_ledigt(i: Insats) -> frozenset[date]:
    """The arbetsdagar that the case as it stands has leave or consent for: a correction of a leave asks for no new one.

    So what was registered before the rule can be put right, and what the KV consents to meanwhile counts.
    """
    anmald = (ledighetens_dagar(i, f.fran, f.till) for f in i.franvaro if f.slag == "ledighet")
    medgiven = (ledighetens_dagar(i, m.fran, m.till) for m in i.medgiven_ledighet)
    return frozenset(dag for dagar in (*anmald, *medgiven) for dag in dagar)


def prova_lov(i: Insats, fran: date, till: date | None, ledigt: Collection[date]) -> None:
    """K9.3: that every arbetsdag of a leave lies in a break or is consented to.

    Raises: Avvisning.
    """
    if dagar := utanfor_loven(i, fran, till, ledigt):
        antal = numerus(len(dagar), "arbetsdag av ledigheten ligger", "arbetsdagar av ledigheten ligger")
        borjan = f", den första {dagar[0]}" if len(dagar) > 1 else f" ({dagar[0]})"
        raise Avvisning("K9.3", f"{antal} utanför loven{borjan}; det kräver karriärvägledarens medgivande", "fran")


def _medge(i: Insats, k: MedgeLedighet, fall: Fall) -> Iterator[Handelse]:
    if k.till < k.fran:
        raise Avvisning("K9.3", "sista dagen ligger före den första", "till")
    if not fall.om:
        prova_ledighet(i, k.fran, "fran")
        if not ledighetens_dagar(i, k.fran, k.till):
            raise Avvisning("K9.3", "ledigheten har ingen arbetsdag i insatsen", "fran")
        if not utanfor_loven(i, k.fran, k.till):
            raise Avvisning("K9.3", "ledigheten ligger i loven eller är redan medgiven", "fran")
    yield LedighetMedgiven(k.fran, k.till)


def _medgavs(i: Insats, h: LedighetMedgiven, tid: datetime) -> Insats:
    return med(i, medgiven_ledighet=(*i.medgiven_ledighet, MedgivenLedighet(tid, h.fran, h.till)))


def _brev(i: Insats, h: LedighetMedgiven) -> Iterator[Brev]:
    text = f"Ledighet utanför loven är medgiven: {spann(h.fran, h.till)} ({hanvisning('K9.3')})"
    yield Brev(Roll.ANORDNARE, "K9.3", text)


KAPITEL = Kapitel(
    beslut={MedgeLedighet: _medge},
    foljder={
        LedighetMedgiven: Foljd(
            _medgavs,
            mening=lambda h: Mening(f"Ledighet utanför loven är medgiven: {spann(h.fran, h.till)}", "K9.3"),
            brev=_brev,
        )
    },
)
