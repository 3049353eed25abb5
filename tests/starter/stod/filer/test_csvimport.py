"""A file is imported all or not at all, and every fault in it is named by row and column, never by value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from domain.grund.avvisning import Avvisning
from persistence.databas.massinlasning import Utfall, inlasning
from persistence.databas.motor import DatabasFel, DataFel
from starter.stod.filer import csvfil
from starter.stod.filer.csvimport import FelIImport, importera
from tests.starter.stod.filer.saker import SAK, SORT


def rader(motor: Engine) -> list[tuple[Any, ...]]:
    with motor.connect() as c:
        return [tuple(r) for r in c.execute(select(SAK).order_by(SAK.c.id))]


def felen(motor: Engine, fil: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(FelIImport) as fel:
        importera(motor, fil, SORT)
    assert rader(motor) == []
    return [(f.rad, f.kolumn, f.text) for f in fel.value.fel]


@pytest.mark.parametrize(
    "innehall",
    [
        "id;antal;dag\na;1;2024-02-29\nå;2;\n",
        "\ufeffid;antal;dag\r\na;1;2024-02-29\r\nå;2;\r\n",
        "dag,antal,id\n2024-02-29,1,a\n,2,å",
        'id;antal;dag\n\n"a";" 1";2024-02-29\n;;\n"å";2;\n\n',
        " ID ; Antal;DÄG\n".replace("Ä", "A") + "a;1;2024-02-29\nå;2;\n",
    ],
    ids=["plain", "BOM and CRLF", "comma, other order", "quotes and empty rows", "header in capitals"],
)
def test_the_same_rows_however_the_file_is_written(saker: Engine, fil: Callable[..., Path], innehall: str) -> None:
    assert importera(saker, fil(innehall), SORT) == Utfall(2, 0, 0)
    assert rader(saker) == [("a", 1, date(2024, 2, 29)), ("å", 2, None)]


def test_the_same_file_again_changes_nothing_and_a_changed_row_is_the_only_one_written(
    saker: Engine, fil: Callable[..., Path]
) -> None:
    f = fil("id;antal;dag\na;1;2024-01-01\nb;2;2024-01-01\n")
    importera(saker, f, SORT)
    assert importera(saker, f, SORT) == Utfall(0, 0, 2)
    assert importera(saker, fil("id;antal\na;3\nb;2\nc;4\n"), SORT) == Utfall(1, 1, 1)
    assert rader(saker) == [("a", 3, date(2024, 1, 1)), ("b", 2, date(2024, 1, 1)), ("c", 4, None)]


def test_a_dry_run_says_what_it_would_come_to_and_saves_nothing(saker: Engine, fil: Callable[..., Path]) -> None:
    assert importera(saker, fil("id;antal\na;1\n"), SORT, torrkor=True) == Utfall(1, 0, 0)
    assert rader(saker) == []


@pytest.mark.parametrize(
    ("innehall", "sagt"),
    [
        (b"", "filen är tom"),
        (b"\n\n", "filen är tom"),
        (b"id;namn\n", "kolumner saknas: antal; okända kolumner: namn. Kolumnerna är id, antal, dag"),
        (b"id;antal;antal;id;dag\n", "kolumner som står flera gånger: id, antal."),
        (b"id;antal;\n", "okända kolumner: (utan namn)"),
        ("id;antal\na;1\nå;2\n".encode("latin-1"), "rad 3 är inte UTF-8; spara filen som ”CSV UTF-8”"),
        ("id;antal\na;1\n".encode("utf-16"), "rad 1 är inte UTF-8"),
        (b'id;antal\na;1\n"b;2\nc;3\n', "rad 3 är inte CSV: ett citattecken saknas"),
        (b'id;antal\n"a"b;1\n', "rad 2 är inte CSV"),
        (b"id;antal\na;\0\n", "rad 2 innehåller tecken som inte hör hemma"),
        (b"id;antal\n" + b"x" * (1 << 20) + b";1\n", "rad 2 är längre än"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused_as_a_whole(
    saker: Engine, fil: Callable[..., Path], innehall: bytes, sagt: str
) -> None:
    with pytest.raises(Avvisning) as fel:
        importera(saker, fil(innehall), SORT)
    assert sagt in str(fel.value)
    assert rader(saker) == []


def test_a_file_that_is_not_there(saker: Engine, tmp_path: Path) -> None:
    with pytest.raises(Avvisning, match=r"borta\.csv: filen går inte att läsa"):
        importera(saker, tmp_path / "borta.csv", SORT)
    with pytest.raises(Avvisning, match="filen går inte att läsa"):
        importera(saker, tmp_path, SORT)


def test_every_fault_is_named_by_the_line_it_stands_on(saker: Engine, fil: Callable[..., Path]) -> None:
    innehall = 'id;antal;dag\nok;1;\n;100;2023-02-29\nful;1;\n"två\nrader";1;\nok;2;\nkort;1\n' + "x" * 21 + ";ett;\n"
    assert felen(saker, fil(innehall)) == [
        (3, "antal", "ska vara ett heltal mellan 0 och 99"),
        (3, "dag", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        (3, "id", "fältet är tomt"),
        (4, "id", "får inte vara ful"),
        (5, "id", "får inte innehålla radbrytningar eller styrtecken"),
        (7, "id", "står redan på en tidigare rad"),
        (8, "hela raden", "raden har 2 fält, rubriken 3"),
        (9, "antal", "ska vara ett heltal mellan 0 och 99"),
        (9, "id", "får vara högst 20 tecken"),
    ]


def test_one_bad_row_in_ten_thousand_stops_them_all(saker: Engine, fil: Callable[..., Path]) -> None:
    antal = ["7"] * 10_000
    antal[6_543] = "sju"
    innehall = "id;antal\n" + "".join(f"s{n};{a}\n" for n, a in enumerate(antal))
    assert felen(saker, fil(innehall)) == [(6_545, "antal", "ska vara ett heltal mellan 0 och 99")]
    assert importera(saker, fil(innehall.replace("sju", "7")), SORT) == Utfall(10_000, 0, 0)


def test_no_more_faults_are_kept_than_can_be_read_but_all_are_counted(saker: Engine, fil: Callable[..., Path]) -> None:
    with pytest.raises(FelIImport, match="3000 fel; ingenting är importerat") as fel:
        importera(saker, fil("id;antal\n" + "samma;x\n" * 2_000 + "samma;1\n" * 1_001), SORT)
    assert (len(fel.value.fel), fel.value.antal) == (1_000, 3_000)


def test_progress_is_told_in_bytes(saker: Engine, fil: Callable[..., Path]) -> None:
    f, sett = fil("id;antal\n" + "".join(f"s{n};1\n" for n in range(2_000))), []
    importera(saker, f, SORT, framsteg=lambda *x: sett.append(x))
    lasta = [klart for steg, klart, _ in sett if steg == "läser"]
    assert len(lasta) == 4 and lasta == sorted(lasta)
    assert {av for *_, av in sett} == {f.stat().st_size}
    assert [steg for steg, *_ in sett[-2:]] == ["prövar", "skriver"]


def test_what_the_database_refuses_is_told_without_what_was_written(motor: Engine) -> None:
    with pytest.raises(DataFel) as fel, inlasning(motor, "prov", {"antal": "integer"}) as i:
        i.kopiera([(1, "hemligt")])
    assert "hemligt" not in str(fel.value)
    with pytest.raises(DatabasFel) as fel2, inlasning(motor, "prov", {"antal": "finns_inte"}):
        pass
    assert str(fel2.value) == "databasen svarar inte som den ska (UndefinedObject)"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200).map(lambda b: b"id;antal\n" + b) | st.binary(max_size=200))
def test_whatever_the_file_holds_it_is_rows_or_a_refusal(tmp_path: Path, innehall: bytes) -> None:
    f = tmp_path / "vad.csv"
    f.write_bytes(innehall)
    try:
        with csvfil.fran_disk(f) as kalla:
            oppen = csvfil.oppna(kalla, ["id", "antal"], ["id"])
            assert all(nr > 1 and all(isinstance(v, str) for v in varden) for nr, varden in oppen)
    except Avvisning as fel:
        assert fel.regel == "K0.6"
