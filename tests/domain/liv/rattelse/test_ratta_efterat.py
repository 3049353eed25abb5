"""K0.7, K13.7: what had passed or lapsed when something was corrected, and what was said after the end."""

import pytest

from tests.domain.liv.rattelse.grund import fakta, pagaende, ratta
from tests.verktyg.slumpliv.provning import provat
from tests.verktyg.spel import tid


@pytest.mark.krav("K0.7", "K14.3", "K14.4")
def test_an_underlag_matches_still_when_the_final_report_is_struck_and_something_else_is_corrected_after_that() -> None:
    fall = pagaende().hel_manad("2024-03").avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran")
    fall.slutrapportera("2024-04-12").fakturera("2024-04", "2024-05-20")
    ratta(fall, "2024-05-25", "lamna_slutrapport")  # its frist was 6 May: it passes now, and not before
    assert fall.bevakning("slutrapport").utfall == "forsenad"
    assert fall.bevakning("faktureringsunderlag", "2024-04").utfall == "sen"
    ratta(fall, "2024-05-27", "bemanna", {"handlaggare": "H2"})
    assert fall.bevakning("faktureringsunderlag", "2024-04").utfall == "sen"
    assert fall.utbetalning("2024-04").hinder is None


@pytest.mark.krav("K0.7", "K13.7", "K13.8")
def test_what_lapsed_with_the_end_lapses_again_when_the_end_is_corrected_away_and_back() -> None:
    fall = pagaende(langd_manader=1).lamna_plan("2024-04-08").till("2024-04-20")
    assert fall.bevakning("plangranskning").utfall == "upphord"
    ratta(fall, "2024-04-20", "lagg_in_uppdrag", {"startdatum": "2024-03-25"})
    assert (fall.bevakning("plangranskning").frist, fall.bevakning("plangranskning").utfall) == (
        "2024-04-15",
        "forsenad",
    )
    ratta(fall, "2024-04-22", "lagg_in_uppdrag", {"startdatum": "2024-03-11"})
    assert fall.bevakning("plangranskning").utfall == "upphord"
    ratta(fall, "2024-04-22T13:00", "lagg_in_uppdrag", {"startdatum": "2024-03-25"})
    assert fall.bevakning("plangranskning").utfall == "forsenad"
    assert len([h for h in fall.handelser("frist_passerad") if h.bevakning == "plangranskning"]) == 1  # type: ignore[attr-defined]
    provat(fall)


@pytest.mark.krav("K0.7", "K7.2", "K13.7")
def test_a_week_that_had_lapsed_before_the_end_is_not_missed_because_the_end_is_corrected_away_and_back() -> None:
    fall = pagaende(langd_manader=1)
    fall.anordnare("2024-03-19", "anmal_franvaro", slag="sjuk", fran="2024-03-18", till="2024-03-24", orsak="x")
    assert fall.till("2024-04-20").bevakning("veckokontakt", "2024-W12").utfall == "upphord"
    ratta(fall, "2024-04-20", "anmal_franvaro")
    assert fall.bevakning("veckokontakt", "2024-W12").utfall == "upphord"
    ratta(fall, "2024-04-20T13:00", "lagg_in_uppdrag", {"langd_manader": 2})
    assert fall.bevakning("veckokontakt", "2024-W12").utfall == "sen"
    ratta(fall, "2024-04-20T14:00", "lagg_in_uppdrag", {"langd_manader": 1})
    assert fall.bevakning("veckokontakt", "2024-W12").utfall == "upphord"


@pytest.mark.krav("K0.7", "K13.2")
def test_what_was_said_before_and_after_an_end_that_was_decided_behind_itself_can_be_corrected() -> None:
    fall = pagaende().avsluta("2024-05-22T12:00", "2024-04-12", "kundens_egen_begaran")
    fall.slutrapportera("2024-05-22T12:00")
    ratta(fall, "2024-05-24", "bemanna", {"handlaggare": "H2"})
    ratta(fall, "2024-05-24", "besluta_avslut", {"avslutsdatum": "2024-04-11"})
    assert (str(fall.insats.slutdatum), fall.status, len(fall.insats.slutrapporter)) == ("2024-04-11", "avslutad", 1)


@pytest.mark.krav("K0.7", "K10.7")
def test_a_decided_end_has_answered_what_lapsed_with_it_when_it_is_corrected_to_later() -> None:
    fall = pagaende().anordnare("2024-04-15", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")
    fall.till("2024-05-02").avsluta("2024-05-02T13:00", "2024-04-15")  # the sickness is then no longer than a week
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "upphord"
    for nar, andring in (
        ("2024-05-03", {"avslutsdatum": "2024-04-26"}),
        ("2024-05-04", {"samtal_datum": "2024-05-01"}),
    ):
        ratta(fall, nar, "besluta_avslut", andring)
        assert fall.bevakning("sjukskrivning_avbrott").utfall == "sen"


@pytest.mark.krav("K0.7", "K10.7", "K13.2")
def test_a_decided_end_has_not_answered_what_was_asked_after_it_when_something_is_corrected() -> None:
    fall = pagaende().avsluta("2024-04-03", "2024-06-20")
    fall.anordnare("2024-04-15", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x").till("2024-05-10")
    assert (fall.insats.avslut_besvarat, fall.bevakning("sjukskrivning_avbrott").utfall) == ({}, "forsenad")
    ratta(fall, "2024-05-10", "bemanna", {"handlaggare": "H2"})
    assert (fall.insats.avslut_besvarat, fall.bevakning("sjukskrivning_avbrott").utfall) == ({}, "forsenad")


@pytest.mark.krav("K0.6", "K13.7", sort="gräns")
@pytest.mark.parametrize(("decided", "utfall"), [("2024-04-10T12:00", "upphord"), ("2024-04-22T12:00", "forsenad")])
def test_what_had_passed_when_the_end_was_decided_behind_it_stays_late(decided: str, utfall: str) -> None:
    fall = pagaende().lamna_plan("2024-04-08").avsluta(decided, "2024-04-12").till("2024-04-25")
    assert fall.bevakning("plangranskning").utfall == utfall
    ratta(fall, "2024-04-26", "bemanna", {"handlaggare": "H2"})
    assert fall.bevakning("plangranskning").utfall == utfall


@pytest.mark.krav("K0.7", "K13.8", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "kvar"), [("2024-05-01T23:59", False), ("2024-05-02T00:00", True), ("2024-05-02T00:01", True)]
)
def test_an_end_that_has_come_stays_come_from_the_midnight_after_the_day_it_is_corrected_to(
    nar: str, kvar: bool
) -> None:
    fall = pagaende().avsluta("2024-04-10", "2024-04-20")
    ratta(fall, nar, "besluta_avslut", {"avslutsdatum": "2024-05-01"})
    assert (fall.status, fall.insats.avslutad) == (
        ("avslutad", tid("2024-04-21T00:00")) if kvar else ("pagar", None)
    )  # fmt: skip
    assert len(fall.till("2024-05-03").handelser("insats_avslutad")) == (1 if kvar else 2)


@pytest.mark.krav("K0.7", "K13.8")
def test_an_insats_that_goes_on_after_all_has_no_form_until_it_ends_anew() -> None:
    fall = pagaende().avsluta("2024-04-10", "2024-04-20", "kundens_egen_begaran").rapportera("2024-04", "2024-05-03")
    assert fall.insats.avslutsform == "avbruten"
    ratta(
        fall, "2024-05-05", "besluta_avslut", {"avslutsdatum": "2024-05-20", "orsak": "mal_natt", "natt_mal": "arbete"}
    )
    assert (fall.status, fall.insats.avslutsform) == ("pagar", None)
    assert fall.till("2024-05-21").insats.avslutsform == "fortid"


@pytest.mark.krav("K0.7", "K12.5", "K14.3")
def test_what_only_an_insats_that_has_ended_takes_stands_when_something_from_before_is_corrected() -> None:
    fall = pagaende().avsluta("2024-04-10T13:00", "2024-04-10", "kundens_egen_begaran").rapportera("2024-04")
    fall.kv("2024-05-06", "oppna_slutrapport", motivering="sent").slutrapportera("2024-05-07")
    fall.kv("2024-05-08", "bevilja_avbrottsersattning", motivering="sjuk handläggare")
    fore = fakta(fall)
    ratta(fall, "2024-05-09", "bemanna", {"handlaggare": "H2"})
    assert fall.insats.bemanningar[0].handlaggare == "H2"
    assert fakta(fall) | {"bemanningar": ()} == fore | {"bemanningar": ()}
    assert (fall.status, fall.insats.avbrottsersattning_beviljad) == ("avslutad", tid("2024-05-08"))


@pytest.mark.krav("K0.7", "K13.8")
def test_what_was_said_while_the_insats_went_on_stands_when_the_end_is_corrected_to_before_it() -> None:
    fall = pagaende().avsluta("2024-04-10", "2024-05-20").lamna_plan("2024-04-25")
    # A proposal is made only while the insats goes on.
    fall.anordnare("2024-04-26", "foresla", sort="annan_insats", motivering="x").till("2024-05-22")
    ratta(fall, "2024-05-22", "besluta_avslut", {"avslutsdatum": "2024-04-22"})
    assert (str(fall.insats.slutdatum), fall.status, len(fall.insats.planer)) == ("2024-04-22", "avslutad", 1)
    assert fall.insats.forslag == {}


@pytest.mark.krav("K0.7", "K13.1", "K14.1")
@pytest.mark.parametrize("sagt_efter", [False, True])
def test_a_proposal_that_lapsed_with_the_end_has_lapsed_then_also_when_something_is_corrected(
    sagt_efter: bool,
) -> None:
    fall = pagaende(langd_manader=1).anordnare("2024-04-02", "foresla", sort="annan_insats", motivering="x")
    assert (fall.insats.forslag.keys(), fall.insats.forslag_avgjort) == ({"annan_insats"}, None)
    fall.till("2024-04-12")
    if sagt_efter:
        fall.rapportera("2024-04", "2024-04-15")
    slutet = tid("2024-04-11T00:00")
    assert (fall.insats.forslag, fall.insats.forslag_avgjort, fall.insats.avslutad) == ({}, slutet, slutet)
    ratta(fall, "2024-04-16", "bemanna", {"handlaggare": "H2"})
    assert (fall.insats.forslag, fall.insats.forslag_avgjort, fall.insats.avslutad) == ({}, slutet, slutet)
