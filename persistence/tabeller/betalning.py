"""The tables of closed payment months (K14.6), written once, in the transaction that closes a month; and of what has
been decided for a year (K16.3). A trigger refuses every change (K0.7).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from persistence.tabeller.grund import Tidpunkt, metadata

betalningsmanad = Table(
    "betalningsmanad",
    metadata,
    Column("manad", Text, primary_key=True),
    Column("stangd", Tidpunkt, nullable=False),
    CheckConstraint("manad ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'", name="manad"),
)

betalning_anordnare = Table(
    "betalning_anordnare",
    metadata,
    Column("manad", Text, ForeignKey("betalningsmanad.manad"), primary_key=True),
    Column("anordnare", Text, primary_key=True),
    Column("ersattning", Numeric(14, 2), nullable=False),
    Column("justeringar", Numeric(14, 2), nullable=False),
    Column("ingaende", Numeric(14, 2), nullable=False),
    Column("att_betala", Numeric(14, 2), nullable=False),
    Column("utgaende", Numeric(14, 2), nullable=False),
    Column("rader", Integer, nullable=False),
    Column("innehallna", Integer, nullable=False),
    # What comes in is either paid or carried forward, to the öre, and what is carried forward is a debt (K0.7).
    CheckConstraint("ersattning + justeringar + ingaende = att_betala + utgaende", name="summa"),
    CheckConstraint("att_betala >= 0 AND utgaende <= 0 AND ingaende <= 0", name="tecken"),
    CheckConstraint("att_betala = 0 OR utgaende = 0", name="antingen"),
)
"""A month's totals for one anordnare, in kronor. ``ingaende`` and ``utgaende`` are what is carried in and out."""

betalningsrad = Table(
    "betalningsrad",
    metadata,
    Column("manad", Text, ForeignKey("betalningsmanad.manad"), primary_key=True),
    Column("anordnare", Text, primary_key=True),
    Column("ordning", Integer, primary_key=True),
    Column("arende", Text),
    Column("nyckel", Text, nullable=False),
    Column("insats", Text),
    Column("slag", Text, nullable=False),
    Column("avser", Text, nullable=False),
    Column("utbetalningsmanad", Text, nullable=False),
    Column("dagar", Integer, nullable=False),
    Column("belopp", Numeric(12, 2), nullable=False),
    Column("forklaring", Text, nullable=False),
    # Nothing is paid twice: a row of a case is in one month, and a balance is carried into one.
    UniqueConstraint("arende", "nyckel"),
    CheckConstraint("(arende IS NULL) = (slag = 'overfort')", name="overfort"),
    CheckConstraint("slag IN ('manad', 'avbrott', 'justering', 'overfort')", name="slag"),
)
"""One row that is paid or set off. ``utbetalningsmanad`` is the month that the case gave it; it is earlier than
``manad`` where the case was late. Not bound to ``insats`` by a key: what is frozen stands for itself."""

betalning_innehallen = Table(
    "betalning_innehallen",
    metadata,
    Column("manad", Text, ForeignKey("betalningsmanad.manad"), primary_key=True),
    Column("anordnare", Text, primary_key=True),
    Column("ordning", Integer, primary_key=True),
    Column("arende", Text, nullable=False),
    Column("nyckel", Text, nullable=False),
    Column("insats", Text, nullable=False),
    Column("slag", Text, nullable=False),
    Column("avser", Text, nullable=False),
    Column("dagar", Integer, nullable=False),
    Column("belopp", Numeric(12, 2)),
    Column("status", Text, nullable=False),
    Column("forklaring", Text, nullable=False),
    CheckConstraint("status IN ('innehallen', 'vantar', 'senare', 'ej_svarat')", name="status"),
    Index("ix_betalning_innehallen_arende", "arende", "nyckel"),
)
"""What was not paid in a month, and why. ``senare``: ready, for a later month (K14.5). ``ej_svarat``: to be paid this
month, but its case had not marked it as paid when the month was closed."""

budget = Table(
    "budget",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("ar", Integer, nullable=False),
    Column("kundval", Text, nullable=False),
    Column("belopp", Numeric(14, 2), nullable=False),
    Column("beslut", Text, nullable=False),
    Column("motivering", Text),
    Column("av", Text, nullable=False),
    Column("tid", Tidpunkt, nullable=False, server_default=func.now()),
    CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name="kundval"),
    CheckConstraint("belopp >= 0", name="belopp"),
)
"""What has been decided for a year and a kundval (K16.3); of several the last is in force."""
