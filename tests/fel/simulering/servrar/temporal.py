"""Temporal in memory: runs and their histories, workflow tasks, timers, activities and updates, and their failings.

It holds to what the product leans on. What a task did counts when the server has taken its completion, whole; until
then a worker may have written to the database what history does not know. A task that is not answered in ten seconds
is given to another. A run cannot be closed over something new. An update is forgotten with its run; a signal is not.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import timedelta
from typing import Any

from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import UpdateResponse, WorkflowCommand

from domain.skeende.handelse import DORRUTGAVA
from kontrakt import insats, namn
from tests.fel.simulering.servrar.karnan import FELOMVANDLARE, OMVANDLARE, in_i, ur
from tests.fel.simulering.servrar.korning import Aktivitet, Gjord, Intraffat, Korning, Svar, Taget, Uppdatering
from tests.fel.simulering.varlden import Agare, Varld

UPPGIFTSTID = timedelta(seconds=10)
HJARTSLAG = timedelta(seconds=8)


class Temporal(Agare):
    """The server. ``dela_ut`` gives a run's task to a worker, ``utfor`` an activity; both are the fleet's."""

    def __init__(self, varld: Varld) -> None:
        super().__init__("temporal")
        self.varld = varld
        self.korningar: dict[str, list[Korning]] = {}
        self.dela_ut: Callable[[Korning], None]
        self.utfor: Callable[[Korning, Aktivitet], None]

    # --- what the doors say ------------------------------------------------------------------------------------

    def uppdatera(self, arende: str, inkommet: Any, svar: Svar, *, starta: bool) -> None:
        """An update, with or without a start of the case. Raises: LookupError: there is no such case, it is over, or
        nobody answers."""
        k = self._hos(arende)
        if k is None or k.slut is not None:
            if not starta or k is not None:
                raise LookupError(arende)
            k = self.borja(arende, insats.Start(arende, dorr=DORRUTGAVA))
        u = k.uppdateringar.setdefault(inkommet["id"], Uppdatering(inkommet["id"], inkommet, []))
        if u.utfall:
            svar(*u.utfall)
        else:
            u.svar.append(svar)
            self._vack(k)

    def signalera(self, arende: str, inkommet: Any) -> None:
        """Raises: LookupError."""
        k = self._hos(arende)
        if k is None or k.slut is not None:
            raise LookupError(arende)
        self._nytt(k, _signal([inkommet]))

    def _hos(self, arende: str) -> Korning | None:
        if self.fryst_till > self.varld.nu:
            raise LookupError(arende)
        return self.nuvarande(arende)

    def borja(self, arende: str, start: insats.Start, i_kon: Sequence[Any] = ()) -> Korning:
        """A run of the case, begun with what waits for it, if anything does."""
        fore = self.korningar.setdefault(arende, [])
        id_ = f"{arende}/{len(fore) + 1}"
        jobb = WorkflowActivationJob()
        jobb.initialize_workflow.workflow_type = namn.ARBETSFLODE
        jobb.initialize_workflow.workflow_id = arende
        jobb.initialize_workflow.arguments.append(in_i(start))
        schema = self.varld.schema
        med = [jobb, _signal(i_kon)] if i_kon else [jobb]
        k = Korning(arende, id_, self.varld.nu, med, minns=not schema.fullt, laser_om=schema.laser_om)
        fore.append(k)
        self._vack(k)
        return k

    def nuvarande(self, arende: str) -> Korning | None:
        return self.korningar[arende][-1] if arende in self.korningar else None

    # --- what a worker says ------------------------------------------------------------------------------------

    def ta(
        self, k: Korning, gjord: Gjord, steg: list[Taget], nekade: dict[str, BaseException], *, hjartslag: bool = False
    ) -> bool:
        """A task's completion, whole, or with a heartbeat what there is of one that is long.

        False: something new has come, and the run cannot be closed over it.
        """
        if self.varld.skriver:
            jobb = [str(j.WhichOneof("variant")) for act, _ in steg for j in act.jobs]
            self.varld.skriv(f"{k.id}: {jobb} -> {[tecken[0] for _, nod in steg for tecken in nod.kannetecknen]}")
        if k.jobb and any(nod.stanger for _, nod in steg):
            self.varld.skriv(f"{k.id}: något nytt har kommit; stängs inte")
            return False
        for id_, nej in nekade.items():  # the validator's refusal is an answer, and nothing that has happened
            k.uppdateringar.pop(id_).besvara(self.varld, self, None, nej)
        for act, nod in steg:
            skrivna = nod.kannetecknen
            if nekade:
                skrivna = [tecken for tecken, c in nod.par() if c.update_response.protocol_instance_id not in nekade]
                kvar = _utan_nekade(act, nekade)
                lamnar_spar = _lamnar_spar(kvar, skrivna)
            else:
                if nod.utan_nekade is None:
                    kvar = _utan_nekade(act, ())
                    nod.utan_nekade = kvar, _lamnar_spar(kvar, skrivna)
                kvar, lamnar_spar = nod.utan_nekade
            if kvar.jobs or skrivna:
                k.historik.append(Intraffat(kvar, skrivna, len(k.gjorda), nod))
                gjord.kommandon = gjord.kommandon or lamnar_spar
            gjord.utan_nytt = gjord.utan_nytt and not nod.tagna
        if (
            hjartslag or not nekade or (k.historik and k.historik[-1].uppgift == len(k.gjorda))
        ):  # else it leaves no trace
            k.gjorda.append(gjord)
        for _, nod in steg:
            for slag, c, om in nod.verkan:
                self._verkstall(k, slag, c, om)
        k.misslyckade = 0
        return True

    def klar(self, k: Korning, a: Aktivitet, varde: Any, fel: Exception | None) -> None:
        """An activity has been carried out, or has failed."""
        if a.klar or k.slut is not None:
            return
        if fel is None or getattr(fel, "non_retryable", False):
            a.klar = True
            jobb = WorkflowActivationJob()
            jobb.resolve_activity.seq = a.seq
            if fel is None:
                jobb.resolve_activity.result.completed.result.CopyFrom(in_i(varde))
            else:
                FELOMVANDLARE.to_failure(
                    fel.with_traceback(None), OMVANDLARE, jobb.resolve_activity.result.failed.failure
                )
            self._nytt(k, jobb)
        else:
            egen = getattr(fel, "next_retry_delay", None)  # the activity's own word goes before its policy
            paus = egen or min(timedelta(seconds=2 * 1.5 ** min(a.forsok - 1, 20)), timedelta(minutes=1))
            self.varld.om(paus, lambda: self._forsok(k, a), self)

    # --- its own -----------------------------------------------------------------------------------------------

    def _nytt(self, k: Korning, jobb: WorkflowActivationJob) -> None:
        k.jobb.append(jobb)
        self._vack(k)

    def _vack(self, k: Korning) -> None:
        self.varld.strax(lambda: self.dela_ut(k), self)

    def _verkstall(self, k: Korning, slag: str, c: WorkflowCommand, om: timedelta) -> None:
        match slag:
            case "start_timer":
                seq = c.start_timer.seq
                k.timrar.add(seq)
                self.varld.om(om, lambda: self._ring(k, seq), self)
            case "cancel_timer":
                k.timrar.discard(c.cancel_timer.seq)
                k.jobb = [j for j in k.jobb if not j.HasField("fire_timer") or j.fire_timer.seq != c.cancel_timer.seq]
            case "schedule_activity":
                s = c.schedule_activity
                a = k.aktiviteter[s.seq] = Aktivitet(s.seq, s.activity_type, ur(s.arguments[0]))
                self._forsok(k, a)
            case "update_response":
                self._besvara(k, c.update_response)
            case "continue_as_new_workflow_execution":
                self._stang(k, "lämnat över")
                self.varld.skriv(f"{k.id}: lämnar över")
                self.borja(k.arende, ur(c.continue_as_new_workflow_execution.arguments[0]))
            case "complete_workflow_execution":
                self._stang(k, ur(c.complete_workflow_execution.result))
            case _:
                raise AssertionError(f"servern känner inte {slag}")

    def forlora(self, k: Korning) -> None:
        """Its database is lost, and with it the run and all that it waited for; its workers go on with what they are
        at."""
        k.jobb, k.uppgift = [], None
        self._stang(k, "förlorad")

    def _stang(self, k: Korning, hur: Any) -> None:
        k.slut = hur
        k.timrar.clear()
        for u in k.uppdateringar.values():
            if u.utfall is None:
                u.besvara(self.varld, self, None, "borta")

    def _besvara(self, k: Korning, svar: UpdateResponse) -> None:
        if not svar.HasField("accepted") and (u := k.uppdateringar.get(svar.protocol_instance_id)):
            fel = undantag(svar.rejected) if svar.HasField("rejected") else None
            u.besvara(self.varld, self, ur(svar.completed) if fel is None else None, fel)

    def _ring(self, k: Korning, seq: int) -> None:
        if seq in k.timrar:
            k.timrar.discard(seq)
            jobb = WorkflowActivationJob()
            jobb.fire_timer.seq = seq
            self._nytt(k, jobb)

    def _forsok(self, k: Korning, a: Aktivitet) -> None:
        if not a.klar and k.slut is None:
            a.forsok += 1
            self.utfor(k, a)


def _signal(sagt: Sequence[Any]) -> WorkflowActivationJob:
    jobb = WorkflowActivationJob()
    jobb.signal_workflow.signal_name = namn.SIGNAL
    jobb.signal_workflow.input.extend(in_i(inkommet) for inkommet in sagt)
    return jobb


def undantag(failure: Failure) -> BaseException:
    return FELOMVANDLARE.from_failure(failure, OMVANDLARE)


def _lamnar_spar(act: WorkflowActivation, kannetecknen: list[tuple[Any, ...]]) -> bool:
    """Whether history holds more of it than that there was a task: a local activity is seen when it has answered."""
    return any(tecken[0] != "schedule_local_activity" for tecken in kannetecknen) or any(
        jobb.HasField("resolve_activity") and jobb.resolve_activity.is_local for jobb in act.jobs
    )


def _utan_nekade(act: WorkflowActivation, nekade: Container[str]) -> WorkflowActivation:
    if not any(jobb.HasField("do_update") for jobb in act.jobs):
        return act
    kvar = WorkflowActivation()
    kvar.CopyFrom(act)
    del kvar.jobs[:]
    for jobb in act.jobs:
        if not jobb.HasField("do_update"):
            kvar.jobs.append(jobb)
        elif jobb.do_update.id not in nekade:
            kvar.jobs.append(jobb)
            kvar.jobs[-1].do_update.run_validator = False
    return kvar
