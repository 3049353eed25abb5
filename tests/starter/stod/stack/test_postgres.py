"""The PostgreSQL that is brought along: kept over a kill, mended, asked for its password, without words in its log."""

import os
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.starter.stod.stack.stacken import eventually, execute, processes_of


def test_postgres_keeps_its_data_over_a_restart_and_over_kill_9(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg")
    url = server.start()
    try:
        execute(url, "CREATE TABLE minne (ord text)")
        execute(url, "INSERT INTO minne VALUES ('före omstart')")
        server.stop()
        assert server.pid is None
        execute(server.start(), "INSERT INTO minne VALUES ('efter omstart')")
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        assert execute(server.start(), "SELECT count(*) FROM minne") == [(2,)]
    finally:
        server.stop()
    assert eventually(lambda: processes_of(folder) == [])  # who worked for the one that was killed ends by itself


def test_postgres_started_twice_is_one_server(folder: Path) -> None:
    first, second = (EmbeddedPostgres(folder / "pg", durable=False) for _ in range(2))
    try:
        assert first.start() == second.start()
    finally:
        first.stop()
    second.stop()  # already down: nothing happens


def test_postgres_mends_an_interrupted_initdb_and_a_pid_file_about_someone_else(folder: Path) -> None:
    (folder / "pg" / "data.utkast").mkdir(parents=True)
    (folder / "pg" / "data.utkast" / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(folder / "pg", durable=False)
    server.start()
    server.stop()
    (folder / "pg" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n/någon/annan\n0\n5432\n\n\n\nready\n")
    assert server.pid is None
    server.start()
    server.stop()


def test_postgres_speaks_utf8_asks_for_its_password_and_keeps_it_secret(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg", durable=False)
    url = server.start()
    try:
        assert execute(url, "SELECT upper('åäö'), current_setting('TimeZone')") == [("ÅÄÖ", "UTC")]
        password = (folder / "pg" / "losenord").read_text().strip()
        assert password in url
        with pytest.raises(psycopg.OperationalError):
            execute(url.replace(password, "fel"), "SELECT 1")
        assert stat.S_IMODE((folder / "pg" / "losenord").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "pg").stat().st_mode) == 0o700
    finally:
        server.stop()


def test_a_failed_statement_leaves_no_personal_data_in_the_log(folder: Path) -> None:
    server = EmbeddedPostgres(folder / "pg", durable=False)
    url = server.start()
    try:
        execute(url, "CREATE TABLE kund (personnummer text UNIQUE)")
        execute(url, "INSERT INTO kund VALUES ('19900101-1234')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            execute(url, "INSERT INTO kund VALUES ('19900101-1234')")
        assert "19900101-1234" not in server.log.read_text(encoding="utf-8")
    finally:
        server.stop()


def test_databases_are_created_once_copied_and_dropped(postgres: EmbeddedPostgres, database_url: str) -> None:
    execute(database_url, "CREATE TABLE mall (ord text)")
    template = database_url.rsplit("/", 1)[1]
    assert postgres.create_database(template) == database_url
    copy = postgres.create_database(f"{template}_kopia", template=template)
    assert execute(copy, "SELECT * FROM mall") == []
    postgres.drop_database(f"{template}_kopia")
    with pytest.raises(psycopg.OperationalError):
        execute(copy, "SELECT 1")
