"""How much passes between the rooms in one message, and which kommandon lines are of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from domain.grund.avvisning import Avvisning

SOM_RYMS = 1_000_000
"""Bytes of what passes at once, as lines or as things said: half of what Temporal takes as one value."""
SLAPPS_IN = 250_000
"""Bytes of the updates that are on their way to one workflow at a time, as the Temporal server is told to let in
(``starter.stod.stack.temporal``, ``deploy/temporal.yaml``). A refusal carries back what it refuses, and the server ends
a workflow whose answers do not pass in one message."""
_SAGT = 225_000
"""Bytes of what is said at once that our own doors send: less, since more than it travels with it."""

_T = TypeVar("_T")


def prova_sagt(inkommet: Mapping[str, Any]) -> None:
    """Whether what is to travel is let in by the server. Raises: Avvisning, K0.6."""
    if len(json.dumps(inkommet, ensure_ascii=False, default=str).encode(errors="replace")) > _SAGT:
        raise Avvisning("K0.6", "det som sägs är för stort för att tas emot", "kommando")


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
