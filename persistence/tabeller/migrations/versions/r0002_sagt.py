"""What was said stands beside what followed from it, so that it can be put right (K0.7)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("sagt", pg.JSONB(none_as_null=True)))


def downgrade() -> None:
    op.drop_column("journal", "sagt")
