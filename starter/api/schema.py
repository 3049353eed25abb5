"""The OpenAPI 3.1 of the doors: made from the routes and the typed kommandon, so that nothing is written twice.

``docs/openapi.json`` is a committed copy, which a test holds against this (``python -m starter.api`` writes it).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from domain.grund.kallor import hanvisning
from domain.grund.text import Textfakta
from domain.skeende.kommando import Kommando

_REF = "#/components/schemas/{model}"

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457: vad som gick fel, under vilket krav, i vilket fält, och en mening på svenska.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "krav": {"type": "string", "examples": ["K6.2"]},
        "paragraf": {"type": ["string", "null"]},
        "falt": {"type": "string"},
        "kommando": {"type": "string"},
        "igen": {"type": "string", "description": "Hur ett program säger om det som kanske redan är på väg."},
        "referens": {"type": "string"},
        "fel": {"type": "array", "items": {"type": "object"}, "description": "Fel i en fil: rad, kolumn, regel, text."},
        "antal_fel": {"type": "integer"},
    },
}

FELSVAR: dict[int | str, dict[str, Any]] = {
    kod: {
        "description": text,
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
    }
    for kod, text in (("4XX", "Avvisat"), ("503", "Kan inte just nu"))
}
"""What every route may answer besides its own."""


class _MedOrd(GenerateJsonSchema):
    """What staff write: a free text is a text, though the kommando keeps only facts about it."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        if schema["cls"] is Textfakta:
            return {"type": "string"}
        return super().dataclass_schema(schema)


def kommandots_kropp(typ: type[Kommando]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a kommando's fields as a door takes them, and the schemas that it names."""
    s = typ.model_json_schema(schema_generator=_MedOrd, ref_template=_REF)
    namngivna = s.pop("$defs", {})
    s.pop("title", None)
    s["properties"].pop("kommando", None)
    s["required"] = [f for f in s.get("required", []) if f != "kommando"]
    s["description"] = f"{typ.rubrik} ({hanvisning(typ.regel)})."
    return s, namngivna


def kommando_extra(typ: type[Kommando], kropp: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What OpenAPI tells of a kommando's route: its body, who may say it and when, by the table of capabilities."""
    schema = dict(kropp) if kropp is not None else kommandots_kropp(typ)[0]
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "x-krav": typ.regel,
        "x-roller": [str(r) for r in typ.roller],
        "x-tillstand": [str(s) for s in typ.tillstand],
    }


def skapa_schema(app: FastAPI, namngivna: Mapping[str, Any]) -> dict[str, Any]:
    """The whole, with the schemas that the kommandon name."""
    s = get_openapi(
        title="Insatsflöde",
        version="1",
        openapi_version="3.1.0",
        summary="Varje arbetsmarknadsinsats från aktualisering till sista utbetalning.",
        description=(
            "Logga in i webbläsaren (kaka), med `insats logga-in`, eller som program med `POST /api/token`. Det som "
            "inte är ens eget besvaras som det som inte finns. `Idempotency-Key` är kommandots id: samma id igen är "
            "samma kommando."
        ),
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    delar = s.setdefault("components", {})
    scheman = delar.setdefault("schemas", {})
    for namn in ("HTTPValidationError", "ValidationError"):
        scheman.pop(namn, None)
    scheman |= {"Problem": PROBLEM, **namngivna}
    delar["securitySchemes"] = {
        "kaka": {"type": "apiKey", "in": "cookie", "name": "__Host-insats-session"},
        "bevis": {"type": "http", "scheme": "bearer"},
    }
    for vag in s["paths"].values():
        for op in vag.values():
            op["responses"].pop("422", None)  # 4XX says it, as a problem
            if not op.pop("x-oppen", False):
                op["security"] = [{"kaka": []}, {"bevis": []}]
    return s


def som_text(schema: Mapping[str, Any]) -> str:
    """As the committed copy has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
