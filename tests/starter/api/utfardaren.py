"""An OIDC provider that a test commands: whoever ``sub`` says logs in, and what is signed can be wrong in every way."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

KLIENT, HEMLIGHET = "insatsflode", "hemlig"


class Provutfardare:
    """Real HTTP, real signatures, PKCE asked for and codes used once."""

    def __init__(self) -> None:
        self._forsta = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
        self.ratta_till()
        self._koder: dict[str, dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._hanterare())
        self.utfardare = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def ratta_till(self) -> None:
        """Nothing is wrong with it."""
        self.nyckel = self._forsta
        self.visade = [self.nyckel]
        self.sub = "karin"
        self.acr: str | None = "http://id.elegnamnden.se/loa/1.0/loa3"
        self.gar = 0
        """Seconds that its clock goes before ours."""
        self.andra: dict[str, Any] = {}
        """Claims put in place of the right ones; None takes one away."""
        self.nere = False
        self.nyckellasningar = 0

    def stang(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def rotera(self) -> None:
        """A new key signs from now; the old one is shown no longer."""
        self.nyckel = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})
        self.visade = [self.nyckel]

    def bevis(self, nyckel: RSAKey | None = None, **fakta: Any) -> str:
        """A signed token; ``fakta`` in place of what is right."""
        nu = int(time.time()) + self.gar
        ratt = {"iss": self.utfardare, "aud": KLIENT, "sub": self.sub, "iat": nu, "exp": nu + 300, "acr": self.acr}
        allt = {k: v for k, v in {**ratt, **fakta, **self.andra}.items() if v is not None}
        n = nyckel or self.nyckel
        return jwt.encode({"alg": "RS256", "kid": n.kid}, allt, n)

    def _svara(self, vag: str, fraga: dict[str, str], behorig: str) -> tuple[int, Any]:
        if vag == "/.well-known/openid-configuration":
            u = self.utfardare
            return 200, {
                "issuer": u, "authorization_endpoint": f"{u}/auth", "token_endpoint": f"{u}/token",
                "jwks_uri": f"{u}/jwks", "end_session_endpoint": f"{u}/ut",
            }  # fmt: skip
        if vag == "/jwks":
            self.nyckellasningar += 1
            return 200, KeySet(list(self.visade)).as_dict(private=False)
        if vag == "/auth":
            kod = secrets.token_urlsafe(16)
            self._koder[kod] = fraga | {"sub": self.sub}
            return 302, f"{fraga['redirect_uri']}?{urlencode({'code': kod, 'state': fraga['state']})}"
        if vag == "/token":
            f = self._koder.pop(fraga.get("code", ""), None)
            vantat = base64.b64encode(f"{KLIENT}:{HEMLIGHET}".encode()).decode()
            if f is None or behorig != f"Basic {vantat}" or f["code_challenge_method"] != "S256":
                return 400, {"error": "invalid_grant"}
            utmaning = base64.urlsafe_b64encode(hashlib.sha256(fraga["code_verifier"].encode()).digest()).rstrip(b"=")
            if utmaning.decode() != f["code_challenge"] or fraga["redirect_uri"] != f["redirect_uri"]:
                return 400, {"error": "invalid_grant"}
            bevis = self.bevis(sub=f["sub"], nonce=f["nonce"])
            return 200, {"access_token": "x", "token_type": "Bearer", "id_token": bevis}
        return 404, {}

    def _hanterare(self) -> type[BaseHTTPRequestHandler]:
        ur = self

        class Hanterare(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                delar = urlsplit(self.path)
                self._ut(delar.path, {k: v[0] for k, v in parse_qs(delar.query).items()})

            def do_POST(self) -> None:
                kropp = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
                self._ut(urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(kropp).items()})

            def _ut(self, vag: str, fraga: dict[str, str]) -> None:
                if ur.nere:
                    self.connection.close()
                    return
                status, svar = ur._svara(vag, fraga, self.headers.get("authorization", ""))
                self.send_response(status)
                if status == 302:
                    self.send_header("location", svar)
                    self.end_headers()
                    return
                data = json.dumps(svar).encode()
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: Any) -> None:
                """Silent."""

        return Hanterare
