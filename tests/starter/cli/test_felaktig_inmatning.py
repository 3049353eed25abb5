"""Bad input at the command line: one Swedish line on stderr that names what is wrong, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from persistence.register.anordnare import register
from starter.cli.alla import insats

KV, ANORDNARE = "karriarvagledare:kv1", "anordnare:h1@Anordnare A"
STARTA = ["starta", "--insats", "AMI2", "--anordnare", "A", "--malgrupp", "kaa", "--fodelsedatum", "2007-01-01"]
OMOJLIG_DATABAS = "postgresql://a:hemligt@127.0.0.1:1/finns-inte"


@pytest.fixture(autouse=True)
def inget_i_omgivningen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No stack is running, and no setting comes from the machine that the test runs on."""
    for namn in ("DATABASE_URL", "TEMPORAL_ADDRESS", "INSATS_SOM", "REGELVERK_KATALOG"):
        monkeypatch.delenv(namn, raising=False)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))


def kor(*argument: str, **miljo: str) -> Result:
    return CliRunner().invoke(insats, list(argument), env=miljo)


def ett_fel(svar: Result) -> str:
    """The one line of stderr."""
    assert svar.exit_code != 0
    assert isinstance(svar.exception, SystemExit), svar.exception
    rader = svar.stderr.splitlines()
    assert len(rader) == 1, svar.stderr
    assert rader[0].startswith("Fel: ")
    return rader[0]


@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        (["hittepa"], "Okänt kommando: hittepa."),
        (["provkor"], "Argumentet saknas"),
        (["provkor", "--moter", "ren", "x"], "Okänt val: --moter. Menade du '--motor'?"),
        (["provkor", "--motor", "snabb", "x"], "snabb är inte någon av 'temporal', 'ren'."),
        (["upp", "--arbetare", "många"], "många är inte ett tal."),
        (["upp", "--arbetare", "-1"], "ligger utanför"),
        (["visa", "a", "b", "--som", KV], "Överflödigt argument: b"),
        (["visa", "a"], "Valet saknas: '--som'"),
        (["visa", "a", "--som", "chefen:1"], "okänd roll; välj"),
        (["visa", "a", "--som", "anordnare:h1"], "anordnarens organisation saknas"),
        (["sag", "in-1", "bemana", "--som", ANORDNARE], "Okänt kommando: bemana."),
        (["sag", "in-1", "lamna_slutrapport", "--mal-uppnatt", "kanske", "--som", ANORDNARE], "svara ja eller nej"),
        (["sag", "in-1", "lamna_slutrapport", "--rubrik", "resultat", "--som", ANORDNARE], "skriv rubrik=text"),
        (["anordnare", "auktorisera", "A", "AMI", "--fran", "igår"], "igår är inte ett datum"),
        (["adress", "chefen", "a@b.se"], "chefen är inte någon av"),
    ],
)
def test_a_wrong_question_is_answered_in_swedish_with_exit_code_2(argument: list[str], vantat: str) -> None:
    svar = kor(*argument)
    assert svar.exit_code == 2
    assert vantat in ett_fel(svar)


@pytest.mark.parametrize("argument", [[], ["kund"], ["sag"], ["forklara"]])
def test_who_says_no_more_is_shown_what_there_is_to_say(argument: list[str]) -> None:
    svar = kor(*argument)
    assert (svar.exit_code, svar.stderr) == (2, "")
    assert svar.stdout.startswith(" ".join(("Användning: insats", *argument)))
    assert len(svar.stdout.splitlines()) > 5 and "Kommandon:" in svar.stdout


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize(
    "argument",
    [
        ["19900502-2398"], ["forklara", "in-1", "199005022398"], ["upp", "--arbetare", "900502-2398"],
        ["visa", "in-1", "199005022398", "--som", KV], ["provkor", "--motor", "19900502-2398", "x"],
        ["anordnare", "auktorisera", "A", "AMI", "--fran", "199005022398"], ["visa", "--199005022398"],
    ],
)  # fmt: skip
def test_a_personnummer_in_a_wrong_place_does_not_come_back(argument: list[str]) -> None:
    fel = ett_fel(kor(*argument))
    assert "…" in fel and "2398" not in fel


@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        (["sag", "in-1", "bemanna", "--som", ANORDNARE], "handlaggare: fältet saknas (K6.2, §6.2)"),
        (
            ["sag", "in-1", "lagg_in_uppdrag", "--startdatum", "igår", "--som", KV],
            "startdatum: ska vara ett datum, ÅÅÅÅ-MM-DD (K6.3, §6.3)",
        ),
        (
            ["sag", "in-1", "lagg_in_uppdrag", "--startdatum", "2024-03-01", "--omfattning", "mycket", "--som", KV],
            "omfattning: ska vara ett tal",
        ),
        (["sag", "in-1", "bemanna", "--handlaggare", "H", "--som", ANORDNARE], "DATABASE_URL: ingen databas"),
        (["arenden", "--som", KV], "DATABASE_URL: ingen databas"),
        (["migrera"], "DATABASE_URL: ingen databas"),
        (["regelverk", "--kontrollera", "finns-inte.toml"], "finns-inte.toml: filen går inte att läsa"),
        (["provkor", "finns-inte.yaml", "--motor", "ren"], "finns-inte.yaml: filen går inte att läsa"),
    ],
)
def test_what_cannot_be_done_is_said_in_swedish_with_exit_code_1(argument: list[str], vantat: str) -> None:
    svar = kor(*argument)
    assert svar.exit_code == 1
    assert vantat in ett_fel(svar)


@pytest.mark.parametrize(
    ("namn", "varde", "vantat"),
    [
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL: ska vara en PostgreSQL-databas"),
        ("DATABASE_URL", "vad som helst", "DATABASE_URL: ska skrivas postgresql://"),
        ("DATABASE_URL", OMOJLIG_DATABAS, "databasen på 127.0.0.1:1 går inte att nå"),
        ("TEMPORAL_ADDRESS", "ingen port", "TEMPORAL_ADDRESS: ska skrivas värd:port"),
        ("HALSA_PORT", "många", "HALSA_PORT: ska vara ett tal"),
        ("SMTP_URL", "epost", "SMTP_URL: ska skrivas smtp://värd:port"),
        ("SMTP_URL", "smtp://127.0.0.1:25", "AVSANDARE: krävs när SMTP_URL är satt"),
        ("LOGGNIVA", "HÖG", "LOGGNIVA: ska vara någon av"),
        ("MINNS_ARENDEN", "1", "MINNS_ARENDEN: "),
    ],
)
def test_a_wrong_setting_is_named(namn: str, varde: str, vantat: str) -> None:
    fel = ett_fel(kor("arenden", "--som", KV, **{namn: varde}))
    assert vantat in fel
    assert "hemligt" not in fel


def test_no_temporal_server(monkeypatch: pytest.MonkeyPatch, motor: Engine, database_url: str) -> None:
    register.lagg_till_anordnare(motor, "A")
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "127.0.0.1:1")
    svar = kor(*STARTA, "--som", KV)
    assert svar.exit_code == 1
    assert "ingen Temporal-server svarar på 127.0.0.1:1" in ett_fel(svar)


@pytest.mark.parametrize("text", ["a = [", "[regelverk]\nutgava = '2025'\nfran = 2025-01-01\n"])
def test_a_regelverk_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    fil = tmp_path / "2025.toml"
    fil.write_text(text, encoding="utf-8")
    assert "2025.toml" in ett_fel(kor("regelverk", "--kontrollera", str(fil)))


def test_a_case_file_that_is_no_yaml(tmp_path: Path) -> None:
    fil = tmp_path / "fall.yaml"
    fil.write_text("namn: [\n", encoding="utf-8")
    assert "fall.yaml: filen är inte giltig YAML (rad 2, kolumn 1)" in ett_fel(kor("provkor", str(fil)))
