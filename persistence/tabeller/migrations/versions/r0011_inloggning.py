"""The doors: the municipality's other roles with history, accounts, sessions, logins under way, and programs (K3.4)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0011_inloggning"
down_revision = "0010"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_ROLLER = "'arbetsledare', 'dataskyddssamordnare', 'ekonom', 'kundkoordinator', 'socialsekreterare', 'systemspecialist'"
_KOLUMNER = "roll, id, namn, epost, fran, till, andrad, andrad_av"
_TABELLER = (
    "forsta_administrator",
    "program",
    "terminalkod",
    "inloggning",
    "session",
    "konto",
    "medarbetarhistorik",
    "medarbetare",
)


def upgrade() -> None:
    _roles()
    _accounts()
    _sessions()
    _logins()
    _programs()
    _triggers()


def _roles() -> None:
    for tabell in ("medarbetare", "medarbetarhistorik"):
        historik = tabell == "medarbetarhistorik"
        op.create_table(
            tabell,
            *([sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False)] if historik else []),
            sa.Column("roll", sa.Text, nullable=False),
            sa.Column("id", sa.Text, nullable=False),
            sa.Column("namn", sa.Text, nullable=False),
            sa.Column("epost", sa.Text, nullable=False),
            sa.Column("fran", sa.Date, nullable=False),
            sa.Column("till", sa.Date),
            sa.Column("andrad", _INSTANT, nullable=False),
            sa.Column("andrad_av", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint(*(["nr"] if historik else ["roll", "id"]), name=f"pk_{tabell}"),
        )
    op.create_check_constraint(op.f("ck_medarbetare_till"), "medarbetare", "till >= fran")
    op.create_check_constraint(op.f("ck_medarbetare_roll"), "medarbetare", f"roll IN ({_ROLLER})")
    op.create_index("ix_medarbetarhistorik_id", "medarbetarhistorik", ["roll", "id", "nr"])


def _accounts() -> None:
    op.create_table(
        "konto",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("utfardare", sa.Text, nullable=False),
        sa.Column("konto", sa.Text, nullable=False),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("kopplad", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("kopplad_av", sa.Text, nullable=False),
        sa.Column("upphord", _INSTANT),
        sa.Column("upphord_av", sa.Text),
        sa.PrimaryKeyConstraint("nr", name="pk_konto"),
        sa.CheckConstraint("(upphord IS NULL) = (upphord_av IS NULL)", name=op.f("ck_konto_upphord")),
    )
    op.create_index("ix_konto_aktor", "konto", ["aktor"])
    op.create_index(
        "uq_konto_galler",
        "konto",
        ["utfardare", "konto", "aktor"],
        unique=True,
        postgresql_where=sa.text("upphord IS NULL"),
    )


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("utfardare", sa.Text, nullable=False),
        sa.Column("konto", sa.Text, nullable=False),
        sa.Column("aktor", sa.Text),
        sa.Column("niva", sa.Integer, nullable=False),
        sa.Column("omraden", ARRAY(sa.Text)),
        sa.Column("klient", sa.Text, nullable=False),
        sa.Column("skapad", _INSTANT, nullable=False),
        sa.Column("senast", _INSTANT, nullable=False),
        sa.Column("gar_ut", _INSTANT, nullable=False),
        sa.Column("avslutad", _INSTANT),
        sa.Column("avslutad_skal", sa.Text),
        sa.PrimaryKeyConstraint("hash", name="pk_session"),
        sa.UniqueConstraint("nr", name="uq_session_nr"),
        sa.CheckConstraint("slag IN ('webb', 'terminal', 'program')", name=op.f("ck_session_slag")),
        sa.CheckConstraint("(avslutad IS NULL) = (avslutad_skal IS NULL)", name=op.f("ck_session_avslutad")),
    )
    op.create_index("ix_session_konto", "session", ["utfardare", "konto", "skapad"])
    op.create_index("ix_session_gar_ut", "session", ["gar_ut"])


def _logins() -> None:
    op.create_table(
        "inloggning",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("webblasare", sa.LargeBinary, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifierare", sa.Text, nullable=False),
        sa.Column("till", sa.Text, nullable=False),
        sa.Column("terminal", sa.Text),
        sa.Column("skapad", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_inloggning"),
    )
    op.create_index("ix_inloggning_skapad", "inloggning", ["skapad"])
    op.create_table(
        "terminalkod",
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("utmaning", sa.Text, nullable=False),
        sa.Column("aterkomst", sa.Text, nullable=False),
        sa.Column("utfardare", sa.Text, nullable=False),
        sa.Column("konto", sa.Text, nullable=False),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("niva", sa.Integer, nullable=False),
        sa.Column("skapad", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_terminalkod"),
    )
    op.create_index("ix_terminalkod_skapad", "terminalkod", ["skapad"])


def _programs() -> None:
    op.create_table(
        "program",
        sa.Column("klient", sa.Text, nullable=False),
        sa.Column("namn", sa.Text, nullable=False),
        sa.Column("hemlighet", sa.LargeBinary),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("omraden", ARRAY(sa.Text), nullable=False),
        sa.Column("fran", sa.Date, nullable=False),
        sa.Column("till", sa.Date),
        sa.Column("andrad", _INSTANT, nullable=False),
        sa.Column("andrad_av", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("klient", name="pk_program"),
        sa.CheckConstraint("till >= fran", name=op.f("ck_program_till")),
    )
    op.create_table(
        "forsta_administrator",
        sa.Column("den_enda", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("utfardare", sa.Text, nullable=False),
        sa.Column("konto", sa.Text, nullable=False),
        sa.Column("tid", _INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("av", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("den_enda", name="pk_forsta_administrator"),
        sa.CheckConstraint("NOT den_enda", name=op.f("ck_forsta_administrator_den_enda")),
    )


def _triggers() -> None:
    op.execute(
        f"""
        CREATE FUNCTION medarbetarhistorik() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO medarbetarhistorik ({_KOLUMNER}) SELECT {_KOLUMNER} FROM nya;
            RETURN NULL;
        END $$
        """
    )
    for vad in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER medarbetarhistorik_{vad.lower()} AFTER {vad} ON medarbetare "
            "REFERENCING NEW TABLE AS nya FOR EACH STATEMENT EXECUTE FUNCTION medarbetarhistorik()"
        )
    for tabell in ("medarbetarhistorik", "forsta_administrator"):
        op.execute(
            f"CREATE TRIGGER skrivs_bara_till BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabell} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
        )
    for tabell in ("medarbetare", "konto", "program"):
        op.execute(
            f"CREATE TRIGGER tas_inte_bort BEFORE DELETE OR TRUNCATE ON {tabell} "
            "FOR EACH STATEMENT EXECUTE FUNCTION skrivs_bara_till()"
        )


def downgrade() -> None:
    for tabell in _TABELLER:
        op.drop_table(tabell)
    op.execute("DROP FUNCTION medarbetarhistorik()")
