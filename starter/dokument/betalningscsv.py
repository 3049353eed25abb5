"""The payment basis of one anordnare: its facts, and as CSV for a spreadsheet (K14.6); ``betalningspdf`` for reading.

Cases are named by their id alone; who the kund is does not leave the database (K3.2, K3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.ordval.utbetalningsord import _SLAG, HALLEN

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
