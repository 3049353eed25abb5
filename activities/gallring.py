"""The effects of a gallring: its list, and the weeding out of what is in it (K3.8)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken
from domain.processer.gallring.lage import AKTIVITET_GALLRA, AKTIVITET_LISTA
from persistence.databas.motor import DataFel
from persistence.process.gallring import verkstallning


class Gallringsaktiviteter:
    """The activities of ``gallring``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_LISTA)
    def lista(self, argument: dict[str, Any]) -> dict[str, Any]:
        """Freeze what is ripe now; how much it is, as the kommando that the process is told it by."""
        with temporals_fel(), livstecken():
            o = verkstallning.lista(
                self._motor,
                str(argument["gallring"]),
                date.fromisoformat(argument["dag"]),
                int(argument["arende_manader"]),
                int(argument["personal_manader"]),
            )
        return {
            "kommando": "registrera_gallringslista", "kunder": o.kunder, "arenden": o.arenden, "personal": o.personal
        }  # fmt: skip

    @activity.defn(name=AKTIVITET_GALLRA)
    def gallra(self, argument: dict[str, Any]) -> dict[str, Any]:
        """Weed out what is left of the list, row by row; what it came to, as the kommando of the process.

        It may be repeated and killed anywhere: a row is done in one transaction, with its line of the protocol.
        """
        gallring, dag = str(argument["gallring"]), date.fromisoformat(argument["dag"])
        with temporals_fel(), livstecken():
            for nr in verkstallning.kvar(self._motor, gallring):
                try:
                    verkstallning.gallra(self._motor, gallring, nr, dag, int(argument["arende_manader"]))
                except DataFel as fel:  # ours to mend: it is tried again, since the order must not be lost for it
                    raise ApplicationError(str(fel), type=fel.typ) from None
                if activity.is_cancelled():
                    break
            antal = verkstallning.framsteg(self._motor, gallring)
        return {
            "kommando": "registrera_gallring",
            "gallrade": antal.get("gallrad", 0),
            "undantagna": antal.get("undantagen", 0),
        }
