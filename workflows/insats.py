"""One insats, its whole life: the durable shell around the walk. No rule is written here.

One writer loop drains what has been said and what has rung, lets the domain decide, journals the batch with one
idempotent activity, and only then answers. State passes to the next run at each turn of month, so that no history
is longer than a month and new code takes over within one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.workflow import ContinueAsNewVersioningBehavior

with workflow.unsafe.imports_passed_through():
    from domain import forlopp, kontrakt, lagring, rutin
    from domain.aktualisering import Aktualisera
    from domain.avvisning import Avvisning
    from domain.forlopp import Steg
    from domain.insats import Insats, Status
    from domain.insyn import far_se_arende
    from domain.kommando import Inkommet, las_inkommet
    from domain.kontrakt import Batch, Forfragan, Forutsattningar, Journalkvitto, Kvitto, Leverans, Slut, Start
    from domain.lagesbild import Bevakningsrad, bevakningsrader
    from domain.manad import manad
    from domain.parter import Aktor
    from domain.tid import datum
    from workflows import fasad, fragor
    from workflows.klocka import Klocka

_UPPDATERINGAR_PER_KORNING = 1_500
"""Temporal takes at most 2,000 updates a run; the next run begins well before."""

_TILLIT = timedelta(minutes=2)
"""How far before its own clock an update's instant is believed: the way from the door to here."""


@dataclass
class _Arende:
    """Something said that waits for its turn. ``vantar`` is False for a signal: nobody awaits the answer."""

    inkommet: Inkommet
    tid: datetime
    vantar: bool
    klart: bool = False
    avvisning: Avvisning | None = field(default=None)


@workflow.defn(name=kontrakt.ARBETSFLODE)
class Insatsflode:
    """The workflow ``insats``; its id is the case id."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        self._arende = start.arende
        self._insats: Insats | None = start.insats
        self._forutsattningar: Forutsattningar | None = None
        self._ko: list[_Arende] = []
        self._tidsskillnad = start.tidsskillnad
        self._klocka = Klocka(start.tidsskillnad)
        self._manad = manad(datum(self._klocka.nu()))
        self._att_leverera = start.att_leverera
        self._leverans: asyncio.Task[None] | None = None
        self._uppdateringar = 0
        self._sokattribut = workflow.info().typed_search_attributes

    @workflow.run
    async def run(self, _start: Start) -> Slut:
        """Until nothing remains to be awaited or paid (K13.7)."""
        if self._insats is None and not await self._borja():
            await workflow.wait_condition(workflow.all_handlers_finished)
            return Slut(self._arende, "avvisad")
        while True:
            insats = self._visa_upp()
            if insats.status is Status.SLUTFORD and not self._ko:
                return await self._sluta(insats)
            if self._dags_att_lamna_over():
                self._lamna_over(insats)
            await workflow.wait_condition(self._nagot_att_gora)
            if self._ko or self._klocka.ringt:
                await self._stega()

    # --- doors -------------------------------------------------------------------------------------------------

    @workflow.update(name=kontrakt.UPPDATERING)
    async def kommando(self, inkommet: Any) -> Kvitto:
        """Say something and get a receipt once it stands in the journal. A refusal is an ``Avvisning`` failure."""
        try:
            arende = self._ta_emot(inkommet, vantar=True)
        except Avvisning as avvisning:
            raise _fel(avvisning) from None
        self._uppdateringar += 1
        if arende.inkommet.id not in self._hanterade():
            self._ko.append(arende)
            await workflow.wait_condition(lambda: arende.klart)
        if arende.avvisning:
            raise _fel(arende.avvisning)
        fran, till, tid = self._hanterade()[arende.inkommet.id]
        return Kvitto(self._arende, arende.inkommet.id, fran, till, tid)

    @kommando.validator
    def _prova(self, inkommet: Any) -> None:
        """Refuse at the door what is plainly refused, at no cost of history; the loop decides what is let in."""
        try:
            arende = self._ta_emot(inkommet, vantar=True)
            if self._insats is None or self._ko or arende.inkommet.id in self._hanterade():
                return
            steg = forlopp.lat_ga(self._insats, max(arende.tid, self._insats.senast))
            forlopp.utfor(steg.insats, arende.inkommet, max(arende.tid, steg.insats.senast))
        except Avvisning as avvisning:
            raise _fel(avvisning) from None

    @workflow.signal(name=kontrakt.SIGNAL)
    async def kommando_signal(self, inkommet: Any) -> None:
        """Say something without waiting; kept while no worker runs. A refusal is journaled and told to the sender."""
        try:
            arende = self._ta_emot(inkommet, vantar=False)
        except Avvisning as avvisning:
            # What has no readable form has no sender to tell either; the log of the run is where it stands.
            workflow.logger.warning("oläsbar signal avvisad", extra={"regel": avvisning.regel, "falt": avvisning.falt})
            return
        self._ko.append(arende)

    @workflow.query
    def tillstand(self, som: str) -> fragor.Lage:
        """State as tools show it: insats, bevakningar, utbetalningar."""
        return fragor.lage(self._som(som))

    @workflow.query
    def bevakningar(self, som: str) -> list[Bevakningsrad]:
        """Open bevakningar, late first."""
        return fragor.oppna_bevakningar(self._som(som))

    @workflow.query
    def mojliga(self, som: str) -> list[str]:
        """What the asker can say now."""
        return rutin.mojliga(self._som(som), Aktor.tolka(som).roll)

    @workflow.query
    def belopp(self, som: str, manad: str) -> dict[str, Any]:
        """How a month's amount came about: input, parts, output."""
        return fragor.belopp(self._som(som), manad)

    # --- the loop ----------------------------------------------------------------------------------------------

    async def _borja(self) -> bool:
        """Day 1: the first kommando must be ``aktualisera``; refused, there is no case."""
        await workflow.wait_condition(lambda: bool(self._ko))
        forsta = self._ko.pop(0)
        try:
            k = forsta.inkommet.kommando
            if isinstance(k, Aktualisera):
                self._forutsattningar = await workflow.execute_local_activity(
                    kontrakt.AKTIVITET_FORUTSATTNINGAR,
                    Forfragan(k.anordnare, k.insats[:3], datum(forsta.tid)),
                    result_type=Forutsattningar,
                    start_to_close_timeout=timedelta(seconds=10),
                )
                await self._journalfor_borjan(forsta, self._forutsattningar)
            else:
                raise Avvisning("K6.1", f"ärendet {self._arende} finns inte", "arende")
        except Avvisning as avvisning:
            forsta.avvisning = avvisning
        forsta.klart = True
        for arende in self._ko if self._insats is None else []:
            arende.avvisning, arende.klart = Avvisning("K6.1", "ärendet kom aldrig till stånd", "arende"), True
        return self._insats is not None

    async def _journalfor_borjan(self, forsta: _Arende, f: Forutsattningar) -> None:
        steg = forlopp.paborja(self._arende, forsta.inkommet, f.regelverk, f.auktorisation, forsta.tid)
        steg += forlopp.lat_ga(steg.insats, forsta.tid)
        if okanda := await self._journalfor(0, steg):
            steg = Steg(_ta_in(None, okanda))
        self._insats = steg.insats

    async def _stega(self) -> None:
        """Take what has been said and what has rung, decide, journal, and answer."""
        assert self._insats is not None
        arenden, self._ko = sorted(self._ko, key=lambda a: a.tid), []
        nu = max(filter(None, (self._klocka.nu(), self._klocka.ta_ringt())))
        while True:
            steg = Steg(self._insats)
            for arende in arenden:
                steg += _avgor(steg.insats, arende)
            steg += forlopp.lat_ga(steg.insats, nu)
            if not steg.poster or not (okanda := await self._journalfor(self._insats.nr, steg)):
                break
            # The journal holds lines that this history does not: a writer was killed between its commit and its
            # answer. They have happened; take them in and decide again.
            self._insats = _ta_in(self._insats, okanda)
        self._insats = steg.insats
        for arende in arenden:
            arende.klart = True

    async def _journalfor(self, efter_nr: int, steg: Steg) -> tuple[dict[str, Any], ...]:
        """Write a batch; returns what the journal already held instead, if it did."""
        batch = Batch(self._arende, efter_nr, tuple(lagring.post_till_json(p) for p in steg.poster), steg.meddelanden)
        try:
            kvitto: Journalkvitto = await workflow.execute_local_activity(
                kontrakt.AKTIVITET_JOURNALFOR,
                batch,
                result_type=Journalkvitto,
                start_to_close_timeout=timedelta(seconds=20),
                retry_policy=RetryPolicy(
                    initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(seconds=30)
                ),
            )
        except ActivityError as fel:
            # A case must not end for a fault in the writing of it: fail the task, which is tried again, not the case.
            raise RuntimeError("journalen tog inte emot raderna") from fel
        self._att_leverera = self._att_leverera or kvitto.att_leverera
        return kvitto.okanda

    def _visa_upp(self) -> Insats:
        """After each step: timers, what ops can search for and read, and delivery."""
        insats = self._insats
        assert insats is not None
        self._klocka.stall(forlopp.kommande(insats))
        lage = bevakningsrader(insats)
        nya = fasad.sokattribut(insats, lage)
        if len(andrade := fasad.andringar(self._sokattribut, nya)):
            workflow.upsert_search_attributes([p.key.value_set(p.value) for p in andrade])
            self._sokattribut = nya
        workflow.set_current_details(fasad.detaljer(insats, lage, self._klocka.nu()))
        if self._att_leverera and (self._leverans is None or self._leverans.done()):
            self._att_leverera = False
            self._leverans = asyncio.create_task(self._leverera())
        return insats

    async def _leverera(self) -> None:
        """E-mail what waits, however long the mail server is away; the inbox already has it."""
        await workflow.execute_activity(
            kontrakt.AKTIVITET_LEVERERA,
            Leverans(self._arende),
            start_to_close_timeout=timedelta(minutes=2),
            retry_policy=RetryPolicy(initial_interval=timedelta(seconds=2), maximum_interval=timedelta(hours=1)),
            summary="e-post om nya meddelanden",
        )

    # --- handing over ------------------------------------------------------------------------------------------

    def _nagot_att_gora(self) -> bool:
        leverera = self._att_leverera and (self._leverans is None or self._leverans.done())
        return bool(self._ko) or self._klocka.ringt is not None or leverera or self._dags_att_lamna_over()

    def _dags_att_lamna_over(self) -> bool:
        """At each turn of month, or when the history grows long; never while somebody waits for an answer."""
        info = workflow.info()
        dags = (
            manad(datum(self._klocka.nu())) != self._manad
            or info.is_continue_as_new_suggested()
            or self._uppdateringar >= _UPPDATERINGAR_PER_KORNING
        )
        return dags and not self._ko and workflow.all_handlers_finished()

    def _lamna_over(self, insats: Insats) -> None:
        levererar = self._leverans is not None and not self._leverans.done()
        self._klocka.stanna()
        # In a versioned fleet a run stays with its code, and the next one takes the current: a month at the most.
        versionerad = workflow.info().get_current_deployment_version() is not None
        workflow.continue_as_new(
            Start(self._arende, insats, self._att_leverera or levererar, self._tidsskillnad),
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE if versionerad else None,
        )

    async def _sluta(self, insats: Insats) -> Slut:
        self._klocka.stanna()
        if self._leverans:
            await self._leverans
        await workflow.wait_condition(workflow.all_handlers_finished)
        return Slut(self._arende, str(insats.status), insats.avslutsform)

    # --- small steps -------------------------------------------------------------------------------------------

    def _ta_emot(self, data: Any, *, vantar: bool) -> _Arende:
        """Read what came in and stamp its registration instant (K0.6).

        The door's own instant counts if it can be believed: never after this clock, and for an update, which is
        answered at once, not long before it. A signal may have waited for a worker, and keeps its instant.
        """
        inkommet = las_inkommet(data)
        nu = self._klocka.nu()
        inkom = inkommet.inkom
        trott = inkom is not None and inkom <= nu and (not vantar or nu - inkom <= _TILLIT)
        return _Arende(inkommet, inkom if trott and inkom else nu, vantar)

    def _hanterade(self) -> Any:
        return self._insats.hanterade if self._insats else {}

    def _som(self, som: str) -> Insats:
        """State, for somebody who may see it; a query of anybody else fails."""
        try:
            aktor = Aktor.tolka(som)
        except ValueError as fel:
            raise ApplicationError(str(fel), type="Avvisning") from None
        if self._insats is None or not far_se_arende(aktor, self._insats.anordnare):
            raise ApplicationError("ärendet finns inte, eller är inte ditt att se", type="Avvisning")
        return self._insats


def _avgor(insats: Insats, arende: _Arende) -> Steg:
    """One thing said: what the clock raises before it, and what follows from it or why it is refused."""
    if arende.inkommet.id in insats.hanterade:
        return Steg(insats)
    steg = forlopp.lat_ga(insats, max(arende.tid, insats.senast))
    nu = max(arende.tid, steg.insats.senast)
    arende.avvisning = None
    try:
        return steg + forlopp.utfor(steg.insats, arende.inkommet, nu)
    except Avvisning as avvisning:
        if arende.vantar:
            arende.avvisning = avvisning
            return steg
        return steg + forlopp.anteckna_avvisning(steg.insats, arende.inkommet, avvisning, nu)


def _ta_in(insats: Insats | None, okanda: tuple[dict[str, Any], ...]) -> Insats:
    """State with lines that the journal already held."""
    for rad in okanda:
        insats = rutin.tillampa(insats, lagring.post_fran_json(rad))
    assert insats is not None
    return insats


def _fel(avvisning: Avvisning) -> ApplicationError:
    """A refusal as Temporal carries it: to the sender, never as a failed task."""
    return ApplicationError(
        str(avvisning), avvisning.regel, avvisning.text, avvisning.falt, type="Avvisning", non_retryable=True
    )
