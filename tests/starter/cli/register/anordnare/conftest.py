"""The registers of a database of the test's own, and an anordnare in them."""

from pathlib import Path

import pytest

from tests.starter.cli.register.anordnare.registret import AL
from tests.starter.cli.register.registerrad import mot_databasen, ut


@pytest.fixture(autouse=True)
def databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)
    monkeypatch.setenv("INSATS_SOM", AL)


@pytest.fixture
def a() -> str:
    ut("anordnare", "lagg-till", "A")
    ut("anordnare", "auktorisera", "A", "AMI", "--fran", "2024-01-01")
    return "A"
