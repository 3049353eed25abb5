"""The register of anordnare with history, and the log of auktorisationer that the förvalslista follows from (K5.5)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_UPPGIFTER = ("organisationsnummer", "adress", "telefon", "epost", "webb", "kontaktperson", "presentation")


def upgrade() -> None:
    _register()
    _history()
    _log()


def _register() -> None:
    for kolumn in _UPPGIFTER:
        op.add_column("anordnare", sa.Column(kolumn, sa.Text))
    op.add_column("anordnare", sa.Column("andrad", _INSTANT, nullable=False, server_default=sa.func.now()))
    op.add_column("anordnare", sa.Column("andrad_av", sa.Text))
    op.create_unique_constraint("uq_anordnare_organisationsnummer", "anordnare", ["organisationsnummer"])
    op.create_check_constraint(
        op.f("ck_anordnare_organisationsnummer"), "anordnare", "organisationsnummer ~ '^[0-9]{10}$'"
    )


def _history() -> None:
    op.create_table(
        "anordnarhistorik",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("namn", sa.Text, nullable=False),
        *(sa.Column(kolumn, sa.Text) for kolumn in _UPPGIFTER),
        sa.Column("andrad", _INSTANT, nullable=False),
        sa.Column("andrad_av", sa.Text),
        sa.PrimaryKeyConstraint("nr", name="pk_anordnarhistorik"),
    )
    op.create_index("ix_anordnarhistorik_namn", "anordnarhistorik", ["namn", "nr"])
    namn = ", ".join(["namn", *_UPPGIFTER, "andrad", "andrad_av"])
    op.execute(f"INSERT INTO anordnarhistorik ({namn}) SELECT {namn} FROM anordnare")
    op.execute(
        f"""
        CREATE FUNCTION anordnarhistorik() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO anordnarhistorik ({namn}) SELECT {namn} FROM nya;
            RETURN NULL;
        END $$
        """
    )
    for vad in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER anordnarhistorik_{vad.lower()} AFTER {vad} ON anordnare REFERENCING NEW TABLE AS nya "
            "FOR EACH STATEMENT EXECUTE FUNCTION anordnarhistorik()"
        )
    _only_added_to("anordnarhistorik")


def _log() -> None:
    op.create_table(
        "auktorisationshandelse",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("registrerad", _INSTANT, nullable=False),
        sa.Column("registrerad_av", sa.Text),
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("kundval", sa.Text, nullable=False),
        sa.Column("avser", sa.Date),
        sa.Column("fran", sa.Date),
        sa.Column("till", sa.Date),
        sa.Column("motivering", sa.Text),
        sa.PrimaryKeyConstraint("nr", name="pk_auktorisationshandelse"),
        sa.ForeignKeyConstraint(["anordnare"], ["anordnare.namn"], name="fk_auktorisationshandelse_anordnare"),
        sa.CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name=op.f("ck_auktorisationshandelse_kundval")),
        sa.CheckConstraint("till >= fran", name=op.f("ck_auktorisationshandelse_till")),
        sa.CheckConstraint("avser IS NOT NULL OR fran IS NOT NULL", name=op.f("ck_auktorisationshandelse_nagot")),
    )
    op.create_index("ix_auktorisationshandelse_kundval", "auktorisationshandelse", ["kundval", "registrerad"])
    # When those that are there were registered is not known. Nothing is known against the day they began to hold.
    op.execute(
        """
        INSERT INTO auktorisationshandelse (registrerad, anordnare, kundval, fran, till, motivering)
        SELECT least(now(), fran::timestamp AT TIME ZONE 'Europe/Stockholm') AS registrerad,
               anordnare, kundval, fran, till, 'fanns i registret innan det fick en historik'
        FROM auktorisation ORDER BY registrerad, anordnare, kundval
        """
    )
    _only_added_to("auktorisationshandelse")


def _only_added_to(tabell: str) -> None:
    op.execute(
        f"CREATE TRIGGER skrivs_bara_till BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabell} "
        "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
    )


def downgrade() -> None:
    op.drop_table("auktorisationshandelse")
    for vad in ("insert", "update"):
        op.execute(f"DROP TRIGGER anordnarhistorik_{vad} ON anordnare")
    op.drop_table("anordnarhistorik")
    op.execute("DROP FUNCTION anordnarhistorik()")
    for kolumn in (*_UPPGIFTER, "andrad", "andrad_av"):
        op.drop_column("anordnare", kolumn)
