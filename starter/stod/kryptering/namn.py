"""What encrypted and readable payloads are called where they are stored."""

from __future__ import annotations

MILJO = "KRYPTERINGSNYCKLAR"
"""The environment variable that names the file of keys; unset, nothing is encrypted."""
KODNING = b"binary/encrypted"
"""The encoding of an encrypted payload, by the name that Temporal's own examples use."""
NYCKEL_ID = "nyckel-id"
DATANYCKEL = "datanyckel"
"""Metadata of an encrypted payload: the operator's key, by id, and the data key wrapped by it."""
KLARTEXT = "klartext"
"""Metadata of a payload that is to stay readable: a summary, which holds no personal data (K3.3)."""


class Nyckelfel(ValueError):
    """A key, or the file of keys, that cannot be used; one Swedish sentence that never holds a key."""


class FelTokenfil(ValueError):
    """The codec server's file of tokens cannot be used; one Swedish sentence that shows none."""
