"""The reviews of a final report are among the lines that the yearly review counts (K12.6, K16.1)."""

import sqlalchemy as sa
from alembic import op

revision = "0029_granskad_slutrapport"
down_revision = "0028_beslutade_varden"
branch_labels = None
depends_on = None

_FORE = (
    "avslut_beslutat",
    "avvikelse_anmald",
    "brist_konstaterad",
    "frist_passerad",
    "manadsrapport_granskad",
    "plan_granskad",
)
_EFTER = ("slutrapport_lamnad", "uppgift_rattad")


def _index(*slag: str) -> None:
    op.drop_index("ix_journal_kvalitet", "journal")
    bland = ", ".join(f"'{s}'" for s in slag)
    op.create_index("ix_journal_kvalitet", "journal", ["slag", "tid"], postgresql_where=sa.text(f"slag IN ({bland})"))


def upgrade() -> None:
    _index(*_FORE, "slutrapport_granskad", *_EFTER)


def downgrade() -> None:
    _index(*_FORE, *_EFTER)
