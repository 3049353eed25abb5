"""What the yearly review counts, of whom, and in which year (K16.1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.kvalitet.nyckeltal import Andel, Meddelandegrupp
from domain.kvalitet.rakning import ar_avvikelse, arets_period, bedom, bedom_meddelande
from domain.tid.period import Period
from tests.domain.kvalitet.raknat import AR_2024, bevakning
from tests.verktyg.spel import d, regelverket

pytestmark = pytest.mark.krav("K16.1")

# Which days of a year


@pytest.mark.parametrize(
    ("idag", "till"),
    [
        ("2025-01-01", "2024-12-31"),
        ("2024-12-31", "2024-12-30"),
        ("2024-01-02", "2024-01-01"),
        ("2030-06-01", "2024-12-31"),
    ],
)
def test_a_year_is_counted_to_its_last_completed_day(idag: str, till: str) -> None:
    assert arets_period(2024, d(idag)) == Period(d("2024-01-01"), d(till))


def test_the_first_year_of_the_calendar_can_be_reviewed() -> None:
    assert arets_period(2015, d("2024-06-01")) == Period(d("2015-01-01"), d("2015-12-31"))


@pytest.mark.parametrize(
    ("ar", "idag", "text"),
    [
        (2025, "2025-01-01", "2025 har ingen dag som kan följas upp än; senast 2024"),
        (2026, "2025-06-01", "2026 har ingen dag som kan följas upp än; senast 2025"),
        (2014, "2025-06-01", "2014 ligger före 2015, som kalendern börjar med"),
        (0, "2025-06-01", "0 ligger före 2015, som kalendern börjar med"),
    ],
)
def test_a_year_without_a_completed_day_and_one_before_the_calendar_are_refused(ar: int, idag: str, text: str) -> None:
    with pytest.raises(Avvisning) as fel:
        arets_period(ar, d(idag))
    assert str(fel.value) == f"ar: {text} (K16.1, §1.1)"


# In time, late, missing


@pytest.mark.parametrize(
    ("utfall", "gjord", "vantat"),
    [
        ("uppfylld", True, "i_tid"), ("sen", True, "sena"), ("sen", False, "saknade"), ("forsenad", False, "saknade"),
        ("avskriven", False, "saknade"), ("oppen", False, "saknade"), ("upphord", False, None),
    ],
)  # fmt: skip
def test_what_is_not_done_when_its_frist_has_passed_is_missing_however_it_ended(
    utfall: str, gjord: bool, vantat: str | None
) -> None:
    assert bedom(bevakning(utfall=utfall, gjord=gjord)) == vantat


def test_a_bemanning_that_had_passed_when_the_case_was_recalled_is_missing() -> None:
    b = bevakning("bemanning", "upphord", aterkallad=True, passerad_hos=Roll.ANORDNARE)
    assert bedom(b) == "saknade"
    assert bedom(replace(b, passerad_hos=None)) is None, "recalled before the frist had passed"
    assert bedom(replace(b, aterkallad=False)) is None, "its ground has fallen away"


@pytest.mark.krav("K7.2")
def test_a_missed_week_is_a_deviation_until_the_contact_is_registered() -> None:
    missad = bevakning("veckokontakt", "sen")
    assert ar_avvikelse(missad)
    assert not ar_avvikelse(replace(missad, gjord=True))
    assert ar_avvikelse(bevakning("manadsrapport", "sen", gjord=True)), "a late report was late all the same"


@pytest.mark.krav("K0.9")
def test_a_deviation_is_of_the_one_who_had_the_ball_when_the_frist_passed() -> None:
    hos_kv = bevakning("rapportgodkannande", passerad_hos=Roll.KARRIARVAGLEDARE)
    assert not ar_avvikelse(hos_kv), "returned to the anordnare after the frist"
    assert ar_avvikelse(replace(hos_kv, passerad_hos=None))
    assert ar_avvikelse(replace(hos_kv, ansvarig=Roll.KARRIARVAGLEDARE, passerad_hos=Roll.ANORDNARE))
    assert not ar_avvikelse(replace(hos_kv, ansvarig=Roll.KARRIARVAGLEDARE, passerad_hos=None))


@pytest.mark.krav("K14.7")
def test_a_late_underlag_is_no_deviation() -> None:
    assert not ar_avvikelse(bevakning("faktureringsunderlag"))


# Messages


@pytest.mark.krav("K6.6")
@pytest.mark.parametrize(
    ("sant", "last", "vantat"),
    [
        ("2024-03-08", "2024-03-11", "i_tid"),  # a Friday: Monday is the arbetsdag it is to be read by
        ("2024-03-08", "2024-03-12", "sena"),
        ("2024-03-08", None, "saknade"),
        ("2024-12-27", None, "saknade"),  # Monday 30 December
        ("2024-12-30", None, None),  # to be read on 2 January
    ],
)
def test_a_message_belongs_to_the_year_it_is_to_be_read_in_and_is_late_by_one_day(
    sant: str, last: str | None, vantat: str | None
) -> None:
    m = Meddelandegrupp("A", d(sant), d(last) if last else None, 1)
    assert bedom_meddelande(m, AR_2024, regelverket()) == vantat


# Shares


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_hundred_per_cent_is_all_and_zero_is_none(antal: int, av: int) -> None:
    antal = min(antal, av)
    andel = Andel(antal, av)
    if not av:
        assert andel.procent is andel.hela_procent is None
        return
    assert andel.hela_procent is not None and andel.procent is not None
    assert (andel.hela_procent == 100) == (antal == av)
    assert (andel.hela_procent == 0) == (antal == 0)
    assert abs(andel.procent - Decimal(100 * antal) / av) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("antal", "av", "procent", "hela"),
    [
        (1, 16, "6.3", 6), (2, 3, "66.7", 67), (5, 200, "2.5", 3), (7, 200, "3.5", 4), (1, 2, "50.0", 50),
        (199, 200, "99.5", 99), (1, 300, "0.3", 1), (0, 7, "0.0", 0), (7, 7, "100.0", 100),
    ],
)  # fmt: skip
def test_a_share_is_rounded_half_up_to_a_tenth_and_to_a_whole(antal: int, av: int, procent: str, hela: int) -> None:
    andel = Andel(antal, av)
    assert (str(andel.procent), str(andel.hela_procent)) == (procent, str(hela))
