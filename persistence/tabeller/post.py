"""Where what is told lies: the inbox, the outbox, and the addresses that mail goes to."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    or_,
    text,
)

from persistence.tabeller.grund import Tidpunkt, metadata

meddelande = Table(
    "meddelande",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("arende", Text, nullable=False),
    Column("nr", Integer, nullable=False),
    Column("ordning", Integer, nullable=False),
    Column("tid", Tidpunkt, nullable=False),
    Column("till", Text, nullable=False),
    Column("part", Text),
    Column("regel", Text, nullable=False),
    Column("rubrik", Text, nullable=False),
    Column("last", Tidpunkt),
    Column("last_av", Text),
    UniqueConstraint("arende", "nr", "ordning"),
    Index("ix_meddelande_till", "till", "part", "tid"),
)
"""The service's own inbox; ``arende`` is the case that is told of, or the process beside the cases."""

utkorg = Table(
    "utkorg",
    metadata,
    Column("meddelande", BigInteger, ForeignKey("meddelande.id"), primary_key=True, autoincrement=False),
    Column("arende", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="vantar"),
    Column("forsok", Integer, nullable=False, server_default=text("0")),
    Column("senaste_fel", Text),
    Column("levererad", Tidpunkt),
    CheckConstraint("status IN ('vantar', 'levererad', 'utan_adress', 'avvisad', 'endast_inkorg')", name="status"),
)
"""What is to be told by e-mail besides the inbox. ``senaste_fel`` is the name of an error's class, never its text."""
Index("ix_utkorg_vantar", utkorg.c.arende, utkorg.c.meddelande, postgresql_where=utkorg.c.status == "vantar")

adress = Table(
    "adress",
    metadata,
    Column("roll", Text, primary_key=True),
    Column("part", Text, primary_key=True, server_default=""),
    Column("epost", Text, nullable=False),
)
"""Where notices are sent; ``part`` empty is the address of the whole role."""


def ar_adress_till(roll: ColumnElement[str] | str, part: ColumnElement[str | None] | str | None) -> ColumnElement[bool]:
    """The addresses that reach a party: its own, which goes first, and that of its whole role."""
    return and_(adress.c.roll == roll, or_(adress.c.part == part, adress.c.part == ""))
