"""The lines that the yearly review counts are found without reading the whole journal (K16.1)."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SLAG = (
    "avslut_beslutat",
    "avvikelse_anmald",
    "brist_konstaterad",
    "frist_passerad",
    "manadsrapport_granskad",
    "plan_granskad",
    "slutrapport_lamnad",
    "uppgift_rattad",
)


def upgrade() -> None:
    slag = ", ".join(f"'{s}'" for s in _SLAG)
    op.create_index("ix_journal_kvalitet", "journal", ["slag", "tid"], postgresql_where=sa.text(f"slag IN ({slag})"))


def downgrade() -> None:
    op.drop_index("ix_journal_kvalitet", "journal")
