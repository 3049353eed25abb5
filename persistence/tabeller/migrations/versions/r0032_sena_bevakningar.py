"""What has been late is found by whom it lay on and when (K0.8)."""

import sqlalchemy as sa
from alembic import op

revision = "0032_sena_bevakningar"
down_revision = "0031_arbetslistans_ordning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_bevakning_sena", "bevakning", ["ansvarig", "frist", "part"],
        postgresql_where=sa.text("utfall IN ('sen', 'forsenad')"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_bevakning_sena", "bevakning")
