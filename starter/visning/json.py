"""Values as JSON that programs read: keys as staff know them, instants in UTC, amounts with two decimals."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import skriv_utc

BEVAKNING = ("slag", "avser", "regel", "ansvarig", "oppnad", "frist", "utfall", "uppfylld")


UTBETALNING = ("slag", "avser", "dagar", "belopp", "utbetalningsmanad", "status", "forklaring")


def enkelt(varde: Any) -> Any:
    """A value as JSON has it: instants ``…Z``, dates as dates, amounts as text with two decimals."""
    if isinstance(varde, datetime):
        return skriv_utc(varde)
    if isinstance(varde, date):
        return varde.isoformat()
    if isinstance(varde, Enum):
        return str(varde)
    if isinstance(varde, Decimal):
        return f"{varde:.2f}"
    if isinstance(varde, Regelverk):
        return list(varde.utgavor)  # the whole rules would drown the story; the edition names them
    if dataclasses.is_dataclass(varde) and not isinstance(varde, type):
        return {f.name: enkelt(getattr(varde, f.name)) for f in dataclasses.fields(varde)}
    if isinstance(varde, Mapping):
        return {str(k): enkelt(v) for k, v in varde.items()}
    if isinstance(varde, tuple | list):
        return [enkelt(v) for v in varde]
    return varde


def rad(varde: object, falt: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a row as plain values."""
    return {f: enkelt(getattr(varde, f)) for f in falt}
