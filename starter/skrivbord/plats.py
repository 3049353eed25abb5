"""Who sits at the desk: the rule its routes declare, where their role goes, and which list they came from (K0.8)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from persistence.arende.att_gora.menytal import Menytal, menytal
from persistence.register.kund.kundlasning import Kundpost
from starter.api.app import Hus
from starter.api.regel import Aktorskrav, inloggad
from starter.inloggning import csrf
from starter.stod.klient.insats import Insatsklient
from starter.tjanster.arbetslista import vyer_for
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


ATT_GORA, _ARENDEN, _SOK = ("/", "Att göra"), ("/arenden", "Ärenden"), ("/sok", "Sök")
_VID_SIDAN, _KUNDER, _KVALITET = ("/vid-sidan", "Vid sidan av"), ("/kunder", "Kunder"), ("/kvalitet", "Kvalitet")
_NAMND, INKORG, KO = ("/namnd", "Nämnd"), ("/meddelanden", "Meddelanden"), ("/ko", "Kö")

MENY: dict[Roll, tuple[tuple[str, str], ...]] = {
    Roll.KARRIARVAGLEDARE: (ATT_GORA, INKORG, _ARENDEN, _KUNDER, _SOK, _VID_SIDAN, _KVALITET),
    Roll.ANORDNARE: (
        ATT_GORA, KO, ("/veckan", "Veckan"), INKORG, _ARENDEN, _SOK, ("/ekonomi", "Ekonomi"), _VID_SIDAN,
        _KVALITET,
    ),
    Roll.ARBETSLEDARE: (
        ATT_GORA, INKORG, _ARENDEN, _KUNDER, _SOK, ("/ekonomi", "Ekonomi"), _VID_SIDAN, _KVALITET,
        ("/forseningar", "Förseningar"), _NAMND,
    ),
    Roll.EKONOM: (ATT_GORA, INKORG, ("/ekonomi", "Betalningar"), _ARENDEN, _SOK, _VID_SIDAN, _KVALITET, _NAMND),
    Roll.DATASKYDDSSAMORDNARE: (
        ATT_GORA, INKORG, _VID_SIDAN, ("/oppningar", "Öppningar"), ("/registerutdrag", "Registerutdrag"),
    ),
    Roll.SYSTEMSPECIALIST: (ATT_GORA, INKORG, _VID_SIDAN, ("/drift", "Drift")),
    Roll.KUNDKOORDINATOR: (ATT_GORA, INKORG, _VID_SIDAN),
    Roll.SOCIALSEKRETERARE: (ATT_GORA, INKORG, ("/mina-kunder", "Mina kunder")),
    Roll.KUND: (("/min-insats", "Min insats"),),
}  # fmt: skip
"""Where each role goes; a page that is not there is refused all the same when it is asked for."""


def adress(vag: str, **fraga: object) -> str:
    """A path with a query of what is said; nothing of a person ever stands in one."""
    sagt = {k: v for k, v in fraga.items() if v not in (None, "")}
    return f"{vag}?{urlencode(sagt)}" if sagt else vag


_LISTAN = "listan"
LISTOR = ("/", "/ko", "/veckan", "/arenden", "/ekonomi", "/meddelanden", "/kunder")
"""The lists that one goes from to a case, and comes back to."""
_I_LISTAN = ("vy", "slag", "anordnare", "band", "ordning", "sida", "status", "vilka", "vecka", "visa", "efter", "fore")
"""What chooses among a list's rows, and where in it one is; nothing of a person is ever filtered by."""


def minns_listan(request: Request, svar: HTMLResponse) -> None:
    """Which list one went from, and where in it, so that what is done leads back to it."""
    if request.method != "GET" or request.url.path not in LISTOR or svar.status_code != 200:
        return
    sagt = urlencode({"var": request.url.path} | {k: v for k in _I_LISTAN if (v := request.query_params.get(k))})
    if sagt != request.cookies.get(_LISTAN) and len(sagt) <= _LANGST:
        svar.set_cookie(_LISTAN, sagt, httponly=True, samesite="lax", secure=request.url.scheme == "https")


_LANGST = 500
"""Characters of a list that is remembered."""


def kom_fran(request: Request, som: Aktor | None) -> tuple[str, str]:
    """The list that one went from and what it is called, or one's own; another role's is none of this one's."""
    sagt = dict(parse_qsl(request.cookies.get(_LISTAN, "")[:_LANGST]))
    meny = dict(MENY.get(som.roll, ())) if som else {}
    var = sagt.get("var", "")
    if som is None or var not in LISTOR or var not in meny or sagt.get("vy", "mina") not in vyer_for(som):
        return ATT_GORA
    return adress(var, **{k: sagt[k] for k in _I_LISTAN if sagt.get(k)}), meny[var]
