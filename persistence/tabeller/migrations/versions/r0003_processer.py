"""Processes beside the cases: a row each, what they await, and messages that belong to no case."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # A message belongs to a case or to a process; which of them, its id says.
    op.drop_constraint("fk_meddelande_arende", "meddelande")
    op.create_table(
        "process",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("part", sa.Text),
        sa.Column("arende", sa.Text),
        sa.Column("rubrik", sa.Text, nullable=False),
        sa.Column("data", pg.JSONB, nullable=False),
        sa.Column("oppen", sa.Boolean, nullable=False),
        sa.Column("nr", sa.Integer, nullable=False),
        sa.Column("senast", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_process"),
    )
    op.create_index("ix_process_slag", "process", ["slag", "part"])
    op.create_table(
        "processbevakning",
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("slag", sa.Text, nullable=False),
        sa.Column("regel", sa.Text, nullable=False),
        sa.Column("ansvarig", sa.Text, nullable=False),
        sa.Column("part", sa.Text),
        sa.Column("oppnad", _INSTANT, nullable=False),
        sa.Column("forfaller", _INSTANT, nullable=False),
        sa.Column("frist", sa.Date),
        sa.Column("utfall", sa.Text, nullable=False),
        sa.Column("uppfylld", _INSTANT),
        sa.PrimaryKeyConstraint("process", "nyckel", name="pk_processbevakning"),
        sa.ForeignKeyConstraint(["process"], ["process.id"], name="fk_processbevakning_process"),
    )


def downgrade() -> None:
    op.drop_table("processbevakning")
    op.drop_table("process")
    op.execute("DELETE FROM utkorg WHERE arende NOT IN (SELECT arende FROM insats)")
    op.execute("DELETE FROM meddelande WHERE arende NOT IN (SELECT arende FROM insats)")
    op.create_foreign_key("fk_meddelande_arende", "meddelande", "insats", ["arende"], ["arende"])
