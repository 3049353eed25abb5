"""Values as Temporal carries them: read alike in every run, by readers that are made once."""

from typing import Any

import pytest
from pydantic import TypeAdapter
from temporalio.converter import PayloadConverter

from kontrakt import omvandlare
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from starter.drift.sandlada import sandlada


def en_korning() -> PayloadConverter:
    """The converter that a run of a workflow gets for itself."""
    return OMVANDLARE._new_payload_converter()


def test_runs_share_the_readers_of_what_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    gjorda: list[Any] = []

    def gor(typ: Any) -> TypeAdapter[Any]:
        gjorda.append(typ)
        return TypeAdapter(typ)

    omvandlare._lasare.cache_clear()
    monkeypatch.setattr(omvandlare, "TypeAdapter", gor)
    (varde,) = en_korning().to_payloads([("2024-03-01", 3)])
    for _ in range(3):
        assert en_korning().from_payload(varde, tuple[str, int]) == ("2024-03-01", 3)
    assert gjorda == [tuple[str, int]]


def test_a_worker_has_the_dear_readers_before_its_first_case() -> None:
    omvandlare._lasare.cache_clear()
    sandlada(OMVANDLARE)
    fore = omvandlare._lasare.cache_info().misses
    (varde,) = en_korning().to_payloads([Start("in-1")])
    assert en_korning().from_payload(varde, Start) == Start("in-1")
    assert omvandlare._lasare.cache_info().misses == fore


def test_what_is_no_such_value_is_refused() -> None:
    (varde,) = en_korning().to_payloads(["x"])
    with pytest.raises(ValueError, match="valid integer"):
        en_korning().from_payload(varde, int)


def test_what_is_not_json_goes_as_it_did() -> None:
    for sant in (None, b"bytes"):
        (varde,) = en_korning().to_payloads([sant])
        assert en_korning().from_payload(varde) == sant
