"""§10.1, §13.4: what a certificate covers, sickness that goes on past it, and the question of avbrott put again."""

import pytest

from tests.verktyg.spel import Spel, tid


def sjuk(fran: str = "2024-04-08", till: str | None = None) -> Spel:
    fall = Spel.pagaende(start="2024-03-11")
    return fall.anordnare(fran, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


def intyg(fall: Spel, nar: str, till: str | None, **fakta: object) -> Spel:
    return fall.kv(nar, "ta_emot_intyg", till=till, **fakta)


@pytest.mark.krav("K10.1", sort="gräns")
def test_sickness_past_the_last_day_covered_asks_for_a_new_certificate_within_a_week() -> None:
    fall = intyg(sjuk(), "2024-04-16", "2024-04-26", grad=50)
    assert fall.till("2024-04-26T23:59").oppnade("lakarintyg") == ["2024-04-08"]
    b = fall.till("2024-04-27").bevakning("lakarintyg", "2024-04-27")
    assert (b.oppnad, b.frist, b.ansvarig) == (tid("2024-04-27T00:00"), "2024-05-06", "anordnare")  # a Saturday + 7
    assert fall.till("2024-05-07").bevakning("lakarintyg", "2024-04-27").utfall == "forsenad"
    assert fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Försenat: läkarintyg 2024-04-27")
    assert intyg(fall, "2024-05-07", "2024-05-31").bevakning("lakarintyg", "2024-04-27").utfall == "sen"
    assert fall.till("2024-06-01").bevakning("lakarintyg", "2024-06-01").frist == "2024-06-10"


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(("slut", "kravs"), [("2024-04-26", False), ("2024-04-27", True)])
def test_sickness_that_ends_on_the_last_day_covered_asks_for_no_more(slut: str, kravs: bool) -> None:
    fall = intyg(sjuk(till=slut), "2024-04-16", "2024-04-26").till("2024-05-20")
    assert ("2024-04-27" in fall.oppnade("lakarintyg")) is kravs


@pytest.mark.krav("K10.1")
def test_a_certificate_without_a_last_day_covers_the_absence_as_long_as_it_lasts() -> None:
    fall = intyg(sjuk(), "2024-04-16", None).till("2024-06-20")
    assert fall.oppnade("lakarintyg") == ["2024-04-08"]
    fall.avvisas("K10.1", fall.kv, "2024-06-20", "ta_emot_intyg", till="2024-07-20", falt="fran")


@pytest.mark.krav("K10.1", sort="avslag")
def test_a_certificate_that_reaches_no_further_is_refused_and_so_is_one_that_ends_before_it_begins() -> None:
    fall = intyg(sjuk(), "2024-04-16", "2024-04-26")
    fall.avvisas("K10.1", fall.kv, "2024-04-17", "ta_emot_intyg", till="2024-04-26", falt="till")
    fall.avvisas("K10.1", fall.kv, "2024-04-17", "ta_emot_intyg", till="2024-04-07", falt="till")
    intyg(fall, "2024-04-17", "2024-04-27")
    assert [h.till.isoformat() for h in fall.handelser("intyg_mottaget")] == ["2024-04-26", "2024-04-27"]  # type: ignore[attr-defined]


@pytest.mark.krav("K10.4", "K10.1")
def test_care_of_a_child_is_as_sickness() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="vab", fran="2024-04-08", orsak="x")
    fall.kv("2024-04-16", "ta_emot_intyg", slag="vab", till="2024-04-19").till("2024-04-20")
    b = fall.bevakning("vabintyg", "2024-04-20")
    assert (b.regel, b.frist) == ("K10.4", "2024-04-29")


@pytest.mark.krav("K10.1", "K10.2")
def test_a_certificate_from_the_first_day_runs_out_too() -> None:
    fall = Spel.pagaende(start="2024-03-11").kv("2024-04-02", "krav_forstadagsintyg", motivering="x")
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    intyg(fall, "2024-04-09", "2024-04-10").till("2024-04-11")
    assert fall.bevakning("lakarintyg", "2024-04-08").regel == "K10.2"
    assert fall.bevakning("lakarintyg", "2024-04-11").frist == "2024-04-18"


@pytest.mark.krav("K10.1", "K13.7")
def test_nothing_is_asked_past_the_end_date() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=2)  # to 10 May
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    assert intyg(fall, "2024-04-16", "2024-05-10").till("2024-05-20").oppnade("lakarintyg") == ["2024-04-08"]


@pytest.mark.krav("K10.1", "K10.7", sort="gräns")
@pytest.mark.parametrize(("till", "igen"), [("2024-05-10", False), ("2024-05-11", True)])
def test_the_question_is_put_again_when_the_certified_end_moves_more_than_14_days(till: str, igen: bool) -> None:
    fall = intyg(sjuk(), "2024-04-16", "2024-04-26").till("2024-04-22")
    fall.kv("2024-04-22", "besluta_fortsattning", motivering="x")
    intyg(fall, "2024-04-24", till)
    assert fall.oppnade("sjukskrivning_avbrott") == ["2024-04-08", *(["2024-04-27"] if igen else [])]
    if igen:
        b = fall.bevakning("sjukskrivning_avbrott", "2024-04-27")
        assert (b.oppnad, b.frist, b.ansvarig) == (tid("2024-04-24"), "2024-05-02", "karriarvagledare")


@pytest.mark.krav("K10.1", "K10.7")
def test_small_moves_add_up_and_the_end_of_the_sickness_takes_the_question_with_it() -> None:
    fall = intyg(sjuk(), "2024-04-16", "2024-04-26").till("2024-04-22")
    intyg(intyg(fall, "2024-04-26", "2024-05-06"), "2024-05-06", "2024-05-16")
    assert fall.oppnade("sjukskrivning_avbrott") == ["2024-04-08", "2024-04-27"]
    fall.anordnare("2024-05-08", "avsluta_franvaro", slag="sjuk", till="2024-05-08").till("2024-05-09")
    assert {b.utfall for b in fall.bevakningar() if b.slag == "sjukskrivning_avbrott"} == {"upphord"}
    assert fall.handelser("bevakning_upphord")[-1].skal == "sjukfrånvaron har upphört"  # type: ignore[attr-defined]


@pytest.mark.krav("K10.1", "K10.7")
def test_an_end_that_was_certified_before_the_question_was_put_is_no_move() -> None:
    fall = intyg(intyg(sjuk(), "2024-04-15", "2024-04-19"), "2024-04-19", "2024-05-31").till("2024-05-30")
    assert fall.oppnade("sjukskrivning_avbrott") == ["2024-04-08"]


@pytest.mark.krav("K10.1", "K16.2")
def test_an_older_case_asks_for_one_certificate_and_puts_the_question_once() -> None:
    fall = intyg(sjuk().fore_reglerna(), "2024-04-16", "2024-04-26").till("2024-04-28")
    intyg(fall, "2024-04-28", "2024-05-31").till("2024-06-10")
    assert fall.oppnade("lakarintyg") == ["2024-04-08"]
    assert fall.oppnade("sjukskrivning_avbrott") == ["2024-04-08"]


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(("tacker_fran", "utfall"), [("2024-04-15", "uppfylld"), ("2024-04-16", "forsenad")])
def test_a_certificate_that_begins_after_day_eight_leaves_the_days_before_it_without(
    tacker_fran: str, utfall: str
) -> None:
    fall = intyg(sjuk(), "2024-04-17", "2024-04-26", tacker_fran=tacker_fran).till("2024-04-23")
    assert fall.bevakning("lakarintyg", "2024-04-08").utfall == utfall  # day 8 is 15 April
    assert fall.brev("karriarvagledare", f"har kommit in och täcker den från {tacker_fran} (§10.1, K10.1)")
    assert fall.till("2024-04-27").bevakning("lakarintyg", "2024-04-27").utfall == "oppen"  # it runs out all the same


@pytest.mark.krav("K10.1")
def test_the_gap_is_closed_by_a_certificate_of_those_days_and_not_by_one_of_others() -> None:
    fall = intyg(sjuk(), "2024-04-17", "2024-04-26", tacker_fran="2024-04-17")
    intyg(fall, "2024-04-18", "2024-05-10", tacker_fran="2024-04-27")
    assert fall.bevakning("lakarintyg", "2024-04-08").utfall == "oppen"
    tackt = {"till": "2024-04-20", "tacker_fran": "2024-04-19"}
    fall.avvisas("K10.1", fall.kv, "2024-04-18", "ta_emot_intyg", falt="till", **tackt)
    intyg(fall, "2024-04-19", "2024-04-16", tacker_fran="2024-04-15").till("2024-05-11")
    assert fall.bevakning("lakarintyg", "2024-04-08").utfall == "uppfylld"
    intygen = {b.avser: b.utfall for b in fall.bevakningar() if b.slag == "lakarintyg"}
    assert intygen == {"2024-04-08": "uppfylld", "2024-04-27": "uppfylld", "2024-05-11": "oppen"}


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(("tacker_fran", "utfall"), [("2024-04-27", "uppfylld"), ("2024-04-28", "oppen")])
def test_a_new_certificate_that_begins_later_leaves_a_gap_too(tacker_fran: str, utfall: str) -> None:
    fall = intyg(sjuk(), "2024-04-16", "2024-04-26").till("2024-04-27")
    intyg(fall, "2024-04-29", "2024-05-10", tacker_fran=tacker_fran)
    assert fall.bevakning("lakarintyg", "2024-04-27").utfall == utfall
    assert fall.till("2024-05-11").bevakning("lakarintyg", "2024-05-11").utfall == "oppen"


@pytest.mark.krav("K10.1", sort="avslag")
def test_a_certificate_covers_days_of_the_absence_in_their_order() -> None:
    fall = sjuk(till="2024-04-19")
    sagt = {"till": "2024-04-30", "tacker_fran": "2024-04-20"}
    fall.avvisas("K10.1", fall.kv, "2024-04-17", "ta_emot_intyg", falt="tacker_fran", **sagt)
    sagt = {"till": "2024-04-16", "tacker_fran": "2024-04-17"}
    fall.avvisas("K10.1", fall.kv, "2024-04-17", "ta_emot_intyg", falt="till", **sagt)


@pytest.mark.krav("K10.4", "K10.2", "K10.1")
def test_care_of_a_child_and_a_certificate_from_day_one_have_their_gaps() -> None:
    vab = Spel.pagaende(start="2024-03-11")
    vab.anordnare("2024-04-08", "anmal_franvaro", slag="vab", fran="2024-04-08", orsak="x")
    vab.kv("2024-04-16", "ta_emot_intyg", slag="vab", tacker_fran="2024-04-16").till("2024-04-23")
    assert vab.bevakning("vabintyg", "2024-04-08").utfall == "forsenad"
    fall = Spel.pagaende(start="2024-03-11").kv("2024-04-02", "krav_forstadagsintyg", motivering="x")
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    assert intyg(fall, "2024-04-09", None, tacker_fran="2024-04-09").bevakning("lakarintyg").utfall == "oppen"
