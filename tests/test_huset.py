"""The house: a room shows at most a dozen files or rooms, a file is read in one sitting, a room says what it is.

What import-linter holds of who may use whom stands in ``pyproject.toml``; this is what it cannot see.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.platser import ROT

RUM = ("activities", "benchmarks", "domain", "kontrakt", "persistence", "regelverk", "starter", "workflows")
FLEST = 12
LANGST = 250
SOM_DE_KOMMER = {
    "persistence/tabeller/migrations/versions": "a ledger: each is added after the last, and none is ever moved",
    "starter/skrivbord/mallar": "the desk's pages, one for each view",
}
"""Rooms that nobody looks through, and why."""


def rummen() -> list[Path]:
    alla = (m for r in RUM for m in (ROT / r, *(ROT / r).rglob("*")) if m.is_dir())
    return sorted(m for m in alla if "__pycache__" not in m.parts)


def innehall(rum: Path) -> list[str]:
    return sorted(p.name for p in rum.iterdir() if p.name not in ("__init__.py", "__pycache__"))


@pytest.mark.parametrize("rum", [m.relative_to(ROT).as_posix() for m in rummen()])
def test_a_room_shows_at_most_a_dozen_and_says_what_it_is(rum: str) -> None:
    syns = innehall(ROT / rum)
    assert len(syns) <= FLEST or rum in SOM_DE_KOMMER, f"{rum} shows {len(syns)}: {syns}"
    if rum not in SOM_DE_KOMMER and any((ROT / rum).glob("*.py")):
        hall = (ROT / rum / "__init__.py").read_text(encoding="utf-8")
        assert hall.startswith('"""'), f"{rum} does not say what it is"


def test_no_file_is_longer_than_one_reads_in_one_sitting() -> None:
    filer = [*(f for rum in rummen() for f in rum.glob("*.py")), ROT / "worker.py"]
    assert len(filer) > 300
    langd = {f.relative_to(ROT).as_posix(): len(f.read_text(encoding="utf-8").splitlines()) for f in filer}
    assert {f: n for f, n in langd.items() if n > LANGST} == {}
