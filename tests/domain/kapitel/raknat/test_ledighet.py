"""K9.3, K10.7: leave that is too long asks whether to end, and the question of sickness lapses with the sickness."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.anteckningar import Oppnad
from domain.insats.bevakningsklocka import BevakningUpphord
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.franvaro.ledighet import bevakningar
from domain.kapitel.franvaro.sjukdom import klockslag
from domain.skeende.klockslag import VIKT_UPPHOR, Klockslag
from tests.domain.kapitel.raknat.borta import med_franvaro, rader
from tests.verktyg.spel import d, tid

NYCKEL = "sjukskrivning_avbrott:2024-04-08"


def fragor(i: Insats) -> list[Any]:
    return rader(bevakningar(i), "beslut_om_avslut")


@pytest.mark.krav("K9.3", sort="gräns")
@pytest.mark.parametrize(
    ("rad", "avser", "nar", "frist"),
    [
        # fourteen days may be taken; the fifteenth asks when it was told of
        ("ledighet 2024-07-01/2024-07-14@2024-06-03", None, "", ""),
        ("ledighet 2024-07-01/2024-07-15@2024-06-03", "ledighet 2024-07-01", "2024-06-03", "2024-06-11"),
        # one without a last day when it has become too long, or was told of after that
        ("ledighet 2024-07-01@2024-06-03", "ledighet 2024-07-01", "2024-07-15T00:00", "2024-07-22"),
        ("ledighet 2024-07-01@2024-07-16", "ledighet 2024-07-01", "2024-07-16", "2024-07-23"),
        # no day of it outside the insats
        ("ledighet 2024-08-27@2024-08-01", "ledighet 2024-08-27", "2024-09-10T00:00", "2024-09-17"),
        ("ledighet 2024-08-28@2024-08-01", None, "", ""),
        ("ledighet 2024-08-28/2024-10-01@2024-08-01", None, "", ""),
        # other absence is planned when it was told of before its first day
        ("annan 2024-07-01/2024-07-15@2024-06-30", "annan 2024-07-01", "2024-06-30", "2024-07-05"),
        ("annan 2024-07-01/2024-07-15@2024-07-01", None, "", ""),
        ("sjuk 2024-07-01/2024-07-31@2024-06-03", None, "", ""),
    ],
)
def test_planned_absence_of_more_than_fourteen_days_asks_whether_to_end(
    rad: str, avser: str | None, nar: str, frist: str
) -> None:
    assert fragor(med_franvaro(rad)) == ([(avser, "K9.3", tid(nar), d(frist), False)] if avser else [])


@pytest.mark.krav("K9.3")
def test_a_question_of_leave_that_was_answered_stays_and_one_that_was_not_goes_with_a_decided_end() -> None:
    slut = Avslutsbeslut(tid("2024-06-04"), d("2024-07-05"), "langre_planerad_franvaro", "avbruten")
    i = med_franvaro("ledighet 2024-07-01/2024-07-15@2024-06-03", avslutsbeslut=slut)
    assert fragor(i) == []
    svar = {"beslut_om_avslut:ledighet 2024-07-01": tid("2024-06-04")}
    assert [rad[-1] for rad in fragor(med(i, avslut_besvarat=svar))] == [True]
    assert [rad[0] for rad in fragor(med_franvaro(
        "ledighet 2024-06-03/2024-06-10", "ledighet 2024-07-01/2024-07-15@2024-06-03",
    ))] == ["ledighet 2024-07-01"]  # fmt: skip


# The question of sickness


def fragad(till: str | None = "2024-04-26", idag: str = "2024-04-27", **fakta: Any) -> Insats:
    oppnad = {NYCKEL: Oppnad(tid("2024-04-22T00:00"), "sjukskrivning_avbrott", "2024-04-08", "K10.7",
                             Roll.KARRIARVAGLEDARE, d("2024-04-29"))}  # fmt: skip
    rad = f"sjuk 2024-04-08/{till}" if till else "sjuk 2024-04-08"
    return med(med_franvaro(rad, oppnade=fakta.pop("oppnade", oppnad), **fakta), senast=tid(idag))


@pytest.mark.krav("K10.7")
def test_it_lapses_at_midnight_after_the_last_day_of_the_sickness() -> None:
    (k,) = klockslag(fragad(idag="2024-04-22"))
    assert k == Klockslag(tid("2024-04-27T00:00"), VIKT_UPPHOR, NYCKEL, k.handelse)
    assert k.handelse == BevakningUpphord(
        NYCKEL, "sjukskrivning_avbrott", "2024-04-08", "K10.7", "sjukfrånvaron har upphört"
    )
    assert k.sammanfattning == "sjukfrånvaron slutar 2024-04-26 · K10.7"


@pytest.mark.krav("K10.7", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "lapsar"),
    [
        ({"idag": "2024-04-26"}, True),
        ({"idag": "2024-04-27"}, False),  # it is past, and raised already
        ({"idag": "2024-04-22", "till": None}, False),
        ({"idag": "2024-04-22", "avslutad": tid("2024-04-21")}, False),
        ({"idag": "2024-04-22", "upphorda": {NYCKEL: None}}, False),
        ({"idag": "2024-04-22", "avslut_besvarat": {NYCKEL: tid("2024-04-22")}}, False),
        ({"idag": "2024-04-22", "avskrivna": {NYCKEL: tid("2024-04-22")}}, False),
        ({"idag": "2024-04-22", "oppnade": {}}, False),
    ],
)
def test_one_that_is_answered_gone_or_of_sickness_without_a_last_day_does_not(
    fakta: dict[str, Any], lapsar: bool
) -> None:
    assert bool(list(klockslag(fragad(**fakta)))) is lapsar


@pytest.mark.krav("K10.7", sort="gräns")
@pytest.mark.parametrize(
    ("slag", "avser", "lapsar"),
    [
        ("sjukskrivning_avbrott", "2024-04-26", True),
        ("sjukskrivning_avbrott", "2024-04-27", False),  # of another period
        ("lakarintyg", "2024-04-08", False),
    ],
)
def test_only_what_the_period_asked_lapses_with_it(slag: str, avser: str, lapsar: bool) -> None:
    o = Oppnad(tid("2024-04-22T00:00"), slag, avser, "K10.7", Roll.KARRIARVAGLEDARE, d("2024-04-29"))
    annat = Oppnad(tid("2024-04-01"), "manadsrapport", "2024-03", "K8.1", Roll.ANORDNARE, d("2024-04-08"))
    i = fragad(idag="2024-04-22", oppnade={"manadsrapport:2024-03": annat, f"{slag}:{avser}": o})
    assert [k.nyckel for k in klockslag(i)] == [f"{slag}:{avser}"] * lapsar
