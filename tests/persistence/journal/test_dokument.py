"""The document store."""

import pytest
from sqlalchemy import Engine

from persistence.databas.motor import DataFel
from persistence.journal import dokument

RAD = ("d1", "in-1", "lamna_slutrapport", "anordnare:a1@A")
TEXTER = {"rubriker": {"Mål": "Åkte skidor – ”fint”", "Övrigt": "ej aktuellt: nej"}, "lista": ["a", "b"]}


def test_what_is_stored_comes_back(motor: Engine) -> None:
    dokument.spara(motor, *RAD, TEXTER)
    sparat = dokument.hamta(motor, "d1")
    assert sparat is not None
    assert (sparat.id, sparat.arende, sparat.slag, sparat.av, sparat.innehall) == (*RAD, TEXTER)
    assert dokument.hamta(motor, "d2") is None


def test_the_same_again_changes_nothing_but_another_is_refused(motor: Engine) -> None:
    dokument.spara(motor, *RAD, TEXTER)
    forst = dokument.hamta(motor, "d1")
    dokument.spara(motor, *RAD, dict(reversed(TEXTER.items())))
    for annat in ((*RAD, {"mal": "hemligt"}), ("d1", "in-2", *RAD[2:], TEXTER)):
        with pytest.raises(DataFel, match="d1 finns redan") as fel:
            dokument.spara(motor, *annat)
        assert "hemligt" not in str(fel.value)
    assert dokument.hamta(motor, "d1") == forst


def test_a_text_that_cannot_be_stored_is_refused_without_being_repeated(motor: Engine) -> None:
    with pytest.raises(DataFel) as fel:
        dokument.spara(motor, *RAD, {"mal": "hemligt\0"})
    assert "hemligt" not in str(fel.value)
