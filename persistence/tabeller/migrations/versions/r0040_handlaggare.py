"""An anordnare's handläggare finds what waits in the cases that she staffs: the row of a case tells who that is.

Filled in from the journal: whom the case was staffed with last, as each line of it stands after its correction. What
the nightly control should find otherwise is put right by ``insats laga``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040_handlaggare"
down_revision = "0039_far_tas_med"
branch_labels = None
depends_on = None

FYLL_I = """
WITH rattade AS (
    SELECT DISTINCT ON (arende, (handelse ->> 'nr')::int) arende, (handelse ->> 'nr')::int AS nr,
           handelse -> 'efter' ->> 'handlaggare' AS vem
    FROM journal WHERE slag = 'uppgift_rattad' AND handelse ->> 'vad' = 'bemanna'
    ORDER BY arende, (handelse ->> 'nr')::int, journal.nr DESC
), bemannade AS (
    SELECT j.arende, j.nr, CASE WHEN r.nr IS NULL THEN j.handelse ->> 'handlaggare' ELSE r.vem END AS vem
    FROM journal j LEFT JOIN rattade r ON r.arende = j.arende AND r.nr = j.nr
    WHERE j.slag = 'arende_bemannat'
)
UPDATE insats i SET handlaggare = b.vem FROM (
    SELECT DISTINCT ON (arende) arende, vem FROM bemannade WHERE vem IS NOT NULL ORDER BY arende, nr DESC
) b WHERE b.arende = i.arende
"""
"""A line that was struck has nobody after it; a correction counts where its line stands, not where it was made."""


def upgrade() -> None:
    op.add_column("insats", sa.Column("handlaggare", sa.Text()))
    op.execute(FYLL_I)
    op.create_index("ix_insats_handlaggare", "insats", ["anordnare", sa.text("lower(handlaggare)")])


def downgrade() -> None:
    op.drop_index("ix_insats_handlaggare", "insats")
    op.drop_column("insats", "handlaggare")
