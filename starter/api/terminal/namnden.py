"""The nämnd's statistics from the terminal, on the screen, as data and as files; and the budget of a year (K16.3)."""

from __future__ import annotations

from typing import Any, Literal

from rich.console import Console

from domain.grund.parter import Aktor
from domain.kvalitet.namnd import Namndstatistik
from persistence.kvalitet.namnd import statistik
from starter.api.terminal.fraga import Filen, Har, Matt, Visat, fraga, i_ord
from starter.tjanster.uppfoljning import budget
from starter.visning.ordval.namndtext import DEFINITIONER, som_csv, tabeller, titel, underrubrik
from starter.visning.tabell import i_tabell


@fraga()
def namnd(har: Har, som: Aktor, ar: int, internt: bool, matt: Matt) -> Visat:
    """The nämnd's statistics of a year; ``internt`` with small numbers too. Raises: Avvisning."""
    s = _statistik(har, som, ar, internt=internt)
    return Visat(som_data(s), i_ord(matt, lambda ut: _visa(ut, s)))


@fraga()
def namnd_som_fil(har: Har, som: Aktor, ar: int, slag: Literal["csv", "svg", "png"]) -> Filen:
    """The same to be passed on, never with small numbers. Raises: Avvisning."""
    s = _statistik(har, som, ar, internt=False)
    if slag == "csv":
        return Filen.av(som_csv(s))
    from starter.dokument.namnddiagram import diagram  # the library takes half a second to load

    return Filen.av(diagram(s, slag))


@fraga("skriv")
def for_in_budget(har: Har, som: Aktor, ar: int, uppgifter: dict[str, str]) -> None:
    """Enter the decided budget of a year and a kundval. Raises: Avvisning."""
    budget.for_in(har.motor, som, ar, uppgifter)


def _statistik(har: Har, som: Aktor, ar: int, *, internt: bool) -> Namndstatistik:
    return statistik(har.motor, som, ar, idag=har.idag, regelverk=har.regelverk(), intern=internt)


def som_data(s: Namndstatistik) -> dict[str, Any]:
    """The tables as data: of each its columns and rows, numbers in words as they are shown."""
    return {
        "ar": s.period.fran.year, "fran": s.period.fran, "till": s.period.till, "minsta_antal": s.minst,
        "internt": s.intern, "tabeller": tabeller(s), "definitioner": DEFINITIONER,
    }  # fmt: skip


def _visa(ut: Console, s: Namndstatistik) -> None:
    ut.print(titel(s), style="bold")
    ut.print(underrubrik(s), end="\n\n")
    for t in tabeller(s):
        if t.rader:
            i_tabell(ut, t.rubrik, t.kolumner, t.rader, tal=t.kolumner[1:])
    for text in DEFINITIONER:
        ut.print(f"• {text}")
