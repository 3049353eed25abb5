"""The first contact with the database, and what its errors may say."""

import time

import pytest
from sqlalchemy import Engine, make_url, text

from persistence.databas.motor import DatabasFel, DataFel, skapa_motor, transaktion


@pytest.mark.parametrize("prefix", ["postgresql", "postgresql+psycopg"])
def test_both_spellings_of_the_url_are_taken(database_url: str, prefix: str) -> None:
    url = make_url(database_url).set(drivername=prefix).render_as_string(hide_password=False)
    motor = skapa_motor(f" {url} ")
    with transaktion(motor) as forbindelse:
        assert forbindelse.execute(text("SELECT 1")).scalar() == 1
    motor.dispose()


@pytest.mark.parametrize(
    ("url", "sagt"),
    [
        ("hej", "går inte att läsa"),
        ("", "går inte att läsa"),
        ("postgresql://a:hemligt@localhost:port/x", "går inte att läsa"),
        ("sqlite:///x.db", "måste vara PostgreSQL"),
        ("mysql://a:hemligt@localhost/x", "måste vara PostgreSQL"),
        ("postgresql://a:hemligt@127.0.0.1:1/x", "127.0.0.1:1 går inte att nå"),
    ],
)
def test_what_cannot_be_reached_is_told_in_one_sentence(url: str, sagt: str) -> None:
    with pytest.raises(DatabasFel, match=sagt) as fel:
        skapa_motor(url)
    assert "hemligt" not in str(fel.value)
    assert fel.value.__cause__ is None
    assert "\n" not in str(fel.value)


def test_a_wrong_password_is_told_without_being_repeated(database_url: str) -> None:
    url = make_url(database_url).set(password="hemligt")
    with pytest.raises(DatabasFel, match="släpper inte in användaren") as fel:
        skapa_motor(url.render_as_string(hide_password=False))
    assert "hemligt" not in str(fel.value)


def test_a_database_that_is_not_there_is_named(database_url: str) -> None:
    url = make_url(database_url).set(database="finns_inte")
    with pytest.raises(DatabasFel, match="databasen finns_inte finns inte på"):
        skapa_motor(url.render_as_string(hide_password=False))


def test_a_refused_value_is_not_repeated(motor: Engine) -> None:
    satt = text("INSERT INTO anordnare (namn) VALUES (:namn)")
    with pytest.raises(DataFel) as fel, transaktion(motor) as forbindelse:
        forbindelse.execute(satt, [{"namn": "Hemlig AB"}, {"namn": "Hemlig AB"}])
    assert "Hemlig" not in str(fel.value)
    assert fel.value.__cause__ is None and fel.value.__suppress_context__
    with transaktion(motor) as forbindelse:
        assert forbindelse.execute(text("SELECT count(*) FROM anordnare")).scalar() == 0


def _stang_av(motor: Engine) -> None:
    """The pool's one connection is closed by the server while it lies there."""
    with transaktion(motor) as forbindelse:
        jag = forbindelse.execute(text("SELECT pg_backend_pid()")).scalar()
    annan = skapa_motor(motor.url.render_as_string(hide_password=False))
    with transaktion(annan) as forbindelse:
        assert forbindelse.execute(text("SELECT pg_terminate_backend(:jag, 5000)"), {"jag": jag}).scalar()
    annan.dispose()


def test_a_connection_that_has_rested_is_replaced_if_the_server_has_closed_it(
    motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stang_av(motor)
    monkeypatch.setattr("persistence.databas.motor._VILAR_EFTER", 0.0)
    with transaktion(motor) as forbindelse:
        assert forbindelse.execute(text("SELECT 1")).scalar() == 1


def test_one_that_was_used_a_moment_ago_is_not_tried_and_says_so_once(
    motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("persistence.databas.motor._VILAR_EFTER", 60.0)
    _stang_av(motor)
    with pytest.raises(DatabasFel), transaktion(motor) as forbindelse:
        forbindelse.execute(text("SELECT 1"))
    with transaktion(motor) as forbindelse:
        assert forbindelse.execute(text("SELECT 1")).scalar() == 1


def test_nothing_that_the_database_is_asked_is_waited_for_without_end(database_url: str, motor: Engine) -> None:
    """A statement, a lock that somebody forgot, a transaction that stands, and a network that has gone silent."""
    egen, talig = skapa_motor(database_url), skapa_motor(database_url, talig=True)
    with transaktion(egen) as c:
        satt = {n: c.execute(text(f"SHOW {n}")).scalar() for n in ("statement_timeout", "lock_timeout")}
        assert satt == {"statement_timeout": "2min", "lock_timeout": "5s"}
        assert c.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "5min"
        assert c.connection.driver_connection.info.get_parameters()["tcp_user_timeout"] == "15000"  # type: ignore[union-attr]
    with transaktion(talig) as c:
        assert [c.execute(text(f"SHOW {n}")).scalar() for n in ("statement_timeout", "lock_timeout")] == ["0", "0"]
    with motor.begin() as c:
        c.execute(text("INSERT INTO anordnare (namn) VALUES ('A')"))
    with motor.begin() as glomd:
        glomd.execute(text("SELECT 1 FROM anordnare FOR UPDATE"))
        borjan = time.monotonic()
        with pytest.raises(DatabasFel), transaktion(egen) as c:
            c.execute(text("UPDATE anordnare SET webb = 'x'"))
        assert 4 < time.monotonic() - borjan < 20
    for m in (egen, talig):
        m.dispose()
