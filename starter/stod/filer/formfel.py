"""What pydantic says of a file or a setting, in Swedish."""

from __future__ import annotations

from typing import Any

from domain.skeende import form

_EGNA = {
    "extra_forbidden": "fältet är okänt",
    "model_attributes_type": "ska vara en tabell med namn och värden",
    "url_parsing": "ska vara en adress (URL)",
    "url_scheme": "ska börja med {expected_schemes}",
}
"""What is said otherwise of a file or a setting than of a kommando."""


def pa_svenska(fel: Any) -> str:
    """One of pydantic's errors as a Swedish sentence that does not repeat what was written (K3.3)."""
    slag, ctx = str(fel["type"]), fel.get("ctx", {})
    if slag in _EGNA:
        return _EGNA[slag].format(**ctx).replace(" or ", " eller ")
    if slag == "value_error":
        return str(ctx.get("error", "har fel form"))
    return form.pa_svenska(fel)
