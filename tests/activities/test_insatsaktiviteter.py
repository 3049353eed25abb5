"""The activities: day 1, the journal, and the delivery of what waits."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from temporalio.api.common.v1 import Payload
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.insats import Insatsaktiviteter
from activities.stod.epost import Epost
from domain.grund.parter import Aktor, Roll
from domain.kontroll.arende import granska
from domain.kontroll.fynd import Granser
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Batch, Forfragan, Forutsattningar, Journalkvitto, Leverans
from kontrakt.omvandlare import OMVANDLARE
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.kontroll import arenden
from persistence.kontroll.tabellerna import avvisade_adresser
from persistence.meddelanden import adresser, inkorg
from persistence.register.anordnare import auktorisationer, register
from persistence.tabeller.post import meddelande, utkorg

Ny = Callable[..., Batch]
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")


def status(motor: Engine) -> list[tuple[str, str, int, str | None]]:
    """The outbox: to whom, how it stands, attempts, last error."""
    u = utkorg.c
    fraga = select(meddelande.c.till, u.status, u.forsok, u.senaste_fel).join(utkorg).order_by(meddelande.c.id)
    with transaktion(motor) as forbindelse:
        return [tuple(r) for r in forbindelse.execute(fraga)]  # type: ignore[misc]


@pytest.fixture
def aktiviteter(motor_med_adresser: Engine, regelverket: Regelverk, epost: Epost) -> Insatsaktiviteter:
    return Insatsaktiviteter(motor_med_adresser, regelverket, epost)


async def over_temporal(varde: Any) -> Any:
    """The value as it comes out at the other side of Temporal."""
    payloads: list[Payload] = await OMVANDLARE.encode([varde])
    return (await OMVANDLARE.decode(payloads, [type(varde)]))[0]


async def test_day_1_rests_on_the_rules_and_the_auktorisation(aktiviteter: Insatsaktiviteter, motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A")
    auktorisationer.auktorisera(motor, "A", "AMI", date(2024, 1, 1))
    svar = ActivityEnvironment().run(aktiviteter.forutsattningar, Forfragan("A", "AMI", date(2024, 3, 1)))
    assert svar.auktorisation == Auktorisation(date(2024, 1, 1))
    assert await over_temporal(svar) == svar
    inget = aktiviteter.forutsattningar(Forfragan("A", "FAI", date(2024, 3, 1)))
    assert inget == Forutsattningar(None, None, regler=svar.regler)
    assert inget.reglerna() is svar.reglerna()


async def test_a_batch_is_written_once(aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny) -> None:
    forsta = await over_temporal(batch())
    skrivet = ActivityEnvironment().run(aktiviteter.journalfor, forsta)
    assert skrivet == Journalkvitto(att_leverera=True)
    igen = aktiviteter.journalfor(forsta)
    assert igen == Journalkvitto(okanda=forsta.poster, att_leverera=True)
    assert await over_temporal(igen) == igen
    assert len(lasning.journalrader(motor, None, "in-1")) == len(forsta.poster)


def test_wrong_data_is_never_tried_again(aktiviteter: Insatsaktiviteter, batch: Ny) -> None:
    forsta = batch()
    fel = [
        (replace(forsta, efter_nr=7), "FelBatch"),
        (replace(forsta, poster=({"nr": 1, "handelse": {"orsak": "hemlig"}},), meddelanden=()), "FelBatch"),
        (replace(forsta, meddelanden=forsta.meddelanden[:1] * 2), "DataFel"),
    ]
    for felaktig, typ in fel:
        with pytest.raises(ApplicationError) as sagt:
            aktiviteter.journalfor(felaktig)
        assert (sagt.value.non_retryable, sagt.value.type) == (True, typ)
        assert "hemlig" not in str(sagt.value)
        assert sagt.value.__cause__ is None and sagt.value.__suppress_context__


def test_a_database_that_is_down_is_tried_again(
    aktiviteter: Insatsaktiviteter, motor_med_adresser: Engine, postgres: Any, batch: Ny
) -> None:
    postgres.drop_database(motor_med_adresser.url.database)
    for anrop in (
        lambda: aktiviteter.journalfor(batch()),
        lambda: aktiviteter.forutsattningar(Forfragan("A", "AMI", date(2024, 3, 1))),
        lambda: aktiviteter.leverera(Leverans("in-1")),
    ):
        with pytest.raises(ApplicationError) as sagt:
            anrop()
        assert (sagt.value.non_retryable, sagt.value.type) == (False, "DatabasFel")


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
        c.execute(text("UPDATE utkorg SET forsok = 29 WHERE status = 'vantar'"))
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


def test_the_partys_own_address_goes_before_that_of_its_role(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    adresser.satt_adress(motor, Roll.KARRIARVAGLEDARE, "alla@kommun.example")
    adresser.satt_adress(motor, Roll.ANORDNARE, "alla@a.example")
    adresser.ta_bort_adress(motor, Roll.ANORDNARE, "Anordnare A")
    aktiviteter.journalfor(batch())
    aktiviteter.leverera(Leverans("in-1"))
    assert set(brevlada.till) == {"kv1@kommun.example", "alla@a.example"}


def test_without_e_mail_the_inbox_is_all_and_nothing_is_sent_when_it_comes(
    aktiviteter: Insatsaktiviteter, motor: Engine, regelverket: Regelverk, brevlada: Any, batch: Ny
) -> None:
    utan = Insatsaktiviteter(motor, regelverket, None)
    assert utan.journalfor(batch()) == Journalkvitto(att_leverera=False)
    assert {s[1] for s in status(motor)} == {"endast_inkorg"}
    assert aktiviteter.leverera(Leverans("in-1")) == 0
    assert brevlada.brev == []


def test_what_waited_when_e_mail_was_taken_away_stays_in_the_inbox(
    aktiviteter: Insatsaktiviteter, motor: Engine, regelverket: Regelverk, batch: Ny
) -> None:
    aktiviteter.journalfor(batch())
    assert Insatsaktiviteter(motor, regelverket, None).leverera(Leverans("in-1")) == 0
    assert {s[1] for s in status(motor)} == {"endast_inkorg"}


def test_there_is_something_to_deliver_only_while_something_waits(
    aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny
) -> None:
    forsta, andra = batch(), batch("in-2", anordnare="Anordnare B")
    assert aktiviteter.journalfor(forsta).att_leverera
    aktiviteter.leverera(Leverans("in-1"))
    assert aktiviteter.journalfor(forsta) == Journalkvitto(okanda=forsta.poster, att_leverera=False)
    adresser.ta_bort_adress(motor, Roll.KARRIARVAGLEDARE, "kv1")
    assert aktiviteter.journalfor(andra) == Journalkvitto(att_leverera=False)


def test_a_server_that_is_down_is_tried_once_and_not_for_every_notice(
    aktiviteter: Insatsaktiviteter, motor: Engine, regelverket: Regelverk, batch: Ny
) -> None:
    aktiviteter.journalfor(batch())
    nere = Insatsaktiviteter(motor, regelverket, Epost("smtp://127.0.0.1:1", "a@b.se", "https://x"))
    with pytest.raises(ApplicationError, match="ConnectionRefusedError"):
        nere.leverera(Leverans("in-1"))
    assert sum(s[2] for s in status(motor)) == 1
    assert aktiviteter.leverera(Leverans("in-1")) == len(status(motor))


def test_deliverers_at_the_same_time_send_each_notice_once(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    forsta = batch()
    aktiviteter.journalfor(forsta)
    with ThreadPoolExecutor(4) as tradar:
        forsok = [tradar.submit(aktiviteter.leverera, Leverans("in-1")) for _ in range(4)]
    # Who finds a row in another's hands does not call it done: it is tried again, by when the other may be gone.
    fel = [f.exception() for f in forsok if f.exception()]
    assert all(isinstance(e, ApplicationError) and not e.non_retryable for e in fel)
    assert len(brevlada.brev) == len(forsta.meddelanden)
    assert len({b["Message-ID"] for b in brevlada.brev}) == len(brevlada.brev)
    assert aktiviteter.leverera(Leverans("in-1")) == 0


def test_a_notice_that_another_holds_is_not_called_done(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny
) -> None:
    aktiviteter.journalfor(batch())
    with motor.begin() as annan:
        annan.execute(select(utkorg).with_for_update())
        with pytest.raises(ApplicationError, match="HallsAvAnnan"):
            aktiviteter.leverera(Leverans("in-1"))
    assert brevlada.brev == []
    assert aktiviteter.leverera(Leverans("in-1")) == len(brevlada.brev) > 0


def test_a_deliverer_that_dies_leaves_the_notice_waiting(
    aktiviteter: Insatsaktiviteter, motor: Engine, brevlada: Any, batch: Ny, monkeypatch: pytest.MonkeyPatch
) -> None:
    aktiviteter.journalfor(batch())
    skicka = Epost.skicka

    def do(epost: Epost, till: str, nummer: int, **_hur: Any) -> None:
        skicka(epost, till, nummer)
        raise KeyboardInterrupt

    with monkeypatch.context() as m, pytest.raises(KeyboardInterrupt):
        m.setattr(Epost, "skicka", do)
        aktiviteter.leverera(Leverans("in-1"))
    assert {s[1] for s in status(motor)} == {"vantar"}
    aktiviteter.leverera(Leverans("in-1"))
    forst, igen, *_ = (b["Message-ID"] for b in brevlada.brev)
    assert forst == igen, "sent again, and recognisable as the same"
