"""An edition, or a single rule of it, made up for a test, and why it is refused."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import FelIRegelverk, Innehall, Varde

Filer = dict[str, dict[str, Any]]


def rad(filer: Filer, nyckel: str, fil: str = "2024.toml") -> dict[str, Any]:
    """The row of the key, to be changed in place."""
    rader: list[dict[str, Any]] = filer[fil]["parameter"]
    return next(r for r in rader if r["nyckel"] == nyckel)


def skal(filer: Filer) -> str:
    with pytest.raises(FelIRegelverk) as fel:
        skapa_regelverk(filer)
    assert str(fel.value) == f"{fel.value.fil}: {fel.value.nyckel}: {fel.value.skal}"
    return str(fel.value)


BELOPP = "checkbelopp.AMI"


def v(dagar: str, varde: Innehall = "1") -> Varde:
    """``2024-01-01/2024-12-31``, or ``2024-01-01/`` until further notice."""
    fran, _, till = dagar.partition("/")
    return Varde(date.fromisoformat(fran), date.fromisoformat(till) if till else None, varde)


def p(nyckel: str, *varden: Varde, text: str = "Vad det betyder.") -> Parameter:
    return Parameter(nyckel, "dagar", "§7.3", "K7.3", "faststalld", text, varden)


def regler(*varden: Varde, nyckel: str = BELOPP, utgavor: tuple[str, ...] = ("2024",)) -> Regelverk:
    return Regelverk(utgavor, (p(nyckel, *varden),))


def varden(rader: Iterable[str]) -> list[Varde]:
    """Values as ``2024-01-01/2024-12-31=4000``; one that says no value is 1."""
    return [v(dagar, varde or "1") for dagar, _, varde in (rad.partition("=") for rad in rader)]
