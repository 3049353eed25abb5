"""Ids drawn by lot, which no door can take for a person's number (K3.3)."""

from __future__ import annotations

import secrets

from domain.grund.beteckning import PERSONNUMMER


def slumpid(antal_byte: int) -> str:
    """Hexadecimal, two characters a byte; drawn again where its digits happen to read as a personnummer."""
    while PERSONNUMMER.search(id_ := secrets.token_hex(antal_byte)):
        pass
    return id_
