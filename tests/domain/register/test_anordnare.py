"""What an anordnare may be called, its organisationsnummer, and who keeps its details (K1.1, K3.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.se import orgnr

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.anordnare import (
    ANORDNARFALT,
    las_namn,
    las_organisationsnummer,
    prova_auktorisationsandring,
    prova_uppgiftsandring,
    visa_organisationsnummer,
)
from domain.register.falt import las_falt

TIO_SIFFROR = "ska skrivas med tio siffror, NNNNNN-NNNN"
ENSKILD_FIRMA = "är inget organisationsnummer för en juridisk person; en enskild firmas nummer sparas inte"
EN_RAD = "ska vara en rad på högst 200 tecken"
EN_WEBBADRESS = "ska vara en webbadress, https://…"
DET_HAR_GOR = (
    "som: det här gör arbetsledaren eller karriärvägledaren eller kundkoordinatorn eller systemet eller "
    "systemspecialisten, inte {} (K1.1, §1.1)"
)


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
        ("55601606", TIO_SIFFROR),
        ("165560160680", TIO_SIFFROR),
        ("556016 0680", TIO_SIFFROR),
        ("55601-60680", TIO_SIFFROR),
        ("٥٥٦٠١٦٠٦٨٠", TIO_SIFFROR),
        ("811228-9874", ENSKILD_FIRMA),
        ("811928-9874", ENSKILD_FIRMA),
    ],
)
def test_what_is_no_organisationsnummer_is_refused(text: str, vantat: str) -> None:
    with pytest.raises(ValueError, match=vantat) as fel:
        las_organisationsnummer(text)
    assert str(fel.value) == vantat


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
        ("", "K1.1", "anordnarens namn är tomt"),
        ("  ", "K1.1", "anordnarens namn är tomt"),
        ("A\nB", "K1.1", EN_RAD),
        ("A" * 201, "K1.1", EN_RAD),
        ("Firma 19811228-9874", "K3.3", "får inte innehålla ett personnummer"),
        ("Forval", "K5.4", "ordet betyder dagens förvalsanordnare och kan inte vara ett namn"),
    ],
)
def test_a_name_that_cannot_follow_a_case_is_refused(namn: str, regel: str, vantat: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las_namn(namn)
    assert (fel.value.regel, fel.value.text, fel.value.falt) == (regel, vantat, "anordnare")
    assert "9874" not in str(fel.value)


@pytest.mark.krav("K3.4", "K5.4", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "text", "regel", "vantat"),
    [
        ("organisationsnummer", "5560160681", "K1.1", "kontrollsiffran stämmer inte"),
        ("telefon", "ring mig", "K3.4", "ska vara ett telefonnummer"),
        ("epost", "a@b", "K3.4", "ska vara en e-postadress"),
        ("webb", "a.example", "K3.4", EN_WEBBADRESS),
        ("webb", "//a.example", "K3.4", EN_WEBBADRESS),
        ("webb", "ftp://a.example", "K3.4", EN_WEBBADRESS),
        ("webb", "https://a", "K3.4", EN_WEBBADRESS),
        ("webb", "javascript:alert(1)", "K3.4", EN_WEBBADRESS),
        ("webb", "https://a example.se", "K3.4", EN_WEBBADRESS),
        ("webb", "https://a.example/\u00a0b", "K3.4", EN_WEBBADRESS),
        ("webb", "https://a.exam\tple", "K3.4", EN_WEBBADRESS),
        ("webb", "https://[a", "K3.4", EN_WEBBADRESS),
        ("kontaktperson", "A\nB", "K3.4", EN_RAD),
        ("adress", "x" * 201, "K3.4", EN_RAD),
        ("presentation", "x" * 4001, "K5.4", "får vara högst 4000 tecken"),
        ("presentation", "a\x07b", "K5.4", "får inte innehålla styrtecken"),
    ],
)
def test_a_field_of_the_wrong_form_is_refused_by_name_and_rule(falt: str, text: str, regel: str, vantat: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las_falt(ANORDNARFALT, {falt: text})
    assert (fel.value.regel, fel.value.text, fel.value.falt) == (regel, vantat, falt)


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize("webb", ["https://a.example", "http://www.a.example/om?x=1", "HTTPS://A.Example"])
def test_the_address_of_a_site_is_kept_as_it_was_written(webb: str) -> None:
    assert las_falt(ANORDNARFALT, {"webb": f" {webb} "}) == {"webb": webb}


def test_a_presentation_may_have_several_lines_and_be_just_long_enough() -> None:
    for text, last in (("a\r\nb", "a\nb"), ("x" * 4000, "x" * 4000), (" ", None)):
        assert las_falt(ANORDNARFALT, {"presentation": text}) == {"presentation": last}


@pytest.mark.krav("K3.4")
def test_an_anordnare_keeps_its_own_details_current_and_no_others() -> None:
    egen = Aktor.tolka("anordnare:h1@A")
    prova_uppgiftsandring(egen, "A", ["telefon", "presentation"])
    for namn, falt, vantat in (
        ("B", "telefon", "som: en anordnare ändrar bara sina egna uppgifter (K3.4, §3.2.1)"),
        ("A", "organisationsnummer", "organisationsnummer: organisationsnumret ändras av kommunen (K1.1, §1.1)"),
    ):
        with pytest.raises(Avvisning) as fel:
            prova_uppgiftsandring(egen, namn, ["adress", falt])
        assert str(fel.value) == vantat
    with pytest.raises(Avvisning) as fel:
        prova_auktorisationsandring(egen)
    assert str(fel.value) == DET_HAR_GOR.format("anordnaren")


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize("roll", ["karriarvagledare", "arbetsledare", "kundkoordinator", "systemspecialist", "system"])
def test_the_municipality_keeps_the_register(roll: str) -> None:
    prova_auktorisationsandring(Aktor.tolka(f"{roll}:x"))
    prova_uppgiftsandring(Aktor.tolka(f"{roll}:x"), "A", ["organisationsnummer"])


@pytest.mark.krav("K1.1", sort="avslag")
@pytest.mark.parametrize(
    ("roll", "vem"),
    [
        ("ekonom", "ekonomen"),
        ("socialsekreterare", "socialsekreteraren"),
        ("dataskyddssamordnare", "dataskyddssamordnaren"),
        ("kund", "kunden"),
    ],
)
def test_others_do_not(roll: str, vem: str) -> None:
    som = Aktor.tolka(f"{roll}:x")
    with pytest.raises(Avvisning) as fel:
        prova_auktorisationsandring(som)
    assert str(fel.value) == DET_HAR_GOR.format(vem)
    with pytest.raises(Avvisning) as fel:
        prova_uppgiftsandring(som, "A", ["telefon"])
    assert str(fel.value) == DET_HAR_GOR.format(vem)
