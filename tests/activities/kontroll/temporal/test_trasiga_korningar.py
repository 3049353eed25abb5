"""The hunt in Temporal, where a run, its timers or what it knows is not what the journal gives, and the cure."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from activities.kontroll import korningar
from domain.kontroll.fynd import Granser
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.liv.vikning import vik
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.skeende.inkommet import Inkommet
from kontrakt import namn
from kontrakt.insats import Batch, Start
from kontrakt.process import Processtart
from persistence.journal.skrivning import skriv
from starter.drift.laga import laga_arende
from starter.provkorning.fil import las_provfil
from starter.stod.klient.process import Processklient
from tests.activities.kontroll.conftest import FALLEN, liv, skriv_in
from tests.activities.kontroll.temporal.hus import Hus
from tests.flotta.flottan import ANORDNARE
from workflows.gemensamt.klocka import Klocka


async def test_a_line_that_the_workflow_has_never_heard_of_is_found_and_taken_in_by_the_run_that_takes_its_place(
    hus: Hus,
) -> None:
    arende = await hus.pagaende()
    await hus.f.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": "HK"}, ANORDNARE, kommando_id="i-kon")
    await hus.tills(lambda: _sant("HK" in hus.f.bemannade(arende)))
    i = vik(hus.f.poster(arende))
    assert i
    sagt = Inkommet("bakvagen", ANORDNARE, las_kommando({"kommando": "bemanna", "handlaggare": "HX"}))
    steg = forlopp.utfor(i, sagt, datetime.now(UTC))
    skriv(hus.motor, Batch(arende, i.nr, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden), epost=False)
    svar = await hus.insats("kontrollera", "--json")
    assert (svar.kod, svar.fynd) == (1, [("lage", arende, f"arbetsflödet står på rad {i.nr}, journalen på {i.nr + 1}")])
    lagat = await hus.insats("laga", arende, "--ny-korning")
    assert lagat.ut.splitlines()[1:] == ["Arbetsflödet är ersatt av ett nytt ur journalen."]
    assert await hus.fynd() == []
    assert (await hus.f.bemanna(arende, "HY")).fran_nr == i.nr + 2
    assert hus.f.bemannade(arende) == ["H1", "HK", "HX", "HY"]  # what lay in its queue was not done twice


async def test_a_workflow_that_knows_of_lines_the_journal_has_lost_is_found(hus: Hus) -> None:
    arende = await hus.pagaende()
    nr = hus.f.poster(arende)[-1].nr
    hus.bryt("DELETE FROM journal WHERE arende = :a AND nr = :n", a=arende, n=nr)
    hus.bryt("UPDATE insats SET nr = :n WHERE arende = :a", a=arende, n=nr - 1)
    fynd = await hus.fynd()
    assert ("lage", arende, f"arbetsflödet står på rad {nr}, men journalen slutar på {nr - 1}") in fynd


async def test_a_state_that_is_not_what_the_journal_gives_is_found(hus: Hus) -> None:
    """The journal is another than the one that the workflow wrote: the kund's plan is due another day."""
    arende = await hus.pagaende()
    i = vik(hus.f.poster(arende))
    assert i and i.uppdrag
    fel = i.uppdrag.startdatum + timedelta(days=1)
    hus.bryt(
        "UPDATE journal SET handelse = jsonb_set(handelse, '{startdatum}', to_jsonb(CAST(:d AS text))) "
        "WHERE arende = :a AND slag = 'uppdrag_inlagt'",
        a=arende, d=str(fel),
    )  # fmt: skip
    fynd = await hus.fynd()
    assert any(
        k == "lage" and a == arende and f"startdatum är {i.uppdrag.startdatum}, journalen ger {fel}" in t
        for k, a, t in fynd
    ), fynd


@pytest.mark.krav("K0.8")
async def test_a_timer_that_was_never_set_is_found_and_the_run_that_takes_its_place_has_it(hus: Hus) -> None:
    stall = Klocka.stall
    hus.monkeypatch.setattr(
        Klocka, "stall", lambda self, kommande: stall(self, [k for k in kommande if "uppdrag" not in k.nyckel])
    )
    arende = await hus.f.nytt_arende()
    await hus.f.bemanna(arende, "H1")
    fynd = await hus.fynd()
    hus.monkeypatch.setattr(Klocka, "stall", stall)
    assert [f[:2] for f in fynd] == [("timer", arende)]
    assert fynd[0][2].startswith("timern ”påminnelse: uppdrag senast ") and " saknas; den ska ringa " in fynd[0][2]
    await laga_arende(hus.motor, hus.f.klient.temporal, arende, ny_korning=True)
    assert await hus.fynd() == []


async def test_a_timer_that_rings_at_another_instant_is_found(hus: Hus) -> None:
    vanta = Klocka._vanta

    async def sent(self: Klocka, nyckel: str, nar: datetime, ringer: datetime, text: str) -> None:
        await vanta(self, nyckel, nar, ringer + timedelta(hours=1), text)

    hus.monkeypatch.setattr(Klocka, "_vanta", sent)
    arende = await hus.f.nytt_arende()
    fynd = await hus.fynd()
    hus.monkeypatch.setattr(Klocka, "_vanta", vanta)
    assert {f[:2] for f in fynd} == {("timer", arende)}
    assert all(" ringer " in f[2] for f in fynd)


async def test_a_message_that_waits_although_nobody_will_send_it_is_found(hus: Hus) -> None:
    steg = liv(las_provfil(FALLEN[0].with_name("ami2_hela_livet.yaml")), "in-slut", datetime.now(UTC))
    assert steg
    skriv_in(hus.motor, "in-slut", steg)
    assert await hus.fynd() == []
    hus.bryt("UPDATE utkorg SET status = 'vantar' WHERE meddelande = (SELECT max(meddelande) FROM utkorg)")
    svar = await hus.insats("kontrollera", "--json")
    assert svar.fynd == [("utkorg", "in-slut", "ett meddelande väntar på att skickas, men arbetsflödet är slut")]
    await hus.insats("laga", "in-slut")
    await hus.f.klient.temporal.get_workflow_handle("in-slut").result()
    assert await hus.fynd() == []


@pytest.mark.krav("K3.1")
async def test_a_process_beside_the_cases_whose_workflow_is_lost_or_alone_is_found(hus: Hus) -> None:
    await hus.pagaende()
    klient, slag = hus.f.klient.temporal, PERSONUPPGIFTSINCIDENT.slag
    data = {
        "kommando": "anmal_incident", "upptackt": datetime.now(UTC).isoformat(), "anordnare": "A",
        "karriarvagledare": "kv1", "beskrivning": "ett brev på villovägar",
    }  # fmt: skip
    await Processklient(klient, hus.motor).sag(PERSONUPPGIFTSINCIDENT, "pi-1", data, ANORDNARE)
    assert await hus.fynd() == []
    await klient.get_workflow_handle("pi-1").terminate()
    await klient.start_workflow(slag, Processtart("pi-vilse"), id="pi-vilse", task_queue=namn.KO)
    saknas = ("arbetsflode_saknas", "pi-1", "processen är inte i mål, men dess arbetsflöde är avslutat utifrån")
    assert await hus.fynd() == [saknas]
    await asyncio.sleep(2)
    text = "arbetsflödet kör, men det finns inget sådant ärende, och ingen sådan process"
    fynd = await hus.fynd(granser=Granser(andrum=timedelta(seconds=2)))
    assert fynd == [saknas, ("arbetsflode_utan_arende", "pi-vilse", text)]
    await klient.get_workflow_handle("pi-vilse").terminate()
    assert (await hus.insats("laga", "pi-1")).ut == "Processens arbetsflöde är startat ur journalen.\n"
    assert await hus.fynd() == []
    assert (await hus.insats("laga", "pi-1")).ut == "Processens arbetsflöde kör; ingenting är ändrat.\n"


async def test_without_a_worker_it_is_told_that_not_all_could_be_looked_at(hus: Hus) -> None:
    for _ in range(2):
        await hus.pagaende()
    await hus.ner()
    hus.monkeypatch.setattr(korningar, "_TALAMOD", timedelta(seconds=1))
    svar = await hus.insats("kontrollera", "--json")
    assert (svar.kod, svar.fynd) == (2, [])
    assert svar.fel == "Fel: allt kunde inte kontrolleras: ingen arbetare svarar\n"


async def test_orphan_documents_are_removed_when_asked_and_those_of_a_case_under_way_are_not(hus: Hus) -> None:
    arende = await hus.pagaende()
    await hus.f.klient.temporal.start_workflow(namn.ARBETSFLODE, Start("in-pavag"), id="in-pavag", task_queue=namn.KO)
    for id, av in (("d-aldrig", "in-aldrig"), ("d-pavag", "in-pavag"), ("d-eget", arende)):
        hus.bryt(
            "INSERT INTO dokument (id, arende, slag, av, innehall, skapad) "
            "VALUES (:i, :a, 's', 'a', '{}', now() - interval '2 days')",
            i=id, a=av,
        )  # fmt: skip
    hus.bryt("INSERT INTO dokument (id, arende, slag, av, innehall) VALUES ('d-nyss', 'in-nyss', 's', 'a', '{}')")
    svar = await hus.insats("kontrollera", "--stada", "--json")
    assert (svar.kod, [f[1] for f in svar.fynd]) == (0, ["in-pavag"])
    assert '"stadade": 1' in svar.ut
    with hus.motor.connect() as forbindelse:
        kvar = forbindelse.execute(text("SELECT id FROM dokument WHERE id LIKE 'd-%' ORDER BY id")).scalars().all()
    assert kvar == ["d-eget", "d-nyss", "d-pavag"]


async def _sant(varde: bool) -> bool:
    return varde
