"""The effect of the nightly upkeep: running cases are told what has changed around them (K1.1, K14.1)."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken_asynk
from activities.stod.tillsagelse import SVARAR_INTE, sag_till_insats
from domain.grund.avvisning import Avvisning
from domain.register.auktorisation import sista_dag
from domain.regler.regelverk import Regelverk
from domain.regler.skillnad import att_infora
from kontrakt.nattligt import AKTIVITET_AJOUR, Ajourlage, Ajoursvar
from persistence.arende import att_ajourhalla, lasning
from persistence.register.utgavor import Gallande

_VISADE = 100
_I_RAD = 100
"""Cases looked at before others in the same worker have their turn: most have nothing new, and are soon seen."""
_SVARADE_INTE = Avvisning("K14.1", "svarade inte; nästa natt sägs det igen", "arende")


class Ajouraktiviteter:
    """The activity of ``ajourhallning``.

    Args:
        motor: the database.
        regelverk: the rules of the files; what has been decided in the service comes on top (K16.5).
    """

    def __init__(self, motor: Engine, regelverk: Regelverk) -> None:
        self._motor = motor
        self._gallande = Gallande(motor, regelverk)

    @activity.defn(name=AKTIVITET_AJOUR)
    async def ajourhall(self) -> Ajoursvar:
        """Tell every case that rests on something old, one at a time. It may be repeated and killed anywhere: each is
        told once, and begun again it looks for those that are left."""
        with temporals_fel():
            lagen, auktorisationer, galler = await asyncio.to_thread(
                lambda: (
                    att_ajourhalla.lagen(self._motor),
                    att_ajourhalla.auktorisationer(self._motor),
                    self._gallande(),
                )
            )
        regler = auktoriserade = 0
        infors: dict[str, dict[str, Any] | None] = {}
        avvisade: list[tuple[str, str]] = []
        sedda = 0
        async with livstecken_asynk(lambda: {"ärenden": len(lagen), "sedda": sedda}):
            for sedda, lage in enumerate(lagen):
                if not sedda % _I_RAD:
                    await asyncio.sleep(0)
                for kommando in await self._att_saga(lage, auktorisationer, galler, infors):
                    try:
                        avvisning = await self._sag(lage, kommando)
                    except SVARAR_INTE:
                        avvisning = _SVARADE_INTE  # it stops no other, and the next night asks again
                    if avvisning:
                        avvisade.append((lage.arende, str(avvisning)))
                    elif kommando["kommando"] == "infor_regelverk":
                        regler += 1
                    else:
                        auktoriserade += 1
        return Ajoursvar(len(lagen), regler, auktoriserade, tuple(avvisade[:_VISADE]))

    async def _att_saga(
        self,
        lage: Ajourlage,
        auktorisationer: att_ajourhalla.Auktorisationer,
        galler: Regelverk,
        infors: dict[str, dict[str, Any] | None],
    ) -> list[dict[str, Any]]:
        """``infors`` is what cases with the same rules are to be told of them, found out once for them all."""
        sagt: list[dict[str, Any]] = []
        try:
            till = sista_dag(auktorisationer.get((lage.anordnare, lage.kundval), []), lage.aktualiserad)
            if till != lage.auktoriserad_till:
                sagt.append({"kommando": "andra_auktorisation", "till": till.isoformat() if till else None})
        except LookupError:  # struck from the register altogether: what the case was begun on stays
            pass
        if lage.regler not in infors:
            with temporals_fel():
                svar = await asyncio.to_thread(lasning.tillstand, self._motor, None, lage.arende)
            assert svar, "what has a row has a journal"
            infors[lage.regler] = att_infora(svar[0].regelverk, galler)
        if regler := infors[lage.regler]:
            sagt.append(regler)
        return sagt

    async def _sag(self, lage: Ajourlage, kommando: dict[str, Any]) -> Avvisning | None:
        vad = kommando.get("utgava") or f"{kommando.get('till')}:{lage.auktoriserad_till}"
        kommando_id = f"ajour:{lage.arende}:{kommando['kommando']}:{vad}:{activity.info().workflow_run_id}"
        return await sag_till_insats(activity.client(), lage.arende, kommando_id, kommando)
