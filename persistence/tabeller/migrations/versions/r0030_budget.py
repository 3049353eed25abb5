"""The budget of a year and kundval, and what the nämnd's statistics read of the journal (K16.3)."""

import sqlalchemy as sa
from alembic import op

revision = "0030_budget"
down_revision = "0027_gallring"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("ar", sa.Integer, nullable=False),
        sa.Column("kundval", sa.Text, nullable=False),
        sa.Column("belopp", sa.Numeric(14, 2), nullable=False),
        sa.Column("beslut", sa.Text, nullable=False),
        sa.Column("motivering", sa.Text),
        sa.Column("av", sa.Text, nullable=False),
        sa.Column("tid", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("nr", name="pk_budget"),
        sa.CheckConstraint("kundval IN ('FAI', 'AMI', 'ISA')", name=op.f("ck_budget_kundval")),
        sa.CheckConstraint("belopp >= 0", name=op.f("ck_budget_belopp")),
    )
    op.execute(
        """
        CREATE TRIGGER betalning_ar_orubblig BEFORE UPDATE OR DELETE OR TRUNCATE ON budget
        FOR EACH STATEMENT EXECUTE FUNCTION betalning_ar_orubblig()
        """
    )
    op.create_index(
        "ix_journal_namnd", "journal", ["slag", "arende", "nr"],
        postgresql_where=sa.text("slag IN ('beslutsgrund_rattad', 'bevakning_upphord', 'insats_aktualiserad')"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_journal_namnd", "journal")
    op.drop_table("budget")
