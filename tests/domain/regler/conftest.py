"""The files of the regelverk as the tests change them."""

import copy

import pytest

from regelverk import las_utgavor
from tests.domain.regler.ny_utgava import Filer


@pytest.fixture
def filer() -> Filer:
    """The shipped edition, free to be spoiled."""
    return copy.deepcopy({"2024.toml": las_utgavor()["2024.toml"]})
