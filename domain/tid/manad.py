"""A calendar month as the text "YYYY-MM": the unit of reports (K8.1) and payment (K14).

Text rather than a class, so that it sorts, is a JSON key, and reads the same in every log and table.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from pydantic import StringConstraints

Manad = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]

_NAMN = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


@lru_cache(maxsize=8192)
def manad(d: date) -> Manad:
    """The month in which `d` lies."""
    return f"{d.year:04}-{d.month:02}"


@lru_cache(maxsize=1024)
def forsta(m: Manad) -> date:
    """The first day of the month. ValueError, naming the text, when it is not "YYYY-MM"."""
    try:
        if len(m) != 7:
            raise ValueError
        return date.fromisoformat(f"{m}-01")
    except ValueError:
        raise ValueError(f"{m}: är inte en månad, skriv ÅÅÅÅ-MM, till exempel 2024-03") from None


@lru_cache(maxsize=4096)
def dagar_i(m: Manad) -> int:
    """The number of days in the month, 28-31."""
    d = forsta(m)
    return monthrange(d.year, d.month)[1]


@lru_cache(maxsize=4096)
def sista(m: Manad) -> date:
    """The last day of the month."""
    return forsta(m).replace(day=dagar_i(m))


@lru_cache(maxsize=4096)
def nasta(m: Manad) -> Manad:
    """The month after."""
    return manad(sista(m) + timedelta(days=1))


@lru_cache(maxsize=4096)
def fore(m: Manad) -> Manad:
    """The month before."""
    return manad(forsta(m) - timedelta(days=1))


@lru_cache(maxsize=4096)
def dag(m: Manad, n: int) -> date:
    """The n:th of the month, such as the 7th of K8.1. ValueError when the month has no such day."""
    if not 1 <= n <= dagar_i(m):
        raise ValueError(f"{m}: månaden har ingen dag {n}")
    return forsta(m).replace(day=n)


def namn(m: Manad) -> str:
    """The Swedish name of the month, as in the title of a report: "mars" (K8.1)."""
    return _NAMN[forsta(m).month - 1]


@lru_cache(maxsize=4096)
def manader(fran: date, till: date) -> tuple[Manad, ...]:
    """Every month touched by the days `fran` to `till`, both included, in order; none if `till` < `fran`."""
    alla: list[Manad] = []
    if till >= fran:
        alla.append(manad(fran))
        while alla[-1] != manad(till):
            alla.append(nasta(alla[-1]))
    return tuple(alla)
