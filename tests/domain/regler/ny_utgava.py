"""An edition made up for a test, and why it is refused."""

from typing import Any

import pytest

from domain.regler.provning import skapa_regelverk
from domain.regler.varde import FelIRegelverk

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
