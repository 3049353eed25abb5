"""How a run begins: by what aktualiserar its case, whatever else has come to it before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.liv.kommandon import las_inkommet
from tests.verktyg.spel import ANORDNARE, KUNDER, KV
from workflows.gemensamt.ko import Vantande
from workflows.insats.borjan import som_borjar

pytestmark = pytest.mark.krav("K6.1", "K0.7")

NU = datetime(2024, 3, 1, 9, tzinfo=UTC)
FORE, SEDAN = 8, 9
"""Editions of the doors: before a case was begun by its aktualisering whatever came first, and since."""


def vantande(id_: str, av: Any, kommando: dict[str, Any]) -> Vantande:
    return Vantande(las_inkommet({"id": id_, "av": str(av), "dokument": None, "kommando": kommando}), NU)


BEMANNA = vantande("b", ANORDNARE, {"kommando": "bemanna", "handlaggare": "H1"})
AKTUALISERA = vantande(
    "a", KV, {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": {"id": "okand"} | KUNDER["AMI2"]}
)


@pytest.mark.parametrize(
    "ko, dorr, borjar",
    [
        ([AKTUALISERA, BEMANNA], SEDAN, AKTUALISERA),
        ([BEMANNA, AKTUALISERA], SEDAN, AKTUALISERA),
        ([BEMANNA, AKTUALISERA], FORE, None),
        ([AKTUALISERA, BEMANNA], FORE, AKTUALISERA),
        ([BEMANNA], SEDAN, None),
        ([], SEDAN, None),
    ],
)
def test_a_case_is_begun_by_its_aktualisering_also_if_a_signal_came_first(
    ko: list[Vantande], dorr: int, borjar: Vantande | None
) -> None:
    assert som_borjar(ko, dorr) is borjar
