"""The log of openings is read by time: every page shown makes it longer, and a month's sample read it all (K3.8)."""

from alembic import op

from persistence.tabeller.migrations import indexen

revision = "0045_oppningarnas_tid"
down_revision = "0044_kundens_inloggning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    indexen.skapa("ix_oppning_tid", "oppning", ["tid"])


def downgrade() -> None:
    op.drop_index("ix_oppning_tid", "oppning")
