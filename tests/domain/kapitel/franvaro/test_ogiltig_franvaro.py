"""§10.4: invalid absence – what calls for a message to the KV, and when it is due."""

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, DORR_ATERTAR
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, Spel, tid


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def forsok(fall: Spel, *dagar: str, lyckat: bool = False) -> Spel:
    for dag in dagar:
        fall.anordnare(dag, "registrera_kontaktforsok", datum=dag[:10], lyckat=lyckat)
    return fall


def meddela(fall: Spel, nar: str, franvarodagar: list[str], kontaktforsok: list[str]) -> Spel:
    return fall.anordnare(nar, "meddela_ogiltig_franvaro", franvarodagar=franvarodagar, kontaktforsok=kontaktforsok)


@pytest.mark.krav("K10.6", sort="gräns")
def test_the_third_failed_attempt_calls_for_a_message_the_day_after_at_the_latest() -> None:
    fall = forsok(pagaende(), "2024-04-08", "2024-04-09")
    assert fall.oppnade("franvaroanmalan") == []
    b = forsok(fall, "2024-04-12").bevakning("franvaroanmalan")
    assert (b.avser, b.frist, b.ansvarig) == ("2024-04-12", "2024-04-13", "anordnare")  # a Saturday: calendar day
    assert fall.till("2024-04-13T23:59").bevakning("franvaroanmalan").utfall == "oppen"
    assert fall.till("2024-04-14").bevakning("franvaroanmalan").utfall == "forsenad"


@pytest.mark.krav("K10.6")
@pytest.mark.parametrize("sort", ["kontakt", "forsok"])
def test_a_contact_in_between_starts_the_count_anew(sort: str) -> None:
    fall = forsok(pagaende(), "2024-04-08", "2024-04-09")
    if sort == "kontakt":
        fall.anordnare("2024-04-10", "registrera_kundkontakt", datum="2024-04-10")
    else:
        forsok(fall, "2024-04-10", lyckat=True)
    forsok(fall, "2024-04-11", "2024-04-12")
    assert fall.oppnade("franvaroanmalan") == []
    assert forsok(fall, "2024-04-15").oppnade("franvaroanmalan") == ["2024-04-15"]


@pytest.mark.krav("K10.6", "K0.6")
def test_a_contact_registered_late_that_lay_between_takes_the_reason_away() -> None:
    fall = forsok(pagaende(), "2024-04-08", "2024-04-09", "2024-04-10")
    fall.anordnare("2024-04-10T15:00", "registrera_kundkontakt", datum="2024-04-09")
    assert fall.bevakning("franvaroanmalan").utfall == "upphord"


@pytest.mark.krav("K10.6")
def test_three_more_attempts_call_for_a_new_message() -> None:
    fall = forsok(pagaende(), "2024-04-08", "2024-04-09", "2024-04-10")
    meddela(fall, "2024-04-10T15:00", ["2024-04-08"], ["2024-04-08", "2024-04-09", "2024-04-10"])
    forsok(fall, "2024-04-15", "2024-04-16", "2024-04-17")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "franvaroanmalan"] == ["uppfylld", "oppen"]


@pytest.mark.krav("K10.6", "K9.1", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"),
    [("2024-04-12", "uppfylld"), ("2024-04-13T23:59", "uppfylld"), ("2024-04-14T00:00", "sen")],
)
def test_a_no_show_is_told_the_same_day_or_the_day_after(nar: str, utfall: str) -> None:
    fall = pagaende().kv("2024-04-11", "utse_socialsekreterare", till="ss1")
    fall = fall.anordnare("2024-04-12", "registrera_uteblivande", datum="2024-04-12")
    assert meddela(fall, nar, ["2024-04-12"], []).bevakning("franvaroanmalan").utfall == utfall
    assert fall.brev("karriarvagledare", "Ogiltig frånvaro: 2024-04-12 (§10.4, K10.6)")
    assert fall.brev("socialsekreterare", "Det finns en avvikelse att bedöma")


@pytest.mark.krav("K10.6", "K0.6")
def test_a_no_show_registered_after_its_frist_is_late_at_once() -> None:
    fall = pagaende().anordnare("2024-04-15", "registrera_uteblivande", datum="2024-04-12")
    b = fall.bevakning("franvaroanmalan")
    assert (b.utfall, b.frist, b.oppnad) == ("forsenad", "2024-04-13", tid("2024-04-15"))


@pytest.mark.krav("K10.6", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-11T23:59", "uppfylld"), ("2024-04-12T00:00", "sen")])
def test_a_message_that_is_the_first_heard_is_judged_by_its_own_dates(nar: str, utfall: str) -> None:
    dagar = ["2024-04-08", "2024-04-09", "2024-04-10"]
    fall = meddela(pagaende(), nar, ["2024-04-08"], dagar)
    assert (fall.bevakning("franvaroanmalan").avser, fall.bevakning("franvaroanmalan").utfall) == ("2024-04-10", utfall)
    assert not fall.till("2024-05-01").brev("anordnare", "meddelande om ogiltig frånvaro")


@pytest.mark.krav("K10.6")
def test_a_message_answers_only_what_lies_at_or_before_its_last_day() -> None:
    fall = pagaende().anordnare("2024-04-08", "registrera_uteblivande", datum="2024-04-08")
    meddela(fall, "2024-04-09", ["2024-04-08"], [])
    fall.anordnare("2024-04-10", "registrera_uteblivande", datum="2024-04-10")
    assert [b.utfall for b in fall.bevakningar() if b.slag == "franvaroanmalan"] == ["uppfylld", "oppen"]


@pytest.mark.krav("K10.6", sort="avslag")
def test_a_message_without_dates_of_absence_or_attempts_is_refused() -> None:
    fall = pagaende()
    fall.avvisas("K10.6", meddela, fall, "2024-04-10", [], ["2024-04-10"], falt="franvarodagar")
    fall.avvisas("K10.6", meddela, fall, "2024-04-10", ["2024-04-10"], [], falt="kontaktforsok")
    fall.avvisas("K0.6", meddela, fall, "2024-04-10", ["2024-04-11"], ["2024-04-10"], falt="franvarodagar")
    fall.avvisas("K10.6", meddela, fall, "2024-04-10", ["2024-03-10"], ["2024-04-10"], falt="franvarodagar")
    fall.avvisas("K10.6", meddela, fall, "2024-04-10", ["2024-04-10"], ["2024-02-29"], falt="kontaktforsok")


@pytest.mark.krav("K10.6", "K0.6", sort="avslag")
def test_attempts_and_no_shows_lie_inside_the_insats_and_not_ahead() -> None:
    fall = pagaende()
    for verb in ("registrera_kontaktforsok", "registrera_uteblivande"):
        fall.avvisas("K0.6", fall.anordnare, "2024-04-10", verb, datum="2024-04-11", falt="datum")
        fore = "2024-02-29" if verb == "registrera_kontaktforsok" else "2024-03-10"
        fall.avvisas("K10.6", fall.anordnare, "2024-04-10", verb, datum=fore, falt="datum")
    fall.anordnare("2024-04-10", "registrera_uteblivande", datum="2024-04-10")
    fall.avvisas("K10.6", fall.anordnare, "2024-04-10", "registrera_uteblivande", datum="2024-04-10", falt="datum")


@pytest.mark.krav("K10.6", sort="gräns")
@pytest.mark.parametrize(
    ("utebliven", "vantas"),
    [
        ("2024-04-07", ["2024-04-07", "2024-04-10"]),  # the day before the message's first
        ("2024-04-08", ["2024-04-08"]),
        ("2024-04-10", ["2024-04-10"]),  # its last
        ("2024-04-11", ["2024-04-10", "2024-04-11"]),
    ],
)
def test_a_message_is_a_reason_of_its_own_only_if_none_lies_between_its_first_day_and_its_last(
    utebliven: str, vantas: list[str]
) -> None:
    fall = pagaende().anordnare("2024-04-11T08:00", "registrera_uteblivande", datum=utebliven)
    meddela(fall, "2024-04-11T09:00", ["2024-04-08"], ["2024-04-08", "2024-04-09", "2024-04-10"])
    assert sorted({str(b.avser) for b in fall.bevakningar() if b.slag == "franvaroanmalan"}) == vantas


@pytest.mark.krav("K10.6", sort="gräns")
def test_after_a_third_attempt_it_takes_three_more_and_not_two() -> None:
    fall = forsok(pagaende(), "2024-04-08", "2024-04-09", "2024-04-10", "2024-04-15", "2024-04-16")
    assert fall.oppnade("franvaroanmalan") == ["2024-04-10"]
    assert forsok(fall, "2024-04-17").oppnade("franvaroanmalan") == ["2024-04-10", "2024-04-17"]


# After three failed attempts there is no day of absence to name (K10.6)


@pytest.mark.krav("K10.6", sort="gräns")
def test_three_attempts_are_enough_for_a_message_and_two_are_not() -> None:
    dagar = ["2024-04-08", "2024-04-09", "2024-04-10"]
    fall = forsok(pagaende(), *dagar)
    fall.avvisas("K10.6", meddela, fall, "2024-04-10T13:00", [], dagar[1:], falt="franvarodagar")
    fall.avvisas("K10.6", meddela, fall, "2024-04-10T13:00", [], [], falt="franvarodagar")
    assert meddela(fall, "2024-04-10T14:00", [], dagar).bevakning("franvaroanmalan").utfall == "uppfylld"
    vantat = "Ogiltig frånvaro: kontaktförsök 2024-04-08, 2024-04-09, 2024-04-10 (§10.4, K10.6)"
    assert fall.brev("karriarvagledare", "Ogiltig") == [vantat]


@pytest.mark.krav("K10.6")
def test_three_attempts_the_same_day_are_three() -> None:
    fall = forsok(pagaende(), "2024-04-08T09:00", "2024-04-08T11:00", "2024-04-08T15:00")
    assert meddela(fall, "2024-04-09", [], ["2024-04-08"]).bevakning("franvaroanmalan").utfall == "uppfylld"


@pytest.mark.krav("K10.6", sort="gräns")
def test_attempts_count_from_the_uppdrag_and_from_no_earlier_day() -> None:
    fall = pagaende()  # the uppdrag 1 March, the first day 11 March
    fall.avvisas("K10.6", fall.anordnare, "2024-03-05", "registrera_kontaktforsok", datum="2024-02-29", falt="datum")
    forsok(fall, "2024-03-05", "2024-03-06", "2024-03-07")
    assert fall.bevakning("franvaroanmalan").frist == "2024-03-08"
    meddela(fall, "2024-03-08", [], ["2024-03-05", "2024-03-06", "2024-03-07"])
    assert fall.bevakning("franvaroanmalan").utfall == "uppfylld"
    assert fall.brev("karriarvagledare", "Avvikelsen har inte nått någon socialsekreterare")  # K9.1


@pytest.mark.krav("K10.6")
def test_a_run_begun_under_an_earlier_door_takes_attempts_as_it_did() -> None:
    fall = pagaende()
    for sagt in (
        {"kommando": "registrera_kontaktforsok", "datum": "2024-03-05"},
        {"kommando": "meddela_ogiltig_franvaro", "kontaktforsok": ["2024-03-11", "2024-03-12", "2024-03-13"]},
    ):
        fall.till("2024-03-13")
        inkommet = Inkommet("k", ANORDNARE, las_kommando(sagt))
        with pytest.raises(Avvisning):
            utfor(fall.insats, inkommet, tid("2024-03-14"), DORR_ATERTAR)
        assert utfor(fall.insats, inkommet, tid("2024-03-14"), DORR_ANDRA_UTGAVAN).poster


# Registered invalid absence is the message itself (K10.6)


def ogiltig(fall: Spel, nar: str, fran: str, till: str | None = None) -> Spel:
    return fall.anordnare(nar, "anmal_franvaro", slag="ogiltig", fran=fran, till=till or fran, orsak="x")


@pytest.mark.krav("K10.6", "K9.1", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-09T23:59", "uppfylld"), ("2024-04-10T00:00", "sen")])
def test_registered_invalid_absence_is_the_message_and_is_judged_by_its_dates(nar: str, utfall: str) -> None:
    fall = pagaende().kv("2024-04-01", "utse_socialsekreterare", till="ss1")
    ogiltig(fall, nar, "2024-04-08")
    b = fall.bevakning("franvaroanmalan")
    assert (b.avser, b.utfall) == ("2024-04-08", utfall)
    assert fall.brev("karriarvagledare", "Ogiltig frånvaro 2024-04-08 (§10.4, K10.6)")
    assert fall.brev("socialsekreterare", "Det finns en avvikelse att bedöma")


@pytest.mark.krav("K10.6")
def test_registered_invalid_absence_answers_the_no_show_it_covers_and_other_absence_does_not() -> None:
    fall = pagaende().anordnare("2024-04-08", "registrera_uteblivande", datum="2024-04-08")
    fall.anordnare("2024-04-08T13:00", "anmal_franvaro", slag="annan", fran="2024-04-08", till="2024-04-08", orsak="x")
    assert fall.bevakning("franvaroanmalan").utfall == "oppen"
    assert ogiltig(fall, "2024-04-08T14:00", "2024-04-08").bevakning("franvaroanmalan").utfall == "uppfylld"


@pytest.mark.krav("K10.6", "K16.2")
def test_in_an_older_case_registered_invalid_absence_is_no_message() -> None:
    fall = ogiltig(pagaende().fore_reglerna(), "2024-04-08", "2024-04-08")
    assert fall.oppnade("franvaroanmalan") == [] and not fall.brev("karriarvagledare", "Ogiltig frånvaro")
