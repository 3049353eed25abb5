"""What is said to a case: once however often it is sent, refused at no cost, and never more than a refusal."""

import asyncio

import pytest
from sqlalchemy import func, select
from temporalio.client import WorkflowUpdateFailedError

from domain.grund.avvisning import Avvisning
from domain.skeende.journal import KommandoAvvisat
from kontrakt import insats
from kontrakt.namn import ARBETSFLODE, KO, SIGNAL, UPPDATERING
from persistence.databas.motor import transaktion
from persistence.meddelanden import inkorg
from persistence.tabeller import grund
from starter.stod.klient.kontakt import IngenKontakt
from tests.workflows.insats.kommandon.sagt import bemanna, bemannade, inkommet, sagt
from tests.workflows.tjanst import AKTUALISERA, ANNAN_ANORDNARE, ANORDNARE, BEMANNA, KV, Tjanst


async def test_a_kommando_sent_again_gets_the_same_receipt_and_no_second_line(t: Tjanst) -> None:
    await t.starta()
    forsta = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    andra = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    assert andra == forsta
    assert (forsta.fran_nr, forsta.till_nr) == (4, 4)
    assert bemannade(t) == ["H1"]


async def test_a_kommando_sent_again_in_the_next_month_gets_its_first_receipt(t: Tjanst) -> None:
    await t.starta()
    forsta = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    await t.till("2024-04-02")
    assert len(await t.korningar()) == 2
    assert await t.sag(ANORDNARE, BEMANNA, kommando_id="k1") == forsta
    assert bemannade(t) == ["H1"]


async def test_a_kommando_sent_twice_at_once_is_one(t: Tjanst) -> None:
    await t.starta()
    sant = inkommet("k1")
    svar = await asyncio.gather(
        *(t.handtag.execute_update(UPPDATERING, sant, id=id) for id in ("u1", "u2", "u3")),
        t.sag(ANORDNARE, BEMANNA, kommando_id="k1"),
    )
    assert {(s["fran_nr"], s["till_nr"]) for s in svar[:3]} == {(svar[3].fran_nr, svar[3].till_nr)}
    assert bemannade(t) == ["H1"]


async def test_what_was_refused_as_a_signal_is_refused_with_the_same_words_when_the_same_id_is_said_again(
    t: Tjanst,
) -> None:
    await t.starta()
    await t.klient.lagg_i_kon(t.arende, BEMANNA, KV, kommando_id="k1")
    await t.tills(lambda: t.slagen()[-1] == "kommando_avvisat")
    h = t.poster()[-1].handelse
    assert isinstance(h, KommandoAvvisat)
    historier = []
    for _ in range(2):
        with pytest.raises(Avvisning) as fel:
            await t.sag(KV, BEMANNA, kommando_id="k1")
        assert (fel.value.regel, fel.value.falt, str(fel.value)) == (h.regel, "av", h.text)
        # Taken after an answer, when the step that wrote the refusal down is surely in it.
        historier.append(sagt(await t.historik()))
    assert historier[0] == historier[1]
    await t.till("2024-04-02")  # in the next run too
    with pytest.raises(Avvisning, match="inte karriärvägledaren"):
        await t.sag(KV, BEMANNA, kommando_id="k1")
    assert t.slagen().count("kommando_avvisat") == 1


async def test_one_that_is_refused_as_a_signal_while_the_same_is_said_by_an_update_has_one_answer(t: Tjanst) -> None:
    await t.starta()
    sant = inkommet("k1", str(KV))
    await t.handtag.signal(SIGNAL, sant)
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(UPPDATERING, sant)
    assert fel.value.cause.type == "Avvisning"  # type: ignore[attr-defined]
    assert bemannade(t) == []


async def test_a_case_started_twice_is_one(t: Tjanst) -> None:
    forsta, andra = await asyncio.gather(t.starta(), t.starta())
    assert forsta == andra == await t.starta()
    assert t.slagen().count("insats_aktualiserad") == 1


async def test_what_is_said_at_once_is_journaled_in_order_without_gaps(t: Tjanst) -> None:
    await t.starta()
    namn = [f"H{n}" for n in range(12)]
    svar = await asyncio.gather(*(t.sag(ANORDNARE, bemanna(h), kommando_id=h) for h in namn))
    poster = t.poster()
    assert [p.nr for p in poster] == list(range(1, len(poster) + 1))
    assert [p.tid for p in poster] == sorted(p.tid for p in poster)
    assert sorted(bemannade(t)) == sorted(namn)
    rader = {p.kommando: p.nr for p in poster}
    assert all(s.fran_nr == s.till_nr == rader[s.kommando] for s in svar)


async def test_signals_are_journaled_in_the_order_they_came(t: Tjanst) -> None:
    await t.starta()
    namn = [f"H{n}" for n in range(12)]
    for h in namn:
        await t.klient.lagg_i_kon(t.arende, bemanna(h), ANORDNARE)
    await t.tills(lambda: len(bemannade(t)) == len(namn))
    assert bemannade(t) == namn


async def test_a_refused_update_costs_no_history(t: Tjanst) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    for av, data, regel in (
        (KV, BEMANNA, "K6.2"),
        (ANNAN_ANORDNARE, BEMANNA, "K6.2"),
        (KV, AKTUALISERA | {"kund": {"malgrupp": "kaa", "alder": 17}}, "K6.1"),
        (ANORDNARE, {"kommando": "avsluta_franvaro", "slag": "sjuk", "till": "2024-03-01"}, "K10.0"),
    ):
        with pytest.raises(Avvisning) as fel:
            await t.sag(av, data)
        assert (fel.value.regel, bool(fel.value.text)) == (regel, True)
    assert sagt(await t.historik()) == fore
    assert (await t.sag(ANORDNARE, BEMANNA)).fran_nr == 4


async def test_a_refused_signal_is_journaled_and_told_to_its_sender(t: Tjanst) -> None:
    await t.starta()
    id = await t.klient.lagg_i_kon(t.arende, bemanna("H1"), ANNAN_ANORDNARE)
    await t.tills(lambda: "kommando_avvisat" in t.slagen())
    (post,) = (p for p in t.poster() if isinstance(p.handelse, KommandoAvvisat))
    assert (post.kommando, post.av, post.handelse.verb, post.handelse.regel) == (id, ANNAN_ANORDNARE, "bemanna", "K6.2")
    (brev,) = (m for m in inkorg.meddelanden(t.motor, None, t.arende) if m.nr == post.nr)
    assert (brev.till, brev.part) == ("anordnare", "B")
    assert "en annan anordnare" in brev.rubrik
    assert bemannade(t) == []


@pytest.mark.krav("K6.1")
async def test_a_refused_aktualisering_leaves_no_case_and_nothing_in_the_database(t: Tjanst) -> None:
    for_gammal = {**AKTUALISERA, "kund": {**AKTUALISERA["kund"], "fodelsedatum": "1950-01-01"}}
    with pytest.raises(Avvisning, match="66"):
        await t.starta(for_gammal)
    assert (await t.handtag.result())["status"] == "avvisad"
    with transaktion(t.motor) as c:
        tabell = ("journal", "insats", "bevakning", "utbetalning", "meddelande", "utkorg", "dokument")
        assert [c.scalar(select(func.count()).select_from(grund.metadata.tables[n])) for n in tabell] == [0] * len(
            tabell
        )
    with pytest.raises(IngenKontakt, match="finns inte"):
        await t.sag(ANORDNARE, BEMANNA)


async def test_a_case_begins_with_an_aktualisering_and_nothing_else(t: Tjanst) -> None:
    handtag = await t.klient.temporal.start_workflow(ARBETSFLODE, insats.Start(t.arende), id=t.arende, task_queue=KO)
    with pytest.raises(Avvisning, match="finns inte"):
        await t.sag(ANORDNARE, BEMANNA)
    assert (await handtag.result())["status"] == "avvisad"
