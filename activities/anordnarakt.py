"""The effects of what stands of an anordnare: the cases that a leaver staffed are told (§3.2.1, K3.4), and the figures
of its yearly review are taken (K16.4)."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken_asynk
from activities.stod.tillsagelse import SVARAR_INTE, sag_till_insats
from domain.kvalitet.matt import siffrorna
from domain.processer.anordnarakt.nar_nagon_slutar import AKTIVITET_OMBEMANNA
from domain.processer.kvalitetsuppfoljning.rutin import AKTIVITET_SIFFROR
from domain.regler.regelverk import Regelverk
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.register.anordnare import personal
from persistence.register.utgavor import Gallande


class Aktaktiviteter:
    """The activity of ``anordnarakt``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_OMBEMANNA)
    async def ombemanna(self, argument: dict[str, Any]) -> dict[str, Any]:
        """Tell every case that the leaver staffs; which they were, as the kommando that the record is told it by.

        It may be repeated and killed anywhere: each case hears the same kommando once. One that is staffed by another
        by now refuses it, and is none of them. One that does not answer stops no other, and is tried again until it
        has: no case may be left believing that it is staffed.
        """
        anordnare, person, anmalt = (str(argument[k]) for k in ("anordnare", "person", "anmalt"))
        till = argument["till"]
        kommando = {"kommando": "handlaggare_stannar", "handlaggare": person}
        if till:
            kommando = {"kommando": "handlaggare_slutar", "handlaggare": person, "sista_dag": till}
        berorda: list[str] = []
        utan_svar = 0
        async with livstecken_asynk():
            with temporals_fel():
                arenden = await asyncio.to_thread(personal.arenden_att_bemanna, self._motor, anordnare, person)
            for arende in arenden:
                kommando_id = f"slutar:{person}:{anmalt}:{arende}"
                try:
                    if await sag_till_insats(activity.client(), arende, kommando_id, kommando) is None:
                        berorda.append(arende)
                except SVARAR_INTE:
                    utan_svar += 1
        if utan_svar:
            raise ApplicationError(f"{utan_svar} ärenden svarar inte", type="SvararInte")
        return {"kommando": "registrera_ombemanning", "person": person, "till": till, "arenden": berorda}


class Uppfoljningsaktiviteter:
    """The activity of ``kvalitetsuppfoljning``.

    Args:
        motor: the database.
        regelverk: the rules of the files; what has been decided in the service comes on top (K16.5).
    """

    def __init__(self, motor: Engine, regelverk: Regelverk) -> None:
        self._motor, self._gallande = motor, Gallande(motor, regelverk)

    @activity.defn(name=AKTIVITET_SIFFROR)
    def rakna(self, argument: dict[str, Any]) -> dict[str, Any]:
        """The year's figures of the anordnare as of the day, as the kommando that the review is told them by."""
        anordnare, ar = str(argument["anordnare"]), int(argument["ar"])
        with temporals_fel():
            tal = nyckeltal(
                self._motor, ar, idag=date.fromisoformat(argument["dag"]), regelverk=self._gallande(),
                anordnare=anordnare,
            )  # fmt: skip
        siffror = [list(s) for s in siffrorna(tal[0])] if tal else []
        return {"kommando": "registrera_siffror", "siffror": siffror}
