"""A file of kunder as a set: who is who, what stands against the register, and the move to it (K3.2, K5.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import ColumnElement, Engine, and_, exists, func, not_, or_, select, text

from domain.grund.parter import Aktor
from persistence.databas.massinlasning import Inlasning, Traffar, Utfall
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.tillgang import socialsekreterare_i_tjanst
from persistence.insyn.vem_ser import ser_kund
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

_SKYDDADE = select(kund.c.id).where(kund.c.skydd.is_not(None))

Fynd = tuple[Traffar, str, str, str]
"""The rows, the column, the krav and a Swedish sentence."""


def typ(kolumn: str) -> str:
    """The SQL type of a column of the file."""
    return _TYPER.get(kolumn, "text")


def prova(i: Inlasning, har: frozenset[str], som: Aktor, idag: date) -> Iterator[Fynd]:
    """What stands against the rows as a set. Gives every row without an id the one that the register has for it.

    A protected kund's row may say what the register says; to say otherwise is for those who may open it (K3.2).
    """
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
    redan = exists().where(kund.c.id == rad.id, kund.c.socialsekreterare == rad.socialsekreterare)
    i_tjanst = socialsekreterare_i_tjanst(rad.socialsekreterare, idag)
    okand = and_(rad.socialsekreterare.is_not(None), not_(i_tjanst), ~redan)
    yield i.dar(okand), "socialsekreterare", "K9.5", "finns inte i registret den dagen"
    stangd = exists().where(kund.c.id == rad.id, kund.c.skydd.is_not(None), not_(ser_kund(som)), _skiljer(i, har))
    yield i.dar(stangd), "id", "K3.2", "är inte din att ändra; det gör den som är namngiven för kunden"


def skyddade(i: Inlasning) -> list[str]:
    """The kunder of the register that the rows are about and whose identity is protected."""
    return list(i.forbindelse.execute(_SKYDDADE.where(kund.c.id == i.tabell.c.id).distinct()).scalars())


def anteckna(motor: Engine, som: Aktor, kunder: Collection[str]) -> None:
    """Log that a file was about protected kunder: what it came to tells of them, also where it was refused (K3.2)."""
    if kunder:
        with transaktion(motor) as forbindelse:
            oppningar.anteckna_kunder(forbindelse, som, "inläsning av en fil", kunder)


def _skiljer(i: Inlasning, har: frozenset[str]) -> ColumnElement[bool]:
    """Whether a row says otherwise than the register."""
    varden = _kolumner(har)[1:]
    return func.row(*(kund.c[k] for k in varden)).is_distinct_from(func.row(*(i.tabell.c[k] for k in varden)))


def _kolumner(har: frozenset[str]) -> list[str]:
    """What is compared and moved, the id first."""
    return [k for k in KOLUMNER if k in har or k in ("id", "fodelsedatum")]


def flytta(i: Inlasning, kolumner: frozenset[str], som: Aktor) -> Utfall:
    """Move the rows to the register; columns that the file has not are left as they are."""
    return i.stall_in(kund, ["id"], _kolumner(kolumner), {"andrad": func.now(), "andrad_av": str(som)})
