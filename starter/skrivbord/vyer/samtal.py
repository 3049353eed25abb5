"""A case's threads as its page shows them: who reads, what is unread, and what waits for whose answer (K4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.insats.insats import Insats
from persistence.arende.meddelandetradar import Trad
from starter.visning.ordval.lagesord import aktor_i_ord

PARTER = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE, Roll.SOCIALSEKRETERARE)
"""Whom one can write to."""


@dataclass(frozen=True, slots=True)
class Rad:
    """A thread in the list: ``mellan`` is who reads it, in words; ``vantar`` whose answers are awaited."""

    trad: Trad
    mellan: str
    vantar: tuple[Roll, ...]


def rader(tradar: Sequence[Trad], i: Insats) -> list[Rad]:
    """The list, the thread last written in first."""
    return [rad(t, i) for t in tradar]


def rad(t: Trad, i: Insats) -> Rad:
    """One thread as the list shows it."""
    vantar = tuple(dict.fromkeys(f.till for f in i.tradar[t.trad - 1].obesvarade()))
    return Rad(t, mellan(t), vantar)


def mellan(t: Trad) -> str:
    """``karriärvägledaren och anordnaren``."""
    namn = [BENAMNING[r] for r in t.mellan]
    return " och ".join(filter(None, [", ".join(namn[:-1]), namn[-1]]))


def far_stanga(t: Trad, i: Insats, som: Aktor) -> bool:
    """Whether one may close it: no question of another's waits in it."""
    return t.stangd is None and all(f.av is som.roll for f in i.tradar[t.trad - 1].obesvarade())


def vem(av: str) -> str:
    """Whoever wrote or read, in words."""
    return aktor_i_ord(Aktor.tolka(av))


def andra(roller: Sequence[Roll], som: Aktor) -> list[tuple[str, str]]:
    """The roles but one's own, with what each is called."""
    return [(r.value, BENAMNING[r]) for r in roller if r is not som.roll]
