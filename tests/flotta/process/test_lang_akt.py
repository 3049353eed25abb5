"""An anordnare's record that has grown for many years, in a real database: more than one message can hold."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer import forlopp
from domain.processer.anordnarakt import rutin
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.nar_nagon_slutar import OmbemanningBegard
from domain.processer.anordnarakt.personal import BehorighetAnsokt, BehorighetUpphorde, PersonalBorjade, PersonalSlutade
from domain.processer.lagring import lage_till_json, post_till_json, tillstandstext
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Post
from domain.tid.manad import forsta, manad, nasta
from domain.tid.tidpunkt import datum, midnatt
from kontrakt.insats import Kvitto
from kontrakt.process import HEL, Processbatch
from persistence.process import processlasning, skrivning
from starter.stod.klient.process import Processklient
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.flottan import ANORDNARE, Flotta, flotta, tills
from tests.workflows.tjanst import alla_korningar

AKT, ID = rutin.ANORDNARAKT, akt_id("A")
ARBETSLEDARE = Aktor(Roll.ARBETSLEDARE, "al1")
ANSTALLDA = 2_300
"""Who have come and gone: five lines each, so that both the journal and the state are too large to pass whole."""
HOGST_I_ETT_VARDE = 1_100_000


class Trangbodd(TemporalServer):
    """A server that asks for a new run as soon as a history holds a megabyte."""

    def _command(self) -> list[str]:
        grans = "limit.historySize.suggestContinueAsNew=1000000"
        return [*super()._command(), "--dynamic-config-value", grans]


def rader() -> Iterator[Post]:
    tid = datetime(2016, 1, 4, 8, tzinfo=UTC)
    nr = 0
    for n in range(ANSTALLDA):
        vem, fran, till = f"person-{n}", date(2016, 2, 1), date(2016, 3, 1)
        sagt: tuple[tuple[Aktor, str | None, Handelse], ...] = (
            (ANORDNARE, f"{n:016x}", PersonalBorjade(vem, fran, None)),
            (ANORDNARE, f"{n:015x}-a", BehorighetAnsokt(vem)),
            (ANORDNARE, f"{n:015x}-s", PersonalSlutade(vem, till)),
            (SYSTEMET, f"{ID}:ombemanna:{vem}", OmbemanningBegard(vem, till, ())),
            (SYSTEMET, None, BehorighetUpphorde(vem, till)),
        )
        for av, kommando, h in sagt:
            nr += 1
            tid += timedelta(minutes=1)
            yield Post(nr, tid, av, kommando, None, h)


async def sag(f: Flotta, verb: str, av: Aktor, tidsskillnad: timedelta = timedelta(), **fakta: Any) -> Kvitto:
    nu = datetime.now(UTC) + tidsskillnad
    dorr, data = Processklient(f.klient.temporal, f.motor), {"kommando": verb, **fakta}
    return await dorr.sag(AKT, ID, data, av, kommando_id=f"{verb}-1", tid=nu, tidsskillnad=tidsskillnad)


async def storsta_varden(f: Flotta) -> list[int]:
    """Bytes of the largest value, and some, that any event holds in each run."""
    korningar = await alla_korningar(f.klient.temporal.get_workflow_handle(ID))
    return [max(e.ByteSize() for e in k.events) for k in korningar]


async def foljer_pa(f: Flotta) -> str | None:
    """The newest run's id, if it follows upon another."""
    info = (await f.klient.temporal.get_workflow_handle(ID).describe()).raw_description.workflow_execution_info
    return info.execution.run_id if info.execution.run_id != info.first_run_id else None


async def vet(f: Flotta, nr: int) -> bool:
    """Whether the workflow has read the journal as far as a line."""
    handtag = f.klient.temporal.get_workflow_handle(ID)
    star_vid: int = await handtag.query("journalnummer", result_type=int, rpc_timeout=timedelta(seconds=30))
    return star_vid >= nr


async def blir(villkor: Callable[[], Awaitable[Any]]) -> Any:
    """What a condition gives once it gives something."""
    for _ in range(600):
        if svar := await villkor():
            return svar
        await asyncio.sleep(0.1)
    raise AssertionError("det inträffade aldrig")


@pytest.mark.krav("K0.7", "K3.5")
async def test_a_record_too_large_for_one_message_is_opened_handed_over_and_taken_up_by_another_worker(
    database_url: str, tmp_path: Path
) -> None:
    async with flotta(database_url, tmp_path, Trangbodd) as f:
        poster = list(rader())
        json_rader = tuple(post_till_json(AKT, p) for p in poster)
        await asyncio.to_thread(skrivning.skriv, f.motor, Processbatch(AKT.slag, ID, 0, json_rader, ()))
        p = forlopp.vik(AKT, ID, poster)
        assert p is not None and AKT.klar(p.lage)
        assert len(tillstandstext(lage_till_json(AKT, p))) > HEL
        assert sum(len(str(r)) for r in json_rader) > 2 * 1024 * 1024

        forsta_arbetaren = await f.ny_arbetare()
        nu = datetime.now(UTC)
        skifte = midnatt(forsta(nasta(manad(datum(nu)))))
        skillnad = skifte - nu - timedelta(seconds=4)
        kvitto = await sag(f, "skicka_villkor", ARBETSLEDARE, skillnad, villkor="2027", galler_fran="2027-01-01")
        assert kvitto.fran_nr == len(poster) + 1
        igen = await Processklient(f.klient.temporal, f.motor).sag(
            AKT, ID, {"kommando": "personal_borjar", "person": "person-0", "fran": "2016-02-01"}, ANORDNARE,
            kommando_id=f"{0:016x}",
        )  # fmt: skip
        assert (igen.fran_nr, igen.till_nr, igen.tid) == (1, 1, poster[0].tid), "vad som sagts för länge sedan är känt"

        # The turn of month: the state is too large to be handed over, and is read again by the run that follows.
        korning = await blir(lambda: foljer_pa(f))
        await blir(lambda: vet(f, len(poster) + 1))
        assert [400_000 < storst < HOGST_I_ETT_VARDE for storst in await storsta_varden(f)] == [True, True]

        # Another worker takes it up from its history alone, and no run follows upon run for the size of what was read.
        forsta_arbetaren.kill()
        await f.ny_arbetare()
        kvitto = await sag(f, "bekrafta_villkor", ANORDNARE, villkor="2027")
        assert kvitto.fran_nr == len(poster) + 2
        assert await foljer_pa(f) == korning
        slut = await f.klient.temporal.get_workflow_handle(ID).result()
        assert slut["status"] == "vilar"

        def bekraftat() -> bool:
            svar = processlasning.en_process(f.motor, None, ID)
            return svar is not None and svar[1].nr == len(poster) + 2 and "2027" in svar[1].lage.villkor

        await tills(bekraftat)
