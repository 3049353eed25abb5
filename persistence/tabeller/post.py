"""Where what is told lies: the inbox, the outbox, the addresses that mail goes to; and what a case is yet to hear."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

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
    Index("ix_meddelande_till", "till", "part", "tid", "id"),
    Index("ix_meddelande_olasta", "till", "part", "tid", "id", postgresql_where=text("last IS NULL")),
)
"""The service's own inbox; ``arende`` is the case that is told of, or the process beside the cases."""
UTANFOR_JOURNALEN = 1_000
"""``ordning`` from here on is what a message itself came to, which the journal does not give."""

utkorg = Table(
    "utkorg",
    metadata,
    Column("meddelande", BigInteger, ForeignKey("meddelande.id"), primary_key=True, autoincrement=False),
    Column("arende", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="vantar"),
    Column("forsok", Integer, nullable=False, server_default=text("0")),
    Column("senaste_fel", Text),
    Column("levererad", Tidpunkt),
    Column("far_tas_med", Tidpunkt, nullable=False, server_default=text("(now() + '00:00:10'::interval)")),
    CheckConstraint("status IN ('vantar', 'levererad', 'utan_adress', 'avvisad', 'endast_inkorg')", name="status"),
)
"""What is to be told by e-mail besides the inbox.

``forsok``: how often the mail server has answered about it. ``senaste_fel`` is the name of an error's class, never its
text. ``far_tas_med``: from when a delivery of another case's that got through may take it along; before that its own
case's is on its way with it."""
Index("ix_utkorg_vantar", utkorg.c.arende, utkorg.c.meddelande, postgresql_where=utkorg.c.status == "vantar")

adress = Table(
    "adress",
    metadata,
    Column("roll", Text, primary_key=True),
    Column("part", Text, primary_key=True, server_default=""),
    Column("epost", Text, nullable=False),
)
"""Where notices are sent; ``part`` empty is the address of the whole role."""

sagt_i_kon = Table(
    "sagt_i_kon",
    metadata,
    Column("arende", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("inkommet", JSONB, nullable=False),
    Column("mottaget", Tidpunkt, nullable=False, server_default=func.now()),
    Column("slag", Text),
    Index("ix_sagt_i_kon_mottaget", "mottaget"),
)
"""What was put in a case's queue, until its outcome stands in the journal (K0.6, K0.7). ``inkommet`` is what travels:
facts and ids, never the words (K3.3). ``slag`` is the workflow type of what an agent is to say it to, or begin with
it; null where it lies in a case's own queue."""


def ar_adress_till(roll: ColumnElement[str] | str, part: ColumnElement[str | None] | str | None) -> ColumnElement[bool]:
    """The addresses that reach a party: its own, which goes first, and that of its whole role."""
    return and_(adress.c.roll == roll, or_(adress.c.part == part, adress.c.part == ""))


laskvitto = Table(
    "laskvitto",
    metadata,
    Column("arende", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("aktor", Text, primary_key=True),
    Column("tid", Tidpunkt, nullable=False, server_default=func.now()),
    ForeignKeyConstraint(["arende", "nr"], ["journal.arende", "journal.nr"], name="fk_laskvitto_journal"),
)
"""Who has read which message of a thread (K4.6); no part of the journal, since reading changes no case.

``aktor`` is the reader, as ``roll:id[@organisation]``; ``nr`` the line of the journal that the message is."""
