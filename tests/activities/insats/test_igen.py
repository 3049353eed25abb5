"""A delivery that failed says when it is to be tried again; who gets through takes along what others tried in vain."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.insats import Insatsaktiviteter
from activities.stod import brevbarare
from activities.stod.epost import Epost, EpostFel
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Leverans
from persistence.databas.motor import DatabasFel
from tests.activities.insats.utkorgen import Ny, status


def paus(aktiviteter: Insatsaktiviteter, arende: str, alder: timedelta) -> timedelta | None:
    """After how long a delivery that fails, and was asked for so long ago, is to be tried again."""
    env = ActivityEnvironment()
    nar = datetime(2024, 5, 1, tzinfo=UTC)
    env.info = replace(env.info, scheduled_time=nar, started_time=nar + alder)
    with pytest.raises(ApplicationError) as fel:
        env.run(aktiviteter.leverera, Leverans(arende))
    assert not fel.value.non_retryable
    return fel.value.next_retry_delay


def vantande(motor: Engine) -> dict[str, int]:
    with motor.connect() as c:
        rader = c.execute(text("SELECT arende, count(*) FROM utkorg WHERE status = 'vantar' GROUP BY arende"))
        return dict(tuple(r) for r in rader)


def mogna(motor: Engine, *arenden: str) -> None:
    """As when ten seconds have passed since they were put there."""
    with motor.begin() as c:
        c.execute(text("UPDATE utkorg SET far_tas_med = now() WHERE arende = ANY(:a)"), {"a": list(arenden)})


@pytest.mark.parametrize(("alder", "nere", "nekad"), [(0, 2, 2), (60, 20, 30), (900, 20, 60), (86_400, 60, 900)])
def test_the_pause_is_of_what_was_wrong_and_of_how_long_it_has_waited(
    aktiviteter: Insatsaktiviteter, motor: Engine, regelverket: Regelverk, brevlada: Any, batch: Ny,
    alder: float, nere: float, nekad: float,
) -> None:  # fmt: skip
    aktiviteter.journalfor(batch())
    utan_server = Insatsaktiviteter(motor, regelverket, Epost("smtp://127.0.0.1:1", "a@b.se", "https://x"))
    assert paus(utan_server, "in-1", timedelta(seconds=alder)) == timedelta(seconds=nere)
    brevlada.adresser["post@a.example"] = "451 4.7.1 greylisted"
    assert paus(aktiviteter, "in-1", timedelta(seconds=alder)) == timedelta(seconds=nekad)


def test_what_may_have_been_taken_is_not_sent_again_and_again(
    aktiviteter: Insatsaktiviteter, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    aktiviteter.journalfor(batch())

    def tappa(*_: Any, **__: Any) -> None:
        raise EpostFel("SMTPServerDisconnected", servern_nere=True, oviss=True)

    monkeypatch.setattr(Epost, "skicka", tappa)
    assert paus(aktiviteter, "in-1", timedelta(days=1)) == timedelta(minutes=15)


def test_a_database_that_is_away_is_noticed_soon_too(
    aktiviteter: Insatsaktiviteter, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    aktiviteter.journalfor(batch())

    def borta(*_: Any, **__: Any) -> None:
        raise DatabasFel("databasen svarar inte")

    monkeypatch.setattr(brevbarare.utkorg, "leverera_nasta", borta)
    assert paus(aktiviteter, "in-1", timedelta(minutes=10)) == timedelta(seconds=20)


def test_a_server_that_one_found_down_is_left_alone_by_the_others_for_a_breath(
    aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arende in ("in-1", "in-2"):
        aktiviteter.journalfor(batch(arende))
    fragad: list[int] = []

    def nere(_: Epost, __: str, nummer: int, **___: Any) -> None:
        fragad.append(nummer)
        raise EpostFel("ConnectionRefusedError", servern_nere=True)

    with monkeypatch.context() as m:
        m.setattr(Epost, "skicka", nere)
        for arende in ("in-1", "in-2", "in-2"):
            with pytest.raises(ApplicationError):
                aktiviteter.leverera(Leverans(arende))
        assert len(fragad) == 1, "den andra frågar inte alls"
        with pytest.raises(ApplicationError):
            aktiviteter.leverera(Leverans("in-1"))
        assert len(fragad) == 2, "den som fann det kommer åter i sin egen takt"
        m.setattr(brevbarare, "_ANDETAG", 0.0)
        with pytest.raises(ApplicationError):
            aktiviteter.leverera(Leverans("in-2"))
        assert len(fragad) == 3
    assert {s[2] for s in status(motor)} == {0}, "servern har inte svarat om någon av dem"
    mogna(motor, "in-1")
    assert aktiviteter.leverera(Leverans("in-2")) > 0
    assert vantande(motor) == {}, "den som kom fram tog med den andra"


def test_one_mailbox_that_says_not_now_stops_nobody_else_and_is_left_in_peace(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    alla = {"in-1": "A", "in-2": "B", "in-3": "C"}
    for arende, vem in alla.items():
        aktiviteter.journalfor(batch(arende, anordnare=f"Anordnare {vem}"))
    mogna(motor, *alla)
    with motor.begin() as c:  # in-1 goes first of those that are taken along, and its anordnare's mailbox is full
        c.execute(text("UPDATE adress SET epost = 'full@a.example' WHERE part = 'Anordnare A'"))
    brevlada.adresser["full@a.example"] = "452 4.2.2 mailbox full"
    assert aktiviteter.leverera(Leverans("in-3")) > 0
    kvar = vantande(motor)
    assert "in-2" not in kvar and kvar["in-1"] > 0
    forsok = [s[2] for s in status(motor) if s[1] == "vantar"]
    assert forsok == [1] * kvar["in-1"]
    aktiviteter.journalfor(batch("in-4", anordnare="Anordnare D"))
    assert aktiviteter.leverera(Leverans("in-4")) > 0
    assert [s[2] for s in status(motor) if s[1] == "vantar"] == forsok, "inte förrän om fem minuter"
    mogna(motor, "in-1")
    brevlada.adresser.clear()
    aktiviteter.journalfor(batch("in-5", anordnare="Anordnare E"))
    assert aktiviteter.leverera(Leverans("in-5")) > 0
    assert vantande(motor) == {}


def test_of_a_case_that_others_take_along_what_rests_is_left_and_what_does_not_goes(
    aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny
) -> None:
    """One notice was refused for now and rests; the next of the same case has waited its ten seconds."""
    aktiviteter.journalfor(batch("in-1"))
    with motor.begin() as c:
        rader = c.execute(text("SELECT meddelande FROM utkorg ORDER BY meddelande")).scalars().all()
        assert len(rader) > 1
        vila = "UPDATE utkorg SET far_tas_med = now() + CASE meddelande WHEN :m THEN 1 ELSE -1 END * interval '1 hour'"
        c.execute(text(vila), {"m": rader[0]})
    aktiviteter.journalfor(batch("in-2"))
    assert aktiviteter.leverera(Leverans("in-2")) > 0
    assert [s[1] for s in status(motor)][: len(rader)] == ["vantar", *["levererad"] * (len(rader) - 1)]
    assert aktiviteter.leverera(Leverans("in-1")) == 1, "ärendets egen leverans frågar om det när den vill"


def test_what_was_just_put_there_is_left_to_its_own_delivery(
    aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny
) -> None:
    aktiviteter.journalfor(batch("in-1"))
    aktiviteter.journalfor(batch("in-2"))
    assert aktiviteter.leverera(Leverans("in-2")) > 0
    assert list(vantande(motor)) == ["in-1"]
    mogna(motor, "in-1")
    aktiviteter.journalfor(batch("in-3"))
    assert aktiviteter.leverera(Leverans("in-3")) > 0, "men efter tio sekunder tar vem som helst med det"
    assert vantande(motor) == {}
