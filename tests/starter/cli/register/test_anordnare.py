"""The register of anordnare at the command line: details, auktorisationer, history, import (K1.1, K3.4, K5.5)."""

from pathlib import Path

import pytest

from tests.huset.platser import FALL
from tests.starter.cli.conftest import Spela
from tests.starter.cli.register.registerrad import data, fel, kor, mot_databasen, ut

AL, EKONOM, EGEN, ANNAN = "arbetsledare:al1", "ekonom:e1", "anordnare:h1@A", "anordnare:h1@B"


@pytest.fixture(autouse=True)
def databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)
    monkeypatch.setenv("INSATS_SOM", AL)


@pytest.fixture
def a() -> str:
    ut("anordnare", "lagg-till", "A")
    ut("anordnare", "auktorisera", "A", "AMI", "--fran", "2024-01-01")
    return "A"


def skriv(tmp_path: Path, *rader: str, kodning: str = "utf-8") -> str:
    fil = tmp_path / "fil.csv"
    fil.write_text("\n".join(rader) + "\n", encoding=kodning)
    return str(fil)


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


# Import


@pytest.mark.krav("K1.1", "K5.4")
def test_a_file_of_anordnare_adds_and_changes_and_the_same_file_again_changes_nothing(a: str, tmp_path: Path) -> None:
    ut("anordnare", "andra", a, "--telefon", "08-123 45 67")
    fil = skriv(
        tmp_path,
        "Namn;Organisationsnummer;Presentation",
        "A;556016-0680;Vi tränar språk",
        '"Åsas AB";212000-0167;"Två rader;\nmed semikolon"',
        "B;;",
    )
    torrt = data("anordnare", "importera", fil, "--torrkor")
    assert (torrt["nya"], torrt["andrade"]) == (2, 1)
    assert len(data("anordnare", "lista")["anordnare"]) == 1
    assert "3 anordnare lästa, 2 nya, 1 ändrade, 0 oförändrade" in ut("anordnare", "importera", fil, "--som", AL)
    assert "0 nya, 0 ändrade, 3 oförändrade" in ut("anordnare", "importera", fil)
    visat = data("anordnare", "visa", a, "--historik")
    assert visat["anordnare"]["telefon"] == "08-123 45 67"  # the file has no such column
    assert [v["andrad_av"] for v in visat["historik"]] == [AL, AL, AL]
    assert data("anordnare", "visa", "Åsas AB")["anordnare"]["presentation"] == "Två rader;\nmed semikolon"


@pytest.mark.krav("K1.1", sort="avslag")
def test_a_file_of_anordnare_with_faults_is_refused_whole_with_rows_and_columns(a: str, tmp_path: Path) -> None:
    ut("anordnare", "andra", a, "--organisationsnummer", "556016-0680")
    fil = skriv(
        tmp_path,
        "namn;organisationsnummer;epost",
        "B;556016-0680;b@b.example",
        "C;123;c",
        ";;d@d.example",
        "D;212000-0167;",
        "D;;",
    )
    svar = data_om_fel("anordnare", "importera", fil)
    assert [(f["rad"], f["kolumn"], f["text"]) for f in svar["fel"]] == [
        (2, "organisationsnummer", "är redan registrerat på en annan anordnare"),
        (3, "epost", "ska vara en e-postadress"),
        (3, "organisationsnummer", "ska skrivas med tio siffror, NNNNNN-NNNN"),
        (4, "namn", "fältet är tomt"),
        (6, "namn", "står redan på en tidigare rad"),
    ]
    assert fel("anordnare", "importera", fil) == "Fel: fil.csv: 5 fel; ingenting är importerat"
    assert [x["namn"] for x in data("anordnare", "lista")["anordnare"]] == ["A"]


def data_om_fel(*argument: str) -> dict:  # type: ignore[type-arg]
    import json

    svar = kor(*argument, "--json")
    assert svar.exit_code == 1
    return json.loads(svar.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("rader", "kodning", "vantat"),
    [
        (["namn;telefon", "Å;08-123 45 67"], "latin-1", "rad 2 är inte UTF-8"),
        (["telefon", "08-123 45 67"], "utf-8", "kolumner saknas: namn"),
        (["namn;hittapa", "A;1"], "utf-8", "okända kolumner: hittapa"),
        (["namn;namn", "A;1"], "utf-8", "flera gånger: namn"),
        ([""], "utf-8", "filen är tom"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, rader: list[str], kodning: str, vantat: str) -> None:
    assert vantat in fel("anordnare", "importera", skriv(tmp_path, *rader, kodning=kodning))


@pytest.mark.krav("K1.1", "K5.5")
def test_a_file_of_auktorisationer_is_taken_over_with_when_they_were_registered(tmp_path: Path) -> None:
    for namn in "ABC":
        ut("anordnare", "lagg-till", namn)
    fil = skriv(
        tmp_path,
        "anordnare,kundval,fran,till,registrerad",
        "C,AMI,2024-02-01,,2024-02-01 09:00",
        "A,ami,2024-01-02,,2024-01-02",
        "B,AMI,2024-01-05,,2024-01-05",
        "A,FAI,2024-03-01,2024-12-31,",
    )
    assert "4 auktorisationer lästa, 4 nya" in ut("anordnare", "importera-auktorisationer", fil, "--torrkor")
    assert data("anordnare", "lista")["auktorisationer"] == []
    assert "4 nya, 0 ändrade" in ut("anordnare", "importera-auktorisationer", fil, "--som", AL)
    assert "0 nya, 0 ändrade, 4 oförändrade" in ut("anordnare", "importera-auktorisationer", fil)
    (rad,) = data("anordnare", "visa", "C")["registreringar"]
    assert (rad["registrerad"], rad["av"]) == ("2024-02-01T08:00:00Z", AL)


@pytest.mark.krav("K1.1", "K5.5", sort="avslag")
def test_a_file_of_auktorisationer_with_faults_is_refused_whole(a: str, tmp_path: Path) -> None:
    ut("anordnare", "lagg-till", "B")
    fil = skriv(
        tmp_path,
        "anordnare;kundval;fran;till;registrerad",
        "B;FAI;2024-01-01;;",
        "B;FAI;2024-05-01;;",
        "C;FAI;2024-05-01;;",
        "A;AMI;2023-01-01;2024-01-01;",
        "A;ISA;2024-02-01;2024-01-31;",
        "A;ISA;2024-13-01;;",
        "A;XYZ;2024-02-01;;",
        "A;ISA;2024-02-01;;2999-01-01",
        "B;AMI;2024-02-01;;2024-02-01",
        "B;ISA;2024-02-01;;2024-03-31 02:30",
    )
    svar = data_om_fel("anordnare", "importera-auktorisationer", fil)
    assert [(f["rad"], f["kolumn"], f["text"].split(" (")[0]) for f in svar["fel"]] == [
        (3, "fran", "B har redan en auktorisation för FAI i perioden"),
        (4, "anordnare", "anordnaren finns inte i registret"),
        (5, "fran", "A har redan en auktorisation för AMI i perioden"),
        (6, "till", "sista dagen ligger före första dagen"),
        (7, "fran", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        (8, "kundval", "ska vara något av FAI, AMI, ISA"),
        (9, "registrerad", "registreringen ligger i framtiden"),
        (10, "registrerad", next(f["text"] for f in svar["fel"] if f["rad"] == 10)),
        (11, "registrerad", "ska vara en dag eller tidpunkt som finns, ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM-DD TT:MM"),
    ]
    assert "redan en senare registrering" in next(f["text"] for f in svar["fel"] if f["rad"] == 10)
    assert len(data("anordnare", "lista")["auktorisationer"]) == 1
    assert data("anordnare", "visa", "B")["registreringar"] == []


@pytest.mark.krav("K1.1", sort="avslag")
@pytest.mark.parametrize("kommando", ["importera", "importera-auktorisationer"])
def test_a_file_is_not_taken_from_one_who_does_not_keep_the_register(kommando: str, tmp_path: Path) -> None:
    assert "som: det här gör" in fel("anordnare", kommando, skriv(tmp_path, "namn", "A"), "--som", EGEN)
