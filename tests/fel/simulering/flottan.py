"""The workers of a schedule: tasks and activities in threads that may be killed, frozen and started anew anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import ScheduleLocalActivity, WorkflowCommand

from activities.insats import Insatsaktiviteter
from domain.regler.regelverk import Regelverk
from tests.fel.simulering.butik import Butik
from tests.fel.simulering.karnan import (
    FELOMVANDLARE,
    OMVANDLARE,
    Instans,
    Uppgiftsfel,
    in_i,
    kannetecken,
    langd,
    stund,
    ur,
)
from tests.fel.simulering.posten import Posten
from tests.fel.simulering.temporal import HJARTSLAG, UPPGIFTSTID, Aktivitet, Korning, Temporal, Uppdatering, undantag
from tests.fel.simulering.varlden import Agare, Arbete, Varld

LOKAL_TROSKEL = timedelta(seconds=10)
AKTIVITETSTID = timedelta(minutes=2)


class Arbetare(Agare):
    """One worker: what it remembers is gone with it."""

    def __init__(self, namn: str, aktiviteter: Insatsaktiviteter) -> None:
        super().__init__(namn)
        self.aktiviteter = aktiviteter
        self.instanser: dict[str, Instans] = {}

    def slapp(self, korning: str) -> None:
        if instans := self.instanser.pop(korning, None):
            instans.slapp()


@dataclass(eq=False)
class Uppgift:
    """A workflow task that a worker has."""

    k: Korning
    hos: Arbetare
    jobb: list[WorkflowActivationJob]
    uppdateringar: list[Uppdatering]
    steg: list[tuple[WorkflowActivation, list[WorkflowCommand]]] = field(default_factory=list)
    nekade: dict[str, BaseException] = field(default_factory=dict)


class Flotta:
    """Two workers, and whoever takes the place of one that dies."""

    def __init__(self, varld: Varld, server: Temporal, butik: Butik, posten: Posten, regelverk: Regelverk) -> None:
        self.varld, self.server = varld, server
        self._ny = lambda: Insatsaktiviteter(butik, regelverk, posten)  # type: ignore[arg-type]
        self._nr = 0
        self.arbetare: list[Arbetare] = []
        server.dela_ut, server.utfor = self._dela_ut, self._utfor
        for _ in range(2):
            self.starta()

    def starta(self) -> None:
        self._nr += 1
        self.arbetare.append(Arbetare(f"arbetare {self._nr}", self._ny()))

    def stang(self) -> None:
        """Let go of what is still in memory."""
        for hos in self.arbetare:
            for arbete in list(hos.arbeten):
                arbete.dods()
            for korning in list(hos.instanser):
                hos.slapp(korning)

    def storning(self) -> None:
        """Something happens to a worker between two steps."""
        levande = [a for a in self.arbetare if a.fryst_till <= self.varld.nu]
        if not levande:
            return
        hos = self.varld.r.choice(levande)
        if self.varld.r.random() < 0.3:
            hos.fryst_till = self.varld.nu + timedelta(seconds=self.varld.r.choice((2, 15, 45, 150)))
            self._antecknad("arbetare fryst", hos)
            return
        self._antecknad("arbetare dödad", hos)
        hos.lever = False
        self.arbetare.remove(hos)
        for arbete in list(hos.arbeten):
            # PostgreSQL may learn late that nobody is there any more, and keep what was held until then.
            drojer = self.varld.r.choice((0, 0, 0, 5, 30))
            self.varld.om(timedelta(seconds=drojer), arbete.dods, self.server)
        for korning in list(hos.instanser):
            hos.slapp(korning)
        self.varld.om(timedelta(seconds=self.varld.r.choice((0.1, 1, 12))), self.starta, self.server)

    def _antecknad(self, vad: str, hos: Arbetare) -> None:
        self.varld.injicerat[vad] = self.varld.injicerat.get(vad, 0) + 1
        self.varld.skriv(f"FEL {vad}: {hos.namn}")

    # --- workflow tasks ----------------------------------------------------------------------------------------

    def _dela_ut(self, k: Korning) -> None:
        nya = k.nya_uppdateringar
        if k.slut is not None or k.uppgift is not None or not (k.jobb or nya or k.ogjord):
            return
        if not self.arbetare:
            self.varld.om(timedelta(seconds=1), partial(self._dela_ut, k), self.server)
            return
        hos = next((a for a in self.arbetare if k.id in a.instanser), None)
        if hos is None or self.varld.r.random() < 0.1:
            hos = self.varld.r.choice(self.arbetare)
        u = self._borja(k, hos)
        self.varld.strax(partial(self._aktivera, u), hos)

    def _borja(self, k: Korning, hos: Arbetare) -> Uppgift:
        k.uppgift = u = Uppgift(k, hos, k.jobb, k.nya_uppdateringar)
        k.jobb, k.ogjord = [], False
        for uppdatering in u.uppdateringar:
            uppdatering.lamnad = True
        self.varld.om(UPPGIFTSTID, partial(self._tillbaka, u), self.server)
        return u

    def _tillbaka(self, u: Uppgift, paus: timedelta = timedelta()) -> None:
        """The task is given to another: it was not answered in time, or failed."""
        if u.k.uppgift is u:
            u.k.uppgift, u.k.jobb, u.k.ogjord = None, u.jobb + u.k.jobb, True
            for uppdatering in u.uppdateringar:
                uppdatering.lamnad = False
            self.varld.om(paus, partial(self._dela_ut, u.k), self.server)

    def _aktivera(self, u: Uppgift) -> None:
        har = u.hos.instanser.get(u.k.id)
        if har is not None and u.k.uppgift is not u and har.uppgift is u.k.uppgift:
            return  # it was given up while the worker was frozen, and the one that came after it is at work
        instans = self._instans(u)
        instans.uppgift = u
        jobb = u.jobb + [_fraga(uppdatering) for uppdatering in u.uppdateringar]
        if jobb:
            self._kor(u, instans, jobb)
        else:
            self._vidare(u, instans)

    def _instans(self, u: Uppgift) -> Instans:
        instans = u.hos.instanser.get(u.k.id)
        if instans is not None and (instans.langd != len(u.k.historik) or instans.uppgift not in (None, u)):
            u.hos.slapp(u.k.id)
            instans = None
        if instans is None:
            instans = u.hos.instanser[u.k.id] = spela_upp(u.k)
        return instans

    def _kor(self, u: Uppgift, instans: Instans, jobb: Iterable[WorkflowActivationJob]) -> None:
        act = WorkflowActivation(run_id=u.k.id, timestamp=stund(self.varld.nu), jobs=jobb)
        act.continue_as_new_suggested = self.varld.r.random() < 0.04
        try:
            kommandon = instans.aktivera(act)
        except Uppgiftsfel as fel:
            self.varld.skriv(f"{u.k.id}: uppgiften misslyckas: {fel}")
            u.hos.slapp(u.k.id)
            u.k.misslyckade += 1
            self._tillbaka(u, timedelta(seconds=min(2**u.k.misslyckade, 60)))
            return
        u.steg.append((act, kommandon))
        for c in kommandon:
            if instans.ar_nekad(c):
                u.nekade[c.update_response.protocol_instance_id] = undantag(c.update_response.rejected)
        self._vidare(u, instans)

    def _vidare(self, u: Uppgift, instans: Instans) -> None:
        """Local activities are begun within the task; with none left it is done."""
        if not instans.utestaende:
            self.varld.strax(partial(self._klar, u, instans), u.hos)
            return
        for seq, vad in list(instans.utestaende.items()):
            if seq not in instans.pagar:
                instans.pagar.add(seq)
                forsok = vad.attempt or 1
                self._lokal(u.hos, u.k, instans, vad, forsok)
        self.varld.om(HJARTSLAG, partial(self._hjartslag, u, instans), u.hos)

    def _hjartslag(self, u: Uppgift, instans: Instans) -> None:
        """A task that is long: what it has done so far is stored, and it goes on as a new one."""
        if u.k.uppgift is u and instans.utestaende and u.hos.instanser.get(u.k.id) is instans:
            self.server.ta(u.k, u.steg, u.nekade)
            instans.langd, instans.uppgift = len(u.k.historik), None
            self._aktivera(self._borja(u.k, u.hos))

    def _klar(self, u: Uppgift, instans: Instans) -> None:
        if u.hos.instanser.get(u.k.id) is not instans or instans.uppgift is not u or instans.utestaende:
            return
        if u.k.uppgift is not u:
            u.hos.slapp(u.k.id)
        elif not self.server.ta(u.k, u.steg, u.nekade):
            u.hos.slapp(u.k.id)
            self._tillbaka(u)
        else:
            u.k.uppgift, instans.uppgift, instans.langd = None, None, len(u.k.historik)
            if u.k.slut is not None or self.varld.hander("svaret på en uppgift borta", 0.01):
                u.hos.slapp(u.k.id)
            self.varld.strax(partial(self._dela_ut, u.k), self.server)

    # --- activities --------------------------------------------------------------------------------------------

    def _lokal(self, hos: Arbetare, k: Korning, instans: Instans, vad: ScheduleLocalActivity, forsok: int) -> None:
        gjort = False

        def klart(varde: Any, fel: Exception | None) -> None:
            nonlocal gjort
            if gjort or hos.instanser.get(k.id) is not instans or vad.seq not in instans.utestaende:
                return
            gjort = True
            jobb = WorkflowActivationJob()
            jobb.resolve_activity.seq, jobb.resolve_activity.is_local = vad.seq, True
            svar = jobb.resolve_activity.result
            paus = min(0.2 * 2 ** (forsok - 1), 60.0)
            if fel is None:
                svar.completed.result.CopyFrom(in_i(varde))
            elif getattr(fel, "non_retryable", False):
                FELOMVANDLARE.to_failure(fel, OMVANDLARE, svar.failed.failure)
            elif paus <= LOKAL_TROSKEL.total_seconds():
                self.varld.om(timedelta(seconds=paus), partial(self._lokal, hos, k, instans, vad, forsok + 1), hos)
                return
            else:
                svar.backoff.attempt = forsok + 1
                svar.backoff.backoff_duration.CopyFrom(langd(paus))
                svar.backoff.original_schedule_time.CopyFrom(stund(self.varld.nu))
            if isinstance(u := instans.uppgift, Uppgift):
                self._kor(u, instans, [jobb])

        if hos.instanser.get(k.id) is instans:
            gor = getattr(hos.aktiviteter, vad.activity_type)
            Arbete(self.varld, hos, partial(gor, ur(vad.arguments[0])), klart)
            self.varld.om(vad.start_to_close_timeout.ToTimedelta(), lambda: klart(None, TimeoutError()), hos)

    def _utfor(self, k: Korning, a: Aktivitet) -> None:
        if not self.arbetare:
            self.varld.om(timedelta(seconds=1), partial(self._utfor, k, a), self.server)
            return
        hos, forsok, svarat = self.varld.r.choice(self.arbetare), a.forsok, False

        def klart(varde: Any, fel: Exception | None) -> None:
            nonlocal svarat
            if not svarat and a.forsok == forsok:
                svarat = True
                self.server.klar(k, a, varde, fel)

        def fran_arbetaren(varde: Any, fel: Exception | None) -> None:
            if not self.varld.hander("svaret på en aktivitet borta", 0.03):
                klart(varde, fel)

        Arbete(self.varld, hos, partial(getattr(hos.aktiviteter, a.namn), a.argument), fran_arbetaren)
        self.varld.om(AKTIVITETSTID, lambda: klart(None, TimeoutError()), self.server)


class Annorlunda(AssertionError):
    """The workflow's code does not do again what history says that it did."""


def spela_upp(k: Korning) -> Instans:
    """A run from its stored history. Raises: Annorlunda."""
    instans = Instans(k.arende, k.id, k.borjan)
    for act, kannetecknen in k.historik:
        igen = WorkflowActivation()
        igen.CopyFrom(act)
        igen.is_replaying = True
        gjort = [kannetecken(c) for c in instans.aktivera(igen)]
        if gjort != kannetecknen:
            raise Annorlunda(f"{k.id}: historiken säger {kannetecknen}, koden gör {gjort}")
    instans.langd = len(k.historik)
    return instans


def _fraga(u: Uppdatering) -> WorkflowActivationJob:
    jobb = WorkflowActivationJob()
    f = jobb.do_update
    f.id = f.protocol_instance_id = u.id
    f.name, f.run_validator = "kommando", True
    f.input.append(in_i(u.inkommet))
    return jobb
