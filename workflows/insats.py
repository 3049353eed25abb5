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
    from domain.kommando import FORM, Inkommet, las_inkommet
    from domain.kontrakt import Batch, Forfragan, Forutsattningar, Journalkvitto, Kvitto, Leverans, Slut, Start
    from domain.lagesbild import Bevakningsrad, bevakningsrader
    from domain.parter import Aktor
    from domain.tid import datum
    from workflows import fasad, fragor
    from workflows.klocka import Klocka

_UPPDATERINGAR_PER_KORNING = 1_500
"""Temporal takes at most 2,000 updates a run; the next run begins well before."""

_FORSOK = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(minutes=1))
_TALAMOD = timedelta(seconds=10)
"""How long a try of a local activity is waited for inside the task. A task kept open writes history every few
seconds; past this a timer waits instead, so that a database that is away for days does not fill the history."""

_TILLIT = timedelta(minutes=2)
"""How far before its own clock an update's instant is believed: the way from the door to here."""


@dataclass
class _Arende:
    """Something said that waits for its turn. ``vantar`` is False for a signal: nobody awaits the answer.
    ``otagbar``: the journal has shown that it cannot hold it."""

    inkommet: Inkommet
    tid: datetime
    vantar: bool
    klart: bool = False
    otagbar: bool = False
    avvisning: Avvisning | None = None
    star_vid: tuple[int, int, datetime] = field(init=False)

    def besvara(self, insats: Insats) -> None:
        """It has been decided on; whoever waits goes on."""
        self.star_vid = (insats.nr, insats.nr, self.tid)
        self.klart = True


class _Otagbart(RuntimeError):
    """The database refuses a value in the lines, and always will. Where nobody said it, the task fails."""


@workflow.defn(name=kontrakt.ARBETSFLODE)
class Insatsflode:
    """The workflow ``insats``; its id is the case id."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        self._arende = start.arende
        self._insats: Insats | None = start.insats
        self._ko: list[_Arende] = []
        self._tidsskillnad = start.tidsskillnad
        self._klocka = Klocka(start.tidsskillnad)
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
            if self._dags_att_sluta():
                return Slut(self._arende, str(insats.status), insats.avslutsform)
            if self._dags_att_lamna_over():
                self._lamna_over(insats)
            await workflow.wait_condition(self._nagot_att_gora)
            if self._ko or self._klocka.har_ringt:
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
        # What changed nothing left no line; its receipt names where the case stood.
        fran, till, tid = self._hanterade().get(arende.inkommet.id) or arende.star_vid
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
    async def kommando_signal(self, inkommet: Any = None, *_mer: Any) -> None:
        """Say something without waiting; kept while no worker runs. A refusal is journaled and told to the sender.

        It takes any number of arguments: a signal cannot be refused, and one that does not fit would stop the case.
        """
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
                forutsattningar: Forutsattningar = await workflow.execute_local_activity(
                    kontrakt.AKTIVITET_FORUTSATTNINGAR,
                    Forfragan(k.anordnare, k.insats[:3], datum(forsta.tid)),
                    result_type=Forutsattningar,
                    start_to_close_timeout=timedelta(seconds=10),
                    retry_policy=_FORSOK,
                    local_retry_threshold=_TALAMOD,
                )
                self._insats = await self._journalfor_borjan(forsta, forutsattningar)
            else:
                raise Avvisning("K6.1", f"ärendet {self._arende} finns inte", "arende")
        except Avvisning as avvisning:
            forsta.avvisning = avvisning
        except (ActivityError, ApplicationError, _Otagbart):
            forsta.avvisning = _kan_inte_sparas()
        forsta.klart = True
        for arende in self._ko if self._insats is None else []:
            arende.avvisning, arende.klart = Avvisning("K6.1", "ärendet kom aldrig till stånd", "arende"), True
        return self._insats is not None

    async def _journalfor_borjan(self, forsta: _Arende, f: Forutsattningar) -> Insats:
        steg = forlopp.paborja(self._arende, forsta.inkommet, f.regelverk, f.auktorisation, forsta.tid)
        steg += forlopp.lat_ga(steg.insats, forsta.tid)
        if not (okanda := await self._journalfor(0, steg)):
            return steg.insats
        insats = _ta_in(None, okanda)
        if forsta.inkommet.id not in insats.hanterade:
            forsta.avvisning = Avvisning("K6.1", f"ärendet {self._arende} är redan aktualiserat", "kommando")
        return insats

    async def _stega(self) -> None:
        """Take what has been said and what has rung, decide, journal, and answer."""
        assert self._insats is not None
        arenden, self._ko = sorted(self._ko, key=lambda a: a.tid), []
        nu = self._klocka.ta_ringt()
        try:
            self._insats = await self._ta(arenden, nu)
        except _Otagbart:
            # Something said cannot be stored. That must neither stop the case nor take the rest with it.
            for arende in arenden:
                self._insats = await self._ta_en(arende, nu)
            if not arenden:
                raise
        for arende in arenden:
            arende.besvara(self._insats)

    async def _ta_en(self, arende: _Arende, nu: datetime) -> Insats:
        """One thing said; refused, if the journal cannot hold it."""
        assert self._insats is not None
        try:
            return await self._ta([arende], nu)
        except _Otagbart:
            arende.otagbar = True
        try:
            return await self._ta([arende], nu)
        except _Otagbart:  # not even the refusal can be written down
            workflow.logger.warning("oläsbar signal avvisad", extra={"regel": FORM})
            return self._insats

    async def _ta(self, arenden: list[_Arende], nu: datetime) -> Insats:
        """Decide and journal; state after it. Raises: _Otagbart."""
        assert self._insats is not None
        while True:
            steg = Steg(self._insats)
            for arende in arenden:
                steg += _avgor(steg.insats, arende)
            steg += forlopp.lat_ga(steg.insats, nu)
            if not steg.poster or not (okanda := await self._journalfor(self._insats.nr, steg)):
                return steg.insats
            # The journal holds lines that this history does not: a writer was killed between its commit and its
            # answer. They have happened; take them in and decide again.
            self._insats = _ta_in(self._insats, okanda)

    async def _journalfor(self, efter_nr: int, steg: Steg) -> tuple[dict[str, Any], ...]:
        """Write a batch; returns what the journal already held instead, if it did."""
        batch = Batch(self._arende, efter_nr, tuple(lagring.post_till_json(p) for p in steg.poster), steg.meddelanden)
        try:
            kvitto: Journalkvitto = await workflow.execute_local_activity(
                kontrakt.AKTIVITET_JOURNALFOR,
                batch,
                result_type=Journalkvitto,
                start_to_close_timeout=timedelta(seconds=20),
                retry_policy=_FORSOK,
                local_retry_threshold=_TALAMOD,
            )
        except (ActivityError, ApplicationError) as fel:  # a local activity's failure may come as it is
            orsak = fel.cause if isinstance(fel, ActivityError) else fel
            if isinstance(orsak, ApplicationError) and orsak.type == "DataFel":
                raise _Otagbart from fel
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
        if andrade := fasad.andringar(self._sokattribut, nya):
            workflow.upsert_search_attributes(andrade)
            self._sokattribut = nya
        workflow.set_current_details(fasad.detaljer(insats, lage))
        if self._att_leverera and not self._levererar():
            self._att_leverera = False
            self._leverans = asyncio.create_task(self._leverera())
        return insats

    async def _leverera(self) -> None:
        """E-mail what waits, however long the mail server is away; the inbox already has it."""
        try:
            await workflow.execute_activity(
                kontrakt.AKTIVITET_LEVERERA,
                Leverans(self._arende),
                start_to_close_timeout=timedelta(minutes=2),
                retry_policy=RetryPolicy(initial_interval=timedelta(seconds=2), maximum_interval=timedelta(hours=1)),
                summary="e-post om nya meddelanden",
            )
        except ActivityError:
            workflow.logger.warning("e-posten kunde inte lämnas; den ligger kvar i utkorgen")

    # --- handing over ------------------------------------------------------------------------------------------

    def _nagot_att_gora(self) -> bool:
        leverera = self._att_leverera and not self._levererar()
        handa = bool(self._ko) or self._klocka.har_ringt or leverera
        return handa or self._dags_att_lamna_over() or self._dags_att_sluta()

    def _levererar(self) -> bool:
        return self._leverans is not None and not self._leverans.done()

    def _dags_att_sluta(self) -> bool:
        """Nothing remains: nothing to decide on, to send or to answer (K13.7)."""
        slutford = self._insats is not None and self._insats.status is Status.SLUTFORD
        kvar = self._ko or self._att_leverera or self._levererar()
        return slutford and not kvar and workflow.all_handlers_finished()

    def _dags_att_lamna_over(self) -> bool:
        """At each turn of month, or when the history grows long; never while somebody waits for an answer."""
        info = workflow.info()
        dags = (
            self._klocka.nu() >= self._klocka.manadsskifte
            or info.is_continue_as_new_suggested()
            or self._uppdateringar >= _UPPDATERINGAR_PER_KORNING
        )
        return dags and not self._ko and workflow.all_handlers_finished()

    def _lamna_over(self, insats: Insats) -> None:
        # In a versioned fleet a run stays with its code, and the next one takes the current: a month at the most.
        versionerad = workflow.info().get_current_deployment_version() is not None
        workflow.continue_as_new(
            Start(self._arende, insats, self._att_leverera or self._levererar(), self._tidsskillnad),
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE if versionerad else None,
        )

    # --- small steps -------------------------------------------------------------------------------------------

    def _ta_emot(self, data: Any, *, vantar: bool) -> _Arende:
        """Read what came in and stamp its registration instant (K0.6).

        The door's own instant counts if it can be believed: never after this clock, and for an update, which is
        answered at once, not long before it. A signal may have waited for a worker, and keeps its instant.
        """
        try:
            inkommet = las_inkommet(data)
        except Avvisning:
            raise
        except Exception:  # whatever its reader trips on, what came in is what is wrong
            raise Avvisning(FORM, "går inte att läsa", "kommando") from None
        nu = self._klocka.nu()
        inkom = inkommet.inkom
        trott = inkom is not None and inkom <= nu and (not vantar or nu - inkom <= _TILLIT)
        return _Arende(inkommet, inkom if trott and inkom else nu, vantar)

    def _hanterade(self) -> Any:
        return self._insats.hanterade if self._insats else {}

    def _som(self, som: str) -> Insats:
        """State, for somebody who may see it; a query of anybody else fails."""
        try:
            aktor = Aktor.tolka(str(som))
        except ValueError as fel:
            raise ApplicationError(str(fel), type="Avvisning") from None
        if self._insats is None or not far_se_arende(aktor, self._insats.anordnare):
            raise ApplicationError("ärendet finns inte, eller är inte ditt att se", type="Avvisning")
        return self._insats


def _avgor(insats: Insats, arende: _Arende) -> Steg:
    """One thing said: what the clock raises before it, and what follows from it or why it is refused."""
    arende.avvisning = None
    if arende.inkommet.id in insats.hanterade:
        return Steg(insats)
    steg = forlopp.lat_ga(insats, max(arende.tid, insats.senast))
    nu = max(arende.tid, steg.insats.senast)
    try:
        if arende.otagbar:
            raise _kan_inte_sparas()
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


def _kan_inte_sparas() -> Avvisning:
    return Avvisning(FORM, "uppgifterna innehåller något som inte kan sparas", "kommando")


def _fel(avvisning: Avvisning) -> ApplicationError:
    """A refusal as Temporal carries it: to the sender, never as a failed task."""
    return ApplicationError(
        str(avvisning), avvisning.regel, avvisning.text, avvisning.falt, type="Avvisning", non_retryable=True
    )
