"""The effect of an order about conditions: every record is told, as often as needed and never twice (K16.2, K0.7)."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken_asynk
from activities.stod.tillsagelse import SVARAR_INTE, sag_till_process
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.villkorsutskick import AKTIVITET_UTSKICK
from persistence.journal import dokument
from persistence.process import processlasning, utskick

_FORSOK = 20
"""So many tries, some two hours, a record that does not answer is waited for; then it is told of."""


class Villkorsaktiviteter:
    """The activity of ``villkorsutskick``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_UTSKICK)
    async def sag_till_alla(self, order: dict[str, Any]) -> dict[str, Any]:
        """Tell every record the order is for; what it came to, as the kommando that the order is told it by.

        It may be repeated and killed anywhere: each record hears the same kommando once.
        """
        process = str(activity.info().workflow_id)
        sagda: list[str] = []
        avvisade: list[tuple[str, str]] = []
        tysta: list[str] = []
        async with livstecken_asynk():
            with temporals_fel():
                till = await asyncio.to_thread(self._mottagare, process, order)
                ord_ = await asyncio.to_thread(self._ord, process)
            for anordnare in till.att_saga:
                try:
                    avvisning = await self._sag(process, anordnare, order, ord_)
                except SVARAR_INTE:
                    tysta.append(anordnare)
                    continue
                if avvisning is None:
                    sagda.append(anordnare)
                else:
                    avvisade.append((anordnare, str(avvisning)))
        if tysta and activity.info().attempt < _FORSOK:
            raise ApplicationError(f"{len(tysta)} anordnarakter svarar inte", type="SvararInte")
        avvisade += [(a, "svarade inte; beställ utskicket igen för dem som är kvar") for a in tysta]
        return {
            "kommando": "registrera_utskick",
            "sagda": sagda,
            "hade_redan": list(till.hade_redan),
            "avvisade": avvisade,
        }

    def _mottagare(self, process: str, order: dict[str, Any]) -> utskick.Mottagare:
        if order["sort"] == "skicka":
            dag = date.fromisoformat(order["dag"])
            return utskick.att_skicka_till(self._motor, process, order["villkor"], dag)
        return utskick.att_aterkalla_hos(self._motor, process, order["villkor"])

    def _ord(self, process: str) -> dict[str, Any]:
        """The words of the order, which each record keeps a copy of (K3.3)."""
        alla = processlasning.dokument(self._motor, None, process)
        return dict(alla[0].innehall) if alla else {}

    async def _sag(self, process: str, anordnare: str, order: dict[str, Any], ord_: dict[str, Any]) -> Avvisning | None:
        akt, av = akt_id(anordnare), Aktor.tolka(order["av"])
        id_ = f"{process}:{hashlib.sha256(akt.encode()).hexdigest()[:16]}"
        kommando: dict[str, Any] = {
            "kommando": "skicka_villkor", "villkor": order["villkor"], "galler_fran": order["galler_fran"]
        }  # fmt: skip
        if order["sort"] == "aterkalla":
            kommando = {"kommando": "aterkalla_uppgift", "vad": "villkor", "avser": order["villkor"]}
            kommando |= {falt: {"tecken": len(text)} for falt, text in ord_.items()}
            with temporals_fel():
                await asyncio.to_thread(dokument.spara, self._motor, id_, akt, "aterkalla_uppgift", str(av), ord_)
        sparat = id_ if order["sort"] == "aterkalla" else None
        avvisning = await sag_till_process(activity.client(), ANORDNARAKT.slag, akt, id_, kommando, av, sparat)
        if avvisning and sparat:
            with temporals_fel():
                await asyncio.to_thread(dokument.glom_avvisat, self._motor, id_, akt)
        return avvisning
