"""Names and arguments that mean something to a terminal, a file system or a spreadsheet are shown as what they are."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import Engine, insert

from domain.grund.avvisning import Avvisning
from domain.processer.incident.incident import Bedomning
from domain.register.anordnare import las_namn
from persistence.betalning.stangning import Anordnartotal
from persistence.databas.motor import transaktion
from persistence.tabeller.post import meddelande
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.harmlost import harmlos_utskrift
from starter.visning.ordval.processord import LAGE
from tests.starter.cli.register.registerrad import data, fel, mot_databasen, ut

AL, KV = "arbetsledare:al1", "karriarvagledare:kv1"
ELAKA = (
    "[bold]Fet[/bold]",
    "[/x] AB",
    ":warning: AB",
    "../../x",
    "%s {0}",
    "O'Brien; DROP TABLE anordnare;--",
    "A@B:C",
)


@pytest.fixture(autouse=True)
def databasen(monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)
    monkeypatch.setenv("INSATS_SOM", AL)


def test_a_name_is_shown_to_the_letter_in_every_table() -> None:
    for namn in ELAKA:
        ut("anordnare", "lagg-till", namn)
        ut("anordnare", "auktorisera", namn, "AMI", "--fran", "2024-01-01")
    for kommando in (("anordnare", "lista"), ("jamfor", "AMI"), ("kvalitet", "2025", "--som", AL)):
        visat = ut(*kommando)
        assert [n for n in ELAKA if n not in visat] == [], kommando
    assert [a["namn"] for a in data("anordnare", "lista")["anordnare"]] == sorted(ELAKA)
    assert "A@B:C" in ut("kvalitet", "2025", "--som", "anordnare:h1@A@B:C")


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize("namn", ["A\u200bB", "A\u202eB", "A\x9bB", "A\u2028B", "\ufeffA"])
def test_a_name_holds_nothing_that_cannot_be_seen(namn: str) -> None:
    with pytest.raises(Avvisning, match="osynliga tecken"):
        las_namn(namn)


def test_an_error_line_carries_no_codes_to_the_terminal() -> None:
    rad = fel("a\x1b[31mb\x9bc")
    assert rad.isprintable()
    assert "a�[31mb�c" in rad


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("kod", ["\x1b[2J", "\x1b]0;x\x07", "\u202e", "\u200b", "\x9b31m", "\u2066"])
def test_a_text_carries_no_codes_to_the_terminal_by_any_way_out(
    motor: Engine, kod: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rad = {
        "arende": "anordnare-A", "nr": 1, "ordning": 0, "tid": datetime(2024, 5, 6, 8, tzinfo=UTC), "part": None,
        "till": "arbetsledare", "regel": "K16.2", "rubrik": f"Nya{kod}villkor",
    }  # fmt: skip
    with transaktion(motor) as forbindelse:
        forbindelse.execute(insert(meddelande).values(rad))
    for argument in (("inkorg",), ("inkorg", "--json")):
        visat = ut(*argument)
        assert all(t.isprintable() for t in visat.replace("\n", "")), argument
    assert data("inkorg")[0]["rubrik"] == f"Nya{kod}villkor", "ett program ska få det som det är"
    with harmlos_utskrift():
        print(f"a{kod}b")  # click itself strips some of them
    assert capsys.readouterr().out.startswith("a�")


@pytest.mark.parametrize("argument", [[b"anordnare", b"lagg-till", b"Bad\xff"], [b"anordnare", b"lista"]])
def test_what_is_not_utf8_is_refused_before_anything_is_done(argument: list[bytes]) -> None:
    som = b"anordnare:h1@Bad\xff"
    kommando = [os.fsencode(sys.executable), b"-c", b"from starter.cli.alla import main; main()", *argument]
    svar = subprocess.run(kommando, capture_output=True, env={**os.environb, b"INSATS_SOM": som}, check=False)
    assert svar.returncode == 2
    rader = svar.stderr.decode().splitlines()
    assert len(rader) == 1 and "är inte UTF-8" in rader[0], rader
    assert data("anordnare", "lista")["anordnare"] == []


@pytest.mark.krav("K14.6")
def test_no_two_anordnare_have_the_same_file_and_none_leaves_its_folder(motor: Engine, tmp_path: Path) -> None:
    namn = ["A/B", "A:B", "A_B", "../../x", ".", "..", "/etc/passwd", "A\\B", "Å" * 200, "Å" * 199, "Anordnare A"]
    stangd = datetime(2024, 4, 16, tzinfo=UTC)
    filer = [
        Underlag(motor, "2024-04", stangd, Anordnartotal(n, *[0] * 5, rader=0, innehallna=0), None).filnamn  # type: ignore[arg-type]
        for n in namn
    ]
    assert len(set(filer)) == len(namn)
    for fil in filer:
        (tmp_path / f".{fil}.pdf-abcdefgh").touch()
        assert (tmp_path / fil).resolve().parent == tmp_path.resolve()
    assert filer[-1] == "betalning 2024-04 Anordnare A"


@pytest.mark.krav("K6.6")
def test_a_message_beside_the_cases_is_shown_among_the_unread(motor: Engine) -> None:
    """New conditions are sent to an anordnare's akt, which is no case."""
    rad = {
        "arende": "anordnare-A", "nr": 1, "ordning": 0, "tid": datetime(2024, 5, 6, 8, tzinfo=UTC), "till": "anordnare",
        "part": "A", "regel": "K16.2", "rubrik": "Nya villkor",
    }  # fmt: skip
    with transaktion(motor) as forbindelse:
        forbindelse.execute(insert(meddelande).values(rad))
    assert data("olasta", "--som", KV) == []
    for argument in (("--alla", "--som", KV), ("--som", AL)):
        assert [(m["arende"], m["anordnare"]) for m in data("olasta", *argument)] == [("anordnare-A", "A")]


def test_every_way_a_process_can_stand_has_words_and_no_other_has() -> None:
    """As the code says it: what a ``status`` returns, and what a kind of process gives as its row's."""
    trad = [ast.parse(fil.read_text(encoding="utf-8")) for fil in Path("domain/processer").rglob("*.py")]
    sagt: list[ast.expr] = []
    for nod in (n for t in trad for n in ast.walk(t)):
        if isinstance(nod, ast.FunctionDef) and nod.name == "status":
            sagt += (n.value for n in ast.walk(nod) if isinstance(n, ast.Return) and n.value is not None)
        if isinstance(nod, ast.Call) and isinstance(nod.func, ast.Name) and nod.func.id == "Processrad":
            sagt.append(nod.args[0])
    ord_ = {n.value for uttryck in sagt for n in _utfall(uttryck) if isinstance(n, ast.Constant)}
    assert ord_ | {*get_args(Bedomning)} == set(LAGE)


def _utfall(uttryck: ast.expr) -> Iterator[ast.expr]:
    """What an expression can come to: both sides of a choice, and neither its condition."""
    if isinstance(uttryck, ast.IfExp):
        yield from _utfall(uttryck.body)
        yield from _utfall(uttryck.orelse)
    else:
        yield uttryck
