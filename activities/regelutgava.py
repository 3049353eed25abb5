"""The effect of attested values: they are put among the rules in force, once (K16.5)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.fel import temporals_fel
from domain.processer.regelutgava.rutin import AKTIVITET_INFOR, beslutade
from domain.regler.regelverk import Regelverk
from persistence.process import processlasning
from persistence.register import utgavor


class Regelaktiviteter:
    """The activity of ``regelutgava``.

    Args:
        motor: the database.
        grund: the rules of the files.
    """

    def __init__(self, motor: Engine, grund: Regelverk) -> None:
        self._motor, self._grund = motor, grund

    @activity.defn(name=AKTIVITET_INFOR)
    def infor(self, _order: dict[str, Any]) -> dict[str, Any]:
        """What came of it, as the kommando that the process is told it by. It may be repeated and killed anywhere."""
        process = str(activity.info().workflow_id)
        with temporals_fel():
            svar = processlasning.en_process(self._motor, None, process)
            assert svar, "what is attested stands in its journal"
            hinder = utgavor.infor(self._motor, self._grund, process, beslutade(svar[1].lage))
        return {"kommando": "registrera_inforande", **({"hinder": hinder} if hinder else {})}
