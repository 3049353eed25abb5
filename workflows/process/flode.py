"""The durable shell around a process beside the cases (``domain.processer.process``). No rule is written here.

The shape is that of ``workflows.insats.flode``: one writer loop drains what has been said, what has rung and what has
been carried out, lets the domain decide, journals the batch with one idempotent activity, and only then answers.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.processer import forlopp
    from domain.processer.forlopp import Processlage, Processteg
    from domain.processer.lagring import lage_fran_json, vik_json
    from domain.processer.process import Processrutin
    from domain.regler.regelverk import Regelverk
    from domain.skeende.handelse import DORR_LAMNAT_TILL_PROCESS, DORR_MED_GRANSER, DORR_SKIFTET_RINGER
    from domain.skeende.inkommet import las_inkommet, prova_eget_dokument
    from kontrakt import namn
    from kontrakt.insats import Kvitto
    from kontrakt.process import Processlut, Processtart
    from workflows.gemensamt import sigill
    from workflows.gemensamt.klocka import Klocka
    from workflows.gemensamt.ko import Vantande, bar_egen_tid, kan_inte_sparas, las, som_fel, trodd_tid
    from workflows.gemensamt.korning import Korning
    from workflows.gemensamt.skrivare import Otagbart
    from workflows.process import beslut, fasad
    from workflows.process.skrivare import Processskrivare
    from workflows.process.verkstallare import Verkstallare


class Processflode:
    """What the workflows beside the cases share. A subclass names its ``rutin`` and its own ``run``.

    Its workflow id is the process's id, and its doors are those of an insats: an update ``kommando``, a signal of the
    same name, and queries.
    """

    rutin: ClassVar[Processrutin]

    def __init__(self, start: Processtart) -> None:
        self._id = start.process
        self._tidsskillnad = start.tidsskillnad
        self._dorr = start.dorr
        self._p = lage_fran_json(self.rutin, start.process, start.tillstand) if start.tillstand else None
        self._skrivare = Processskrivare(self.rutin, start)
        self._klocka = Klocka(start.tidsskillnad, skiftet_ringer=start.dorr >= DORR_SKIFTET_RINGER)
        self._ko: list[Vantande] = []
        self._verkstallare = Verkstallare(start.process, self.rutin.verb, self._klocka.nu, self._ko_in, start.dorr)
        self._regelverk: Regelverk | None = None
        self._korning = Korning(skiftet_ringer=start.dorr >= DORR_SKIFTET_RINGER)

    async def kor(self) -> Processlut:
        """Until nothing remains. A first kommando that is refused ends the workflow, and there is no process."""
        await self._borja()
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

    @workflow.update(name=namn.UPPDATERING)
    async def kommando(self, inkommet: Any) -> Kvitto:
        """Say something and get a receipt once it stands in the journal. A refusal is an ``Avvisning`` failure."""
        self._korning.uppdateringar += 1
        try:
            sagt = self._las(inkommet, gammalt=self._dorr < DORR_MED_GRANSER)
        except Avvisning as avvisning:
            raise som_fel(avvisning) from None
        if sagt.inkommet.id not in self._hanterade():
            self._ko.append(sagt)
            await workflow.wait_condition(lambda: sagt.klart)
        if sagt.avvisning:
            raise som_fel(sagt.avvisning)
        fran, till, tid = self._hanterade().get(sagt.inkommet.id) or sagt.star_vid  # what changed nothing left no line
        return Kvitto(self._id, sagt.inkommet.id, fran, till, tid)

    @kommando.validator
    def _prova(self, inkommet: Any) -> None:
        """Refuse at the door what is plainly refused, at no cost of history; the loop decides what is let in."""
        try:
            sagt = self._las(inkommet, gammalt=False)  # what comes now is held against what holds now
            prova_eget_dokument(sagt.inkommet)
            if self._regelverk is None or self._ko or sagt.inkommet.id in self._hanterade():
                return
            if not sagt.vantar:  # its instant is to be asked for first
                return
            beslut.avgor(self.rutin, self._id, self._p, sagt, self._regelverk)
        except Avvisning as avvisning:
            raise som_fel(avvisning) from None

    @workflow.signal(name=namn.SIGNAL)
    async def kommando_signal(self, *inkomna: Any) -> None:
        """What was left at a door, and lies here in its turn, before whatever the clock has raised meanwhile (K0.6).

        Its agent says the same by the update when there is a worker, and tells its sender of a refusal; so none is told
        here, and what cannot be read is left to it. A run of an earlier edition leaves all to it.
        """
        for inkommet in inkomna if self._dorr >= DORR_LAMNAT_TILL_PROCESS else ():
            with suppress(Avvisning):
                self._ko.append(self._las(inkommet, gammalt=False, lamnat=True))

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

    async def _borja(self) -> None:
        """The rules, and the state where no earlier run handed it over. What is said meanwhile waits in the queue."""
        f = await self._skrivare.forutsattningar(har_tillstand=self._p is not None)
        tillstand = f.tillstand
        if f.i_delar:
            tillstand = await self._skrivare.tillstand(f.i_delar)
            self._korning.last = workflow.info().get_current_history_size()
        if tillstand:
            self._p = lage_fran_json(self.rutin, self._id, tillstand)
        self._p = self._p or vik_json(self.rutin, self._id, f.journal)
        self._regelverk = f.regelverk

    def _las(self, data: Any, *, gammalt: bool, lamnat: bool = False) -> Vantande:
        """``lamnat``: it was left at a door; an agent's update says so itself."""
        inkommet = las(lambda: las_inkommet(data, self.rutin.verb, gammalt=gammalt))
        vantar = not (lamnat or (data.get("lamnat") is True and self._dorr >= DORR_LAMNAT_TILL_PROCESS))
        return Vantande(inkommet, trodd_tid(inkommet, self._klocka.nu(), vantar=vantar), vantar)

    async def _stega(self) -> None:
        sagda, self._ko = self._ko, []
        await sigill.prova(self._id, [s for s in sagda if bar_egen_tid(s)], self._klocka.nu())
        sagda, nu = sorted(sagda, key=lambda s: s.tid), self._klocka.ta_ringt()
        try:
            await self._ta(sagda, nu)
        except (Otagbart, Avvisning):
            # Something said cannot be stored, or begins what there is already. That must neither stop the process nor
            # take the rest with it.
            for sagt in sagda:
                await self._ta_en(sagt, nu)
            if not sagda:
                raise
        for sagt in sagda:
            sagt.besvara(self._p.nr if self._p else 0)

    async def _ta_en(self, sagt: Vantande, nu: datetime) -> None:
        """One thing said; refused, if the journal cannot hold it or says that there is one already."""
        try:
            await self._ta([sagt], nu)
        except Otagbart:
            sagt.avvisning = kan_inte_sparas()
        except Avvisning as nej:
            sagt.avvisning = nej

    async def _ta(self, sagda: list[Vantande], nu: datetime) -> None:
        """Decide and journal. Raises: Otagbart, Avvisning."""
        while (steg := self._avgor(sagda, nu)).poster:
            if not (okanda := await self._skrivare.journalfor(self._p.nr if self._p else 0, steg, nu)):
                self._p = steg.efter
                return
            # A writer was killed between its commit and its answer: the lines have happened; decide again after them.
            self._p, nu = vik_json(self.rutin, self._id, okanda, self._p), self._skrivare.beslutat or nu

    def _avgor(self, sagda: list[Vantande], nu: datetime) -> Processteg:
        assert self._regelverk is not None
        return beslut.avgor_alla(self.rutin, self._id, self._p, sagda, self._regelverk, nu, self._dorr)

    def _visa_upp(self, p: Processlage) -> None:
        """After each step: timers, effects, what ops can search for and read, and delivery."""
        self._klocka.stall(forlopp.klockslag(self.rutin, p))
        # An effect bears being stopped anywhere: the next run takes it up, so the turn of month waits for none.
        self._verkstallare.stall(() if self._ska_lamna_over() else self.rutin.effekter(p.lage))
        detaljer = fasad.detaljer(self.rutin, p, self._verkstallare.vilar)
        self._korning.visa(fasad.sokattribut(self.rutin, p), detaljer)
        self._skrivare.leverera()

    # --- handing over ------------------------------------------------------------------------------------------

    def _nagot_att_gora(self) -> bool:
        rort = bool(self._ko) or self._klocka.har_ringt or self._skrivare.bor_leverera or self._verkstallare.bor_stallas
        return rort or self._dags_att_lamna_over() or self._dags_att_sluta()

    def _dags_att_sluta(self) -> bool:
        klar = self._p is not None and self.rutin.klar(self._p.lage)
        kvar = self._ko or self._verkstallare.pagar or self._skrivare.att_leverera or self._skrivare.levererar
        return klar and not kvar and workflow.all_handlers_finished()

    def _ska_lamna_over(self) -> bool:
        return self._korning.ar_lang(self._klocka)

    def _dags_att_lamna_over(self) -> bool:
        """When it shall, and nobody waits for an answer and nothing is at work."""
        kvar = self._ko or self._verkstallare.pagar
        return self._ska_lamna_over() and not kvar and workflow.all_handlers_finished()

    def _lamna_over(self, p: Processlage) -> None:
        self._korning.overga(self._skrivare.overlamning(p, self._tidsskillnad))

    # --- small steps -------------------------------------------------------------------------------------------

    def _ko_in(self, sagt: Vantande) -> None:
        self._ko.append(sagt)

    def _hanterade(self) -> Any:
        return self._p.hanterade if self._p else {}
