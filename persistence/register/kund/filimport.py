"""A file of kunder as a set: who is who, what stands against the register, and the move to it (K3.2, K5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, exists, func, or_, text

from domain.grund.parter import Aktor
from persistence.databas.massinlasning import Inlasning, Traffar, Utfall
from persistence.tabeller.kund import karriarvagledare, kund

_TYPER = {"fodelsedatum": "date"}
KOLUMNER = (
    "id", "personnummer", "fodelsedatum", "namn", "epost", "telefon", "adress", "skydd", "karriarvagledare",
    "socialsekreterare", "sprak", "tolk",
)  # fmt: skip
HARLEDDA = {"nytt_id": "text"}
"""The id that a kund who is new gets, where the file gives none."""

_KANDA = """
UPDATE inlast SET id = kund.id FROM kund WHERE inlast.id IS NULL AND kund.personnummer = inlast.personnummer
"""

Fynd = tuple[Traffar, str, str, str]
"""The rows, the column, the krav and a Swedish sentence."""


def typ(kolumn: str) -> str:
    """The SQL type of a column of the file."""
    return _TYPER.get(kolumn, "text")


def prova(i: Inlasning, idag: date) -> Iterator[Fynd]:
    """What stands against the rows as a set. Gives every row without an id the one that the register has for it."""
    yield i.dubbletter("personnummer"), "personnummer", "K1.2", "står redan på en tidigare rad"
    i.forbindelse.execute(text(_KANDA))
    rad = i.tabell.c
    text_utan = "krävs för en kund utan personnummer"
    yield i.dar(rad.id.is_(None), rad.personnummer.is_(None)), "id", "K3.2", text_utan
    i.forbindelse.execute(text("UPDATE inlast SET id = nytt_id WHERE id IS NULL"))
    i.forbindelse.execute(text("ANALYZE inlast"))
    yield i.dubbletter("id"), "id", "K3.3", "står redan på en tidigare rad"
    annans = exists().where(kund.c.personnummer == rad.personnummer, kund.c.id != rad.id)
    yield i.dar(annans), "personnummer", "K1.2", "står i registret på en kund med ett annat id"
    k = karriarvagledare.c
    anstalld = exists().where(k.id == rad.karriarvagledare, k.fran <= idag, or_(k.till.is_(None), k.till >= idag))
    # One who has left stays where the register already says so: the same file again is no fault.
    redan = exists().where(kund.c.id == rad.id, kund.c.karriarvagledare == rad.karriarvagledare)
    okand = and_(rad.karriarvagledare.is_not(None), ~anstalld, ~redan)
    yield i.dar(okand), "karriarvagledare", "K5.1", "finns inte i registret den dagen"


def flytta(i: Inlasning, kolumner: frozenset[str], som: Aktor) -> Utfall:
    """Move the rows to the register; columns that the file has not are left as they are."""
    har = [k for k in KOLUMNER if k in kolumner or k in ("id", "fodelsedatum")]
    return i.stall_in(kund, ["id"], har, {"andrad": func.now(), "andrad_av": str(som)})
