"""A database is brought to its next form while the fleet works: nobody who reads or writes waits for an index."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import make_url

from persistence.databas.migrering import migrera
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.huset.platser import ROT

VERSIONER = ROT / "persistence" / "tabeller" / "migrations" / "versions"
RAD = (
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, regel, rubrik)"
    " VALUES ('in-1', %s, 0, now(), 'anordnare', 'K7.1', 'x')"
)
VANTAR = (
    "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    " AND state = 'active' AND query ILIKE '%CONCURRENTLY%ix_meddelande_till_ny%'"
)
INDEX = (
    "SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = 'meddelande'::regclass"
    " AND indisvalid AND pg_get_indexdef(indexrelid) LIKE '%(till, part, tid, id)%' ORDER BY relname"
)
EFTER = ["ix_meddelande_olasta", "ix_meddelande_till"]


@pytest.fixture
def url(postgres: EmbeddedPostgres) -> Iterator[str]:
    """A database of the form that was before the first index that is made beside those who write."""
    migrera(url := postgres.create_database("rullande", template=None), "0041_kon")
    yield url
    postgres.drop_database("rullande")


def anslut(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


def test_who_writes_and_reads_waits_for_no_index_while_it_waits_for_them(url: str) -> None:
    with ThreadPoolExecutor(1) as trad, anslut(url) as skriver, anslut(url) as andra:
        skriver.execute(RAD, [1])  # a transaction that goes on
        andra.autocommit = True
        andra.execute("SET lock_timeout = '1s'")
        klar = trad.submit(migrera, url)
        slut = time.monotonic() + 30
        while andra.execute(VANTAR).fetchone() != (1,):
            assert time.monotonic() < slut and not klar.done()
            time.sleep(0.02)
        andra.execute(RAD, [2])
        assert andra.execute("SELECT count(*) FROM meddelande").fetchone() == (1,)
        assert not klar.done()
        skriver.commit()
        klar.result(60)
        assert [r[0] for r in andra.execute(INDEX)] == EFTER


def test_one_that_was_broken_off_anywhere_is_taken_up_again(url: str) -> None:
    ny = "CREATE INDEX ix_meddelande_till_ny ON meddelande (till)"
    for halvt in (ny, f"DROP INDEX ix_meddelande_till; {ny}"):
        with anslut(url) as c:
            c.execute(halvt)
            c.execute("UPDATE alembic_version SET version_num = '0041_kon'")
        migrera(url, "0042_inkorgens_ordning")
        with anslut(url) as c:
            assert [r[0] for r in c.execute(INDEX)] == EFTER


def test_an_index_of_a_table_that_was_there_before_is_made_beside_those_who_use_it() -> None:
    for fil in sorted(VERSIONER.glob("r*.py")):
        if int(fil.name[1:5]) < 42:
            continue
        (upp,) = (d for d in ast.parse(fil.read_text()).body if isinstance(d, ast.FunctionDef) and d.name == "upgrade")
        anrop = [
            (n.func.attr, n.args)
            for n in ast.walk(upp)
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
        ]
        nya = {ast.literal_eval(a[0]) for vad, a in anrop if vad == "create_table"}
        for vad, a in anrop:
            if vad in ("create_index", "drop_index"):
                assert ast.literal_eval(a[1]) in nya, f"{fil.name}: gör indexet med migrations/indexen.py"
