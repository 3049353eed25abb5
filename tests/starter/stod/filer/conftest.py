"""A table to take a file into, and the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.starter.stod.filer.saker import SAK


@pytest.fixture
def saker(motor: Engine) -> Engine:
    SAK.create(motor)
    return motor


@pytest.fixture
def fil(tmp_path: Path) -> Callable[..., Path]:
    def skriv(innehall: str | bytes) -> Path:
        f = tmp_path / "saker.csv"
        f.write_bytes(innehall.encode() if isinstance(innehall, str) else innehall)
        return f

    return skriv
