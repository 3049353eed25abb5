"""Many schedules of many lives: each life by every single departure from it, by pairs of them, and by chance.

A life has a process of its own, which is forked from one that knows the program and ends with it: what was remembered
of the life goes with it.
"""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import struct
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from random import Random
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import NoReturn

from tests.fel.simulering.schema import Schema
from tests.fel.simulering.spel import Utfall, livet, nagra, scen, spela

SLUMPADE, PAR, FULLA = 25, 300, 12
"""Of each life: by chance, with two departures, and, where it is played in full, in all."""
BRETT = 120
"""So many lives are gone through by chance first, where something planted is looked for."""
_LANGD = struct.Struct("<I")


def ett_liv(nr: int, *, bara_slump: bool = False) -> Iterator[Utfall]:
    """The schedules of one life, or of them those by chance. Call within ``livet``."""
    if Schema(nr).fullt:
        yield from (spela(Schema(nr, n), skriver=False) for n in range(FULLA))
        return
    for n in range(1, SLUMPADE + 1):
        yield spela(Schema(nr, n), skriver=False)
    if bara_slump:
        return
    lugn = spela(Schema(nr), skriver=False)
    yield lugn
    # All that can go another way once, at each place where it can; and then twice.
    langd: list[int] = []
    for punkt in range(1, lugn.punkter + 1):
        u = spela(Schema(nr, 0, (punkt,)), skriver=False)
        langd.append(u.punkter)
        yield u
    r = Random(f"par {nr}")
    for forsta in (r.randint(1, lugn.punkter) for _ in range(PAR)):
        if forsta < (hogst := langd[forsta - 1]):
            yield spela(Schema(nr, 0, (forsta, r.randint(forsta + 1, hogst))), skriver=False)


def under(sekunder: float, fran: int, processer: int, planterat: str | None = None) -> Iterator[Utfall]:
    """Schedules of the lives from a number on, by so many processes, until the time is up or nobody asks for more.

    For what is planted and is to be found, many lives are gone through by chance before any is gone through whole.
    """
    with ExitStack() as stack:
        nagra([Schema(1, 1), Schema(12, 1)])  # what a process learns but once is learnt before it is forked
        stack.enter_context(scen(planterat))
        stopp = _Stopp(sekunder)
        valjare = stack.enter_context(DefaultSelector())
        inkommet = dict[int, bytearray]()
        for n in range(processer):
            las, skriv = os.pipe()
            if (pid := os.fork()) == 0:
                nummer = range(fran + n, 1 << 30, processer)
                brett = [(nr, True) for nr in nummer[: BRETT // processer if planterat else 0]]
                _alla_liv(chain(brett, ((nr, False) for nr in nummer)), skriv, stopp)
            os.close(skriv)
            stack.callback(os.waitpid, pid, 0)
            stack.callback(os.close, las)  # before that: whoever still writes ends then
            valjare.register(las, EVENT_READ)
            inkommet[las] = bytearray()
        stack.callback(stopp.stanna)
        while valjare.get_map():
            for nyckel, _ in valjare.select():
                if mer := os.read(nyckel.fd, 1 << 16):
                    inkommet[nyckel.fd] += mer
                    yield from _utfall(inkommet[nyckel.fd])
                else:
                    valjare.unregister(nyckel.fd)


class _Stopp:
    """When it is time to end, for every process: an instant, or that somebody has said so."""

    def __init__(self, sekunder: float) -> None:
        self._nar, self._sagt = monotonic() + sekunder, mmap.mmap(-1, 1)

    def stanna(self) -> None:
        self._sagt[0] = 1

    def __bool__(self) -> bool:
        return self._sagt[0] == 1 or monotonic() >= self._nar


def _alla_liv(vilka: Iterable[tuple[int, bool]], ror: int, stopp: _Stopp) -> NoReturn:
    try:
        gc.collect()
        gc.freeze()
        for nr, bara_slump in vilka:
            if stopp:
                break
            if (pid := os.fork()) == 0:
                _eget_liv(nr, bara_slump, ror, stopp)
            _, status = os.waitpid(pid, 0)
            if status:
                _skriv(ror, Utfall(Schema(nr), (f"processen slutade med {status}",), {}, 0, 0, 0, 0))
    finally:
        os._exit(0)


def _eget_liv(nr: int, bara_slump: bool, ror: int, stopp: _Stopp) -> NoReturn:
    try:
        with livet(nr):
            for u in ett_liv(nr, bara_slump=bara_slump):
                _skriv(ror, u)
                if stopp:
                    break
            os._exit(0)  # what is remembered is not cleared away, but gone
    finally:
        os._exit(1)


def _skriv(ror: int, u: Utfall) -> None:
    """Into a pipe that nobody else writes to meanwhile."""
    data = pickle.dumps(u)
    os.write(ror, _LANGD.pack(len(data)) + data)


def _utfall(data: bytearray) -> Iterator[Utfall]:
    """What has come whole; the rest is left."""
    while len(data) >= _LANGD.size and len(data) >= (till := _LANGD.size + _LANGD.unpack_from(data)[0]):
        yield pickle.loads(data[_LANGD.size : till])
        del data[:till]
