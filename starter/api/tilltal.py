"""The rule of what is said to a case: who is asking, and whether the case is theirs, looked up in one statement.

A kommando waits for its receipt, and everything before it is waited for too; so what a rule and a use case would ask
apart is asked here at once (``persistence.inloggning.genast``), and where that has no answer, in one transaction.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.inloggning.sessioner import Session
from persistence.insyn import tilltal
from starter.api.fel import OgiltigFormular
from starter.api.regel import Aktorskrav, ar_programbevis, hemligheten, kanns_igen, programsession, prova_formular
from starter.inloggning.inlogg import Inloggning
from starter.tjanster import arendet


@dataclass(frozen=True, slots=True)
class Tilltal:
    """Somebody who may say something to the case of the path; ``nr`` is its last line."""

    som: Aktor
    nr: int


class Tilltalskrav(Aktorskrav):
    """Whoever may say something to the case that the path names; what is not one's own is as what is not there."""

    async def __call__(self, request: Request) -> Tilltal:  # type: ignore[override]
        """Raises: as ``Aktorskrav``; FinnsInte."""
        il: Inloggning = request.app.state.inloggning
        arende = request.path_params["arende"]
        vad = f"kommandot {request.url.path.rpartition('/')[2]}"
        hemlighet, kaka = hemligheten(request)
        # A form is judged first, and the judgement told last: whose login has ended is told that.
        inte_vart = await _formularfel(request, hemlighet) if kaka else None

        def den(session: Session | None) -> Aktor:
            vem = kanns_igen(request, session, hemlighet, kaka=kaka)
            self.prova_omrade(request, vem.session)
            if inte_vart is not None:
                raise inte_vart
            return self.aktor(vem.session)

        def fraga() -> tuple[Aktor | None, int | None]:
            if (genast := il.genast.fraga(hemlighet, arende, il.klocka())) is not None:
                return den(genast[0]), genast[1]
            with transaktion(il.motor) as forbindelse:
                if (session := il.session_i(forbindelse, hemlighet)) is None:
                    return None, None  # its end is written down, so nothing is raised here
                som = den(session)
                il.genast.minns(hemlighet, som)
                return som, tilltal.att_tala_till(forbindelse, som, arende, vad)

        if not kaka and ar_programbevis(hemlighet):
            som = den(await programsession(request, hemlighet))
            return Tilltal(som, await asyncio.to_thread(arendet.att_tala_till, il.motor, som, arende, vad))
        svar, nr = await asyncio.to_thread(fraga)
        som = svar if svar is not None else den(None)
        if nr is None:
            raise arendet.finns_inte(arende)
        return Tilltal(som, nr)


async def _formularfel(request: Request, hemlighet: str) -> OgiltigFormular | None:
    try:
        await prova_formular(request, hemlighet)
    except OgiltigFormular as fel:
        return fel
    return None


TillArendet = Annotated[Tilltal, Depends(Tilltalskrav())]
"""Who says something to the case of the path; the rule is declared by asking for it."""
