"""The registers of kunder and karriärvägledare with their history, named staff, the log of openings, and what has been
weeded out (K3.2, K3.8, K5.1).

Triggers write the history and refuse to change it or the log; a row of a register is taken away by a signed gallring
alone, through ``gallra_ur_registret``.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from persistence.tabeller.grund import Tidpunkt, metadata

karriarvagledare = Table(
    "karriarvagledare",
    metadata,
    Column("id", Text, primary_key=True),
    Column("namn", Text, nullable=False),
    Column("epost", Text, nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    CheckConstraint("till >= fran", name="till"),
)
"""K5.1: both dates included, ``till`` empty until further notice."""

_DELAR = "array_to_tsvector(array_remove(regexp_split_to_array(lower({}namn), '[ .,''’()/-]+'), ''))"


def namnets_delar(tabell: str) -> str:
    """The parts of the name in a table's row, folded: what a search by name asks, written as its index is."""
    return _DELAR.format(f"{tabell}.")


kund = Table(
    "kund",
    metadata,
    Column("id", Text, primary_key=True),
    Column("personnummer", Text, unique=True),
    Column("fodelsedatum", Date, nullable=False),
    Column("namn", Text),
    Column("epost", Text),
    Column("telefon", Text),
    Column("adress", Text),
    Column("skydd", Text),
    Column("karriarvagledare", Text, ForeignKey("karriarvagledare.id")),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    Column("socialsekreterare", Text),
    Column("sprak", Text),
    Column("tolk", Text),
    CheckConstraint("personnummer ~ '^[0-9]{12}$'", name="personnummer"),
    CheckConstraint(
        "skydd IN ('skyddad_folkbokforing', 'sekretessmarkering', 'fingerade_personuppgifter')", name="skydd"
    ),
    CheckConstraint("skydd IS NOT NULL OR (personnummer IS NOT NULL AND namn IS NOT NULL)", name="uppgifter"),
    Index("ix_kund_karriarvagledare", "karriarvagledare"),
    Index("ix_kund_socialsekreterare", "socialsekreterare"),
    Index(
        "ix_kund_namnets_delar",
        text(_DELAR.format("")),
        postgresql_using="gin",
        postgresql_where=text("skydd IS NULL"),
    ),
)
"""``id`` is the one in ``insats.kund``, which is all that ever leaves the register. ``skydd`` empty: no protection."""

Index("ix_kund_skyddad", kund.c.id, postgresql_where=kund.c.skydd.is_not(None))

Index("ix_kund_namn", kund.c.namn, kund.c.id, postgresql_where=kund.c.skydd.is_(None))
"""In the order of the list of kunder; the name of a protected one stands in neither (K3.2)."""

kundhistorik = Table(
    "kundhistorik",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Text, nullable=False),
    Column("personnummer", Text),
    Column("fodelsedatum", Date, nullable=False),
    Column("namn", Text),
    Column("epost", Text),
    Column("telefon", Text),
    Column("adress", Text),
    Column("skydd", Text),
    Column("karriarvagledare", Text),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    Column("socialsekreterare", Text),
    Column("sprak", Text),
    Column("tolk", Text),
    Index("ix_kundhistorik_id", "id", "nr"),
)

karriarvagledarhistorik = Table(
    "karriarvagledarhistorik",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Text, nullable=False),
    Column("namn", Text, nullable=False),
    Column("epost", Text, nullable=False),
    Column("fran", Date, nullable=False),
    Column("till", Date),
    Column("andrad", Tidpunkt, nullable=False),
    Column("andrad_av", Text, nullable=False),
    Index("ix_karriarvagledarhistorik_id", "id", "nr"),
)

skyddsbehorighet = Table(
    "skyddsbehorighet",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("kund", Text, ForeignKey("kund.id"), nullable=False),
    Column("aktor", Text, nullable=False),
    Column("beviljad", Tidpunkt, nullable=False, server_default=func.now()),
    Column("beviljad_av", Text, nullable=False),
    Column("upphord", Tidpunkt),
    Column("upphord_av", Text),
    CheckConstraint("(upphord IS NULL) = (upphord_av IS NULL)", name="upphord"),
)
"""Who is named for a kund; a row that has ended stays as history."""
Index(
    "uq_skyddsbehorighet_galler",
    skyddsbehorighet.c.kund,
    skyddsbehorighet.c.aktor,
    unique=True,
    postgresql_where=skyddsbehorighet.c.upphord.is_(None),
)

oppning = Table(
    "oppning",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("tid", Tidpunkt, nullable=False, server_default=func.now()),
    Column("aktor", Text, nullable=False),
    Column("kund", Text, nullable=False),
    Column("arende", Text),
    Column("dorr", Text, nullable=False),
    Column("vad", Text, nullable=False),
    Column("utfall", Text, nullable=False),
    CheckConstraint("utfall IN ('oppnad', 'nekad')", name="utfall"),
    Index("ix_oppning_kund", "kund", "nr"),
    Index("ix_oppning_arende", "arende", "nr"),
    Index("ix_oppning_tid", "tid"),
)
"""Every opening of a case or of a kund in the register, and every attempt that was refused (K3.8); ``arende`` is empty
where it was the register that was read."""

NAMNET_I_EN_LISTA = "namnet i en lista"
Index(
    "ix_oppning_namnet", oppning.c.aktor, oppning.c.arende, oppning.c.tid,
    postgresql_where=text(f"vad = '{NAMNET_I_EN_LISTA}'"),
)  # fmt: skip
"""Whether a reader has been shown a name that day already."""

gallringsstopp = Table(
    "gallringsstopp",
    metadata,
    Column("nr", BigInteger, Identity(always=True), primary_key=True),
    Column("kund", Text, nullable=False),
    Column("arende", Text, nullable=False),
    Column("orsak", Text, nullable=False),
    Column("satt", Tidpunkt, nullable=False, server_default=func.now()),
    Column("satt_av", Text, nullable=False),
    Column("havt", Tidpunkt),
    Column("havt_av", Text),
    CheckConstraint("orsak IN ('overklagat', 'tvist', 'utlamnande')", name="orsak"),
    CheckConstraint("(havt IS NULL) = (havt_av IS NULL)", name="havt"),
)
"""Why nothing of a kund may be weeded out, as of a case of the kund's; a row that has ended stays as history."""
Index(
    "uq_gallringsstopp_galler",
    gallringsstopp.c.arende,
    gallringsstopp.c.orsak,
    unique=True,
    postgresql_where=gallringsstopp.c.havt.is_(None),
)

gallringsrad = Table(
    "gallringsrad",
    metadata,
    Column("gallring", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("kund", Text),
    Column("arenden", ARRAY(Text), nullable=False),
    Column("anordnare", Text),
    Column("person", Text),
    Column("status", Text, nullable=False, server_default="vantar"),
    Column("skal", Text),
    Column("antal", JSONB(none_as_null=True)),
    Column("tid", Tidpunkt),
    CheckConstraint("status IN ('vantar', 'gallrad', 'undantagen')", name="status"),
    CheckConstraint("(status = 'vantar') = (tid IS NULL)", name="tid"),
    Index("ix_gallringsrad_arenden", "arenden", postgresql_using="gin"),
    Index("ix_gallringsrad_kund", "kund", postgresql_where=text("kund IS NOT NULL")),
)
"""The protocol of a gallring, a row for each that is weeded out: a kund with all its cases, a case of a kund without an
id, or one who has left an anordnare. What is named is named by id, which leads to nobody when the register has gone."""
