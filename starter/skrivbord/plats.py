"""Who sits at the desk: the rule that its routes declare, and what a page needs to know of the one who asks."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from persistence.arende.att_gora.menytal import Menytal, menytal
from persistence.register.kund.kundlasning import Kundpost
from starter.api.app import Hus
from starter.api.regel import Aktorskrav, inloggad
from starter.inloggning import csrf
from starter.stod.klient.insats import Insatsklient
from starter.tjanster.arendet import eget_id
from starter.tjanster.kunden import namnen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plats:
    """A logged-in person at the desk; ``hemlighet`` is the session's, which forms are signed by.

    ``tal`` is what the menu counts; None where no page is asked for, and to a kund.
    """

    som: Aktor
    hemlighet: str
    hus: Hus
    tal: Menytal | None = None

    def kod(self, vag: str) -> str:
        """The token of a form that is sent to the path."""
        return csrf.kod(self.hemlighet, vag)

    @property
    def idag(self) -> date:
        """The day in Stockholm."""
        return datum(self.hus.klocka())

    async def las(self, fraga: Callable[..., T], *argument: object, **namngivna: object) -> T:
        """Ask the database beside the event loop: ``fraga(motor, som, …)``."""
        return await asyncio.to_thread(fraga, self.hus.motor, self.som, *argument, **namngivna)

    async def namnen(self, arenden: Iterable[str]) -> dict[str, Kundpost]:
        """Whom the cases of a page are about, by case, as far as one may read it in a list."""
        return await self.las(namnen.i_listan, set(arenden), self.idag, self.hus.regelverk)

    async def klient(self) -> Insatsklient:
        """The way to the cases. Raises: IngenKontakt."""
        return Insatsklient(await self.hus.temporal(), self.hus.motor, self.hus.talamod)

    async def sag(self, arende: str, data: Mapping[str, object], id_: str) -> Kvitto:
        """Say something to a case by the form ``id_``: the same form again, of the same person, is the same kommando.

        Raises: Avvisning, IngenKontakt.
        """
        kommando_id = eget_id(self.som, arende, id_)
        return await (await self.klient()).kommando(arende, data, self.som, kommando_id=kommando_id)


_UTAN_SIDA = re.compile(r"/utkast/|/pdf$|\.(csv|svg)$|/filer/")
"""What is asked for in such places is no page, and has no menu."""


class Platskrav(Aktorskrav):
    """Whoever acts as somebody may sit down."""

    async def __call__(self, request: Request) -> Plats:  # type: ignore[override]
        """Raises: as ``Aktorskrav``."""
        som = await super().__call__(request)
        vem = await inloggad(request)
        hus: Hus = request.app.state.hus
        tal = None
        if som.roll is not Roll.KUND and not _UTAN_SIDA.search(request.url.path):
            tal = await asyncio.to_thread(menytal, hus.motor, som)
        return Plats(som, vem.hemlighet, hus, tal)


Sittande = Annotated[Plats, Depends(Platskrav())]
"""The one who sits at the desk; the rule is declared by asking for it."""
