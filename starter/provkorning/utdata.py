"""The JSON of a played case: keys sorted, no random ids, instants in UTC, amounts with two decimals."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from domain.regler.regelverk import Regelverk
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import skriv_utc
from starter.provkorning.berattelse import Avvisat, Berattelse

_INSATS = ("status", "startdatum", "slutdatum", "avslutsform", "avslutsorsak")
BEVAKNING = ("slag", "avser", "regel", "ansvarig", "oppnad", "frist", "utfall", "uppfylld")
UTBETALNING = ("slag", "avser", "dagar", "belopp", "utbetalningsmanad", "status", "forklaring")


def utdata(b: Berattelse) -> dict[str, Any]:
    """A played case as plain values, by the keys of the output."""
    return {
        "insats": rad(b.insats, _INSATS) if b.insats else dict.fromkeys(_INSATS),
        "handelser": [_handelse(p) for p in b.poster],
        "bevakningar": [rad(r, BEVAKNING) for r in b.bevakningar],
        "meddelanden": [_meddelande(m) for m in b.meddelanden],
        "utbetalningar": [rad(r, UTBETALNING) for r in b.utbetalningar],
        "avvisade": [_avvisat(a) for a in b.avvisade],
    }


def som_text(b: Berattelse) -> str:
    """The output of ``--json``, the same byte for byte whichever engine played."""
    return json.dumps(utdata(b), ensure_ascii=False, indent=2, sort_keys=True)


def enkelt(varde: Any) -> Any:
    """A value as JSON has it: instants ``…Z``, dates as dates, amounts as text with two decimals."""
    if isinstance(varde, datetime):
        return skriv_utc(varde)
    if isinstance(varde, date):
        return varde.isoformat()
    if isinstance(varde, Enum):
        return str(varde)
    if isinstance(varde, Decimal):
        return f"{varde:.2f}"
    if isinstance(varde, Regelverk):
        return list(varde.utgavor)  # the whole rules would drown the story; the edition names them
    if dataclasses.is_dataclass(varde) and not isinstance(varde, type):
        return {f.name: enkelt(getattr(varde, f.name)) for f in dataclasses.fields(varde)}
    if isinstance(varde, Mapping):
        return {str(k): enkelt(v) for k, v in varde.items()}
    if isinstance(varde, tuple | list):
        return [enkelt(v) for v in varde]
    return varde


def rad(varde: object, falt: tuple[str, ...]) -> dict[str, Any]:
    """The named fields of a row as plain values."""
    return {f: enkelt(getattr(varde, f)) for f in falt}


def _handelse(p: Post) -> dict[str, Any]:
    """The facts of a händelse; ids that differ from run to run, and the parameters of an edition, are left out."""
    fakta = enkelt(p.handelse)
    for utelamnas in ("arende", "parametrar"):
        fakta.pop(utelamnas, None)
    return {**fakta, "nr": p.nr, "tid": skriv_utc(p.tid), "av": str(p.av)}


def _meddelande(m: Meddelande) -> dict[str, Any]:
    return {"tid": skriv_utc(m.tid), "till": str(m.till), "regel": m.regel, "rubrik": m.rubrik}


def _avvisat(a: Avvisat) -> dict[str, Any]:
    return {"tid": skriv_utc(a.tid), "kommando": a.kommando, "regel": a.regel, "text": a.text}
