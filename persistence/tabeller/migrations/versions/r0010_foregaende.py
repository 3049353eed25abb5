"""The cases that follow on another are found without reading the whole journal (K13.4, K13.5)."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_journal_foregaende",
        "journal",
        [sa.text("(handelse ->> 'foregaende')")],
        postgresql_where=sa.text("slag = 'insats_aktualiserad' AND (handelse ->> 'foregaende') IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_foregaende", "journal")
