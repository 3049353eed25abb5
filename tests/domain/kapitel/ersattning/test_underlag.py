"""K14.4: what an underlag must show, when a correction, a write-off or an avbrott has changed it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.forklaring.forklaring import forklara_belopp
from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.verktyg.spel import Spel

HOJT = {
    utgava: {"utgava": utgava, "varden": [{"nyckel": "checkbelopp.AMI", "varde": belopp, "fran": fran}]}
    for utgava, belopp, fran in (("2025", "4000.00", "2025-01-01"), ("2025b", "5000.00", "2025-01-15"))
}


def mars(underlag: str = "2024-04-03") -> Spel:
    """21 days of March, 2 713,20 kr: report and underlag in, and approved."""
    return Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", underlag).godkann("2024-03")


def starta(fall: Spel, nar: str, startdatum: str) -> Spel:
    return fall.kv(nar, "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": startdatum}, motivering="fel")


# A correction changes the amount


@pytest.mark.krav("K14.4", "K14.5", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("nytt", "i"),
    [
        ("2024-04-11T13:00", "2024-04"),
        ("2024-04-15T23:59", "2024-04"),
        ("2024-04-16T00:00", "2024-05"),  # what was put right after the run is paid in the next one
        ("2024-05-08", "2024-05"),  # the brytdatum was met by the one that was right when it came
        ("2024-05-16", "2024-06"),
    ],
)
def test_a_new_underlag_after_a_correction_has_arrived_when_the_one_that_was_right_did(nytt: str, i: str) -> None:
    fall = starta(mars(), "2024-04-11T12:30", "2024-03-12").fakturera("2024-03", nytt, nummer="F2")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("2584.00"), i)
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "uppfylld"
    fall.till(f"{i}-16")
    assert fall.utbetalning("2024-03").status == "utbetald"


@pytest.mark.krav("K14.4", "K14.5", "K0.7")
def test_one_that_came_late_is_not_made_earlier_by_a_correction() -> None:
    fall = starta(mars("2024-04-08"), "2024-04-11T12:30", "2024-03-12").fakturera("2024-03", "2024-04-12", nummer="F2")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "sen"


@pytest.mark.krav("K14.4", "K0.7")
def test_one_that_was_wrong_when_it_came_stays_wrong_after_a_correction() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    starta(fall.godkann("2024-03"), "2024-04-11", "2024-03-12").fakturera("2024-03", "2024-04-12", nummer="F2")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"


@pytest.mark.krav("K14.4", "K0.7")
def test_an_underlag_that_is_itself_put_right_or_wrong_counts_as_it_then_stands() -> None:
    fall = mars()
    fall.anordnare(
        "2024-04-11", "ratta", vad="lamna_faktureringsunderlag", andringar={"belopp": "2700.00"}, motivering="fel"
    )
    fall.fakturera("2024-03", "2024-04-12", nummer="F2")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"


@pytest.mark.krav("K14.4", "K0.7")
def test_it_is_remembered_over_several_corrections_and_in_the_stored_state() -> None:
    fall = starta(mars(), "2024-04-11T12:30", "2024-03-12")
    fall.insats = insats_fran_json(insats_till_json(fall.insats))
    starta(fall, "2024-04-12", "2024-03-13").fakturera("2024-03", "2024-04-13", nummer="F2")
    starta(fall, "2024-04-14T12:00", "2024-03-14").fakturera("2024-03", "2024-04-14T13:00", nummer="F3")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.4", "K0.7")
def test_both_sides_are_told_the_two_figures_when_a_correction_has_made_an_underlag_wrong() -> None:
    fall = starta(mars(), "2024-04-11T12:30", "2024-03-12")
    assert fall.utbetalning("2024-03").hinder == "underlag_avviker"
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 2\u00a0713,20\u00a0kr, beräknat är 2\u00a0584,00\u00a0kr")) == 1


@pytest.mark.krav("K14.7", "K0.6", "K0.7", sort="gräns")
def test_the_new_underlag_has_the_days_after_the_correction_that_the_routine_gives_after_the_month() -> None:
    fall = starta(mars(), "2024-04-11T12:30", "2024-03-12")
    b = fall.bevakning("faktureringsunderlag", "2024-03")
    assert (b.utfall, b.frist) == ("oppen", "2024-04-18")
    assert not fall.brev("anordnare", "Inte inkommet")
    assert fall.till("2024-04-19").bevakning("faktureringsunderlag", "2024-03").utfall == "forsenad"
    fall.skriv_av("2024-04-19", "faktureringsunderlag", "2024-03")
    assert fall.utbetalning("2024-03").forfallen


@pytest.mark.krav("K14.4", "K0.7")
def test_an_underlag_that_is_right_again_asks_for_nothing() -> None:
    fall = starta(starta(mars(), "2024-04-11T12:30", "2024-03-12"), "2024-04-11T13:00", "2024-03-11")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"
    b = fall.bevakning("faktureringsunderlag", "2024-03")
    assert (b.utfall, b.frist) == ("uppfylld", "2024-04-07")


@pytest.mark.krav("K14.4", "K14.1", "K0.7")
def test_an_unrelated_correction_makes_no_underlag_wrong_although_the_amount_has_been_raised_since_it_came() -> None:
    fall = Spel.pagaende(start="2024-12-01", dag1="2024-11-20").systemet(
        "2025-01-02", "infor_regelverk", **HOJT["2025"]
    )
    fall.rapportera("2025-01").fakturera("2025-01").systemet("2025-02-04", "infor_regelverk", **HOJT["2025b"])
    fall.godkann("2025-01").anordnare(
        "2025-02-11", "ratta", vad="bemanna", andringar={"handlaggare": "H2"}, motivering="fel"
    )
    rad = fall.utbetalning("2025-01")
    # 14 of 31 days at 4 000, 17 at 5 000
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("4548.39"), "2025-02")


@pytest.mark.krav("K14.4", "K0.7", "K13.8")
def test_an_underlag_is_remembered_while_its_month_is_corrected_away() -> None:
    fall = starta(starta(mars(), "2024-04-11T12:30", "2024-04-01"), "2024-04-11T13:00", "2024-03-12")
    assert fall.fakturera("2024-03", "2024-04-12", nummer="F2").utbetalning("2024-03").utbetalningsmanad == "2024-04"


# A month that is forfeited, and the avbrott beside it


def avbrott_utan_rapport() -> Spel:
    """An avbrott on 20 April, its final report in time; April's report never comes, and is written off."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").avsluta("2024-04-10", "2024-04-20", "sjukskrivning")
    fall.slutrapportera("2024-04-12").till("2024-05-10")
    return fall.skriv_av("2024-05-10", "manadsrapport", "2024-04")


@pytest.mark.krav("K14.3", "K14.4", "K13.7")
def test_the_underlag_of_a_forfeited_month_shows_the_avbrott_alone() -> None:
    fall = avbrott_utan_rapport().fakturera("2024-04", "2024-05-12", belopp="1808.80")
    rad = fall.utbetalning("2024-04-20", "avbrott")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("1808.80"), "2024-06")
    assert fall.till("2024-06-16").betalt() == Decimal("2713.20") + Decimal("1808.80")


@pytest.mark.krav("K14.3", "K14.4", "K13.7")
def test_one_that_shows_the_forfeited_month_too_holds_the_avbrott_and_both_sides_are_told() -> None:
    fall = avbrott_utan_rapport().fakturera("2024-04", "2024-05-12", belopp="4392.80")
    rad = fall.utbetalning("2024-04-20", "avbrott")
    assert (rad.status, rad.hinder) == ("innehallen", "underlag_avviker")
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 4\u00a0392,80\u00a0kr, beräknat är 1\u00a0808,80\u00a0kr")) == 1


@pytest.mark.krav("K14.3", "K14.4", "K13.7")
def test_one_that_came_before_the_write_off_was_right_then_and_stands() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").avsluta("2024-04-10", "2024-04-20", "sjukskrivning")
    fall.slutrapportera("2024-04-12").fakturera("2024-04", "2024-05-03", belopp="4392.80").till("2024-05-10")
    fall.skriv_av("2024-05-10", "manadsrapport", "2024-04")
    assert fall.utbetalning("2024-04-20", "avbrott").status == "klar"


# What it is to show is stated, and how the amounts came about can be told


def avbrutet() -> Spel:
    return Spel.pagaende(start="2024-03-11").hel_manad("2024-03").avsluta("2024-04-10", "2024-04-20", "sjukskrivning")


@pytest.mark.krav("K14.4", "K14.3")
def test_both_figures_of_the_last_underlag_are_stated_before_it_can_be_handed_in() -> None:
    b = forklara_belopp(avbrutet().insats, "2024-04").berakning
    assert (b["belopp"], b["avbrott"]["belopp"], b["vantat_underlag"]) == ("2584.00", "1808.80", "4392.80")
    assert (b["avbrott"]["fran"], b["avbrott"]["till"], b["avbrott"]["dagar"]) == ("2024-04-21", "2024-05-04", 14)
    assert b["avbrott"]["delar"] == [
        {"fran": "2024-04-21", "till": "2024-05-04", "dagar": 14, "manadsbelopp": "3876.00", "delat_med": 30}
    ]
    assert b["avbrott"]["forklaring"].endswith(
        "3\xa0876,00\xa0kr / 30 × 14 dagar = 1\xa0808,80\xa0kr (§12.1.3, §14.1, K14.3)"
    )
    assert forklara_belopp(avbrutet().insats, "2024-03").berakning["avbrott"] is None


@pytest.mark.krav("K14.4", "K14.3")
def test_the_row_that_waits_for_the_last_underlag_says_what_it_is_to_show() -> None:
    fall = avbrutet().till("2024-04-21")
    ska_visa = (
        "underlaget ska visa 4\xa0392,80\xa0kr: 2\xa0584,00\xa0kr för månaden och 1\xa0808,80\xa0kr för avbrottet"
    )
    assert fall.utbetalning("2024-04").forklaring.endswith(f"(§14, K14.4); {ska_visa}")
    assert ska_visa not in fall.fakturera("2024-04", "2024-04-21").utbetalning("2024-04").forklaring


@pytest.mark.krav("K14.4", "K14.3")
def test_an_avbrott_that_is_forfeited_is_told_and_is_not_in_the_underlag() -> None:
    b = forklara_belopp(avbrutet().till("2024-05-07").insats, "2024-04").berakning
    assert (b["avbrott"]["forverkat"], b["avbrott"]["belopp"], b["vantat_underlag"]) == (True, "1808.80", "2584.00")
    assert "ska visa" not in avbrutet().till("2024-05-07").utbetalning("2024-04").forklaring


@pytest.mark.krav("K14.4", "K13.8")
def test_a_row_that_is_paid_otherwise_than_its_underlag_shows_says_both_figures() -> None:
    fall = mars().avsluta_av_tva("2024-04-11", "2024-03-20").slutrapportera("2024-04-12")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.belopp) == ("klar", Decimal("1292.00"))
    assert rad.forklaring.endswith(
        "; underlaget visar 2\xa0713,20\xa0kr, som stämde när det kom; beräknat är nu 1\xa0292,00\xa0kr"
        "; betalas i 2024-05 (K14.5)"
    )


@pytest.mark.krav("K0.7", "K13.8", "K14.2")
def test_a_paid_month_that_has_lost_its_days_is_told_with_what_was_paid_and_taken_back() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").hel_manad("2024-04")
    f = forklara_belopp(fall.avsluta_av_tva("2024-05-20", "2024-03-20").insats, "2024-04")
    assert (f.berakning["insatsdagar"], f.berakning["belopp"], f.berakning["fran"]) == (0, "0.00", None)
    assert f.berakning["forklaring"] == "2024-04 har inga insatsdagar (§14.1, K14.2)"
    assert [(r.slag, r.belopp) for r in f.rader] == [
        ("manad", Decimal("3876.00")), ("justering", Decimal("-3876.00"))
    ]  # fmt: skip
