"""What is left at a door for a process while no worker runs counts from when the door took it in (K0.6, K3.1).

The process's run is lost when the incident has been reported, and the next one begins when the hours are long over, by
the server's clock: as after an outage, what was said in time and what the clock raises come to it at once.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.incident.incident import IncidentfristPasserad
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.skeende.handelse import DORR_LAMNAT_TILL_PROCESS
from domain.tid.tidpunkt import tolka_tid
from kontrakt import namn
from kontrakt.process import Processtart
from persistence.journal import kon
from persistence.meddelanden import inkorg
from starter.drift.laga import starta_process
from starter.stod.klient import ombud
from starter.stod.klient.process import Processklient
from tests.workflows.process.test_processer import ANMAL, BEDOM, DSS, ID, KONTAKT, journalen, sag
from tests.workflows.tjanst import ANORDNARE, KV, Tjanst

pytestmark = pytest.mark.krav("K0.6", "K3.1")

I_TID, SISTA = tolka_tid("2024-03-04T08:29"), tolka_tid("2024-03-04T08:30")
SAGT = KONTAKT | {"tid": "2024-03-04T08:20"}


async def anmald(t: Tjanst) -> None:
    await sag(t, ANORDNARE, ANMAL)
    await t.klient.temporal.get_workflow_handle(ID).terminate()


async def lamna(t: Tjanst, data: dict[str, Any], tid: datetime, av: Aktor = ANORDNARE, id_: str = "lamnat") -> None:
    """Leave it at the door, and wait for what comes of it."""
    door = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    await ombud.sag_senare(door, PERSONUPPGIFTSINCIDENT, ID, data, av, id_, tid)
    await t.tills(lambda: not kon.utan_utfall(t.motor))


def tagen(t: Tjanst) -> datetime:
    (nar,) = (p.tid for p in journalen(t) if p.handelse.slag == "incidentkontakt_tagen")
    return nar


def forsenad(t: Tjanst) -> bool:
    passerade = [p.handelse for p in journalen(t) if isinstance(p.handelse, IncidentfristPasserad)]
    return any(h.bevakning == "incidentkontakt" for h in passerade)


@pytest.mark.krav("K3.1", sort="gräns")
@pytest.mark.parametrize(("tid", "sent"), [(I_TID, False), (SISTA - timedelta(seconds=1), False), (SISTA, True)])
async def test_a_contact_within_the_hours_is_in_time_although_no_worker_took_it(
    t: Tjanst, tid: datetime, sent: bool
) -> None:
    await anmald(t)
    await lamna(t, SAGT, tid)
    assert (tagen(t), forsenad(t)) == (tid, sent)


async def test_what_no_door_has_noted_came_when_it_was_heard(t: Tjanst) -> None:
    await anmald(t)
    borjade = datetime.now(UTC) - timedelta(seconds=1)
    sagt = {"id": "pastatt", "av": str(ANORDNARE), "inkom": I_TID.isoformat(), "dokument": None, "kommando": SAGT}
    await t.klient.temporal.start_workflow(
        PERSONUPPGIFTSINCIDENT.slag, Processtart(ID, dorr=DORR_LAMNAT_TILL_PROCESS), id=ID, task_queue=namn.KO,
        start_signal=namn.SIGNAL, start_signal_args=[sagt, None, 3],
    )  # fmt: skip
    await t.tills(lambda: len(journalen(t)) > 1 and journalen(t)[-1].handelse.slag != "incidentpaminnelse")
    await t.tills(lambda: any(p.kommando == "pastatt" for p in journalen(t)))
    assert tagen(t) > borjade - timedelta(days=1) and forsenad(t)


async def test_a_run_of_an_earlier_edition_takes_it_from_the_agent(t: Tjanst) -> None:
    await anmald(t)
    tidigare = Processtart(ID, dorr=DORR_LAMNAT_TILL_PROCESS - 1)
    await t.klient.temporal.start_workflow(PERSONUPPGIFTSINCIDENT.slag, tidigare, id=ID, task_queue=namn.KO)
    await lamna(t, SAGT, I_TID)
    assert tagen(t) > I_TID and forsenad(t)


@pytest.mark.krav("K0.6", sort="avslag")
async def test_what_was_refused_when_it_was_said_is_refused_however_long_it_waited_and_told_once(t: Tjanst) -> None:
    """Of an hour that had not come when it was said, and has when a worker takes it."""
    await lamna(t, ANMAL | {"upptackt": "2024-03-01T10:30"}, tolka_tid("2024-03-01T09:00"))
    assert journalen(t) == []
    (brev,) = inkorg.inkorg(t.motor, ANORDNARE)
    assert brev.regel == "K0.6" and brev.rubrik.startswith("Avvisat: anmal_incident")


async def test_what_waits_is_taken_in_the_order_that_it_was_said_also_when_it_is_restored(t: Tjanst) -> None:
    await anmald(t)
    door = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    for n, (av, data) in enumerate(((ANORDNARE, SAGT), (KV, KONTAKT | {"tid": "2024-03-04T08:25"}), (DSS, BEDOM))):
        sagt = await door.kuvert(PERSONUPPGIFTSINCIDENT, ID, data, av, f"k{n}", I_TID + timedelta(seconds=n))
        kon.anteckna(t.motor, ID, sagt, PERSONUPPGIFTSINCIDENT.slag)
    await starta_process(t.motor, t.klient.temporal, PERSONUPPGIFTSINCIDENT.slag, ID)
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle(ID).result(), 20)
    sist = [(p.kommando, p.tid) for p in journalen(t)[-2:]]
    assert sist == [("k0", I_TID), ("k2", I_TID + timedelta(seconds=2))], "and the second of two contacts is refused"
    assert not forsenad(t)
    with pytest.raises(Avvisning, match="redan bedömd"):
        await door.sag(PERSONUPPGIFTSINCIDENT, ID, BEDOM, DSS)
