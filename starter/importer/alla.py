"""Every register that is read in from a file, by the name that the doors have for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from domain.grund.parter import Aktor
from starter.importer.anordnare import anordnarsort, auktorisationssort
from starter.importer.kunder import karriarvagledarsort, kundsort
from starter.importer.personal import personalsort
from starter.stod.filer.csvimport import Importsort

Register = Literal["kunder", "karriarvagledare", "anordnare", "auktorisationer", "personal"]

SORTER: Mapping[Register, Callable[[Aktor, date], Importsort]] = {
    "kunder": kundsort,
    "karriarvagledare": karriarvagledarsort,
    "anordnare": lambda som, _idag: anordnarsort(som),
    "auktorisationer": lambda som, _idag: auktorisationssort(som),
    "personal": lambda som, _idag: personalsort(som),
}
"""Who reads it in, and the Stockholm date, to what is read. Each raises Avvisning for a role that may not."""
