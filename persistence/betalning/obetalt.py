"""What an anordnare has not been paid yet, in all its cases: what is on its way, and what is held and why (K14.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, and_, select, tuple_

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.grund.slag import VANTAR
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.liv.lagesbild import Bevakningsrad, Utbetalningsrad
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import ser_arende
from persistence.journal.projektion import bevakningsrad, utbetalningsrad
from persistence.tabeller.grund import bevakning, insats, utbetalning


@dataclass(frozen=True, slots=True)
class Obetalt:
    """A row of a case's that has not been paid; ``underlag`` is the bevakning of what is still to be handed in."""

    arende: str
    rad: Utbetalningsrad
    underlag: Bevakningsrad | None


def obetalt(
    motor: Engine, som: Aktor, *, efter: tuple[str, str, str] | None = None, antal: int
) -> Sequence[Obetalt]:  # fmt: skip
    """The rows of ``som``'s organisation, by what they are of and by case.

    Args:
        efter: only those after this one, by (``avser``, case, key); ``antal`` at most so many.

    Raises: Avvisning, K14.5, to another than an anordnare; DatabasFel.
    """
    prova_roll(som, frozenset({Roll.ANORDNARE}), "K14.5")
    u, b = utbetalning.c, bevakning.c
    ordning = (u.avser, u.arende, u.nyckel)
    fraga = (
        select(utbetalning)
        .join(insats, insats.c.arende == u.arende)
        .where(u.anordnare == som.organisation, u.status != "utbetald", ser_arende(som))
        .order_by(*ordning)
        .limit(antal)
    )
    if efter is not None:
        fraga = fraga.where(tuple_(*ordning) > tuple_(*efter))
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga).mappings().all()
        arenden = sorted({r["arende"] for r in rader})
        vantas = select(bevakning).where(
            and_(b.arende.in_(arenden), b.slag == FAKTURERINGSUNDERLAG.namn, b.utfall.in_(VANTAR))
        )
        underlag = {(r["arende"], r["avser"]): bevakningsrad(r) for r in forbindelse.execute(vantas).mappings()}
        oppningar.anteckna(forbindelse, som, "obetalda rader", arenden)
    return [Obetalt(r["arende"], utbetalningsrad(r), underlag.get((r["arende"], r["avser"]))) for r in rader]
