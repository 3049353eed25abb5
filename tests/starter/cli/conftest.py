"""A played case in a real database, for the commands that only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.liv.lagring import post_till_json
from domain.regler.provning import skapa_regelverk
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from starter.tjanster import arendet

Spela = Callable[[str], str]


@pytest.fixture(autouse=True)
def ingen_inloggad(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody is logged in here, whoever may be on this machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "ingens"))


@pytest.fixture
def spelat(motor: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Spela:
    """Plays a case, given as the text of a case file, into the database that the commands then read."""
    for namn in ("TEMPORAL_ADDRESS", "INSATS_SOM", "REGELVERK_KATALOG"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)

    def nu(insats: Any) -> Any:
        return insats.senast  # the case's own time, not the machine's

    monkeypatch.setattr(arendet, "nu_i", nu)

    def spela(text: str) -> str:
        fil = tmp_path / "fall.yaml"
        fil.write_text(text, encoding="utf-8")
        b = ren.spela(las_provfil(fil), skapa_regelverk(las_utgavor()))
        skriv(motor, Batch(ren.ARENDE, 0, tuple(post_till_json(p) for p in b.poster), b.meddelanden))
        return ren.ARENDE

    return spela
