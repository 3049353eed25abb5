"""What has been said and waits for its turn: read, decided, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from temporalio import workflow

from workflows.gemensamt.ko import Vantande, kan_inte_sparas, larma, las, trodd_tid

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.insats.insats import Insats
    from domain.liv import forlopp
    from domain.liv.forlopp import Steg
    from domain.liv.kommandon import las_inkommet
    from domain.skeende.handelse import DORR_EGET_DOKUMENT, DORR_HELA_KON, DORR_MED_GRANSER, DORRUTGAVA
    from domain.skeende.inkommet import Inkommet, las_kuvert, prova_eget_dokument, prova_utan_ord


def ta_emot(data: Any, nu: datetime, *, vantar: bool, dorr: int = DORRUTGAVA) -> Vantande:
    """Read what came in and stamp its registration instant (K0.6).

    The door's own instant counts if it can be believed: never after this clock, and for an update, which is
    answered at once, not long before it. A signal may have waited for a worker, and keeps its instant. One that holds
    free text is in the history already; it is refused in its turn, and its sender told (K3.3). So is one that cannot be
    read, if who sent it can.

    Args:
        dorr: the edition of the doors that the run was begun under.

    Raises: Avvisning: it cannot be read, or an update holds free text.
    """
    fel_form = None
    try:
        gammalt = dorr < DORR_MED_GRANSER
        inkommet = las(
            lambda: _last(_Sagt(data), gammalt) if vantar else las_inkommet(data, med_ord=True, gammalt=gammalt)
        )
        if not vantar:
            try:
                prova_utan_ord(data["kommando"], inkommet.kommando)
                if dorr >= DORR_EGET_DOKUMENT:
                    prova_eget_dokument(inkommet)
            except Avvisning as avvisning:
                fel_form = avvisning
    except Avvisning as avvisning:
        if vantar or dorr < DORR_MED_GRANSER:
            raise
        inkommet, fel_form = las_kuvert(data), avvisning
    return Vantande(inkommet, trodd_tid(inkommet, nu, vantar=vantar), vantar, fel_form=fel_form)


def ta_emot_utan_svar(sagt: Sequence[Any], nu: datetime, dorr: int) -> list[Vantande]:
    """The same of what a signal brings, where nobody is there to be told that it cannot be read.

    More than one thing is what a case that is restored had in its queue: all of it, or what comes first would wake the
    clock before the rest has come. Runs of earlier editions take the first alone.
    """
    svar = []
    for data in sagt if dorr >= DORR_HELA_KON else sagt[:1]:
        try:
            svar.append(ta_emot(data, nu, vantar=False, dorr=dorr))
        except Avvisning as avvisning:
            # What has no readable form has no sender to tell either; the log of the run is where it stands.
            workflow.logger.warning("oläsbar signal avvisad", extra={"regel": avvisning.regel, "falt": avvisning.falt})
    return svar


class _Sagt:
    """What came in; what is written alike is the same."""

    __slots__ = ("data", "text")

    def __init__(self, data: Any) -> None:
        self.data, self.text = data, repr(data)

    def __hash__(self) -> int:
        return hash(self.text)

    def __eq__(self, annat: object) -> bool:
        return isinstance(annat, _Sagt) and self.text == annat.text


@lru_cache(maxsize=64)
def _last(sagt: _Sagt, gammalt: bool) -> Inkommet:
    """An update is read twice, to be tried and then to be decided: the second time it is the same value, and what was
    decided of it is known (``forlopp.utfor``). What is refused is not remembered, and so no free text is."""
    return las_inkommet(sagt.data, gammalt=gammalt)


def avgor(insats: Insats, arende: Vantande, dorr: int) -> Steg:
    """One thing said: what the clock raises before it, and what follows from it or why it is refused.

    ``dorr`` is the edition of the doors that the run was begun under.
    """
    arende.avvisning = None
    if arende.inkommet.id in insats.hanterade:
        arende.avvisning = tidigare_avslag(insats, arende.inkommet.id)
        return Steg(insats)
    steg = forlopp.lat_ga(insats, max(arende.tid, insats.senast))
    nu = max(arende.tid, steg.insats.senast)
    try:
        if arende.otagbar:
            raise kan_inte_sparas()
        if arende.fel_form:
            raise arende.fel_form
        return steg + forlopp.utfor(steg.insats, arende.inkommet, nu, dorr)
    except Avvisning as avvisning:
        larma(avvisning, arende.inkommet)
        if arende.vantar:
            arende.avvisning = avvisning
            return steg
        return steg + forlopp.anteckna_avvisning(steg.insats, arende.inkommet, avvisning, nu)


def tidigare_avslag(insats: Insats, id: str) -> Avvisning | None:
    """What the same kommando was refused with before, if it was and that is journaled."""
    avslag = insats.avvisade.get(id)
    return Avvisning(avslag.regel, avslag.text, avslag.falt) if avslag else None
