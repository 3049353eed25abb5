"""The living functions that a lie is put into, and those that have been run for the last time when all is imported."""

from __future__ import annotations

import gc
from collections import defaultdict
from pathlib import Path
from types import CodeType, FunctionType

import coverage

from benchmarks.mutation.karta import Karta
from benchmarks.mutation.mutanter import DOMANEN, namn_i_domanen


def levande_funktioner() -> dict[tuple[str, CodeType], list[FunctionType]]:
    """Every function of the domain in memory – decorated, remembered, in a table – by its module and code."""
    funna: dict[tuple[str, CodeType], list[FunctionType]] = defaultdict(list)
    gc.unfreeze()  # what the tests have frozen when they were collected is among no objects
    for f in gc.get_objects():
        # Its type, and not what it says that it is: a sandboxed import refuses to be asked.
        if type(f) is FunctionType and f.__globals__.get("__name__", "").startswith("domain."):
            funna[f.__globals__["__name__"].partition(".")[2], f.__code__].append(f)
    return funna


class Importen:
    """What of the domain is run while it is imported and the tests are collected, from when this is made."""

    def __init__(self) -> None:
        self._rader: set[tuple[str, int]] = set()
        self._matare = coverage.Coverage(data_file=None, include=[f"{DOMANEN}/*"], config_file=False)
        self._matare.start()

    def klar(self) -> None:
        """All is imported."""
        self._matare.stop()
        data = self._matare.get_data()
        self._rader = {(namn_i_domanen(Path(f)), rad) for f in data.measured_files() for rad in data.lines(f) or ()}

    def ensam(self, modul: str, kod: CodeType, karta: Karta) -> bool:
        """Whether a function was run by the import and is run by no test: a lie in it comes too late."""
        inre = set[int]().union(*(_rader(c) for c in kod.co_consts if isinstance(c, CodeType)))
        egna = _rader(kod) - inre - {kod.co_firstlineno}
        forbi = karta.rader.get(modul, {})
        return not any(forbi.get(rad) for rad in egna) and any((modul, rad) in self._rader for rad in egna)


def _rader(kod: CodeType) -> set[int]:
    """The lines of a function's own code and of what is made inside it."""
    return {rad for *_, rad in kod.co_lines() if rad}.union(
        *(_rader(c) for c in kod.co_consts if isinstance(c, CodeType))
    )
