"""The tables of the desk: what has been begun and not said yet, and the filters that people keep."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    Integer,
    Table,
    Text,
    and_,
    cast,
    false,
    func,
    or_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

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
"""A form half written. ``arende`` is the case or the process, or ``NYTT`` for what has not begun; ``agare`` the
organisation, the role in the municipality or the person that may go on with it; ``avser`` the month or the week it is
about, the thread, the kund of a new case, or empty. It starts no clock, and is taken away when it has been said."""

NYTT = "nytt/"
"""No case and no process can be called so."""
ARENDENA = "arenden"
"""Where a draft that is about many cases names them, one on each line."""


_FALT_OM = re.compile(r"[a-z]+\.(.+?)(?:\.[0-9]{4}-[0-9]{2}-[0-9]{2})?")
"""A field of such a draft, which names its case and may name a day."""


def bara_om(innehall: Mapping[str, Any], arenden: Collection[str]) -> dict[str, Any]:
    """What a draft that is about many cases holds of these; any other draft whole."""
    if ARENDENA not in innehall:
        return dict(innehall)
    return {k: v for k, v in innehall.items() if (m := _FALT_OM.fullmatch(k)) and m[1] in arenden}


def utkast_om(kund: str | None, arenden: Iterable[str]) -> ColumnElement[bool]:
    """The drafts of these cases and processes, those of what has not begun that name one or many of them, and those of
    a new case of the kund's."""
    u, dessa = utkast.c, list(arenden)
    namnda = func.string_to_array(u.innehall[ARENDENA].astext, "\n", type_=ARRAY(Text))
    ettdera = (u.innehall["arende"].astext.in_(dessa), namnda.overlap(dessa), u.avser == kund if kund else false())
    nya = and_(u.arende == NYTT, or_(*ettdera))
    return or_(u.arende.in_(dessa), nya)


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
