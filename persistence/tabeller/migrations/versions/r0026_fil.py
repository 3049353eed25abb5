"""Files that are sent in a case (K4.7)."""

import sqlalchemy as sa
from alembic import op

revision = "0026_fil"
down_revision = "0025_laskvitto"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fil",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("namn", sa.Text, nullable=False),
        sa.Column("typ", sa.Text, nullable=False),
        sa.Column("storlek", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("innehall", sa.LargeBinary, nullable=False),
        sa.Column("av", sa.Text, nullable=False),
        sa.Column("skapad", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("id", name="pk_fil"),
        sa.CheckConstraint("sha256 = encode(sha256(innehall), 'hex')", name=op.f("ck_fil_sha256")),
        sa.CheckConstraint("storlek = length(innehall)", name=op.f("ck_fil_storlek")),
    )
    # PDF, JPEG, PNG and DOCX are pressed already: to try again costs time and gives nothing.
    op.execute("ALTER TABLE fil ALTER COLUMN innehall SET STORAGE EXTERNAL")
    op.create_index("ix_fil_arende", "fil", ["arende"])


def downgrade() -> None:
    op.drop_index("ix_fil_arende", "fil")
    op.drop_table("fil")
