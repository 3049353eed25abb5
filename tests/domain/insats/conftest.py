"""A case that nothing has been derived of yet."""

import pytest

from domain.insats.insats import Insats
from tests.verktyg.spel import Spel


@pytest.fixture
def insats() -> Insats:
    return Spel.pagaende(start="2024-03-11").till("2024-05-15").insats
