"""The effect of a bulk move: every case is told, as often as needed and never twice (K5.1, K13.4)."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client

from activities.fel import temporals_fel
from activities.tillsagelse import sag_till_insats, starta_insats
from domain import kedja
from domain.avvisning import Avvisning
from domain.insats import Insats
from domain.kundlage import kundlage
from domain.massbyte import AKTIVITET_FLYTTA, VISADE
from domain.parter import Aktor
from domain.tid import datum
from persistence import dokument, massbyte

_SAMTIDIGA = 8
"""So many cases are spoken to at a time."""


class Massbytesaktiviteter:
    """The activity of ``massbyte``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_FLYTTA)
    async def flytta(self, order: dict[str, Any]) -> dict[str, Any]:
        """Move every case that is left; what it came to, as the kommando that the process is told it by.

        A worker that is killed half-way has moved what it has moved: those cases are no longer ``fran``'s, or answer
        that the order is done, and the next try takes the rest.
        """
        process = str(activity.info().workflow_id)
        with temporals_fel():
            arenden = await asyncio.to_thread(massbyte.kvar, self._motor, order["sort"], order["fran"])
        avvisade: list[tuple[str, str]] = []
        plats = asyncio.Semaphore(_SAMTIDIGA)

        async def ett(arende: str) -> None:
            async with plats:
                avvisning = await self._flytta_ett(activity.client(), process, arende, order)
            if avvisning:
                avvisade.append((arende, str(avvisning)))
            activity.heartbeat()

        async with asyncio.TaskGroup() as grupp:
            for arende in arenden:
                grupp.create_task(ett(arende))
        with temporals_fel():
            flyttade = await asyncio.to_thread(massbyte.flyttade, self._motor, process)
        return {
            "kommando": "registrera_flytt",
            "flyttade": flyttade,
            "avvisade": sorted(avvisade)[:VISADE],
            "antal_avvisade": len(avvisade),
        }

    async def _flytta_ett(self, klient: Client, process: str, arende: str, order: dict[str, Any]) -> Avvisning | None:
        av = Aktor.tolka(order["av"])
        if order["sort"] == "karriarvagledare":
            byt = {"kommando": "byt_karriarvagledare", "till": order["till"]}
            return await sag_till_insats(klient, arende, f"{process}:{arende}", byt, av)
        gammalt = await self._lage(arende)
        vart_avslut = f"avslut:{process}:{arende}"
        if vart_avslut not in gammalt.hanterade:
            if gammalt.avslutad:
                return None  # it had come to its end before; nothing is left to move
            if gammalt.uppdrag is None:
                return Avvisning("K13.4", "har inget uppdrag än; återkalla och aktualisera på nytt", "arende")
            if gammalt.avslutsbeslut:
                return Avvisning("K13.2", "är redan beslutad att avslutas", "arende")
            if avvisning := await self._avsluta(klient, arende, vart_avslut, order, av):
                return avvisning
            gammalt = await self._lage(arende)
        return await self._borja_om(klient, process, gammalt, order["till"], av)

    async def _avsluta(
        self, klient: Client, arende: str, kommando_id: str, order: dict[str, Any], av: Aktor
    ) -> Avvisning | None:
        """Decide on the end; its next step is that the insats goes on elsewhere (K2.3)."""
        avsluta: dict[str, Any] = {"kommando": "besluta_avslut", "orsak": "byte_av_anordnare"}
        avsluta |= {k: order[k] for k in ("avslutsdatum", "samtal_datum")}
        nasta_steg = f"Samma insats fortsätter hos {order['till']} (byte av anordnare, §13.2)."
        with temporals_fel():
            await asyncio.to_thread(
                dokument.spara,
                self._motor,
                kommando_id,
                arende,
                "besluta_avslut",
                str(av),
                {"nasta_steg": nasta_steg},
            )
        fakta = {"tecken": len(nasta_steg)}
        return await sag_till_insats(
            klient, arende, kommando_id, avsluta | {"nasta_steg": fakta}, av, dokument=kommando_id
        )

    async def _borja_om(
        self, klient: Client, process: str, gammalt: Insats, anordnare: str, av: Aktor
    ) -> Avvisning | None:
        """The insats begins anew at the other anordnare; the kund keeps its karriärvägledare."""
        try:
            fore = kedja.foregaende(gammalt, "byte_av_anordnare", insats=gammalt.slag, anordnare=anordnare)
        except Avvisning as kan_inte:
            return kan_inte
        lage = kundlage(gammalt, datum(datetime.now(UTC)))
        kund = {
            "id": gammalt.kund,
            "malgrupp": lage.malgrupp,
            "ekonomiskt_bistand": lage.ekonomiskt_bistand,
            "etableringsersattning": lage.etableringsersattning,
        }
        data = {"kommando": "aktualisera", "insats": gammalt.slag, "anordnare": anordnare, "kund": kund}
        nytt = _nytt_arende(process, gammalt.arende)
        start_id = f"{process}:{gammalt.arende}"
        if avvisning := await starta_insats(klient, nytt, start_id, data | {"foregaende": fore}, av):
            return avvisning
        if gammalt.karriarvagledare != av.id:
            byt = {"kommando": "byt_karriarvagledare", "till": gammalt.karriarvagledare}
            await sag_till_insats(klient, nytt, f"{process}:kv:{gammalt.arende}", byt, av)
        return None

    async def _lage(self, arende: str) -> Insats:
        with temporals_fel():
            return await asyncio.to_thread(massbyte.tillstand, self._motor, arende)


def _nytt_arende(process: str, arende: str) -> str:
    """The same id at every try, which tells nothing of the kund (K3.3)."""
    return "in-" + hashlib.sha256(f"{process}:{arende}".encode()).hexdigest()[:10]
