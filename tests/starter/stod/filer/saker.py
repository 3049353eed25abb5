"""A sort of row made up for the tests, and what came of a file of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, Integer, MetaData, Table, Text

from domain.grund.avvisning import Avvisning
from persistence.databas.massinlasning import Inlasning, Utfall
from starter.stod.filer import csvfalt
from starter.stod.filer.csvimport import Felsamling, Importsort, Kolumn

SAK = Table("sak", MetaData(), Column("id", Text, primary_key=True), Column("antal", Integer), Column("dag", Date))


def inget_fult(rad: dict[str, Any]) -> None:
    if rad["id"] == "ful":
        raise Avvisning("K5.2", "får inte vara ful", "id")


def prova(i: Inlasning, har: frozenset[str], fel: Felsamling) -> None:
    fel.lagg_till_alla(i.dubbletter("id"), "id", "K5.1", "står redan på en tidigare rad")


def flytta(i: Inlasning, har: frozenset[str]) -> Utfall:
    return i.stall_in(SAK, ["id"], [k.namn for k in SORT.kolumner if k.namn in har])


SORT = Importsort(
    "saker",
    (
        Kolumn("id", "K5.1", csvfalt.text(20)),
        Kolumn("antal", "K5.1", csvfalt.heltal(0, 99), "integer"),
        Kolumn("dag", "K5.1", csvfalt.datum, "date", kravs=False, far_vara_tom=True),
    ),
    flytta=flytta,
    slutfor_rad=inget_fult,
    prova=prova,
)
