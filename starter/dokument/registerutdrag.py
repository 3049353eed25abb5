"""What is held on one kund, as a document to be given out (K3.8): every row, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.grund.ordval import med_stor
from domain.tid.tidpunkt import STOCKHOLM
from starter.dokument.typsattning import satt
from starter.visning.json import enkelt

RUBRIK = {
    "kund": "Registret", "kundhistorik": "Registret, tidigare", "skyddsbehorighet": "Vem som är namngiven",
    "oppning": "Vem som har öppnat", "insats": "Ärenden", "journal": "Vad som har hänt", "bevakning": "Vad som väntas",
    "utbetalning": "Belopp", "dokument": "Texter", "meddelande": "Meddelanden", "utkorg": "Aviseringar", "fil": "Filer",
}  # fmt: skip
"""Table → what a reader calls it; others are called by their name."""

_FIL = ("fil", "innehall")
FILENS = "lämnas ut med utdraget som JSON"
"""What a file holds is no text to be read."""


def pdf(rader: Mapping[str, Sequence[Mapping[str, Any]]], kund: str, nar: datetime) -> bytes:
    """The extract as a PDF. ``nar``: when it was drawn."""
    return satt("registerutdrag", innehall(rader, kund, nar), nar.replace(microsecond=0))


def innehall(rader: Mapping[str, Sequence[Mapping[str, Any]]], kund: str, nar: datetime) -> dict[str, Any]:
    """Every word of the document, in the template's form."""
    dag = f"{nar.astimezone(STOCKHOLM):%Y-%m-%d kl. %H:%M}"
    return {
        "titel": f"Registerutdrag {kund}",
        "beskrivning": f"Allt som tjänsten har om kunden {kund}, {dag}.",
        "avsnitt": [
            {
                "rubrik": RUBRIK.get(tabell, med_stor(tabell.replace("_", " "))),
                "poster": [
                    [[namn, FILENS if (tabell, namn) == _FIL else _text(v)] for namn, v in rad.items() if v is not None]
                    for rad in dessa
                ],
            }
            for tabell, dessa in rader.items()
        ],
    }


def _text(varde: Any) -> str:
    enkel = enkelt(varde)
    return enkel if isinstance(enkel, str) else json.dumps(enkel, ensure_ascii=False)
