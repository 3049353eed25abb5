"""The protocol of a gallring, what stops it, and the one way by which rows of the register go (K3.8)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0027_gallring"
down_revision = "0029_granskad_slutrapport"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_REGISTRET = "skyddsbehorighet", "kundhistorik", "kund"


def upgrade() -> None:
    op.create_table(
        "gallringsstopp",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kund", sa.Text, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("orsak", sa.Text, nullable=False),
        sa.Column("satt", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("satt_av", sa.Text, nullable=False),
        sa.Column("havt", _INSTANT),
        sa.Column("havt_av", sa.Text),
        sa.PrimaryKeyConstraint("nr", name="pk_gallringsstopp"),
        sa.CheckConstraint("orsak IN ('overklagat', 'tvist', 'utlamnande')", name=op.f("ck_gallringsstopp_orsak")),
        sa.CheckConstraint("(havt IS NULL) = (havt_av IS NULL)", name=op.f("ck_gallringsstopp_havt")),
    )
    op.create_index(
        "uq_gallringsstopp_galler",
        "gallringsstopp",
        ["arende", "orsak"],
        unique=True,
        postgresql_where=sa.text("havt IS NULL"),
    )
    op.create_table(
        "gallringsrad",
        sa.Column("gallring", sa.Text, nullable=False),
        sa.Column("nr", sa.Integer, nullable=False),
        sa.Column("kund", sa.Text),
        sa.Column("arenden", pg.ARRAY(sa.Text), nullable=False),
        sa.Column("anordnare", sa.Text),
        sa.Column("person", sa.Text),
        sa.Column("status", sa.Text, nullable=False, server_default="vantar"),
        sa.Column("skal", sa.Text),
        sa.Column("antal", pg.JSONB(none_as_null=True)),
        sa.Column("tid", _INSTANT),
        sa.PrimaryKeyConstraint("gallring", "nr", name="pk_gallringsrad"),
        sa.CheckConstraint("status IN ('vantar', 'gallrad', 'undantagen')", name=op.f("ck_gallringsrad_status")),
        sa.CheckConstraint("(status = 'vantar') = (tid IS NULL)", name=op.f("ck_gallringsrad_tid")),
    )
    op.create_index("ix_gallringsrad_arenden", "gallringsrad", ["arenden"], postgresql_using="gin")
    op.create_index("ix_gallringsrad_kund", "gallringsrad", ["kund"], postgresql_where=sa.text("kund IS NOT NULL"))
    _refusal_with_an_exception()
    _the_one_way()


def _refusal_with_an_exception() -> None:
    # The setting opens nothing by itself: who works has no right to DELETE here, and the function below runs as owner.
    op.execute(
        """
        CREATE OR REPLACE FUNCTION skrivs_bara_till() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('skyddsbehorighet', 'kundhistorik', 'kund')
                AND current_setting('insats.gallring', true) = 'ja' THEN
                RETURN NULL;
            END IF;
            RAISE EXCEPTION '% skrivs bara till, den ändras inte (K0.7)', TG_TABLE_NAME;
        END $$
        """
    )


def _the_one_way() -> None:
    borttag = "\n".join(
        f"DELETE FROM {tabell} WHERE {'kund' if tabell == 'skyddsbehorighet' else 'id'} = vem;\n"
        "GET DIAGNOSTICS n = ROW_COUNT; antal := antal + n;"
        for tabell in _REGISTRET
    )
    op.execute(
        f"""
        CREATE FUNCTION gallra_ur_registret(vilken text, vem text) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            n integer;
            antal integer := 0;
        BEGIN
            IF NOT EXISTS (
                SELECT FROM gallringsrad WHERE gallring = vilken AND kund = vem AND status = 'vantar'
            ) OR (
                SELECT count(DISTINCT lower(av)) FROM journal
                WHERE arende = vilken AND slag = 'gallring_undertecknad'
            ) < 2 THEN
                RAISE EXCEPTION 'ingen undertecknad gallring har kunden i sin lista (K3.8)' USING ERRCODE = '23000';
            END IF;
            IF EXISTS (SELECT FROM insats WHERE kund = vem AND status <> 'slutford')
                OR EXISTS (SELECT FROM gallringsstopp WHERE kund = vem AND havt IS NULL) THEN
                RAISE EXCEPTION 'kunden har ett ärende som pågår eller inte får gallras (K3.8)' USING ERRCODE = '23000';
            END IF;
            PERFORM set_config('insats.gallring', 'ja', true);
            {borttag}
            PERFORM set_config('insats.gallring', '', true);
            RETURN antal;
        END $$
        """
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION gallra_ur_registret(text, text)")
    op.execute(
        """
        CREATE OR REPLACE FUNCTION skrivs_bara_till() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% skrivs bara till, den ändras inte (K0.7)', TG_TABLE_NAME;
        END $$
        """
    )
    op.drop_table("gallringsrad")
    op.drop_table("gallringsstopp")
