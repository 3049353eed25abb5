"""The typed client: how a tool starts a case, says something to it, and asks how it stands."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Status
from domain.liv.rutin import KOMMANDON
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Kvitto, Slut, Start
from persistence.arende import lasning
from persistence.databas.motor import DatabasFel
from persistence.insyn import gallrat
from persistence.journal import kon
from starter.stod.klient import avsandning
from starter.stod.klient.kontakt import IngetArende, anslut, aterstalls, nar_databasen_svarar, oversatt, tills_svar

_ALFABET = "23456789abcdefghjkmnpqrstvwxyz"
"""No characters that are mistaken for each other when an id is read aloud."""


def nytt_arende() -> str:
    """A new case id: short enough to say, and telling nothing of the kund (K3.3)."""
    return "in-" + "".join(secrets.choice(_ALFABET) for _ in range(10))


@dataclass(frozen=True)
class Insatsklient:
    """A door to the cases.

    ``motor`` is the application database, where free text goes before the kommando does; ``talamod`` how long an
    answer is waited for: with no worker running, Temporal itself would wait for ever.
    """

    temporal: Client
    motor: Engine
    talamod: timedelta = timedelta(seconds=60)

    @classmethod
    async def anslut(cls, adress: str, namespace: str, motor: Engine) -> Insatsklient:
        """Raises: IngenKontakt."""
        return cls(await anslut(adress, namespace), motor)

    async def starta(
        self,
        data: Mapping[str, Any],
        av: Aktor,
        *,
        arende: str | None = None,
        tid: datetime | None = None,
        tidsskillnad: timedelta = timedelta(),
    ) -> Kvitto:
        """Start a case with ``aktualisera``; with the same ``arende`` again, the same receipt.

        ``data`` is as staff write it; of a kund who is in the register it says the id, and the register the birth
        date, of another it says ``fodelsedatum``. ``tid`` is the door's instant, default now.
        ``tidsskillnad`` is for rehearsals only: how far the case's clock is from the server's.

        Raises:
            Avvisning: refused; no case has begun.
            IngenKontakt: no server, or no worker to answer.
        """
        id_, nu = arende or nytt_arende(), tid or datetime.now(UTC)
        inkommet = await nar_databasen_svarar(
            lambda: avsandning.aktualisering(self.motor, id_, data, av, nu), self.talamod
        )

        async def sag() -> Kvitto:
            vad = f"{data.get('insats', '')} hos {data.get('anordnare', '')}"
            start = _start(id_, tidsskillnad, WorkflowIDReusePolicy.ALLOW_DUPLICATE, vad)
            return await self._starta_och_sag(start, inkommet)

        return await self._svar(sag, id_, inkommet, f"--arende {id_}")

    async def kommando(
        self,
        arende: str,
        data: Mapping[str, Any],
        av: Aktor,
        *,
        kommando_id: str | None = None,
        tid: datetime | None = None,
        tidsskillnad: timedelta = timedelta(),
        far_tala: bool = False,
    ) -> Kvitto:
        """Say something and wait for the receipt. The same ``kommando_id`` again is the same kommando, and other words
        by it are refused, unless it was refused here itself. ``far_tala``: the door has asked, and logged, whether
        ``av`` may speak to the case (``insyn.tilltal``). A completed case takes a correction, and nothing else: its
        workflow is then started again, and reads its journal (K0.7). ``tidsskillnad``: as in ``starta``.

        Raises:
            Avvisning: refused; nothing has changed.
            IngenKontakt: no server, no worker, or no such case.
        """
        id_, nu = kommando_id or secrets.token_hex(8), tid or datetime.now(UTC)
        inkommet = await nar_databasen_svarar(
            lambda: avsandning.kommando(self.motor, id_, arende, data, av, nu, far_tala=far_tala), self.talamod
        )

        async def sag() -> Kvitto:
            try:
                kvitto: Kvitto = await self._arende(arende).execute_update(
                    namn.UPPDATERING, inkommet, id=inkommet["id"], result_type=Kvitto
                )
            except RPCError as fel:
                if not await self._kan_oppnas(fel, arende, inkommet):
                    raise
                igen = WorkflowIDReusePolicy.ALLOW_DUPLICATE
                kvitto = await self._starta_och_sag(_start(arende, tidsskillnad, igen), inkommet)
            return kvitto

        kvitto = await self._svar(sag, arende, inkommet, f"--id {inkommet['id']}")
        if kvitto.tid != nu:  # of something that came in at another instant: said before by the same id, or waited with
            await avsandning.prova_samma(self.motor, self.talamod, arende, inkommet, KOMMANDON)
        return kvitto

    async def lagg_i_kon(
        self,
        arende: str,
        data: Mapping[str, Any],
        av: Aktor,
        *,
        kommando_id: str | None = None,
        tid: datetime | None = None,
        tidsskillnad: timedelta = timedelta(),
        far_tala: bool = False,
    ) -> str:
        """Say something without waiting: it is kept even if no worker runs, and a refusal comes as a message. Until its
        outcome stands in the journal the record has it too, so that it outlives Temporal's database. ``tid`` is the
        door's instant, default now.

        Of a completed case, and of the rest, as ``kommando``. Returns the kommando's id. Raises as ``kommando``, for
        its form and its id only.
        """
        id_, nu = kommando_id or secrets.token_hex(8), tid or datetime.now(UTC)
        inkommet = await nar_databasen_svarar(
            lambda: avsandning.kommando(self.motor, id_, arende, data, av, nu, far_tala=far_tala), self.talamod
        )
        await avsandning.prova_samma(self.motor, self.talamod, arende, inkommet, KOMMANDON, i_kon=True)
        try:
            try:
                await self._arende(arende).signal(namn.SIGNAL, inkommet)
            except RPCError as fel:
                if not await self._kan_oppnas(fel, arende, inkommet):
                    raise
                await self.temporal.start_workflow(
                    namn.ARBETSFLODE,
                    Start(arende, tidsskillnad=tidsskillnad, dorr=DORRUTGAVA),
                    id=arende,
                    task_queue=namn.KO,
                    id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                    id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                    start_signal=namn.SIGNAL,
                    start_signal_args=[inkommet],
                )
        except Exception as fel:
            svar = await self._som_svar(fel, arende, "")
            self._glom_om_avvisat(svar, arende, inkommet)
            raise svar from fel
        # Not acknowledged until the record knows of it: it would be lost with Temporal's database.
        await nar_databasen_svarar(lambda: kon.anteckna(self.motor, arende, inkommet), self.talamod)
        return str(inkommet["id"])

    async def _kan_oppnas(self, fel: RPCError, arende: str, inkommet: Mapping[str, Any]) -> bool:
        """Whether what no workflow takes is a correction of a completed case, which opens it again (K0.7).

        Raises: Avvisning, K3.8; the case has been weeded out.
        """
        if fel.status is not RPCStatusCode.NOT_FOUND or inkommet["kommando"]["kommando"] != "ratta":
            return False
        rad = await nar_databasen_svarar(lambda: lasning.ett_arende(self.motor, None, arende), self.talamod)
        if rad is None or rad.status != Status.SLUTFORD:
            return False
        await nar_databasen_svarar(lambda: gallrat.prova(self.motor, arende), self.talamod)
        return True

    async def fraga(self, arende: str, fraga: str, som: Aktor, *argument: Any) -> Any:
        """Ask a case: ``tillstand``, ``bevakningar``, ``mojliga`` or ``belopp`` (with a month).

        Raises: Avvisning (not yours to see), IngenKontakt.
        """
        avsandning.prova_skydd(self.motor, arende, som, f"frågan {fraga}", oppnar=True)
        try:
            return await self._arende(arende).query(fraga, args=[str(som), *argument], rpc_timeout=self.talamod)
        except Exception as fel:
            raise oversatt(fel, arende) from fel

    async def _svar(
        self, sag: Callable[[], Awaitable[Kvitto]], arende: str, inkommet: Mapping[str, Any], samma: str
    ) -> Kvitto:
        try:
            return await tills_svar(sag, self.talamod)
        except Exception as fel:
            svar = await self._som_svar(fel, arende, samma)
            self._glom_om_avvisat(svar, arende, inkommet)
            raise svar from fel

    async def _som_svar(self, fel: BaseException, arende: str, samma: str) -> Exception:
        """``oversatt``; a case that is under way, and that only Temporal does not know of, is being restored."""
        svar = oversatt(fel, arende, samma)
        if isinstance(svar, IngetArende) and isinstance(fel, RPCError):
            rad = await nar_databasen_svarar(lambda: lasning.ett_arende(self.motor, None, arende), self.talamod)
            if rad is not None and rad.status != Status.SLUTFORD:
                return aterstalls(samma)
        return svar

    def _glom_om_avvisat(self, svar: Exception, arende: str, inkommet: Mapping[str, Any]) -> None:
        """Its words are taken away where it is known that nobody has taken it, and kept where no answer came."""
        if isinstance(svar, Avvisning | IngetArende):
            with suppress(DatabasFel):  # they are nobody's to read all the same
                avsandning.glom(self.motor, arende, inkommet)

    async def _starta_och_sag(
        self, start: WithStartWorkflowOperation[Any, Slut], inkommet: Mapping[str, Any]
    ) -> Kvitto:
        vad = {"start_workflow_operation": start, "id": inkommet["id"], "result_type": Kvitto}
        svar: Kvitto = await self.temporal.execute_update_with_start_workflow(namn.UPPDATERING, inkommet, **vad)
        return svar

    def _arende(self, arende: str) -> WorkflowHandle[Any, Any]:
        return self.temporal.get_workflow_handle(arende)


def _start(
    arende: str, tidsskillnad: timedelta, igen: WorkflowIDReusePolicy, vad: str | None = None
) -> WithStartWorkflowOperation[Any, Slut]:
    """The case's workflow: the one that runs, or a new one where ``igen`` allows it."""
    return WithStartWorkflowOperation(
        namn.ARBETSFLODE,
        Start(arende, tidsskillnad=tidsskillnad, dorr=DORRUTGAVA),
        id=arende,
        task_queue=namn.KO,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=igen,
        static_summary=vad,
    )
