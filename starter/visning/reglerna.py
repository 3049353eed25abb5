"""The regelverk as staff read it: a value with its unit, and all of it as rows, in words and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.grund.ordval import i_ord
from domain.regler.nycklar import PERIODER
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import Innehall

STATUS = {"faststalld": "fastställd", "tolkning": "tolkning"}
"""What staff call the standing of a number: said by the routine, or our reading of it."""


def visa_varde(varde: Innehall, enhet: str) -> str:
    """A value with its unit."""
    if isinstance(varde, tuple) and enhet == PERIODER.enhet:
        return ", ".join(f"{i_ord(post[0])} {post[1].replace('/', '–')}" for post in varde)
    if isinstance(varde, tuple):
        return ", ".join(v if isinstance(v, str) else f"{v[0]}: {v[1]}" for v in varde)
    if enhet == "ja eller nej":
        return "ja" if varde else "nej"
    if enhet == "dag i månaden":
        return f"den {varde} i månaden"
    if enhet in ("rubrik", "klockslag"):
        return str(varde)
    return f"{varde} {_EN.get(enhet, enhet) if varde == 1 else enhet}"


_EN = {
    "arbetsdagar": "arbetsdag", "dagar": "dag", "gånger": "gång", "insatser": "insats", "månader": "månad",
    "timmar": "timme", "veckor": "vecka",
}  # fmt: skip
"""What one of a unit is called."""


def reglerna(r: Regelverk, idag: date) -> list[tuple[str, str, str]]:
    """What may be decided, by its key: what it means, and what it is today."""
    return [
        (p.nyckel, p.text, next((visa_varde(v.varde, p.enhet) for v in p.varden if v.galler(idag)), "saknas"))
        for p in sorted(r.parametrar, key=lambda p: p.nyckel)
    ]


RUBRIKER = ("§", "Krav", "Nyckel", "Värde", "Gäller", "Status")


def urval(r: Regelverk, sok: str | None) -> list[Parameter]:
    """The parameters whose key, § or krav holds a text; all of them, if there is none."""
    return [p for p in r.parametrar if not sok or sok in f"{p.nyckel} {p.paragraf} {p.krav}"]


def rubrik(r: Regelverk) -> str:
    """What the table is called."""
    return f"Regelverk, utgåva {', '.join(r.utgavor)}"


def i_rader(parametrar: Sequence[Parameter]) -> list[tuple[str, ...]]:
    """A row for each value, under ``RUBRIKER``."""
    return [
        (p.paragraf, p.krav, p.nyckel, visa_varde(v.varde, p.enhet), str(v), STATUS[p.status])
        for p in parametrar
        for v in p.varden
    ]


def som_data(r: Regelverk, parametrar: Sequence[Parameter]) -> list[dict[str, Any]]:
    """A parameter each, for programs."""
    falt = ("nyckel", "enhet", "paragraf", "krav", "status", "text")
    return [
        {"utgavor": list(r.utgavor), **{f: getattr(p, f) for f in falt}, "varden": list(p.varden)} for p in parametrar
    ]
