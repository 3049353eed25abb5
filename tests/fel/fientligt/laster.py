"""Hostile payloads, drawn from a seed: kommandon of the routine bent out of shape, and what is no kommando at all."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from domain.liv.rutin import KOMMANDON
from tests.verktyg.slumpliv.utsagor import fakta

_OND_TEXT = (
    "", " ", "\x00", "\x1b[2J\x1b]0;x\x07", "\u202etxet", "h1\u200b", "\ud800", "Åsa Ek", "19850505-1234",
    "'; DROP TABLE journal;--",
    "{{7*7}}", "${jndi:ldap://x}", "<script>alert(1)</script>", "../../etc/passwd", "e\u0301" * 40, "\U0001f4a9" * 200,
    "NaN", "1e400", "9999-12-31", "0000-00-00", "2024-02-30", "2024-13", "true", "null",
)  # fmt: skip
_OND: tuple[Any, ...] = (
    None, True, -1, 0, 10**400, -(10**18), 1.5, float("nan"), float("inf"), [], {}, [[]], {"": ""}, [None] * 50,
    {"tecken": -1}, {"tecken": 10**30}, {"tecken": 1, "mer": 2}, {"kommando": "ratta"},
)  # fmt: skip
_AKTORER = (
    "karriarvagledare:kv1", "anordnare:a1@A", "anordnare:a1@B", "arbetsledare:al1", "ekonom:e1", "system:system",
    "kund:kund",
    "junk", "", "anordnare:", ":", "karriärvägledare:kv1", "anordnare:H1\u200b@A", 7, None,
)  # fmt: skip


def ond(r: Random, djup: int = 0) -> Any:
    """A value that no field is meant for; now and then as large as anything gets through."""
    slump = r.random()
    if slump < 0.45:
        return r.choice(_OND_TEXT)
    if slump < 0.75:
        return r.choice(_OND)
    if slump < 0.80:
        return "x" * r.choice((121, 5_000, 200_000))
    if djup > 3:
        return r.choice(_OND_TEXT)
    if slump < 0.9:
        return [ond(r, djup + 1) for _ in range(r.randrange(6))]
    return {str(r.choice(_OND_TEXT)): ond(r, djup + 1) for _ in range(r.randrange(4))}


def _vems(sagt: Any) -> str:
    """Somebody whose role may say it."""
    typ = KOMMANDON.get(str(sagt.get("kommando"))) if isinstance(sagt, dict) else None
    roll = sorted(typ.roller)[0] if typ and typ.roller else "karriarvagledare"
    return {"anordnare": "anordnare:a1@A", "karriarvagledare": "karriarvagledare:kv1"}.get(roll, f"{roll}:{roll}1")


def utan_ord(fakta_: dict[str, Any]) -> dict[str, Any]:
    """The same as it travels: a text is a fact about one (K3.3)."""
    return {k: _utan(v) for k, v in fakta_.items()}


def _utan(v: Any) -> Any:
    if isinstance(v, str) and v in _ORD:
        return {"tecken": len(v)}
    if isinstance(v, dict):
        return {k: _utan(inre) for k, inre in v.items()}
    return [_utan(inre) for inre in v] if isinstance(v, list) else v


_ORD = frozenset({"x", "y", "mer", "skäl", "angivet", "Ej aktuellt"})
"""The words of the random lives."""


def kommando(r: Random, nu: datetime) -> Any:
    """A kommando with some fields that may be right and some that are not, or something else in its place."""
    if r.random() < 0.08:
        return ond(r)
    verb = r.choice(list(KOMMANDON))
    falt = list(KOMMANDON[verb].model_fields)
    if r.random() < 0.6:  # nearly right: it comes past the reading, to the rules
        k: dict[str, Any] = {"kommando": verb, **utan_ord(fakta(verb, nu, r))}
        for f in r.sample(falt, min(len(falt), r.choice((0, 0, 1, 2)))):
            k[f] = ond(r)
        return k
    k = {"kommando": verb if r.random() < 0.97 else ond(r)}
    for f in falt:
        if r.random() < 0.7:
            k[f] = ond(r)
    if r.random() < 0.1:
        k[str(r.choice(_OND_TEXT))] = ond(r)
    return k


def last(r: Random, nr: int, nu: datetime) -> Any:
    """What comes by an update or a signal: an envelope, whole or not."""
    if r.random() < 0.05:
        return ond(r)
    sagt = kommando(r, nu)
    kuvert: dict[str, Any] = {
        "id": f"ond-{nr}" if r.random() < 0.95 else ond(r),
        "av": _vems(sagt) if r.random() < 0.8 else r.choice(_AKTORER),
        "kommando": sagt,
    }
    if r.random() < 0.1:
        kuvert["inkom"] = r.choice(("2024-03-01T09:00:00+00:00", "9999-12-31T23:59:59Z", "i går", 7, None))
    if r.random() < 0.05:
        kuvert["dokument"] = ond(r)
    if r.random() < 0.03:
        kuvert.pop(r.choice(list(kuvert)))
    return kuvert
