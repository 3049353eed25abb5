"""Impossible states between journal and workflow: made by hand on a real server, found, and put right."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from activities.kontroll.korningar import Lageskontroll
from domain.insats.insats import Insats
from domain.kontroll.fynd import Fynd, Granser
from domain.tid.tidpunkt import datum
from kontrakt import namn
from kontrakt.insats import Start
from starter.provkorning.fil import las_provfil
from tests.activities.kontroll.conftest import FALLEN, liv, skriv_in
from tests.activities.kontroll.temporal.hus import Hus
from tests.flotta.flottan import ANORDNARE, KV


async def test_cases_in_the_middle_of_their_lives_have_no_findings_even_while_they_move(hus: Hus) -> None:
    arenden = [await hus.f.nytt_arende(), *[await hus.pagaende() for _ in range(4)]]
    idag = datum(datetime.now(UTC))
    slut = {
        "kommando": "besluta_avslut", "orsak": "utebliven_progression", "nasta_steg": "AMI2",
        "avslutsdatum": str(idag + timedelta(days=9)), "samtal_datum": str(idag),
    }  # fmt: skip
    await hus.f.klient.kommando(arenden[1], slut, KV)
    await hus.f.klient.lagg_i_kon(arenden[2], {"kommando": "bemanna", "handlaggare": "H2"}, KV)  # refused, journaled
    slutfort = liv(las_provfil(FALLEN[0].with_name("ami2_hela_livet.yaml")), "in-slutfort", datetime.now(UTC))
    assert slutfort
    skriv_in(hus.motor, "in-slutfort", slutfort)
    lever = True

    async def tala(arende: str) -> None:
        n = 0
        while lever:
            await hus.f.bemanna(arende, f"N{n}")
            n += 1

    prat = [asyncio.create_task(tala(a)) for a in arenden[:4]]
    try:
        for _ in range(4):
            utfall = await hus.jaga()
            assert (utfall.fynd, utfall.hinder, utfall.arenden) == ((), "", 6)
    finally:
        lever = False
        await asyncio.gather(*prat)
    svar = await hus.insats("kontrollera", "--json")
    assert (svar.kod, svar.fynd, svar.fel) == (0, [], "")


async def test_a_case_whose_workflow_was_terminated_is_found_and_started_again_from_its_journal(hus: Hus) -> None:
    arende, annat = await hus.pagaende(), await hus.pagaende()
    await hus.f.klient.temporal.get_workflow_handle(arende).terminate()
    svar = await hus.insats("kontrollera", "--json")
    assert svar.kod == 1
    assert svar.fynd == [
        ("arbetsflode_saknas", arende, "ärendet är inte i mål, men dess arbetsflöde är avslutat utifrån")
    ]
    assert f'"temporal": "http://temporal.example/namespaces/default/workflows/{arende}"' in svar.ut
    assert f'"atgard": "starta det ur journalen: insats laga {arende}"' in svar.ut
    lagat = await hus.insats("laga", arende)
    assert (lagat.kod, lagat.ut.splitlines()[1:]) == (0, ["Arbetsflödet är startat ur journalen."])
    assert await hus.fynd() == []
    assert (await hus.f.bemanna(arende, "H7")).fran_nr == hus.f.poster(arende)[-1].nr
    assert (await hus.insats("laga", annat)).ut.count("\n") == 1  # what runs is left to run


async def test_a_case_that_was_never_begun_in_temporal_is_found(hus: Hus) -> None:
    steg = liv(las_provfil(FALLEN[0].with_name("pask_2024.yaml")), "in-okand", datetime.now(UTC))
    assert steg
    skriv_in(hus.motor, "in-okand", steg)
    assert await hus.fynd() == [
        ("arbetsflode_saknas", "in-okand", "ärendet är inte i mål, men dess arbetsflöde finns inte")
    ]


async def test_a_workflow_without_a_case_is_found_once_it_has_had_time_to_begin(hus: Hus) -> None:
    await hus.pagaende()
    await hus.f.klient.temporal.start_workflow(namn.ARBETSFLODE, Start("in-vilse"), id="in-vilse", task_queue=namn.KO)
    assert await hus.fynd() == []
    await asyncio.sleep(2)
    text = "arbetsflödet kör, men det finns inget sådant ärende, och ingen sådan process"
    fynd = await hus.fynd(granser=Granser(andrum=timedelta(seconds=2)))
    assert fynd == [("arbetsflode_utan_arende", "in-vilse", text)]


async def test_a_workflow_whose_step_fails_again_and_again_is_found_and_goes_on_when_the_cause_is_gone(
    hus: Hus,
) -> None:
    arende = await hus.pagaende()
    nr = hus.f.poster(arende)[-1].nr
    hus.bryt("UPDATE insats SET nr = 99 WHERE arende = :a", a=arende)
    await hus.f.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": "H9"}, ANORDNARE)

    async def fastnat() -> bool:
        om = await hus.f.klient.temporal.get_workflow_handle(arende).describe()
        return om.raw_description.pending_workflow_task.attempt > 1

    await hus.tills(fastnat)
    text = "arbetsflödet kommer inte vidare; samma steg misslyckas om och om igen"
    assert await hus.fynd(granser=Granser(forsok=1)) == [
        ("arbetsflode_fastnat", arende, text),
        ("journal", arende, f"journalen saknar rad {nr + 1}–99"),
    ]
    lagat = await hus.insats("laga", arende)
    assert (lagat.kod, lagat.ut) == (1, "")
    hus.bryt("UPDATE insats SET nr = :n, kund = 'x' WHERE arende = :a", a=arende, n=nr)
    await hus.insats("laga", arende)

    async def vidare() -> bool:
        return "H9" in hus.f.bemannade(arende)

    await hus.tills(vidare)
    assert await hus.fynd() == []


async def test_one_odd_run_is_a_finding_and_the_hunt_goes_on_to_the_others(
    hus: Hus, monkeypatch: pytest.MonkeyPatch
) -> None:
    udda, borta = await hus.pagaende(), await hus.pagaende()
    await hus.f.klient.temporal.get_workflow_handle(borta).terminate()
    jamfor = Lageskontroll._jamfor

    async def trasig(sjalv: Lageskontroll, i: Insats) -> list[Fynd]:
        if i.arende == udda:
            raise KeyError("Unknown payload encoding")
        return await jamfor(sjalv, i)

    monkeypatch.setattr(Lageskontroll, "_jamfor", trasig)
    assert {f[:2] for f in await hus.fynd()} == {("lage", udda), ("arbetsflode_saknas", borta)}
