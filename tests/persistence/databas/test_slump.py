"""Ids drawn by lot: none is refused as a person's number at the next door."""

from __future__ import annotations

import secrets

import pytest
from pydantic import TypeAdapter

from domain.grund.beteckning import Nyckelord
from persistence.databas.slump import slumpid


@pytest.mark.krav("K3.3")
def test_an_id_that_reads_as_a_personnummer_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    dragna = iter(["ab9005022398", "ab900502c398"])
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(dragna))
    assert slumpid(6) == "ab900502c398"


@pytest.mark.krav("K3.3")
def test_every_id_is_taken_as_one() -> None:
    for _ in range(3_000):
        TypeAdapter(Nyckelord).validate_python(slumpid(16))
