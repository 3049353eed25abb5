"""§10: what absence asks for – certificates, a meeting, the question of an end – from which day and until which."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Forstadagskrav
from domain.kapitel.franvaro import ledighet
from domain.kapitel.franvaro.sjukdom import bevakningar, klockslag
from tests.domain.kapitel.raknat.borta import insatsen, intyg, med_franvaro, rader
from tests.verktyg.spel import Spel, d, tid


def fragor(i: Insats, slag: str) -> list[Any]:
    return rader(bevakningar(i), slag)


@pytest.mark.krav("K10.1", "K10.4", sort="gräns")
@pytest.mark.parametrize(("slag", "typ", "regel"), [("sjuk", "lakarintyg", "K10.1"), ("vab", "vabintyg", "K10.4")])
@pytest.mark.parametrize(
    ("dagar", "kravs"),
    [
        ("2024-04-08/2024-04-14", False),
        ("2024-04-08/2024-04-15", True),
        ("2024-04-08", True),
        ("2024-09-03", True),  # its eighth day is the insats's last
        ("2024-09-04", False),
        ("2024-03-01/2024-03-18", True),  # the eighth of the insats's own days
        ("2024-03-01/2024-03-17", False),
    ],
)
def test_a_certificate_is_asked_for_on_the_eighth_day_that_lies_in_the_insats(
    slag: str, typ: str, regel: str, dagar: str, kravs: bool
) -> None:
    fran = max(d(dagar[:10]), d("2024-03-11"))
    oppnas = tid(f"{fran + timedelta(days=7)}T00:00")
    frist = fran + timedelta(days=14)
    assert fragor(med_franvaro(f"{slag} {dagar}"), typ) == ([(str(fran), regel, oppnas, frist, False)] if kravs else [])


@pytest.mark.krav("K10.1", "K10.2")
def test_a_certificate_demanded_from_the_first_day_is_asked_for_then_once_and_never_for_care_of_a_child() -> None:
    krav = {"forstadagskrav": (Forstadagskrav(tid("2024-04-01")),)}
    i = med_franvaro("sjuk 2024-04-08/2024-04-22", "vab 2024-05-06/2024-05-13", **krav)
    assert fragor(i, "lakarintyg") == [("2024-04-08", "K10.2", tid("2024-04-08"), d("2024-04-15"), False)]
    assert fragor(i, "vabintyg") == [("2024-05-06", "K10.4", tid("2024-05-13T00:00"), d("2024-05-20"), False)]


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(
    ("kom", "oppnas", "klar"),
    [
        ("sjuk 2024-04-08@2024-04-10", "2024-04-10T12:00", True),  # before it was asked for
        ("sjuk 2024-04-12@2024-04-17", "2024-04-15T00:00", True),  # any day of the period names it
        ("sjuk 2024-04-17@2024-04-17", "2024-04-15T00:00", False),  # of another period
        ("vab 2024-04-08@2024-04-10", "2024-04-15T00:00", False),
        ("sjuk 2024-04-08@2024-04-10,2024-04-15/", "2024-04-10T12:00", True),  # it covers the day that asks
        ("sjuk 2024-04-08@2024-04-10,2024-04-16/", "2024-04-15T00:00", False),
    ],
)
def test_a_certificate_of_the_period_that_covers_the_day_that_asks_is_what_is_asked_for(
    kom: str, oppnas: str, klar: bool
) -> None:
    i = med_franvaro("sjuk 2024-04-08/2024-04-16", intyg=(intyg(kom),))
    assert fragor(i, "lakarintyg")[0] == ("2024-04-08", "K10.1", tid(oppnas), d("2024-04-22"), klar)


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(
    ("till", "intygen", "nya"),
    [
        # it covers the whole of it, or to its last day
        ("2024-05-31", ["@2024-04-10"], []),
        ("2024-05-31", ["@2024-04-10,/2024-05-31"], []),
        # the day after the last day covered, a week
        ("2024-05-31", ["@2024-04-10,/2024-05-30"], [("2024-05-31", "2024-05-31T00:00", "2024-06-07", False)]),
        # from when it came, where that is later
        ("2024-05-31", ["@2024-05-13,/2024-05-05"], [("2024-05-06", "2024-05-13T12:00", "2024-05-20", False)]),
        # one that covers that day is what is asked for; one that leaves a gap is not
        (
            "2024-05-31", ["@2024-04-10,/2024-05-05", "@2024-05-08"],
            [("2024-05-06", "2024-05-06T00:00", "2024-05-13", True)],
        ),
        (
            "2024-05-31", ["@2024-04-10,/2024-05-05", "@2024-05-08,2024-05-06/"],
            [("2024-05-06", "2024-05-06T00:00", "2024-05-13", True)],
        ),
        (
            "2024-05-31", ["@2024-04-10,/2024-05-05", "@2024-05-08,2024-05-07/"],
            [("2024-05-06", "2024-05-06T00:00", "2024-05-13", False)],
        ),
        # it came before it was asked for
        (
            "2024-05-31", ["@2024-04-10,/2024-05-05", "@2024-05-02"],
            [("2024-05-06", "2024-05-02T12:00", "2024-05-13", True)],
        ),
        # what an earlier one covers asks for nothing; the same day is asked for once
        ("2024-05-31", ["@2024-04-10", "@2024-04-11,/2024-05-05"], []),
        (
            "2024-05-31", ["@2024-04-10,/2024-05-05", "@2024-04-11,/2024-05-05"],
            [("2024-05-06", "2024-05-06T00:00", "2024-05-13", False)],
        ),
        # in the order that they came, whatever the order they stand in
        (
            "2024-05-31", ["@2024-05-08,/2024-05-20", "@2024-04-10,/2024-05-05"],
            [("2024-05-06", "2024-05-06T00:00", "2024-05-13", True),
             ("2024-05-21", "2024-05-21T00:00", "2024-05-28", False)],
        ),
    ],
)  # fmt: skip
def test_absence_that_goes_on_past_what_is_certified_asks_for_a_new_certificate(
    till: str, intygen: list[str], nya: list[tuple[str, str, str, bool]]
) -> None:
    i = med_franvaro(f"sjuk 2024-04-08/{till}", intyg=tuple(intyg(f"sjuk 2024-04-08{rad}") for rad in intygen))
    fragade = [rad for rad in fragor(i, "lakarintyg") if rad[0] != "2024-04-08"]
    assert fragade == [(dag, "K10.1", tid(nar), d(frist), klar) for dag, nar, frist, klar in nya]


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(("sista", "fragas"), [("2024-09-09", True), ("2024-09-10", False)])
def test_no_new_certificate_is_asked_for_after_the_end(sista: str, fragas: bool) -> None:
    i = med_franvaro("sjuk 2024-08-05", intyg=(intyg(f"sjuk 2024-08-05@2024-08-06,/{sista}"),))
    assert ["2024-09-10"] * fragas == [rad[0] for rad in fragor(i, "lakarintyg") if rad[0] != "2024-08-05"]


# Repeated sickness


@pytest.mark.krav("K10.3", sort="gräns")
@pytest.mark.parametrize(
    ("dagar", "fragas"),
    [
        (["2024-03-18", "2024-04-22", "2024-06-14"], ["2024-06-14"]),  # day 89
        (["2024-03-18", "2024-04-22", "2024-06-15"], ["2024-06-15"]),
        (["2024-03-18", "2024-04-22", "2024-06-16"], []),
        (["2024-03-18", "2024-04-22", "2024-06-16", "2024-06-24"], ["2024-06-24"]),
        (["2024-03-18", "2024-04-22"], []),
        (["2024-03-18", "2024-03-25", "2024-04-08", "2024-04-15", "2024-04-22"], ["2024-04-08"]),
        (["2024-03-18", "2024-03-25", "2024-04-08", "2024-04-15", "2024-04-22", "2024-05-02"],
         ["2024-04-08", "2024-05-02"]),
    ],
)  # fmt: skip
def test_every_third_period_within_ninety_days_asks_for_a_meeting(dagar: list[str], fragas: list[str]) -> None:
    i = med_franvaro(*(f"sjuk {dag}/{dag}" for dag in dagar))
    assert [rad[:3] for rad in fragor(i, "trepartsmote")] == [(dag, "K10.3", tid(dag)) for dag in fragas]


@pytest.mark.krav("K10.3", sort="gräns")
@pytest.mark.parametrize(
    ("bokat", "klar"), [("2024-05-06T11:59", False), ("2024-05-06T12:00", True), ("2024-05-20", True)]
)
def test_the_meeting_is_one_booked_since_the_last_of_the_three_was_told_of(bokat: str, klar: bool) -> None:
    i = med_franvaro(
        "sjuk 2024-03-18/2024-03-18", "sjuk 2024-04-08/2024-04-08@2024-05-06", "sjuk 2024-04-22/2024-04-22",
        trepartsmoten=((tid(bokat), d("2024-05-27")), (tid("2024-03-19"), d("2024-03-20"))),
    )  # fmt: skip
    assert fragor(i, "trepartsmote") == [("2024-04-22", "K10.3", tid("2024-05-06"), d("2024-04-29"), klar)]


# Sickness of more than two weeks


@pytest.mark.krav("K10.7", sort="gräns")
@pytest.mark.parametrize(
    ("dagar", "fragas"),
    [
        ("2024-04-08/2024-04-21", False),
        ("2024-04-08/2024-04-22", True),
        ("2024-08-27", True),  # its fifteenth day is the last
        ("2024-08-28", False),
    ],
)
def test_the_fifteenth_day_asks_whether_to_end(dagar: str, fragas: bool) -> None:
    i = med(med_franvaro(f"sjuk {dagar}"), senast=tid("2024-04-22T00:00"))
    fran = d(dagar[:10])
    oppnas = tid(f"{fran + timedelta(days=14)}T00:00")
    frist = d("2024-04-29") if fran < d("2024-05-01") else d("2024-09-17")
    assert fragor(i, "sjukskrivning_avbrott") == ([(str(fran), "K10.7", oppnas, frist, False)] if fragas else [])


@pytest.mark.krav("K10.7", sort="gräns")
@pytest.mark.parametrize(
    ("idag", "svar", "utfall"),
    [
        ("2024-04-30", None, [False]),
        ("2024-05-01", None, []),  # the day after its last
        ("2024-05-01", "2024-04-24", [True]),
    ],
)
def test_the_question_goes_with_the_sickness_unless_it_was_answered(
    idag: str, svar: str | None, utfall: list[bool]
) -> None:
    besvarat = {"sjukskrivning_avbrott:2024-04-08": tid(svar)} if svar else {}
    i = med(med_franvaro("sjuk 2024-04-08/2024-04-30", avslut_besvarat=besvarat), senast=tid(idag))
    assert [rad[-1] for rad in fragor(i, "sjukskrivning_avbrott")] == utfall


@pytest.mark.krav("K10.1", "K10.7", sort="gräns")
@pytest.mark.parametrize(
    ("intygen", "igen"),
    [
        (["@2024-04-10,/2024-04-30"], []),
        (["@2024-04-10,/2024-04-30", "@2024-04-29,/2024-05-14"], []),  # fourteen days on
        (["@2024-04-10,/2024-04-30", "@2024-04-29,/2024-05-15"], [("2024-05-01", "2024-04-29")]),
        # what was certified when it was asked is where it moves from
        (["@2024-04-10,/2024-04-30", "@2024-04-21,/2024-05-15"], []),
        (["@2024-04-10,/2024-04-30", "@2024-04-21,/2024-04-24", "@2024-04-29,/2024-05-14"], []),
        # and again from where it then ended
        (
            ["@2024-04-10,/2024-04-30", "@2024-04-29,/2024-05-15", "@2024-05-14,/2024-05-29"],
            [("2024-05-01", "2024-04-29")],
        ),
        (
            ["@2024-04-10,/2024-04-30", "@2024-04-29,/2024-05-15", "@2024-05-14,/2024-05-30"],
            [("2024-05-01", "2024-04-29"), ("2024-05-16", "2024-05-14")],
        ),
        # the first certificate that says an end, however late, is where it begins
        (["@2024-04-10", "@2024-05-06,/2024-06-30"], []),
    ],
)  # fmt: skip
def test_it_is_asked_again_when_the_certified_end_has_moved_more_than_fourteen_days(
    intygen: list[str], igen: list[tuple[str, str]]
) -> None:
    i = med_franvaro("sjuk 2024-04-08", intyg=tuple(intyg(f"sjuk 2024-04-08{rad}") for rad in intygen))
    fragade = [(avser, oppnas) for avser, _, oppnas, _, _ in fragor(i, "sjukskrivning_avbrott")]
    assert fragade == [("2024-04-08", tid("2024-04-22T00:00")), *((dag, tid(nar)) for dag, nar in igen)]


@pytest.mark.krav("K10.7")
def test_nothing_is_asked_before_there_is_an_end_nor_where_nobody_is_away() -> None:
    assert list(bevakningar(insatsen())) == list(klockslag(insatsen())) == []
    utan = med(Spel.aktualiserat().insats, franvaro=med_franvaro("sjuk 2024-04-08").franvaro)
    assert list(bevakningar(utan)) == list(klockslag(utan)) == list(ledighet.bevakningar(utan)) == []
