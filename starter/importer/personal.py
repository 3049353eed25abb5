"""The file of an anordnare's staff: those who were employed before the record began (K3.4)."""

from __future__ import annotations

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from persistence.register.anordnare import personal
from starter.stod.filer.csvfalt import datum, epost, text
from starter.stod.filer.csvimport import Importsort, Kolumn

FAR_IMPORTERA = (Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR)


def personalsort(som: Aktor) -> Importsort:
    """A file of those already employed. Raises: Avvisning, K3.4; not for this role."""
    if som.roll not in FAR_IMPORTERA:
        raise Avvisning("K3.4", "det här gör systemspecialisten eller kundkoordinatorn", "av")
    kolumner = (
        Kolumn("anordnare", "K3.4", text(200)),
        Kolumn("person", "K3.4", text(60)),
        Kolumn("namn", "K3.4", text(200), kravs=False, far_vara_tom=True),
        Kolumn("epost", "K3.4", epost, kravs=False, far_vara_tom=True),
        Kolumn("uppdrag", "K3.4", text(200), kravs=False, far_vara_tom=True),
        Kolumn("fran", "K3.4", datum, typ="date", kravs=False, far_vara_tom=True),
    )
    return Importsort("anställda", kolumner, flytta=personal.flytta, prova=personal.prova)
