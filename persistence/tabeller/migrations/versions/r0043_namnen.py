"""A kund is found by the beginning of any part of the name, and the register is leafed through by name.

Neither reads all of it; the name of one with a protected identity stands in no such index (K3.2). An anordnare's list
is told whom a case is about where the reader is in contact with the kund (K6.7): who stands in, and that the name has
been shown that day, are found without reading the rest of a case or of the log.
"""

import sqlalchemy as sa
from alembic import op

from persistence.tabeller.migrations import indexen

revision = "0043_namnen"
down_revision = "0042_inkorgens_ordning"
branch_labels = None
depends_on = None

_OSKYDDAD = sa.text("skydd IS NULL")
_DELAR = "array_to_tsvector(array_remove(regexp_split_to_array(lower(namn), '[ .,''’()/-]+'), ''))"


def upgrade() -> None:
    indexen.skapa(
        "ix_kund_namnets_delar", "kund", [sa.text(_DELAR)], postgresql_using="gin", postgresql_where=_OSKYDDAD
    )
    indexen.skapa("ix_kund_namn", "kund", ["namn", "id"], postgresql_where=_OSKYDDAD)
    indexen.skapa(
        "ix_journal_vikarie", "journal", ["arende", "nr"], postgresql_where=sa.text("slag = 'vikarie_utsedd'")
    )
    indexen.skapa(
        "ix_oppning_namnet", "oppning", ["aktor", "arende", "tid"],
        postgresql_where=sa.text("vad = 'namnet i en lista'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_oppning_namnet", "oppning")
    op.drop_index("ix_journal_vikarie", "journal")
    op.drop_index("ix_kund_namn", "kund")
    op.drop_index("ix_kund_namnets_delar", "kund")
