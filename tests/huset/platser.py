"""Where the things lie that tests read, said once, so that a test may be moved to another room."""

from __future__ import annotations

import os
from pathlib import Path

TESTER = Path(__file__).resolve().parents[1]
ROT = TESTER.parent
"""The root of the checkout."""
FALL = TESTER / "fall"
"""The case files."""
HISTORIER = TESTER / "historier"
"""The committed histories of workflows."""

_MINNE = Path("/dev/shm")
_PLATS_KVAR = 3 * 2**30


def for_stunden() -> str | None:
    """Where a database that is thrown away lies: in memory where there is room, as ``dir`` of a temporary folder.

    Each of a thousand tests has a database of its own, and on a disk the system works for longer with its files
    than PostgreSQL does with what is in them.
    """
    if not _MINNE.is_dir() or not os.access(_MINNE, os.W_OK | os.X_OK):
        return None
    lage = os.statvfs(_MINNE)
    return str(_MINNE) if lage.f_bavail * lage.f_frsize >= _PLATS_KVAR else None
