"""§9.2: what a leave rests on day by day, and which breaks are left of an insats (K9.3)."""

from __future__ import annotations

import pytest

from domain.forklaring.ledighet import UTANFOR, Ledighetsdagar, forklara_ledighet, kommande_lov, ledighetens_grund
from domain.grund.avvisning import Avvisning
from tests.verktyg.spel import Spel, d

pytestmark = pytest.mark.krav("K9.3")
SOMMAREN = ("2024-06-01", "2024-08-31", "sommaren 2024")
HOSTLOV = ("2024-10-28", "2024-11-01", "höstlov 2024")
JULLOV = ("2024-12-21", "2025-01-07", "jullov 2024")
PASKLOV = ("2024-04-02", "2024-04-05", "påsklov 2024")


def medgiven() -> Spel:
    """To 10 March the year after, with consent to 2–3 September and to the 9th."""
    fall = Spel.pagaende("ISA2", start="2024-03-11")
    for fran, till in (("2024-09-02", "2024-09-03"), ("2024-09-09", "2024-09-09")):
        fall.kv("2024-05-20", "medge_ledighet", fran=fran, till=till, motivering="x")
    return fall


def spannen(dagar: tuple[Ledighetsdagar, ...] | list[Ledighetsdagar]) -> list[tuple[str, str, str]]:
    return [(str(g.fran), str(g.till), g.varfor) for g in dagar]


@pytest.mark.parametrize(
    ("idag", "lov"),
    [
        ("2024-03-01", [PASKLOV, SOMMAREN, HOSTLOV, JULLOV]),  # the sportlov ends that day, before the insats begins
        ("2024-04-05", [PASKLOV, SOMMAREN, HOSTLOV, JULLOV]),
        ("2024-04-06", [SOMMAREN, HOSTLOV, JULLOV]),
        ("2025-01-07", [JULLOV]),
        ("2025-01-08", []),
        ("2025-03-11", []),
    ],
)
def test_the_breaks_that_are_left_touch_what_is_left_of_the_insats(idag: str, lov: list[tuple[str, str, str]]) -> None:
    assert spannen(kommande_lov(Spel.pagaende("ISA2", start="2024-03-11").insats, d(idag))) == lov


@pytest.mark.krav("K9.3", sort="gräns")
def test_a_break_is_left_on_the_last_day_of_the_insats_and_none_before_there_is_an_uppdrag() -> None:
    fall = Spel.pagaende("ISA2", start="2024-03-01", langd_manader=6)  # to 31 August, the last day of the summer
    assert spannen(kommande_lov(fall.insats, d("2024-08-31"))) == [SOMMAREN]
    assert kommande_lov(fall.insats, d("2024-09-01")) == []
    assert kommande_lov(Spel.aktualiserat("ISA2").insats, d("2024-03-01")) == []


def test_days_that_follow_each_other_on_one_ground_are_one_span_and_only_arbetsdagar_count() -> None:
    fall = medgiven()
    grund = [
        ("2024-08-29", "2024-08-30", "sommaren 2024"),
        ("2024-09-02", "2024-09-03", "medgiven av karriärvägledaren"),
        ("2024-09-04", "2024-09-04", UTANFOR),
    ]
    assert spannen(ledighetens_grund(fall.insats, d("2024-08-29"), d("2024-09-04"))) == grund
    f = forklara_ledighet(fall.insats, fall.poster, d("2024-08-29"), d("2024-09-04"))
    assert (spannen(f.dagar), f.hinder) == (grund, "det krävs karriärvägledarens medgivande, med början 2024-09-04")


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "antal"),
    [
        ("2024-08-30", "2024-09-02", 1),
        ("2024-09-03", "2024-09-06", 1),
        ("2024-09-03", "2024-09-09", 2),
        ("2024-09-04", "2024-09-06", 0),
        ("2024-09-09", None, 1),
        ("2024-09-10", None, 0),
    ],
)
def test_it_rests_on_the_consents_that_touch_it_and_without_a_last_day_is_of_one_day(
    fran: str, till: str | None, antal: int
) -> None:
    fall = medgiven()
    f = forklara_ledighet(fall.insats, fall.poster, d(fran), d(till) if till else None)
    assert [p.handelse.slag for p in f.rader] == ["ledighet_medgiven"] * antal
    assert till is not None or [(g.fran, g.till) for g in f.dagar] == [(d(fran), d(fran))]


@pytest.mark.krav("K9.3", sort="avslag")
@pytest.mark.parametrize(
    ("fran", "till", "sagt"),
    [
        ("2024-07-06", "2024-07-07", "fran: ingen av dagarna är en arbetsdag i insatsen (K9.3, §9.2)"),
        ("2024-07-05", "2024-07-04", "till: sista dagen ligger före den första (K9.3, §9.2)"),
        ("2025-03-11", "2025-03-12", "fran: ingen av dagarna är en arbetsdag i insatsen (K9.3, §9.2)"),
    ],
)
def test_days_that_are_none_of_the_insats_are_refused_by_what_is_wrong(fran: str, till: str, sagt: str) -> None:
    fall = medgiven()
    with pytest.raises(Avvisning) as nej:
        forklara_ledighet(fall.insats, fall.poster, d(fran), d(till))
    assert str(nej.value) == sagt
