"""Write the committed description of the doors: ``python -m starter.api [FILE]``, by default ``docs/openapi.json``."""

from __future__ import annotations

import sys
from pathlib import Path

from starter.api.app import app_utan_hus
from starter.api.schema import som_text

fil = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/openapi.json")
fil.write_text(som_text(app_utan_hus().openapi()), encoding="utf-8")
