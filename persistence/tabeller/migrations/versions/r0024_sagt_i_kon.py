"""What has been put in a case's queue, until its outcome stands in the journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024_sagt_i_kon"
down_revision = "0023_skrivbord"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sagt_i_kon",
        sa.Column("arende", sa.Text),
        sa.Column("id", sa.Text),
        sa.Column("inkommet", JSONB, nullable=False),
        sa.Column("mottaget", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("arende", "id", name="pk_sagt_i_kon"),
    )
    op.create_index("ix_sagt_i_kon_mottaget", "sagt_i_kon", ["mottaget"])


def downgrade() -> None:
    op.drop_table("sagt_i_kon")
