"""A played case in the database as somebody's, and the figures of a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Engine

from domain.kvalitet.nyckeltal import Nyckeltal
from domain.skeende.journal import Post
from persistence.kvalitet import nyckeltal
from tests.verktyg.spel import regelverket

Spara = Callable[..., str]
A = "A"


def hos(post: Post, arende: str, anordnare: str) -> Post:
    if post.nr != 1:
        return post
    return replace(post, handelse=replace(post.handelse, arende=arende, anordnare=anordnare))  # type: ignore[call-arg]


def tal(motor: Engine, ar: int = 2024, idag: str = "2026-01-15", **urval: Any) -> dict[str, Nyckeltal]:
    rader = nyckeltal.nyckeltal(motor, ar, idag=date.fromisoformat(idag), regelverk=regelverket(), **urval)
    assert len({r.anordnare for r in rader}) == len(rader)
    return {r.anordnare: r for r in rader}


def ett(motor: Engine, ar: int = 2024, **urval: Any) -> Nyckeltal:
    (n,) = tal(motor, ar, **urval).values()
    return n
