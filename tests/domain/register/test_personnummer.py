"""A personnummer or samordningsnummer is twelve digits, a birth date that can be somebody's, and a check digit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from domain.grund.avvisning import Avvisning
from domain.register.personnummer import ALDSTA, tolka_personnummer

IDAG = date(2026, 11, 22)

pytestmark = pytest.mark.krav("K1.2", "K3.2")

FORM = "ska skrivas med tolv siffror, ÅÅÅÅMMDD-NNNN"
INGET_DATUM = "de första åtta siffrorna är inget datum"
KONTROLLSIFFRAN = "kontrollsiffran stämmer inte"

FODDA = st.dates(date(1897, 1, 1), IDAG)


def nummer(fodd: date, lopnummer: int = 239, *, samordnat: bool = False) -> str:
    """A number with the right check digit."""
    utan = f"{fodd:%Y%m}{fodd.day + 60 * samordnat:02}{lopnummer:03}"
    return utan + luhn.calc_check_digit(utan[2:])


@given(FODDA, st.integers(0, 999), st.booleans(), st.booleans())
def test_a_number_is_read_with_or_without_hyphen_and_kept_without(
    fodd: date, lopnummer: int, samordnat: bool, streck: bool
) -> None:
    siffror = nummer(fodd, lopnummer, samordnat=samordnat)
    skrivet = f"{siffror[:8]}-{siffror[8:]}"
    last = tolka_personnummer(f" {skrivet} " if streck else siffror, IDAG)
    assert (last.siffror, last.fodelsedatum, last.samordningsnummer) == (siffror, fodd, samordnat)
    assert str(last) == skrivet


@given(FODDA, st.integers(0, 999), st.integers(2, 11), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(fodd: date, lopnummer: int, plats: int, steg: int) -> None:
    siffror = nummer(fodd, lopnummer)
    fel = siffror[:plats] + str((int(siffror[plats]) + steg) % 10) + siffror[plats + 1 :]
    with pytest.raises(Avvisning):
        tolka_personnummer(fel, IDAG)


@given(st.text(max_size=15) | st.from_regex(r"[0-9]{8}[-+ ]?[0-9]{4}", fullmatch=True))
def test_whatever_is_written_it_is_a_number_or_a_refusal_that_does_not_repeat_it(text: str) -> None:
    try:
        assert len(tolka_personnummer(text, IDAG).siffror) == 12
    except Avvisning as fel:
        assert (fel.regel, fel.falt) == ("K1.2", "personnummer")
        assert len(text.strip()) < 6 or text.strip() not in str(fel)


@pytest.mark.parametrize("fodd", ["2000-02-29", "2024-02-29", "1900-01-01", "1999-12-31", "2000-01-01"])
def test_leap_days_and_centuries(fodd: str) -> None:
    dag = date.fromisoformat(fodd)
    assert tolka_personnummer(nummer(dag), IDAG).fodelsedatum == dag


@pytest.mark.parametrize(
    ("text", "sagt"),
    [
        ("9005022398", FORM),
        ("900502-2398", FORM),
        ("19900502+2398", FORM),
        ("19900502 2398", FORM),
        ("199005022398 1", FORM),
        ("١٩٩٠٠٥٠٢٢٣٩٨", FORM),
        ("", FORM),
        ("202302292390", INGET_DATUM),
        ("190002292390", INGET_DATUM),
        ("199000012390", INGET_DATUM),
        ("199013012390", INGET_DATUM),
        ("199001002390", INGET_DATUM),
        ("199001602390", INGET_DATUM),
        ("199001322390", INGET_DATUM),
        ("199001922390", INGET_DATUM),
        ("199002902390", INGET_DATUM),
        ("000005022390", INGET_DATUM),
        ("19900502-2390", KONTROLLSIFFRAN),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(text: str, sagt: str) -> None:
    with pytest.raises(Avvisning) as fel:
        tolka_personnummer(text, IDAG)
    assert str(fel.value) == f"personnummer: {sagt} (K1.2, §1.2)"


@pytest.mark.parametrize("text", ["9005022398", "199013012390", "18000502-2396", "30000502-2392", "19900502-2390"])
def test_a_refusal_names_the_field_that_it_was_written_in(text: str) -> None:
    with pytest.raises(Avvisning) as fel:
        tolka_personnummer(text, IDAG, "kund")
    assert (fel.value.regel, fel.value.falt) == ("K1.2", "kund")


def test_nobody_is_born_tomorrow_and_nobody_is_older_than_the_oldest() -> None:
    imorgon = IDAG + timedelta(days=1)
    assert tolka_personnummer(nummer(IDAG), IDAG).fodelsedatum == IDAG
    with pytest.raises(Avvisning) as fel:
        tolka_personnummer(nummer(imorgon), IDAG)
    assert str(fel.value) == "personnummer: födelsedatumet ligger i framtiden (K1.2, §1.2)"
    aldst = IDAG.replace(year=IDAG.year - ALDSTA - 1) + timedelta(days=1)  # turns 131 tomorrow
    assert tolka_personnummer(nummer(aldst), IDAG).fodelsedatum == aldst
    with pytest.raises(Avvisning) as fel:
        tolka_personnummer(nummer(aldst - timedelta(days=1)), IDAG)
    assert str(fel.value) == "personnummer: födelsedatumet ligger mer än 130 år tillbaka (K1.2, §1.2)"


def test_a_samordningsnummer_of_a_leap_day() -> None:
    last = tolka_personnummer(nummer(date(2004, 2, 29), samordnat=True), IDAG)
    assert last.siffror.startswith("20040289") and last.fodelsedatum == date(2004, 2, 29)
