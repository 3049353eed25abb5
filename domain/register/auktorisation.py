"""An auktorisation, and its last day (K1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Auktorisation:
    """The anordnare's auktorisation for one kundval, both dates included (K1.1)."""

    fran: date
    till: date | None = None
