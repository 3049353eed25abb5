"""What a payment is called, and why it is held or paid."""

from __future__ import annotations

import re

from domain.tid.manad import Manad, forsta, namn
from persistence.betalning.lasning import Betalningsrad

_SLAG = {"manad": "månad", "overfort": "överfört"}


HALLEN = {
    "innehallen": "hålls inne",
    "vantar": "väntar",
    "senare": "betalas senare",
    "ej_svarat": "ärendet har inte svarat",
}
"""How a row that was not paid stands, in words."""


def manaden(m: Manad) -> str:
    """``april 2024``."""
    return f"{namn(m)} {forsta(m).year}"


def vad(slag: str, avser: str) -> str:
    """What a row concerns, in words: ``mars 2024``, ``justering 2 av mars 2024``, ``avbrott efter 2024-06-14``."""
    if slag == "justering":
        rad, _, nummer = avser.partition(" #")
        om = f"avbrott efter {rad.removeprefix('avbrott ')}" if rad.startswith("avbrott ") else manaden(rad)
        return f"justering {nummer + ' ' if nummer else ''}av {om}"
    if slag == "avbrott":
        return f"avbrott efter {avser}"
    return f"överfört från {manaden(avser)}" if slag == "overfort" else manaden(avser)


_MANADEN = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


def raknad_i(avser: str) -> Manad | None:
    """The month whose explanation a row's amount stands in: its own, or that of the end which an avbrott follows."""
    traff = _MANADEN.search(avser)
    return traff[0] if traff else None


def betald_forklaring(r: Betalningsrad, m: Manad) -> str:
    """Why a row that is paid in month ``m`` is as it is; that it is paid in its own month goes without saying."""
    if r.utbetalningsmanad < m:
        return f"{r.forklaring}; kom med först i {m}, då ärendet hade svarat (K14.6)"
    return r.forklaring.removesuffix(f"; betalas i {m} (K14.5)")
