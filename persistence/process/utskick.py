"""Whom an order about conditions concerns: those to be told, and those who had them (K16.2, K0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, select

from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from persistence.databas.motor import transaktion
from persistence.process import processlasning
from persistence.register.anordnare import auktorisationer
from persistence.tabeller.grund import journal


@dataclass(frozen=True, slots=True)
class Mottagare:
    """By name: those that the order is for, and those that had what it tells of before it."""

    att_saga: tuple[str, ...]
    hade_redan: tuple[str, ...] = ()


def att_skicka_till(motor: Engine, utskick: str, villkor: str, dag: date) -> Mottagare:
    """Every anordnare that is authorised on ``dag``; what ``utskick`` itself has told counts as still to be told."""
    alla = {
        r.anordnare for r in auktorisationer.auktorisationer(motor) if r.fran <= dag and (not r.till or dag <= r.till)
    }
    redan = alla & (som_har(motor, villkor) - _sagda(motor, utskick))
    return Mottagare(tuple(sorted(alla - redan)), tuple(sorted(redan)))


def att_aterkalla_hos(motor: Engine, utskick: str, villkor: str) -> Mottagare:
    """Every anordnare that has them, and those that ``utskick`` has taken them back from."""
    return Mottagare(tuple(sorted(som_har(motor, villkor) | _sagda(motor, utskick))))


def som_har(motor: Engine, villkor: str) -> set[str]:
    """The anordnare that have been sent the conditions, confirmed or not."""
    akter = processlasning.processer(motor, None, ANORDNARAKT.slag)
    return {str(p.part) for p in akter if villkor in (*p.data["obekraftade"], *p.data["bekraftade"])}


def _sagda(motor: Engine, utskick: str) -> set[str]:
    """Those whose record has heard this order: an effect that is begun anew must reach the same."""
    fraga = (
        select(journal.c.arende)
        .distinct()
        .where(
            journal.c.slag.in_(("villkor_skickat", "aktuppgift_aterkallad")),
            journal.c.kommando.startswith(f"{utskick}:", autoescape=True),
        )
    )
    with transaktion(motor) as forbindelse:
        ar = set(forbindelse.execute(fraga).scalars())
    return {str(p.part) for p in processlasning.processer(motor, None, ANORDNARAKT.slag) if akt_id(str(p.part)) in ar}
