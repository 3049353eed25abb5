"""A database for as long as a block runs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from starter.stod.stack.database.postgres import EmbeddedPostgres


@contextmanager
def kopia(postgres: EmbeddedPostgres, mall: str | None) -> Iterator[str]:
    """The URL of a copy of the database ``mall``, which nobody is connected to meanwhile."""
    namn = f"prov_{uuid.uuid4().hex}"
    try:
        yield postgres.create_database(namn, template=mall)
    finally:
        postgres.drop_database(namn)
