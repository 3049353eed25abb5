"""The anordnare's staff: who they are, and from when to when they are employed (K3.4)."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "personal",
        sa.Column("anordnare", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("namn", sa.Text),
        sa.Column("epost", sa.Text),
        sa.Column("uppdrag", sa.Text),
        sa.Column("fran", sa.Date),
        sa.Column("till", sa.Date),
        sa.Column("behorighet_ansokt", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("anordnare", "person", name="pk_personal"),
        sa.ForeignKeyConstraint(["anordnare"], ["anordnare.namn"], name="fk_personal_anordnare"),
        sa.CheckConstraint("till >= fran", name=op.f("ck_personal_till")),
    )


def downgrade() -> None:
    op.drop_table("personal")
