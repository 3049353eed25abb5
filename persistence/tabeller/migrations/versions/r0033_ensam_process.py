"""A process that is to be alone about something is so in the database: an anordnare's review of a year (K16.4)."""

import sqlalchemy as sa
from alembic import op

revision = "0033_ensam_process"
down_revision = "0034_obetalda"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("process", sa.Column("ensam", sa.Text()))
    # Where there are two already both go on, and the control tells of the second.
    op.execute(
        "UPDATE process p SET ensam = concat(data ->> 'ar', ' ', part) WHERE slag = 'kvalitetsuppfoljning' AND id = ("
        "SELECT min(id) FROM process q WHERE q.slag = p.slag AND q.part = p.part AND q.data ->> 'ar' = p.data ->> 'ar')"
    )
    op.create_unique_constraint("uq_process_ensam", "process", ["slag", "ensam"])


def downgrade() -> None:
    op.drop_constraint("uq_process_ensam", "process")
    op.drop_column("process", "ensam")
