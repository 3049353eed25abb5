"""Who has read which message of a thread (K4.6)."""

import sqlalchemy as sa
from alembic import op

revision = "0025_laskvitto"
down_revision = "0024_sagt_i_kon"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "laskvitto",
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("nr", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("aktor", sa.Text, nullable=False),
        sa.Column("tid", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("arende", "nr", "aktor", name="pk_laskvitto"),
        sa.ForeignKeyConstraint(["arende", "nr"], ["journal.arende", "journal.nr"], name="fk_laskvitto_journal"),
    )


def downgrade() -> None:
    op.drop_table("laskvitto")
