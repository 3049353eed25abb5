"""Payloads encrypted on their way into Temporal and decrypted on their way out (AES-256-GCM).

What was stored before encryption was turned on is read as it is, so that running cases live on and old histories
replay. What is bound to its place cannot be moved: namespace and key id are authenticated with each payload.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from threading import Lock

from cryptography.exceptions import InvalidTag
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from starter.stod.kryptering.namn import DATANYCKEL, KLARTEXT, KODNING, NYCKEL_ID, Nyckelfel
from starter.stod.kryptering.nyckelring import Datanyckel, Nyckelring

_NONCE = 12
"""Bytes; as GCM is specified for. Drawn by chance."""
_BRUK = 2**20
"""Payloads by one data key; random nonces are safe far beyond (2³²)."""


class Krypteringskodek(PayloadCodec):
    """The codec of one namespace. Thread-safe; it heeds nothing of what a payload is about."""

    def __init__(self, ring: Nyckelring, namespace: str) -> None:
        self._ring, self._namespace = ring, namespace
        self._las = Lock()
        self._datanyckel, self._kvar = ring.ny_datanyckel(), _BRUK

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """See the base class; what is marked as ``KLARTEXT`` is left as it is."""
        return [p if KLARTEXT in p.metadata else self._kryptera(p) for p in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """See the base class; what is not encrypted is left as it is. Raises: Nyckelfel."""
        return [self._dekryptera(p) if p.metadata.get("encoding") == KODNING else p for p in payloads]

    def _kryptera(self, payload: Payload) -> Payload:
        nyckel, nonce = self._nyckel(), secrets.token_bytes(_NONCE)
        krypterat = nyckel.aes.encrypt(nonce, payload.SerializeToString(), self._bundet(nyckel.nyckel_id))
        metadata = {"encoding": KODNING, NYCKEL_ID: nyckel.nyckel_id.encode(), DATANYCKEL: nyckel.inslagen}
        return Payload(metadata=metadata, data=nonce + krypterat)

    def _dekryptera(self, payload: Payload) -> Payload:
        nyckel_id = payload.metadata[NYCKEL_ID].decode(errors="replace") if NYCKEL_ID in payload.metadata else ""
        aes = self._ring.packa_upp(nyckel_id, payload.metadata.get(DATANYCKEL, b""))
        try:
            klart = aes.decrypt(payload.data[:_NONCE], payload.data[_NONCE:], self._bundet(nyckel_id))
            return Payload.FromString(klart)
        except (InvalidTag, DecodeError, ValueError):
            raise Nyckelfel(
                "ett krypterat värde går inte att läsa: det är ändrat, eller hör till en annan namnrymd"
            ) from None

    def _bundet(self, nyckel_id: str) -> bytes:
        """Not the workflow's id: who decrypts for the web pages does not know it."""
        return f"{self._namespace}\0{nyckel_id}".encode()

    def _nyckel(self) -> Datanyckel:
        with self._las:
            if self._kvar == 0:
                self._datanyckel, self._kvar = self._ring.ny_datanyckel(), _BRUK
            self._kvar -= 1
            return self._datanyckel
