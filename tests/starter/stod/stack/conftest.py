"""A folder for a stack of its own, and a worker that does nothing."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.huset.platser import for_stunden


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user can reach under root, which pytest's ``tmp_path`` is not."""
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as name:
        yield Path(name)
