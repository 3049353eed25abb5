"""The identity provider: where it is, its keys, and whether what it signs is meant for us, now (OpenID Connect).

What it says of itself is read once and kept. Its keys are read again when something is signed with one that we do not
know: at once where the provider itself has just handed it to us, so that nobody is refused because keys were rotated a
moment ago, and else at most every few seconds, so that a flood of forged tokens reaches nobody; and every ten minutes,
so that a key which it has withdrawn counts no longer. If it is away, the keys that we have stand.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from starter.inloggning.installningar import Dorrinstallningar

ALGORITMER = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Signatures by a key pair. Never ``none``, and never one by a shared secret, which whoever checks could have made."""

_MINST_MELLAN = 5.0
"""Seconds between two readings of the provider's keys that anybody may cause."""
_NYCKLAR_HALLS = 600.0
"""Seconds that its keys are believed without being read again: so long one that is withdrawn may still count."""
_GAMMALT = 3600.0
"""Seconds after which what the provider says of itself is read again; if it is away, the old stands."""
_VANTAN = httpx2.Timeout(5.0)


class IngenUtfardare(Exception):
    """The identity provider does not answer, or not as one; the same may succeed later. One Swedish sentence."""


class OgiltigtBevis(Exception):
    """What was shown as proof of who somebody is, is none. One Swedish sentence that repeats nothing of it."""


@dataclass
class Utfardare:
    """The provider that the settings name. ``klocka`` gives seconds since 1970, for the proof of what time does."""

    inst: Dorrinstallningar
    klocka: Any = time.time
    _om_sig: dict[str, Any] = field(default_factory=dict)
    _nycklar: KeySet | None = None
    _last: float = float("-inf")
    _nycklar_last: float = float("-inf")
    _las: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def metadata(self) -> Mapping[str, Any]:
        """What the provider says of itself. Raises: IngenUtfardare."""
        async with self._las:
            return await self._metadata()

    async def _metadata(self) -> Mapping[str, Any]:
        if self._om_sig and time.monotonic() - self._last < _GAMMALT:
            return self._om_sig
        try:
            svar = await _hamta(f"{self._utfardare.rstrip('/')}/.well-known/openid-configuration")
        except IngenUtfardare:
            if self._om_sig:
                return self._om_sig
            raise
        if svar.get("issuer") != self._utfardare:
            raise IngenUtfardare("identitetstjänsten kallar sig något annat än OIDC_UTFARDARE")
        for namn in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            adress = svar.get(namn)
            if not isinstance(adress, str) or not self._far_lita_pa(adress):
                raise IngenUtfardare(f"identitetstjänsten uppger ingen säker {namn}")
        self._om_sig, self._last = svar, time.monotonic()
        return svar

    def _far_lita_pa(self, adress: str) -> bool:
        """By TLS, or in the sandbox on this machine."""
        return adress.startswith("https://") or (
            self.inst.oidc_sandlada and urlsplit(adress).hostname in ("localhost", "127.0.0.1", "::1")
        )

    async def inloggningsadress(self, aterkomst: str, state: str, nonce: str, verifierare: str) -> str:
        """Where the browser is sent to log in: code flow with PKCE. Raises: IngenUtfardare."""
        m = await self.metadata()
        async with self._klient(aterkomst) as klient:
            adress, _ = klient.create_authorization_url(
                m["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifierare
            )
        return str(adress)

    async def los_in(self, kod: str, aterkomst: str, verifierare: str, nonce: str) -> dict[str, Any]:
        """Change a code for who it stands for: the claims of an ID token that has been checked.

        Raises:
            IngenUtfardare: no answer.
            OgiltigtBevis: the code is refused (it may have been used), or the token is none of ours.
        """
        m = await self.metadata()
        try:
            async with self._klient(aterkomst) as klient:
                svar = await klient.fetch_token(m["token_endpoint"], code=kod, code_verifier=verifierare)
        except OAuthError:
            raise OgiltigtBevis("identitetstjänsten godtar inte inloggningen; börja om") from None
        except (httpx2.HTTPError, ValueError):
            raise IngenUtfardare("identitetstjänsten svarar inte") from None
        bevis = svar.get("id_token")
        if not isinstance(bevis, str):
            raise OgiltigtBevis("identitetstjänsten gav inget bevis på vem det är")
        fakta = await self.prova(bevis, str(self.inst.oidc_klient), ur_dess_hand=True)
        if fakta.get("nonce") != nonce:
            raise OgiltigtBevis("beviset hör till en annan inloggning")
        aud, azp = fakta["aud"], fakta.get("azp")
        if (isinstance(aud, list) and len(aud) > 1 and azp is None) or azp not in (None, self.inst.oidc_klient):
            raise OgiltigtBevis("beviset är utfärdat åt någon annan")
        return fakta

    async def prova(self, bevis: str, malgrupp: str, *, ur_dess_hand: bool = False) -> dict[str, Any]:
        """The claims of a signed token that is the provider's, meant for ``malgrupp``, and in force.

        Args:
            ur_dess_hand: the provider has given it to us itself, for a code of its own: nobody else can have sent it.

        Raises: OgiltigtBevis, IngenUtfardare.
        """
        ring = await self._nyckelring()
        try:
            innehall = jwt.decode(bevis, ring, algorithms=ALGORITMER)
        except (JoseError, ValueError) as fel:
            # Signed with a key that came after we last looked, or not by the provider at all.
            genast = ur_dess_hand and isinstance(fel, InvalidKeyIdError)
            try:
                nya = await self._nyckelring(_MINST_MELLAN, utom=ring, genast=genast)
                innehall = jwt.decode(bevis, nya, algorithms=ALGORITMER)
            except (JoseError, ValueError):
                raise OgiltigtBevis("beviset är inte utfärdat av identitetstjänsten") from None
        fakta: dict[str, Any] = innehall.claims
        regler = jwt.JWTClaimsRegistry(
            now=lambda: int(self.klocka()),
            leeway=self.inst.oidc_klockskillnad,
            iss={"essential": True, "value": self._utfardare},
            aud={"essential": True, "value": malgrupp},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        try:
            regler.validate(fakta)
        except ExpiredTokenError:
            raise OgiltigtBevis("beviset har gått ut") from None
        except InvalidClaimError as fel:
            if fel.claim in ("iat", "nbf"):
                text = "beviset är utfärdat i framtiden: identitetstjänstens klocka och vår går olika"
                raise OgiltigtBevis(text) from None
            raise OgiltigtBevis("beviset är utfärdat åt någon annan") from None
        except JoseError:
            raise OgiltigtBevis("beviset är inte utfärdat åt den här tjänsten") from None
        return fakta

    async def utloggningsadress(self, aterkomst: str) -> str | None:
        """Where the browser is sent to log out of the provider too, if it has such a place."""
        try:
            adress = (await self.metadata()).get("end_session_endpoint")
        except IngenUtfardare:
            return None
        if not isinstance(adress, str) or not self._far_lita_pa(adress):
            return None
        fraga = {"client_id": str(self.inst.oidc_klient), "post_logout_redirect_uri": aterkomst}
        return str(httpx2.URL(adress, params=fraga))

    async def _nyckelring(
        self, hogst: float = _NYCKLAR_HALLS, *, utom: KeySet | None = None, genast: bool = False
    ) -> KeySet:
        """The provider's keys, read no longer than ``hogst`` seconds ago; with ``genast`` now, unless somebody else has
        while this one waited: ``utom`` are the ones that did not do."""
        async with self._las:
            alder = time.monotonic() - self._nycklar_last
            if self._nycklar is not None and (self._nycklar is not utom if genast else alder < hogst):
                return self._nycklar
            try:
                svar = await _hamta((await self._metadata())["jwks_uri"])
                self._nycklar = KeySet.import_key_set(svar)  # type: ignore[arg-type]
            except (IngenUtfardare, JoseError, KeyError, TypeError, ValueError):
                if self._nycklar is None:
                    raise IngenUtfardare("identitetstjänstens nycklar går inte att läsa") from None
            self._nycklar_last = time.monotonic()
            return self._nycklar

    @property
    def _utfardare(self) -> str:
        if not self.inst.oidc_utfardare:
            raise IngenUtfardare("ingen identitetstjänst är angiven (OIDC_UTFARDARE)")
        return self.inst.oidc_utfardare

    def _klient(self, aterkomst: str) -> AsyncOAuth2Client:
        hemlighet = self.inst.oidc_hemlighet.get_secret_value() if self.inst.oidc_hemlighet else None
        return AsyncOAuth2Client(
            self.inst.oidc_klient,
            hemlighet,
            token_endpoint_auth_method="client_secret_basic" if hemlighet else "none",
            scope="openid profile email",
            redirect_uri=aterkomst,
            code_challenge_method="S256",
            timeout=_VANTAN,
        )


async def _hamta(adress: str) -> dict[str, Any]:
    """A JSON object, of a bounded size. Raises: IngenUtfardare."""
    try:
        async with httpx2.AsyncClient(timeout=_VANTAN, follow_redirects=False) as klient:
            svar = await klient.get(adress, headers={"accept": "application/json"})
        if svar.status_code != 200 or len(svar.content) > 1_000_000:
            raise IngenUtfardare("identitetstjänsten svarar inte som den ska")
        innehall = svar.json()
    except (httpx2.HTTPError, ValueError):
        raise IngenUtfardare("identitetstjänsten svarar inte") from None
    if not isinstance(innehall, dict):
        raise IngenUtfardare("identitetstjänsten svarar inte som den ska")
    return innehall
