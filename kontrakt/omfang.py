"""How much passes between the rooms in one message, and which kommandon lines are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

SOM_RYMS = 1_000_000
"""Bytes of what passes at once, as lines or as things said: half of what Temporal takes as one value."""

_T = TypeVar("_T")


def som_ryms(rader: Sequence[_T]) -> Sequence[_T]:
    """As many of them, from the first on, as one message holds: one at least. Each is measured once."""
    matt = 0
    for antal, rad in enumerate(rader):
        matt += storlek(rad)
        if antal and matt > SOM_RYMS:
            return rader[:antal]
    return rader


def storlek(rad: object) -> int:
    """Bytes that it takes, as near as that matters: a letter that is not ASCII takes more than one."""
    return len(str(rad).encode(errors="replace"))


def sagda(rader: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The kommandon that lines are of, by id."""
    return tuple(sorted({rad["kommando"] for rad in rader if rad.get("kommando")}))
