"""All tables together: what the migrations are held against."""

from __future__ import annotations

from persistence.tabeller import (
    anordnarregister,
    betalning,
    grund,
    inloggning,
    kontroll,
    kund,
    personal,
    post,
    process,
    skrivbord,
)

metadata = grund.metadata

ALLA = (
    grund,
    anordnarregister,
    betalning,
    inloggning,
    kontroll,
    kund,
    personal,
    post,
    process,
    skrivbord,
)
"""The modules that declare tables; to name them is to have them in ``metadata``."""
