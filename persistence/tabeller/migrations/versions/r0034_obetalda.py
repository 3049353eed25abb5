"""What an anordnare has not been paid is found by whose it is (K14.5)."""

import sqlalchemy as sa
from alembic import op

revision = "0034_obetalda"
down_revision = "0032_sena_bevakningar"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_utbetalning_obetalda", "utbetalning", ["anordnare", "avser", "arende"],
        postgresql_where=sa.text("status <> 'utbetald'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_utbetalning_obetalda", "utbetalning")
