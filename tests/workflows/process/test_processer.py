"""A process beside the cases, played by its workflow on skipped time: here an incident (K3.1)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.lagring import post_fran_json
from domain.skeende.journal import Post
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Kvitto
from persistence.databas.motor import transaktion
from persistence.journal.skrivning import journalrader
from persistence.meddelanden import inkorg
from persistence.tabeller.process import process, processbevakning
from starter.stod.klient.process import Processklient
from tests.workflows.tjanst import ANNAN_ANORDNARE, ANORDNARE, KV, Tjanst, oppna_timrar

DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
ID = "incident-prov"
ANMAL = {
    "kommando": "anmal_incident",
    "upptackt": "2024-03-01T08:30",
    "anordnare": "A",
    "karriarvagledare": "kv1",
    "beskrivning": "En utskrift med Karin Planterads namn låg kvar i ett mötesrum.",
}
KONTAKT = {"kommando": "registrera_incidentkontakt", "tid": "2024-03-01T08:45"}
BEDOM = {"kommando": "bedom_incident", "bedomning": "anmals_inte", "motivering": "Ingen obehörig har läst den."}


async def sag(t: Tjanst, av: Aktor, data: dict[str, Any], **hur: Any) -> Kvitto:
    door = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    return await door.sag(PERSONUPPGIFTSINCIDENT, ID, data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad, **hur)


def journalen(t: Tjanst) -> list[Post]:
    with transaktion(t.motor) as forbindelse:
        return [post_fran_json(PERSONUPPGIFTSINCIDENT, r) for r in journalrader(forbindelse, ID)]


async def till(t: Tjanst, nar: str) -> None:
    await t.miljo.sleep(tolka_tid(nar) + timedelta(milliseconds=1) - await t.nu())


async def tills(t: Tjanst, slag: str, antal: int = 1) -> None:
    await t.tills(lambda: sum(p.handelse.slag == slag for p in journalen(t)) >= antal)


@pytest.mark.krav("K3.1")
async def test_an_incident_is_carried_from_its_discovery_to_its_assessment(t: Tjanst) -> None:
    kvitto = await sag(t, ANORDNARE, ANMAL)
    assert (kvitto.fran_nr, kvitto.till_nr) == (1, 1)
    await sag(t, ANORDNARE, KONTAKT)
    await sag(t, DSS, BEDOM)
    assert (await t.klient.temporal.get_workflow_handle(ID).result())["status"] == "anmals_inte"
    assert [p.handelse.slag for p in journalen(t)] == [
        "incident_anmald",
        "incidentkontakt_tagen",
        "incident_bedomd",
    ]
    with transaktion(t.motor) as forbindelse:
        (rad,) = forbindelse.execute(select(process)).all()
        bevakat = {b.nyckel: b.utfall for b in forbindelse.execute(select(processbevakning))}
    assert (rad.status, rad.oppen, rad.part) == ("anmals_inte", False, "A")
    assert bevakat == {"incidentkontakt": "uppfylld", "incidentbedomning": "uppfylld"}


@pytest.mark.krav("K3.1")
async def test_without_contact_the_anordnare_is_reminded_and_then_everyone_is_told(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    await till(t, "2024-03-03T20:30")
    await tills(t, "incidentpaminnelse", 2)
    assert not any(p.handelse.slag == "incidentfrist_passerad" for p in journalen(t))
    await till(t, "2024-03-04T08:30")
    await tills(t, "incidentfrist_passerad")
    assert journalen(t)[-1].tid == tolka_tid("2024-03-04T08:30")
    for vem in (KV, ANORDNARE, DSS, Aktor(Roll.ARBETSLEDARE, "al1")):
        assert any("72 timmar" in m.rubrik or "försenad" in m.rubrik for m in inkorg.inkorg(t.motor, vem))


async def test_a_refused_first_kommando_leaves_no_process_and_the_id_free(t: Tjanst) -> None:
    with pytest.raises(Avvisning, match="finns inte"):
        await sag(t, ANORDNARE, KONTAKT)
    assert journalen(t) == []
    await sag(t, ANORDNARE, ANMAL)
    assert len(journalen(t)) == 1


async def test_the_same_kommando_twice_gives_the_same_receipt_also_after_the_end(t: Tjanst) -> None:
    forsta = await sag(t, ANORDNARE, ANMAL, kommando_id="k1")
    assert await sag(t, ANORDNARE, ANMAL, kommando_id="k1") == forsta
    await sag(t, DSS, BEDOM, kommando_id="k2")
    await t.klient.temporal.get_workflow_handle(ID).result()
    assert await sag(t, ANORDNARE, ANMAL, kommando_id="k1") == forsta
    with pytest.raises(Avvisning, match="redan bedömd"):
        await sag(t, DSS, BEDOM, kommando_id="k3")
    assert len(journalen(t)) == 2


async def test_another_anordnare_and_another_role_are_refused_with_the_krav(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    with pytest.raises(Avvisning, match=r"annan anordnare.*K3\.1"):
        await sag(t, ANNAN_ANORDNARE, KONTAKT)
    with pytest.raises(Avvisning, match="det här gör dataskyddssamordnaren"):
        await sag(t, KV, BEDOM)


async def test_a_process_goes_on_over_the_turn_of_month(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    await till(t, "2024-04-02T09:00")
    await asyncio.sleep(0)
    await sag(t, ANORDNARE, KONTAKT | {"tid": "2024-04-02T08:00"})
    assert [p.handelse.slag for p in journalen(t)][-1] == "incidentkontakt_tagen"
    handtag = t.klient.temporal.get_workflow_handle(ID)
    forsta = (await handtag.fetch_history()).events[0].workflow_execution_started_event_attributes
    assert forsta.continued_execution_run_id


async def test_no_word_of_the_incident_stands_in_the_history(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    historik = (await t.klient.temporal.get_workflow_handle(ID).fetch_history()).to_json()
    assert "Planterad" not in historik


async def test_operations_read_what_is_awaited_in_words(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    handtag = t.klient.temporal.get_workflow_handle(ID)
    texter = {text for text in oppna_timrar(await handtag.fetch_history()) if not text.startswith("månadsskifte")}
    assert texter == {
        "påminnelse 2024-03-02: kontakt om incident · K3.1",
        "påminnelse 2024-03-03: kontakt om incident · K3.1",
        "kontakt om incident senast 2024-03-04 · K3.1",
    }


@pytest.mark.krav("K0.6", sort="avslag")
async def test_other_words_by_an_id_that_the_process_has_taken_are_refused(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL, kommando_id="i1")
    forsta = await sag(t, ANORDNARE, KONTAKT, kommando_id="i2")
    annan = {"kommando": "registrera_incidentkontakt", "tid": "2024-03-01T08:46"}
    with pytest.raises(Avvisning, match="id:t är redan använt för något annat"):
        await sag(t, ANORDNARE, annan, kommando_id="i2")
    with pytest.raises(Avvisning, match="id:t är redan använt för något annat"):
        await sag(t, ANORDNARE, {**ANMAL, "beskrivning": "En annan."}, kommando_id="i1")
    assert await sag(t, ANORDNARE, KONTAKT, kommando_id="i2") == forsta
    assert [p.handelse.slag for p in journalen(t)] == ["incident_anmald", "incidentkontakt_tagen"]
