"""The register of anordnare at the command line: details, auktorisationer, history, import (K1.1, K3.4, K5.5)."""

import pytest

from tests.huset.platser import FALL
from tests.starter.cli.conftest import Spela
from tests.starter.cli.register.anordnare.registret import AL, ANNAN, EGEN, EKONOM
from tests.starter.cli.register.registerrad import data, kor, ut


@pytest.mark.krav("K1.1", "K3.4")
def test_an_anordnare_is_added_changed_shown_and_listed() -> None:
    rad = ["--organisationsnummer", "5560160680", "--telefon", "08-123 45 67", "--presentation", "Vi är bra."]
    assert ut("anordnare", "lagg-till", "A", *rad) == "A finns i registret.\n"
    assert ut("anordnare", "lagg-till", "B") == "B finns i registret.\n"
    assert (
        ut("anordnare", "andra", "A", "--telefon", "", "--webb", "https://a.example", "--som", AL) == "A är ändrad.\n"
    )
    assert "ingenting är ändrat" in ut("anordnare", "andra", "A", "--webb", "https://a.example")
    ut("anordnare", "auktorisera", "A", "AMI", "--fran", "2024-01-01")
    visat = ut("anordnare", "visa", "A")
    assert "Organisationsnummer: 556016-0680" in visat
    assert "Presentation: Vi är bra." in visat
    assert "Telefon" not in visat
    assert "tills vidare" in visat
    lista = data("anordnare", "lista")
    assert [x["namn"] for x in lista["anordnare"]] == ["A", "B"]
    assert (lista["utan_auktorisation"], len(lista["auktorisationer"])) == (["B"], 1)
    assert "556016-0680" in ut("anordnare", "lista")


@pytest.mark.krav("K3.4", "K5.5")
def test_the_history_says_who_changed_what_and_what_was_registered_when(a: str) -> None:
    ut("anordnare", "andra", a, "--telefon", "08-123 45 67", "--som", EGEN)
    ut("anordnare", "auktorisera", a, "AMI", "--till", "2024-06-30", "--som", AL)
    ut("anordnare", "ratta-auktorisation", a, "AMI", "2024-01-01", "--tills-vidare", "--motivering", "fel", "--som", AL)
    visat = data("anordnare", "visa", a, "--historik")
    assert [(v["telefon"], v["andrad_av"]) for v in visat["historik"]] == [(None, AL), ("08-123 45 67", EGEN)]
    assert [(r["slag"], r["fran"], r["till"], r["av"], r["motivering"]) for r in visat["registreringar"]] == [
        ("registrerad", "2024-01-01", None, AL, None),
        ("upphor", "2024-01-01", "2024-06-30", AL, None),
        ("andrad", "2024-01-01", None, AL, "fel"),
    ]
    visat = ut("anordnare", "visa", a, "--historik")
    assert "Telefon: – → 08-123 45 67" in visat
    assert "sista dag satt: 2024-01-01–2024-06-30" in visat


@pytest.mark.krav("K1.1", "K0.7")
def test_an_auktorisation_is_put_right_or_struck(a: str) -> None:
    ratta = ["anordnare", "ratta-auktorisation", a, "AMI"]
    skal = ["--motivering", "skrivfel"]
    assert "2024-02-01–2024-12-31" in ut(*ratta, "2024-01-01", "--fran", "2024-02-01", "--till", "2024-12-31", *skal)
    assert "gäller 2024-03-01–2024-12-31" in ut(*ratta, "2024-02-01", "--fran", "2024-03-01", *skal)
    assert "är struken" in ut(*ratta, "2024-03-01", "--stryk", *skal)
    visat = data("anordnare", "visa", a)
    assert visat["auktorisationer"] == []
    assert [r["slag"] for r in visat["registreringar"]] == ["registrerad", "andrad", "andrad", "struken"]


@pytest.mark.krav("K1.1", "K3.4", sort="avslag")
@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        (["lagg-till", " "], "anordnare: anordnarens namn är tomt (K1.1, §1.1)"),
        (
            ["lagg-till", "B", "--organisationsnummer", "5560160681"],
            "organisationsnummer: kontrollsiffran stämmer inte",
        ),
        (["lagg-till", "B", "--organisationsnummer", "123"], "organisationsnummer: ska skrivas med tio siffror"),
        (["lagg-till", "B", "--som", EKONOM], "som: det här gör"),
        (["lagg-till", "B", "--som", EGEN], "som: det här gör"),
        (["andra", "A"], "ange vad som ändras: organisationsnummer, adress"),
        (["andra", "B", "--telefon", "08-123 45 67"], "anordnaren finns inte i registret (K1.1, §1.1)"),
        (["andra", "A", "--epost", "a"], "epost: ska vara en e-postadress (K3.4, §3.2.1)"),
        (["andra", "A", "--telefon", "08-123 45 67", "--som", ANNAN], "ändrar bara sina egna uppgifter"),
        (["andra", "A", "--organisationsnummer", "", "--som", EGEN], "organisationsnumret ändras av kommunen"),
        (["visa", "B"], "anordnaren finns inte i registret"),
        (["auktorisera", "B", "AMI", "--fran", "2024-01-01"], "anordnaren finns inte i registret"),
        (
            ["auktorisera", "A", "AMI", "--fran", "2023-01-01"],
            "redan en auktorisation för AMI i perioden (2024-01-01–tills",
        ),
        (
            ["auktorisera", "A", "FAI", "--fran", "2024-02-02", "--till", "2024-02-01"],
            "till: sista dagen 2024-02-01 ligger",
        ),
        (["auktorisera", "A", "AMI"], "ange första dagen, eller sista dagen"),
        (["auktorisera", "A", "AMI", "--fran", "2030-01-01", "--som", EGEN], "inte anordnaren"),
        (["auktorisera", "A", "AMI", "--till", "2023-12-31"], "A har ingen auktorisation för AMI den 2023-12-31"),
        (["ratta-auktorisation", "A", "AMI", "2024-01-01", "--stryk"], "motivering: en rättelse kräver en motivering"),
        (["ratta-auktorisation", "A", "AMI", "2024-01-01"], "ange vad som ska rättas"),
        (["ratta-auktorisation", "A", "AMI", "2024-01-02", "--stryk", "--motivering", "x"], "som börjar 2024-01-02"),
        (["ratta-auktorisation", "A", "AMI", "2024-01-01", "--stryk", "--till", "2024-02-01"], "antingen nya datum"),
        (["auktorisera", "A", "XYZ", "--fran", "2024-01-01"], "XYZ är inte någon av"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(a: str, argument: list[str], vantat: str) -> None:
    fore = data("anordnare", "visa", a, "--historik"), data("anordnare", "lista")
    svar = kor("anordnare", *argument)
    assert svar.exit_code in (1, 2)
    assert vantat in svar.stderr
    assert len(svar.stderr.splitlines()) == 1
    assert (data("anordnare", "visa", a, "--historik"), data("anordnare", "lista")) == fore


@pytest.mark.krav("K1.1", sort="gräns")
@pytest.mark.parametrize(("till", "berors"), [("2024-03-30", True), ("2024-03-31", False)])
def test_an_end_before_the_insatser_have_ended_says_whose_they_are(
    spelat: Spela, monkeypatch: pytest.MonkeyPatch, till: str, berors: bool
) -> None:
    """The case of the file ends on 2024-03-31; here it is played to the middle of it."""
    fall = (FALL / "isa2_fullfoljd_sen_slutrapport.yaml").read_text(encoding="utf-8")
    spelat("\n".join([*fall.split("  - {tid: 2024-04-04T09:00")[0].splitlines(), "till: 2024-03-10"]))
    monkeypatch.setenv("INSATS_SOM", AL)
    ut("anordnare", "lagg-till", "Språkhuset")
    for kundval in ("ISA", "AMI"):
        ut("anordnare", "auktorisera", "Språkhuset", kundval, "--fran", "2024-01-01")
    sagt = ut("anordnare", "auktorisera", "Språkhuset", "ISA", "--till", till)
    assert ("En insats löper längre än så. Säg till den som är karriärvägledare: " in sagt) == berors
    assert "löper längre" not in ut("anordnare", "auktorisera", "Språkhuset", "AMI", "--till", till)
