"""Notices in head wind: what has been handed over is noted even if the database goes away, and what waited is taken."""

import smtplib
from typing import Any

import pytest
from sqlalchemy import Engine, text
from temporalio.exceptions import ApplicationError

from activities.insats import Insatsaktiviteter
from activities.stod.epost import Epost
from kontrakt.insats import Leverans
from persistence.meddelanden import utkorg
from tests.activities.insats.utkorgen import Ny, status


@pytest.fixture(autouse=True)
def bradska(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(utkorg, "_EFTERAT", (0.01, 0.1))


def _kasta_ut(motor: Engine) -> None:
    """Every connection but the one that asks is cut off by the server, as when it is stopped."""
    with motor.connect() as c:
        c.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE datname = current_database() AND pid <> pg_backend_pid()"))  # fmt: skip


@pytest.mark.krav("K0.7")
def test_a_database_that_goes_away_just_after_a_notice_was_sent_does_not_make_it_go_twice(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    aktiviteter.journalfor(batch())
    skicka, kvar = Epost.skicka, [1]

    def sand_och_tappa(epost: Epost, till: str, nummer: int, **hur: Any) -> None:
        skicka(epost, till, nummer, **hur)
        if kvar.pop() if kvar else 0:
            _kasta_ut(motor)

    monkeypatch.setattr(Epost, "skicka", sand_och_tappa)
    assert aktiviteter.leverera(Leverans("in-1")) == len(status(motor))
    assert {(s[1], s[2]) for s in status(motor)} == {("levererad", 1)}
    assert len(brevlada.brev) == len(status(motor))


def test_a_lost_answer_stops_the_round_so_that_one_notice_may_go_twice_and_not_all(
    aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    aktiviteter.journalfor(batch())

    def tappa(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as m, pytest.raises(ApplicationError, match="SMTPServerDisconnected"):
        m.setattr(smtplib.SMTP, "send_message", tappa)
        aktiviteter.leverera(Leverans("in-1"))
    assert [s[3] for s in status(motor)].count("SMTPServerDisconnected") == 1 < len(status(motor))
    assert aktiviteter.leverera(Leverans("in-1")) == len(status(motor))


def test_who_gets_through_takes_along_what_others_tried_in_vain(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    for arende in ("in-1", "in-2", "in-3"):
        aktiviteter.journalfor(batch(arende))
    with motor.begin() as c:
        c.execute(text("UPDATE utkorg SET far_tas_med = now() WHERE arende = 'in-1'"))
    brevlada.svar.append("451 not now")
    with pytest.raises(ApplicationError):
        aktiviteter.leverera(Leverans("in-2"))
    assert _vantande(motor, "in-1") > 0, "one that does not get through takes nobody along"
    assert aktiviteter.leverera(Leverans("in-2")) > 0
    assert (_vantande(motor, "in-1"), _vantande(motor, "in-2")) == (0, 0)
    assert _vantande(motor, "in-3") > 0, "what has not been tried has a delivery of its own just now"


def _vantande(motor: Engine, arende: str) -> int:
    fraga = text("SELECT count(*) FROM utkorg WHERE arende = :a AND status = 'vantar'")
    with motor.connect() as c:
        return int(c.execute(fraga, {"a": arende}).scalar_one())
