"""From when what waits to be e-mailed may be taken along by a delivery of another case's that got through."""

import sqlalchemy as sa
from alembic import op

revision = "0039_far_tas_med"
down_revision = "0038_processernas_ordning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nar = sa.text("(now() + '00:00:10'::interval)")
    op.add_column("utkorg", sa.Column("far_tas_med", sa.DateTime(timezone=True), server_default=nar, nullable=False))


def downgrade() -> None:
    op.drop_column("utkorg", "far_tas_med")
