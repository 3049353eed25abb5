"""Cookies, and the token that shows that a form is our own: one per form, good while the session is.

The token is an HMAC of the form's path by the session's secret: nothing is stored, it says nothing of the secret, one
form's is no other's, and with the session it ends.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starter.inloggning.installningar import Dorrinstallningar

_BYTES = 16


def kod(hemlighet: str, vag: str) -> str:
    """A token for the form that is sent to the path ``vag``; a new one each time, so that none can be guessed at."""
    salt = secrets.token_hex(_BYTES)
    return salt + _sigill(hemlighet, vag, salt)


def stammer(hemlighet: str, vag: str, kod: str) -> bool:
    """Whether a token was made for this session and this path."""
    salt, sigill = kod[: 2 * _BYTES], kod[2 * _BYTES :]
    return hmac.compare_digest(sigill.encode(), _sigill(hemlighet, vag, salt).encode())


def _sigill(hemlighet: str, vag: str, salt: str) -> str:
    return hmac.new(hemlighet.encode(), f"csrf\n{vag}\n{salt}".encode(), hashlib.sha256).hexdigest()


def kaka_namn(inst: Dorrinstallningar, sort: str = "session") -> str:
    """What a cookie of ours is called: ``__Host-`` binds it to this host, its root and TLS (RFC 6265bis).

    Over plain http on loopback, which only the sandbox has, a browser would not take that name.
    """
    return f"__Host-insats-{sort}" if inst.krypterad else f"insats-{sort}"
