"""Ids and names that staff write: how long, of what, and what was taken before the limits (K3.3)."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.grund.beteckning import Arendeid, Beteckning, Fakturanummer, Medarbetarid, Namn, Nyckelord, Personid
from domain.grund.granser import REDAN_SAGT

NUMMER = "19900101-2384"


def las(typ: Any, varde: str, *, redan_sagt: bool = False) -> str:
    """What is taken, or the kind of the fault."""
    try:
        return str(TypeAdapter(typ).validate_python(varde, context=dict(REDAN_SAGT) if redan_sagt else None))
    except ValidationError as fel:
        return f"fel: {fel.errors()[0]['type']}"


LANGST = [(Beteckning, 60), (Nyckelord, 60), (Namn, 200), (Personid, 60), (Arendeid, 60), (Fakturanummer, 40)]


@pytest.mark.krav("K3.3", sort="gräns")
@pytest.mark.parametrize(("typ", "hogst"), LANGST)
def test_each_is_of_a_letter_at_least_and_of_so_many_at_most(typ: Any, hogst: int) -> None:
    assert las(typ, "1") == "1"
    assert las(typ, "1" * (hogst - 13) + "a" * 13) == "1" * (hogst - 13) + "a" * 13
    assert las(typ, "1" * (hogst - 13) + "a" * 14) == "fel: string_too_long"
    assert las(typ, "") == "fel: string_too_short"


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("typ", "text", "fel"),
    [
        (Beteckning, NUMMER, "personnummer"),
        (Namn, f"Firma {NUMMER}", "personnummer"),
        (Beteckning, " h1", "beteckning"),
        (Beteckning, "h1 ", "beteckning"),
        (Beteckning, "h\u200b1", "beteckning"),
        (Personid, "Anna Ek", "personid"),
        (Personid, "-h1", "personid"),
        (Arendeid, "å1", "arendeid"),
        (Arendeid, "a b", "arendeid"),
        (Nyckelord, "å", "nyckelord"),
        (Fakturanummer, "Anna", "fakturanummer"),
        (Fakturanummer, "-1", "fakturanummer"),
    ],
)
def test_what_may_be_a_person_or_cannot_be_read_is_refused_but_was_taken_before_the_limits(
    typ: Any, text: str, fel: str
) -> None:
    assert las(typ, text) == f"fel: {fel}"
    assert las(typ, text, redan_sagt=True) == text


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("typ", [Beteckning, Namn, Personid])
def test_a_letter_is_kept_as_one_however_it_was_composed(typ: Any) -> None:
    assert las(typ, "a\u030a1") == "å1"


@pytest.mark.krav("K3.3")
def test_what_was_taken_before_is_read_as_it_stood() -> None:
    assert las(Beteckning, "x" * 61, redan_sagt=True) == "x" * 61
    assert las(Beteckning, "", redan_sagt=True) == "fel: string_too_short"
    assert las(Fakturanummer, "1" * 41, redan_sagt=True) == "fel: string_too_long"
    assert (las(Medarbetarid, "KV1"), las(Medarbetarid, "KV1", redan_sagt=True)) == ("kv1", "KV1")
