"""§8.1, §10: the absence that a monthly report tells of, and what has changed in the months reported before it (K8.4).

Nobody writes it in the report: it is filled in from what is registered, each line with the journal line that has its
reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.grund.ord import FRANVARO
from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.insats.uppgifter import Franvaro, Franvarorad
from domain.skeende.handelse import Brev
from domain.skeende.mening import spann
from domain.tid.manad import Manad, forsta, manad, namn, sista
from domain.tid.period import Period

_SAGS = {
    "franvaro": ("anmal_franvaro",),
    "uteblivande": ("registrera_uteblivande", "registrera_uppstartsmote"),
    "meddelande": ("meddela_ogiltig_franvaro",),
}


@dataclass(frozen=True, slots=True)
class Komplettering:
    """Absence of a month that was reported before: ``rader`` as it now stands, and ``forsok``, the days of its failed
    attempts, where any was told of after the reports (§8.1, K8.4)."""

    manad: Manad
    rader: tuple[Franvarorad, ...]
    forsok: tuple[date, ...] = ()


def franvaro_i(i: Insats, manad: Manad) -> tuple[Franvarorad, ...]:
    """All absence that touches the month, invalid absence with it, for its report (K10.0, K8.4)."""
    if (fonster := _fonster(i, manad)) is None:
        return ()
    rader = []
    for f in i.franvaro:
        if (snitt := Period(f.fran, f.till).snitt(fonster)) and snitt.till:
            rader.append(Franvarorad(f.slag, snitt.fran, snitt.till, _rad(i, "franvaro", f.tid)))
    for fran, till, vad, tid in _ogiltiga(i, fonster, [r for r in rader if r.slag == "ogiltig"]):
        rader.append(Franvarorad("ogiltig", fran, till, _rad(i, vad, tid)))
    return tuple(sorted(rader, key=lambda r: (r.fran, r.slag, r.till)))


def all_franvaro(i: Insats) -> tuple[Franvaro, ...]:
    """All absence that the case knows of, however it was told, the latest first (K10.0)."""
    ogiltig: list[Franvaro] = []
    if (period := i.insatsperiod) is not None:
        anmald = (s for f in i.franvaro if f.slag == "ogiltig" and (s := Period(f.fran, f.till).snitt(period)))
        kanda = [Franvarorad("ogiltig", s.fran, s.till or s.fran) for s in anmald]
        ogiltig = [Franvaro("ogiltig", fran, till, tid) for fran, till, _, tid in _ogiltiga(i, period, kanda)]
    return tuple(sorted((*i.franvaro, *ogiltig), key=lambda f: (f.fran, f.tid), reverse=True))


def forsok_i(i: Insats, manad: Manad) -> tuple[date, ...]:
    """The days of the month on which the kund was not reached, by attempts registered or named in a message (K10.6).

    A day on which it was tried twice is there twice. Attempts count from the uppdrag, so they need be in no insatstid.
    """
    return tuple(sorted(d for d, _ in _forsok(i, manad)))


def _forsok(i: Insats, manad: Manad) -> Iterator[tuple[date, datetime]]:
    """Each of them, and when it was told of."""
    registrerade = [(f.datum, f.tid) for f in i.kontaktforsok if not f.lyckat]
    namnda: dict[date, datetime] = {}
    for m in i.ogiltiga:
        for d in m.forsok:
            namnda.setdefault(d, m.tid)
    for dag in {d for d, _ in registrerade} & namnda.keys():
        del namnda[dag]
    yield from ((d, tid) for d, tid in (*registrerade, *namnda.items()) if forsta(manad) <= d <= sista(manad))


def _sena_forsok(i: Insats, manad: Manad) -> tuple[date, ...]:
    """The month's attempts, where one was told of after its report and every report that has come since."""
    if (rapport := i.rapporter.get(manad)) is None:
        return ()
    berattat = max(t for r in i.rapporter.values() for t in r.inlamningar if t >= rapport.inlamnad)
    return forsok_i(i, manad) if any(tid > berattat for _, tid in _forsok(i, manad)) else ()


def kompletteringar(i: Insats, utom: Manad | None = None) -> tuple[Komplettering, ...]:
    """The months reported whose absence is another now than the reports have told of (K8.4).

    ``utom`` is the month of a report that is handed in, which tells of all its own.
    """
    alla = ((m, sagt, franvaro_i(i, m), _sena_forsok(i, m)) for m, sagt in sorted(i.redovisad_franvaro.items()))
    return tuple(
        Komplettering(manad, nu, forsok) for manad, sagt, nu, forsok in alla if manad != utom and (nu != sagt or forsok)
    )


def brev_om_komplettering(i: Insats, fran: date | None = None, till: date | None = None) -> Iterator[Brev]:
    """K8.4: the KV is told that absence in a reported month, one of these days' if they are given, is another now."""
    for k in kompletteringar(i):
        if k.rader == i.redovisad_franvaro[k.manad]:  # of attempts alone, which are told of as they come
            continue
        if fran and not Period(fran, till).overlappar(Period(forsta(k.manad), sista(k.manad))):
            continue
        text = f"Frånvaron i {namn(k.manad)} är ändrad sedan rapporten; den kompletteras i nästa rapport (§8.1, K8.4)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K8.4", text)


def brev_om_forsok(i: Insats, dag: date) -> Iterator[Brev]:
    """K8.4: the KV is told of an attempt in a month that has been reported."""
    if (m := manad(dag)) in i.redovisad_franvaro:
        text = f"Ett kontaktförsök {dag} är registrerat efter rapporten för {namn(m)}; det står i nästa (§8.1, K8.4)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K8.4", text)


def om_franvaro(
    rader: Collection[Franvarorad], forsok: Collection[date], kompletteringar: Iterable[Komplettering]
) -> Iterator[str]:
    """What the timeline tells of a report's absence, attempts and completions."""
    if rader:
        yield f"frånvaro: {_uppraknad(rader)}"
    if forsok:
        yield f"kontaktförsök: {', '.join(map(str, forsok))}"
    for k in kompletteringar:
        sena = f"; kontaktförsök {', '.join(map(str, k.forsok))}" if k.forsok else ""
        yield f"komplettering för {namn(k.manad)}: {_uppraknad(k.rader) or 'ingen frånvaro'}{sena}"


def _uppraknad(rader: Iterable[Franvarorad]) -> str:
    """``sjukfrånvaro 2024-03-04–2024-03-06; ledighet 2024-03-11``."""
    return "; ".join(f"{FRANVARO[r.slag]} {spann(r.fran, r.till)}" for r in rader)


def _fonster(i: Insats, manad: Manad) -> Period | None:
    return Period(forsta(manad), sista(manad)).snitt(i.insatsperiod) if i.insatsperiod else None


def _ogiltiga(i: Insats, fonster: Period, anmalda: Iterable[Franvarorad]) -> Iterator[tuple[date, date, str, datetime]]:
    """The days of messages and no-shows that no registered invalid absence already tells of: from, to, and by what."""
    kanda = {d for r in anmalda for d in _dagar(r.fran, r.till)}
    for m in i.ogiltiga:
        nya = [d for d in m.dagar if d not in kanda and fonster.innehaller(d)]
        kanda |= set(nya)
        for fran, till in _foljder(nya):
            yield fran, till, "meddelande", m.tid
    for tid, dag in i.uteblivanden:
        if dag not in kanda and fonster.innehaller(dag):
            yield dag, dag, "uteblivande", tid


def _dagar(fran: date, till: date) -> Iterator[date]:
    return (fran + timedelta(days=n) for n in range((till - fran).days + 1))


def _foljder(dagar: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Days, in order, as runs of days that follow upon each other."""
    borjan = slut = None
    for d in dagar:
        if slut is None or d != slut + timedelta(days=1):
            if borjan and slut:
                yield borjan, slut
            borjan = d
        slut = d
    if borjan and slut:
        yield borjan, slut


def _rad(i: Insats, vad: str, tid: object) -> int | None:
    """The journal line it was said under, whose document has the reason; None in cases from before that was kept."""
    return next((s.nr for s in i.sagda if s.tid == tid and s.kommando["kommando"] in _SAGS[vad]), None)
