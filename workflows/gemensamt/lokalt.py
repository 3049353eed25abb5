"""What a workflow asks of the record within its own task, for as long as it takes: a record that is away is waited for.

The first tries are made inside the task. A task kept open writes history every few seconds, so after them a durable
timer waits instead, that says in Temporal's pages what it waits for and why; a database that is away for days does not
fill the history.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, FailureError, is_cancelled_exception

T = TypeVar("T")

TALAMOD = timedelta(seconds=10)
"""How long a try is waited for inside the task before a timer waits instead."""
_GENAST = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_attempts=6)
"""Six seconds, while something is started anew."""
_EN_GANG = RetryPolicy(maximum_attempts=1)
_KORTAST, _LANGST, _ANDEL = timedelta(seconds=5), timedelta(minutes=1), 4
"""A pause is a fourth of the time that it has been waited for, within these: what comes back is soon noticed. That time
is counted in pauses and not by the clock: a task that was held open is read again at the instant of the next, and a
pause by the clock would be another then."""


async def fraga_journalen(
    aktivitet: str, vad: Any, svar: type[T], hogst: timedelta, gora: str, om: Sequence[str] = ()
) -> T:
    """A local activity, tried again until it answers or says that it never will.

    Args:
        svar: the type of its answer.
        hogst: how long one try may take.
        gora: Swedish, what is done, as it goes on "nytt försök att …".
        om: what a failure for good says that it is about, if it is this question's and says so.

    Raises: ActivityError, ApplicationError: it never will.
    """
    vantat, forsok = TALAMOD, _GENAST
    while True:
        try:
            resultat: T = await workflow.execute_local_activity(
                aktivitet,
                vad,
                result_type=svar,
                start_to_close_timeout=hogst,
                retry_policy=forsok,
                local_retry_threshold=TALAMOD,
            )
        # What a local activity failed of comes within an ActivityError when it fails, and as it is when history is
        # played anew: a timeout too. What is not caught here would fail the case.
        except FailureError as fel:
            orsak = fel.cause if isinstance(fel, ActivityError) else fel
            if is_cancelled_exception(fel):
                raise
            if isinstance(orsak, ApplicationError) and orsak.non_retryable:
                if _om_annat(orsak, om):
                    continue
                raise
            # Its own text holds nothing of what was to be written (K3.3); another's might.
            varfor = orsak.message if isinstance(orsak, ApplicationError) and orsak.type in _EGNA else "inget svar"
            paus = min(max(vantat / _ANDEL, _KORTAST), _LANGST)
            vantat += paus
            await workflow.sleep(paus, summary=f"nytt försök att {gora}: {varfor}")
            forsok = _EN_GANG
        else:
            return resultat


def _om_annat(fel: ApplicationError, om: Sequence[str]) -> bool:
    """Whether it is a failure of what a forgotten task asked, given as the answer to this (decision 12). Earlier code
    did not say what failed."""
    return bool(fel.details) and list(fel.details[0]) != list(om)


_EGNA = frozenset({"DatabasFel", "FelIRegelverk", "FelIFil"})
"""Failures whose text is the service's own."""
