"""Registers of kunder and karriärvägledare with history; named staff and the log of openings (K3.2, K5.1)."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_ORUBBLIGA = ("kundhistorik", "karriarvagledarhistorik", "oppning")


def upgrade() -> None:
    _registers()
    _history()
    _protection()
    _triggers()
    op.create_index("ix_insats_kund", "insats", ["kund"])


def _registers() -> None:
    op.create_table(
        "karriarvagledare",
        sa.Column("id", sa.Text, nullable=False),
        *_kv(),
        sa.PrimaryKeyConstraint("id", name="pk_karriarvagledare"),
        sa.CheckConstraint("till >= fran", name=op.f("ck_karriarvagledare_till")),
    )
    op.create_table(
        "kund",
        sa.Column("id", sa.Text, nullable=False),
        *_kund(),
        sa.PrimaryKeyConstraint("id", name="pk_kund"),
        sa.UniqueConstraint("personnummer", name="uq_kund_personnummer"),
        sa.ForeignKeyConstraint(["karriarvagledare"], ["karriarvagledare.id"], name="fk_kund_karriarvagledare"),
        sa.CheckConstraint("personnummer ~ '^[0-9]{12}$'", name=op.f("ck_kund_personnummer")),
        sa.CheckConstraint(
            "skydd IN ('skyddad_folkbokforing', 'sekretessmarkering', 'fingerade_personuppgifter')",
            name=op.f("ck_kund_skydd"),
        ),
        sa.CheckConstraint(
            "skydd IS NOT NULL OR (personnummer IS NOT NULL AND namn IS NOT NULL)", name=op.f("ck_kund_uppgifter")
        ),
    )
    op.create_index("ix_kund_karriarvagledare", "kund", ["karriarvagledare"])
    op.create_index("ix_kund_skyddad", "kund", ["id"], postgresql_where=sa.text("skydd IS NOT NULL"))


def _history() -> None:
    for tabell, kolumner in (("kundhistorik", _kund()), ("karriarvagledarhistorik", _kv())):
        op.create_table(
            tabell,
            sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
            sa.Column("id", sa.Text, nullable=False),
            *kolumner,
            sa.PrimaryKeyConstraint("nr", name=f"pk_{tabell}"),
        )
        op.create_index(f"ix_{tabell}_id", tabell, ["id", "nr"])


def _kund() -> list["sa.Column[Any]"]:
    return [
        sa.Column("personnummer", sa.Text),
        sa.Column("fodelsedatum", sa.Date, nullable=False),
        sa.Column("namn", sa.Text),
        sa.Column("epost", sa.Text),
        sa.Column("telefon", sa.Text),
        sa.Column("adress", sa.Text),
        sa.Column("skydd", sa.Text),
        sa.Column("karriarvagledare", sa.Text),
        sa.Column("andrad", _INSTANT, nullable=False),
        sa.Column("andrad_av", sa.Text, nullable=False),
    ]


def _kv() -> list["sa.Column[Any]"]:
    return [
        sa.Column("namn", sa.Text, nullable=False),
        sa.Column("epost", sa.Text, nullable=False),
        sa.Column("fran", sa.Date, nullable=False),
        sa.Column("till", sa.Date),
        sa.Column("andrad", _INSTANT, nullable=False),
        sa.Column("andrad_av", sa.Text, nullable=False),
    ]


def _protection() -> None:
    op.create_table(
        "skyddsbehorighet",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kund", sa.Text, nullable=False),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("beviljad", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("beviljad_av", sa.Text, nullable=False),
        sa.Column("upphord", _INSTANT),
        sa.Column("upphord_av", sa.Text),
        sa.PrimaryKeyConstraint("nr", name="pk_skyddsbehorighet"),
        sa.ForeignKeyConstraint(["kund"], ["kund.id"], name="fk_skyddsbehorighet_kund"),
        sa.CheckConstraint("(upphord IS NULL) = (upphord_av IS NULL)", name=op.f("ck_skyddsbehorighet_upphord")),
    )
    op.create_index(
        "uq_skyddsbehorighet_galler",
        "skyddsbehorighet",
        ["kund", "aktor"],
        unique=True,
        postgresql_where=sa.text("upphord IS NULL"),
    )
    op.create_table(
        "oppning",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("tid", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("kund", sa.Text, nullable=False),
        sa.Column("arende", sa.Text),
        sa.Column("dorr", sa.Text, nullable=False),
        sa.Column("vad", sa.Text, nullable=False),
        sa.Column("utfall", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("nr", name="pk_oppning"),
        sa.CheckConstraint("utfall IN ('oppnad', 'nekad')", name=op.f("ck_oppning_utfall")),
    )
    op.create_index("ix_oppning_kund", "oppning", ["kund", "nr"])
    op.create_index("ix_oppning_arende", "oppning", ["arende", "nr"])


def _triggers() -> None:
    op.execute(
        """
        CREATE FUNCTION skrivs_bara_till() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% skrivs bara till, den ändras inte (K0.7)', TG_TABLE_NAME;
        END $$
        """
    )
    for tabell in _ORUBBLIGA:
        op.execute(
            f"CREATE TRIGGER skrivs_bara_till BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabell} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
        )
    for tabell in ("kund", "karriarvagledare", "skyddsbehorighet"):
        op.execute(
            f"CREATE TRIGGER tas_inte_bort BEFORE DELETE OR TRUNCATE ON {tabell} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
        )
    # Statement by statement, so that a whole file costs one insert more.
    for tabell, historik, kolumner in (
        ("kund", "kundhistorik", [k.name for k in _kund()]),
        ("karriarvagledare", "karriarvagledarhistorik", [k.name for k in _kv()]),
    ):
        namn = ", ".join(["id", *kolumner])
        op.execute(
            f"""
            CREATE FUNCTION {historik}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO {historik} ({namn}) SELECT {namn} FROM nya;
                RETURN NULL;
            END $$
            """
        )
        for vad in ("INSERT", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER {historik}_{vad.lower()} AFTER {vad} ON {tabell} REFERENCING NEW TABLE AS nya "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {historik}()"
            )


def downgrade() -> None:
    op.drop_index("ix_insats_kund", "insats")
    for tabell in (
        "oppning",
        "skyddsbehorighet",
        "kundhistorik",
        "kund",
        "karriarvagledarhistorik",
        "karriarvagledare",
    ):
        op.drop_table(tabell)
    for funktion in ("kundhistorik", "karriarvagledarhistorik", "skrivs_bara_till"):
        op.execute(f"DROP FUNCTION {funktion}()")
