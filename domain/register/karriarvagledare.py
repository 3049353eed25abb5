"""What the register holds of a karriärvägledare (K5.1)."""

from __future__ import annotations

from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.granser import Json
from domain.register.falt import Falt, las_datum, las_epost, las_id, las_rad

KARRIARVAGLEDARFALT: dict[str, Falt] = {
    "id": Falt("K5.1", lambda text: las_id(text, "K5.1"), kravs=True),
    "namn": Falt("K5.1", las_rad, kravs=True),
    "epost": Falt("K5.1", las_epost, kravs=True),
    "fran": Falt("K5.1", las_datum, kravs=True),
    "till": Falt("K5.1", las_datum),
}
"""The fields of a karriärvägledare."""


def slutfor_karriarvagledare(kv: Json, idag: date) -> None:
    """Hold a karriärvägledare's fields against each other. Raises: Avvisning, K5.1."""
    if kv.get("till") is not None and kv["till"] < kv["fran"]:
        raise Avvisning("K5.1", "sista dagen ligger före första dagen", "till")
