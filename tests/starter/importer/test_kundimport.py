"""A file of kunder is taken whole or not at all, also when the import is killed, and the same file again is nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from benchmarks.databas.kundimport import kundfil
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from persistence.databas.massinlasning import Utfall
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor, transaktion
from persistence.inloggning import medarbetare
from persistence.register.kund.namngivna import namnge
from starter.cli.alla import insats
from starter.importer.kunder import karriarvagledarsort, kundsort
from starter.stod.filer.csvimport import FelIImport, importera
from starter.stod.stack.database.postgres import EmbeddedPostgres

IDAG = date(2026, 11, 22)
CHEF = Aktor(Roll.ARBETSLEDARE, "al1")
A, B = "19900502-2398", "20040229-2387"
ALLT = (
    "SELECT id, personnummer, fodelsedatum, namn, epost, telefon, adress, skydd, karriarvagledare FROM {} ORDER BY 1, 2"
)
HAR = "datname = current_database() AND pid <> pg_backend_pid()"
LASER = "SELECT 1 FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 3000"
SKRIVER = f"SELECT 1 FROM pg_stat_activity WHERE {HAR} AND state = 'active' AND query ~ 'INSERT INTO kund'"
PAGAR = f"SELECT 1 FROM pg_stat_activity WHERE {HAR} AND state <> 'idle'"

pytestmark = pytest.mark.krav("K3.2", "K5.1")


@pytest.fixture
def fil(tmp_path: Path) -> Callable[[str], Path]:
    def skriv(innehall: str) -> Path:
        f = tmp_path / "kunder.csv"
        f.write_text(innehall, encoding="utf-8")
        return f

    return skriv


def ta_in(motor: Engine, fil: Path) -> Utfall:
    return importera(motor, fil, kundsort(CHEF, IDAG))


def felen(motor: Engine, fil: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(FelIImport) as fel:
        ta_in(motor, fil)
    return [(f.rad, f.kolumn, f.text) for f in fel.value.fel]


def rader(motor: Engine, tabell: str = "kund") -> list[tuple[object, ...]]:
    with motor.connect() as c:
        return [tuple(r) for r in c.execute(text(ALLT.format(tabell)))]


def test_who_is_new_gets_an_id_and_who_is_known_is_known_by_personnummer(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    f = fil(f"personnummer;namn\n{A};Åsa\n{B};Bo\n")
    assert ta_in(motor, f) == Utfall(2, 0, 0)
    ids = {r[0] for r in rader(motor)}
    assert all(str(i).startswith("ku-") for i in ids) and len(ids) == 2
    assert ta_in(motor, f) == Utfall(0, 0, 2)
    assert ta_in(motor, fil(f"personnummer;namn\n{A};Åsa Ek\n")) == Utfall(0, 1, 0)
    assert {r[0] for r in rader(motor)} == ids
    assert [r[3] for r in rader(motor, "kundhistorik") if r[1] == A.replace("-", "")] == ["Åsa", "Åsa Ek"]


def test_a_column_that_the_file_has_not_is_left_as_it_is_and_an_empty_field_empties(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    ta_in(motor, fil(f"id;personnummer;namn;telefon;skydd\nk1;{A};Åsa;08-123456;sekretessmarkering\n"))
    namnge(motor, Aktor(Roll.ARBETSLEDARE, "al2"), "k1", CHEF)  # else it is not CHEF's to change
    ta_in(motor, fil(f"id;personnummer;namn\nk1;{A};Åsa Ek\n"))
    assert rader(motor)[0][3:8] == ("Åsa Ek", None, "08-123456", None, "sekretessmarkering")
    ta_in(motor, fil(f"id;personnummer;namn;telefon;skydd\nk1;{A};Åsa Ek;;\n"))
    assert rader(motor)[0][3:8] == ("Åsa Ek", None, None, None, None)


def test_a_protected_kund_may_be_without_personnummer_but_then_not_without_id(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    kolumner = "id;personnummer;namn;skydd;fodelsedatum\n"
    assert ta_in(motor, fil(kolumner + "k1;;;fingerade_personuppgifter;1990-05-02\n")) == Utfall(1, 0, 0)
    utan = fil(kolumner + ";;;fingerade_personuppgifter;1990-05-02\nk2;;;fingerade_personuppgifter;\nk3;;Bo;;\n")
    assert felen(motor, utan) == [
        (2, "id", "krävs för en kund utan personnummer"),
        (3, "fodelsedatum", "krävs när personnumret utelämnas"),
        (4, "personnummer", "får utelämnas bara för en kund med skyddade personuppgifter"),
    ]


def test_who_stands_twice_or_against_the_register_is_named_by_row_and_not_by_number(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    ta_in(motor, fil(f"id;personnummer;namn\nk1;{A};Åsa\n"))
    fore = rader(motor)
    f = fil(
        "id;personnummer;namn;karriarvagledare\n"
        f"k2;{B};Bo;\n"
        f"k2;20000101-2384;Bo;\n"
        f";{B.replace('-', '')};Bo;\n"
        f"k3;{A};Åsa;\n"
        f"k4;20000102-2383;Eva;kv9\n"
        f"k5;20000102-2384;Eva;\n"
    )
    assert felen(motor, f) == [
        (3, "id", "står redan på en tidigare rad"),
        (4, "personnummer", "står redan på en tidigare rad"),
        (5, "personnummer", "står i registret på en kund med ett annat id"),
        (6, "karriarvagledare", "finns inte i registret den dagen"),
        (7, "personnummer", "kontrollsiffran stämmer inte"),
    ]
    assert rader(motor) == fore


def test_a_karriarvagledare_who_has_left_stays_where_the_register_says_so(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    kv = fil("id;namn;epost;fran;till\nkv1;Åsa;kv1@nacka.example;2024-01-01;2026-11-22\n")
    assert importera(motor, kv, karriarvagledarsort(CHEF, IDAG)) == Utfall(1, 0, 0)
    assert importera(motor, kv, karriarvagledarsort(CHEF, IDAG)) == Utfall(0, 0, 1)
    f = fil(f"id;personnummer;namn;karriarvagledare\nk1;{A};Åsa;kv1\n")
    assert ta_in(motor, f) == Utfall(1, 0, 0)
    imorgon = date(2026, 11, 23)
    assert importera(motor, f, kundsort(CHEF, imorgon)) == Utfall(0, 0, 1)
    with pytest.raises(FelIImport):
        importera(motor, fil(f"id;personnummer;namn;karriarvagledare\nk2;{B};Bo;kv1\n"), kundsort(CHEF, imorgon))


@pytest.mark.krav("K9.5", sort="avslag")
def test_a_socialsekreterare_is_in_the_register_once_it_holds_any_or_stays(
    motor: Engine, fil: Callable[[str], Path]
) -> None:
    f = fil(f"id;personnummer;namn;socialsekreterare\nk1;{A};Åsa;so9\n")
    assert ta_in(motor, f) == Utfall(1, 0, 0)
    so1 = {"roll": "socialsekreterare", "id": "so1", "namn": "x", "epost": "x@x.example", "fran": date(2024, 1, 1)}
    with transaktion(motor) as c:
        medarbetare.skriv_in(c, "provet", so1)
    assert ta_in(motor, f) == Utfall(0, 0, 1)
    nya = fil(f"id;personnummer;namn;socialsekreterare\nk2;{B};Bo;so9\nk3;20000102-2383;Eva;so1\n")
    assert felen(motor, nya) == [(2, "socialsekreterare", "finns inte i registret den dagen")]


def test_only_two_roles_import() -> None:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.EKONOM):
        with pytest.raises(Avvisning, match="det här gör arbetsledaren eller systemspecialisten"):
            kundsort(Aktor(roll, "x"), IDAG)


def test_one_bad_row_in_ten_thousand_is_named_and_nothing_is_imported(
    motor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = kundfil(tmp_path / "kunder.csv", 10_000)
    alla = f.read_text(encoding="utf-8").splitlines()
    falt = alla[7_000].split(";")
    falt[1] = falt[1][:-1] + str((int(falt[1][-1]) + 1) % 10)
    f.write_text("\n".join([*alla[:7_000], ";".join(falt), *alla[7_001:]]), encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", motor.url.render_as_string(hide_password=False))
    svar: Result = CliRunner().invoke(insats, ["kund", "importera", str(f), "--som", str(CHEF)])
    assert svar.exit_code == 1
    assert svar.stderr.splitlines()[-1] == "Fel: kunder.csv: 1 fel; ingenting är importerat"
    assert "7001" in svar.stderr and "kontrollsiffran stämmer inte" in svar.stderr and "§1.2, K1.2" in svar.stderr
    assert falt[1] not in svar.output and falt[1][-4:] not in svar.output and "Provkund" not in svar.output
    assert rader(motor) == []


def test_two_who_import_the_same_file_at_the_same_time_import_it_once(motor: Engine, tmp_path: Path) -> None:
    f = kundfil(tmp_path / "kunder.csv", 2_000)
    with ThreadPoolExecutor(3) as tradar:
        utfall = list(tradar.map(ta_in, [motor] * 3, [f] * 3))
    assert sorted(u.nya for u in utfall) == [0, 0, 2_000]
    assert sorted(u.oforandrade for u in utfall) == [0, 2_000, 2_000]
    assert len(rader(motor)) == len(rader(motor, "kundhistorik")) == 2_000


@pytest.fixture
def annan(postgres: EmbeddedPostgres) -> Iterator[Engine]:
    """A second database, for the import that nobody disturbs."""
    url = postgres.create_database("ostord")
    migrera(url)
    motor = skapa_motor(url)
    yield motor
    motor.dispose()
    postgres.drop_database("ostord")


def test_an_import_that_is_killed_in_the_middle_leaves_nothing_and_the_next_is_as_if_it_had_never_been(
    motor: Engine, annan: Engine, tmp_path: Path
) -> None:
    fil = kundfil(tmp_path / "kunder.csv", 6_000)
    halva = kundfil(tmp_path / "halva.csv", 1_200)
    for m in (motor, annan):
        ta_in(m, halva)  # so that there is something to disturb
    fore = rader(motor)
    url = motor.url.render_as_string(hide_password=False)
    for mitt_i in (LASER, SKRIVER):
        _doda(url, fil, mitt_i)
        assert rader(motor) == fore
    assert ta_in(motor, fil) == ta_in(annan, fil) == Utfall(4_800, 0, 1_200)
    assert rader(motor) == rader(annan)
    assert rader(motor, "kundhistorik") == rader(annan, "kundhistorik")


def _doda(url: str, fil: Path, mitt_i: str) -> None:
    """Start an import as a process of its own, and kill -9 it when the question gets an answer."""
    kommando = [Path(sys.executable).with_name("insats"), "kund", "importera", fil, "--som", str(CHEF)]
    with (
        psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as c,
        subprocess.Popen(
            kommando,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process,
    ):
        while c.execute(mitt_i).fetchone() is None:
            assert process.poll() is None, process.stderr and process.stderr.read()
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        for _ in range(500):  # until the server has noticed
            if c.execute(PAGAR).fetchone() is None:
                return
            time.sleep(0.02)
        raise AssertionError("the killed import still holds its transaction")
