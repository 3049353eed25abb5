"""The typed client for what stands beside the cases: how a tool begins a process, or says something to it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio.client import Client, WithStartWorkflowOperation
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.grund.avvisning import Avvisning
from domain.grund.granser import prova_omfang
from domain.grund.parter import Aktor
from domain.processer.process import Processrutin
from domain.skeende.form import las_kommando, texter
from domain.skeende.handelse import DORRUTGAVA
from domain.skeende.inkommet import prova_kommandoid
from domain.tid.tidpunkt import datum
from kontrakt import namn
from kontrakt.insats import Kvitto
from kontrakt.omfang import prova_sagt
from kontrakt.process import Processlut, Processtart
from persistence.arende import namngivna
from persistence.databas.motor import DatabasFel
from persistence.insyn import tillgang
from persistence.journal import dokument
from starter.stod.klient import avsandning
from starter.stod.klient.kontakt import IngetArende, nar_databasen_svarar, oversatt, tills_svar


@dataclass(frozen=True)
class Processklient:
    """A door to the processes; see ``Insatsklient``, whose manners are these too."""

    temporal: Client
    motor: Engine
    talamod: timedelta = timedelta(seconds=60)

    async def sag(
        self,
        rutin: Processrutin,
        process: str,
        data: Mapping[str, Any],
        av: Aktor,
        *,
        kommando_id: str | None = None,
        tid: datetime | None = None,
        tidsskillnad: timedelta = timedelta(),
    ) -> Kvitto:
        """Say something to a process, which begins with the first that is said and not refused.

        One that has come to its end hears it too: its journal is read again. The same ``kommando_id`` again is the
        same kommando, and gives the same receipt; other words by it are refused.

        Raises:
            Avvisning: refused; nothing has changed.
            IngenKontakt: no server, or no worker to answer.
        """
        id_ = kommando_id or secrets.token_hex(8)
        inkommet = await self.kuvert(rutin, process, data, av, id_, tid)

        async def en_gang() -> Kvitto:
            start: WithStartWorkflowOperation[Any, Processlut] = WithStartWorkflowOperation(
                rutin.slag,
                Processtart(process, tidsskillnad=tidsskillnad, dorr=DORRUTGAVA),
                id=process,
                task_queue=namn.KO,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                static_summary=rutin.slag,
            )
            kvitto: Kvitto = await self.temporal.execute_update_with_start_workflow(
                namn.UPPDATERING, inkommet, start_workflow_operation=start, id=id_, result_type=Kvitto
            )
            return kvitto

        try:
            kvitto = await tills_svar(en_gang, self.talamod)
            if kvitto.tid.isoformat() != inkommet["inkom"]:  # as for a case
                await avsandning.prova_samma(self.motor, self.talamod, process, inkommet, rutin.verb)
            return kvitto
        except Exception as fel:
            svar = oversatt(fel, process, f"--id {id_}")
            if inkommet["dokument"] and isinstance(svar, Avvisning | IngetArende):
                with suppress(DatabasFel):  # what is refused leaves no text behind, nor one that anybody can read
                    dokument.glom_avvisat(self.motor, id_, process)
            raise svar from fel

    async def kuvert(
        self, rutin: Processrutin, process: str, data: Mapping[str, Any], av: Aktor, id_: str,
        tid: datetime | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """What travels; the words are in the document store when it returns. Raises: Avvisning, DatabasFel."""
        prova_kommandoid(id_)
        prova_omfang(data, med_ord=True)
        kommando = las_kommando(data, rutin.verb)
        ord_ = texter(data, kommando)

        def i_databasen() -> None:
            tillgang.prova_tillgang(self.motor, av)
            namngivna.prova(self.motor, kommando, av, datum(tid or datetime.now(UTC)))
            if ord_:  # the words go to the document store first (K3.3)
                avsandning.spara_ord(self.motor, id_, process, str(data["kommando"]), str(av), ord_)

        inkommet = {
            "id": id_,
            "av": str(av),
            "inkom": (tid or datetime.now(UTC)).isoformat(),
            "dokument": id_ if ord_ else None,
            "kommando": kommando.model_dump(mode="json", exclude_none=True),
        }
        prova_sagt(inkommet)
        await nar_databasen_svarar(i_databasen, self.talamod)
        return inkommet
