"""The day's meetings (K7.1, K7.7, K10.3) and what one has not read (K4.6) are found without reading what has been."""

import sqlalchemy as sa
from alembic import op

revision = "0035_nytt_och_moten"
down_revision = "0036_attest_av_annan"
branch_labels = None
depends_on = None

_DAG = (
    "coalesce(handelse ->> 'till', handelse ->> 'datum', "
    "(handelse -> 'efter') ->> 'till', (handelse -> 'efter') ->> 'datum')"
)
_SLAG = (
    "slag IN ('trepartsmote_bokat', 'uppfoljningsmote_flyttat', 'uppfoljningsmote_installt', "
    "'uppfoljningsmote_kallat', 'uppgift_rattad', 'uppstartsmote_bokat')"
)


def upgrade() -> None:
    op.create_index("ix_journal_mote", "journal", [sa.text(_DAG)], postgresql_where=sa.text(_SLAG))
    op.create_index(
        "ix_meddelande_olasta", "meddelande", ["till", "part", "tid"], postgresql_where=sa.text("last IS NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_meddelande_olasta", "meddelande")
    op.drop_index("ix_journal_mote", "journal")
