"""Errors as Temporal keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from activities.stod.epost import EpostFel
from domain.regler.varde import FelIRegelverk
from persistence.databas.motor import DatabasFel, DataFel


@contextmanager
def temporals_fel() -> Iterator[None]:
    """What fails because something is down is tried again; what can never succeed is not.

    Temporal keeps errors in plain text, so they carry no chain that may repeat what was written (K3.3).
    """
    try:
        yield
    except DataFel as fel:
        raise ApplicationError(str(fel), type=fel.typ, non_retryable=True) from None
    except (DatabasFel, EpostFel) as fel:
        raise ApplicationError(str(fel), type=fel.typ) from None
    except FelIRegelverk as fel:  # the files may be put right, and the worker started anew
        raise ApplicationError(str(fel), type=type(fel).__name__) from None
