"""One schedule: a life of some days, with everything that goes wrong in it."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from domain.skeende.handelse import DORRUTGAVA
from kontrakt.insats import Start
from tests.fel.simulering import minne
from tests.fel.simulering.liv import ARENDE, BORJAN, SLUT, liv
from tests.fel.simulering.manniskor import Manniskor
from tests.fel.simulering.orakel import brott
from tests.fel.simulering.planterade.alla import PLANTERADE
from tests.fel.simulering.schema import Schema
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.flottan import Flotta
from tests.fel.simulering.servrar.i_stallet import i_stallet_for_postgresql
from tests.fel.simulering.servrar.instans import borja_liv
from tests.fel.simulering.servrar.posten import Posten
from tests.fel.simulering.servrar.temporal import Temporal
from tests.fel.simulering.varlden import Varld
from tests.verktyg.spel import regelverket

VILA = timedelta(hours=3)
"""How long what the faults left may take to be put right: more than the longest pause between two tries."""


@dataclass(frozen=True)
class Utfall:
    """What a schedule came to.

    Attributes:
        schema: its name, by which it is played again.
        brott: what does not hold; empty when all does.
        punkter: how many points it has at which it could have gone another way.
        spar, moment: see ``Varld``.
    """

    schema: Schema
    brott: tuple[str, ...]
    injicerat: dict[str, int]
    steg: int
    korningar: int
    punkter: int
    spar: int
    moment: frozenset[tuple[str, str]] = frozenset()
    logg: tuple[str, ...] = ()


@contextmanager
def scen(planterat: str | None = None) -> Iterator[None]:
    """All that schedules need around them: a record in memory, a quiet log, and a fault in the product if one is
    planted."""
    logging.disable(logging.CRITICAL)  # the workflow's own log of tasks that fail on purpose
    gc.disable()
    gc.freeze()  # the program itself is not garbage, and need not be looked through after each few schedules
    try:
        with i_stallet_for_postgresql(), PLANTERADE[planterat]() if planterat else nullcontext():
            yield
    finally:
        logging.disable(logging.NOTSET)
        gc.enable()
        gc.collect()
        gc.unfreeze()


def spela(schema: Schema, *, skriver: bool = True) -> Utfall:
    """Play it; the same name is the same schedule, step for step. Call within ``livet`` of its life.

    Args:
        skriver: keep what happened, to be read.
    """
    levt = liv(schema.liv)
    varld = Varld(schema, BORJAN, skriver=skriver)
    butik, server, posten = Butik(varld), Temporal(varld), Posten(varld)
    flottan = Flotta(varld, server, butik, posten, regelverket())
    varld.storning = flottan.storning
    butik.stangt_for, butik.utan_sigill, butik.en_i_taget = levt.stangt_for, levt.utan_sigill, levt.en_i_taget
    if levt.borjar:
        butik.har(levt.borjar)
        posten.lamnade.update(butik.utkorg.keys())
        server.borja(ARENDE, Start.med(levt.borjar.insats, dorr=DORRUTGAVA, spridning=levt.spridning))
    manniskor = Manniskor(varld, server, butik, levt)
    try:
        varld.kor(SLUT)
        varld.fel = False
        varld.kor(SLUT + VILA)
        fel = tuple(brott(varld, butik, server, manniskor, posten))
    except Exception as e:
        fel = (f"{type(e).__name__}: {e}",)
    finally:
        flottan.stang()
        butik.stang()
    korningar = len(server.korningar.get(ARENDE, ()))
    return Utfall(
        schema, fel, varld.injicerat, varld.steg, korningar, varld.punkt, varld.spar, frozenset(varld.moment),
        tuple(varld.logg),
    )  # fmt: skip


@contextmanager
def livet(nr: int) -> Iterator[None]:
    """What is remembered while the schedules of a life are played; of one that is played in full, nothing."""
    liv.cache_clear()
    fullt = Schema(nr).fullt
    try:
        with nullcontext() if fullt else minne.ihagkommet(), minne.sedlar(not fullt):
            yield
    finally:
        borja_liv()
        minne.glom()
        gc.collect()


def nagra(scheman: Iterable[Schema], planterat: str | None = None) -> list[Utfall]:
    """Some schedules in a row, in this process."""
    utfall = []
    with scen(planterat):
        for nr, samma in groupby(scheman, key=lambda s: s.liv):
            with livet(nr):
                utfall += [spela(s) for s in samma]
    return utfall
