"""The tables. The journal is the record; ``insats``, ``bevakning`` and ``utbetalning`` are its projection for reading.

What is written in the migrations and what is written here is held together by a test.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    TypeDecorator,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from domain.grund.slag import VANTAR

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Tidpunkt(TypeDecorator[datetime]):
    """An instant: comes back in UTC whatever time zone the session has, so that its text is always the same."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """As UTC."""
        return value.astimezone(UTC) if value is not None else None


MOTESSLAG = (
    "trepartsmote_bokat",
    "uppfoljningsmote_flyttat",
    "uppfoljningsmote_installt",
    "uppfoljningsmote_kallat",
    "uppgift_rattad",
    "uppstartsmote_bokat",
)
"""The lines that say on which day one is to meet (K7.1, K7.7, K10.3), and those that put such a line right."""
_OM_MOTEN = f"slag IN ({', '.join(map(repr, MOTESSLAG))})"
_MOTESDAG = "coalesce({0} ->> 'till', {0} ->> 'datum', ({0} -> 'efter') ->> 'till', ({0} -> 'efter') ->> 'datum')"

journal = Table(
    "journal",
    metadata,
    Column("arende", Text, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("tid", Tidpunkt, nullable=False),
    Column("slag", Text, nullable=False),
    Column("av", Text, nullable=False),
    Column("kommando", Text),
    Column("dokument", Text),
    Column("handelse", JSONB, nullable=False),
    Column("sagt", JSONB(none_as_null=True)),
    Column("skriven", Tidpunkt, nullable=False, server_default=func.now()),
    CheckConstraint("nr >= 1", name="nr"),
    Index(
        "ix_journal_foregaende",
        text("(handelse ->> 'foregaende')"),
        postgresql_where=text("slag = 'insats_aktualiserad' AND (handelse ->> 'foregaende') IS NOT NULL"),
    ),
    Index("ix_journal_vikarie", "arende", "nr", postgresql_where=text("slag = 'vikarie_utsedd'")),
    Index("ix_journal_mote", text(_MOTESDAG.format("handelse")), postgresql_where=text(_OM_MOTEN)),
)
"""One line a row (K0.7). A trigger refuses UPDATE, DELETE and TRUNCATE."""

KVALITETSSLAG = (
    "avslut_beslutat",
    "avvikelse_anmald",
    "brist_konstaterad",
    "frist_passerad",
    "manadsrapport_granskad",
    "plan_granskad",
    "slutrapport_granskad",
    "slutrapport_lamnad",
    "uppgift_rattad",
)
"""The lines that the yearly review counts (K16.1), found without reading the rest."""
Index("ix_journal_kvalitet", journal.c.slag, journal.c.tid, postgresql_where=journal.c.slag.in_(KVALITETSSLAG))

NAMNDSLAG = ("beslutsgrund_rattad", "bevakning_upphord", "insats_aktualiserad")
"""The lines that the nämnd's statistics read of each case (K16.3), found without reading the rest."""
Index(
    "ix_journal_namnd", journal.c.slag, journal.c.arende, journal.c.nr, postgresql_where=journal.c.slag.in_(NAMNDSLAG)
)

borjar = text("journal.slag = 'insats_aktualiserad'")
foljer_pa: ColumnElement[str] = literal_column("(journal.handelse ->> 'foregaende')", Text)
"""The first line of a case, and the case that it follows on (K13.4, K13.5); written as their index is."""

om_moten = text(f"journal.{_OM_MOTEN}")
motesdag: ColumnElement[str] = literal_column(_MOTESDAG.format("journal.handelse"), Text)
"""The lines of a meeting, and the day that such a line is of; written as their index is."""

insats = Table(
    "insats",
    metadata,
    Column("arende", Text, primary_key=True),
    Column("slag", Text, nullable=False),
    Column("anordnare", Text, nullable=False),
    Column("karriarvagledare", Text, nullable=False),
    Column("kund", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("startdatum", Date),
    Column("slutdatum", Date),
    Column("avslutsform", Text),
    Column("avslutsorsak", Text),
    Column("nr", Integer, nullable=False),
    Column("senast", Tidpunkt, nullable=False),
    Column("handlaggare", Text),
    Index("ix_insats_anordnare", "anordnare"),
    Index("ix_insats_handlaggare", "anordnare", text("lower(handlaggare)")),
    Index("ix_insats_kund", "kund"),
    Index("ix_insats_senast", text("senast DESC"), "arende"),
)

bevakning = Table(
    "bevakning",
    metadata,
    Column("arende", Text, ForeignKey("insats.arende"), primary_key=True),
    Column("nyckel", Text, primary_key=True),
    Column("slag", Text, nullable=False),
    Column("avser", Text),
    Column("regel", Text, nullable=False),
    Column("ansvarig", Text, nullable=False),
    Column("part", Text),
    Column("oppnad", Tidpunkt, nullable=False),
    Column("frist", Date, nullable=False),
    Column("utfall", Text, nullable=False),
    Column("uppfylld", Tidpunkt),
)
Index(
    "ix_bevakning_oppna",
    bevakning.c.ansvarig,
    bevakning.c.part,
    bevakning.c.utfall,
    bevakning.c.frist,
    bevakning.c.arende,
    bevakning.c.nyckel,
    postgresql_where=bevakning.c.utfall.in_(VANTAR),
)
"""In the order that a list of one's own is read in."""

Index(
    "ix_bevakning_rollens",
    bevakning.c.ansvarig,
    bevakning.c.utfall,
    bevakning.c.frist,
    bevakning.c.arende,
    bevakning.c.nyckel,
    postgresql_where=bevakning.c.utfall.in_(VANTAR),
)
Index(
    "ix_bevakning_kon", bevakning.c.part, bevakning.c.utfall, bevakning.c.frist,
    postgresql_where=text("slag = 'bemanning' AND utfall IN ('oppen', 'forsenad')"),
)  # fmt: skip
"""An anordnare's queue, which the menu counts: among all that waits for a large one it would be long to find."""
SENA = ("sen", "forsenad")
"""What was not done when its frist passed, whether it has been done since or not."""
Index(
    "ix_bevakning_sena",
    bevakning.c.ansvarig,
    bevakning.c.frist,
    bevakning.c.part,
    postgresql_where=bevakning.c.utfall.in_(SENA),
)
Index(
    "ix_bevakning_klara",
    bevakning.c.ansvarig,
    bevakning.c.part,
    bevakning.c.uppfylld.desc(),
    postgresql_where=bevakning.c.uppfylld.is_not(None),
)

utbetalning = Table(
    "utbetalning",
    metadata,
    Column("arende", Text, ForeignKey("insats.arende"), primary_key=True),
    Column("nyckel", Text, primary_key=True),
    Column("ordning", Integer, nullable=False),
    Column("slag", Text, nullable=False),
    Column("avser", Text, nullable=False),
    Column("dagar", Integer, nullable=False),
    Column("belopp", Numeric(12, 2)),
    Column("utbetalningsmanad", Text),
    Column("status", Text, nullable=False),
    Column("forklaring", Text, nullable=False),
    Column("anordnare", Text, nullable=False),
    Index("ix_utbetalning_manad", "utbetalningsmanad", "status"),
    Index("ix_utbetalning_obetalda", "anordnare", "avser", "arende", postgresql_where=text("status <> 'utbetald'")),
)


dokument = Table(
    "dokument",
    metadata,
    Column("id", Text, primary_key=True),
    Column("arende", Text, nullable=False),
    Column("slag", Text, nullable=False),
    Column("av", Text, nullable=False),
    Column("innehall", JSONB, nullable=False),
    Column("skapad", Tidpunkt, nullable=False, server_default=func.now()),
    Index("ix_dokument_arende", "arende"),
)
"""Free text. Stored before the kommando that carries its id, so it may belong to a case that is then refused."""

fil = Table(
    "fil",
    metadata,
    Column("id", Text, primary_key=True),
    Column("arende", Text, nullable=False),
    Column("namn", Text, nullable=False),
    Column("typ", Text, nullable=False),
    Column("storlek", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("innehall", LargeBinary, nullable=False),
    Column("av", Text, nullable=False),
    Column("skapad", Tidpunkt, nullable=False, server_default=func.now()),
    CheckConstraint("sha256 = encode(sha256(innehall), 'hex')", name="sha256"),
    CheckConstraint("storlek = length(innehall)", name="storlek"),
    Index("ix_fil_arende", "arende"),
)
"""What has been sent as a file (K4.7). Stored before the kommando that names it, as a document is; what no message
came to carry is taken away."""
