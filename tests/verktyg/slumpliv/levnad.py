"""Random lives of a case: what someone who knows it would say next, what nobody waits for, and what is wrong.

Everything is drawn from one ``Random``, so that a seed is a life; hypothesis gives one that it can shrink.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.liv import rutin
from tests.verktyg.slumpliv.inspelat import Inspelat
from tests.verktyg.slumpliv.naturligt import det_naturliga, forsenade, fotfaste, hela_manaden, rattelser
from tests.verktyg.slumpliv.utsagor import SAGT, VEM, dagen, fakta
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel, rattaren

_RATTAS_EFTER = 3
"""Steps towards the end before an edition is said again, with the same amounts or others."""


def lev(r: Random, steg: int, prova: Callable[[Spel], None] = lambda _: None) -> Inspelat:
    """A life of so many steps, and then until nothing remains; ``prova`` is held against it after each step."""
    fall = lev_till(r, steg, prova)
    fullborda(fall)
    prova(fall)
    return fall


def ratta_i_efterhand(fall: Spel, r: Random, prova: Callable[[Spel], None] = lambda _: None) -> None:
    """A completed case is corrected some time later, and each time completes again (K0.7)."""
    for _ in range(3):
        fall.till((fall.nu + timedelta(hours=r.randint(0, 24 * 60))).isoformat())
        if val := rattelser(fall, r):
            sag(fall, *r.choice(val))
            prova(fall)
            fullborda(fall)
            prova(fall)


def lev_till(r: Random, steg: int, prova: Callable[[Spel], None] = lambda _: None) -> Inspelat:
    """A life as far as it has come after so many steps."""
    fall = fotfaste(r)
    for _ in range(steg):
        fall.till((fall.nu + timedelta(hours=r.randint(0, 24 * 14))).isoformat())
        if fall.insats.slutford:
            return fall
        oppna = [v.avser for v in fall.bevakningar() if v.slag == "manadsrapport" and v.utfall in ("oppen", "forsenad")]
        if oppna and r.random() < 0.5:
            hela_manaden(fall, str(oppna[0]))
        else:
            naturligt = det_naturliga(fall, r) if r.random() < 0.85 else []
            verb, sagt = r.choice(naturligt) if naturligt else (v := r.choice(SAGT), fakta(v, fall.nu, r))
            sag(fall, verb, sagt)
        prova(fall)
    return fall


def sag(fall: Spel, verb: str, sagt: dict[str, Any]) -> bool:
    """Say it; whether it was taken. What is refused changes nothing."""
    roll = rutin.KOMMANDON[verb].roller[0]
    av = rattaren(sagt["vad"]) if verb == "ratta" else VEM[roll]
    fore = fall.insats
    try:
        fall.sager(av, fall.nu.isoformat(), verb, **sagt)
        if verb == "ratta" and fall.insats.rattelseforslag:  # an end that takes paid days is put right by two
            fall.arbetsledare(fall.nu.isoformat(), "besluta_rattelse", motivering="x")
    except Avvisning as avvisning:
        assert fall.insats == fore
        assert avvisning.regel.startswith("K")
        return False
    return True


def fullborda(fall: Spel) -> None:
    """What is owed is done or written off, and time goes, until the case is completed."""
    sag_nar = fall.nu.isoformat
    if not fall.insats.slutford and fall.insats.regelverk.belopp("checkbelopp.AMI", date(2025, 1, 1)) is None:
        fall.systemet(sag_nar(), "infor_regelverk", **fakta("infor_regelverk", fall.nu, Random(0)))
    for n in range(80):
        if fall.insats.slutford:
            return
        if n == _RATTAS_EFTER:
            sag(fall, "infor_regelverk", fakta("infor_regelverk", fall.nu, Random(len(fall.poster))))
        fall.till((fall.nu + timedelta(days=20)).isoformat())
        while not fall.insats.slutford and (sena := forsenade(fall)):
            verb, sagt = sena[0]
            fall.sager(ARBETSLEDARE if verb == "besluta_avskrivning" else KV, fall.nu.isoformat(), verb, **sagt)
        if fall.insats.uppdrag is None and fall.insats.avslutsbeslut is None and not fall.insats.slutford:
            fall.avsluta(fall.nu.isoformat(), dagen(fall.nu, 0), "mal_natt", samtal_datum=None)
    raise AssertionError(f"never completed: {fall.bevakningar()} {fall.utbetalningar()}")
