"""K0.7, K13.8: payments follow what has been corrected, and what was paid is settled."""

from decimal import Decimal

import pytest

from tests.domain.liv.rattelse.grund import betald, justeringar, ore, pagaende, ratta
from tests.verktyg.spel import Spel, tid


@pytest.mark.krav("K0.7", "K13.8", "K14.2")
@pytest.mark.parametrize(
    ("start", "summa"),
    [
        ("2024-03-12", "-129.20"),  # 20 days instead of 21
        ("2024-03-21", "-1292.00"),
        ("2024-03-10", "129.20"),
        ("2024-03-01", "1162.80"),  # the whole month: 3 876.00
    ],
)
def test_a_corrected_start_over_a_paid_month_is_settled_in_the_next_payment_month(start: str, summa: str) -> None:
    fall = ratta(betald(), "2024-05-20T13:00", "lagg_in_uppdrag", {"startdatum": start})
    assert justeringar(fall) == [("2024-03", ore(summa), "2024-06", "klar")]
    assert fall.utbetalning("2024-03").belopp == ore("2713.20")  # the paid row is never changed
    fall.till("2024-06-16")
    assert justeringar(fall) == [("2024-03", ore(summa), "2024-06", "utbetald")]
    assert fall.nar("utbetalning_verkstalld", utbetalning="justering") == tid("2024-06-16T00:00")
    assert fall.betalt() == ore("2713.20") + ore("3876.00") + ore(summa)
    assert [j[3] for j in justeringar(fall.till("2024-08-01"))] == ["utbetald"]


@pytest.mark.krav("K0.7", "K14.6", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "manad"),
    [("2024-05-20T13:00", "2024-06"), ("2024-06-15T23:59", "2024-06"), ("2024-06-16T00:00", "2024-07")],
)
def test_an_adjustment_is_paid_in_the_next_month_that_is_not_closed(nar: str, manad: str) -> None:
    fall = ratta(betald(), nar, "lagg_in_uppdrag", {"startdatum": "2024-03-12"})
    assert justeringar(fall)[0][2] == manad


@pytest.mark.krav("K0.7")
def test_a_start_moved_past_a_whole_paid_month_takes_all_of_it_back() -> None:
    fall = ratta(betald(), "2024-05-20T13:00", "lagg_in_uppdrag", {"startdatum": "2024-04-11"}).till("2024-06-16")
    assert [j[:2] for j in justeringar(fall)] == [("2024-03", ore("-2713.20")), ("2024-04", ore("-1292.00"))]
    assert fall.betalt() == ore("2584.00")  # 20 days of April
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "upphord"


@pytest.mark.krav("K0.7")
def test_a_correction_and_its_undoing_before_the_run_cancel_out() -> None:
    fall = ratta(betald(), "2024-05-20T13:00", "lagg_in_uppdrag", {"startdatum": "2024-03-21"})
    ratta(fall, "2024-05-21", "lagg_in_uppdrag", {"startdatum": "2024-03-11"}).till("2024-06-20")
    assert justeringar(fall) == []
    assert fall.betalt() == ore("6589.20")


@pytest.mark.krav("K0.7")
def test_a_correction_undone_after_the_run_is_settled_anew() -> None:
    fall = ratta(betald(), "2024-05-20T13:00", "lagg_in_uppdrag", {"startdatum": "2024-03-21"}).till("2024-06-20")
    ratta(fall, "2024-06-20", "lagg_in_uppdrag", {"startdatum": "2024-03-11"}).till("2024-07-16")
    assert justeringar(fall) == [
        ("2024-03", ore("-1292.00"), "2024-06", "utbetald"), ("2024-03 #2", ore("1292.00"), "2024-07", "utbetald")
    ]  # fmt: skip
    assert fall.betalt() == ore("6589.20")


@pytest.mark.krav("K0.7", "K14.4")
def test_an_adjustment_asks_for_no_underlag_and_nothing_becomes_late_by_it() -> None:
    fall = ratta(betald(), "2024-05-20T13:00", "lagg_in_uppdrag", {"startdatum": "2024-03-12"}).till("2024-06-30")
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "uppfylld"
    assert not fall.brev("anordnare", "faktureringsunderlag 2024-03")


@pytest.mark.krav("K13.8", "K0.7")
def test_a_decision_that_the_insats_ended_before_a_paid_month_is_settled_too() -> None:
    fall = betald().avsluta_av_tva("2024-05-20T13:00", "2024-03-20").till("2024-06-16")
    assert [j[:3] for j in justeringar(fall)] == [
        ("2024-03", ore("-1421.20"), "2024-06"), ("2024-04", ore("-3876.00"), "2024-06")
    ]  # fmt: skip
    assert fall.betalt() == ore("1292.00")  # 10 days of March


@pytest.mark.krav("K13.8", "K13.2")
def test_an_insats_recalled_after_it_was_paid_gives_all_of_it_back_before_it_completes() -> None:
    fall = betald().avsluta_av_tva("2024-05-20T13:00", "2024-03-10").till("2024-06-15")
    assert (fall.insats.avslutsform, fall.status) == ("aterkallad", "avslutad")
    assert (fall.till("2024-06-16").betalt(), fall.status) == (Decimal(), "slutford")


def avslutat(slut: str = "2024-04-20", orsak: str = "kundens_egen_begaran") -> Spel:
    """March and April paid, and the avbrott with them; it is 20 May and a report is still late."""
    fall = pagaende().hel_manad("2024-03").avsluta("2024-04-10T13:00", slut, orsak).slutrapportera("2024-04-12")
    return fall.hel_manad("2024-04").till("2024-05-20")


@pytest.mark.krav("K13.8", "K8.1", "K0.6")
def test_an_end_corrected_to_later_raises_the_months_gained_with_time_to_report_them() -> None:
    fall = avslutat(orsak="mal_natt")
    assert fall.status == "slutford"
    ratta(fall, "2024-06-12", "besluta_avslut", {"avslutsdatum": "2024-05-20"})
    b = fall.bevakning("manadsrapport", "2024-05")
    assert (b.utfall, b.frist, b.oppnad) == ("oppen", "2024-06-19", tid("2024-06-12"))
    assert fall.insats.rapporter["2024-04"].godkand
    fall.rapportera("2024-05", "2024-06-13").fakturera("2024-05", "2024-06-13").godkann("2024-05", "2024-06-14")
    fall.till("2024-08-01")
    assert [j[:2] for j in justeringar(fall)] == [("2024-04", ore("1292.00"))]
    assert fall.betalt() == ore("2713.20") + ore("3876.00") + ore("2584.00")


@pytest.mark.krav("K13.8", "K13.7")
def test_an_end_corrected_to_earlier_lets_the_months_lost_lapse() -> None:
    fall = pagaende().hel_manad("2024-03").avsluta("2024-04-10T13:00", "2024-05-10").till("2024-05-13")
    assert fall.bevakning("manadsrapport", "2024-05").utfall == "oppen"
    ratta(fall, "2024-05-13", "besluta_avslut", {"avslutsdatum": "2024-04-20"})
    assert fall.bevakning("manadsrapport", "2024-05").utfall == "upphord"
    assert fall.bevakning("faktureringsunderlag", "2024-05").utfall == "upphord"
    assert fall.bevakning("manadsrapport", "2024-04").utfall == "forsenad"
    assert str(fall.insats.slutdatum) == "2024-04-20"


@pytest.mark.krav("K13.8", "K13.7")
def test_an_end_corrected_to_lie_ahead_lets_the_insats_go_on() -> None:
    fall = pagaende().avsluta("2024-04-10", "2024-04-20").till("2024-04-22")
    assert (fall.status, fall.bevakning("uppstartsmote").utfall) == ("avslutad", "forsenad")
    ratta(fall, "2024-04-22", "besluta_avslut", {"avslutsdatum": "2024-05-20"})
    assert fall.status == "pagar"
    # The week under way was none to contact the kund in; the next one is.
    assert fall.till("2024-05-06").oppnade("veckokontakt")[-2:] == ["2024-W18", "2024-W19"]
    assert fall.bevakning("veckokontakt", "2024-W18").utfall == "sen"
    assert fall.till("2024-05-21").status == "avslutad"
    assert len(fall.handelser("insats_avslutad")) == 2


@pytest.mark.krav("K0.7", "K14.3")
def test_an_avbrott_that_was_not_one_takes_its_pay_back() -> None:
    fall = avslutat()
    assert fall.utbetalning("2024-04-20", "avbrott").status == "utbetald"
    betalt = fall.betalt()
    ratta(fall, "2024-05-20T13:00", "besluta_avslut", {"orsak": "mal_natt", "natt_mal": "arbete"}).till("2024-06-16")
    assert [j[:2] for j in justeringar(fall)] == [("avbrott 2024-04-20", ore("-1808.80"))]
    assert fall.betalt() == betalt - ore("1808.80")
    assert fall.utbetalning("2024-04-20", "avbrott").belopp == ore("1808.80")  # the paid row stays


@pytest.mark.krav("K0.7", "K14.3")
def test_an_avbrott_on_another_day_is_the_same_fourteen_days() -> None:
    fall = ratta(avslutat(), "2024-05-20T13:00", "besluta_avslut", {"avslutsdatum": "2024-04-15"}).till("2024-06-16")
    assert [j[:2] for j in justeringar(fall)] == [("2024-04", ore("-646.00"))]
    assert [u.avser for u in fall.utbetalningar() if u.slag == "avbrott"] == ["2024-04-20"]


@pytest.mark.krav("K0.7", "K14.1")
def test_nothing_is_settled_where_nothing_was_paid_and_the_month_is_paid_as_corrected() -> None:
    fall = ratta(pagaende().rapportera("2024-03"), "2024-04-04", "lagg_in_uppdrag", {"startdatum": "2024-03-12"})
    fall.fakturera("2024-03", "2024-04-05").godkann("2024-03").till("2024-04-16")
    assert (justeringar(fall), fall.betalt()) == ([], ore("2584.00"))


@pytest.mark.krav("K0.7", "K14.4")
def test_an_underlag_that_the_correction_has_made_wrong_holds_the_month_until_a_new_one_comes() -> None:
    fall = pagaende().rapportera("2024-03").fakturera("2024-03").godkann("2024-03")
    ratta(fall, "2024-04-11", "lagg_in_uppdrag", {"startdatum": "2024-03-12"})
    assert fall.utbetalning("2024-03").hinder == "underlag_avviker"
    fall.fakturera("2024-03", "2024-04-12", nummer="F2").till("2024-06-16")
    assert fall.betalt() == ore("2584.00")


@pytest.mark.krav("K0.7", "K14.5")
def test_an_unrelated_correction_moves_no_payment() -> None:
    fall = pagaende().hel_manad("2024-03")
    ratta(fall, "2024-04-15T23:00", "bemanna", {"handlaggare": "H2"})
    assert fall.till("2024-04-16").utbetalning("2024-03").status == "utbetald"


@pytest.mark.krav("K0.7", "K14.6")
def test_what_a_correction_makes_payable_is_not_paid_in_a_closed_month() -> None:
    fall = (
        pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-10").till("2024-05-20")
    )
    ratta(fall, "2024-05-20", "granska_manadsrapport", {"beslut": "godkand", "progression": "fortsatt"})
    assert (fall.utbetalning("2024-03").status, fall.utbetalning("2024-03").utbetalningsmanad) == ("klar", "2024-06")
