"""Only a few of the cases, so that what is looked through is soon done."""

from __future__ import annotations

import pytest

from tests.activities.kontroll.conftest import Bas
from tests.activities.kontroll.databasen.brutet import AVBROTT, AVSKRIVEN, OAVSLUTAD, A


@pytest.fixture(autouse=True)
def de_fa(bas: Bas, request: pytest.FixtureRequest) -> None:
    """Only the cases that are broken here, but where all of them are asked for."""
    if request.function.__name__ != "test_a_healthy_base_with_every_case_has_no_findings":
        bas.behall(A, AVBROTT, AVSKRIVEN, OAVSLUTAD)
