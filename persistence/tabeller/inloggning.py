"""The tables of the doors: the municipality's other roles, who logs in as whom, sessions and programs (K3.4).

No secret is kept: a session, a state and a program's password are there by their SHA-256 alone, and each is 256 random
bits, so that nothing can be guessed back from it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    false,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY

from persistence.tabeller.grund import Tidpunkt, metadata

ROLLER_I_REGISTRET = (
    "arbetsledare",
    "dataskyddssamordnare",
    "ekonom",
    "kundkoordinator",
    "socialsekreterare",
    "systemspecialist",
)

medarbetare = Table(
    "medarbetare",
    metadata,
    Column("roll", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("namn", Text, nullable=False),
    Column("epost", Text, nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    CheckConstraint("till >= fran", name="till"),
    CheckConstraint("roll IN (" + ", ".join(f"'{r}'" for r in ROLLER_I_REGISTRET) + ")", name="roll"),
)
"""The municipality's roles that have no register of their own; both dates included.

``till`` is empty until further notice. A row is never taken away, and every version goes to the history by a trigger.
"""

medarbetarhistorik = Table(
    "medarbetarhistorik",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("roll", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("namn", Text, nullable=False),
    Column("epost", Text, nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    Index("ix_medarbetarhistorik_id", "roll", "id", "nr"),
)

konto = Table(
    "konto",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("utfardare", Text, nullable=False),
    Column("konto", Text, nullable=False),
    Column("aktor", Text, nullable=False),
    Column("kopplad", Tidpunkt, nullable=False, server_default=func.now()),
    Column("kopplad_av", Text, nullable=False),
    Column("upphord", Tidpunkt),
    Column("upphord_av", Text),
    CheckConstraint("(upphord IS NULL) = (upphord_av IS NULL)", name="upphord"),
    Index("ix_konto_aktor", "aktor"),
)
"""Which account of which identity provider is whom in the registers; a row that has ended stays as history."""

Index(
    "uq_konto_galler",
    konto.c.utfardare,
    konto.c.konto,
    konto.c.aktor,
    unique=True,
    postgresql_where=konto.c.upphord.is_(None),
)

session = Table(
    "session",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("nr", BigInteger, Identity(always=True), nullable=False, unique=True),
    Column("slag", Text, nullable=False),
    Column("utfardare", Text, nullable=False),
    Column("konto", Text, nullable=False),
    Column("aktor", Text),
    Column("niva", Integer, nullable=False),
    Column("omraden", ARRAY(Text)),
    Column("klient", Text, nullable=False),
    Column("skapad", Tidpunkt, nullable=False),
    Column("senast", Tidpunkt, nullable=False),
    Column("gar_ut", Tidpunkt, nullable=False),
    Column("avslutad", Tidpunkt),
    Column("avslutad_skal", Text),
    CheckConstraint("slag IN ('webb', 'terminal', 'program')", name="slag"),
    CheckConstraint("(avslutad IS NULL) = (avslutad_skal IS NULL)", name="avslutad"),
    Index("ix_session_konto", "utfardare", "konto", "skapad"),
    Index("ix_session_gar_ut", "gar_ut"),
)
"""Who is logged in. ``aktor`` is empty until one with several has chosen; ``omraden`` are a program's scopes."""

inloggning = Table(
    "inloggning",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("webblasare", LargeBinary, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("verifierare", Text, nullable=False),
    Column("till", Text, nullable=False),
    Column("terminal", Text),
    Column("skapad", Tidpunkt, nullable=False),
    Index("ix_inloggning_skapad", "skapad"),
)
"""A login that has been begun, by the hash of its ``state``; taken away as it is used, so it is used once."""

terminalkod = Table(
    "terminalkod",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("utmaning", Text, nullable=False),
    Column("aterkomst", Text, nullable=False),
    Column("utfardare", Text, nullable=False),
    Column("konto", Text, nullable=False),
    Column("aktor", Text, nullable=False),
    Column("niva", Integer, nullable=False),
    Column("skapad", Tidpunkt, nullable=False),
    Index("ix_terminalkod_skapad", "skapad"),
)
"""What a terminal changes for a session of its own (RFC 8252), once and within a minute."""

program = Table(
    "program",
    metadata,
    Column("klient", Text, primary_key=True),
    Column("namn", Text, nullable=False),
    Column("hemlighet", LargeBinary),
    Column("aktor", Text, nullable=False),
    Column("omraden", ARRAY(Text), nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    CheckConstraint("till >= fran", name="till"),
)
"""Programs that speak for somebody in the registers; ``hemlighet`` is empty for one that the provider lets in."""

forsta_administrator = Table(
    "forsta_administrator",
    metadata,
    Column("den_enda", Boolean, primary_key=True, server_default=false()),
    Column("aktor", Text, nullable=False),
    Column("utfardare", Text, nullable=False),
    Column("konto", Text, nullable=False),
    Column("tid", Tidpunkt, nullable=False, server_default=func.now()),
    Column("av", Text, nullable=False),
    CheckConstraint("NOT den_enda", name="den_enda"),
)
"""That the first administrator was let in, by which login of the operating system; there is room for one row, ever."""
