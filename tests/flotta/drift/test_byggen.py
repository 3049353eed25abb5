"""A new build beside the old: a running case stays with its code until its month is over, what is new takes the new."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

import starter.stod.klient.insats
from activities import kontroll
from activities.kontroll import jakt
from activities.kontroll.jakt import jaga
from domain.kontroll.fynd import Granser
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.tid.manad import forsta, manad, nasta
from domain.tid.tidpunkt import datum, midnatt
from kontrakt.namn import ARBETSFLODE_BETALNINGSKORNING, KO
from kontrakt.nattligt import ARBETSFLODE_AJOUR, Ajoursvar
from starter.drift.bygge import Bygge, byggen, satt_aktuellt
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.klient.process import Processklient
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.activities.kontroll.conftest import kor
from tests.flotta.flottan import ANORDNARE, KV, Flotta, flotta, tills
from tests.workflows.tjanst import alla_korningar


@pytest_asyncio.fixture(scope="module")
async def huset(
    postgres: EmbeddedPostgres, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Flotta]:
    """A fleet with a worker of build a, which is current, and one of build b."""
    url = postgres.create_database("byggen", template=template_database)
    async with flotta(url, tmp_path_factory.mktemp("byggen")) as f:
        for arbetare in (f.starta_arbetare(BYGGE="a"), f.starta_arbetare(BYGGE="b-1.0_2")):
            await asyncio.to_thread(arbetare.wait_until_healthy)
        await satt_aktuellt(f.klient.temporal, "a")
        yield f
    postgres.drop_database("byggen")


B = "b-1.0_2"


def till_manadsskiftet(om: timedelta) -> timedelta:
    """How far a case's clock is to be from ours, that its month may soon be over."""
    nu = datetime.now(UTC)
    return midnatt(forsta(nasta(manad(datum(nu))))) - nu - om


async def utfort_av(f: Flotta, id_: str) -> list[list[str]]:
    """For each run, the builds that carried out its steps, in order, each once."""
    ut = []
    for korning in await alla_korningar(f.klient.temporal.get_workflow_handle(id_)):
        steg = [e.workflow_task_completed_event_attributes for e in korning.events
                if e.HasField("workflow_task_completed_event_attributes")]  # fmt: skip
        ut.append(list(dict.fromkeys(s.deployment_version.build_id for s in steg)))
    return ut


async def insats(f: Flotta, monkeypatch: pytest.MonkeyPatch, *argument: str) -> Any:
    monkeypatch.setenv("DATABASE_URL", f.database_url)
    monkeypatch.setenv("INSATS_SOM", "systemspecialist:ss1")
    monkeypatch.setenv("TEMPORAL_ADDRESS", f.temporal.address)
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(f.mapp / "ingen"))
    return await asyncio.to_thread(kor, *argument)


async def anmal(f: Flotta, process: str, tidsskillnad: timedelta) -> None:
    nu = datetime.now(UTC) + tidsskillnad
    fakta = {"upptackt": f"{nu - timedelta(hours=1):%Y-%m-%dT%H:00Z}", "anordnare": "A", "karriarvagledare": "kv1"}
    data = {"kommando": "anmal_incident", "beskrivning": "x", **fakta}
    dorr = Processklient(f.klient.temporal, f.motor)
    await dorr.sag(PERSONUPPGIFTSINCIDENT, process, data, ANORDNARE, tid=nu, tidsskillnad=tidsskillnad)


async def ar_i_korning(f: Flotta, id_: str, nummer: int) -> None:
    """Wait until so many runs have begun, and the last of them has taken its first step."""
    for _ in range(300):
        korningar = await utfort_av(f, id_)
        if len(korningar) >= nummer and korningar[-1]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{id_} kom aldrig till körning {nummer}")


async def test_a_running_case_stays_with_its_build_until_its_month_is_over_and_new_ones_take_the_new(
    huset: Flotta, monkeypatch: pytest.MonkeyPatch
) -> None:
    f = huset
    skillnad = till_manadsskiftet(timedelta(seconds=20))
    with monkeypatch.context() as forr:
        forr.setattr(starter.stod.klient.insats, "DORRUTGAVA", 1)  # begun under the first edition of the doors
        gammalt = await f.nytt_arende(tidsskillnad=skillnad)
    await anmal(f, "incident-bygge", skillnad)

    svar = await insats(f, monkeypatch, "bygge", B)
    assert (svar.kod, svar.ut.splitlines()[0]) == (0, f"{B} är aktuellt; förut a.")

    await f.bemanna(gammalt, "H1")  # a answers, though b is current
    nytt = await f.nytt_arende()
    await f.bemanna(nytt, "H1")
    assert await utfort_av(f, gammalt) == [["a"]]
    assert await utfort_av(f, "incident-bygge") == [["a"]]
    assert await utfort_av(f, nytt) == [[B]]
    # What is short runs by the build that was current when it began, its activity too.
    natt: Ajoursvar = await f.klient.temporal.execute_workflow(
        ARBETSFLODE_AJOUR, id="ajour-bygge", task_queue=KO, result_type=Ajoursvar
    )
    assert natt.arenden == 2 and natt.avvisade == ()
    assert await utfort_av(f, "ajour-bygge") == [[B]]

    await asyncio.gather(ar_i_korning(f, gammalt, 2), ar_i_korning(f, "incident-bygge", 2))
    await f.bemanna(gammalt, "H2")
    assert f.bemannade(gammalt) == ["H1", "H2"]
    assert await utfort_av(f, gammalt) == [["a"], [B]]
    assert await utfort_av(f, "incident-bygge") == [["a"], [B]]

    for _ in range(100):  # Temporal's list may be a little behind
        svar = await insats(f, monkeypatch, "bygge", "--json")
        if [b["arbetsfloden"] for b in json.loads(svar.ut)] == [3, 0]:
            break
        await asyncio.sleep(0.1)
    assert json.loads(svar.ut) == [
        {"bygge": B, "aktuellt": True, "arbetare": 1, "arbetsfloden": 3},
        {"bygge": "a", "aktuellt": False, "arbetare": 1, "arbetsfloden": 0},
    ]
    assert "kan tas ner" in (await insats(f, monkeypatch, "bygge")).ut

    # The case of the first edition lives on to its end, by the build that it was handed over to.
    aterkalla = {"kommando": "aterkalla_aktualisering", "felregistrerad": True, "motivering": "fel kund"}
    await f.klient.kommando(gammalt, aterkalla, KV)
    await tills(lambda: str(f.insats(gammalt).status) == "slutford")
    assert (await utfort_av(f, gammalt))[-1] == [B]

    # What the calendar starts, and the process that it starts in its turn, is of one build.
    manaden = await f.klient.temporal.execute_workflow(
        ARBETSFLODE_BETALNINGSKORNING, id="betalning-bygge", task_queue=KO, result_type=str
    )
    assert await utfort_av(f, "betalning-bygge") == [[B]]
    await ar_i_korning(f, manaden, 1)
    assert await utfort_av(f, manaden) == [[B]]


async def test_a_case_whose_build_has_no_worker_waits_is_told_of_and_is_taken_over_by_either(
    huset: Flotta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said and what rings waits for a worker of the build; ``laga`` gives it to the current one."""
    f, temporal = huset, huset.klient.temporal
    c = await f.ny_arbetare(BYGGE="c")
    await satt_aktuellt(temporal, "c")
    vantar, lagas = await f.nytt_arende(tidsskillnad=till_manadsskiftet(timedelta(seconds=6))), await f.nytt_arende()
    await f.bemanna(lagas, "H1")
    assert await satt_aktuellt(temporal, B) == "c"
    c.kill()

    otalig = Insatsklient(temporal, f.motor, talamod=timedelta(seconds=1))
    with pytest.raises(IngenKontakt, match="ingen arbetare svarar"):
        await otalig.kommando(lagas, {"kommando": "bemanna", "handlaggare": "H2"}, ANORDNARE, kommando_id="samma")
    borjan = time.monotonic()
    await f.klient.lagg_i_kon(vantar, {"kommando": "bemanna", "handlaggare": "H1"}, ANORDNARE)
    await f.klient.lagg_i_kon(lagas, {"kommando": "bemanna", "handlaggare": "H3"}, ANORDNARE)

    # Operations are told, by the case and by the build; both say what can be done.
    monkeypatch.setattr(kontroll.korningar, "_TALAMOD", timedelta(seconds=1))
    monkeypatch.setattr(jakt, "OMTAG", (0.1,))
    utfall = await jaga(f.motor, temporal, arende=lagas, granser=Granser(tystnad=timedelta(seconds=1)))
    assert [(x.kontroll, x.arende, x.atgard) for x in utfall.fel] == [
        (
            "arbetsflode_utan_arbetare",
            lagas,
            f"starta en arbetare med BYGGE=c, eller låt det aktuella bygget ta över: insats laga {lagas} --ny-korning",
        )
    ]
    assert utfall.hinder == ""
    # One that was heard of a moment ago may only be slow: that is no finding, but nor is it well.
    utfall = await jaga(f.motor, temporal, arende=lagas)
    assert (utfall.fel, utfall.hinder) == ((), "ingen arbetare svarar")

    await insats(f, monkeypatch, "laga", lagas, "--ny-korning")
    await tills(lambda: f.bemannade(lagas) == ["H1", "H3"])  # the signal is said again; the update by its sender
    async with asyncio.timeout(60):  # the line is written within a task, which history has when it is done
        while (await utfort_av(f, lagas))[-1] != [B]:  # noqa: ASYNC110 – the server tells nobody
            await asyncio.sleep(0.2)
    data = {"kommando": "bemanna", "handlaggare": "H2"}
    await f.klient.kommando(lagas, data, ANORDNARE, kommando_id="samma")
    assert f.bemannade(lagas) == ["H1", "H3", "H2"]

    await asyncio.sleep(max(0.0, borjan + 7 - time.monotonic()))
    assert await utfort_av(f, vantar) == [["c"]]  # its month is over, and nothing has happened
    assert f.bemannade(vantar) == []
    await f.ny_arbetare(BYGGE="c")
    await ar_i_korning(f, vantar, 2)
    assert await utfort_av(f, vantar) == [["c"], [B]]
    assert f.bemannade(vantar) == ["H1"]


async def test_a_build_without_a_worker_is_never_made_current(huset: Flotta, monkeypatch: pytest.MonkeyPatch) -> None:
    (aktuellt,) = (b.bygge for b in await byggen(huset.klient.temporal) if b.aktuellt)
    svar = await insats(huset, monkeypatch, "bygge", "finns-inte", "--vanta", "0")
    assert (svar.kod, svar.fel) == (
        1,
        "Fel: bygge: ingen arbetare med BYGGE=finns-inte tar emot arbete; starta en först. Inget är ändrat\n",
    )
    svar = await insats(huset, monkeypatch, "bygge", "--inget", "--vanta", "0")
    assert (svar.kod, "ingen arbetare utan BYGGE" in svar.fel) == (1, True)
    svar = await insats(huset, monkeypatch, "bygge", "' OR 1=1", "--vanta", "0")
    assert (svar.kod, svar.fel) == (
        1, "Fel: BYGGE: ska skrivas med A–Z, a–z, 0–9, punkt, - och _, högst 64 tecken\n",
    )  # fmt: skip
    assert [b.bygge for b in await byggen(huset.klient.temporal) if b.aktuellt] == [aktuellt]


async def test_a_fleet_without_builds_takes_them_into_use_and_leaves_them_again(f: Flotta) -> None:
    """A case begun without a build goes to the current one when its worker is gone; one of a build stays with it."""
    temporal = f.klient.temporal
    utan, med = f.starta_arbetare(), f.starta_arbetare(BYGGE="a")
    await asyncio.to_thread(utan.wait_until_healthy)
    await asyncio.to_thread(med.wait_until_healthy)
    arende = await f.nytt_arende()
    await f.bemanna(arende, "H1")
    assert await utfort_av(f, arende) == [[""]]
    assert (await byggen(temporal))[0] == Bygge(None, True, 1, 1)
    assert await satt_aktuellt(temporal, "a") is None
    await asyncio.to_thread(utan.kill)
    await f.bemanna(arende, "H2")
    assert await utfort_av(f, arende) == [["", "a"]]
    await f.ny_arbetare()
    bundet = await f.nytt_arende(tidsskillnad=till_manadsskiftet(timedelta(seconds=6)))
    assert await satt_aktuellt(temporal, None) == "a"
    await f.bemanna(arende, "H3")
    assert await utfort_av(f, arende) == [["", "a"]]
    nytt = await f.nytt_arende()
    assert await utfort_av(f, nytt) == [[""]]
    await ar_i_korning(f, bundet, 2)
    assert await utfort_av(f, bundet) == [["a"], [""]]
