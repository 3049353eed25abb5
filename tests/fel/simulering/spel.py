"""One schedule: a seed is a life of some days, with everything that goes wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.fel.simulering import karnan
from tests.fel.simulering.butik import Butik
from tests.fel.simulering.flottan import Flotta
from tests.fel.simulering.manniskor import Manniskor
from tests.fel.simulering.orakel import brott
from tests.fel.simulering.posten import Posten
from tests.fel.simulering.temporal import Temporal
from tests.fel.simulering.varlden import Varld
from tests.verktyg.spel import regelverket, tid

BORJAN, SKIFTE, SLUT = tid("2024-03-29T15:00"), tid("2024-04-01T00:00"), tid("2024-04-01T12:00")
VILA = timedelta(hours=3)
"""How long what the faults left may take to be put right: more than the longest pause between two tries."""
_LUGN = 10
"""Every tenth schedule is without faults: nothing may then be done twice for any reason."""


@dataclass(frozen=True)
class Utfall:
    """What a schedule came to. ``brott``: what does not hold; empty when all does."""

    fro: int
    brott: tuple[str, ...]
    injicerat: dict[str, int]
    steg: int
    korningar: int
    logg: tuple[str, ...]


def spela(fro: int) -> Utfall:
    """Play it; the same seed is the same schedule, step for step. Call within ``i_stallet_for_postgresql``."""
    karnan.glom_varden()
    varld = Varld(fro, BORJAN, 0.0 if fro % _LUGN == 0 else 0.004)
    butik, server, posten = Butik(varld), Temporal(varld), Posten(varld)
    flottan = Flotta(varld, server, butik, posten, regelverket())
    varld.storning = flottan.storning
    manniskor = Manniskor(varld, server, "in-sim")
    manniskor.planera(BORJAN, SKIFTE, SLUT)
    try:
        varld.kor(SLUT)
        varld.fel = False
        varld.kor(SLUT + VILA)
        fel = tuple(brott(varld, butik, server, manniskor, posten))
    except Exception as e:
        fel = (f"{type(e).__name__}: {e}",)
    finally:
        flottan.stang()
    korningar = len(server.korningar.get("in-sim", ()))
    return Utfall(fro, fel, varld.injicerat, varld.steg, korningar, tuple(varld.logg))
