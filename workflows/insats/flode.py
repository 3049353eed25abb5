"""One insats, its whole life: the durable shell around the walk. No rule is written here.

One writer loop drains what has been said and what has rung, lets the domain decide, journals it with one idempotent
activity, and then answers. State passes to the next run at each turn of month: no history is longer, and new code takes
over within one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.grund.parter import Aktor
    from domain.grund.slag import Status
    from domain.insats.insats import Insats
    from domain.liv import forlopp, rutin
    from domain.liv.forlopp import Steg
    from domain.liv.lagesbild import Bevakningsrad, vantande
    from domain.skeende.form import FORM
    from domain.skeende.handelse import DORR_I_TUR, DORR_MED_SOKBAR_KV, DORR_SKIFTET_RINGER, DORRUTGAVA
    from domain.skeende.inkommet import prova_eget_dokument
    from kontrakt import namn
    from kontrakt.insats import Kvitto, Slut, Start
    from kontrakt.spridning import plats
    from workflows.gemensamt.klocka import Klocka
    from workflows.gemensamt.ko import Vantande, larma, som_fel
    from workflows.gemensamt.korning import Korning
    from workflows.gemensamt.skrivare import Otagbart
    from workflows.insats import fasad, fragor
    from workflows.insats.borjan import dag_ett, i_delar, som_borjar, ur_journalen
    from workflows.insats.ko import avgor, ta_emot, ta_emot_utan_svar, tidigare_avslag
    from workflows.insats.skrivare import Skrivare, ta_in


@workflow.defn(name=namn.ARBETSFLODE)
class Insatsflode:
    """The workflow ``insats``; its id is the case id."""

    @workflow.init
    def __init__(self, start: Start) -> None:
        self._arende = start.arende
        self._insats: Insats | None = start.tillstand()
        self._ko: list[Vantande] = []
        self._tidsskillnad = start.tidsskillnad
        self._dorr = start.dorr
        i_tur, ringer = start.dorr >= DORR_I_TUR, start.dorr >= DORR_SKIFTET_RINGER
        hur = start.tidsskillnad, plats(start.arende), start.spridning
        self._klocka = Klocka(*hur, i_tur=i_tur, skiftet_ringer=ringer)
        self._skrivare = Skrivare(start.arende, start.att_leverera, self._klocka, start.dorr)
        self._korning = Korning(utan_tomma=i_tur, skiftet_ringer=ringer)

    @workflow.run
    async def run(self, start: Start) -> Slut:
        """Until nothing remains to be awaited or paid (K13.7)."""
        if start.i_journalen is not None:
            self._insats = await i_delar(self._arende, start.i_journalen)
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

    @workflow.update(name=namn.UPPDATERING)
    async def kommando(self, inkommet: Any) -> Kvitto:
        """Say something and get a receipt once it stands in the journal. A refusal is an ``Avvisning`` failure."""
        try:
            arende = ta_emot(inkommet, self._klocka.nu(), vantar=True, dorr=self._dorr)
        except Avvisning as avvisning:
            raise som_fel(avvisning) from None
        self._korning.uppdateringar += 1
        if arende.inkommet.id not in self._hanterade():
            self._ko.append(arende)
            await workflow.wait_condition(lambda: arende.klart)
        elif self._insats:
            arende.avvisning = tidigare_avslag(self._insats, arende.inkommet.id)
        if arende.avvisning:
            raise som_fel(arende.avvisning)
        # What changed nothing left no line; its receipt names where the case stood.
        fran, till, tid = self._hanterade().get(arende.inkommet.id) or arende.star_vid
        return Kvitto(self._arende, arende.inkommet.id, fran, till, tid)

    @kommando.validator
    def _prova(self, inkommet: Any) -> None:
        """Refuse at the door what is plainly refused, at no cost of history; the loop decides what is let in."""
        arende: Vantande | None = None
        try:
            arende = ta_emot(inkommet, self._klocka.nu(), vantar=True)
            prova_eget_dokument(arende.inkommet)
            if self._insats is None or self._ko:
                return
            if arende.inkommet.id in self._hanterade():
                if avslag := tidigare_avslag(self._insats, arende.inkommet.id):
                    raise avslag
                return
            steg = forlopp.lat_ga(self._insats, max(arende.tid, self._insats.senast))
            forlopp.utfor(steg.insats, arende.inkommet, max(arende.tid, steg.insats.senast))
        except Avvisning as avvisning:
            if arende:
                larma(avvisning, arende.inkommet)
            raise som_fel(avvisning) from None

    @workflow.signal(name=namn.SIGNAL)
    async def kommando_signal(self, inkommet: Any = None, *mer: Any) -> None:
        """Say something without waiting; kept while no worker runs. A refusal is journaled and told to the sender.

        It takes any number of things said: a signal cannot be refused, and one that does not fit would stop the case.
        """
        self._ko.extend(ta_emot_utan_svar((inkommet, *mer), self._klocka.nu(), self._dorr))

    @workflow.query
    def tillstand(self, som: str) -> fragor.Lage:
        """State as tools show it: insats, bevakningar, utbetalningar."""
        return fragor.lage(fragor.for_nagon(self._insats, som), Aktor.tolka(som))

    @workflow.query
    def bevakningar(self, som: str) -> list[Bevakningsrad]:
        """Open bevakningar, late first."""
        return fragor.oppna_bevakningar(fragor.for_nagon(self._insats, som), Aktor.tolka(som))

    @workflow.query
    def mojliga(self, som: str) -> list[str]:
        """What the asker can say now."""
        return rutin.mojliga(fragor.for_nagon(self._insats, som), Aktor.tolka(som).roll)

    @workflow.query
    def belopp(self, som: str, manad: str) -> dict[str, Any]:
        """How a month's amount came about: input, parts, output."""
        return fragor.belopp(fragor.for_nagon(self._insats, som), manad)

    # --- the loop ----------------------------------------------------------------------------------------------

    async def _borja(self) -> bool:
        """Day 1: it begins with ``aktualisera``; refused, there is no case. Without, it is one that has been before."""
        await workflow.wait_condition(lambda: bool(self._ko))
        if som_borjar(self._ko, self._dorr) is None:
            self._insats = await ur_journalen(self._arende)
            if self._insats is not None:
                return True
        forsta = som_borjar(self._ko, self._dorr) or self._ko[0]
        self._ko.remove(forsta)
        self._insats = await dag_ett(self._arende, forsta, self._skrivare, self._dorr)
        forsta.klart = True
        for arende in self._ko if self._insats is None else []:
            arende.avvisning, arende.klart = Avvisning("K6.1", "ärendet kom aldrig till stånd", "arende"), True
        return self._insats is not None

    async def _stega(self) -> None:
        """Take what has been said and what has rung, decide, journal, and answer."""
        assert self._insats is not None
        arenden, self._ko = self._ko, []
        await self._skrivare.prova_sena(arenden, self._klocka.nu())
        arenden, nu = sorted(arenden, key=lambda a: a.tid), self._klocka.ta_ringt()
        try:
            self._insats = await self._ta(arenden, nu)
        except (Otagbart, Avvisning):  # something cannot be stored, or said by its sender: the rest goes on
            for arende in arenden:
                self._insats = await self._ta_en(arende, nu)
            if not arenden:
                raise
        for arende in arenden:
            arende.besvara(self._insats.nr)

    async def _ta_en(self, arende: Vantande, nu: datetime) -> Insats:
        """One thing said; refused, if the journal cannot hold it."""
        assert self._insats is not None
        try:
            return await self._ta([arende], nu)
        except Otagbart:
            arende.otagbar = True
        except Avvisning as nej:  # the case is not its sender's to open (K3.2)
            arende.fel_form = nej
        try:
            return await self._ta([arende], nu)
        except Otagbart:  # not even the refusal can be written down
            workflow.logger.warning("oläsbar signal avvisad", extra={"regel": FORM})
            return self._insats

    async def _ta(self, arenden: list[Vantande], nu: datetime) -> Insats:
        """Decide and journal; state after it. Raises: Otagbart, Avvisning (K3.2)."""
        assert self._insats is not None
        while True:
            steg = Steg(self._insats)
            for arende in arenden:
                steg += avgor(steg.insats, arende, self._dorr)
            steg += forlopp.lat_ga(steg.insats, nu)
            if not steg.poster or not (okanda := await self._skrivare.journalfor(self._insats, steg, nu)):
                return steg.insats
            # The journal holds lines that this history does not, or holds at another instant: a writer was killed
            # between its commit and its answer, or the server forgot the task. They have happened; take them in and
            # decide again.
            self._insats, nu = ta_in(self._insats, okanda), self._skrivare.beslutat or nu

    def _visa_upp(self) -> Insats:
        """After each step: timers, what ops can search for and read, and delivery."""
        insats = self._insats
        assert insats is not None
        self._klocka.stall(forlopp.kommande(insats))
        lage = vantande(insats)
        sokattribut = fasad.sokattribut(insats, lage, med_kv=self._dorr >= DORR_MED_SOKBAR_KV)
        self._korning.visa(sokattribut, fasad.detaljer(insats, lage))
        self._skrivare.leverera()
        return insats

    # --- handing over ------------------------------------------------------------------------------------------

    def _nagot_att_gora(self) -> bool:
        handa = bool(self._ko) or self._klocka.har_ringt or self._skrivare.bor_leverera
        return handa or self._dags_att_lamna_over() or self._dags_att_sluta()

    def _dags_att_sluta(self) -> bool:
        """Nothing remains: nothing to decide on, to send or to answer (K13.7)."""
        slutford = self._insats is not None and self._insats.status is Status.SLUTFORD
        kvar = self._ko or self._skrivare.att_leverera or self._skrivare.levererar
        return slutford and not kvar and workflow.all_handlers_finished()

    def _dags_att_lamna_over(self) -> bool:
        """When the run has become long; never while somebody waits for an answer."""
        return self._korning.ar_lang(self._klocka) and not self._ko and workflow.all_handlers_finished()

    def _lamna_over(self, insats: Insats) -> None:
        self._korning.overga(
            Start.med(
                insats,
                att_leverera=self._skrivare.att_leverera or self._skrivare.levererar,
                tidsskillnad=self._tidsskillnad,
                dorr=DORRUTGAVA,
                spridning=self._klocka.spridning,
            )
        )

    def _hanterade(self) -> Any:
        return self._insats.hanterade if self._insats else {}
