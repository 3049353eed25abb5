"""Errors as Temporal keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from temporalio.exceptions import ApplicationError

from activities.stod.epost import EpostFel
from domain.regler.varde import FelIRegelverk
from persistence.databas.motor import DatabasFel, DataFel


@contextmanager
def temporals_fel(
    igen_om: Callable[[Exception], timedelta] | None = None, *, om: Sequence[str] | None = None
) -> Iterator[None]:
    """What fails because something is down is tried again; what can never succeed is not.

    ``igen_om``: after how long, where that is the activity's to say and not its policy's. ``om``: what was asked, which
    a failure for good says that it is about, so that it is not taken for the answer to another question (decision 12).
    Temporal keeps errors in plain text, so they carry no chain that may repeat what was written (K3.3).
    """
    try:
        yield
    except DataFel as fel:
        vad = () if om is None else (list(om),)
        raise ApplicationError(str(fel), *vad, type=fel.typ, non_retryable=True) from None
    except (DatabasFel, EpostFel) as fel:
        raise ApplicationError(str(fel), type=fel.typ, next_retry_delay=igen_om(fel) if igen_om else None) from None
    except FelIRegelverk as fel:  # the files may be put right, and the worker started anew
        raise ApplicationError(str(fel), type=type(fel).__name__) from None
