"""What an agent is given to say for one who did not wait: a case's first kommando, or what is said to a process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ombudsorder:
    """What is to be said, and to whom.

    Attributes:
        slag: the workflow type of what it is said to, or begins: ``insats``, or a kind of process.
        till: its id.
        inkommet: what travels, as a door sends it: facts and ids, never the words (K3.3).
    """

    slag: str
    till: str
    inkommet: dict[str, Any]
