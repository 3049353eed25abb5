"""What people say to the cases of a troubled house: by the same id until it is answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from persistence.databas.motor import DatabasFel
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from tests.fel.riktiga.berattelse import Berattelse
from tests.flotta.flottan import AKTUALISERA, ANORDNARE, KV

LUGN = 180.0
"""Seconds that what was left behind may take to be put right, before it counts as stuck: far more than it should."""


class Fastnat(Exception):
    """Something has not been answered for ``LUGN`` seconds in which nothing was wrong; ``arende`` is where."""

    def __init__(self, arende: str, vad: str) -> None:
        self.arende = arende
        super().__init__(vad)


@dataclass
class Prat:
    """Everybody who speaks.

    Attributes:
        nog: nothing new is said any more.
        paus: seconds between two things said to one case, at most.
        lugnt_sedan: when the last fault ended (monotonic); None while one may come.
    """

    b: Berattelse
    klient: Insatsklient
    nog: Callable[[], bool]
    paus: float
    lugnt_sedan: float | None = None

    async def tala(self, arende: str, r: Random) -> None:
        """The life of one case. Raises: Fastnat."""
        n = 0
        await asyncio.sleep(r.uniform(0, self.paus))
        while n < 2 or not self.nog():
            await self._sag(arende, f"{arende}-{n}", n)
            n += 1
            await asyncio.sleep(r.uniform(0.05, self.paus))

    async def _sag(self, arende: str, id_: str, n: int) -> None:
        data = AKTUALISERA if n == 0 else {"kommando": "bemanna", "handlaggare": f"H{n}"}
        borjan = time.monotonic()
        while True:
            try:
                if n == 0:
                    kvitto = await self.klient.starta(data, KV, arende=arende)
                else:
                    kvitto = await self.klient.kommando(arende, data, ANORDNARE, kommando_id=id_)
            except (IngenKontakt, DatabasFel, TimeoutError) as fel:
                jag = asyncio.current_task()
                if jag and jag.cancelling():  # the SDK tells of it as of a call that had no answer
                    raise asyncio.CancelledError from None
                self.b.omsagda += 1
                lugnt = self.lugnt_sedan
                if lugnt is not None and time.monotonic() > max(borjan, lugnt) + LUGN:
                    raise Fastnat(arende, f"{id_} får aldrig något svar ({fel})") from None
                await asyncio.sleep(0.2)
            else:
                self.b.kvitton[kvitto.kommando] = (arende, kvitto)
                return
