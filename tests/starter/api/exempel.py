"""The least that a kommando can say: every required field, of its kind."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.insats.kapitel import Kommando
from domain.tid.tidpunkt import datum, midnatt
from starter.api.schema import kommandots_kropp


def minsta(typ: type[Kommando]) -> dict[str, Any]:
    """A body of the required fields that the kommando's form takes."""
    schema, namngivna = kommandots_kropp(typ)
    # Who takes over, or takes part, is somebody in the register: what else the door refuses, the domain does not ask.
    egna = {
        "Ratta": {"vad": "bemanna"},
        "BytKarriarvagledare": {"till": "kv2"},
        "UtseSocialsekreterare": {"till": "so1"},
    }.get(typ.__name__, {})
    return {f: egna.get(f) or _varde(schema["properties"][f], namngivna, f) for f in schema["required"]}


def _varde(s: dict[str, Any], namngivna: dict[str, Any], falt: str) -> Any:
    idag = str(datum(datetime.now(UTC)))
    if "$ref" in s:
        s = namngivna[s["$ref"].rpartition("/")[2]]
    if "anyOf" in s:
        return _varde(s["anyOf"][0], namngivna, falt)
    if "enum" in s:
        return s["enum"][0]
    if "const" in s:
        return s["const"]
    match s.get("type"):
        case "string":
            if s.get("format") == "date":
                return idag
            if falt in ("manad", "i"):
                return idag[:7]
            if falt == "fakturanummer":
                return "F-1"
            return midnatt(datum(datetime.now(UTC))).isoformat() if falt in ("tid", "upptackt") else "ord"
        case "integer":
            return s.get("minimum", 1)
        case "number":
            return s.get("minimum", 1)
        case "boolean":
            return False
        case "array":
            return [_varde(s["items"], namngivna, falt)] if s.get("minItems") else []
        case "object":
            krav = s.get("required", [])
            return {f: _varde(s["properties"][f], namngivna, f) for f in krav} if krav else {"ord": "ord"}
    raise AssertionError(f"{falt}: {s}")
