"""What is held on one kund, as a document to be given out (K3.8): every row, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.tid.tidpunkt import STOCKHOLM
from starter.dokument.typsattning import satt
from starter.visning.json import enkelt

RUBRIK = {
    "adress": "Adresser för aviseringar", "betalning_innehallen": "Belopp som hölls inne", "betalningsrad": "Utbetalt",
    "bevakning": "Vad som väntas", "dokument": "Texter", "fil": "Filer", "gallringsrad": "Gallring",
    "gallringsstopp": "Vad som hindrar gallring", "insats": "Ärenden", "journal": "Vad som har hänt",
    "konto": "Inloggning", "kontrollfynd": "Vad kontrollen har funnit", "kund": "Registret",
    "kundhistorik": "Registret, tidigare", "laskvitto": "Vem som har läst meddelanden", "meddelande": "Meddelanden",
    "oppning": "Vem som har öppnat", "process": "Processer vid sidan om ärendena",
    "processbevakning": "Vad som väntas i processerna", "sagt_i_kon": "Sagt och ännu inte avgjort",
    "session": "Inloggningar som pågår eller har pågått", "skyddsbehorighet": "Vem som är namngiven",
    "sparat_urval": "Sparade urval", "terminalkod": "Inloggning vid en terminal", "utbetalning": "Belopp",
    "utkast": "Utkast", "utkorg": "Aviseringar",
}  # fmt: skip
"""Table → what a reader calls it. A test holds that every table of an extract is here."""

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
                "rubrik": RUBRIK[tabell],
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
