"""§10.4: which days call for a message of invalid absence, and since when the service has known of them (K10.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.insats.insats import Insats
from domain.insats.uppgifter import OgiltigFranvaro
from domain.kapitel.franvaro.franvaro import ar_meddelande
from domain.tid.period import Period
from domain.tid.tidpunkt import datum


def meddelanden(i: Insats) -> Iterator[OgiltigFranvaro]:
    """The messages of invalid absence: those sent as such, and registered absence that is one (K10.6).

    What is registered before its last day tells of no more than the days that had been.
    """
    yield from i.ogiltiga
    for f in i.franvaro:
        if f.slag == "ogiltig" and i.insatsperiod and Period(f.fran, f.till).overlappar(i.insatsperiod):
            if ar_meddelande(i, f.fran):
                idag = datum(f.tid)
                yield OgiltigFranvaro(f.tid, f.fran, min(f.till or idag, idag))


def anledningar(i: Insats) -> dict[date, datetime]:
    """The days that call for a message → when the service heard of it.

    A no-show; the third failed attempt since the last successful contact; and the last day of a message that is
    itself the first the service hears of it.
    """
    anledningar: dict[date, datetime] = {}
    for tid, dag in i.uteblivanden:
        anledningar.setdefault(dag, tid)
    forsok = [(f.datum, f.tid, f.lyckat) for f in i.kontaktforsok]
    # Contacts end a row of attempts, and mean nothing here where none was made.
    kontakter = [(c.datum, c.tid, True) for c in i.kontakter] if forsok else []
    i_rad = 0
    for dag, tid, lyckat in sorted((*forsok, *kontakter)):
        i_rad = 0 if lyckat else i_rad + 1
        if i_rad == i.regelverk.tal("franvaroanmalan.forsok", dag):
            anledningar.setdefault(dag, tid)
            i_rad = 0
    for m in meddelanden(i):
        if not any(m.forsta_dag <= dag <= m.sista_dag for dag in anledningar):
            anledningar[m.sista_dag] = m.tid
    return dict(sorted(anledningar.items()))
