"""Closed payment months: what is paid to each anordnare, and what is held (K14.6)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("betalningsrad", "betalning_innehallen", "betalning_anordnare", "betalningsmanad")


def upgrade() -> None:
    op.create_table(
        "betalningsmanad",
        sa.Column("manad", sa.Text, nullable=False),
        sa.Column("stangd", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("manad", name="pk_betalningsmanad"),
        sa.CheckConstraint("manad ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'", name=op.f("ck_betalningsmanad_manad")),
    )
    _totals()
    _rows()
    _held()
    _immutable()


def _totals() -> None:
    amounts = ("ersattning", "justeringar", "ingaende", "att_betala", "utgaende")
    op.create_table(
        "betalning_anordnare",
        sa.Column("manad", sa.Text, nullable=False),
        sa.Column("anordnare", sa.Text, nullable=False),
        *(sa.Column(name, sa.Numeric(14, 2), nullable=False) for name in amounts),
        sa.Column("rader", sa.Integer, nullable=False),
        sa.Column("innehallna", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("manad", "anordnare", name="pk_betalning_anordnare"),
        sa.ForeignKeyConstraint(["manad"], ["betalningsmanad.manad"], name="fk_betalning_anordnare_manad"),
        sa.CheckConstraint(
            "ersattning + justeringar + ingaende = att_betala + utgaende", name=op.f("ck_betalning_anordnare_summa")
        ),
        sa.CheckConstraint(
            "att_betala >= 0 AND utgaende <= 0 AND ingaende <= 0", name=op.f("ck_betalning_anordnare_tecken")
        ),
        sa.CheckConstraint("att_betala = 0 OR utgaende = 0", name=op.f("ck_betalning_anordnare_antingen")),
    )


def _rows() -> None:
    op.create_table(
        "betalningsrad",
        sa.Column("manad", sa.Text, nullable=False),
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("ordning", sa.Integer, nullable=False),
        sa.Column("arende", sa.Text),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("insats", sa.Text),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("avser", sa.Text, nullable=False),
        sa.Column("utbetalningsmanad", sa.Text, nullable=False),
        sa.Column("dagar", sa.Integer, nullable=False),
        sa.Column("belopp", sa.Numeric(12, 2), nullable=False),
        sa.Column("forklaring", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("manad", "anordnare", "ordning", name="pk_betalningsrad"),
        sa.ForeignKeyConstraint(["manad"], ["betalningsmanad.manad"], name="fk_betalningsrad_manad"),
        sa.UniqueConstraint("arende", "nyckel", name="uq_betalningsrad_arende_nyckel"),
        sa.CheckConstraint("(arende IS NULL) = (slag = 'overfort')", name=op.f("ck_betalningsrad_overfort")),
        sa.CheckConstraint("slag IN ('manad', 'avbrott', 'justering', 'overfort')", name=op.f("ck_betalningsrad_slag")),
    )


def _held() -> None:
    op.create_table(
        "betalning_innehallen",
        sa.Column("manad", sa.Text, nullable=False),
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("ordning", sa.Integer, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("insats", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("avser", sa.Text, nullable=False),
        sa.Column("dagar", sa.Integer, nullable=False),
        sa.Column("belopp", sa.Numeric(12, 2)),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("forklaring", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("manad", "anordnare", "ordning", name="pk_betalning_innehallen"),
        sa.ForeignKeyConstraint(["manad"], ["betalningsmanad.manad"], name="fk_betalning_innehallen_manad"),
        sa.CheckConstraint(
            "status IN ('innehallen', 'vantar', 'senare', 'ej_svarat')", name=op.f("ck_betalning_innehallen_status")
        ),
    )
    op.create_index("ix_betalning_innehallen_arende", "betalning_innehallen", ["arende", "nyckel"])


def _immutable() -> None:
    op.execute(
        """
        CREATE FUNCTION betalning_ar_orubblig() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'en stängd betalningsmånad ändras inte; det som rättas blir en egen rad senare (K0.7)';
        END $$
        """
    )
    for table in _TABLES:
        op.execute(
            f"""
            CREATE TRIGGER betalning_ar_orubblig BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION betalning_ar_orubblig()
            """
        )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION betalning_ar_orubblig")
