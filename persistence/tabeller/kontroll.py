"""The tables of the daily hunt for impossible states: each run, and each finding for as long as it stands."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Index, Integer, Table, Text

from persistence.tabeller.grund import Tidpunkt, metadata

kontrollkorning = Table(
    "kontrollkorning",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("korning", Text, nullable=False, unique=True),
    Column("borjade", Tidpunkt, nullable=False),
    Column("klar", Tidpunkt, nullable=False),
    Column("arenden", Integer, nullable=False),
    Column("hinder", Text, nullable=False),
)
"""A run of the hunt. ``korning`` is the id of the workflow's run; ``hinder`` why not all of it could be carried out."""

kontrollfynd = Table(
    "kontrollfynd",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("kontroll", Text, nullable=False),
    Column("arende", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("atgard", Text, nullable=False),
    Column("upplysning", Boolean, nullable=False),
    Column("forst", BigInteger, ForeignKey("kontrollkorning.nr"), nullable=False),
    Column("senast", BigInteger, ForeignKey("kontrollkorning.nr"), nullable=False),
    Column("borta", BigInteger, ForeignKey("kontrollkorning.nr")),
)
"""A finding, from the run that first saw it to the one that no longer did; one that comes back is a new row."""
Index(
    "ix_kontrollfynd_star",
    kontrollfynd.c.kontroll,
    kontrollfynd.c.arende,
    postgresql_where=kontrollfynd.c.borta.is_(None),
)
