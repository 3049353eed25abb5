"""K10.0: how absence is joined and clipped, and when it was known to reach a day – day by day."""

from __future__ import annotations

import pytest

from domain.insats.insats import med
from domain.insats.tradar import MedgivenLedighet
from domain.insats.uppgifter import Forstadagskrav
from domain.kapitel.franvaro.forstadagsintyg import fran_forsta_dagen
from domain.kapitel.franvaro.franvaro import kand, perioder
from domain.kapitel.franvaro.ledighet import ska_berattas
from domain.kapitel.franvaro.lov import ledighetens_dagar, lov, medgivande, redan_ledigt, utanfor_loven
from domain.tid.period import Period
from tests.domain.kapitel.raknat.borta import franvaro, insatsen, med_franvaro
from tests.verktyg.spel import Spel, d, tid


@pytest.mark.krav("K10.0", sort="gräns")
@pytest.mark.parametrize(
    ("anmalda", "blir"),
    [
        ([], []),
        (["vab 2024-04-08/2024-04-12"], []),
        # Friday and the Monday after are one; Thursday and that Monday two
        (["sjuk 2024-04-12/2024-04-12", "sjuk 2024-04-15/2024-04-16"], ["sjuk 2024-04-12/2024-04-16"]),
        (
            ["sjuk 2024-04-11/2024-04-11", "sjuk 2024-04-15/2024-04-16"],
            ["sjuk 2024-04-11/2024-04-11", "sjuk 2024-04-15/2024-04-16"],
        ),
        # whichever was told of first; known since the first of them was
        (
            ["sjuk 2024-04-15/2024-04-16@2024-04-15", "sjuk 2024-04-12/2024-04-12@2024-04-20"],
            ["sjuk 2024-04-12/2024-04-16@2024-04-15"],
        ),
        # one within another, and one that goes on
        (["sjuk 2024-04-08/2024-04-19", "sjuk 2024-04-10/2024-04-11"], ["sjuk 2024-04-08/2024-04-19"]),
        (["sjuk 2024-04-08", "sjuk 2024-04-10/2024-04-11"], ["sjuk 2024-04-08"]),
        (["sjuk 2024-04-08/2024-04-09", "sjuk 2024-04-10"], ["sjuk 2024-04-08"]),
        (["sjuk 2024-04-08", "sjuk 2024-06-03/2024-06-04"], ["sjuk 2024-04-08"]),
        # three in a row
        (
            ["sjuk 2024-04-08/2024-04-09", "sjuk 2024-04-10/2024-04-12", "sjuk 2024-04-15/2024-04-15"],
            ["sjuk 2024-04-08/2024-04-15"],
        ),
        # no day outside the insats
        (["sjuk 2024-03-04/2024-03-12"], ["sjuk 2024-03-11/2024-03-12@2024-03-04"]),
        (["sjuk 2024-03-04/2024-03-10"], []),
        (["sjuk 2024-09-10/2024-09-20"], ["sjuk 2024-09-10/2024-09-10"]),
        (["sjuk 2024-09-11/2024-09-20"], []),
        (["sjuk 2024-03-04"], ["sjuk 2024-03-11@2024-03-04"]),
        (["sjuk 2024-03-04/2024-03-08", "sjuk 2024-03-12/2024-03-12"], ["sjuk 2024-03-12/2024-03-12"]),
    ],
)
def test_absence_of_a_kind_is_joined_where_no_arbetsdag_lies_between_and_clipped_to_the_insats(
    anmalda: list[str], blir: list[str]
) -> None:
    assert perioder(med_franvaro(*anmalda), "sjuk") == [franvaro(rad) for rad in blir]


@pytest.mark.krav("K10.0")
def test_absence_has_no_days_where_the_insats_has_none_and_those_of_other_limits_if_they_are_given() -> None:
    utan = med(Spel.aktualiserat().insats, franvaro=(franvaro("sjuk 2024-04-08/2024-04-12"),))
    assert perioder(utan, "sjuk") == []
    ramar = Period(d("2024-04-09"), d("2024-04-10"))
    for i in (utan, med_franvaro("sjuk 2024-04-08/2024-04-12")):
        assert perioder(i, "sjuk", ramar) == [franvaro("sjuk 2024-04-09/2024-04-10@2024-04-08")]


@pytest.mark.krav("K10.0", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "nar"),
    [
        ("2024-04-08", "2024-04-08"),
        ("2024-04-11", "2024-04-08"),
        ("2024-04-12", "2024-05-01"),
        ("2024-04-13", "2024-05-02"),  # a Saturday is reached when the Monday after it is
        ("2024-04-15", "2024-05-02"),
    ],
)
def test_a_period_is_known_to_reach_a_day_from_the_last_thing_told_that_it_needs_to(dag: str, nar: str) -> None:
    i = med_franvaro(
        "sjuk 2024-04-08/2024-04-11", "sjuk 2024-04-12/2024-04-12@2024-05-01", "sjuk 2024-04-15/2024-04-16@2024-05-02",
        "vab 2024-04-08/2024-04-16@2024-05-09", "sjuk 2024-03-18/2024-03-19@2024-05-08",
    )  # fmt: skip
    (_, p) = perioder(i, "sjuk")
    assert kand(i, p, d(dag)) == tid(nar)


# A certificate from the first day


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "kravs"),
    [
        ("2024-04-01", False),  # the day it was demanded
        ("2024-04-02", True),
        ("2024-04-10", True),  # the day it was withdrawn
        ("2024-04-11", False),
        ("2024-05-02", False),  # demanded again that day
        ("2024-05-03", True),
    ],
)
def test_a_demand_is_of_periods_that_begin_the_day_after_it_until_the_day_it_is_withdrawn(
    fran: str, kravs: bool
) -> None:
    krav = (Forstadagskrav(tid("2024-04-01"), tid("2024-04-10")), Forstadagskrav(tid("2024-05-02")))
    i = med(insatsen(), forstadagskrav=krav)
    assert fran_forsta_dagen(i, franvaro(f"sjuk {fran}/{fran}")) is kravs


# Leave


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "dagar"),
    [
        ("2024-04-05", "2024-04-08", ["2024-04-05", "2024-04-08"]),  # over a weekend
        ("2024-04-06", "2024-04-07", []),
        ("2024-03-28", "2024-04-02", ["2024-03-28", "2024-04-02"]),  # over Easter
        ("2024-03-08", "2024-03-11", ["2024-03-11"]),  # from before the insats
        ("2024-09-10", "2024-09-20", ["2024-09-10"]),  # past its end
        ("2024-09-11", "2024-09-20", []),
    ],
)
def test_a_leave_has_the_arbetsdagar_that_lie_in_the_insats(fran: str, till: str, dagar: list[str]) -> None:
    assert ledighetens_dagar(insatsen(), d(fran), d(till)) == tuple(d(x) for x in dagar)


@pytest.mark.krav("K9.3")
def test_a_leave_without_a_last_day_has_the_days_that_a_leave_may_have_and_none_without_an_insats() -> None:
    dagar = ledighetens_dagar(insatsen(), d("2024-07-01"), None)  # fourteen days: ten of them arbetsdagar
    assert (len(dagar), dagar[0], dagar[-1]) == (10, d("2024-07-01"), d("2024-07-12"))
    assert ledighetens_dagar(Spel.aktualiserat().insats, d("2024-07-01"), d("2024-07-02")) == ()


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "lovet", "medgiven"),
    [
        ("2024-05-21", None, False),
        ("2024-05-22", None, True),
        ("2024-05-23", None, True),
        ("2024-05-24", None, False),
        ("2024-05-31", None, False),
        ("2024-06-03", "sommaren_2024", False),
        ("2024-08-30", "sommaren_2024", False),
        ("2024-09-02", None, False),
    ],
)
def test_a_day_of_leave_lies_in_a_break_or_is_consented_to_or_lies_outside(
    dag: str, lovet: str | None, medgiven: bool
) -> None:
    i = med(insatsen(), medgiven_ledighet=(MedgivenLedighet(tid("2024-05-02"), d("2024-05-22"), d("2024-05-23")),))
    assert (lov(i, d(dag)), medgivande(i, d(dag)) is not None) == (lovet, medgiven)
    utanfor = () if lovet or medgiven else (d(dag),)
    assert utanfor_loven(i, d(dag), d(dag)) == utanfor
    assert utanfor_loven(i, d(dag), d(dag), {d(dag)}) == ()


@pytest.mark.krav("K9.3")
def test_the_days_that_a_case_has_leave_for_already_are_those_told_of_and_those_consented_to() -> None:
    i = med_franvaro(
        "ledighet 2024-04-05/2024-04-08", "annan 2024-04-10/2024-04-10",
        medgiven_ledighet=(MedgivenLedighet(tid("2024-05-02"), d("2024-05-23"), d("2024-05-24")),),
    )  # fmt: skip
    assert redan_ledigt(i) == {d(x) for x in ("2024-04-05", "2024-04-08", "2024-05-23", "2024-05-24")}


# Other absence that is repeated


@pytest.mark.krav("K10.5", sort="gräns")
@pytest.mark.parametrize(
    ("dagar", "manader"),
    [
        (["2024-04-02", "2024-04-15", "2024-05-01"], ["2024-05"]),  # the thirtieth day, counted from the first
        (["2024-04-02", "2024-04-15", "2024-05-02"], []),
        (["2024-04-02", "2024-04-15"], []),
        (["2024-04-02", "2024-04-15", "2024-04-22"], ["2024-04"]),
        (["2024-04-02", "2024-04-15", "2024-04-22", "2024-05-02"], ["2024-04", "2024-05"]),
    ],
)
def test_the_third_other_absence_within_thirty_days_is_told_of_in_the_report_of_its_month(
    dagar: list[str], manader: list[str]
) -> None:
    i = med_franvaro(*(f"annan {dag}/{dag}" for dag in dagar), "sjuk 2024-04-18/2024-04-18")
    assert [m for m in i.insatsmanader if ska_berattas(i, m)] == manader
