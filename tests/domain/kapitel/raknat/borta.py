"""Absence put straight into a case's state: what is reckoned from it needs no clock and nothing said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Franvaro, Intyg
from tests.verktyg.spel import Spel, d, tid


@cache
def insatsen() -> Insats:
    """AMI2 from Monday 11 March 2024 to 10 September."""
    return Spel.pagaende(start="2024-03-11", langd_manader=6).insats


def franvaro(rad: str) -> Franvaro:
    """``sjuk 2024-04-08/2024-04-12``, told of on its first day, or on the day after ``@``; no last day: it goes on."""
    rad, _, nar = rad.partition("@")
    slag, _, dagar = rad.partition(" ")
    fran, _, till = dagar.partition("/")
    return Franvaro(slag, d(fran), d(till) if till else None, tid(nar or fran))  # type: ignore[arg-type]


def med_franvaro(*rader: str, **fakta: Any) -> Insats:
    return med(insatsen(), franvaro=tuple(franvaro(rad) for rad in rader), **fakta)


def intyg(rad: str) -> Intyg:
    """``sjuk 2024-04-08@2024-04-15``, and after a comma the first and the last day covered, if any: ``2024-04-10/``."""
    rad, _, tackt = rad.partition(",")
    rad, _, nar = rad.partition("@")
    slag, _, fran = rad.partition(" ")
    forsta, _, sista = tackt.partition("/")
    return Intyg(
        slag, d(fran), tid(nar), d(sista) if sista else None, tacker_fran=d(forsta) if forsta else None,  # type: ignore[arg-type]
    )  # fmt: skip


def rader(bevakningar: Iterable[Bevakning], slag: str) -> list[tuple[str | None, str, datetime, date, bool]]:
    """What is awaited of a kind: of what, under which rule, since when, until when, and whether it has been done."""
    return [(b.avser, b.regel, b.oppnas, b.frist, b.uppfylld is not None) for b in bevakningar if b.slag == slag]
