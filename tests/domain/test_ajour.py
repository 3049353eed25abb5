"""What a running case is told of what has changed around it (K1.1, K14.1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.ajour import nya_varden, sista_dag
from domain.regelverk import Regelverk
from domain.regelverkskontroll import skapa_regelverk
from regelverk import las_utgava, las_utgavor
from tests.domain.spel import Spel, d, regelverket

NASTA = """
[regelverk]
utgava = "2025"
fran = 2025-01-01
kalla = "påhittad, för prov"

[[parameter]]
nyckel = "checkbelopp.AMI"
varde = "4000.00"
enhet = "kr per månad"
paragraf = "§14.1"
krav = "K14.1"
fran = 2025-01-01
status = "faststalld"
text = "Påhittat belopp."

[[parameter]]
nyckel = "bemanning.arbetsdagar"
varde = 2
enhet = "arbetsdagar"
paragraf = "§6.2"
krav = "K6.2"
fran = 2025-01-01
status = "faststalld"
text = "Påhittad frist."
"""


@pytest.fixture
def bada(tmp_path: Path) -> Regelverk:
    (fil := tmp_path / "2025.toml").write_text(NASTA, encoding="utf-8")
    return skapa_regelverk({**las_utgavor(), fil.name: las_utgava(fil)})


@pytest.mark.krav("K14.1", "K16.2")
def test_what_a_later_edition_adds_is_what_a_case_is_told_and_it_then_lacks_nothing(bada: Regelverk) -> None:
    varden = nya_varden(regelverket(), bada)
    assert {(v["nyckel"], v["varde"], v["fran"]) for v in varden} == {
        ("checkbelopp.AMI", "4000.00", "2025-01-01"),
        ("bemanning.arbetsdagar", 2, "2025-01-01"),
    }
    fall = Spel.pagaende().systemet("2024-12-01", "infor_regelverk", utgava="2025", varden=varden)
    assert nya_varden(fall.insats.regelverk, bada) == []
    assert fall.insats.regelverk.tal("bemanning.arbetsdagar", date(2024, 12, 31)) == 1
    assert fall.insats.regelverk.tal("bemanning.arbetsdagar", date(2025, 1, 1)) == 2


def test_a_case_that_has_everything_is_told_nothing() -> None:
    assert nya_varden(regelverket(), regelverket()) == []


@pytest.mark.krav("K1.1", sort="gräns")
@pytest.mark.parametrize(
    ("rader", "slut"),
    [
        ([("2024-01-01", None)], None),
        ([("2024-01-01", "2024-06-30")], "2024-06-30"),
        ([("2024-01-01", "2024-06-30"), ("2024-07-01", "2024-12-31")], "2024-12-31"),  # renewed without a gap
        ([("2024-01-01", "2024-06-30"), ("2024-07-01", None)], None),
        ([("2024-01-01", "2024-06-30"), ("2024-07-02", None)], "2024-06-30"),  # a day's gap
        ([("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-06-30")], "2024-06-30"),
    ],
)
def test_the_last_day_is_that_of_the_auktorisation_and_of_those_that_adjoin_it(
    rader: list[tuple[str, str | None]], slut: str | None
) -> None:
    perioder = [(d(fran), d(till) if till else None) for fran, till in rader]
    assert sista_dag(perioder, date(2024, 3, 1)) == (d(slut) if slut else None)


@pytest.mark.krav("K1.1")
def test_a_day_that_no_auktorisation_covers_has_none() -> None:
    with pytest.raises(LookupError):
        sista_dag([(date(2024, 1, 1), date(2024, 2, 29))], date(2024, 3, 1))
