"""The trials: one process that has imported everything and collected the tests, and a fork of it for each mutant.

A fork costs some ten milliseconds; what costs is the tests. So a mutant meets only the tests that pass by its lines,
first those that killed its neighbours, then those that have killed most for their time, until one fails – at its first
exception, for to write down how a test failed takes longer than the test. In the first round it meets as many as some
CPU seconds allow, which is enough for most; in the second a survivor meets the rest.

Time is CPU time, so that a busy machine makes no verdict: a test may take five times what it took on the true code and
half a second more. What takes longer does not end.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import accumulate, groupby, zip_longest
from pathlib import Path
from types import CodeType
from typing import NoReturn

import pytest

from benchmarks.mutation.karta import karta
from benchmarks.mutation.levande import Importen, levande_funktioner
from benchmarks.mutation.minnen import Minnen
from benchmarks.mutation.mutanter import Mutant
from benchmarks.mutation.omkorning import kor_om

_MINNE = 4 * 1024**3
"""A mutant that never stops must not take all memory with it."""
_VAL = [
    *("-q", "--no-header", "--capture=no", "--tb=no", "--assert=plain", "--timeout=0"),
    *("--hypothesis-profile=mutation", "-p", "no:cacheprovider", "-p", "no:xdist"),
]
_KRAVER_SERVER = {"spelare", "postgres", "server"}


class Dom(StrEnum):
    """What became of a mutant; the last is one that cannot be put into the living function, or stands in one that only
    the import of all runs, and is not counted."""

    DODAD = "killed"
    EVIG = "endless"
    OVERLEVDE = "survived"
    VID_IMPORT = "at import"


_SLUT = {0: Dom.OVERLEVDE, 10: Dom.DODAD, 12: Dom.VID_IMPORT}
_EVIGA = (-signal.SIGPROF, -signal.SIGALRM)


@dataclass(frozen=True)
class Utfall:
    """The verdict on a mutant, and the test that killed it."""

    mutant: Mutant
    dom: Dom
    prov: str = ""


@dataclass(eq=False)
class Provning:
    """A pytest plugin: instead of running the tests it lets every mutant meet them.

    ``budget`` is the CPU seconds of tests that a mutant meets in the first round, ``tak`` those in both. ``dodat`` is
    how many each test has killed before, by its id. With ``vid_import`` a mutant's module is run anew (``kor_om``),
    and the map, which knows of nothing that was done at import, is not asked.
    """

    mutanter: Sequence[Mutant]
    nar_domd: Callable[[Utfall], None]
    katalog: Path
    processer: int = 1
    budget: float = 1.5
    tak: float = math.inf
    dodat: Mapping[str, int] = field(default_factory=dict)
    vid_import: bool = False
    _foll: bool = False
    _dod: Callable[[], None] | None = None
    _dodare: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _dodat: Counter[int] = field(default_factory=Counter)
    _importen: Importen = field(default_factory=Importen)

    def prova(self, rot: Path, tester: Iterable[str], utan: Iterable[str] = ()) -> None:
        """Collect the tests, but those in ``utan``, and judge every mutant.

        Raises: SystemExit when a test fails on the true code.
        """
        utan = (f"--ignore={rot / t}" for t in utan)
        if kod := pytest.main([*_VAL, f"--rootdir={rot}", *utan, *(str(rot / t) for t in tester)], plugins=[self]):
            sys.exit(int(kod))

    # pytest's hooks

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [i for i in items if not _KRAVER_SERVER.intersection(getattr(i, "fixturenames", ()))]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        if self._dod is not None and call.excinfo is not None:
            self._dod()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._foll |= report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._prov = session.items
        self._importen.klar()
        Minnen().glom()
        self._karta = karta(self._prov, self.katalog, lambda: self._foll, self.processer)
        self._dodat.update({i: self.dodat.get(p.nodeid, 0) for i, p in enumerate(self._prov)})
        self._funktioner = levande_funktioner()
        if self.vid_import:
            self._prova_omkorning()
        gc.collect()
        gc.freeze()
        # A module at a time, so that a run that is stopped has left whole ones behind.
        for _, egna in groupby(self.mutanter, key=lambda m: m.modul):
            kvar: list[tuple[Mutant, list[int]]] = []
            self._varv(((m, self._inom(self.budget, self._ordning(m))) for m in egna), kvar)
            ovriga = ((m, [i for i in self._ordning(m) if i not in motta]) for m, motta in kvar)
            self._varv(((m, self._inom(self.tak - self.budget, o)) for m, o in ovriga), None)
        return True

    # The parent

    def _varv(self, prov: Iterable[tuple[Mutant, list[int]]], kvar: list[tuple[Mutant, list[int]]] | None) -> None:
        """One round; those that live through it are put in ``kvar`` with what they met, or judged if that is None."""
        pagar: dict[int, tuple[Mutant, list[int], int]] = {}
        for mutant, ordning in prov:
            las, skriv = os.pipe()
            if not (barn := os.fork()):
                try:
                    self._barn(mutant, ordning, skriv)
                finally:
                    os._exit(10)
            os.close(skriv)
            pagar[barn] = mutant, ordning, las
            if len(pagar) >= self.processer:
                self._ta_emot(pagar, kvar)
        while pagar:
            self._ta_emot(pagar, kvar)

    def _ta_emot(
        self, pagar: dict[int, tuple[Mutant, list[int], int]], kvar: list[tuple[Mutant, list[int]]] | None
    ) -> None:
        barn, status = os.wait()
        mutant, ordning, las = pagar.pop(barn)
        with os.fdopen(las) as ror:
            svar = ror.read()
        slut = os.waitstatus_to_exitcode(status)
        dom = _SLUT.get(slut, Dom.EVIG if slut in _EVIGA else Dom.DODAD)
        if dom is Dom.OVERLEVDE and kvar is not None and len(ordning) < len(self._forbi(mutant)):
            kvar.append((mutant, ordning))
            return
        if svar:
            dodare = self._dodare[mutant.modul.namn, mutant.plats]
            if int(svar) in dodare:
                dodare.remove(int(svar))
            dodare.append(int(svar))
            self._dodat[int(svar)] += 1
        self.nar_domd(Utfall(mutant, dom, self._prov[int(svar)].nodeid if svar else ""))

    def _forbi(self, mutant: Mutant) -> frozenset[int]:
        return frozenset(range(len(self._prov))) if self.vid_import else self._karta.forbi(mutant)

    def _ordning(self, mutant: Mutant) -> list[int]:
        """The tests that pass by; first those that killed its neighbours, then those that kill most for their time."""
        forbi = self._forbi(mutant)
        eget = f"test_{mutant.modul.fil.stem}.py"
        forst = [i for i in self._dodare[mutant.modul.namn, mutant.plats][:-4:-1] if i in forbi]

        def vikt(i: int) -> float:
            return self._karta.sekunder[i] * (0.1 if self._prov[i].path.name == eget else 1) / (1 + self._dodat[i])

        return forst + sorted(forbi.difference(forst), key=vikt)

    def _inom(self, sekunder: float, ordning: list[int]) -> list[int]:
        summor = accumulate(self._karta.sekunder[i] for i in ordning)
        return [i for i, summa in zip(ordning, summor, strict=True) if summa <= sekunder] or ordning[:1]

    def _prova_omkorning(self) -> None:
        """A module that is run anew as it is must pass. Raises: pytest's Exit, when that alone makes a test fail."""
        for modul in {m.modul.namn: m.modul for m in self.mutanter}.values():
            if not (barn := os.fork()):
                try:
                    kor_om(sys.modules[f"domain.{modul.namn}"], modul.kod)
                    self._mot(range(len(self._prov)), os.open(os.devnull, os.O_WRONLY))
                finally:
                    os._exit(2)
            if os.waitpid(barn, 0)[1]:
                pytest.exit(f"{modul.namn} kan inte köras om", returncode=1)

    # A child: one mutant's trial

    def _barn(self, mutant: Mutant, ordning: Sequence[int], skriv: int) -> NoReturn:
        resource.setrlimit(resource.RLIMIT_AS, (_MINNE, _MINNE))
        try:
            if self.vid_import:
                kor_om(sys.modules[f"domain.{mutant.modul.namn}"], mutant.kod())
            elif (byten := mutant.byten()) is not None:
                if self._kommer_for_sent(mutant.modul.namn, byten):
                    os._exit(12)
                for fore, efter, inre in byten:
                    funktioner = self._funktioner.get((mutant.modul.namn, fore), [])
                    if not funktioner and not inre:
                        os._exit(12)
                    for f in funktioner:
                        f.__code__ = efter
            else:
                os._exit(12)
        except (SyntaxError, ValueError):  # no Python; or it closes over other names than the living one does
            os._exit(12)
        self._mot(ordning, skriv)

    def _kommer_for_sent(self, modul: str, byten: Sequence[tuple[CodeType, CodeType, bool]]) -> bool:
        """Whether what was changed is run by the import alone, and nothing made inside it is alive."""
        if not byten or any(inre and self._funktioner.get((modul, kod)) for kod, _, inre in byten):
            return False
        ytterst = [kod for kod, _, inre in byten if not inre] or [byten[0][0]]
        return all(self._importen.ensam(modul, kod, self._karta) for kod in ytterst)

    def _mot(self, ordning: Sequence[int], skriv: int) -> NoReturn:
        """Let what is now true meet some tests, and end: 0 if all are passed."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        prov = [self._prov[i] for i in ordning]
        for i, test, nasta in zip_longest(ordning, prov, prov[1:]):
            signal.setitimer(signal.ITIMER_PROF, 5 * self._karta.sekunder[i] + 0.5)
            signal.setitimer(signal.ITIMER_REAL, 900)
            self._dod = partial(_do, skriv, i)
            test.config.hook.pytest_runtest_protocol(item=test, nextitem=nasta)
        os._exit(0)


def _do(skriv: int, prov: int) -> None:
    os.write(skriv, str(prov).encode())
    os._exit(10)
