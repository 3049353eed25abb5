"""The durable shell around a process beside the cases (``domain.process``). No rule is written here.

The shape is that of ``workflows.insats``: one writer loop drains what has been said, what has rung and what has been
carried out, lets the domain decide, journals the batch with one idempotent activity, and only then answers.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributePair, TypedSearchAttributes
from temporalio.exceptions import ApplicationError
from temporalio.workflow import ContinueAsNewVersioningBehavior

with workflow.unsafe.imports_passed_through():
    from domain import kontrakt, process
    from domain.avvisning import Avvisning
    from domain.kallor import hanvisning
    from domain.kommando import Inkommet, las_inkommet, las_kommando
    from domain.kontrakt import Kvitto
    from domain.parter import BENAMNING, SYSTEMET
    from domain.process import Effekt, Processlage, Processrutin, Processteg
    from domain.processlagring import Processlut, Processtart, lage_fran_json, vik_json
    from domain.regelverk import Regelverk
    from workflows import fasad
    from workflows.arenden import som_fel, trodd_tid
    from workflows.klocka import Klocka
    from workflows.processkrivare import Processkrivare

_UPPDATERINGAR_PER_KORNING = 1_500
_OMFORSOK = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=10))


class Sagt:
    """Something said that waits for its turn."""

    def __init__(self, inkommet: Inkommet, tid: datetime) -> None:
        self.inkommet, self.tid = inkommet, tid
        self.klart = False
        self.avvisning: Avvisning | None = None


class Processflode:
    """What the workflows beside the cases share. A subclass names its ``rutin`` and its own ``run``.

    Its workflow id is the process's id, and its doors are those of an insats: an update ``kommando`` and queries.
    """

    rutin: ClassVar[Processrutin]

    def __init__(self, start: Processtart) -> None:
        self._id = start.process
        self._tidsskillnad = start.tidsskillnad
        self._p = lage_fran_json(self.rutin, start.process, start.tillstand) if start.tillstand else None
        self._skrivare = Processkrivare(self.rutin, start)
        self._klocka = Klocka(start.tidsskillnad)
        self._ko: list[Sagt] = []
        self._effekter: dict[str, asyncio.Task[None]] = {}
        self._regelverk: Regelverk | None = None
        self._uppdateringar = 0
        self._sokattribut = workflow.info().typed_search_attributes

    async def kor(self) -> Processlut:
        """Until nothing remains. A first kommando that is refused ends the workflow, and there is no process."""
        forutsattningar = await self._skrivare.forutsattningar()
        self._regelverk = forutsattningar.regelverk
        self._p = self._p or vik_json(self.rutin, self._id, forutsattningar.journal)
        while self._p is None:
            await workflow.wait_condition(lambda: bool(self._ko))
            await self._stega()
            await workflow.wait_condition(lambda: self._p is not None or workflow.all_handlers_finished())
            if self._p is None and not self._ko:
                return Processlut(self._id, "avvisad")
        while True:
            self._visa_upp(self._p)
            if self._dags_att_sluta():
                return Processlut(self._id, self.rutin.rad(self._p.lage).status)
            if self._dags_att_lamna_over():
                self._lamna_over(self._p)
            await workflow.wait_condition(self._nagot_att_gora)
            if self._ko or self._klocka.har_ringt:
                await self._stega()

    # --- doors -------------------------------------------------------------------------------------------------

    @workflow.update(name=kontrakt.UPPDATERING)
    async def kommando(self, inkommet: Any) -> Kvitto:
        """Say something and get a receipt once it stands in the journal. A refusal is an ``Avvisning`` failure."""
        self._uppdateringar += 1
        try:
            sagt = self._las(inkommet)
        except Avvisning as avvisning:
            raise som_fel(avvisning) from None
        if sagt.inkommet.id not in self._hanterade():
            self._ko.append(sagt)
            await workflow.wait_condition(lambda: sagt.klart)
        if sagt.avvisning:
            raise som_fel(sagt.avvisning)
        assert self._p is not None
        star = (self._p.nr, self._p.nr, sagt.tid)  # what changed nothing left no line
        fran, till, tid = self._hanterade().get(sagt.inkommet.id, star)
        return Kvitto(self._id, sagt.inkommet.id, fran, till, tid)

    @kommando.validator
    def _prova(self, inkommet: Any) -> None:
        """Refuse at the door what is plainly refused, at no cost of history; the loop decides what is let in."""
        try:
            sagt = self._las(inkommet)
            if self._regelverk is None or self._ko or sagt.inkommet.id in self._hanterade():
                return
            self._decide(self._p, sagt)
        except Avvisning as avvisning:
            raise som_fel(avvisning) from None

    @workflow.query
    def rad(self) -> Any:
        """How the process stands: status and facts without personal data."""
        if self._p is None:
            raise ApplicationError("processen finns inte", type="Avvisning")
        return self.rutin.rad(self._p.lage)

    @workflow.query
    def journalnummer(self) -> int:
        """The last journal line that this workflow knows of."""
        return self._p.nr if self._p else 0

    # --- the loop ----------------------------------------------------------------------------------------------

    def _las(self, data: Any) -> Sagt:
        inkommet = las_inkommet(data, self.rutin.verb)
        return Sagt(inkommet, trodd_tid(inkommet, self._klocka.nu(), vantar=True))

    def _decide(self, p: Processlage | None, sagt: Sagt) -> Processteg:
        """What the clock raises before it, and what follows from it. Raises: Avvisning."""
        assert self._regelverk is not None
        steg = process.lat_ga(self.rutin, p, max(sagt.tid, p.senast)) if p else Processteg(None)
        efter = steg.efter
        nu = max(sagt.tid, efter.senast) if efter else sagt.tid
        return steg + process.utfor(self.rutin, self._id, efter, sagt.inkommet, self._regelverk, nu)

    async def _stega(self) -> None:
        sagda, self._ko = sorted(self._ko, key=lambda s: s.tid), []
        nu = self._klocka.ta_ringt()
        while True:
            steg = self._decide_all(sagda, nu)
            if not steg.poster:
                break
            if not (okanda := await self._skrivare.journalfor(self._p.nr if self._p else 0, steg)):
                self._p = steg.efter
                break
            # A writer was killed between its commit and its answer: the lines have happened; decide again after them.
            self._p = vik_json(self.rutin, self._id, okanda, self._p)
        for sagt in sagda:
            sagt.klart = True

    def _decide_all(self, sagda: list[Sagt], nu: datetime) -> Processteg:
        steg = Processteg(self._p)
        for sagt in sagda:
            sagt.avvisning = None
            if steg.efter and sagt.inkommet.id in steg.efter.hanterade:
                continue
            try:
                steg += self._decide(steg.efter, sagt)
            except Avvisning as avvisning:
                sagt.avvisning = avvisning
        return steg + process.lat_ga(self.rutin, steg.efter, nu) if steg.efter else steg

    def _visa_upp(self, p: Processlage) -> None:
        """After each step: timers, effects, what ops can search for and read, and delivery."""
        self._klocka.stall(process.klockslag(self.rutin, p))
        for effekt in self.rutin.effekter(p.lage):
            if effekt.nyckel not in self._effekter:
                self._effekter[effekt.nyckel] = asyncio.create_task(self._verkstall(effekt))
        nya = self._sok(p)
        if andrade := fasad.andringar(self._sokattribut, nya):
            workflow.upsert_search_attributes(andrade)
            self._sokattribut = nya
        workflow.set_current_details(self._detaljer(p))
        self._skrivare.leverera()

    async def _verkstall(self, effekt: Effekt) -> None:
        """Carry something out, however many tries it takes, and say to the process what came of it."""
        svar = await workflow.execute_activity(
            effekt.aktivitet,
            dict(effekt.argument),
            result_type=dict[str, Any],
            start_to_close_timeout=timedelta(hours=2),
            heartbeat_timeout=timedelta(seconds=15),
            retry_policy=_OMFORSOK,
            summary=effekt.sammanfattning,
        )
        kommando = las_kommando(svar, self.rutin.verb)
        sagt = Sagt(Inkommet(f"{self._id}:{effekt.nyckel}", SYSTEMET, kommando), self._klocka.nu())
        self._ko.append(sagt)
        await workflow.wait_condition(lambda: sagt.klart)
        del self._effekter[effekt.nyckel]
        if sagt.avvisning:
            workflow.logger.warning("utfallet av en effekt avvisades", extra={"regel": sagt.avvisning.regel})

    # --- handing over ------------------------------------------------------------------------------------------

    def _nagot_att_gora(self) -> bool:
        rort = bool(self._ko) or self._klocka.har_ringt or self._skrivare.bor_leverera
        return rort or self._dags_att_lamna_over() or self._dags_att_sluta()

    def _dags_att_sluta(self) -> bool:
        klar = self._p is not None and self.rutin.klar(self._p.lage)
        kvar = self._ko or self._effekter or self._skrivare.att_leverera or self._skrivare.levererar
        return klar and not kvar and workflow.all_handlers_finished()

    def _dags_att_lamna_over(self) -> bool:
        info = workflow.info()
        dags = (
            self._klocka.nu() >= self._klocka.manadsskifte
            or info.is_continue_as_new_suggested()
            or self._uppdateringar >= _UPPDATERINGAR_PER_KORNING
        )
        return dags and not self._ko and not self._effekter and workflow.all_handlers_finished()

    def _lamna_over(self, p: Processlage) -> None:
        versionerad = workflow.info().get_current_deployment_version() is not None
        workflow.continue_as_new(
            self._skrivare.overlamning(p, self._tidsskillnad),
            initial_versioning_behavior=ContinueAsNewVersioningBehavior.AUTO_UPGRADE if versionerad else None,
        )

    # --- what ops see ------------------------------------------------------------------------------------------

    def _hanterade(self) -> Any:
        return self._p.hanterade if self._p else {}

    def _sok(self, p: Processlage) -> TypedSearchAttributes:
        rad = self.rutin.rad(p.lage)
        lage = list(self.rutin.bevakningar(p.lage))
        forsenade = sorted({b.slag for b in lage if b.utfall == "forsenad"})
        oppna = sorted(b.forfaller for b in lage if b.utfall == "oppen")
        par: list[SearchAttributePair[Any]] = [
            SearchAttributePair(fasad.SLAG, self.rutin.slag),
            SearchAttributePair(fasad.STATUS, rad.status),
            SearchAttributePair(fasad.FORSENAD, bool(forsenade)),
            SearchAttributePair(fasad.FORSENADE, forsenade),
        ]
        if rad.part:
            par.append(SearchAttributePair(fasad.ANORDNARE, rad.part))
        if oppna:
            par.append(SearchAttributePair(fasad.NASTA_FRIST, oppna[0]))
        return TypedSearchAttributes(par)

    def _detaljer(self, p: Processlage) -> str:
        rad = self.rutin.rad(p.lage)
        rader = [f"**{rad.rubrik}** · {rad.status}", ""]
        for b in self.rutin.bevakningar(p.lage):
            if b.utfall in ("oppen", "forsenad"):
                nar = b.frist or f"{b.forfaller.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
                hur = "**försenad**" if b.utfall == "forsenad" else "öppen"
                rader.append(f"- {b.slag}: {BENAMNING[b.ansvarig]} senast {nar}, {hur} ({hanvisning(b.regel)})")
        senast = f"Senast ändrad {p.senast.astimezone(UTC):%Y-%m-%d %H:%M} UTC, journalrad {p.nr}."
        return "\n".join([*rader, "", senast])
