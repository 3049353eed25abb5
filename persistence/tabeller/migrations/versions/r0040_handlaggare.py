"""An anordnare's handläggare finds what waits in the cases that she staffs: the row of a case tells who that is.

Filled in from the journal: whom the case was staffed with last, as that stands after a correction. What the nightly
control should find otherwise is put right by ``insats laga``.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040_handlaggare"
down_revision = "0039_far_tas_med"
branch_labels = None
depends_on = None

_FYLL_I = """
UPDATE insats i SET handlaggare = b.vem FROM (
    SELECT DISTINCT ON (arende) arende,
           coalesce(handelse -> 'efter' ->> 'handlaggare', handelse ->> 'handlaggare') AS vem
    FROM journal
    WHERE slag = 'arende_bemannat'
       OR (slag = 'uppgift_rattad' AND handelse ->> 'vad' = 'bemanna' AND handelse -> 'efter' ? 'handlaggare')
    ORDER BY arende, nr DESC
) b WHERE b.arende = i.arende
"""


def upgrade() -> None:
    op.add_column("insats", sa.Column("handlaggare", sa.Text()))
    op.execute(_FYLL_I)
    op.create_index("ix_insats_handlaggare", "insats", ["anordnare", sa.text("lower(handlaggare)")])


def downgrade() -> None:
    op.drop_index("ix_insats_handlaggare", "insats")
    op.drop_column("insats", "handlaggare")
