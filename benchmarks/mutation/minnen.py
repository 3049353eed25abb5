"""What was remembered before a lie was told: an answer from memory is no answer to it, so it is forgotten.

Tests that play a case while they are collected fill the memories of the domain, and so does each test for those after
it. A test that is then answered from memory passes by no line, is shown to no mutant of it, and the mutant survives.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_EGNA = ("domain", "tests")
_HALLNA = frozenset({"last", "regelverket", "spelat"})
"""The rules as shipped, which their own tests read anew, and the cases of ``tests/fall``, which no test plays while it
is collected, and which the one that holds them against what they expect plays first."""
_MINNS = type(lru_cache(lambda: None))


class Minnen:
    """Every memory that is alive when this is made: remembered functions of the domain and of its tests, and states
    that have been played with what has been derived of them."""

    def __init__(self) -> None:
        gc.unfreeze()  # what the tests have frozen when they were collected is among no objects
        allt = gc.get_objects()
        # Asked for by name: were it imported here, what the domain does at import would be over before it is measured.
        insats = getattr(sys.modules.get("domain.insats.insats"), "Insats", None)
        # Its type, and not what it says that it is: a sandboxed import refuses to be asked.
        self._glom: list[Callable[[], None]] = [o.cache_clear for o in allt if type(o) is _MINNS and _egen(o)]
        self._stater = [o for o in allt if type(o) is insats]

    def glom(self) -> None:
        """Forget all of it."""
        for glom in self._glom:
            glom()
        for insats in self._stater:
            insats.__dict__.pop("minnen", None)


def _egen(minne: Any) -> bool:
    return (minne.__module__ or "").partition(".")[0] in _EGNA and minne.__name__ not in _HALLNA
