"""The daily hunt for impossible states: its runs, and what they found."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "kontrollkorning",
        sa.Column("nr", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("korning", sa.Text, nullable=False),
        sa.Column("borjade", _INSTANT, nullable=False),
        sa.Column("klar", _INSTANT, nullable=False),
        sa.Column("arenden", sa.Integer, nullable=False),
        sa.Column("hinder", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("nr", name="pk_kontrollkorning"),
        sa.UniqueConstraint("korning", name="uq_kontrollkorning_korning"),
    )
    op.create_table(
        "kontrollfynd",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kontroll", sa.Text, nullable=False),
        sa.Column("arende", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("atgard", sa.Text, nullable=False),
        sa.Column("upplysning", sa.Boolean, nullable=False),
        sa.Column("forst", sa.BigInteger, nullable=False),
        sa.Column("senast", sa.BigInteger, nullable=False),
        sa.Column("borta", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_kontrollfynd"),
        *(
            sa.ForeignKeyConstraint([kolumn], ["kontrollkorning.nr"], name=f"fk_kontrollfynd_{kolumn}")
            for kolumn in ("forst", "senast", "borta")
        ),
    )
    op.create_index(
        "ix_kontrollfynd_star", "kontrollfynd", ["kontroll", "arende"], postgresql_where=sa.text("borta IS NULL")
    )


def downgrade() -> None:
    op.drop_table("kontrollfynd")
    op.drop_table("kontrollkorning")
