"""Values of the rules that are entered by one and attested by another (K16.5)."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0028_beslutade_varden"
down_revision = "0026_fil"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "beslutat_varde",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("utgava", sa.Text, nullable=False),
        sa.Column("beslut", sa.Text, nullable=False),
        sa.Column("nyckel", sa.Text, nullable=False),
        sa.Column("fran", sa.Date, nullable=False),
        sa.Column("till", sa.Date),
        sa.Column("varde", JSONB),
        sa.PrimaryKeyConstraint("nr", name="pk_beslutat_varde"),
        sa.ForeignKeyConstraint(["process"], ["process.id"], name="fk_beslutat_varde_process"),
        sa.UniqueConstraint("process", "nyckel", "fran", name="uq_beslutat_varde_process_nyckel_fran"),
    )
    op.execute(
        """
        CREATE FUNCTION beslutat_varde_ar_orubbligt() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'ett beslutat värde ändras inte; det som rättas beslutas på nytt (K16.5)';
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER beslutat_varde_ar_orubbligt BEFORE UPDATE OR DELETE OR TRUNCATE ON beslutat_varde
        FOR EACH STATEMENT EXECUTE FUNCTION beslutat_varde_ar_orubbligt()
        """
    )


def downgrade() -> None:
    op.drop_table("beslutat_varde")
    op.execute("DROP FUNCTION beslutat_varde_ar_orubbligt")
