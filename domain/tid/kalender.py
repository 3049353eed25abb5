"""Arbetsdagar and deadline arithmetic on Stockholm dates (K0.1-K0.5).

Which days are arbetsdagar is a table, built once when the module is imported: the holiday library does not
work inside the workflow sandbox. Instants live in `domain.tid.tidpunkt` and are offered here too, so that the rules
have one calendar to ask.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

FORSTA_AR, SISTA_AR = 2015, 2045
SISTA_SAGDA_AR = SISTA_AR - 5
"""The last year of a date that anybody may say or register: what follows from it must lie in the calendar too."""
_DYGN = timedelta(days=1)
_EGENNAMN = ("Kristi",)  # the holiday names that keep their capital inside a sentence


def _helgdagsnamn() -> dict[date, str]:
    """The Swedish names of the public holidays in the table's years, and of the three eves of K0.2."""
    namn: dict[date, str] = {}
    ar = range(FORSTA_AR, SISTA_AR + 1)
    # Sundays are left to the weekday: as "holidays" they would hide the names of those that have one.
    for d, text in holidays.country_holidays("SE", years=ar, language="sv", include_sundays=False).items():
        delar = (t if t.startswith(_EGENNAMN) else t[0].lower() + t[1:] for t in text.split("; "))
        namn[d] = " och ".join(delar)
        if "midsommardagen" in namn[d]:
            namn[d - _DYGN] = "midsommarafton"
    for a in ar:
        namn[date(a, 12, 24)] = "julafton"
        namn[date(a, 12, 31)] = "nyårsafton"
    return namn


def _bygg_kalender() -> Mapping[date, str | None]:
    """Every date of the table's years, with the reason it is not an arbetsdag, or None when it is one."""
    namn = _helgdagsnamn()
    veckodag = {5: "lördag", 6: "söndag"}
    forsta = date(FORSTA_AR, 1, 1)
    antal = (date(SISTA_AR, 12, 31) - forsta).days + 1
    dagar = (forsta + timedelta(days=n) for n in range(antal))
    return MappingProxyType({d: namn.get(d) or veckodag.get(d.weekday()) for d in dagar})


_KALENDER = _bygg_kalender()


def varfor_inte_arbetsdag(d: date) -> str | None:
    """The Swedish name of what makes `d` no arbetsdag, or None when it is one (K0.2).

    A holiday is named by its own name also when it falls on a Saturday or Sunday.
    Raises: ValueError for a date outside the table.
    """
    try:
        return _KALENDER[d]
    except KeyError:
        raise ValueError(f"{d.isoformat()}: kalendern omfattar bara åren {FORSTA_AR}–{SISTA_AR} (K0.2)") from None


def ar_arbetsdag(d: date) -> bool:
    """Whether `d` is Monday-Friday and neither a public holiday nor one of the three eves (K0.2)."""
    return varfor_inte_arbetsdag(d) is None


@lru_cache(maxsize=8192)
def nasta_arbetsdag(d: date) -> date:
    """`d` itself if it is an arbetsdag, otherwise the first arbetsdag after it (K0.4)."""
    while not ar_arbetsdag(d):
        d += _DYGN
    return d


@lru_cache(maxsize=8192)
def arbetsdag_fore(d: date) -> date:
    """The last arbetsdag strictly before `d` (K0.8)."""
    d -= _DYGN
    while not ar_arbetsdag(d):
        d -= _DYGN
    return d


def alder(fodelsedatum: date, pa: date) -> int:
    """Whole years of age on the day `pa` (K1.2). ValueError if `pa` is before the birth.

    One born on leap day turns a year older on 28 February in other years, as lag 1930:173 §1 and K0.5
    let the month's last day stand for a date it lacks.
    """
    if pa < fodelsedatum:
        raise ValueError("åldern kan inte räknas för en dag före födelsen (K1.2)")
    dag = min(fodelsedatum.day, monthrange(pa.year, fodelsedatum.month)[1])
    return pa.year - fodelsedatum.year - ((pa.month, pa.day) < (fodelsedatum.month, dag))
