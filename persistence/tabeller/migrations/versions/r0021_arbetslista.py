"""What a whole role has to do is read by frist, and what one has done by when, without reading the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0021_arbetslista"
down_revision = "0020_kundens_kontakter"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_bevakning_rollens", "bevakning", ["ansvarig", "utfall", "frist"],
        postgresql_where=sa.text("utfall IN ('oppen', 'forsenad')"),
    )  # fmt: skip
    op.create_index(
        "ix_bevakning_klara", "bevakning", ["ansvarig", "part", sa.text("uppfylld DESC")],
        postgresql_where=sa.text("uppfylld IS NOT NULL"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_bevakning_klara", "bevakning")
    op.drop_index("ix_bevakning_rollens", "bevakning")
