"""What an anordnare is to staff is counted on every page, without reading all else that waits for it."""

import sqlalchemy as sa
from alembic import op

revision = "0041_kon"
down_revision = "0040_handlaggare"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_bevakning_kon", "bevakning", ["part", "utfall", "frist"],
        postgresql_where=sa.text("slag = 'bemanning' AND utfall IN ('oppen', 'forsenad')"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_bevakning_kon", "bevakning")
