"""The keys of the operator, from a file, and the data keys that they wrap.

Envelope encryption: what is encrypted is encrypted by a data key that the process draws for itself; that key travels
beside it, wrapped by the operator's (RFC 3394). So the operator's key is used seldom, can lie in a file of its own,
and is changed without encrypting anything anew: the file then holds the old ones too, and says which is active.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from starter.stod.kryptering.namn import MILJO, Nyckelfel

_LANGD = 32
"""Bytes of a key: AES-256."""
_NYCKEL_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
_STORST = 64 * 1024
"""Bytes of the file: room for a new key each week for many years."""


@dataclass(frozen=True, repr=False)
class Nyckelring:
    """The operator's keys.

    Attributes:
        aktiv: the id of the key that new data keys are wrapped by.
        nycklar: id → 32 bytes; all that may still be needed to read what is stored.
    """

    aktiv: str
    nycklar: Mapping[str, bytes] = field(repr=False)

    def __repr__(self) -> str:
        return f"Nyckelring(aktiv={self.aktiv!r}, antal={len(self.nycklar)})"

    def ny_datanyckel(self) -> Datanyckel:
        """A data key that has not been used."""
        nyckel = secrets.token_bytes(_LANGD)
        return Datanyckel(self.aktiv, aes_key_wrap(self.nycklar[self.aktiv], nyckel), AESGCM(nyckel))

    def packa_upp(self, nyckel_id: str, inslagen: bytes) -> AESGCM:
        """The data key that something was encrypted by. Raises: Nyckelfel."""
        if (nyckel := self.nycklar.get(nyckel_id)) is None:
            # An id that comes from a stored payload is shown only if it is one.
            vilken = nyckel_id if re.fullmatch(_NYCKEL_ID, nyckel_id) else "utan läsbart namn"
            raise Nyckelfel(f"{MILJO}: nyckeln {vilken} finns inte i filen; lägg tillbaka den")
        return _packa_upp(nyckel, inslagen)


@dataclass(frozen=True, repr=False)
class Datanyckel:
    """A key that payloads are encrypted by, and how it travels with them."""

    nyckel_id: str
    inslagen: bytes
    aes: AESGCM


@lru_cache(maxsize=4096)
def _packa_upp(nyckel: bytes, inslagen: bytes) -> AESGCM:
    try:
        return AESGCM(aes_key_unwrap(nyckel, inslagen))
    except (InvalidUnwrap, ValueError):
        raise Nyckelfel("en datanyckel går inte att packa upp; den är inslagen med en annan nyckel") from None


def las_nyckelring(fil: Path) -> Nyckelring:
    """The keys of a file, as ``skriv_nyckelring`` writes them. Raises: Nyckelfel."""
    try:
        with fil.open("rb") as f:
            data = tomllib.loads(f.read(_STORST).decode())
    except OSError as fel:
        raise Nyckelfel(f"{MILJO}: {fil} går inte att läsa ({fel.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Nyckelfel(f"{MILJO}: {fil} är ingen nyckelfil; gör en med insats nyckel ny") from None
    nycklar, aktiv = data.get("nycklar"), data.get("aktiv")
    if not isinstance(nycklar, dict) or not isinstance(aktiv, str) or aktiv not in nycklar:
        raise Nyckelfel(f"{MILJO}: {fil} ska ha fältet aktiv, som nämner en av nycklarna i [nycklar]")
    return Nyckelring(aktiv, {_id(id_): _nyckel(id_, text) for id_, text in nycklar.items()})


def _id(id_: str) -> str:
    if not re.fullmatch(_NYCKEL_ID, id_):
        raise Nyckelfel(f"{MILJO}: en nyckels namn skrivs med A–Z, a–z, 0–9, punkt, - och _, högst 64 tecken")
    return id_


def _nyckel(id_: str, text: object) -> bytes:
    try:
        nyckel = base64.b64decode(str(text), validate=True)
    except binascii.Error:
        nyckel = b""
    if len(nyckel) != _LANGD:
        raise Nyckelfel(f"{MILJO}: nyckeln {id_} ska vara {_LANGD} byte i base64")
    return nyckel


def ny_nyckel(fil: Path, nyckel_id: str) -> Nyckelring:
    """Add a new key to the file, or begin one, and make the key the active one; the old ones stay.

    The file is replaced whole, readable by its owner only. Raises: Nyckelfel.
    """
    gamla = dict(las_nyckelring(fil).nycklar) if fil.exists() else {}
    if _id(nyckel_id) in gamla:
        raise Nyckelfel(f"{MILJO}: nyckeln {nyckel_id} finns redan; en nyckel byts inte ut, ge den nya ett annat namn")
    ring = Nyckelring(nyckel_id, gamla | {nyckel_id: secrets.token_bytes(_LANGD)})
    rader = [f'aktiv = "{ring.aktiv}"', "", "[nycklar]"]
    rader += [f'"{id_}" = "{base64.b64encode(n).decode()}"' for id_, n in ring.nycklar.items()]
    utkast = fil.with_name(f"{fil.name}.{os.getpid()}")
    try:
        utkast.unlink(missing_ok=True)
        with os.fdopen(os.open(utkast, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as f:
            f.write("\n".join(rader) + "\n")
            f.flush()
            os.fsync(f.fileno())
        utkast.replace(fil)
    except OSError as fel:
        raise Nyckelfel(f"{MILJO}: {fil} går inte att skriva ({fel.strerror})") from None
    return ring
