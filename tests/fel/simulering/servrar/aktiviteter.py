"""How activities are carried out: in threads of a worker that may be gone, late, or at it twice, before it answers.

A local one is kept by its worker's core by its run and number, as the SDK's is: what is asked for under a number that
is at work is not begun, and what that one answers is the answer, though a task that was forgotten asked for another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import ScheduleLocalActivity

from tests.fel.simulering.servrar.arbetare import Arbetare
from tests.fel.simulering.servrar.karnan import FELOMVANDLARE, OMVANDLARE, in_i, langd, stund, ur
from tests.fel.simulering.servrar.korning import Aktivitet, Korning
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Arbete, Varld
from workflows.gemensamt.skrivare import TYST

LOKAL_TROSKEL = timedelta(seconds=10)
AKTIVITETSTID = timedelta(minutes=2)
Klart = Callable[[Arbetare, Korning, ScheduleLocalActivity, WorkflowActivationJob], None]


def lokal(varld: Varld, hos: Arbetare, k: Korning, vad: ScheduleLocalActivity, klart: Klart) -> None:
    """A local activity, in the worker whose task has asked for it, unless one of its number is at work there."""
    pa_vag = hos.pa_vag.pop((k.id, vad.seq), None)
    if pa_vag and varld.nu < pa_vag[0]:
        varld.strax(partial(klart, hos, k, *pa_vag[1:]), hos)
    elif (k.id, vad.seq) not in hos.lokala:
        hos.lokala.add((k.id, vad.seq))
        _forsok(varld, hos, k, vad, vad.attempt or 1, klart)


def _forsok(varld: Varld, hos: Arbetare, k: Korning, vad: ScheduleLocalActivity, forsok: int, klart: Klart) -> None:
    """One try of it; tried again there while the pauses are short, whether its run is in memory or not."""
    gjort = False

    def svarat(varde: Any, fel: Exception | None) -> None:
        nonlocal gjort
        if gjort:
            return
        gjort = True
        jobb = WorkflowActivationJob()
        jobb.resolve_activity.seq, jobb.resolve_activity.is_local = vad.seq, True
        svar = jobb.resolve_activity.result
        paus, flest = min(0.2 * 2 ** (forsok - 1), 60.0), vad.retry_policy.maximum_attempts
        if fel is None:
            svar.completed.result.CopyFrom(in_i(varde))
        elif getattr(fel, "non_retryable", False) or 0 < flest <= forsok:
            FELOMVANDLARE.to_failure(fel, OMVANDLARE, svar.failed.failure)
        elif paus <= LOKAL_TROSKEL.total_seconds():
            varld.om(timedelta(seconds=paus), partial(_forsok, varld, hos, k, vad, forsok + 1, klart), hos)
            return
        else:
            svar.backoff.attempt = forsok + 1
            svar.backoff.backoff_duration.CopyFrom(langd(paus))
            svar.backoff.original_schedule_time.CopyFrom(stund(varld.nu))
        hos.lokala.discard((k.id, vad.seq))
        klart(hos, k, vad, jobb)

    gor = getattr(hos.aktiviteter, vad.activity_type)
    Arbete(varld, hos, vad.activity_type, partial(gor, ur(vad.arguments[0])), svarat)
    varld.om(vad.start_to_close_timeout.ToTimedelta(), lambda: svarat(None, TimeoutError()), hos)


def utfor(varld: Varld, server: Temporal, arbetare: Sequence[Arbetare], k: Korning, a: Aktivitet) -> None:
    """An activity that the server has been asked for, in any worker; in none before there is one."""
    if not arbetare:
        varld.om(timedelta(seconds=1), partial(utfor, varld, server, arbetare, k, a), server)
        return
    hos, forsok, svarat = varld.r.choice(arbetare), a.forsok, False

    def klart(varde: Any, fel: Exception | None) -> None:
        nonlocal svarat
        if server.fryst_till > varld.nu:
            varld.om(server.fryst_till - varld.nu, partial(klart, varde, fel), hos)
        elif not svarat and a.forsok == forsok:
            svarat = True
            server.klar(k, a, varde, fel)

    def fran_arbetaren(varde: Any, fel: Exception | None) -> None:
        if not varld.hander("svaret på en aktivitet borta", 0.03):
            klart(varde, fel)

    Arbete(varld, hos, a.namn, partial(getattr(hos.aktiviteter, a.namn), a.argument), fran_arbetaren)
    slut = varld.nu + AKTIVITETSTID

    def lever() -> None:
        """Without a sign of life it is given to another."""
        if svarat or a.forsok != forsok:
            return
        if varld.nu >= slut or not hos.lever or hos.fryst_till > varld.nu:
            klart(None, TimeoutError())
        else:
            varld.om(TYST, lever, server)

    varld.om(TYST, lever, server)
