"""The map: what each test costs on the true code, and which lines of the domain it passes by.

It is drawn by coverage, in a fork, so that the process the trials are forked from has run nothing: no memory of an
answer, no regelverk already read. Each test stands by itself in it: what the tests before it have remembered is
forgotten, and what they share is made anew, so that it passes by all lines that it rests on.

It is kept in the catalogue a file of tests at a time: a new file of tests is drawn alone, until a module changes.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import coverage
import pytest

from benchmarks.mutation.minnen import Minnen
from benchmarks.mutation.mutanter import DOMANEN, Mutant, namn_i_domanen


@dataclass(frozen=True)
class Karta:
    """``sekunder``: CPU time of each test. ``rader``: module → line → the tests that pass by."""

    sekunder: Sequence[float]
    rader: dict[str, dict[int, frozenset[int]]]

    def forbi(self, mutant: Mutant) -> frozenset[int]:
        """The tests that pass by a mutant's lines, by their numbers; where no line of them is a step of its own – the
        second line of a text – those that pass by its statement."""
        rader = self.rader.get(mutant.modul.namn, {})

        def pa(forsta: int, sista: int) -> frozenset[int]:
            return frozenset().union(*(rader.get(r, frozenset()) for r in range(forsta, sista + 1)))

        return pa(*mutant.rader) or pa(*mutant.sats)


def karta(prov: Sequence[pytest.Item], katalog: Path, foll: Callable[[], bool], processer: int = 1) -> Karta:
    """The map of some tests; what is missing of it is drawn, by so many processes that share the files.

    Raises: pytest's Exit when a test fails (``foll``) on the true code.
    """
    alla, katalog = katalog, katalog / f"karta-{_summa(_gemensamt())}"
    katalog.mkdir(parents=True, exist_ok=True)
    for gammal in alla.glob("karta-*"):
        if gammal != katalog:
            shutil.rmtree(gammal)
    delar = [list(d) for _, d in groupby(prov, key=lambda p: p.path)]
    filer = [katalog / f"{_summa([d[0].path], (p.nodeid for p in d))}.pickle" for d in delar]
    saknas = [(d, f) for d, f in zip(delar, filer, strict=True) if not f.exists()]
    barnen = [_rita_for_sig(saknas[i::processer], foll) for i in range(processer) if saknas[i::processer]]
    slut = [os.waitpid(barn, 0)[1] for barn in barnen]
    if any(slut):
        pytest.exit("ett test går inte igenom på koden som den är", returncode=1)
    return _hopsatt(pickle.loads(f.read_bytes()) for f in filer)


def _rita_for_sig(delar: Sequence[tuple[list[pytest.Item], Path]], foll: Callable[[], bool]) -> int:
    """Begin to draw some files in a fork; gives its pid."""
    if not (barn := os.fork()):
        try:
            minnen = Minnen()
            os._exit(any(_rita(prov, fil, minnen, foll) for prov, fil in delar))
        finally:
            os._exit(2)
    return barn


def _hopsatt(delar: Iterable[Karta]) -> Karta:
    """The parts, in the order of the tests, as one map."""
    sekunder: list[float] = []
    rader: dict[str, dict[int, set[int]]] = {}
    for del_ in delar:
        for modul, egna in del_.rader.items():
            hela = rader.setdefault(modul, {})
            for rad, test in egna.items():
                hela.setdefault(rad, set()).update(len(sekunder) + i for i in test)
        sekunder += del_.sekunder
    return Karta(sekunder, {m: {r: frozenset(t) for r, t in egna.items()} for m, egna in rader.items()})


def _gemensamt() -> list[Path]:
    """What all tests rest on: the modules of the domain, of the rules and of the tests, but those that hold tests."""
    moduler = {Path(f) for namn, m in sys.modules.items() if _egen(namn) and (f := getattr(m, "__file__", None))}
    return sorted(m for m in moduler if not m.name.startswith("test_"))


def _summa(filer: Iterable[Path], namn: Iterable[str] = ()) -> str:
    summa = hashlib.sha256("\n".join(namn).encode())
    for fil in filer:
        summa.update(fil.read_bytes())
    return summa.hexdigest()[:12]


def _egen(modul: str) -> bool:
    return modul.partition(".")[0] in ("domain", "regelverk", "tests")


def _rita(prov: Sequence[pytest.Item], fil: Path, minnen: Minnen, foll: Callable[[], bool]) -> bool:
    """Run the tests of a file once, noting time and lines; True when one fails."""
    sekunder = []
    matare = coverage.Coverage(data_file=None, include=[f"{DOMANEN}/*"], config_file=False)
    matare.start()
    for i, test in enumerate(prov):
        minnen.glom()
        matare.switch_context(str(i))
        fran = time.process_time()
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=None)
        sekunder.append(time.process_time() - fran)
        if foll():
            print(f"\n{test.nodeid}", file=sys.stderr)
            return True
    matare.stop()
    data = matare.get_data()
    rader = {
        namn_i_domanen(Path(f)): {r: frozenset(int(i) for i in v if i) for r, v in data.contexts_by_lineno(f).items()}
        for f in data.measured_files()
    }
    ny = fil.with_suffix(f".{os.getpid()}")
    ny.write_bytes(pickle.dumps(Karta(sekunder, rader)))
    ny.rename(fil)
    return False
