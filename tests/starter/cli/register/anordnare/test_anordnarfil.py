"""Files of anordnare and of their auktorisationer: taken whole, or refused whole by row and column."""

from pathlib import Path

import pytest

from tests.starter.cli.register.anordnare.registret import AL, EGEN
from tests.starter.cli.register.registerrad import data, fel, kor, ut


def skriv(tmp_path: Path, *rader: str, kodning: str = "utf-8") -> str:
    fil = tmp_path / "fil.csv"
    fil.write_text("\n".join(rader) + "\n", encoding=kodning)
    return str(fil)


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
