"""§13: the document that the anordnare is sent when an end is decided (K13.1, K13.3)."""

from __future__ import annotations

from datetime import date

from domain.grund.ord import ORSAK
from domain.grund.ordval import med_stor
from domain.grund.slag import Form, Orsak
from domain.insats.insats import Insats
from domain.tid.tidpunkt import datum

_SORT = {"fortid": "Avslut i förtid", "avbruten": "Avbrott", "aterkallad": "Återkallad insats"}


def dokumentet(i: Insats, form: Form, avslutsdatum: date, orsak: Orsak, *, dold: bool, av: str) -> str:
    """Its text: the decision, its day, who decided, the avslutsdatum, the reason where it may be told; nothing about
    the kund. ``i`` is the state right after the decision; ``dold`` keeps the reason from the anordnare (K13.3); ``av``
    is who decided, by role, name and id."""
    beslut = i.avslutsbeslut
    skal = "Avbrott §13.4" if dold else med_stor(ORSAK[orsak])
    return (
        f"AVBROTTSDOKUMENT\n\nÄrende: {i.arende}\nInsats: {i.slag}\nAnordnare: {i.anordnare}\n"
        f"Beslut: {_SORT[form]}\nBeslutsdag: {datum(beslut.tid if beslut else i.senast)}\n"
        f"Avslutsdatum: {avslutsdatum}\nOrsak: {skal}\n\nBeslutat av {av} enligt §13 (K13.1).\n"
    )
