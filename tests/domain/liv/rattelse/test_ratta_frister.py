"""K0.7: fristerna follow what has been corrected or struck."""

import pytest

from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.domain.liv.rattelse.grund import pagaende, ratta
from tests.verktyg.spel import Spel


@pytest.mark.krav("K0.7", "K7.3")
def test_the_plans_frist_follows_a_corrected_startdatum() -> None:
    fall = ratta(pagaende(), "2024-03-12", "lagg_in_uppdrag", {"startdatum": "2024-03-18"})
    assert fall.bevakning("genomforandeplan").frist == "2024-04-02"  # 1 April is annandag påsk
    assert [(str(h.fran), str(h.till)) for h in fall.handelser("frist_andrad")] == [("2024-03-25", "2024-04-02")]  # type: ignore[attr-defined]


@pytest.mark.krav("K0.6", "K0.7", "K7.3", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "till", "frist"),
    [
        ("2024-03-27", "2024-03-04", "2024-04-03"),  # a week from the correction
        ("2024-04-03", "2024-03-04", "2024-04-08"),  # or what was left: the frist that stood
        ("2024-04-08T23:00", "2024-03-04", "2024-04-08"),
        ("2024-03-27", "2024-03-21", "2024-04-04"),  # the days from the start are more than that
        ("2024-03-27", "2024-03-19", "2024-04-03"),  # 2 April is 14 days from it
        ("2024-03-27", "2024-03-20", "2024-04-03"),  # just as many
    ],
)
def test_a_start_that_the_kv_corrects_to_an_earlier_one_never_makes_the_plan_late(
    nar: str, till: str, frist: str
) -> None:
    fall = Spel.pagaende(start="2024-03-25")
    assert fall.bevakning("genomforandeplan").frist == "2024-04-08"
    ratta(fall, nar, "lagg_in_uppdrag", {"startdatum": till})
    assert (fall.bevakning("genomforandeplan").frist, fall.bevakning("genomforandeplan").utfall) == (frist, "oppen")
    ratta(fall, f"{nar[:10]}T23:30", "lagg_in_uppdrag", {"langd_manader": 6})  # another correction moves nothing
    assert fall.bevakning("genomforandeplan").frist == frist
    assert insats_fran_json(insats_till_json(fall.insats)) == fall.insats
    assert fall.brev("anordnare", "Försenat: genomförandeplan") == []
    fall.till(f"{frist}T23:59").lamna_plan(f"{frist}T23:59")
    assert fall.bevakning("genomforandeplan").utfall == "uppfylld"


@pytest.mark.krav("K0.6", "K0.7", "K7.3")
def test_a_plan_that_came_in_time_or_late_stays_so_when_the_start_is_corrected_to_an_earlier_one() -> None:
    i_tid = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-25")
    ratta(i_tid, "2024-04-10", "lagg_in_uppdrag", {"startdatum": "2024-03-04"})
    assert i_tid.bevakning("genomforandeplan").utfall == "uppfylld"
    sen = Spel.pagaende(start="2024-03-11").till("2024-03-26")
    ratta(sen, "2024-04-10", "lagg_in_uppdrag", {"startdatum": "2024-03-04"})
    b = sen.till("2024-04-11").bevakning("genomforandeplan")
    assert (b.frist, b.utfall) == ("2024-03-25", "forsenad")
    assert len(sen.brev("anordnare", "Försenat: genomförandeplan")) == 1


@pytest.mark.krav("K0.7", "K10.1")
def test_sickness_that_is_struck_withdraws_the_certificate_it_asked_for() -> None:
    fall = pagaende().anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    assert fall.till("2024-04-24").bevakning("lakarintyg").utfall == "forsenad"
    ratta(fall, "2024-04-24", "anmal_franvaro")
    assert (fall.bevakning("lakarintyg").utfall, fall.insats.franvaro) == ("upphord", ())
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "upphord"


@pytest.mark.krav("K0.7", "K10.1", "K0.6")
def test_sickness_that_is_corrected_to_begin_earlier_asks_for_its_certificate_from_there() -> None:
    fall = pagaende().anordnare("2024-04-15", "anmal_franvaro", slag="sjuk", fran="2024-04-15", orsak="x")
    ratta(fall, "2024-04-16", "anmal_franvaro", {"fran": "2024-04-08"})
    assert (fall.bevakning("lakarintyg").avser, fall.bevakning("lakarintyg").frist) == ("2024-04-08", "2024-04-22")


@pytest.mark.krav("K0.7", "K8.1", sort="gräns")
def test_a_report_for_the_wrong_month_is_put_right_and_both_months_follow() -> None:
    fall = pagaende().rapportera("2024-03").godkann("2024-03").rapportera("2024-04", "2024-05-03")
    fall.avvisas("K8.3", ratta, fall, "2024-05-04", "klarmarkera_manadsrapport", {"manad": "2024-03"}, falt="manad")
    fall.avvisas("K8.1", ratta, fall, "2024-05-04", "klarmarkera_manadsrapport", {"manad": "2024-05"}, falt="manad")
    fall = pagaende().rapportera("2024-03", "2024-05-03").till("2024-05-06")
    ratta(fall, "2024-05-06", "klarmarkera_manadsrapport", {"manad": "2024-04", "uppfoljning_datum": "2024-04-30"})
    assert {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "manadsrapport"} == {
        "2024-03": "forsenad", "2024-04": "uppfylld"
    }  # fmt: skip
    assert fall.bevakning("rapportgranskning", "2024-03").utfall == "upphord"
    assert fall.bevakning("rapportgranskning", "2024-04").utfall == "oppen"


@pytest.mark.krav("K0.7", "K8.7")
def test_a_struck_review_puts_the_report_before_the_kv_again() -> None:
    fall = pagaende().rapportera("2024-03").godkann("2024-03", "2024-04-09", "avsluta")
    ratta(fall, "2024-04-10", "granska_manadsrapport")
    assert fall.bevakning("rapportgodkannande").utfall == "oppen"
    assert fall.bevakning("beslut_om_avslut").utfall == "upphord"


@pytest.mark.krav("K0.7", "K10.7")
def test_an_answer_stands_when_the_question_it_answered_is_corrected_away_and_back() -> None:
    fall = pagaende().anordnare("2024-04-15", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    fall.kv("2024-04-23", "besluta_fortsattning", motivering="x")
    ratta(fall, "2024-04-24", "anmal_franvaro", {"fran": "2024-04-12"})
    assert fall.bevakning("sjukskrivning_avbrott", "2024-04-08").utfall == "upphord"
    ratta(fall, "2024-04-25", "anmal_franvaro", {"fran": "2024-04-08"})
    assert fall.bevakning("sjukskrivning_avbrott", "2024-04-08").utfall == "uppfylld"


@pytest.mark.krav("K0.7", "K9.4")
def test_what_was_accepted_stands_when_the_kunds_circumstances_have_changed_since() -> None:
    fall = Spel.pagaende("ISA2", start="2024-03-11")
    fall.anordnare("2024-04-02", "anmal_franvaro", slag="ledighet", fran="2024-07-08", till="2024-07-12", orsak="x")
    fall.kv("2024-04-22", "andra_kundlage", fran="2024-04-01", ekonomiskt_bistand=True)
    ratta(fall, "2024-04-23", "bemanna", {"handlaggare": "H2"})
    assert len(fall.insats.franvaro) == 1
