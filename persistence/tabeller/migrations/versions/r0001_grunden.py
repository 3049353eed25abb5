"""The journal, its projection, inbox and outbox, documents, registers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Overlap is judged on equal names and overlapping days at once, which plain gist does not do for text.
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    _journal()
    _projection()
    _messages()
    _documents_and_registers()


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nr", sa.Integer, nullable=False),
        sa.Column("tid", _INSTANT, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("av", sa.Text, nullable=False),
        sa.Column("kommando", sa.Text),
        sa.Column("dokument", sa.Text),
        sa.Column("handelse", pg.JSONB, nullable=False),
        sa.Column("skriven", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("arende", "nr", name="pk_journal"),
        sa.CheckConstraint("nr >= 1", name=op.f("ck_journal_nr")),
    )
    op.execute(
        """
        CREATE FUNCTION journal_ar_orubblig() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'journalen skrivs bara till, den ändras inte (K0.7)';
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER journal_ar_orubblig BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
        FOR EACH STATEMENT EXECUTE FUNCTION journal_ar_orubblig()
        """
    )


def _projection() -> None:
    op.create_table(
        "insats",
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("karriarvagledare", sa.Text, nullable=False),
        sa.Column("kund", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("startdatum", sa.Date),
        sa.Column("slutdatum", sa.Date),
        sa.Column("avslutsform", sa.Text),
        sa.Column("avslutsorsak", sa.Text),
        sa.Column("nr", sa.Integer, nullable=False),
        sa.Column("senast", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("arende", name="pk_insats"),
    )
    op.create_index("ix_insats_anordnare", "insats", ["anordnare"])
    op.create_table(
        "bevakning",
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("avser", sa.Text),
        sa.Column("regel", sa.Text, nullable=False),
        sa.Column("ansvarig", sa.Text, nullable=False),
        sa.Column("part", sa.Text),
        sa.Column("oppnad", _INSTANT, nullable=False),
        sa.Column("frist", sa.Date, nullable=False),
        sa.Column("utfall", sa.Text, nullable=False),
        sa.Column("uppfylld", _INSTANT),
        sa.PrimaryKeyConstraint("arende", "nyckel", name="pk_bevakning"),
        sa.ForeignKeyConstraint(["arende"], ["insats.arende"], name="fk_bevakning_arende"),
    )
    op.create_index(
        "ix_bevakning_oppna",
        "bevakning",
        ["ansvarig", "part", "frist"],
        postgresql_where=sa.text("utfall IN ('oppen', 'forsenad')"),
    )
    op.create_table(
        "utbetalning",
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("ordning", sa.Integer, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("avser", sa.Text, nullable=False),
        sa.Column("dagar", sa.Integer, nullable=False),
        sa.Column("belopp", sa.Numeric(12, 2)),
        sa.Column("utbetalningsmanad", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("forklaring", sa.Text, nullable=False),
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("arende", "nyckel", name="pk_utbetalning"),
        sa.ForeignKeyConstraint(["arende"], ["insats.arende"], name="fk_utbetalning_arende"),
    )
    op.create_index("ix_utbetalning_manad", "utbetalning", ["utbetalningsmanad", "status"])


def _messages() -> None:
    op.create_table(
        "meddelande",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nr", sa.Integer, nullable=False),
        sa.Column("ordning", sa.Integer, nullable=False),
        sa.Column("tid", _INSTANT, nullable=False),
        sa.Column("till", sa.Text, nullable=False),
        sa.Column("part", sa.Text),
        sa.Column("regel", sa.Text, nullable=False),
        sa.Column("rubrik", sa.Text, nullable=False),
        sa.Column("last", _INSTANT),
        sa.Column("last_av", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_meddelande"),
        sa.ForeignKeyConstraint(["arende"], ["insats.arende"], name="fk_meddelande_arende"),
        sa.UniqueConstraint("arende", "nr", "ordning", name="uq_meddelande_arende_nr_ordning"),
    )
    op.create_index("ix_meddelande_till", "meddelande", ["till", "part", "tid"])
    op.create_table(
        "utkorg",
        sa.Column("meddelande", sa.BigInteger, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False, server_default="vantar"),
        sa.Column("forsok", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("senaste_fel", sa.Text),
        sa.Column("levererad", _INSTANT),
        sa.PrimaryKeyConstraint("meddelande", name="pk_utkorg"),
        sa.ForeignKeyConstraint(["meddelande"], ["meddelande.id"], name="fk_utkorg_meddelande"),
        sa.CheckConstraint(
            "status IN ('vantar', 'levererad', 'utan_adress', 'avvisad', 'endast_inkorg')",
            name=op.f("ck_utkorg_status"),
        ),
    )
    op.create_index(
        "ix_utkorg_vantar", "utkorg", ["arende", "meddelande"], postgresql_where=sa.text("status = 'vantar'")
    )


def _documents_and_registers() -> None:
    op.create_table(
        "dokument",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("av", sa.Text, nullable=False),
        sa.Column("innehall", pg.JSONB, nullable=False),
        sa.Column("skapad", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("id", name="pk_dokument"),
    )
    op.create_index("ix_dokument_arende", "dokument", ["arende"])
    op.create_table(
        "anordnare",
        sa.Column("namn", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("namn", name="pk_anordnare"),
    )
    op.create_table(
        "auktorisation",
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("kundval", sa.Text, nullable=False),
        sa.Column("fran", sa.Date, nullable=False),
        sa.Column("till", sa.Date),
        sa.PrimaryKeyConstraint("anordnare", "kundval", "fran", name="pk_auktorisation"),
        sa.ForeignKeyConstraint(["anordnare"], ["anordnare.namn"], name="fk_auktorisation_anordnare"),
        sa.CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name=op.f("ck_auktorisation_kundval")),
        sa.CheckConstraint("till >= fran", name=op.f("ck_auktorisation_till")),
        pg.ExcludeConstraint(
            ("anordnare", "="),
            ("kundval", "="),
            (sa.text("daterange(fran, till, '[]')"), "&&"),
            using="gist",
            name="ex_auktorisation_overlapp",
        ),
    )
    op.create_table(
        "adress",
        sa.Column("roll", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False, server_default=""),
        sa.Column("epost", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("roll", "part", name="pk_adress"),
    )
