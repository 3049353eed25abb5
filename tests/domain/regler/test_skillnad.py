"""What a running case is told of what has changed around it (K1.1, K14.1)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.register.auktorisation import sista_dag
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import FOR_ALDRE, Parameter, Regelverk
from domain.regler.skillnad import att_infora
from domain.regler.varde import Varde
from regelverk import las_utgava, las_utgavor
from tests.domain.regler.ny_utgava import BELOPP, p, regler, v, varden
from tests.verktyg.spel import Spel, d, regelverket

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
    sagt = att_infora(regelverket(), bada)
    assert sagt is not None and (sagt["utgava"], sagt.keys()) == ("2025", {"kommando", "utgava", "varden"})
    varden = sagt["varden"]
    assert {(v["nyckel"], v["varde"], v["fran"]) for v in varden} == {
        ("checkbelopp.AMI", "4000.00", "2025-01-01"),
        ("bemanning.arbetsdagar", 2, "2025-01-01"),
    }
    fall = Spel.pagaende().systemet("2024-12-01", "infor_regelverk", utgava="2025", varden=varden)
    assert att_infora(fall.insats.regelverk, bada) is None
    assert fall.insats.regelverk.tal("bemanning.arbetsdagar", date(2024, 12, 31)) == 1
    assert fall.insats.regelverk.tal("bemanning.arbetsdagar", date(2025, 1, 1)) == 2


def parameter(nyckel: str, *varden: Varde) -> Parameter:
    return Parameter(nyckel, "kr per månad", "§14.1", "K14.1", "faststalld", "Påhittat.", varden)


@pytest.mark.krav("K14.1")
def test_a_new_value_is_told_with_its_last_day_if_it_has_one_also_after_a_rule_that_the_case_has_not() -> None:
    ar_2024 = Varde(date(2024, 1, 1), date(2024, 12, 31), "3876.00")
    ar_2025 = Varde(date(2025, 1, 1), date(2025, 12, 31), "4000.00")
    sedan = Varde(date(2026, 1, 1), None, "4100.00")
    har = Regelverk(("2024",), (parameter("checkbelopp.AMI", ar_2024), parameter("checkbelopp.FAI", ar_2024)))
    galler = Regelverk(
        ("2024", "2025"),
        (
            parameter("checkbelopp.ny", ar_2025),
            parameter("checkbelopp.AMI", ar_2024, ar_2025, sedan),
            parameter("checkbelopp.FAI", ar_2024, ar_2025),
        ),
    )
    nytt = {"varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"}
    sagt = att_infora(har, galler)
    assert sagt is not None and sagt["varden"] == [
        {"nyckel": "checkbelopp.AMI", **nytt},
        {"nyckel": "checkbelopp.AMI", "varde": "4100.00", "fran": "2026-01-01"},
        {"nyckel": "checkbelopp.FAI", **nytt},
    ]


# What a case under way is told


@pytest.mark.krav("K16.2", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("har", "galler", "sagda", "utgar"),
    [
        (["2024-01-01/"], ["2024-01-01/"], [], []),
        # ended of itself by the one that begins the day after
        (["2024-01-01/"], ["2024-01-01/2024-12-31", "2025-01-01/=2"], ["2025-01-01/=2"], []),
        # the same, but it says otherwise, or ends on another day, or had a last day
        (
            ["2024-01-01/"], ["2024-01-01/2024-12-31=3", "2025-01-01/=2"],
            ["2024-01-01/2024-12-31=3", "2025-01-01/=2"], [],
        ),
        (
            ["2024-01-01/"], ["2024-01-01/2024-12-30", "2025-01-01/=2"],
            ["2024-01-01/2024-12-30", "2025-01-01/=2"], [],
        ),
        (
            ["2024-01-01/2024-12-31"], ["2024-01-01/2024-11-30", "2024-12-01/=2"],
            ["2024-01-01/2024-11-30", "2024-12-01/=2"], [],
        ),
        # it has come to end, or to end no more
        (["2024-01-01/"], ["2024-01-01/2024-12-31"], ["2024-01-01/2024-12-31"], []),
        (["2024-01-01/2024-12-31"], ["2024-01-01/"], ["2024-01-01/"], []),
        # it stands there no more
        (["2024-01-01/2024-12-31", "2025-01-01/"], ["2024-01-01/2024-12-31"], [], ["2025-01-01"]),
        (["2024-01-01/2024-12-31", "2025-01-01/"], ["2024-01-01/"], ["2024-01-01/"], ["2025-01-01"]),
    ],
)  # fmt: skip
def test_a_case_is_told_of_each_value_that_stands_otherwise_and_of_no_other(
    har: list[str], galler: list[str], sagda: list[str], utgar: list[str]
) -> None:
    def sagd(rad: str) -> dict[str, str]:
        dagar, _, varde = rad.partition("=")
        fran, _, till = dagar.partition("/")
        return {"nyckel": BELOPP, "varde": varde or "1", "fran": fran} | ({"till": till} if till else {})

    vantat: dict[str, Any] = {"kommando": "infor_regelverk", "utgava": "2024", "varden": [sagd(rad) for rad in sagda]}
    if utgar:
        vantat["utgar"] = [{"nyckel": BELOPP, "fran": dag} for dag in utgar]
    assert att_infora(regler(*varden(har)), regler(*varden(galler))) == (vantat if sagda or utgar else None)


@pytest.mark.krav("K16.2", sort="gräns")
def test_older_files_put_nothing_right_and_strike_nothing_but_bring_what_is_not_there() -> None:
    har = regler(v("2024-01-01/2024-12-31", "1"), v("2025-01-01/", "1"), utgavor=("2024", "2025"))
    aldre = regler(v("2024-01-01/2024-12-31", "2"), v("2026-01-01/", "3"))
    ny = {"nyckel": BELOPP, "varde": "3", "fran": "2026-01-01"}
    assert att_infora(har, aldre) == {"kommando": "infor_regelverk", "utgava": "2024", "varden": [ny]}


@pytest.mark.krav("K16.2", "K14.4")
def test_a_case_older_than_a_rule_is_given_it_if_cases_go_by_it_in_the_order_of_keys() -> None:
    fall_regel, annan = sorted(FOR_ALDRE)[0], "gallring.arende_manader"
    galler = Regelverk(("2024",), (p(annan, v("2024-01-01/", 7)), p(fall_regel, v("2024-01-01/", 5)),
                                   p(BELOPP, v("2024-01-01/", "2"), v("2023-01-01/2023-12-31", "1"))))  # fmt: skip
    sagt = att_infora(regler(v("2024-01-01/", "1")), galler)
    assert annan not in FOR_ALDRE
    assert sagt is not None
    assert [(x["nyckel"], x["fran"]) for x in sagt["varden"]] == sorted(
        [(fall_regel, "2024-01-01"), (BELOPP, "2023-01-01"), (BELOPP, "2024-01-01")]
    )


def test_a_case_that_has_everything_is_told_nothing() -> None:
    assert att_infora(regelverket(), regelverket()) is None


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


@pytest.mark.krav("K1.1", sort="gräns")
@pytest.mark.parametrize("dag", ["2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01"])
def test_an_auktorisation_covers_its_first_and_its_last_day_and_no_other(dag: str) -> None:
    perioder = [(date(2024, 3, 1), date(2024, 3, 31))]
    if dag.startswith("2024-03"):
        assert sista_dag(perioder, d(dag)) == date(2024, 3, 31)
    else:
        with pytest.raises(LookupError):
            sista_dag(perioder, d(dag))


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize("perioder", [[], [(date(2024, 1, 1), date(2024, 2, 29)), (date(2024, 3, 2), None)]])
def test_a_day_that_no_auktorisation_covers_has_none(perioder: list[tuple[date, date | None]]) -> None:
    with pytest.raises(LookupError) as fel:
        sista_dag(perioder, date(2024, 3, 1))
    assert fel.value.args == (date(2024, 3, 1),)
