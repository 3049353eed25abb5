"""Where the things lie that tests read, said once, so that a test may be moved to another room."""

from __future__ import annotations

from pathlib import Path

TESTER = Path(__file__).resolve().parent
ROT = TESTER.parent
"""The root of the checkout."""
FALL = TESTER / "fall"
"""The case files."""
HISTORIER = TESTER / "historier"
"""The committed histories of workflows."""
