"""The kund's other cases in the tables: which they are, and the journal's transaction as judge of day 1."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.beteckning import OKAND_KUND
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch, Journalkvitto
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.journal import ovriga_arenden
from persistence.journal.skrivning import skriv
from tests.verktyg.spel import Spel, d

BYTE = {
    "arende": "in-1", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-06-15",
    "forsta_start": "2024-03-11", "planerat_slut": "2025-03-10",
}  # fmt: skip


def fall(arende: str, spel: Spel, kund: str = "ku-1") -> Batch:
    """A case played by hand, as it would be written, under another id and of a kund of its own."""
    forsta = replace(spel.poster[0].handelse, arende=arende, kund=kund)  # type: ignore[type-var]
    poster = [replace(spel.poster[0], handelse=forsta), *spel.poster[1:]]
    return Batch(arende, 0, tuple(post_till_json(p) for p in poster), ())


def nytt(arende: str, kund: str = "ku-1", insats: str = "AMI2", nar: str = "2024-06-10T09:00", **mer: Any) -> Batch:
    return fall(arende, Spel.aktualiserat(insats, nar, **mer), kund)


def slutar(arende: str = "in-1", kund: str = "ku-1") -> Batch:
    """AMI2 from 2024-03-11, decided to end on 2024-06-15."""
    return fall(arende, Spel.pagaende().avsluta("2024-06-05", "2024-06-15", "byte_av_anordnare"), kund)


def pagaende(motor: Engine, kund: str = "ku-1", foregaende: str | None = None) -> list[Kundarende]:
    with transaktion(motor) as forbindelse:
        return ovriga_arenden.pagaende(forbindelse, "in-nytt", kund, foregaende)


@pytest.mark.krav("K6.1", "K8.6")
def test_the_cases_under_way_are_told_with_their_days(motor: Engine) -> None:
    skriv(motor, fall("in-fai", Spel.aktualiserat("FAI1", "2024-03-01T09:00"), "ku-1"))
    skriv(motor, fall("in-ami", Spel.pagaende().avsluta("2024-06-05", "2024-06-15"), "ku-2"))
    skriv(motor, fall("in-slut", Spel.pagaende().avsluta("2024-06-05", "2024-06-15").till("2024-06-16"), "ku-3"))
    recalled = Spel.aktualiserat().kv(
        "2024-03-04", "besluta_avslut", orsak="byte_av_anordnare", avslutsdatum="2024-03-29", samtal_datum="2024-03-01"
    )
    skriv(motor, fall("in-aterkallas", recalled, "ku-4"))
    assert pagaende(motor) == [Kundarende("in-fai", "FAI1", d("2024-03-01"))]
    assert pagaende(motor, "ku-2") == [
        Kundarende("in-ami", "AMI2", d("2024-03-11"), d("2024-06-15"), slut_beslutat=True)
    ]
    assert [pagaende(motor, k) for k in ("ku-3", "ku-4", "ku-5")] == [[], [], []]


@pytest.mark.krav("K6.1", "K13.4")
def test_without_an_id_only_those_that_one_follows_on_are_known(motor: Engine) -> None:
    skriv(motor, slutar(kund=OKAND_KUND))
    skriv(motor, nytt("in-2", OKAND_KUND, foregaende=BYTE))
    skriv(motor, nytt("in-3", OKAND_KUND))
    assert pagaende(motor, OKAND_KUND) == []
    assert [k.arende for k in pagaende(motor, OKAND_KUND, "in-1")] == ["in-1", "in-2"]
    assert skriv(motor, nytt("in-4", OKAND_KUND, foregaende=BYTE)).avslag is not None


@pytest.mark.krav("K6.1", sort="avslag")
def test_the_line_that_begins_a_case_is_not_written_when_another_has_begun_meanwhile(motor: Engine) -> None:
    assert skriv(motor, nytt("in-1")) == Journalkvitto()
    andra = skriv(motor, nytt("in-2"))
    assert andra.avslag is not None and andra.avslag.regel == "K6.1"
    assert "AMI2 i ärendet in-1" in andra.avslag.text
    assert lasning.ett_arende(motor, None, "in-2") is None
    assert lasning.journalrader(motor, None, "in-2") == []
    parallell = skriv(motor, nytt("in-3", insats="FAI1"))
    assert parallell.avslag is not None and parallell.avslag.regel == "K8.6"


@pytest.mark.krav("K6.1", "K0.7")
def test_the_same_batch_again_is_known_again_whatever_has_begun_since(motor: Engine) -> None:
    """Its writer was killed before the answer: what it wrote has happened."""
    forsta = nytt("in-1")
    skriv(motor, forsta)
    skriv(motor, slutar("in-2"))  # refused, for in-1 is there
    assert skriv(motor, forsta) == Journalkvitto(okanda=forsta.poster)


@pytest.mark.krav("K6.1", sort="avslag")
def test_an_end_that_has_moved_since_it_was_asked_for_is_seen(motor: Engine) -> None:
    """The new case was decided to begin on 2024-06-11 at the earliest; by then the old one ends on the 15th."""
    skriv(motor, slutar())
    nej = skriv(motor, nytt("in-2", foregaende=BYTE | {"avslutsdatum": "2024-06-10"})).avslag
    assert nej is not None and (nej.regel, nej.falt) == ("K6.1", "insats")
    assert "har just ändrats; försök igen" in nej.text
    assert skriv(motor, nytt("in-2", foregaende=BYTE)) == Journalkvitto()


@pytest.mark.krav("K6.1")
@pytest.mark.parametrize("omgang", range(5))
def test_of_many_that_begin_at_the_same_instant_exactly_one_is_written(motor: Engine, omgang: int) -> None:
    batcher = [nytt(f"in-{n}") for n in range(4)]
    start = Barrier(len(batcher))

    def en(batch: Batch) -> Journalkvitto:
        start.wait()
        return skriv(motor, batch)

    with ThreadPoolExecutor(len(batcher)) as tradar:
        kvitton = list(tradar.map(en, batcher))
    assert sorted(k.avslag is None for k in kvitton) == [False, False, False, True]
    assert len(lasning.arenden(motor, None)) == 1


@pytest.mark.krav("K13.4", "K13.5", "K8.6")
def test_the_cases_that_one_may_not_share_days_with(motor: Engine) -> None:
    skriv(motor, slutar())
    skriv(motor, nytt("in-2", foregaende=BYTE))
    skriv(motor, nytt("in-3", "ku-2"))
    with transaktion(motor) as forbindelse:
        grannar = {
            a: [(k.arende, str(k.fran), k.foregaende) for k in ovriga_arenden.far_inte_overlappa(forbindelse, a)]
            for a in ("in-1", "in-2", "in-3", "in-ingen")
        }
    assert grannar == {
        "in-1": [("in-2", "2024-06-16", "in-1")], "in-2": [("in-1", "2024-03-11", None)], "in-3": [], "in-ingen": [],
    }  # fmt: skip


@pytest.mark.krav("K13.5", "K8.6")
@pytest.mark.parametrize(("parallell", "grannar"), [(False, ["in-2"]), (True, [])])
def test_another_insats_that_follows_may_share_days_only_where_it_was_judged_that_it_can(
    motor: Engine, parallell: bool, grannar: list[str]
) -> None:
    skriv(motor, slutar())
    spel = Spel.aktualiserat("FAI1", "2024-06-10T09:00", foregaende=BYTE | {"sort": "annan_insats"})
    spel.poster[0] = replace(
        spel.poster[0], handelse=replace(spel.poster[0].handelse, parallell=parallell)  # type: ignore[type-var]
    )  # fmt: skip
    skriv(motor, fall("in-2", spel))
    with transaktion(motor) as forbindelse:
        assert [k.arende for k in ovriga_arenden.far_inte_overlappa(forbindelse, "in-1")] == grannar
        andra = [k.arende for k in ovriga_arenden.far_inte_overlappa(forbindelse, "in-2")]
        assert andra == (["in-1"] if grannar else [])


def test_the_cases_that_follow_are_found_by_their_index(motor: Engine) -> None:
    fraga = ovriga_arenden._efter("in-1")
    with motor.begin() as forbindelse:
        forbindelse.execute(text("SET LOCAL enable_seqscan = off"))
        sql = str(fraga.compile(forbindelse, compile_kwargs={"literal_binds": True}))
        plan = "\n".join(forbindelse.execute(text(f"EXPLAIN {sql}")).scalars())
    assert "ix_journal_foregaende" in plan, plan
