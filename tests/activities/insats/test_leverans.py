"""K16.1: what waits in the outbox is sent once to each, and what is refused is tried again or written down."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.insats import Insatsaktiviteter
from domain.grund.parter import Aktor, Roll
from domain.kontroll.arende import granska
from domain.kontroll.fynd import Granser
from kontrakt.insats import Leverans
from persistence.kontroll import arenden
from persistence.kontroll.tabellerna import avvisade_adresser
from persistence.meddelanden import adresser, inkorg
from tests.activities.insats.utkorgen import Ny, status

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")


def test_what_waits_is_sent_once_to_each(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    forsta, andra = batch(), batch("in-2")
    aktiviteter.journalfor(forsta)
    aktiviteter.journalfor(andra)
    antal = len(forsta.meddelanden)
    assert antal > 2
    assert ActivityEnvironment().run(aktiviteter.leverera, Leverans("in-1")) == antal
    assert aktiviteter.leverera(Leverans("in-1")) == 0
    adress = {Roll.ANORDNARE: "post@a.example", Roll.KARRIARVAGLEDARE: "kv1@kommun.example"}
    assert brevlada.till == [adress[m.till] for m in forsta.meddelanden]
    assert len({b["Message-ID"] for b in brevlada.brev}) == antal
    skrivet = "".join(b.as_string() for b in brevlada.brev)
    assert not any(ord_ in skrivet for ord_ in ("in-1", "Anordnare A", "AMI", "bemanna", "K6"))
    assert [s[1] for s in status(motor)] == ["levererad"] * antal + ["vantar"] * len(andra.meddelanden)


def test_a_refusal_for_now_is_tried_again_without_doubles(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    forsta = batch()
    aktiviteter.journalfor(forsta)
    brevlada.svar = ["250 OK", "451 greylisted"]
    with pytest.raises(ApplicationError, match="SMTPDataError") as fel:
        aktiviteter.leverera(Leverans("in-1"))
    assert (fel.value.non_retryable, fel.value.type) == (False, "EpostFel")
    assert [s[1] for s in status(motor)].count("vantar") == 1
    assert status(motor)[1][1:] == ("vantar", 1, "SMTPDataError")
    assert aktiviteter.leverera(Leverans("in-1")) == 1
    assert status(motor)[1][1:] == ("levererad", 2, None)
    ids = [b["Message-ID"] for b in brevlada.brev]
    assert len(ids) == len(set(ids)) == len(forsta.meddelanden)


def test_a_refusal_for_good_is_written_down_and_left(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    aktiviteter.journalfor(batch())
    brevlada.adresser["post@a.example"] = "550 5.1.1 unknown"
    levererade = aktiviteter.leverera(Leverans("in-1"))
    rader = status(motor)
    assert {s[1:] for s in rader if s[0] == "anordnare"} == {("avvisad", 1, "SMTPRecipientsRefused")}
    till_kv = [s[1] for s in rader if s[0] == "karriarvagledare"]
    assert till_kv.count("levererad") == levererade
    assert aktiviteter.leverera(Leverans("in-1")) == 0


@pytest.mark.krav("K3.4")
def test_who_sent_what_an_address_does_not_take_is_told_so_once_in_the_inbox(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    forsta = batch()
    aktiviteter.journalfor(forsta)
    brevlada.adresser["post@a.example"] = "550 5.1.1 unknown"
    for _ in range(2):
        aktiviteter.leverera(Leverans("in-1"))
    till_anordnaren = sum(m.till is Roll.ANORDNARE for m in forsta.meddelanden)
    sagt = [m for m in inkorg.inkorg(motor, KV) if "adressen avvisas" in m.rubrik]
    assert len(sagt) == till_anordnaren > 0
    assert {(m.arende, m.part) for m in sagt} == {("in-1", "kv1")}
    assert not any("@" in m.rubrik for m in sagt), "adressen sägs inte"
    # What is told of a message is no message of the journal's, so the hunt misses none and finds none too many.
    granskade = [granska(s, datetime.now(UTC), Granser()) for s in arenden.las(motor, ["in-1"])]
    assert [f for g in granskade for f in g.fynd if f.kontroll == "meddelande"] == []
    # Nobody is told by the way that does not reach them.
    brevlada.adresser = {"kv1@kommun.example": "550 5.1.1 unknown", "b@b.example": "550 5.1.1 unknown"}
    adresser.satt_adress(motor, Roll.ANORDNARE, "b@b.example", "Anordnare B")
    aktiviteter.journalfor(batch("in-2", anordnare="Anordnare B"))
    aktiviteter.leverera(Leverans("in-2"))
    nytt = [m for m in inkorg.meddelanden(motor, None, "in-2") if "adressen avvisas" in m.rubrik]
    assert {m.till for m in nytt} == {Roll.KARRIARVAGLEDARE, Roll.SYSTEMSPECIALIST}


async def test_mail_is_handed_over_in_threads_of_its_own(
    aktiviteter: Insatsaktiviteter, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail server that takes its time holds none of the threads that the journal is written in."""
    aktiviteter.journalfor(batch())
    tradar: list[str] = []

    def leverera(_: Leverans) -> int:
        tradar.append(threading.current_thread().name)
        return 7

    monkeypatch.setattr(aktiviteter, "leverera", leverera)
    assert await ActivityEnvironment().run(aktiviteter.leverera_for_sig, Leverans("in-1")) == 7
    assert tradar[0].startswith("epost")


@pytest.mark.parametrize(("forsok", "dagar"), [(43, 2), (44, 0), (0, 2)])
def test_a_plain_550_is_no_verdict_before_it_has_been_said_often_and_for_a_day(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny, forsok: int, dagar: int
) -> None:
    """A server that was away for days has not been heard yet, and other cases' deliveries ask it often."""
    aktiviteter.journalfor(batch())
    brevlada.adresser["post@a.example"] = "550 no"
    with motor.begin() as c:
        nar = text("UPDATE meddelande SET tid = now() - make_interval(days => :d)")
        c.execute(nar, {"d": dagar})
        c.execute(text("UPDATE utkorg SET forsok = :n WHERE status = 'vantar'"), {"n": forsok})
    with pytest.raises(ApplicationError):
        aktiviteter.leverera(Leverans("in-1"))
    assert {s[1] for s in status(motor) if s[0] == "anordnare"} == {"vantar"}


def test_a_plain_550_is_tried_again_until_it_has_been_tried_for_long(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    """All mail was answered 550 for four seconds once, and every notice was given up for good."""
    aktiviteter.journalfor(batch())
    brevlada.adresser["post@a.example"] = "550 no"
    with pytest.raises(ApplicationError):
        aktiviteter.leverera(Leverans("in-1"))
    assert {s[1] for s in status(motor) if s[0] == "anordnare"} == {"vantar"}
    assert avvisade_adresser(motor) == []
    with motor.begin() as c:
        c.execute(text("UPDATE utkorg SET forsok = 43 WHERE status = 'vantar'"))
    with pytest.raises(ApplicationError):
        aktiviteter.leverera(Leverans("in-1"))
    aktiviteter.leverera(Leverans("in-1"))
    assert {s[1] for s in status(motor) if s[0] == "anordnare"} == {"avvisad"}
    (fynd,) = avvisade_adresser(motor)
    assert (fynd.kontroll, fynd.arende, fynd.upplysning) == ("utkorg", "in-1", True)


def test_one_without_an_address_has_it_in_the_inbox(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    adresser.ta_bort_adress(motor, Roll.ANORDNARE, "Anordnare A")
    forsta = batch()
    aktiviteter.journalfor(forsta)
    assert {s[1] for s in status(motor)} == {"utan_adress", "vantar"}
    adresser.ta_bort_adress(motor, Roll.KARRIARVAGLEDARE, "kv1")
    aktiviteter.leverera(Leverans("in-1"))
    assert {s[1:] for s in status(motor)} == {("utan_adress", 0, None)}
    assert brevlada.till == []
    assert len(inkorg.meddelanden(motor, None, "in-1")) == len(forsta.meddelanden)
