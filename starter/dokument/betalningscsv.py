"""The payment basis of one anordnare: its facts, and as CSV for a spreadsheet (K14.6); ``betalningspdf`` for reading.

Cases are named by their id alone; who the kund is does not leave the database (K3.2, K3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.tid.manad import Manad, forsta, namn
from persistence.betalning.lasning import Betalningsrad
from starter.tjanster.betalningsunderlag import Underlag

KOLUMNER = (
    "Betalningsmånad",
    "Anordnare",
    "Typ",
    "Ärende",
    "Insats",
    "Slag",
    "Avser",
    "Ärendets utbetalningsmånad",
    "Dagar",
    "Belopp",
    "Innehållet belopp",
    "Förklaring",
)
"""Held amounts have a column of their own, so that the sum of ``Belopp`` is what the month comes to."""

_SLAG = {"manad": "månad", "overfort": "överfört"}

HALLEN = {
    "innehallen": "hålls inne",
    "vantar": "väntar",
    "senare": "betalas senare",
    "ej_svarat": "ärendet har inte svarat",
}
"""How a row that was not paid stands, in words."""


def csv_rader(u: Underlag) -> Iterator[Sequence[object]]:
    """The rows of the CSV, by ``KOLUMNER``: what is paid or set off, then what is held."""
    for r in u.rader():
        typ = "betalas" if r.belopp >= 0 else "avräknas"
        yield (
            u.manad, r.anordnare, typ, r.arende, r.insats, _SLAG.get(r.slag, r.slag), r.avser,
            r.utbetalningsmanad, r.dagar, r.belopp, None, r.forklaring,
        )  # fmt: skip
    for h in u.innehallna():
        yield (
            u.manad, h.anordnare, HALLEN[h.status], h.arende, h.insats, _SLAG.get(h.slag, h.slag), h.avser,
            None, h.dagar, None, h.belopp, h.forklaring,
        )  # fmt: skip


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


def betald_forklaring(r: Betalningsrad, m: Manad) -> str:
    """Why a row that is paid in month ``m`` is as it is; that it is paid in its own month goes without saying."""
    if r.utbetalningsmanad < m:
        return f"{r.forklaring}; kom med först i {m}, då ärendet hade svarat (K14.6)"
    return r.forklaring.removesuffix(f"; betalas i {m} (K14.5)")
