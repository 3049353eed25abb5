"""Who sits at the desk: the rule that its routes declare, and what a page needs to know of the one who asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from starter.api.app import Hus
from starter.api.regel import Aktorskrav, inloggad
from starter.inloggning import csrf
from starter.stod.klient.insats import Insatsklient

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plats:
    """A logged-in person at the desk; ``hemlighet`` is the session's, which forms are signed by."""

    som: Aktor
    hemlighet: str
    hus: Hus

    def kod(self, vag: str) -> str:
        """The token of a form that is sent to the path."""
        return csrf.kod(self.hemlighet, vag)

    @property
    def idag(self) -> date:
        return datum(self.hus.klocka())

    async def las(self, fraga: Callable[..., T], *argument: object, **namngivna: object) -> T:
        """Ask the database beside the event loop: ``fraga(motor, som, …)``."""
        return await asyncio.to_thread(fraga, self.hus.motor, self.som, *argument, **namngivna)

    async def klient(self) -> Insatsklient:
        """The way to the cases. Raises: IngenKontakt."""
        return Insatsklient(await self.hus.temporal(), self.hus.motor, self.hus.talamod)


class Platskrav(Aktorskrav):
    """Whoever acts as somebody may sit down."""

    async def __call__(self, request: Request) -> Plats:  # type: ignore[override]
        """Raises: as ``Aktorskrav``."""
        som = await super().__call__(request)
        vem = await inloggad(request)
        return Plats(som, vem.hemlighet, request.app.state.hus)


Sittande = Annotated[Plats, Depends(Platskrav())]
"""The one who sits at the desk; the rule is declared by asking for it."""
