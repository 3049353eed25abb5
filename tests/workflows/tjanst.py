"""The service in miniature for one case: a server whose time is skipped, a member of the fleet, and a door.

Times are Stockholm times as staff write them; the case lives in 2024 whatever the machine's clock says.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionRequest, DescribeWorkflowExecutionResponse
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle, WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from activities.stod.epost import Epost
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.liv.vikning import vik
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.skeende.journal import Post
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Kvitto
from kontrakt.namn import SOKATTRIBUT
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.spridning import Takt
from persistence.arende import lasning
from persistence.register.anordnare import auktorisationer, register
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker
from starter.provkorning.fil import Provfall
from starter.provkorning.ifyllt import stegen
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.timeskipping import time_skipping_environment
from tests.verktyg.spel import FORARBETE, helt_uppdrag

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "A")
ANNAN_ANORDNARE = Aktor(Roll.ANORDNARE, "b1", "B")
ARBETSLEDARE = Aktor(Roll.ARBETSLEDARE, "al1")
EKONOM = Aktor(Roll.EKONOM, "e1")

ARENDE = "in-prov"
AKTUALISERA = {
    "kommando": "aktualisera",
    "insats": "AMI2",
    "anordnare": "A",
    "kund": {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50},
    **FORARBETE,
}
BEMANNA = {"kommando": "bemanna", "handlaggare": "H1"}
UPPDRAG = helt_uppdrag({"kommando": "lagg_in_uppdrag", "startdatum": "2024-03-11", "langd_manader": 12})
_TALAMOD = 20.0
_MARGINAL = timedelta(milliseconds=1)


@dataclass
class Tjanst:
    """One case and its clock."""

    miljo: WorkflowEnvironment
    klient: Insatsklient
    tidsskillnad: timedelta
    arende: str = ARENDE

    @property
    def motor(self) -> Engine:
        return self.klient.motor

    @property
    def handtag(self) -> WorkflowHandle[Any, Any]:
        """The case's newest run."""
        return self.klient.temporal.get_workflow_handle(self.arende)

    async def nu(self) -> datetime:
        """The case's time."""
        return await self.miljo.get_current_time() + self.tidsskillnad

    async def starta(self, data: dict[str, Any] = AKTUALISERA, av: Aktor = KV) -> Kvitto:
        return await self.klient.starta(
            data, av, arende=self.arende, tid=await self.nu(), tidsskillnad=self.tidsskillnad
        )

    async def sag(self, av: Aktor, data: dict[str, Any], **hur: Any) -> Kvitto:
        return await self.klient.kommando(self.arende, data, av, tidsskillnad=self.tidsskillnad, **hur)

    async def pagaende(self) -> Tjanst:
        """Aktualiserad 2024-03-01 09:00, staffed and commissioned at once."""
        await self.starta()
        await self.sag(ANORDNARE, BEMANNA)
        await self.sag(KV, UPPDRAG)
        return self

    async def till(self, nar: str) -> Tjanst:
        """Let time go, and wait until everything due by then stands in the journal."""
        dit = tolka_tid(nar)
        kvar = dit + _MARGINAL - await self.nu()
        if kvar > timedelta():
            await self.miljo.sleep(kvar)
        await self.tills(lambda: self._ikapp(dit))
        return self

    def _ikapp(self, dit: datetime) -> bool:
        kommande = rutin.klockslag(self.insats())
        return not kommande or kommande[0].nar > dit

    async def tills(self, villkor: Any) -> None:
        """Wait until something holds, in the test's own time."""
        slut = time.monotonic() + _TALAMOD
        while not await asyncio.to_thread(villkor):
            assert time.monotonic() < slut, "det inträffade aldrig"
            await asyncio.sleep(0.01)

    async def sover(self) -> None:
        """Wait until the workflow has nothing to do just now: no task of its own is under way."""
        slut = time.monotonic() + _TALAMOD
        while (await self.beskrivning()).HasField("pending_workflow_task"):
            assert time.monotonic() < slut, "arbetsflödet blir aldrig färdigt"
            await asyncio.sleep(0.01)

    async def beskrivning(self) -> DescribeWorkflowExecutionResponse:
        """What the server says of the newest run."""
        return await self.klient.temporal.workflow_service.describe_workflow_execution(
            DescribeWorkflowExecutionRequest(namespace="default", execution=WorkflowExecution(workflow_id=self.arende))
        )

    def poster(self) -> list[Post]:
        """The journal."""
        return lasning.journalrader(self.motor, None, self.arende)

    def slagen(self) -> list[str]:
        return [p.handelse.slag for p in self.poster()]

    def insats(self) -> Insats:
        """State, folded from the journal."""
        insats: Insats | None = None
        for post in self.poster():
            insats = rutin.tillampa(insats, post)
        assert insats is not None, "ärendet finns inte i journalen"
        return insats

    async def historik(self) -> WorkflowHistory:
        """Of the newest run, when it has come to rest."""
        await self.sover()
        return await self.handtag.fetch_history()

    async def korningar(self) -> list[WorkflowHistory]:
        """Every run of the case, first to last."""
        return await alla_korningar(self.handtag)

    async def lever(self) -> bool:
        status = (await self.beskrivning()).workflow_execution_info.status
        return WorkflowExecutionStatus(status) is WorkflowExecutionStatus.RUNNING


def oppna_timrar(historik: WorkflowHistory, tidsskillnad: timedelta = timedelta()) -> dict[str, datetime]:
    """The durable timers that wait at the end of a run: summary → when it rings, in the case's time."""
    timrar: dict[str, tuple[str, datetime]] = {}
    for e in historik.events:
        if e.HasField("timer_started_event_attributes"):
            a = e.timer_started_event_attributes
            nar = e.event_time.ToDatetime(UTC) + a.start_to_fire_timeout.ToTimedelta() + tidsskillnad
            timrar[a.timer_id] = json.loads(e.user_metadata.summary.data), nar
        elif e.HasField("timer_canceled_event_attributes"):
            del timrar[e.timer_canceled_event_attributes.timer_id]
        elif e.HasField("timer_fired_event_attributes"):
            del timrar[e.timer_fired_event_attributes.timer_id]
    assert len({text for text, _ in timrar.values()}) == len(timrar), "två timrar säger samma sak"
    return dict(timrar.values())


async def spela(fall: Provfall, motor: Engine, arende: str = ARENDE) -> tuple[Tjanst, list[WorkflowHistory]]:
    """Play a case file to its end; the service it was played on (closed by now), and every run's history."""
    for rad in fall.anordnare:
        register.lagg_till_anordnare(motor, rad.namn)
        auktorisationer.auktorisera(motor, rad.namn, rad.kundval, rad.fran, rad.till)
    async with tjanst(motor, fall.steg[0].tid.isoformat()) as t:
        t.arende = arende
        for steg in fall.steg:
            if steg.nr:
                await t.till(steg.tid.isoformat())
            try:
                for del_ in stegen(fall, steg, vik(t.poster()) if steg.nr else None):
                    await (t.sag(del_.av, dict(del_.data)) if steg.nr else t.starta(dict(del_.data), del_.av))
            except (Avvisning, IngenKontakt):
                if steg.nr == 0:
                    break
        if fall.till and t.slagen():
            await t.till(f"{fall.till}T00:00")
        await t.sover()
        return t, await t.korningar()


async def alla_korningar(handtag: WorkflowHandle[Any, Any]) -> list[WorkflowHistory]:
    """The histories of a chain of runs, first to last."""
    korningar = [await handtag.fetch_history()]
    while fore := korningar[0].events[0].workflow_execution_started_event_attributes.continued_execution_run_id:
        tidigare = handtag._client.get_workflow_handle(handtag.id, run_id=fore)
        korningar.insert(0, await tidigare.fetch_history())
    return korningar


@asynccontextmanager
async def tjanst(
    motor: Engine, borjan: str = "2024-03-01T09:00", epost: Epost | None = None, takt: Takt | None = None,
    regelverk: Regelverk | None = None,
) -> AsyncIterator[Tjanst]:  # fmt: skip
    """A service of its own, whose time begins at ``borjan``; without ``takt`` all that is due comes at its instant.

    ``regelverk``: the rules that it has, where they are not those that are shipped."""
    if not register.anordnarna(motor):
        for namn in ("A", "B"):
            register.lagg_till_anordnare(motor, namn)
            for kundval in ("FAI", "AMI", "ISA"):
                auktorisationer.auktorisera(motor, namn, kundval, date(2024, 1, 1))
    regelverk = regelverk or skapa_regelverk(las_utgavor())
    async with (
        time_skipping_environment(SOKATTRIBUT, data_converter=OMVANDLARE) as miljo,
        skapa_worker(miljo.client, motor, regelverk, epost, takt=takt, cachade=10),
    ):
        tidsskillnad = tolka_tid(borjan) - await miljo.get_current_time()
        yield Tjanst(miljo, Insatsklient(miljo.client, motor), tidsskillnad)
