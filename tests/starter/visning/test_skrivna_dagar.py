"""A day and a time of the clock are read as people write them; what is none is left to be refused (K0.1)."""

from __future__ import annotations

import pytest

from starter.skrivbord.vyer.formular import Falt, formfel
from starter.visning.datum import skriven_dag, skrivet_klockslag

pytestmark = pytest.mark.krav("K0.1")


@pytest.mark.parametrize("text", ["28 mars 2024", "tors 28 mars 2024", "Torsdag 28  Mars 2024", "tor 28 mars 2024"])
def test_a_day_in_words(text: str) -> None:
    assert skriven_dag(text) == "2024-03-28"


@pytest.mark.parametrize("text", ["2024-03-28", "28 mars", "28 marsch 2024", "xyz 28 mars 2024", "128 mars 2024", ""])
def test_all_else_stays_as_it_was_written(text: str) -> None:
    assert skriven_dag(text) == text


@pytest.mark.parametrize(
    ("text", "blir"),
    [
        ("14.30", "14:30"),
        ("9.05", "09:05"),
        ("0905", "09:05"),
        ("02.30+02:00", "02:30+02:00"),
        ("halv tre", "halv tre"),
    ],
)
def test_a_time_of_the_clock(text: str, blir: str) -> None:
    assert skrivet_klockslag(text) == blir


@pytest.mark.parametrize("kravs", [False, True])
@pytest.mark.parametrize(
    ("skrivet", "saknas"),
    [
        ({"nar": "2024-03-28"}, ["nar.kl"]),
        ({"nar.kl": "14.30"}, ["nar"]),
        ({"nar": "2024-03-28", "nar.kl": "14.30"}, []),
        ({"nar": "2024-03-28", "nar.kl": " "}, ["nar.kl"]),
    ],
)
def test_of_an_instant_neither_half_stands_alone(kravs: bool, skrivet: dict[str, str], saknas: list[str]) -> None:
    falt = [Falt("nar", "datum", "När", "", kravs), Falt("nar.kl", "klockslag", "När, klockan", "", kravs)]
    assert [f.falt for f in formfel(falt, skrivet, "K0.1")] == saknas
