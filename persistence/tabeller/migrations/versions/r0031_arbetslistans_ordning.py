"""The indexes of the lists at the desk have the order that they are read in, and all cases one by when they changed."""

import sqlalchemy as sa
from alembic import op

revision = "0031_arbetslistans_ordning"
down_revision = "0030_budget"
branch_labels = None
depends_on = None

_VANTAR = sa.text("utfall IN ('oppen', 'forsenad')")
_ORDNING = ["frist", "arende", "nyckel"]


def upgrade() -> None:
    _gor_om(["ansvarig", "part", "utfall", *_ORDNING], ["ansvarig", "utfall", *_ORDNING])
    op.create_index("ix_insats_senast", "insats", [sa.text("senast DESC"), "arende"])


def downgrade() -> None:
    op.drop_index("ix_insats_senast", "insats")
    _gor_om(["ansvarig", "part", "frist"], ["ansvarig", "utfall", "frist"])


def _gor_om(oppna: list[str], rollens: list[str]) -> None:
    for namn, kolumner in (("ix_bevakning_oppna", oppna), ("ix_bevakning_rollens", rollens)):
        op.drop_index(namn, "bevakning")
        op.create_index(namn, "bevakning", kolumner, postgresql_where=_VANTAR)
