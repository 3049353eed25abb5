"""An error is called in a Temporal history by a name said where the error is, not by what its class is named."""

from __future__ import annotations

import pytest
from temporalio.exceptions import ApplicationError

from activities.stod.epost import EpostFel
from activities.stod.fel import temporals_fel
from persistence.databas.motor import DatabasFel, DataFel
from persistence.journal.skrivning import FelBatch, Journallucka
from persistence.kontroll.ombyggnad import OrubbligtFel


class OmdoptDataFel(DataFel):
    """A class that was given another name, as a move of the code may do."""


@pytest.mark.parametrize(
    ("fel", "typ", "gar_att_forsoka_om"),
    [
        (DatabasFel("borta"), "DatabasFel", True),
        (EpostFel("Timeout"), "EpostFel", True),
        (DataFel("fel"), "DataFel", False),
        (OmdoptDataFel("fel"), "DataFel", False),
        (FelBatch("fel"), "FelBatch", False),
        (Journallucka("fel"), "Journallucka", False),
        (OrubbligtFel("fel"), "OrubbligtFel", False),
    ],
)
def test_the_type_in_a_history_does_not_follow_the_class_name(
    fel: Exception, typ: str, gar_att_forsoka_om: bool
) -> None:
    with pytest.raises(ApplicationError) as i_historien, temporals_fel():
        raise fel
    assert i_historien.value.type == typ
    assert i_historien.value.non_retryable is not gar_att_forsoka_om
