"""What an agent is to say, to a process or to begin a case with, is kept beside what lies in a case's queue."""

import sqlalchemy as sa
from alembic import op

revision = "0037_ombud"
down_revision = "0035_nytt_och_moten"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sagt_i_kon", sa.Column("slag", sa.Text()))


def downgrade() -> None:
    op.execute("DELETE FROM sagt_i_kon WHERE slag IS NOT NULL")  # the code before takes them for a case's own
    op.drop_column("sagt_i_kon", "slag")
