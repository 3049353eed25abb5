"""Who asks for a protected kund's case, by which door, and what the log says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from persistence.arende import lasning
from persistence.insyn import oppningar
from persistence.meddelanden import inkorg

IDAG = date(2026, 11, 22)
KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
H1, H2 = (Aktor(Roll.ANORDNARE, f"h{n}", "Anordnare A") for n in (1, 2))
FRAMMANDE = Aktor(Roll.ANORDNARE, "h1", "Anordnare B")
CHEF, DSS, EKONOM = (
    Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1"), Aktor(Roll.EKONOM, "e1"),
)  # fmt: skip
KUND = "kund"
"""The id that the played cases have."""
Dorr = Callable[[Engine, Aktor], object]
DORRAR: dict[str, Dorr] = {
    "ärendelistan": lasning.arenden,
    "ärendet": lambda m, s: lasning.ett_arende(m, s, "in-1"),
    "ärendet med tidslinjen": lambda m, s: lasning.tillstand(m, s, "in-1"),
    "tidslinjen": lambda m, s: lasning.journalrader(m, s, "in-1"),
    "bevakningarna": lambda m, s: lasning.bevakningar(m, s, arende="in-1", bara_oppna=False),
    "utbetalningarna": lambda m, s: lasning.utbetalningar(m, s, "in-1"),
    "meddelandena": lambda m, s: inkorg.meddelanden(m, s, "in-1"),
    "texten text-in-1": lambda m, s: lasning.ett_dokument(m, s, "text-in-1"),
    "texterna": lambda m, s: lasning.dokument(m, s, "in-1"),
}
"""Each question that a tool puts about a case, by what the log calls it."""


def loggen(motor: Engine) -> list[tuple[str, str, str]]:
    rader = reversed(oppningar.las(motor, DSS, KUND))
    return [(r.aktor, r.vad, r.utfall) for r in rader if r.vad != "ändring"]
