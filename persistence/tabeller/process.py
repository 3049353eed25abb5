"""The tables of the processes beside the cases; their journal, inbox and outbox are the cases' own."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from domain.grund.slag import VANTAR
from persistence.tabeller.grund import Tidpunkt, metadata

process = Table(
    "process",
    metadata,
    Column("id", Text, primary_key=True),
    Column("slag", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("part", Text),
    Column("arende", Text),
    Column("rubrik", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("oppen", Boolean, nullable=False),
    Column("nr", Integer, nullable=False),
    Column("senast", Tidpunkt, nullable=False),
    Column("ensam", Text),
    Index("ix_process_part", "slag", "part", text("senast DESC"), "id"),
    Index("ix_process_senast", "slag", text("senast DESC"), "id"),
    UniqueConstraint("slag", "ensam", name="uq_process_ensam"),
)
"""One row a process; ``oppen`` holds until its workflow has nothing left to do. ``ensam`` is what no other of the kind
may be about."""

processbevakning = Table(
    "processbevakning",
    metadata,
    Column("process", Text, ForeignKey("process.id"), primary_key=True),
    Column("nyckel", Text, primary_key=True),
    Column("slag", Text, nullable=False),
    Column("regel", Text, nullable=False),
    Column("ansvarig", Text, nullable=False),
    Column("part", Text),
    Column("oppnad", Tidpunkt, nullable=False),
    Column("forfaller", Tidpunkt, nullable=False),
    Column("frist", Date),
    Column("utfall", Text, nullable=False),
    Column("uppfylld", Tidpunkt),
    Column("utom", Text),
)
"""What the processes await; ``utom`` is who may not do it, by id, since another is to sign (K14.6, K16.5)."""

Index(
    "ix_processbevakning_vantar",
    processbevakning.c.ansvarig,
    processbevakning.c.part,
    postgresql_where=processbevakning.c.utfall.in_(VANTAR),
)

beslutat_varde = Table(
    "beslutat_varde",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("process", Text, ForeignKey("process.id"), nullable=False),
    Column("utgava", Text, nullable=False),
    Column("beslut", Text, nullable=False),
    Column("nyckel", Text, nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("varde", JSONB(none_as_null=True)),
    UniqueConstraint("process", "nyckel", "fran"),
)
"""Values of the rules that two people have decided (K16.5), in the order that they were; ``varde`` NULL strikes the one
of that first day. A trigger refuses every change."""
