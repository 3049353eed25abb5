"""A case in the database, and its kund protected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.register.kund import skrivning
from tests.persistence.register.kund.skyddet import IDAG, KUND, KV1


@pytest.fixture
def motor_med_arende(motor: Engine, spelet: Callable[..., Any]) -> Engine:
    """A case at Anordnare A, responsible kv1, of a kund who is in the register and not protected."""
    for batch in spelet("in-1", "Anordnare A", "kv1", "2024-07-01", med_text=True).batcher:
        skriv(motor, batch)
    dokument.spara(motor, "text-in-1", "in-1", "anmal_franvaro", "anordnare:h1", {"orsak": "influensa"})
    with motor.begin() as c:
        c.execute(
            text(
                "INSERT INTO kund (id, personnummer, fodelsedatum, namn, andrad, andrad_av)"
                " VALUES ('kund', '199005022398', '1990-05-02', 'Åsa Ek', now(), 'prov')"
            )
        )
    return motor


@pytest.fixture
def skyddat(motor_med_arende: Engine) -> Engine:
    """The protection begins while the case runs."""
    assert skrivning.andra(motor_med_arende, KV1, KUND, {"skydd": "sekretessmarkering"}, IDAG)
    return motor_med_arende
