"""All tables together: what the migrations are held against."""

from __future__ import annotations

from persistence import (
    tabeller,
    tabeller_anordnare,
    tabeller_betalning,
    tabeller_kontroll,
    tabeller_kunder,
    tabeller_personal,
    tabeller_process,
)

metadata = tabeller.metadata

ALLA = (
    tabeller,
    tabeller_anordnare,
    tabeller_betalning,
    tabeller_kontroll,
    tabeller_kunder,
    tabeller_personal,
    tabeller_process,
)
"""The modules that declare tables; to name them is to have them in ``metadata``."""
