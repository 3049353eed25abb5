"""How a run that begins without state comes by it: day 1, or the journal of a case that has been before."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.grund.beteckning import ar_arendeid
    from domain.insats.insats import Insats
    from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera
    from domain.liv import forlopp
    from domain.skeende.handelse import DORR_MED_GRANSER
    from domain.tid.tidpunkt import datum
    from kontrakt import namn
    from kontrakt.insats import Forfragan, Forutsattningar, Lage, Lasning
    from workflows.gemensamt.ko import Vantande, kan_inte_sparas, larma
    from workflows.gemensamt.skrivare import FORSOK, TALAMOD, Otagbart
    from workflows.insats.skrivare import Skrivare, ta_in


async def ur_journalen(arende: str) -> Insats | None:
    """A completed case that is said something to (K0.7), as its journal tells it; None if there is no such case."""
    lage: Lage = await workflow.execute_local_activity(
        namn.AKTIVITET_LAS_LAGE,
        Lasning(arende),
        result_type=Lage,
        start_to_close_timeout=timedelta(seconds=20),
        retry_policy=FORSOK,
        local_retry_threshold=TALAMOD,
    )
    return lage.insats


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
        return await _journalfor(arende, forsta, forutsattningar, skrivare)
    except Avvisning as avvisning:
        larma(avvisning, forsta.inkommet)
        forsta.avvisning = avvisning
    except (ActivityError, ApplicationError, Otagbart):
        forsta.avvisning = kan_inte_sparas()
    return None


async def _journalfor(arende: str, forsta: Vantande, f: Forutsattningar, skrivare: Skrivare) -> Insats:
    steg = forlopp.paborja(arende, forsta.inkommet, f.reglerna(), f.auktorisation, forsta.tid, f.pagaende)
    steg += forlopp.lat_ga(steg.insats, forsta.tid)
    if not (okanda := await skrivare.journalfor(0, steg)):
        return steg.insats
    insats = ta_in(None, okanda)
    if forsta.inkommet.id not in insats.hanterade:
        forsta.avvisning = Avvisning("K6.1", f"ärendet {arende} är redan aktualiserat", "kommando")
    return insats
