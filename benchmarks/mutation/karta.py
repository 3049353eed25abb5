"""The map: what each test costs on the true code, and which lines of the domain it passes by.

It is drawn once, by coverage, in a fork, so that the process the trials are forked from has run nothing: no memory of
an answer, no regelverk already read. It is kept in ``mutants/`` until a module or a test changes.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

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
    """The map of some tests, drawn if need be, by so many processes that share the tests.

    Raises: pytest's Exit when a test fails (``foll``) on the true code.
    """
    fil = katalog / f"karta-{_summa(prov)}.pickle"
    if not fil.exists():
        katalog.mkdir(parents=True, exist_ok=True)
        for gammal in katalog.glob("karta-*.pickle"):
            gammal.unlink()
        delar = [
            range(len(prov))[i * len(prov) // processer : (i + 1) * len(prov) // processer] for i in range(processer)
        ]
        filer = [fil.with_suffix(f".del{i}") for i in range(processer)]
        barnen = [_rita_for_sig(prov, del_, delfil, foll) for del_, delfil in zip(delar, filer, strict=True)]
        slut = [os.waitpid(barn, 0)[1] for barn in barnen]
        if any(slut):
            pytest.exit("ett test går inte igenom på koden som den är", returncode=1)
        fil.write_bytes(pickle.dumps(_hopsatt(pickle.loads(f.read_bytes()) for f in filer)))
        for delfil in filer:
            delfil.unlink()
    ritad: Karta = pickle.loads(fil.read_bytes())
    return ritad


def _rita_for_sig(prov: Sequence[pytest.Item], vilka: range, fil: Path, foll: Callable[[], bool]) -> int:
    """Begin to draw a part of the map in a fork; gives its pid."""
    if not (barn := os.fork()):
        try:
            os._exit(_rita(prov, vilka, fil, foll))
        finally:
            os._exit(2)
    return barn


def _hopsatt(delar: Iterable[Karta]) -> Karta:
    """The parts, in the order of the tests, as one map."""
    sekunder: list[float] = []
    rader: dict[str, dict[int, frozenset[int]]] = {}
    for del_ in delar:
        sekunder += del_.sekunder
        for modul, egna in del_.rader.items():
            hela = rader.setdefault(modul, {})
            for rad, test in egna.items():
                hela[rad] = hela.get(rad, frozenset()) | test
    return Karta(sekunder, rader)


def _summa(prov: Sequence[pytest.Item]) -> str:
    summa = hashlib.sha256("\n".join(p.nodeid for p in prov).encode())
    moduler = {Path(f) for namn, m in sys.modules.items() if _egen(namn) and (f := getattr(m, "__file__", None))}
    for fil in sorted(moduler | {p.path for p in prov}):
        summa.update(fil.read_bytes())
    return summa.hexdigest()[:12]


def _egen(modul: str) -> bool:
    return modul.partition(".")[0] in ("domain", "regelverk", "tests")


def _rita(prov: Sequence[pytest.Item], vilka: range, fil: Path, foll: Callable[[], bool]) -> int:
    """Run some tests once, noting time and lines; 1 when one fails."""
    sekunder = []
    matare = coverage.Coverage(data_file=None, include=[f"{DOMANEN}/*"], config_file=False)
    matare.start()
    for i in vilka:
        test, nasta = prov[i], prov[i + 1] if i + 1 in vilka else None
        matare.switch_context(str(i))
        fran = time.process_time()
        test.config.hook.pytest_runtest_protocol(item=test, nextitem=nasta)
        sekunder.append(time.process_time() - fran)
        if foll():
            print(f"\n{test.nodeid}", file=sys.stderr)
            return 1
    matare.stop()
    data = matare.get_data()
    rader = {
        namn_i_domanen(Path(f)): {r: frozenset(int(i) for i in v if i) for r, v in data.contexts_by_lineno(f).items()}
        for f in data.measured_files()
    }
    fil.write_bytes(pickle.dumps(Karta(sekunder, rader)))
    return 0
