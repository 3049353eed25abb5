"""How far the hunt has come, as the heartbeat of its activity holds it: killed, it goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from domain.kontroll.fynd import Fynd

_MEST = 500
"""Findings and suspicions that a heartbeat carries: with more of them something is so wrong that the hunt may as well
begin again, and Temporal takes no more than two megabytes."""


@dataclass(frozen=True, slots=True)
class Bokmarke:
    """Where the hunt is.

    Attributes:
        efter: the last case that has been looked at; cases are looked at in the order of their ids.
        arenden: how many have been.
        fynd: what has been found in them.
        misstankta: those whose workflow did not agree or answer, and that are to be looked at again.
        hinder: Swedish, why Temporal is not asked any more; empty if it is.
    """

    efter: str = ""
    arenden: int = 0
    fynd: tuple[Fynd, ...] = ()
    misstankta: tuple[str, ...] = ()
    hinder: str = ""

    @property
    def ryms(self) -> bool:
        """Whether a heartbeat can carry it."""
        return len(self.fynd) + len(self.misstankta) <= _MEST


_BOKMARKE: TypeAdapter[Bokmarke] = TypeAdapter(Bokmarke)


def ur_livstecken(detaljer: Sequence[Any]) -> Bokmarke:
    """Where the try before this one was; the beginning, if there was none or it said nothing that can be read."""
    try:
        return _BOKMARKE.validate_python(detaljer[0])
    except (IndexError, ValueError):
        return Bokmarke()
