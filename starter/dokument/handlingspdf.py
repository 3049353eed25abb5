"""A text of a case as a PDF that can be read in print and by a screen reader, with the case's letterhead (K4.7).

Tagged, PDF/UA-1, in Swedish. The letterhead names the case and who has it, and never the kund: the text itself says
whom it is about, to those who read it.
"""

from __future__ import annotations

from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import med_stor
from domain.grund.text import synligt
from domain.liv.lagesbild import Insatsrad
from domain.tid.tidpunkt import STOCKHOLM
from starter.dokument.typsattning import satt
from starter.tjanster.handlingar import Handling

_FLEST_RADER = 10_000
"""Some two hundred pages, and two seconds of work; an empty line of a text is none."""


def pdf(h: Handling, rad: Insatsrad) -> bytes:
    """The document; the same text gives the same bytes.

    Args:
        rad: the case as whoever asks may see it.

    Raises:
        Avvisning: K4.7, more lines than a document is set of.
    """
    ord_ = innehall(h, rad)
    if sum(len(s["rader"]) for s in ord_["stycken"]) > _FLEST_RADER:
        raise Avvisning("K4.7", f"texten har fler än {_FLEST_RADER} rader och blir ingen PDF; läs den på sidan", "id")
    return satt("handling", ord_, h.tid.replace(microsecond=0))


def innehall(h: Handling, rad: Insatsrad) -> dict[str, Any]:
    """Every word of the document, in the template's form."""
    nar = f"{h.tid.astimezone(STOCKHOLM):%Y-%m-%d kl. %H:%M}"
    return {
        "titel": h.vad,
        "beskrivning": f"{h.vad} i ärende {rad.arende}, {nar}",
        "sidfot": f"Ärende {rad.arende} · {h.vad} · {nar}",
        "huvud": [
            ["Ärende", rad.arende],
            ["Insats", rad.slag],
            ["Anordnare", rad.anordnare],
            ["Karriärvägledare", rad.karriarvagledare],
            ["Skriven av", h.av],
            ["Registrerad", nar],
            *([["Läge", med_stor(h.lage)]] if h.lage else []),
        ],
        "stycken": [
            {"rubrik": s.rubrik, "rader": [r for r in synligt(s.text).splitlines() if r.strip()] or ["–"]}
            for s in h.stycken
        ],
    }
