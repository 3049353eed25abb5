"""An instant as a field: what is written for it, and what is answered when it is none (K0.1)."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.tid import Tidpunkt
from tests.domain.spel import tid

FALT = TypeAdapter[Any](Tidpunkt)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("skrivet", ["2024-03-01T10:00", "2024-03-01T10:00+01:00", "2024-03-01T09:00:00Z"])
def test_an_instant_is_written_in_swedish_time_or_with_its_offset(skrivet: str) -> None:
    assert FALT.validate_python(skrivet) == tid("2024-03-01T10:00")


@pytest.mark.krav("K0.1", sort="avslag")
@pytest.mark.parametrize(
    ("skrivet", "skal"),
    [
        ("igår", "ska vara en tidpunkt, ÅÅÅÅ-MM-DDTHH:MM"),
        (7, "ska vara en tidpunkt, ÅÅÅÅ-MM-DDTHH:MM"),
        ("2024-03-31T02:30", "klockslaget finns inte"),
        ("2024-10-27T02:30", "klockslaget inträffar två gånger"),
    ],
)
def test_what_is_no_instant_is_answered_by_what_is_wrong_with_it(skrivet: Any, skal: str) -> None:
    with pytest.raises(ValidationError) as fel:
        FALT.validate_python(skrivet)
    (ett,) = fel.value.errors()
    assert ett["type"] == "tidpunkt"
    assert skal in ett["ctx"]["skal"]
    if skal.startswith("klockslaget"):
        assert ett["ctx"]["skal"].endswith("Ange tidszon, till exempel +01:00 eller +02:00 (K0.1).")
