"""A case under way, and what is corrected in it."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from domain.grund.parter import Aktor, Roll
from domain.insats.tillstand import BESTAENDE
from tests.verktyg.spel import Spel

ANDRA_ANORDNAREN = Aktor(Roll.ANORDNARE, "b1", "B")


def ratta(fall: Spel, nar: str, vad: str, andringar: dict[str, Any] | None = None, **fakta: Any) -> Spel:
    """By one whose role may say it; without ``andringar`` it is struck."""
    sagt = {"andringar": andringar} if andringar is not None else {"stryk": True}
    return fall.rattar(nar, vad, motivering="fel", **(sagt | fakta))


SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")


def pagaende(**uppdrag: Any) -> Spel:
    return Spel.pagaende(start="2024-03-11", **uppdrag)


def fakta(fall: Spel) -> dict[str, Any]:
    """What has been registered, as state holds it: without the memory of the clock and of what was said."""
    undantag = BESTAENDE | {"sagda", "hanterade", "nr", "senast", "rattad"}
    return {f.name: getattr(fall.insats, f.name) for f in fields(fall.insats) if f.name not in undantag}


def ore(text: str) -> Decimal:
    return Decimal(text)


AVSLUTSONSKAN = {"sort": "avslut", "sagt_den": "2024-04-01"}
FORSLAGET = {"orsak": "flytt", "avslutsdatum": "2024-04-30", "nasta_steg": "x"}


def betald() -> Spel:
    """March (21 days, 2 713.20) and April (3 876.00) paid; it is 20 May."""
    return pagaende().hel_manad("2024-03").hel_manad("2024-04").till("2024-05-20")


def justeringar(fall: Spel) -> list[tuple[str, Decimal | None, str | None, str]]:
    return [(u.avser, u.belopp, u.utbetalningsmanad, u.status) for u in fall.utbetalningar() if u.slag == "justering"]
