"""Types of options."""

from __future__ import annotations

from datetime import date
from typing import Any

import click


class Datum(click.ParamType[date]):
    """A date on the command line."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} är inte ett datum; skriv ÅÅÅÅ-MM-DD", param, ctx)
