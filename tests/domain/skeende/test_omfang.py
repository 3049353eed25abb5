"""What is said at once and is too much is refused by its field, before it is read as anything (K0.6, K3.3)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.granser import LANGSTA_TEXT, prova_omfang


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("data", "falt"),
    [
        ({"text": "x" * (LANGSTA_TEXT + 1)}, "text"),
        ({"rubriker": {"progression": "x" * (LANGSTA_TEXT + 1)}}, "rubriker"),
        ({"delmal": ["x" * (LANGSTA_TEXT + 1)]}, "delmal"),
        ({"antal": 2**65}, "antal"),
        ({"Åsa Ek": "x" * (LANGSTA_TEXT + 1)}, "kommando"),  # no field is called so: it may be somebody
        ({"x" * (LANGSTA_TEXT + 1): "x"}, "kommando"),
        ("x" * (LANGSTA_TEXT + 1), "kommando"),
    ],
)
def test_what_is_too_much_is_named_by_its_field_and_nothing_that_cannot_be_one(data: Any, falt: str) -> None:
    with pytest.raises(Avvisning) as fel:
        prova_omfang(data, med_ord=True)
    assert (fel.value.regel, fel.value.falt) == ("K0.6", falt)
