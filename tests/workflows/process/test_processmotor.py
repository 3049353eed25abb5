"""What must not stop a process: values that cannot be stored, faults in a rule, and effects that fail, are refused,
are corrected while they run, or never succeed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Engine
from temporalio.client import WorkflowExecutionStatus

from activities import anordnarakt
from activities.stod import tillsagelse
from domain import processer
from domain.grund.avvisning import Avvisning
from domain.processer.anordnarakt import rutin
from domain.processer.anordnarakt.nar_nagon_slutar import RegistreraOmbemanning
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from persistence.databas.motor import DataFel
from persistence.process import skrivning
from persistence.register.anordnare import personal
from tests.workflows.process.test_anordnarakt import ID, SLUTAR, journalen, sag, tills
from tests.workflows.tjanst import ANORDNARE, Tjanst, tjanst

BORJAR = {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"}


@pytest.fixture
def nekas(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is said of a person whom the database refuses, for a reason that no rule has foreseen."""
    riktig = skrivning.EGNA[ANORDNARAKT.slag]

    def vagrar(forbindelse: Any, fore: Any, efter: Any) -> None:
        if "OTAGBAR" in efter.lage.personal:
            raise DataFel("databasen tar inte emot uppgiften")
        riktig(forbindelse, fore, efter)

    monkeypatch.setitem(cast(dict[str, Any], skrivning.EGNA), ANORDNARAKT.slag, vagrar)
    return BORJAR | {"person": "OTAGBAR"}


async def status(t: Tjanst) -> WorkflowExecutionStatus | None:
    return (await t.klient.temporal.get_workflow_handle(ID).describe()).status


@pytest.mark.krav("K3.4", sort="avslag")
async def test_what_cannot_be_stored_is_refused_and_the_process_goes_on(t: Tjanst, nekas: dict[str, Any]) -> None:
    with pytest.raises(Avvisning, match="inte kan sparas"):
        await sag(t, ANORDNARE, nekas)
    await sag(t, ANORDNARE, BORJAR)
    with pytest.raises(Avvisning, match="inte kan sparas"):
        await sag(t, ANORDNARE, nekas)
    assert await status(t) == WorkflowExecutionStatus.RUNNING
    await sag(t, ANORDNARE, {"kommando": "ansok_behorighet", "person": "H7"})
    assert [p.handelse.slag for p in journalen(t)] == ["personal_borjade", "behorighet_ansokt"]


@pytest.mark.krav("K3.4", sort="avslag")
async def test_what_cannot_be_stored_does_not_take_what_is_said_beside_it(t: Tjanst, nekas: dict[str, Any]) -> None:
    sagt = (*(BORJAR | {"person": f"H{n}"} for n in range(6)), nekas)
    svar = await asyncio.gather(*(sag(t, ANORDNARE, s) for s in sagt), return_exceptions=True)
    assert [isinstance(s, Avvisning) for s in svar] == [False] * 6 + [True]
    assert sorted(p.handelse.person for p in journalen(t)) == [f"H{n}" for n in range(6)]  # type: ignore[attr-defined]


async def test_a_fault_in_a_rule_is_answered_and_stops_nothing_else(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    def trasig(*_: Any) -> Any:
        raise KeyError("hemligt")

    await sag(t, ANORDNARE, BORJAR)
    monkeypatch.setattr(processer.anordnarakt.personal, "_slutar", trasig)
    with pytest.raises(Avvisning) as fel:
        await sag(t, ANORDNARE, SLUTAR)
    assert "hemligt" not in str(fel.value)
    monkeypatch.undo()
    await sag(t, ANORDNARE, SLUTAR)


async def test_an_effect_that_the_database_refuses_is_tried_again_later(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    riktig, forsok = personal.arenden_att_bemanna, []

    def ibland(*a: Any) -> list[str]:
        forsok.append(1)
        if len(forsok) == 1:
            raise DataFel("databasen tar inte emot uppgiften")
        return riktig(*a)

    monkeypatch.setattr(personal, "arenden_att_bemanna", ibland)
    await sag(t, ANORDNARE, SLUTAR)
    await t.tills(lambda: forsok)
    await t.miljo.sleep(timedelta(hours=2))
    await tills(t, "ombemanning_begard")
    assert len(forsok) == 2


async def test_an_outcome_that_is_refused_is_neither_lost_nor_asked_for_without_end(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    forsok: list[str] = []

    def rakna(*_: Any) -> list[str]:
        forsok.append("x")
        return []

    riktig = rutin.ANORDNARAKT.besluta

    def vagrar(a: Any, k: Any, fall: Any, r: Any) -> Any:
        if isinstance(k, RegistreraOmbemanning) and len(forsok) < 3:
            raise Avvisning("K3.4", "nej", "person")
        return riktig(a, k, fall, r)

    monkeypatch.setattr(personal, "arenden_att_bemanna", rakna)
    monkeypatch.setitem(rutin.ANORDNARAKT.__dict__, "besluta", vagrar)
    await sag(t, ANORDNARE, SLUTAR)
    await t.tills(lambda: forsok)
    await sag(t, ANORDNARE, BORJAR)  # something else is said: no reason to try at once
    await asyncio.sleep(0.3)
    assert len(forsok) == 1
    await t.miljo.sleep(timedelta(hours=5))
    await tills(t, "ombemanning_begard")
    assert len(forsok) == 3


@pytest.mark.krav("K3.4", "K0.7")
async def test_a_last_day_corrected_while_the_cases_are_being_told_is_what_they_know_in_the_end(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first telling is under way, however long, when the day is put right: it must not come last."""
    await t.pagaende()
    riktig, slapp, borjade = tillsagelse.sag_till_insats, asyncio.Event(), asyncio.Event()

    async def langsam(klient: Any, arende: str, id_: str, kommando: dict[str, Any], *mer: Any) -> Any:
        if kommando["sista_dag"] == SLUTAR["till"]:
            borjade.set()
            await slapp.wait()
        return await riktig(klient, arende, id_, kommando, *mer)

    monkeypatch.setattr(anordnarakt, "sag_till_insats", langsam)
    await sag(t, ANORDNARE, SLUTAR)
    await asyncio.wait_for(borjade.wait(), 10)
    await sag(t, ANORDNARE, SLUTAR | {"till": "2024-03-29"})
    await asyncio.sleep(0.5)
    slapp.set()
    await t.tills(lambda: [p.handelse.till for p in journalen(t) if p.handelse.slag == "ombemanning_begard"])  # type: ignore[attr-defined]
    await asyncio.sleep(1)
    assert str(t.insats().ombemanningar[-1].sista_dag) == "2024-03-29"
    begard = [str(p.handelse.till) for p in journalen(t) if p.handelse.slag == "ombemanning_begard"]  # type: ignore[attr-defined]
    assert begard == ["2024-03-29"]


async def test_an_effect_that_never_succeeds_does_not_hold_the_run_past_the_turn_of_month(
    motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    riktig, trasig = personal.arenden_att_bemanna, [True]

    def aldrig(*a: Any) -> list[str]:
        if trasig:
            raise ConnectionError("borta")
        return riktig(*a)

    monkeypatch.setattr(personal, "arenden_att_bemanna", aldrig)
    async with tjanst(motor, "2024-03-30T09:00") as t:  # an effect is tried each hour: three days are tries enough
        await sag(t, ANORDNARE, SLUTAR)
        forsta = (await t.klient.temporal.get_workflow_handle(ID).describe()).run_id
        await t.miljo.sleep(timedelta(days=1, hours=12))
        assert (await t.klient.temporal.get_workflow_handle(ID).describe()).run_id == forsta
        await t.miljo.sleep(timedelta(days=1))
        for _ in range(100):
            nu = await t.klient.temporal.get_workflow_handle(ID).describe()
            if nu.run_id != forsta:
                break
            await asyncio.sleep(0.1)
        assert nu.run_id != forsta
        trasig.clear()
        await t.miljo.sleep(timedelta(hours=1))
        await tills(t, "ombemanning_begard")
        assert (await t.klient.temporal.get_workflow_handle(ID).result())["status"] == "vilar"
