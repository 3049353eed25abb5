"""What an anordnare may be called, its organisationsnummer, and who keeps its details (K1.1, K3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.se import orgnr

from domain.anordnare import (
    ANORDNARFALT,
    las_namn,
    las_organisationsnummer,
    prova_auktorisationsandring,
    prova_uppgiftsandring,
    visa_organisationsnummer,
)
from domain.avvisning import Avvisning
from domain.kund import las_falt
from domain.parter import Aktor


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize("text", ["556016-0680", "5560160680", "212000-0167"])
def test_an_organisationsnummer_is_taken_with_and_without_hyphen_and_printed_with(text: str) -> None:
    siffror = las_organisationsnummer(text)
    assert siffror == text.replace("-", "")
    assert visa_organisationsnummer(siffror) == f"{siffror[:6]}-{siffror[6:]}"


@pytest.mark.krav("K1.1", sort="avslag")
@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ("556016-0681", "kontrollsiffran stämmer inte"),
        ("556106-0680", "kontrollsiffran stämmer inte"),
        ("55601606", "tio siffror"),
        ("165560160680", "tio siffror"),
        ("556016 0680", "tio siffror"),
        ("55601-60680", "tio siffror"),
        ("٥٥٦٠١٦٠٦٨٠", "tio siffror"),
        ("811228-9874", "juridisk person"),
    ],
)
def test_what_is_no_organisationsnummer_is_refused(text: str, vantat: str) -> None:
    with pytest.raises(ValueError, match=vantat):
        las_organisationsnummer(text)


@given(st.from_regex(r"[0-9]{2}[2-9][0-9]{7}", fullmatch=True))
def test_the_check_digit_is_judged_as_the_standard_library_of_numbers_does(siffror: str) -> None:
    try:
        godtogs = las_organisationsnummer(siffror) == siffror
    except ValueError:
        godtogs = False
    assert godtogs == orgnr.is_valid(siffror)


@pytest.mark.krav("K1.1", "K3.3", "K5.4", sort="avslag")
@pytest.mark.parametrize(
    ("namn", "regel", "vantat"),
    [
        ("", "K1.1", "namn är tomt"),
        ("  ", "K1.1", "namn är tomt"),
        ("A\nB", "K1.1", "en rad"),
        ("A" * 201, "K1.1", "200 tecken"),
        ("Firma 19811228-9874", "K3.3", "personnummer"),
        ("Forval", "K5.4", "dagens förvalsanordnare"),
    ],
)
def test_a_name_that_cannot_follow_a_case_is_refused(namn: str, regel: str, vantat: str) -> None:
    with pytest.raises(Avvisning, match=vantat) as fel:
        las_namn(namn)
    assert (fel.value.regel, fel.value.falt) == (regel, "anordnare")
    assert "9874" not in str(fel.value)


@pytest.mark.krav("K3.4", "K5.4", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "text", "regel", "vantat"),
    [
        ("telefon", "ring mig", "K3.4", "telefonnummer"),
        ("epost", "a@b", "K3.4", "e-postadress"),
        ("webb", "a.example", "K3.4", "webbadress"),
        ("webb", "javascript:alert(1)", "K3.4", "webbadress"),
        ("webb", "https://a example.se", "K3.4", "webbadress"),
        ("webb", "https://[a", "K3.4", "webbadress"),
        ("kontaktperson", "A\nB", "K3.4", "en rad"),
        ("adress", "x" * 201, "K3.4", "200 tecken"),
        ("presentation", "x" * 4001, "K5.4", "4000 tecken"),
        ("presentation", "a\x07", "K5.4", "styrtecken"),
    ],
)
def test_a_field_of_the_wrong_form_is_refused_by_name_and_rule(falt: str, text: str, regel: str, vantat: str) -> None:
    with pytest.raises(Avvisning, match=vantat) as fel:
        las_falt(ANORDNARFALT, {falt: text})
    assert (fel.value.regel, fel.value.falt) == (regel, falt)


def test_a_presentation_may_have_several_lines_and_be_just_long_enough() -> None:
    for text, last in (("a\r\nb", "a\nb"), ("x" * 4000, "x" * 4000), (" ", None)):
        assert las_falt(ANORDNARFALT, {"presentation": text}) == {"presentation": last}


@pytest.mark.krav("K3.4")
def test_an_anordnare_keeps_its_own_details_current_and_no_others() -> None:
    egen = Aktor.tolka("anordnare:h1@A")
    prova_uppgiftsandring(egen, "A", ["telefon", "presentation"])
    for namn, falt, vantat in (
        ("B", "telefon", "bara sina egna uppgifter"),
        ("A", "organisationsnummer", "ändras av kommunen"),
    ):
        with pytest.raises(Avvisning, match=vantat):
            prova_uppgiftsandring(egen, namn, [falt])
    with pytest.raises(Avvisning, match="inte anordnaren"):
        prova_auktorisationsandring(egen)


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize("roll", ["karriarvagledare", "arbetsledare", "kundkoordinator", "systemspecialist", "system"])
def test_the_municipality_keeps_the_register(roll: str) -> None:
    prova_auktorisationsandring(Aktor.tolka(f"{roll}:x"))
    prova_uppgiftsandring(Aktor.tolka(f"{roll}:x"), "A", ["organisationsnummer"])
    prova_auktorisationsandring(None)


@pytest.mark.krav("K1.1", sort="avslag")
@pytest.mark.parametrize("roll", ["ekonom", "socialsekreterare", "dataskyddssamordnare", "kund"])
def test_others_do_not(roll: str) -> None:
    som = Aktor.tolka(f"{roll}:x")
    with pytest.raises(Avvisning, match="det här gör"):
        prova_auktorisationsandring(som)
    with pytest.raises(Avvisning, match="det här gör"):
        prova_uppgiftsandring(som, "A", ["telefon"])
