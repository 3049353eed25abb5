"""How activities are carried out: in threads of a worker that may be gone, late, or at it twice, before it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import ScheduleLocalActivity

from tests.fel.simulering.servrar.arbetare import Arbetare
from tests.fel.simulering.servrar.instans import Instans
from tests.fel.simulering.servrar.karnan import FELOMVANDLARE, OMVANDLARE, in_i, langd, stund, ur
from tests.fel.simulering.servrar.korning import Aktivitet, Korning
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Arbete, Varld

LOKAL_TROSKEL = timedelta(seconds=10)
AKTIVITETSTID = timedelta(minutes=2)
Klart = Callable[[WorkflowActivationJob], None]


def lokal(
    varld: Varld, hos: Arbetare, k: Korning, instans: Instans, vad: ScheduleLocalActivity, forsok: int, klart: Klart
) -> None:
    """A local activity, in the worker whose task has asked for it; tried again there while the pauses are short."""
    gjort = False

    def svarat(varde: Any, fel: Exception | None) -> None:
        nonlocal gjort
        if gjort or hos.instanser.get(k.id) is not instans or vad.seq not in instans.utestaende:
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
            igen = partial(lokal, varld, hos, k, instans, vad, forsok + 1, klart)
            varld.om(timedelta(seconds=paus), igen, hos)
            return
        else:
            svar.backoff.attempt = forsok + 1
            svar.backoff.backoff_duration.CopyFrom(langd(paus))
            svar.backoff.original_schedule_time.CopyFrom(stund(varld.nu))
        klart(jobb)

    if hos.instanser.get(k.id) is instans:
        gor = getattr(hos.aktiviteter, vad.activity_type)
        Arbete(varld, hos, partial(gor, ur(vad.arguments[0])), svarat)
        varld.om(vad.start_to_close_timeout.ToTimedelta(), lambda: svarat(None, TimeoutError()), hos)


def utfor(varld: Varld, server: Temporal, arbetare: Sequence[Arbetare], k: Korning, a: Aktivitet) -> None:
    """An activity that the server has been asked for, in any worker; in none before there is one."""
    if not arbetare:
        varld.om(timedelta(seconds=1), partial(utfor, varld, server, arbetare, k, a), server)
        return
    hos, forsok, svarat = varld.r.choice(arbetare), a.forsok, False

    def klart(varde: Any, fel: Exception | None) -> None:
        nonlocal svarat
        if not svarat and a.forsok == forsok:
            svarat = True
            server.klar(k, a, varde, fel)

    def fran_arbetaren(varde: Any, fel: Exception | None) -> None:
        if not varld.hander("svaret på en aktivitet borta", 0.03):
            klart(varde, fel)

    Arbete(varld, hos, partial(getattr(hos.aktiviteter, a.namn), a.argument), fran_arbetaren)
    varld.om(AKTIVITETSTID, lambda: klart(None, TimeoutError()), server)
