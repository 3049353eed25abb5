"""The JSON of a played case: keys sorted, no random ids, instants in UTC, amounts with two decimals."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import skriv_utc
from persistence.insyn.gallrat import Gallrat
from starter.provkorning.berattelse import Berattelse
from starter.visning.avvisat import Avvisat
from starter.visning.json import BEVAKNING, UTBETALNING, enkelt, rad

_INSATS = ("status", "startdatum", "slutdatum", "avslutsform", "avslutsorsak")


def utdata(b: Berattelse) -> dict[str, Any]:
    """A played case as plain values, by the keys of the output."""
    return {
        "insats": rad(b.insats, _INSATS) if b.insats else dict.fromkeys(_INSATS),
        "handelser": handelser(b.poster),
        "bevakningar": [rad(r, BEVAKNING) for r in b.bevakningar],
        "meddelanden": [_meddelande(m) for m in b.meddelanden],
        "utbetalningar": [rad(r, UTBETALNING) for r in b.utbetalningar],
        "avvisade": [_avvisat(a) for a in b.avvisade],
    }


def som_text(b: Berattelse) -> str:
    """The output of ``--json``, the same byte for byte whichever engine played."""
    return json.dumps(utdata(b), ensure_ascii=False, indent=2, sort_keys=True)


def handelser(poster: Iterable[Post], gallrat: Gallrat | None = None) -> list[dict[str, Any]]:
    """What has happened, in order; last, if the case has been weeded out, that it has (K3.8)."""
    ut = [_handelse(p) for p in poster]
    if gallrat:
        ut.append({"slag": "arende_gallrat", "gallring": gallrat.gallring, "tid": skriv_utc(gallrat.tid)})
    return ut


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
