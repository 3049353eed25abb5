"""The processes of a kind are listed, and what they await is counted, without reading those that have been."""

import sqlalchemy as sa
from alembic import op

revision = "0038_processernas_ordning"
down_revision = "0037_ombud"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_process_slag", "process")
    op.create_index("ix_process_part", "process", ["slag", "part", sa.text("senast DESC"), "id"])
    op.create_index("ix_process_senast", "process", ["slag", sa.text("senast DESC"), "id"])
    op.create_index(
        "ix_processbevakning_vantar", "processbevakning", ["ansvarig", "part"],
        postgresql_where=sa.text("utfall IN ('oppen', 'forsenad')"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_processbevakning_vantar", "processbevakning")
    op.drop_index("ix_process_senast", "process")
    op.drop_index("ix_process_part", "process")
    op.create_index("ix_process_slag", "process", ["slag", "part"])
