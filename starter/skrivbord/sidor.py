"""The desk's own pages for errors and for the choice of role, in the place of the plain ones.

What somebody had written when their login ended, or when the database or a worker was away, comes back on the page
that says so: it is sent again from there, and nothing is lost. A kommando that was on its way all the same is said
once, since its form has its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData
from starlette.types import Receive, Scope, Send

from domain.grund.parter import Aktor
from persistence.databas.motor import DatabasFel
from starter.api.fel import ForOfta, Oinloggad
from starter.api.regel import Inloggad, inloggad
from starter.inloggning import csrf
from starter.inloggning.utfardare import IngenUtfardare
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats
from starter.visning.ordval.falt import kort

_INLOGGNING = (401, 403)
_KAN_SKICKAS_IGEN = (*_INLOGGNING, 429, 503)
_RAD = 100
"""Characters; what is longer is shown in a field of several rows."""


class Skrivbordssidor:
    """``starter.api.sidor.Sidor``."""

    def fel(self, request: Request, problem: Mapping[str, Any]) -> Response:
        if (
            request.method == "POST"
            and problem["status"] in _KAN_SKICKAS_IGEN
            and problem.get("falt") in (None, "csrf")
        ):
            return Bevarande(request, problem)
        return Felsida(request, problem)

    def valj_roll(self, request: Request, valbara: Sequence[Aktor], csrf: str, till: str) -> Response:
        return sida(request, "ram/valj_roll.html", valbara=valbara, csrf=csrf, till=till)

    def forsta(self, request: Request, aktor: Aktor, csrf: str) -> Response:  # noqa: ARG002 - the desk has a first page
        raise AssertionError("the desk's own first page is asked for before this one")


class Felsida(HTMLResponse):
    """A page that tells of an error to whoever asked, who is found out when it is answered: one who is logged in is
    not told to log in, and finds the menu where it always is."""

    def __init__(self, request: Request, problem: Mapping[str, Any]) -> None:
        super().__init__()
        self._fragan, self._problem = request, problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        svar = await self._sidan()
        svar.status_code = self.status_code
        svar.headers.update({k: v for k, v in self.headers.items() if k not in ("content-length", "content-type")})
        await svar(scope, receive, send)

    async def _sidan(self) -> Response:
        vem = await self._vem()
        return sida(self._fragan, "ram/fel.html", self._plats(vem), p=self._problem, inloggad=vem is not None)

    def _plats(self, vem: Inloggad | None) -> Plats | None:
        som = vem.session.aktor if vem else None
        return Plats(som, vem.hemlighet, self._fragan.app.state.hus) if vem and som else None

    async def _vem(self) -> Inloggad | None:
        """Who asked; None for nobody, and while it cannot be found out."""
        try:
            return await inloggad(self._fragan)
        except (Oinloggad, DatabasFel, IngenUtfardare, ForOfta):
            return None


class Bevarande(Felsida):
    """A page that gives back what was sent, to be sent again; the form is read when the answer is."""

    async def _sidan(self) -> Response:
        try:
            skrivet: FormData | None = await self._fragan.form()
        except Exception:
            skrivet = None
        # A browser sends a line break as two characters, of which a page may show only one.
        alla = skrivet.multi_items() if skrivet else ()
        allt = [(k, v.replace("\r\n", "\n")) for k, v in alla if isinstance(v, str)]
        falt = [(k, v) for k, v in allt if k != "csrf"]
        kod = await self._kod(dict(allt).get("csrf", ""))
        plats = self._plats(await self._vem())
        return sida(
            self._fragan, "ram/skicka_igen.html", plats, p=self._problem, falt=falt, lang=_RAD, kod=kod, kort=_etikett,
            inloggning=self._problem["status"] in _INLOGGNING and not kod,
            till=self._fragan.url.path,
        )  # fmt: skip

    async def _kod(self, sand: str) -> str:
        """A token that is good if they have logged in meanwhile; else they are asked once more.

        While nobody can be asked who they are, the one that was sent is as good as it was.
        """
        try:
            vem = await inloggad(self._fragan)
        except Oinloggad:
            return ""
        except (DatabasFel, IngenUtfardare, ForOfta):
            return sand
        return csrf.kod(vem.hemlighet, self._fragan.url.path)


def _etikett(falt: str) -> str:
    """What a field that comes back is called; a heading of a template by its own name."""
    return kort(falt.rpartition(".")[2])
