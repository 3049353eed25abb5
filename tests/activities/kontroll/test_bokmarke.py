"""The hunt goes on where it was, and leaves most of the time to others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities.kontroll import jakt
from activities.kontroll.aktivitet import Kontrollaktiviteter
from activities.kontroll.bokmarke import Bokmarke, ur_livstecken
from activities.kontroll.jakt import jaga
from domain.kontroll.fynd import Fynd
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from tests.activities.kontroll.conftest import Bas
from tests.activities.kontroll.temporal.conftest import hus, server  # noqa: F401 - the fixtures
from tests.activities.kontroll.temporal.hus import Hus

FYND = Fynd("journal", "in-1", "journalen saknar rad 3", "återställ")
DE = ("in-ami1_forlangning", "in-ami2_hela_livet", "in-fai2_allt_ar_sent", "in-isa1_vab")
BORT = "DELETE FROM journal WHERE arende = ANY(:a) AND nr = 1"


class Avbruten(Exception):
    pass


def efter_sidor(antal: int, sidor: list[Bokmarke]) -> Callable[[Bokmarke], None]:
    """Notes where the hunt is, and kills it after so many pages."""

    def hit(b: Bokmarke) -> None:
        sidor.append(b)
        if len(sidor) == antal:
            raise Avbruten

    return hit


@pytest.fixture
def bruten(bas: Bas, monkeypatch: pytest.MonkeyPatch) -> Bas:
    """Four cases, two to a page, in each of which a line is missing."""
    monkeypatch.setattr(jakt, "SIDA", 2)
    bas.behall(*DE)
    bas.bryt(BORT, a=list(DE))
    return bas


@pytest.mark.krav("K0.7")
async def test_a_hunt_that_was_killed_goes_on_after_its_last_page(bruten: Bas) -> None:
    hel = await jaga(bruten.motor, None)
    sidor: list[Bokmarke] = []
    with pytest.raises(Avbruten):
        await jaga(bruten.motor, None, framsteg=efter_sidor(1, sidor))
    assert (sidor[0].arenden, {f.arende for f in sidor[0].fynd}) == (2, set(DE[:2]))
    bruten.behall(*DE[2:])  # what has been looked at is not looked at again
    resten: list[Bokmarke] = []
    utfall = await jaga(bruten.motor, None, fran=sidor[0], framsteg=resten.append)
    assert utfall == hel
    assert [b.arenden for b in resten] == [4]


async def test_others_have_the_rest_of_the_time_after_each_case(bruten: Bas, monkeypatch: pytest.MonkeyPatch) -> None:
    pauser: list[float] = []
    sidornas: list[float] = []

    async def paus(sekunder: float) -> None:
        sidornas.append(sekunder)

    monkeypatch.setattr(jakt.asyncio, "sleep", paus)
    monkeypatch.setattr(jakt, "sleep", pauser.append)
    tider = iter(range(0, 200, 3))
    monkeypatch.setattr(jakt, "perf_counter", lambda: next(tider))
    await jaga(bruten.motor, None)
    assert set(pauser) == {0} == set(sidornas)
    pauser.clear()
    await jaga(bruten.motor, None, andel=0.25)
    assert pauser == [9] * len(DE)  # three seconds' work, and three times as long for the others
    assert 9 in sidornas  # and so of what Temporal was asked


async def test_a_server_that_did_not_answer_is_not_asked_again(bas: Bas) -> None:
    utfall = await jaga(bas.motor, None, fran=Bokmarke(hinder="Temporal svarar inte"))
    assert utfall.hinder == "Temporal svarar inte"


@pytest.mark.parametrize("detaljer", [(), (None,), ("x",), ({"efter": 1, "fynd": 2},), (3, 4)])
def test_what_cannot_be_read_begins_anew(detaljer: tuple[Any, ...]) -> None:
    assert ur_livstecken(detaljer) == Bokmarke()


def test_a_heartbeat_says_it_all_and_has_a_bound() -> None:
    full = Bokmarke("in-7", 7, (FYND,) * 300, ("in-2",) * 200, "Temporal svarar inte")
    assert ur_livstecken([asdict(full)]) == full
    assert full.ryms
    assert not replace(full, misstankta=("in-2",) * 201).ryms


async def test_the_activity_goes_on_from_its_last_heartbeat_and_knows_what_has_been_seen(hus: Hus) -> None:  # noqa: F811
    """The workflows of the cases before it still run, and are no workflows without a case."""
    arenden = sorted([await hus.pagaende(), await hus.pagaende()])
    miljo, tecken = ActivityEnvironment(client=hus.f.klient.temporal), list[Bokmarke]()
    miljo.on_heartbeat = tecken.append
    miljo.info = replace(
        miljo.info, workflow_run_id="natten", heartbeat_details=[asdict(Bokmarke(arenden[0], 1, (FYND,)))]
    )
    aktivitet: Callable[[], Awaitable[Any]] = Kontrollaktiviteter(
        hus.motor, skapa_regelverk(las_utgavor()), epost=False
    ).kontrollera
    svar = await miljo.run(aktivitet)
    assert (svar.arenden, svar.fynd, svar.hinder) == (2, 1, "")
    assert tecken[0] == Bokmarke(arenden[1], 2, (FYND,))
