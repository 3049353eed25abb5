"""§10.1, §13.4: certificates from the first day, repeated sickness, and sickness of more than two weeks."""

from datetime import timedelta

import pytest

from tests.domain.kapitel.franvaro.sjukdom import krav, pagaende, sjuk
from tests.verktyg.spel import d, tid

# From the first day (K10.2)


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "regel", "frist"),
    [
        ("2024-04-08", "K10.1", "2024-04-22"),  # the day before the demand: day 8 and a week
        ("2024-04-09", "K10.1", "2024-04-23"),  # the day of the demand
        ("2024-04-10", "K10.2", "2024-04-17"),  # the day after: a week from the first day
    ],
)
def test_a_demand_holds_for_periods_that_begin_after_it(fran: str, regel: str, frist: str) -> None:
    fall = krav(pagaende(), "2024-04-09T08:00")
    sjuk(fall, fran, nar=max(fran, "2024-04-09T09:00")).till("2024-04-18")
    b = fall.bevakning("lakarintyg")
    assert (b.avser, b.regel, b.frist) == (fran, regel, frist)


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(("fran", "kravs"), [("2024-04-22", True), ("2024-04-23", True), ("2024-04-24", False)])
def test_a_demand_holds_until_the_day_it_is_withdrawn(fran: str, kravs: bool) -> None:
    fall = krav(krav(pagaende(), "2024-04-02"), "2024-04-23T08:00", galler=False)
    sjuk(fall, fran, fran, nar=max(fran, "2024-04-23T09:00")).till("2024-06-01")
    assert bool(fall.oppnade("lakarintyg")) is kravs


@pytest.mark.krav("K10.2")
def test_a_certificate_from_the_first_day_is_asked_for_even_for_one_day_and_never_twice() -> None:
    fall = sjuk(krav(pagaende(), "2024-04-02"), "2024-04-08")
    assert fall.bevakning("lakarintyg").oppnad == tid("2024-04-08")
    fall.till("2024-04-16")
    assert (fall.bevakning("lakarintyg").frist, fall.bevakning("lakarintyg").utfall) == ("2024-04-15", "forsenad")
    assert len(fall.oppnade("lakarintyg")) == 1


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-15T23:59", "uppfylld"), ("2024-04-16T00:00", "sen")])
def test_a_first_day_certificate_reaches_the_kv_within_a_week_of_the_first_day(nar: str, utfall: str) -> None:
    fall = sjuk(krav(pagaende(), "2024-04-02"), "2024-04-08").kv(nar, "ta_emot_intyg")
    assert fall.bevakning("lakarintyg").utfall == utfall


@pytest.mark.krav("K10.2", sort="avslag")
def test_a_demand_is_made_once_withdrawn_once_and_is_the_kvs() -> None:
    fall = pagaende()
    fall.avvisas("K10.2", krav, fall, "2024-04-02", galler=False, falt="galler")
    krav(fall, "2024-04-02")
    fall.avvisas("K10.2", krav, fall, "2024-04-03", falt="galler")
    fall.avvisas("K10.2", fall.anordnare, "2024-04-03", "krav_forstadagsintyg", motivering="x", falt="av")
    krav(krav(fall, "2024-04-04", galler=False), "2024-04-05")
    assert len(fall.brev("anordnare", "Läkarintyg krävs från första sjukdagen")) == 2
    assert len(fall.brev("anordnare", "Läkarintyg krävs inte längre")) == 1


@pytest.mark.krav("K10.2", "K10.4")
def test_a_demand_concerns_sickness_and_not_care_of_a_child() -> None:
    fall = krav(pagaende(), "2024-04-02")
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="vab", fran="2024-04-08", orsak="x").till("2024-04-14")
    assert fall.oppnade("vabintyg") == []


# Repeated sickness (K10.3)


@pytest.mark.krav("K10.3", sort="gräns")
@pytest.mark.parametrize(("dag", "kravs"), [(89, True), (90, True), (91, False)])
def test_the_third_period_that_begins_within_90_days_asks_for_a_trepartsmote(dag: int, kravs: bool) -> None:
    fall = pagaende()
    tredje = str(d("2024-03-18") + timedelta(days=dag - 1))  # the first period's first day is day 1
    for fran in ("2024-03-18", "2024-04-22", tredje):
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == ([tredje] if kravs else [])


@pytest.mark.krav("K10.3", "K0.4")
def test_the_meeting_is_booked_within_a_week_of_the_third_period() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-04-08", "2024-04-24"):
        sjuk(fall, fran, fran)
    b = fall.bevakning("trepartsmote")
    assert (b.frist, b.ansvarig) == ("2024-05-02", "anordnare")  # 1 May is a holiday
    fall.avvisas("K10.3", fall.anordnare, "2024-04-25", "boka_trepartsmote", datum="2024-02-29", falt="datum")
    fall.anordnare("2024-05-02T23:59", "boka_trepartsmote", datum="2024-05-20")
    assert fall.bevakning("trepartsmote").utfall == "uppfylld"
    fall.avvisas("K10.3", fall.anordnare, "2024-05-03", "boka_trepartsmote", datum="2024-05-20", falt="datum")


@pytest.mark.krav("K10.3", "K7.6")
def test_a_meeting_that_has_been_held_was_arranged() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-04-08", "2024-04-24"):
        sjuk(fall, fran, fran)
    fall.kv("2024-04-26", "registrera_trepartsmote", datum="2024-04-26", kallat_av="anordnare", utfall="x")
    assert fall.bevakning("trepartsmote").utfall == "uppfylld"


@pytest.mark.krav("K10.3")
def test_a_fourth_and_a_fifth_period_ask_for_nothing_and_the_sixth_does() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-03-21", "2024-03-26", "2024-04-03", "2024-04-08", "2024-04-11"):
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == ["2024-03-26", "2024-04-11"]


@pytest.mark.krav("K10.3", "K10.0")
def test_periods_joined_over_a_weekend_are_one_of_the_three() -> None:
    fall = pagaende()
    for fran in ("2024-03-22", "2024-03-25", "2024-04-08"):  # Friday and the Monday after
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == []


@pytest.mark.krav("K10.3", "K0.6")
def test_a_middle_period_registered_last_makes_it_the_third_from_then() -> None:
    fall = pagaende()
    sjuk(sjuk(fall, "2024-03-18", "2024-03-18"), "2024-04-24", "2024-04-24")
    sjuk(fall, "2024-04-08", "2024-04-08", nar="2024-05-13")
    b = fall.bevakning("trepartsmote")
    assert (b.avser, b.oppnad, b.utfall) == ("2024-04-24", tid("2024-05-13"), "forsenad")
    assert not fall.brev("anordnare", "Påminnelse: bokning av trepartsmöte")
