"""All tables together: what the migrations are held against."""

from __future__ import annotations

from persistence.tabeller import anordnare, betalning, grund, inloggning, kontroll, kund, personal, process

metadata = grund.metadata

ALLA = (
    grund,
    anordnare,
    betalning,
    inloggning,
    kontroll,
    kund,
    personal,
    process,
)
"""The modules that declare tables; to name them is to have them in ``metadata``."""
