"""K16.1: whose address it goes to, and what becomes of it when a server is away or a deliverer dies."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select
from temporalio.exceptions import ApplicationError

from activities.insats import Insatsaktiviteter
from activities.stod.epost import Epost
from domain.grund.parter import Roll
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Journalkvitto, Leverans
from persistence.meddelanden import adresser
from persistence.tabeller.post import utkorg
from tests.activities.insats.utkorgen import Ny, status


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
    assert utan.journalfor(batch()) == Journalkvitto(att_leverera=False, skrivna=batch().poster)
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
    assert aktiviteter.journalfor(andra) == Journalkvitto(att_leverera=False, skrivna=andra.poster)


def test_a_server_that_is_down_is_tried_once_and_not_for_every_notice(
    aktiviteter: Insatsaktiviteter, motor: Engine, regelverket: Regelverk, batch: Ny
) -> None:
    aktiviteter.journalfor(batch())
    nere = Insatsaktiviteter(motor, regelverket, Epost("smtp://127.0.0.1:1", "a@b.se", "https://x"))
    with pytest.raises(ApplicationError, match="ConnectionRefusedError"):
        nere.leverera(Leverans("in-1"))
    assert [s[3] for s in status(motor)].count("ConnectionRefusedError") == 1
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
