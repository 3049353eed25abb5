"""The desk keeps what has been begun and not said yet, and the filters that people use."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023_skrivbord"
down_revision = "0021_arbetslista"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "utkast",
        sa.Column("arende", sa.Text(), primary_key=True),
        sa.Column("kommando", sa.Text(), primary_key=True),
        sa.Column("avser", sa.Text(), primary_key=True),
        sa.Column("agare", sa.Text(), primary_key=True),
        sa.Column("innehall", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("av", sa.Text(), nullable=False),
        sa.Column("andrad", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name="version"),
    )
    op.create_index("ix_utkast_andrad", "utkast", ["andrad"])
    op.create_table(
        "sparat_urval",
        sa.Column("aktor", sa.Text(), primary_key=True),
        sa.Column("namn", sa.Text(), primary_key=True),
        sa.Column("fraga", postgresql.JSONB(), nullable=False),
        sa.Column("sparat", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sparat_urval")
    op.drop_table("utkast")
