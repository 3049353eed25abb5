"""What the service does by the calendar, as Temporal Schedules: created once, at deployment, and kept as written here.

A Schedule outlives every worker: what fell due while all was down is started when it is up again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)
from temporalio.common import Priority
from temporalio.service import RPCError

from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import datum
from kontrakt import namn
from kontrakt.nattligt import ARBETSFLODE_AJOUR, ARBETSFLODE_KONTROLL
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.kryptering.omvandling import Sammanfattning

TIDSZON = "Europe/Stockholm"
"""The zone that every calendar below is read in (K0.1)."""


@dataclass(frozen=True)
class Kalenderstart:
    """A workflow that the calendar starts.

    Attributes:
        id: of the Schedule; the runs it starts are named after it and their instant.
        arbetsflode: type of the workflow; it takes no argument and finds out its own instant.
        nar: Stockholm time.
        text: Swedish, shown in the Temporal UI.
        ikapp: how far back what was missed is made up for.
        foretrade: which goes first when all wait for a worker, 1 to 5: as the cases (3), or after them (5).
    """

    id: str
    arbetsflode: str
    nar: ScheduleCalendarSpec
    text: str
    ikapp: timedelta
    foretrade: int = 3

    def schedule(self) -> Schedule:
        """As Temporal takes it."""
        return Schedule(
            action=ScheduleActionStartWorkflow(
                self.arbetsflode,
                id=self.id,
                task_queue=namn.KO,
                static_summary=Sammanfattning(self.text),
                priority=Priority(priority_key=self.foretrade),
            ),
            spec=ScheduleSpec(calendars=[self.nar], time_zone_name=TIDSZON),
            # Each instant counts: one that comes while another is still at it is not left out.
            policy=SchedulePolicy(overlap=ScheduleOverlapPolicy.ALLOW_ALL, catchup_window=self.ikapp),
        )


def kalenderstarter(regelverk: Regelverk, nu: datetime) -> Iterator[Kalenderstart]:
    """All that is started by the calendar, by the rules that apply at ``nu`` (UTC)."""
    korningsdag = regelverk.tal("utbetalning.korningsdag", datum(nu))
    yield Kalenderstart(
        namn.ARBETSFLODE_BETALNINGSKORNING,
        namn.ARBETSFLODE_BETALNINGSKORNING,
        ScheduleCalendarSpec(day_of_month=[ScheduleRange(korningsdag)], hour=[ScheduleRange(0)]),
        f"betalningsmånaden stängs den {korningsdag}:e klockan 00:00 · K14.6",
        timedelta(days=365),
    )
    yield Kalenderstart(
        ARBETSFLODE_AJOUR,
        ARBETSFLODE_AJOUR,
        ScheduleCalendarSpec(hour=[ScheduleRange(0)], minute=[ScheduleRange(5)]),
        "säger varje natt till ärenden om nya regler och ändrade auktorisationer · K1.1, K14.1",
        timedelta(hours=12),
        foretrade=5,
    )
    yield Kalenderstart(
        ARBETSFLODE_KONTROLL,
        ARBETSFLODE_KONTROLL,
        ScheduleCalendarSpec(hour=[ScheduleRange(4)], minute=[ScheduleRange(30)]),
        "letar varje natt efter lägen som inte ska kunna finnas",
        timedelta(hours=12),
        foretrade=5,
    )


async def skapa_scheman(klient: Client, regelverk: Regelverk, nu: datetime | None = None) -> list[str]:
    """Create the Schedules that are missing and bring the others to what is written here; may be repeated.

    One that operations have paused stays paused.

    Returns:
        The ids of those that were created now.

    Raises:
        IngenKontakt: the server does not answer.
    """
    nya = []
    try:
        for start in kalenderstarter(regelverk, nu or datetime.now(UTC)):
            try:
                await klient.create_schedule(start.id, start.schedule())
                nya.append(start.id)
            except ScheduleAlreadyRunningError:
                await _satt(klient, start)
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return nya


async def _satt(klient: Client, start: Kalenderstart) -> None:
    def som_skrivet(nu: ScheduleUpdateInput) -> ScheduleUpdate:
        schedule = start.schedule()
        schedule.state = nu.description.schedule.state
        return ScheduleUpdate(schedule)

    await klient.get_schedule_handle(start.id).update(som_skrivet)
