"""Commands that only need the database, as one types them; used by the tests of the registers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from starter.cli.alla import insats


def mot_databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    """Point the commands at the test's database, and at nothing of the machine's."""
    for namn in ("TEMPORAL_ADDRESS", "INSATS_SOM", "REGELVERK_KATALOG"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", database_url)


def kor(*argument: str) -> Result:
    return CliRunner().invoke(insats, list(argument))


def ut(*argument: str) -> str:
    """What a command prints when it is done."""
    svar = kor(*argument)
    assert svar.exit_code == 0, svar.stderr
    return svar.stdout


def data(*argument: str) -> Any:
    return json.loads(ut(*argument, "--json"))


def fel(*argument: str) -> str:
    """The one line that a command is refused with; a table of faults may stand before it."""
    svar = kor(*argument)
    assert svar.exit_code != 0, svar.stdout
    assert isinstance(svar.exception, SystemExit), svar.exception
    return svar.stderr.strip().splitlines()[-1]
