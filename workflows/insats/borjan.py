"""How a run that begins without state comes by it: day 1, or the journal of a case that has been before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.grund.beteckning import ar_arendeid
    from domain.insats.insats import Insats
    from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera
    from domain.liv import forlopp
    from domain.skeende.handelse import DORR_BORJAN_FORST, DORR_MED_GRANSER
    from domain.tid.tidpunkt import datum
    from kontrakt import namn
    from kontrakt.insats import Del, Delfraga, Forfragan, Forutsattningar, Lage, Lasning
    from kontrakt.overlamning import ur_delar
    from workflows.gemensamt.ko import Vantande, kan_inte_sparas, larma
    from workflows.gemensamt.lokalt import fraga_journalen
    from workflows.gemensamt.skrivare import FORSOK, TYST, Otagbart
    from workflows.insats.skrivare import Skrivare, ta_in


def som_borjar(ko: Sequence[Vantande], dorr: int) -> Vantande | None:
    """What aktualiserar the case, of all that waits: a signal that found the run first does not stand in its way.

    ``dorr``: the edition of the doors that the run was begun under; before there was one for it, only what came first.
    """
    bland = ko if dorr >= DORR_BORJAN_FORST else ko[:1]
    return next((v for v in bland if isinstance(v.inkommet.kommando, Aktualisera)), None)


async def ur_journalen(arende: str) -> Insats | None:
    """A completed case that is said something to (K0.7), as its journal tells it; None if there is no such case."""
    lage = await fraga_journalen(
        namn.AKTIVITET_LAS_LAGE, Lasning(arende), Lage, timedelta(seconds=20), "läsa läget ur journalen"
    )
    return lage.insats if lage.i_delar is None else await i_delar(arende, lage.i_delar)


async def i_delar(arende: str, nr: int) -> Insats:
    """State after line ``nr``, however large.

    Each part is an activity of its own, since what several local ones give goes to the server in one message.
    """
    text, sist = "", False
    while not sist:
        svar: Del = await workflow.execute_activity(
            namn.AKTIVITET_LAS_LAGE_I_DELAR,
            Delfraga(arende, nr, len(text)),
            result_type=Del,
            start_to_close_timeout=timedelta(minutes=2),
            heartbeat_timeout=TYST,
            retry_policy=FORSOK,
            summary=f"läser läget på rad {nr} ur journalen, från tecken {len(text)}",
        )
        text, sist = text + svar.text, svar.sist
    return ur_delar(text)


async def dag_ett(arende: str, forsta: Vantande, skrivare: Skrivare, dorr: int) -> Insats | None:
    """Day 1: the case begins with ``aktualisera``. Refused, ``forsta`` says why, and there is no case.

    ``dorr``: the edition of the doors that the run was begun under.
    """
    k = forsta.inkommet.kommando
    try:
        if dorr >= DORR_MED_GRANSER and not ar_arendeid(arende):
            raise Avvisning("K3.3", "ett ärendes id är bokstäver a–z, siffror och . _ -, inget personnummer", "arende")
        if not isinstance(k, Aktualisera):
            raise Avvisning("K6.1", f"ärendet {arende} finns inte", "arende")
        fore = k.foregaende.arende if k.foregaende else None
        fraga = Forfragan(k.anordnare, k.insats[:3], datum(forsta.tid), arende, k.kund.id, fore)
        forutsattningar = await skrivare.forutsattningar(fraga)
        return await _journalfor(arende, forsta, forutsattningar, skrivare, dorr)
    except Avvisning as avvisning:
        larma(avvisning, forsta.inkommet)
        forsta.avvisning = avvisning
    except (ActivityError, ApplicationError, Otagbart):
        forsta.avvisning = kan_inte_sparas()
    return None


async def _journalfor(arende: str, forsta: Vantande, f: Forutsattningar, skrivare: Skrivare, dorr: int) -> Insats:
    steg = forlopp.paborja(arende, forsta.inkommet, f.reglerna(), f.auktorisation, forsta.tid, f.pagaende, dorr)
    steg += forlopp.lat_ga(steg.insats, forsta.tid)
    if not (okanda := await skrivare.journalfor(None, steg, forsta.tid)):
        return steg.insats
    insats = ta_in(None, okanda)
    if forsta.inkommet.id not in insats.hanterade:
        forsta.avvisning = Avvisning("K6.1", f"ärendet {arende} är redan aktualiserat", "kommando")
    return insats
