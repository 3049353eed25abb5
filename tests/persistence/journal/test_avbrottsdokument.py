"""§13: the avbrottsdokument is written with the decision, and names who decided (K13.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from persistence.arende import lasning
from persistence.journal.skrivning import skriv
from persistence.register.kund import karriarvagledare

Spelet = Callable[..., Any]


@pytest.mark.krav("K13.1")
def test_a_decided_end_brings_its_avbrottsdokument(motor: Engine, spelet: Spelet) -> None:
    for batch in spelet().batcher:
        skriv(motor, batch)
    nr = next(p.nr for p in lasning.journalrader(motor, None, "in-1") if p.handelse.slag == "avslut_beslutat")
    (dokument,) = lasning.dokument(motor, None, "in-1")
    assert (dokument.id, dokument.slag) == (f"in-1-{nr}-avbrottsdokument", "avbrottsdokument")
    assert "Avslutsdatum: 2024-05-10" in dokument.innehall["text"]
    assert dokument.av == "karriarvagledare:kv1"


@pytest.mark.krav("K13.1")
def test_the_avbrottsdokument_names_who_decided_as_the_register_does(motor: Engine, spelet: Spelet) -> None:
    som = Aktor(Roll.ARBETSLEDARE, "al1")
    uppgifter = {"id": "kv1", "namn": "Anna Ek", "epost": "anna@example.com", "fran": date(2024, 1, 1), "till": None}
    karriarvagledare.lagg_till(motor, som, uppgifter, date(2024, 3, 1))
    for batch in spelet().batcher:
        skriv(motor, batch)
    (dokument,) = lasning.dokument(motor, None, "in-1")
    assert "Beslutat av karriärvägledaren Anna Ek (kv1) enligt §13 (K13.1)." in dokument.innehall["text"]
