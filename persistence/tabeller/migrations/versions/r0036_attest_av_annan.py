"""What one has prepared another signs: who may not is written with what is awaited (K14.6, K16.5)."""

import sqlalchemy as sa
from alembic import op

revision = "0036_attest_av_annan"
down_revision = "0033_ensam_process"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("processbevakning", sa.Column("utom", sa.Text()))
    # The lines tell it of those that there are: who entered the values, and who prepared the month each time.
    op.execute(
        "UPDATE processbevakning b SET utom = split_part(split_part(j.handelse ->> 'av', '@', 1), ':', 2) "
        "FROM (SELECT arende, slag, handelse, row_number() OVER (PARTITION BY arende, slag ORDER BY nr) AS omgang "
        "FROM journal WHERE slag IN ('varden_foreslagna', 'betalning_forberedd')) j WHERE j.arende = b.process AND ("
        "(b.slag = 'vardeattest' AND j.slag = 'varden_foreslagna') OR "
        "(b.slag = 'betalningsattest' AND j.slag = 'betalning_forberedd' AND b.nyckel = 'attest:' || j.omgang))"
    )


def downgrade() -> None:
    op.drop_column("processbevakning", "utom")
