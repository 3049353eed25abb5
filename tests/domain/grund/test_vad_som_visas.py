"""How a refusal, an amount, a text and a name are shown, and what is shown of none of them (K3.3)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning, FinnsInte, finns
from domain.grund.beteckning import nyckel_for, samma_person, visat
from domain.grund.kallor import hanvisning, paragraf
from domain.grund.parter import Aktor, Roll
from domain.grund.pengar import avrunda, kronor
from domain.grund.roller import LASER_REGISTRET, SER_ALLA_ARENDEN, far_se_arende, prova_roll
from domain.grund.text import Text, Textfakta, fakta_om, som_skrivna_koder, synligt
from domain.skeende.form import pa_svenska


@pytest.mark.krav("K0.6")
@pytest.mark.parametrize(
    ("nej", "text"),
    [
        (Avvisning("K7.3", "så är det", "mal"), "mal: så är det (K7.3, §7.3)"),
        (Avvisning("K7.3", "så är det"), "så är det (K7.3, §7.3)"),
        (Avvisning("K0.6", "så är det", "mal"), "mal: så är det (K0.6)"),
        (FinnsInte("K13.10", "den finns inte"), "den finns inte (K13.10, §13)"),
    ],
)
def test_a_refusal_is_told_with_its_field_its_rule_and_the_paragraph_behind_it(nej: Avvisning, text: str) -> None:
    assert str(nej) == text
    assert nej.args == (text,), "one who logs an exception shows the sentence"


@pytest.mark.krav("K0.8")
def test_a_rule_of_our_own_reading_has_no_paragraph() -> None:
    assert (paragraf("K0.6"), hanvisning("K0.6")) == ("", "K0.6")
    assert (paragraf("K8.1"), hanvisning("K8.1")) == ("§8.1", "§8.1, K8.1")


def test_what_must_be_there_is_given_and_its_absence_says_why_it_should_be() -> None:
    assert finns(0, "ett tal") == 0
    with pytest.raises(AssertionError) as fel:
        finns(None, "ett tal")
    assert str(fel.value) == "ett tal"


@pytest.mark.krav("K3.3", sort="gräns")
@pytest.mark.parametrize(
    ("text", "visas"),
    [
        ("in-abc", True),
        ("a" * 60, True),
        ("a" * 61, False),
        ("Åsa Ek", False),
        ("19900502-2398", False),
        ("x-9005022398", False),
        ("x9005022398", True),  # figures within a word of random ones
        ("9005022398x", True),
    ],
)
def test_what_was_asked_for_is_repeated_only_where_it_can_be_an_id(text: str, visas: bool) -> None:
    assert visat(text, "ärendet") == (text if visas else "ärendet")


@pytest.mark.krav("K3.3")
def test_one_person_is_one_however_the_id_is_written() -> None:
    assert nyckel_for("A\u030aSA") == nyckel_for("åsa") == "åsa"
    assert samma_person("A\u030asa", "Åsa") and not samma_person("asa", "åsa")
    assert samma_person("straße", "STRASSE ") and not samma_person("e1", "e2")
    jag = Aktor(Roll.ANORDNARE, "A\u030asa", "A")
    assert jag.ar(Aktor(Roll.ANORDNARE, "åsa", "A"))
    assert Aktor.las("anordnare:Åsa@Källan: två") == Aktor(Roll.ANORDNARE, "åsa", "Källan: två")
    for annan in (Aktor(Roll.ANORDNARE, "åsa", "B"), Aktor(Roll.ANORDNARE, "asa", "A"), Aktor(Roll.KUND, "åsa", "A")):
        assert not jag.ar(annan)


@pytest.mark.krav("K14.2", sort="gräns")
@pytest.mark.parametrize(
    ("exakt", "ore"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(49, 10_000), "0.00"),
        (Fraction(25, 1000), "0.03"),
        (Fraction(35, 1000), "0.04"),
        (Fraction(2, 3), "0.67"),
        (Fraction(7), "7.00"),
    ],
)
def test_an_amount_is_rounded_once_half_up_to_ore(exakt: Fraction, ore: str) -> None:
    assert str(avrunda(exakt)) == ore


@pytest.mark.krav("K14.2")
@pytest.mark.parametrize(
    ("belopp", "text"),
    [("0", "0,00 kr"), ("999.9", "999,90 kr"), ("3876", "3 876,00 kr"), ("1234567.89", "1 234 567,89 kr")],
)
def test_an_amount_is_written_as_swedes_write_it_and_is_never_broken(belopp: str, text: str) -> None:
    assert kronor(Decimal(belopp)) == text.replace(" ", "\u00a0")


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("tecken", ["\x00", "\x1b", "\x7f", "\u200b", "\u202e", "\ufeff", "\ud800", "\r", "\u2028"])
def test_what_would_do_something_else_than_be_seen_is_shown_as_a_mark_or_as_its_code(tecken: str) -> None:
    assert synligt(f"a{tecken}b{tecken}") == "a�b�"
    assert som_skrivna_koder(f"a{tecken}b") == f"a\\u{ord(tecken):04x}b"
    for tyst in ("a\tb\nc", "Åsa – ”hej”", "👩\u200d👧", ""):
        assert synligt(tyst) == som_skrivna_koder(tyst) == tyst


@pytest.mark.krav("K3.3", "K8.4", sort="gräns")
def test_a_text_is_read_as_facts_up_to_its_limit_and_facts_are_read_as_they_are() -> None:
    las: TypeAdapter[Any] = TypeAdapter(Text)
    assert las.validate_python("x" * 100_000) == Textfakta(100_000)
    assert las.validate_python({"tecken": 3, "ej_aktuellt": True}) == Textfakta(3, True)
    with pytest.raises(ValidationError) as fel:
        las.validate_python("x" * 100_001)
    assert pa_svenska(fel.value.errors()[0]) == "texten får vara högst 100000 tecken"
    assert fakta_om(" Ej aktuellt:  redan gjort \n") == Textfakta(11, ej_aktuellt=True)
    assert fakta_om("inte ej aktuellt") == Textfakta(16)
    assert (Textfakta(0).ifylld, Textfakta(1).ifylld, Textfakta(0, True).ifylld) == (False, True, False)


@pytest.mark.krav("K3.3", "K3.7", sort="avslag")
def test_who_may_not_is_told_who_does_in_the_order_of_the_alphabet() -> None:
    prova_roll(Aktor(Roll.ARBETSLEDARE, "al1"), LASER_REGISTRET, "K5.1")
    with pytest.raises(Avvisning) as nej:
        prova_roll(Aktor(Roll.EKONOM, "e1"), LASER_REGISTRET, "K5.1")
    text = "som: det här gör arbetsledaren eller karriärvägledaren, inte ekonomen (K5.1, §5.1)"
    assert str(nej.value) == text


@pytest.mark.krav("K3.7")
@pytest.mark.parametrize("roll", list(Roll))
def test_a_case_is_seen_by_those_who_see_all_and_by_its_own_anordnare(roll: Roll) -> None:
    egen, annan = Aktor(roll, "x", "A"), Aktor(roll, "x", "B")
    alla = roll in SER_ALLA_ARENDEN
    assert far_se_arende(egen, "A") is (alla or roll is Roll.ANORDNARE)
    assert far_se_arende(annan, "A") is alla
