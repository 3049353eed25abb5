"""The oracle's own calendar, reckoned in another way than the service's."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAG = timedelta(days=1)


def manad(d: date) -> str:
    return f"{d.year}-{d.month:02}"


def forsta(m: str) -> date:
    return date(int(m[:4]), int(m[5:]), 1)


def sista(m: str) -> date:
    return forsta(m).replace(day=monthrange(int(m[:4]), int(m[5:]))[1])


def nasta(m: str) -> str:
    return manad(sista(m) + DAG)


def slutdag(start: date, manader: int) -> date:
    """K0.5: the day before the corresponding date; the month's last where it lacks the date."""
    ar, noll = divmod(start.year * 12 + start.month - 1 + manader, 12)
    langd = monthrange(ar, noll + 1)[1]
    return date(ar, noll + 1, langd) if start.day > langd else date(ar, noll + 1, start.day) - DAG


def pask(ar: int) -> date:
    """Easter Sunday (the Gregorian computus)."""
    a, b, c = ar % 19, ar // 100, ar % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    v = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + v - 7 * ((a + 11 * h + 22 * v) // 451) + 114
    return date(ar, n // 31, n % 31 + 1)


def ledig(d: date) -> bool:
    """K0.2: weekend, holiday, or one of the three eves."""
    fast = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    midsommarafton = d.month == 6 and 19 <= d.day <= 25 and d.weekday() == 4
    rorlig = (d - pask(d.year)).days in (-2, 1, 39)
    return d.weekday() >= 5 or (d.month, d.day) in fast or midsommarafton or rorlig


def fjorton_dagar(d: date) -> date:
    return dagar_efter(d, 14)


def dagar_efter(d: date, antal: int) -> date:
    """K0.4: so many days on, or the next arbetsdag."""
    d += antal * DAG
    while ledig(d):
        d += DAG
    return d
