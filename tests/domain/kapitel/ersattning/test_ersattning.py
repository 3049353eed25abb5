"""What a payment needs and the month it is paid in (K14.4, K14.5), and underlag that show another amount."""

import pytest

from tests.domain.kapitel.ersattning.belopp import ore
from tests.verktyg.spel import Spel, tid


@pytest.mark.krav("K14.4")
def test_a_month_is_paid_only_when_report_and_underlag_are_there() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-01")
    assert "väntar på månadsrapport, faktureringsunderlag" in fall.utbetalning("2024-03").forklaring
    fall.rapportera("2024-03", "2024-04-02")
    assert "väntar på faktureringsunderlag" in fall.utbetalning("2024-03").forklaring
    assert fall.utbetalning("2024-03").status == "vantar"
    fall.fakturera("2024-03", "2024-04-03")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", "2024-04")


@pytest.mark.krav("K14.5", "K14.6")
def test_it_is_paid_at_midnight_on_the_16th() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-04-15T23:59")
    assert fall.utbetalning("2024-03").status == "klar"
    fall.till("2024-04-16")
    assert fall.utbetalning("2024-03").status == "utbetald"
    assert fall.nar("utbetalning_verkstalld") == tid("2024-04-16T00:00")
    assert len(fall.brev("anordnare", "Utbetalning 2024-03: 2\u00a0713,20\u00a0kr")) == 1
    assert len(fall.till("2024-06-20").handelser("utbetalning_verkstalld")) == 1


@pytest.mark.krav("K14.5")
@pytest.mark.parametrize(
    ("rapport", "underlag", "i"),
    [
        ("2024-04-06", "2024-04-06", "2024-04"),
        ("2024-04-07T23:59", "2024-04-07T23:59", "2024-04"),  # brytdatum, a Sunday
        ("2024-04-08T00:00", "2024-04-07T23:59", "2024-05"),
        ("2024-04-07T23:59", "2024-04-08T00:00", "2024-05"),
        ("2024-04-30", "2024-05-07T23:59", "2024-05"),
        ("2024-05-08T00:00", "2024-04-30", "2024-06"),
    ],
)
def test_it_is_paid_in_the_first_month_whose_brytdatum_the_arrivals_meet(rapport: str, underlag: str, i: str) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for nar in sorted((rapport, underlag)):
        if nar == rapport and "2024-03" not in fall.insats.rapporter:
            fall.rapportera("2024-03", nar)
        else:
            fall.fakturera("2024-03", nar)
    if "2024-03" not in fall.insats.underlag:
        fall.fakturera("2024-03", underlag)
    fall.godkann("2024-03", str(max(rapport, underlag)[:10]) + "T23:59")
    assert fall.utbetalning("2024-03").utbetalningsmanad == i


@pytest.mark.krav("K14.4", "K14.5")
@pytest.mark.parametrize("godkant", ["2024-04-15T23:59", "2024-04-16T00:00", "2024-05-15T23:59", "2024-05-16T00:00"])
def test_when_it_is_approved_moves_nothing(godkant: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03").godkann("2024-03", godkant)
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.5", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "i"),
    [("2024-06-07T23:59", "2024-07"), ("2024-07-07T23:59", "2024-07"), ("2024-07-08T00:00", "2024-08")],
)
def test_a_month_is_never_paid_in_itself_although_all_is_in_before_its_own_brytdatum(nar: str, i: str) -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-05").slutrapportera("2024-06-04")  # the last day
    fall.rapportera("2024-06", "2024-06-05", delmal=[]).fakturera("2024-06", nar)
    rad = fall.till(nar).utbetalning("2024-06")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", i)


@pytest.mark.krav("K14.5")
def test_an_aterremiss_does_not_move_the_arrival_of_a_report_that_came_in_time() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03")
    fall.aterremittera("2024-03", "2024-04-09").rapportera("2024-03", "2024-04-12").godkann("2024-03", "2024-04-15")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.7")
def test_an_underlag_that_misses_the_brytdatum_only_moves_the_payment() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").till("2024-04-08")
    b = fall.bevakning("faktureringsunderlag", "2024-03")
    assert (b.frist, b.utfall, b.ansvarig) == ("2024-04-07", "forsenad", "anordnare")
    assert fall.brev("anordnare", "utbetalningen flyttas")
    assert not fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Inte inkommet")


# K14.4: underlag that differ


@pytest.mark.krav("K14.4")
def test_an_underlag_that_differs_is_held_and_both_sides_are_told_the_two_figures() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="2713.19")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "underlag_avviker", False)
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 2\u00a0713,19\u00a0kr, beräknat är 2\u00a0713,20\u00a0kr")) == 1
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "oppen"


@pytest.mark.krav("K14.4", "K14.5")
def test_its_arrival_is_that_of_the_first_that_matches() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    fall.fakturera("2024-03", "2024-04-08", nummer="F2").godkann("2024-03", "2024-04-10")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", "2024-05")
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "sen"
    assert fall.brev("anordnare", "hålls inte längre inne")


@pytest.mark.krav("K14.4", "K14.7")
def test_an_underlag_is_refused_too_early_twice_or_with_anothers_number() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-30")
    fall.avvisas("K14.7", fall.fakturera, "2024-03", "2024-03-30T23:59", falt="manad")
    fall.fakturera("2024-03", "2024-03-31T00:00", belopp="1", nummer="F1")
    fall.avvisas("K14.4", fall.fakturera, "2024-03", "2024-04-01", belopp="1", nummer="F1", falt="fakturanummer")
    fall.fakturera("2024-03", "2024-04-02", nummer="F2")
    fall.avvisas("K14.4", fall.fakturera, "2024-03", "2024-04-02", nummer="F3", falt="manad")
    fall.avvisas("K14.4", fall.fakturera, "2024-04", "2024-05-02", nummer="F2", falt="fakturanummer")
    fall.avvisas("K14.4", fall.fakturera, "2024-02", "2024-05-02", belopp="1", falt="manad")


@pytest.mark.krav("K14.4", "K11.1")
def test_an_underlag_written_for_an_end_that_was_then_extended_is_awaited_anew() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").fakturera("2024-06", "2024-06-10T09:00", nummer="F1")
    assert [u.belopp for u in fall.insats.underlag["2024-06"]] == [ore("1292.00")]
    fall.arbetsledare("2024-06-10T10:00", "besluta_forlangning", motivering="nära målet")
    assert fall.utbetalning("2024-06").hinder == "underlag_avviker"
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 1\u00a0292,00\u00a0kr, beräknat är 3\u00a0876,00\u00a0kr")) == 1
    fall.till("2024-07-01").fakturera("2024-06", nummer="F2").rapportera("2024-06").godkann("2024-06")
    assert (fall.utbetalning("2024-06").status, fall.utbetalning("2024-06").belopp) == ("klar", ore("3876.00"))
