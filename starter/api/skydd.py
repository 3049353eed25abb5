"""What stands before every way in: limits of size and number, headers, and the door's name in the log of openings."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from persistence.insyn.oppningar import DORR
from starter.api.fel import PROBLEM, ForOfta, ForStort, som_problem, svara_med_fel
from starter.inloggning.installningar import Dorrinstallningar

_LANGSTA_MED_FILER = 16 * 1024 * 1024
"""Bytes of a request that brings files: what the rules let a file be, and a form around it (K4.7)."""
_LANGSTA_REGISTER = 64 * 1024 * 1024
"""Bytes of a whole register from a file: half a million kunder."""
_MED_REGISTER = re.compile(r"/api/importer/[a-z]+")
_MED_FILER = re.compile(r"/api/arenden/[^/]+/filer|/arenden/[^/]+/(handlingar|meddelanden/[^/]+)|/mina-kunder/[^/]+")

_FLEST = 10_000
"""How many are counted at once; of those beyond, the one that was heard from longest ago is forgotten."""


class Frekvens:
    """So many requests a minute from each, as a bucket that fills evenly; per process, since it is a brake, no quota.

    ``per_minut`` is both the size of the bucket and what flows in each minute.
    """

    def __init__(self, per_minut: int, klocka: Callable[[], float] = time.monotonic) -> None:
        self._max, self._klocka = per_minut, klocka
        self._hinkar: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def prova(self, vem: str) -> None:
        """Take one. Raises: ForOfta."""
        nu = self._klocka()
        kvar, da = self._hinkar.pop(vem, (float(self._max), nu))
        kvar = min(float(self._max), kvar + (nu - da) * self._max / 60)
        racker = kvar >= 1
        self._hinkar[vem] = (kvar - 1 if racker else kvar, nu)
        while len(self._hinkar) > _FLEST:
            self._hinkar.popitem(last=False)
        if not racker:
            raise ForOfta(max(1, round((1 - kvar) * 60 / self._max)))


FLEST_SAMTIDIGA = 1000
"""Requests that are answered at once; those that wait for something new are among them."""


JAMNT = 0.02
"""Seconds. What is not there is answered at a whole number of these after it was asked for: what is not one's own takes
longer to find out, since the attempt is written in the log of openings, and the answer is not to tell which it was."""


class Skydd:
    """The outermost layer; ``frekvens`` counts addresses."""

    def __init__(self, app: ASGIApp, inst: Dorrinstallningar, frekvens: Frekvens, utfardare: str | None) -> None:
        self._app, self._inst, self._frekvens = app, inst, frekvens
        self._vard = urlsplit(inst.ursprung).netloc
        self._huvuden = huvuden(inst, utfardare)
        self._pagar = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        lasta, hogst, borjade = 0, self._hogst(scope), time.monotonic()

        async def las() -> Message:
            nonlocal lasta
            m = await receive()
            lasta += len(m.get("body", b""))
            if lasta > hogst:
                raise _for_stort(scope)
            return m

        borjat = False

        async def skriv(m: Message) -> None:
            nonlocal borjat
            if m["type"] == "http.response.start":
                borjat = True
                if m["status"] == 404:
                    await asyncio.sleep(-(time.monotonic() - borjade) % JAMNT)
                svar = MutableHeaders(scope=m)
                for namn, varde in self._huvuden.items():
                    svar.setdefault(namn, varde)
            await send(m)

        DORR.set("api" if scope["path"].startswith("/api/") else "skrivbordet")
        if (nej := self._nej(scope)) is not None:
            if nej[0] == 413:  # told as every other error: to a person, on a page
                svar = await svara_med_fel(Request(scope), _for_stort(scope))
                return await svar(scope, receive, skriv)
            return await _svara(skriv, *nej)
        self._pagar += 1
        try:
            await self._app(scope, las, skriv)
        except Exception as fel:  # told with a reference, and logged without a word of what it says (K3.3)
            svar = await svara_med_fel(Request(scope), fel)
            if not borjat:
                await svar(scope, receive, skriv)
        finally:
            self._pagar -= 1
        return None

    def _hogst(self, scope: Scope) -> int:
        """Bytes that the request may be of."""
        storst = self._inst.langsta_kropp
        if scope["method"] == "POST":
            for vagar, hogst in ((_MED_FILER, _LANGSTA_MED_FILER), (_MED_REGISTER, _LANGSTA_REGISTER)):
                if vagar.fullmatch(scope["path"]):
                    storst = max(storst, hogst)
        return storst

    def _nej(self, scope: Scope) -> tuple[int, str] | tuple[int, str, dict[str, str]] | None:
        """What is refused before anybody is asked."""
        h = Headers(scope=scope)
        if self._vard and h.get("host", "") != self._vard and scope["path"] != "/halsa":
            return 400, "tjänsten svarar inte under det namnet"
        langd = h.get("content-length", "0")
        if not langd.isdecimal():
            return 400, "begäran går inte att läsa"
        if int(langd) > self._hogst(scope):
            return 413, "innehållet är för stort"
        if self._pagar >= FLEST_SAMTIDIGA and scope["path"] != "/halsa":  # much to do is no sickness
            return 503, "för många vill något på en gång; försök igen om en stund", {"Retry-After": "5"}
        try:
            self._frekvens.prova(str((scope.get("client") or ("okänd",))[0]))
        except ForOfta as fel:
            return 429, str(fel), dict(som_problem(fel)[1])
        return None


def _for_stort(scope: Scope) -> ForStort:
    return ForStort(fil=bool(_MED_FILER.fullmatch(scope["path"])))


def policy(*vart: str | None) -> str:
    """What a page of ours may do; its forms may end at these addresses too: a browser holds redirects against it."""
    till = "".join(f" {'://'.join(urlsplit(adress)[:2])}" for adress in vart if adress)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'{till}; base-uri 'none'; frame-ancestors 'none'"
    )


def huvuden(inst: Dorrinstallningar, utfardare: str | None) -> dict[str, str]:
    """The headers of every answer. A form may end at the identity provider, where log-out goes on."""
    h = {
        "content-security-policy": policy(utfardare),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",  # with none at all a browser hides the Origin of our own forms too
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cache-control": "no-store",
    }
    if inst.krypterad:
        h["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    return h


async def _svara(send: Send, status: int, text: str, mer: dict[str, str] | None = None) -> None:
    kropp = {"type": "about:blank", "title": "Avvisat före dörren", "status": status, "detail": text}
    data = json.dumps(kropp, ensure_ascii=False).encode()
    rader = {"content-type": PROBLEM, "content-length": str(len(data)), **(mer or {})}
    start = [(k.lower().encode(), v.encode()) for k, v in rader.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": data})
