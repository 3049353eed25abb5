"""The workers of a schedule: they are given tasks, and may be killed, frozen and started anew anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import ScheduleLocalActivity

from activities.insats import Insatsaktiviteter
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Journalkvitto
from tests.fel.simulering import moment
from tests.fel.simulering.schema import GLOMD
from tests.fel.simulering.servrar import aktiviteter, forlust
from tests.fel.simulering.servrar.arbetare import Arbetare, Uppgift, spela_upp
from tests.fel.simulering.servrar.butik import Butik
from tests.fel.simulering.servrar.instans import Instans
from tests.fel.simulering.servrar.karnan import Uppgiftsfel, stund, ur
from tests.fel.simulering.servrar.korning import Gjord, Korning
from tests.fel.simulering.servrar.posten import Posten
from tests.fel.simulering.servrar.temporal import HJARTSLAG, UPPGIFTSTID, Temporal, undantag
from tests.fel.simulering.varlden import Varld


class Flotta:
    """Two workers, and whoever takes the place of one that dies."""

    def __init__(self, varld: Varld, server: Temporal, butik: Butik, posten: Posten, regelverk: Regelverk) -> None:
        self.varld, self.server = varld, server
        self._ny: Callable[[], Insatsaktiviteter] = lambda: Insatsaktiviteter(butik, regelverk, posten)  # type: ignore[arg-type]
        self._drabbar_servern = partial(forlust.drabbar, varld, server, butik)
        self._nr = 0
        self.arbetare: list[Arbetare] = []
        server.dela_ut = self._dela_ut
        server.utfor = partial(aktiviteter.utfor, varld, server, self.arbetare)
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
        """Something happens between two steps: to a worker mostly, or to the server."""
        if self.varld.r.random() < 0.15 and self._drabbar_servern():
            return
        levande = [a for a in self.arbetare if a.fryst_till <= self.varld.nu]
        if not levande:
            return
        hos = self.varld.r.choice(levande)
        if self.varld.r.random() < 0.3:
            hos.fryst_till = self.varld.nu + timedelta(seconds=self.varld.r.choice((2, 15, 45, 150)))
            self.varld.antecknad("arbetare fryst", self._vid(hos), hos.namn)
            return
        self.varld.antecknad("arbetare dödad", self._vid(hos), hos.namn)
        hos.lever = False
        self.arbetare.remove(hos)
        for arbete in list(hos.arbeten):
            # PostgreSQL may learn late that nobody is there any more, and keep what was held until then.
            drojer = self.varld.r.choice((0, 0, 0, 5, 30))
            self.varld.om(timedelta(seconds=drojer), arbete.dods, self.server)
        for korning in list(hos.instanser):
            hos.slapp(korning)
        self.varld.om(timedelta(seconds=self.varld.r.choice((0.1, 1, 12))), self.starta, self.server)

    def _vid(self, hos: Arbetare) -> Iterator[str]:
        """The steps that a worker is at: those of its activities, and of the task that it has."""
        yield from moment.hos(hos)
        for u in (k.uppgift for alla in self.server.korningar.values() for k in alla[-1:]):
            if isinstance(u, Uppgift) and u.hos is hos:
                yield f"uppgift: {sorted(str(j.WhichOneof('variant')) for j in u.jobb)}, steg {len(u.steg)}"

    # --- workflow tasks ----------------------------------------------------------------------------------------

    def _dela_ut(self, k: Korning) -> None:
        nya = k.nya_uppdateringar
        if k.slut is not None or k.uppgift is not None or not (k.jobb or nya or k.ogjord):
            return
        if not self.arbetare:
            self.varld.om(timedelta(seconds=1), partial(self._dela_ut, k), self.server)
            return
        hos = next((a for a in self.arbetare if k.id in a.instanser), None)
        if hos is None or self.varld.val(0.1):
            hos = self.varld.r.choice(self.arbetare)
        u = self._borja(k, hos)
        self.varld.strax(partial(self._aktivera, u), hos)

    def _borja(self, k: Korning, hos: Arbetare) -> Uppgift:
        gjord = Gjord(stund(self.varld.nu), self.varld.val(0.04), utan_nytt=not k.jobb)
        k.uppgift = u = Uppgift(k, hos, gjord, k.jobb, k.nya_uppdateringar, len(k.historik), list(k.gjorda))
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
        if jobb := u.alla_jobb():
            self._kor(u, instans, jobb, u.gjord.borjan)
        else:
            self._vidare(u, instans)

    def _instans(self, u: Uppgift) -> Instans:
        instans = u.hos.instanser.get(u.k.id)
        if instans is not None and (instans.langd != u.fran or instans.uppgift not in (None, u)):
            u.hos.slapp(u.k.id)
            instans = None
        if instans is None:
            instans = u.hos.instanser[u.k.id] = spela_upp(u.k, u)
        return instans

    def _kor(self, u: Uppgift, instans: Instans, jobb: Iterable[WorkflowActivationJob], nar: Timestamp) -> None:
        act = WorkflowActivation(run_id=u.k.id, timestamp=nar, jobs=jobb)
        act.continue_as_new_suggested, act.history_size_bytes = u.gjord.foreslas, 1
        try:
            nod = instans.aktivera(act)
        except Uppgiftsfel as fel:
            self._misslyckas(u, str(fel))
            return
        u.steg.append((act, nod))
        for nej in instans.nekade(nod):
            u.nekade[nej.protocol_instance_id] = undantag(nej.rejected)
        self._vidare(u, instans)

    def _misslyckas(self, u: Uppgift, varfor: str) -> None:
        self.varld.skriv(f"{u.k.id}: uppgiften misslyckas: {varfor}")
        u.hos.slapp(u.k.id)
        u.k.misslyckade += 1
        self._tillbaka(u, timedelta(seconds=min(2**u.k.misslyckade, 60)))

    def _vidare(self, u: Uppgift, instans: Instans) -> None:
        """Local activities are begun within the task; with none left it is done."""
        if not instans.utestaende:
            self.varld.strax(partial(self._klar, u, instans), u.hos)
            return
        for seq, vad in list(instans.utestaende.items()):
            if seq not in instans.pagar:
                instans.pagar.add(seq)
                aktiviteter.lokal(self.varld, u.hos, u.k, vad, self._svarat)
        self.varld.om(HJARTSLAG, partial(self._hjartslag, u, instans), u.hos)

    def _hjartslag(self, u: Uppgift, instans: Instans) -> None:
        """A task that is long: what it has done so far is stored, and it goes on as a new one."""
        if u.k.uppgift is u and instans.utestaende and u.hos.instanser.get(u.k.id) is instans:
            if self._kommer_inte_fram(u, partial(self._hjartslag, u, instans)):
                return
            self.server.ta(u.k, u.gjord, u.steg, u.nekade, hjartslag=True)
            instans.langd, instans.uppgift = len(u.k.historik), None
            self._aktivera(self._borja(u.k, u.hos))

    def _klar(self, u: Uppgift, instans: Instans) -> None:
        if u.hos.instanser.get(u.k.id) is not instans or instans.uppgift is not u or instans.utestaende:
            return
        if u.k.uppgift is not u:
            u.hos.slapp(u.k.id)
        elif self._kommer_inte_fram(u, partial(self._klar, u, instans)):
            return
        elif not self.server.ta(u.k, u.gjord, u.steg, u.nekade):
            u.hos.slapp(u.k.id)
            self._tillbaka(u)
        else:
            u.k.uppgift, instans.uppgift, instans.langd = None, None, len(u.k.historik)
            if u.k.slut is not None or self.varld.hander("svaret på en uppgift borta", 0.01):
                u.hos.slapp(u.k.id)
            self.varld.strax(partial(self._dela_ut, u.k), self.server)

    def _kommer_inte_fram(self, u: Uppgift, igen: Callable[[], None]) -> bool:
        """Whether the server does not hear now what a task did: it is waited for, or it never hears of it, and the
        worker, told so, takes the run out of memory. What it had begun goes on."""
        if self.server.fryst_till > self.varld.nu:
            self.varld.om(self.server.fryst_till - self.varld.nu, igen, u.hos)
            return True
        if self.varld.hander(GLOMD, 0.01):
            u.hos.slapp(u.k.id)
            return True
        return False

    def _svarat(self, hos: Arbetare, k: Korning, vad: ScheduleLocalActivity, jobb: WorkflowActivationJob) -> None:
        """A local activity's answer goes into the task that its run is at now, whoever had asked for it."""
        instans = hos.instanser.get(k.id)
        vantad = instans.utestaende.get(vad.seq) if instans else None
        if instans is None or vantad is None:
            hos.pa_vag[k.id, vad.seq] = self.varld.nu + vad.start_to_close_timeout.ToTimedelta(), vad, jobb
            return
        if not isinstance(u := instans.uppgift, Uppgift):
            return
        if vantad is not vad and vantad.arguments[0].data != vad.arguments[0].data:
            steg = [f"{vad.activity_type} för {vantad.activity_type}"]
            self.varld.antecknad(f"{_slag(jobb)} vad en bortglömd uppgift frågade", steg, hos.namn)
        if vantad.activity_type != vad.activity_type:  # it cannot be read as an answer to that
            self._misslyckas(u, f"{vad.activity_type} svarar inte på {vantad.activity_type}")
        else:
            self._kor(u, instans, [jobb], stund(self.varld.nu))


def _slag(jobb: WorkflowActivationJob) -> str:
    """What kind of answer it is."""
    svar = jobb.resolve_activity.result
    varde = ur(svar.completed.result) if svar.HasField("completed") else None
    return "avslag på" if isinstance(varde, Journalkvitto) and varde.avslag else "svar på"
