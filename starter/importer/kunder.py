"""The files of kunder and karriärvägledare: what they hold, and how they are taken in (K3.2, K5.1)."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.grund.parter import Aktor
from domain.grund.roller import IMPORTERAR, SKOTER_KARRIARVAGLEDARE, prova_roll
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT, slutfor_karriarvagledare
from domain.register.kund import kundfalt, slutfor_kund
from persistence.databas.massinlasning import Inlasning, Utfall
from persistence.register.kund import filimport, karriarvagledare, skrivning
from starter.stod.filer.csvimport import Felsamling, Importsort, Kolumn

_KRAVS = ("personnummer", "namn")
"""The columns that a file of kunder must have. A column that it has not leaves the register as it is."""


def kundsort(som: Aktor, idag: date) -> Importsort:
    """A file of kunder. A row without id is the kund with its personnummer, or a new one, who gets an id.

    Those of them whose identity is protected stand in the log of openings, whatever becomes of the file (K3.2).

    Raises: Avvisning, K5.1; not for this role.
    """
    prova_roll(som, IMPORTERAR, "K5.1")
    falt = kundfalt(idag)
    skyddade: set[str] = set()

    def slutfor(rad: dict[str, object]) -> None:
        slutfor_kund(rad, idag)
        rad["nytt_id"] = rad.get("id") or skrivning.nytt_kund_id()

    def prova(i: Inlasning, har: frozenset[str], fel: Felsamling) -> None:
        for fynd in filimport.prova(i, har, som, idag):
            fel.lagg_till_alla(*fynd)
        skyddade.update(filimport.skyddade(i))

    def flytta(i: Inlasning, har: frozenset[str]) -> Utfall:
        return filimport.flytta(i, har, som)

    return Importsort(
        "kunder",
        tuple(
            Kolumn(k, falt[k].regel, falt[k].las, filimport.typ(k), kravs=k in _KRAVS, far_vara_tom=True)
            for k in filimport.KOLUMNER
        ),
        flytta=flytta,
        slutfor_rad=slutfor,
        prova=prova,
        harledda=filimport.HARLEDDA,
        anteckna=lambda motor: filimport.anteckna(motor, som, skyddade),
    )


def karriarvagledarsort(som: Aktor, idag: date) -> Importsort:
    """A file of karriärvägledare. Raises: Avvisning, K5.1; not for this role."""
    prova_roll(som, SKOTER_KARRIARVAGLEDARE, "K5.1")
    typer = {"fran": "date", "till": "date"}

    def prova(i: Inlasning, _: frozenset[str], fel: Felsamling) -> None:
        fel.lagg_till_alla(i.dubbletter("id"), "id", "K5.1", "står redan på en tidigare rad")

    return Importsort(
        "karriärvägledare",
        tuple(
            Kolumn(namn, f.regel, f.las, typer.get(namn, "text"), kravs=f.kravs, far_vara_tom=not f.kravs)
            for namn, f in KARRIARVAGLEDARFALT.items()
        ),
        flytta=lambda i, har: karriarvagledare.flytta(i, har, som),
        slutfor_rad=partial(slutfor_karriarvagledare, idag=idag),
        prova=prova,
    )
