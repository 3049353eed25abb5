"""What pydantic says of a file or a setting, in Swedish."""

from __future__ import annotations

from typing import Any

_FEL = {
    "missing": "fältet saknas",
    "extra_forbidden": "fältet är okänt",
    "string_type": "ska vara en text",
    "string_too_short": "får inte vara tomt",
    "literal_error": "ska vara någon av {expected}",
    "dict_type": "ska vara en tabell med namn och värden",
    "model_type": "ska vara en tabell med namn och värden",
    "model_attributes_type": "ska vara en tabell med namn och värden",
    "tuple_type": "ska vara en lista",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "url_parsing": "ska vara en adress (URL)",
    "url_scheme": "ska börja med {expected_schemes}",
}


def pa_svenska(fel: Any) -> str:
    """One of pydantic's errors as a Swedish sentence that does not repeat what was written (K3.3)."""
    slag, ctx = str(fel["type"]), fel.get("ctx", {})
    if slag in _FEL:
        return _FEL[slag].format(**ctx).replace(" or ", " eller ")
    if slag == "value_error":
        return str(ctx.get("error", "har fel form"))
    if slag.startswith(("date", "datetime")):
        return "ska vara ett datum, ÅÅÅÅ-MM-DD"
    if slag.startswith(("int", "float", "decimal")):
        return "ska vara ett tal"
    return "har fel form"
