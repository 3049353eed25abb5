"""A decision asked by itself, in a state put together by hand: what it comes to, or why it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall, Handelse
from tests.verktyg.spel import tid

FRAGADE = {k: beslut for kapitel in rutin.KAPITEL for k, beslut in kapitel.beslut.items()}


def beslutat(i: Insats, av: Aktor, nar: str, verb: str, *, om: bool = False, **fakta: Any) -> list[Handelse]:
    """What is said comes to; ``om``: decided anew, since something else was corrected."""
    kommando = las_kommando({"kommando": verb, **fakta})
    return list(FRAGADE[type(kommando)](i, kommando, Fall(tid(nar), av, om=om)))


def nekat(i: Insats, av: Aktor, nar: str, verb: str, **fakta: Any) -> tuple[str, str | None, str]:
    """Rule, field and sentence of the refusal."""
    with pytest.raises(Avvisning) as nej:
        beslutat(i, av, nar, verb, **fakta)
    return nej.value.regel, nej.value.falt, nej.value.text
