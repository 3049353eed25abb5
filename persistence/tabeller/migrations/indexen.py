"""Indexes of tables that are in use: made and taken down beside those who read and write, who wait for nothing.

A step that uses these is made outside of a transaction, so it has to bear being broken off and made again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op


def skapa(namn: str, tabell: str, kolumner: Sequence[str | sa.TextClause], **hur: Any) -> None:
    """Make an index; what an attempt that was broken off left of it, which serves nobody, is taken down first."""
    with op.get_context().autocommit_block():
        op.drop_index(namn, tabell, if_exists=True, postgresql_concurrently=True)
        op.create_index(namn, tabell, list(kolumner), postgresql_concurrently=True, **hur)


def gor_om(namn: str, tabell: str, kolumner: Sequence[str | sa.TextClause], **hur: Any) -> None:
    """Put another index in the place of one; the old one serves until the new one does."""
    ny = f"{namn}_ny"
    skapa(ny, tabell, kolumner, **hur)
    with op.get_context().autocommit_block():
        op.drop_index(namn, tabell, if_exists=True, postgresql_concurrently=True)
        op.execute(f"ALTER INDEX {ny} RENAME TO {namn}")
