"""A value of the regelverk as staff read it."""

from __future__ import annotations

from domain.grund.ordval import i_ord
from domain.regler.nycklar import PERIODER
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
    if enhet in ("rubrik", "klockslag"):
        return str(varde)
    return f"{varde} {_EN.get(enhet, enhet) if varde == 1 else enhet}"


_EN = {
    "arbetsdagar": "arbetsdag", "dagar": "dag", "gånger": "gång", "insatser": "insats", "månader": "månad",
    "timmar": "timme", "veckor": "vecka",
}  # fmt: skip
"""What one of a unit is called."""
