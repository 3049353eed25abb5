"""An inbox is read in its own order: messages of one instant are many, and stand in the index by their id."""

import sqlalchemy as sa

from persistence.tabeller.migrations import indexen

revision = "0042_inkorgens_ordning"
down_revision = "0041_kon"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _gor_om(["till", "part", "tid", "id"])


def downgrade() -> None:
    _gor_om(["till", "part", "tid"])


def _gor_om(kolumner: list[str]) -> None:
    indexen.gor_om("ix_meddelande_till", "meddelande", kolumner)
    indexen.gor_om("ix_meddelande_olasta", "meddelande", kolumner, postgresql_where=sa.text("last IS NULL"))
