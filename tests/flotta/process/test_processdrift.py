"""What stands beside the cases under what happens in operations: killed workers, two who speak at once, a record that
has come to rest and is spoken to again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.process import Processrutin
from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from persistence.process import processlasning
from starter.stod.klient.process import Processklient
from tests.flotta.flottan import ANORDNARE, Flotta, tills

INCIDENT, AKT = PERSONUPPGIFTSINCIDENT, ANORDNARAKT
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")


async def sag(f: Flotta, rutin: Processrutin, process: str, av: Aktor, verb: str, **fakta: Any) -> Kvitto:
    id_ = fakta.pop("id", None)
    dorr = Processklient(f.klient.temporal, f.motor)
    return await dorr.sag(rutin, process, {"kommando": verb, **fakta}, av, kommando_id=id_)


def poster(f: Flotta, process: str) -> list[Post]:
    svar = processlasning.en_process(f.motor, None, process)
    return svar[2] if svar else []


def slagen(f: Flotta, process: str) -> list[str]:
    return [p.handelse.slag for p in poster(f, process)]


def anmal(f: Flotta, process: str, id_: str | None = None) -> Any:
    upptackt = f"{datetime.now(UTC) - timedelta(hours=1):%Y-%m-%dT%H:00Z}"
    fakta = {"upptackt": upptackt, "anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}
    return sag(f, INCIDENT, process, ANORDNARE, "anmal_incident", id=id_, **fakta)


@pytest.mark.krav("K0.7")
async def test_a_worker_killed_in_a_processs_commit_has_written_and_the_next_one_takes_that_in(f: Flotta) -> None:
    """Also where it was the very first line."""
    forsta = await f.ny_arbetare()
    await anmal(f, "incident-1")
    kontakt = {"tid": datetime.now(UTC).isoformat(), "id": "k1"}
    with f.hallen(vid_commit=True):
        ny = asyncio.create_task(anmal(f, "incident-2"))
        svar = asyncio.create_task(sag(f, INCIDENT, "incident-1", ANORDNARE, "registrera_incidentkontakt", **kontakt))
        await f.tills_antal_halls(2)
        forsta.kill()
    await tills(lambda: slagen(f, "incident-1") == ["incident_anmald", "incidentkontakt_tagen"])
    await tills(lambda: slagen(f, "incident-2") == ["incident_anmald"])
    assert not svar.done() and not ny.done()
    await f.ny_arbetare()
    kvitto = await asyncio.wait_for(svar, 40)
    assert (kvitto.fran_nr, kvitto.till_nr) == (2, 2)
    assert (await asyncio.wait_for(ny, 40)).till_nr == 1
    assert await sag(f, INCIDENT, "incident-1", ANORDNARE, "registrera_incidentkontakt", **kontakt) == kvitto
    await sag(f, INCIDENT, "incident-1", DSS, "bedom_incident", bedomning="anmals_inte", motivering="x")
    assert [p.nr for p in poster(f, "incident-1")] == [1, 2, 3]
    assert slagen(f, "incident-2") == ["incident_anmald"]


@pytest.mark.krav("K3.4")
async def test_a_worker_killed_while_it_tells_the_cases_leaves_each_told_once(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    arenden = await asyncio.gather(*(f.nytt_arende() for _ in range(16)))
    await asyncio.gather(*(f.bemanna(a, "H1") for a in arenden))

    def kravda(arende: str) -> int:
        return sum(p.handelse.slag == "ombemanning_kravs" for p in f.poster(arende))

    till = str(datum(datetime.now(UTC)) + timedelta(days=5))
    await sag(f, AKT, akt_id("A"), ANORDNARE, "personal_slutar", person="H1", till=till)
    await tills(lambda: any(kravda(a) for a in arenden))
    forsta.kill()
    assert sum(map(kravda, arenden)) < 16, "alla hade hunnit få veta"
    await f.ny_arbetare()
    await tills(lambda: "ombemanning_begard" in slagen(f, akt_id("A")), 60)
    assert [kravda(a) for a in arenden] == [1] * 16
    (begard,) = (p.handelse for p in poster(f, akt_id("A")) if p.handelse.slag == "ombemanning_begard")
    assert sorted(begard.arenden) == sorted(arenden)


async def test_two_who_say_the_same_at_once_say_it_once(delad: Flotta) -> None:
    svar = await asyncio.gather(*(anmal(delad, "incident-3", "samma") for _ in range(8)))
    assert {(k.fran_nr, k.till_nr) for k in svar} == {(1, 1)}
    assert slagen(delad, "incident-3") == ["incident_anmald"]


@pytest.mark.krav("K3.5")
async def test_a_record_at_rest_hears_all_who_speak_to_it_at_once_again_and_again(delad: Flotta) -> None:
    """Each thing said ends the run it is said in: what the next one says must never fall between two runs."""
    f = delad

    async def tala(vem: int) -> list[str]:
        sagt = [f"{vem}-{n}" for n in range(8)]
        for id_ in sagt:
            fakta = {"sort": "annat", "beskrivning": "x", "id": id_}
            await sag(f, AKT, akt_id("A"), ANORDNARE, "anmal_forandring", **fakta)
        return sagt

    sagt = await asyncio.wait_for(asyncio.gather(*(tala(v) for v in range(4))), 120)
    assert sorted(p.kommando or "" for p in poster(f, akt_id("A"))) == sorted(i for s in sagt for i in s)
    kvitto = await sag(f, AKT, akt_id("A"), ANORDNARE, "anmal_forandring", sort="annat", beskrivning="x", id="0-0")
    assert len(poster(f, akt_id("A"))) == 32
    assert kvitto.fran_nr == next(p.nr for p in poster(f, akt_id("A")) if p.kommando == "0-0")


async def test_what_is_refused_at_a_record_at_rest_is_refused_in_words(delad: Flotta) -> None:
    f = delad
    await sag(f, AKT, akt_id("A"), ANORDNARE, "anmal_forandring", sort="annat", beskrivning="x")
    svar = await asyncio.gather(
        *(sag(f, AKT, akt_id("A"), ANORDNARE, "bekrafta_villkor", villkor=f"v{n}") for n in range(6)),
        return_exceptions=True,
    )
    assert [type(s) for s in svar] == [Avvisning] * 6
    assert AKT.klar(processlasning.en_process(f.motor, None, akt_id("A"))[1].lage)  # type: ignore[index]
