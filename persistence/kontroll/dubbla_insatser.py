"""The hunt for impossible states between cases: days that a kund has in two of them, and that are paid twice.

The doors refuse them (``kundarenden``, ``dorrvakt``); here is found what came past them: cases begun before they stood
there, and what was said to two cases at the very same instant (K6.1, K13.4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from sqlalchemy import Engine, Row

from domain.grund.beteckning import OKAND_KUND
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from domain.kontroll.fynd import Fynd
from persistence.databas.motor import transaktion
from persistence.journal import ovriga_arenden

_Par = tuple[Kundarende, Kundarende]


def dubbla_insatser(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Pairs of cases with days in common: of the same kund with the same insats, and of one chain.

    Those that are recalled have no days. Two insatser of a chain may go on together where the kund was judged to be
    able to (K8.6).

    Args:
        arende: only pairs that this case is one of.
    """
    with transaktion(motor) as forbindelse:
        rader = ovriga_arenden.som_kan_overlappa(forbindelse)
    kedja = _kedjor(rader)
    grupper: dict[tuple[str, ...], list[Kundarende]] = defaultdict(list)
    for r in rader:
        if (k := ovriga_arenden.kundarende(r)) is not None:
            grupper["samma kedja av ärenden", kedja[r.arende]].append(k)
            if r.kund != OKAND_KUND:
                grupper["samma kund", r.kund, r.slag].append(k)
    funna: dict[_Par, str] = {}
    for (hur, *_), grupp in grupper.items():
        for par in _overlappande(grupp):
            funna[par] = max(hur, funna.get(par, hur))  # of the same kund, where both hold
    return [_fynd(*par, hur) for par, hur in funna.items() if arende in (None, par[0].arende, par[1].arende)]


def _kedjor(rader: Iterable[Row[Any]]) -> dict[str, str]:
    """Case → the name of its chain: whatever is linked, forwards or backwards, is one."""
    fore: dict[str, str] = {}

    def rot(a: str) -> str:
        while (b := fore.setdefault(a, a)) != a:
            a = b
        return a

    for r in rader:
        fore[rot(r.arende)] = rot(r.foregaende or r.arende)
    return {a: rot(a) for a in fore}


def _overlappande(grupp: Iterable[Kundarende]) -> Iterator[_Par]:
    """The pairs of a group with a day in common; the one that began first is first."""
    for tidigare, senare in combinations(sorted(grupp, key=lambda k: (k.fran, k.arende)), 2):
        lovligt = tidigare.insats != senare.insats and (tidigare.parallell or senare.parallell)
        if tidigare.dagar.overlappar(senare.dagar) and not lovligt:
            yield tidigare, senare


def _fynd(tidigare: Kundarende, senare: Kundarende, hur: str) -> Fynd:
    dagar = tidigare.dagar.snitt(senare.dagar)
    assert dagar is not None
    nar = f"{dagar.fran}–{dagar.till}" if dagar.till else f"fr.o.m. {dagar.fran}"
    text = f"{senare.insats} {nar} har samma dagar som {tidigare.insats} i ärendet {tidigare.arende}, {hur}"
    atgard = (
        f"avgör vilket ärende dagarna hör till; avsluta {tidigare.arende} dagen före {senare.arende} eller rätta dess "
        f"avslut, eller återkalla {senare.arende}; det som betalats för mycket regleras då (K0.7)"
    )
    return Fynd("dubbel_insats", senare.arende, text, atgard)
