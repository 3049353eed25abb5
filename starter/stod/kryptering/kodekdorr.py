"""The codec server: Temporal's web pages ask it what an encrypted payload says, for who is logged in to it.

It speaks the protocol of Temporal's pages (``POST /decode`` with payloads as JSON), listens on loopback only, and
lets in the systemspecialister whose tokens a file holds. The browser carries the token in a cookie that it got here;
a program may send it as ``Authorization: Bearer``. Every answer and every refusal is logged, with who and how much,
never what.
"""

from __future__ import annotations

import hmac
import json
import secrets
import stat
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from aiohttp import web
from google.protobuf.json_format import MessageToDict, ParseDict, ParseError
from temporalio.api.common.v1 import Payloads

from domain.grund.parter import Aktor, Roll
from starter.stod.kryptering.kodek import Krypteringskodek
from starter.stod.kryptering.namn import FelTokenfil, Nyckelfel
from starter.stod.kryptering.nyckelring import Nyckelring

log = structlog.get_logger("kodek")

STORST = 4 * 1024 * 1024
"""Bytes of a question: twice what Temporal takes in one payload."""
_KAKA = "kodek"
_TID, _INLOGGADE = 8 * 3600, 100
"""Seconds that a login lasts, and how many there are at most; the oldest then has to log in again."""
_MINST = 32
"""Characters of a token."""
_SIDA = """<!doctype html><html lang="sv"><meta charset="utf-8"><title>Läsa krypterade värden</title>
<h1>Läsa krypterade värden i Temporals sidor</h1><p>{sagt}</p>
<form method="post" action="/logga-in"><label>Nyckel <input name="token" type="password" autocomplete="off"
required></label> <button>Logga in</button></form></html>"""


@dataclass(frozen=True, repr=False)
class Kodekdorr:
    """What the door answers by.

    Attributes:
        ring: the keys; ``namespace`` the namespace whose payloads they open.
        tokens: token → who it lets in.
        sidor: the origin of Temporal's pages (``http://127.0.0.1:8233``), the only one that a browser may ask from.
    """

    ring: Nyckelring
    namespace: str
    tokens: dict[str, Aktor]
    sidor: str
    _inloggade: dict[str, tuple[Aktor, float]] = field(default_factory=dict, init=False)

    def app(self) -> web.Application:
        """The door as an application."""
        app = web.Application(client_max_size=STORST)
        app.add_routes(
            [
                web.get("/", self._sida),
                web.post("/logga-in", self._logga_in),
                web.post("/decode", self._decode),
                web.options("/decode", self._fore),
            ]
        )
        return app

    async def _sida(self, _: web.Request) -> web.Response:
        return _html("Logga in, så kan Temporals sidor visa vad som sägs till ärendena. Varje läsning loggas.")

    async def _logga_in(self, fraga: web.Request) -> web.Response:
        token = str((await fraga.post()).get("token", ""))
        if (vem := self._vem(token)) is None:
            log.warning("inloggning nekad")
            return _html("Nyckeln gäller inte.", 403)
        log.info("inloggad", vem=str(vem))
        svar = _html("Inloggad. Gå tillbaka till Temporals sidor och läs om dem.")
        # The same machine, another port: to a browser that is the same site, so the strictest cookie goes along.
        if len(self._inloggade) >= _INLOGGADE:
            self._inloggade.pop(next(iter(self._inloggade)))
        self._inloggade[kaka := secrets.token_urlsafe(32)] = vem, time.monotonic() + _TID
        svar.set_cookie(_KAKA, kaka, httponly=True, samesite="Strict", max_age=_TID)
        return svar

    async def _fore(self, _: web.Request) -> web.Response:
        return web.Response(status=204, headers=self._cors())

    async def _decode(self, fraga: web.Request) -> web.Response:
        ursprung = fraga.headers.get("Origin")
        if ursprung is not None and ursprung != self.sidor:
            log.warning("avkodning nekad", skal="annat ursprung")
            return self._fel(403, "den sidan får inte fråga")
        if (vem := self._fragar(fraga)) is None:
            log.warning("avkodning nekad", skal="inte inloggad")
            return self._fel(401, "logga in på kodekserverns egen sida först")
        namespace = fraga.headers.get("X-Namespace", self.namespace)
        if namespace != self.namespace:
            log.warning("avkodning nekad", skal="annan namnrymd", vem=str(vem))
            return self._fel(403, "den namnrymden läses inte här")
        try:
            if not isinstance(data := await fraga.json(), dict):
                raise TypeError
            fragan = ParseDict(data, Payloads(), ignore_unknown_fields=True)
        except web.HTTPRequestEntityTooLarge:
            log.warning("avkodning nekad", skal="för stor fråga", vem=str(vem))
            return self._fel(413, f"frågan är större än {STORST // 1024 // 1024} MB")
        except (ParseError, ValueError, TypeError, AttributeError):
            log.warning("avkodning nekad", skal="oläslig fråga", vem=str(vem))
            return self._fel(400, "frågan går inte att läsa")
        try:
            klara = await Krypteringskodek(self.ring, self.namespace).decode(fragan.payloads)
        except Nyckelfel as fel:
            log.warning("avkodning misslyckades", vem=str(vem), antal=len(fragan.payloads))
            return self._fel(422, str(fel))
        log.info("avkodat", vem=str(vem), antal=len(klara))
        return web.json_response(MessageToDict(Payloads(payloads=klara)), headers=self._cors())

    def _fragar(self, fraga: web.Request) -> Aktor | None:
        vem, till = self._inloggade.get(fraga.cookies.get(_KAKA, ""), (None, 0.0))
        if vem is not None and time.monotonic() < till:
            return vem
        return self._vem(fraga.headers.get("Authorization", "").removeprefix("Bearer "))

    def _vem(self, token: str) -> Aktor | None:
        """Whom a token lets in; every one is compared, so that the time it takes tells nothing."""
        hittad = None
        for kand, vem in self.tokens.items():
            if hmac.compare_digest(kand.encode(), token.encode()):
                hittad = vem
        return hittad

    def _fel(self, status: int, text: str) -> web.Response:
        return web.json_response({"error": text}, status=status, headers=self._cors())

    def _cors(self) -> dict[str, str]:
        return {
            "Access-Control-Allow-Origin": self.sidor,
            "Access-Control-Allow-Credentials": "true",
            "Access-Control-Allow-Headers": "authorization, content-type, x-namespace",
            "Access-Control-Allow-Methods": "POST",
            "Vary": "Origin",
            "Cache-Control": "no-store",
        }


def _html(sagt: str, status: int = 200) -> web.Response:
    skydd = {"Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'"}
    return web.Response(text=_SIDA.format(sagt=sagt), status=status, content_type="text/html", headers=skydd)


def las_tokens(fil: Path) -> dict[str, Aktor]:
    """Token → systemspecialist, from a JSON file ``{"ss1": "token"}`` that only its owner may read.

    Raises: FelTokenfil.
    """
    try:
        if stat.S_IMODE(fil.stat().st_mode) & 0o077:
            raise FelTokenfil(f"KODEK_TOKENS: {fil} kan läsas av andra; chmod 600 {fil}")
        data = json.loads(fil.read_text(encoding="utf-8"))
    except OSError as fel:
        raise FelTokenfil(f"KODEK_TOKENS: {fil} går inte att läsa ({fel.strerror})") from None
    except ValueError as fel:
        if isinstance(fel, FelTokenfil):
            raise
        raise FelTokenfil(f"KODEK_TOKENS: {fil} är inte JSON") from None
    nycklar = list(data.values()) if isinstance(data, dict) else []
    if not nycklar or not all(isinstance(t, str) and len(t) >= _MINST for t in nycklar):
        raise FelTokenfil(f'KODEK_TOKENS: {fil} ska skrivas {{"namn": "minst {_MINST} tecken"}}')
    if len(set(nycklar)) < len(nycklar):
        raise FelTokenfil(f"KODEK_TOKENS: två i {fil} har samma nyckel, och då vet loggen inte vem som läste")
    return {token: Aktor(Roll.SYSTEMSPECIALIST, vem) for vem, token in data.items()}


@asynccontextmanager
async def oppen(dorr: Kodekdorr, port: int) -> AsyncIterator[int]:
    """The door while the block runs, on loopback; yields its port. Raises: OSError: somebody else has it."""
    kor = web.AppRunner(dorr.app(), access_log=None)
    await kor.setup()
    try:
        await web.TCPSite(kor, "127.0.0.1", port).start()
        yield kor.addresses[0][1]
    finally:
        await kor.cleanup()
