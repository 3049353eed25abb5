"""§10: absence, and the certificates it asks for."""

from datetime import timedelta

import pytest

from tests.domain.kapitel.franvaro.anmalt import anmal, sjuk
from tests.verktyg.spel import Spel, d, tid


@pytest.mark.krav("K10.1", "K10.4")
@pytest.mark.parametrize(("slag", "intyg"), [("sjuk", "lakarintyg"), ("vab", "vabintyg")])
def test_a_certificate_is_asked_for_at_midnight_on_day_8(slag: str, intyg: str) -> None:
    fall = sjuk("2024-04-08", slag=slag).till("2024-04-14T23:59")
    assert fall.oppnade(intyg) == []
    b = fall.till("2024-04-15").bevakning(intyg)
    assert (b.avser, b.frist, b.ansvarig, b.oppnad) == (
        "2024-04-08",
        "2024-04-22",
        "anordnare",
        tid("2024-04-15T00:00"),
    )
    assert fall.brev("anordnare", "Att göra")
    assert fall.till("2024-04-22T23:59").bevakning(intyg).utfall == "oppen"
    assert fall.till("2024-04-23").bevakning(intyg).utfall == "forsenad"
    assert fall.brev("karriarvagledare", "Avvikelse hos anordnaren")


@pytest.mark.krav("K10.1")
@pytest.mark.parametrize(("till", "oppnas"), [("2024-04-14", False), ("2024-04-15", True), ("2024-04-16", True)])
def test_a_period_of_seven_days_raises_nothing_and_one_of_eight_does(till: str, oppnas: bool) -> None:
    fall = sjuk("2024-04-08", till).till("2024-05-15")
    assert bool(fall.oppnade("lakarintyg")) is oppnas


@pytest.mark.krav("K10.1")
def test_an_end_on_day_7_registered_after_day_8_lets_what_was_raised_lapse() -> None:
    fall = sjuk("2024-04-08").till("2024-04-16")
    assert fall.bevakning("lakarintyg").utfall == "oppen"
    fall.anordnare("2024-04-16T09:00", "avsluta_franvaro", slag="sjuk", till="2024-04-14")
    assert fall.bevakning("lakarintyg").utfall == "upphord"
    assert not fall.till("2024-05-01").brev("anordnare", "Försenat: läkarintyg")


@pytest.mark.krav("K10.1")
@pytest.mark.parametrize(("mottaget", "utfall"), [("2024-04-22T23:59", "uppfylld"), ("2024-04-23T00:00", "sen")])
def test_the_certificate_reaches_the_kv_within_a_week_of_day_8(mottaget: str, utfall: str) -> None:
    fall = sjuk("2024-04-08").anordnare(mottaget, "ta_emot_intyg", slag="sjuk")
    assert fall.bevakning("lakarintyg").utfall == utfall


@pytest.mark.krav("K10.1")
def test_a_certificate_that_came_before_day_8_is_never_asked_for() -> None:
    fall = sjuk("2024-04-08").kv("2024-04-10", "ta_emot_intyg", fran="2024-04-09").till("2024-05-01")
    assert fall.bevakning("lakarintyg").utfall == "uppfylld"
    assert not fall.brev("anordnare", "läkarintyg")


@pytest.mark.krav("K10.1", "K0.4")
@pytest.mark.parametrize(
    ("fran", "frist"),
    [
        ("2024-03-15", "2024-04-02"),  # day 8 + 7 is långfredagen
        ("2024-06-07", "2024-06-24"),  # midsommarafton
        ("2024-12-10", "2024-12-27"),  # julafton
        ("2024-10-13", "2024-10-28"),  # the day summer time ends
        ("2024-04-16", "2024-04-30"),  # a month's last day
    ],
)
def test_the_frist_of_a_certificate_moves_off_holidays_but_day_8_does_not(fran: str, frist: str) -> None:
    fall = sjuk(fran).till(str(d(fran) + timedelta(days=7)))
    assert fall.bevakning("lakarintyg").frist == frist
    assert fall.bevakning("lakarintyg").oppnad == tid(f"{d(fran) + timedelta(days=7)}T00:00")


@pytest.mark.krav("K10.1", "K0.6")
def test_sickness_registered_after_the_certificates_frist_raises_at_once_what_that_raises() -> None:
    fall = sjuk("2024-04-08", "2024-04-17", nar="2024-05-02T10:00")
    b = fall.bevakning("lakarintyg")
    assert (b.frist, b.utfall, b.oppnad) == ("2024-04-22", "forsenad", tid("2024-05-02T10:00"))
    assert not fall.brev("anordnare", "Påminnelse: läkarintyg")
    assert fall.brev("anordnare", "Försenat: läkarintyg")


@pytest.mark.krav("K10.0")
def test_two_periods_with_no_arbetsdag_between_are_one() -> None:
    fall = sjuk("2024-04-08", "2024-04-12")  # Monday to Friday
    anmal(fall, "2024-04-15", "2024-04-15").till("2024-04-15T13:00")  # the next Monday is day 8
    assert fall.bevakning("lakarintyg").avser == "2024-04-08"
    assert fall.bevakning("lakarintyg").frist == "2024-04-22"


@pytest.mark.krav("K10.0")
def test_two_periods_with_an_arbetsdag_between_are_two() -> None:
    fall = sjuk("2024-04-08", "2024-04-11")  # to Thursday
    anmal(fall, "2024-04-15", "2024-04-15").till("2024-04-21T23:59")
    assert fall.oppnade("lakarintyg") == []
    assert fall.till("2024-04-22").bevakning("lakarintyg").avser == "2024-04-15"


@pytest.mark.krav("K10.0")
def test_periods_join_over_easter_but_not_kind_with_kind() -> None:
    fall = sjuk("2024-03-25", "2024-03-28")  # to skärtorsdagen
    anmal(fall, "2024-04-02", "2024-04-02").till("2024-04-02T23:00")
    assert fall.bevakning("lakarintyg").avser == "2024-03-25"
    fall = sjuk("2024-03-25", "2024-03-28")
    anmal(fall, "2024-04-02", "2024-04-02", slag="vab").till("2024-04-08")
    assert fall.oppnade("lakarintyg") == fall.oppnade("vabintyg") == []


@pytest.mark.krav("K10.0")
def test_a_late_registered_earlier_day_makes_the_period_begin_there() -> None:
    fall = sjuk("2024-04-10").till("2024-04-17")
    assert fall.oppnade("lakarintyg") == ["2024-04-10"]
    anmal(fall, "2024-04-17T10:00", "2024-04-08", "2024-04-09")
    assert fall.bevakning("lakarintyg", "2024-04-10").utfall == "upphord"
    assert fall.bevakning("lakarintyg", "2024-04-08").frist == "2024-04-22"


@pytest.mark.krav("K10.0")
def test_sickness_within_leave_is_counted_on_its_own() -> None:
    fall = sjuk("2024-07-01", "2024-07-12", nar="2024-06-20", slag="ledighet")
    anmal(fall, "2024-07-04", "2024-07-04").till("2024-07-11")
    assert fall.bevakning("lakarintyg").avser == "2024-07-04"


@pytest.mark.krav("K10.0")
def test_absence_is_clipped_to_the_insats() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    anmal(fall, "2024-03-12", "2024-03-04").till("2024-03-17T23:59")
    assert fall.oppnade("lakarintyg") == []
    assert fall.till("2024-03-18").bevakning("lakarintyg").avser == "2024-03-11"


@pytest.mark.krav("K10.0")
@pytest.mark.parametrize(("avslut", "oppnas"), [("2024-04-14", False), ("2024-04-15", True)])
def test_what_would_be_raised_after_the_end_date_is_not_raised(avslut: str, oppnas: bool) -> None:
    fall = sjuk("2024-04-08").avsluta("2024-04-09", avslut, "sjukskrivning").till("2024-05-20")
    assert bool(fall.oppnade("lakarintyg")) is oppnas
    if oppnas:
        assert fall.bevakning("lakarintyg").utfall == "upphord"
