"""The tables of the desk: what has been begun and not said yet, and the filters that people keep."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Column, ColumnElement, Index, Integer, Table, Text, cast, false, func, or_
from sqlalchemy.dialects.postgresql import JSONB

from persistence.tabeller.grund import Tidpunkt, metadata

utkast = Table(
    "utkast",
    metadata,
    Column("arende", Text, primary_key=True),
    Column("kommando", Text, primary_key=True),
    Column("avser", Text, primary_key=True),
    Column("agare", Text, primary_key=True),
    Column("innehall", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    Column("av", Text, nullable=False),
    Column("andrad", Tidpunkt, nullable=False),
    CheckConstraint("version > 0", name="version"),
    Index("ix_utkast_andrad", "andrad"),
)
"""A form half written. ``agare`` is the organisation, or the role in the municipality, that may go on with it;
``avser`` the month it is about, or empty. It starts no clock, and is taken away when it has been said."""

sparat_urval = Table(
    "sparat_urval",
    metadata,
    Column("aktor", Text, primary_key=True),
    Column("namn", Text, primary_key=True),
    Column("fraga", JSONB, nullable=False),
    Column("sparat", Tidpunkt, nullable=False),
)
"""A filter of the start page that somebody keeps, for themselves alone."""


def urval_som_namner(orden: Iterable[str]) -> ColumnElement[bool]:
    """The filters that name one of these, in what they are called or in what they filter by."""
    u = sparat_urval.c
    allt = func.lower(u.namn + " " + cast(u.fraga, Text))
    return or_(false(), *(func.strpos(allt, func.lower(o)) > 0 for o in orden if o))
