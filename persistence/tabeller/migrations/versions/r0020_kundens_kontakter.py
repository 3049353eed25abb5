"""The kund's socialsekreterare, language and need of interpreter, with their history (K9.5, K6.7)."""

import sqlalchemy as sa
from alembic import op

revision = "0020_kundens_kontakter"
down_revision = "0011_inloggning"
branch_labels = None
depends_on = None

_NYA = ("socialsekreterare", "sprak", "tolk")
_FORRA = (
    "personnummer", "fodelsedatum", "namn", "epost", "telefon", "adress", "skydd", "karriarvagledare", "andrad",
    "andrad_av",
)  # fmt: skip


def upgrade() -> None:
    for tabell in ("kund", "kundhistorik"):
        for kolumn in _NYA:
            op.add_column(tabell, sa.Column(kolumn, sa.Text))
    op.create_index("ix_kund_socialsekreterare", "kund", ["socialsekreterare"])
    _historik((*_FORRA, *_NYA))


def downgrade() -> None:
    _historik(_FORRA)
    op.drop_index("ix_kund_socialsekreterare", "kund")
    for tabell in ("kundhistorik", "kund"):
        for kolumn in _NYA:
            op.drop_column(tabell, kolumn)


def _historik(kolumner: tuple[str, ...]) -> None:
    namn = ", ".join(("id", *kolumner))
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION kundhistorik() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO kundhistorik ({namn}) SELECT {namn} FROM nya;
            RETURN NULL;
        END $$
        """
    )
