"""The activities of a case over a database of the test's own."""

import pytest
from sqlalchemy import Engine

from activities.insats import Insatsaktiviteter
from activities.stod.epost import Epost
from domain.regler.regelverk import Regelverk


@pytest.fixture
def aktiviteter(motor_med_adresser: Engine, regelverket: Regelverk, epost: Epost) -> Insatsaktiviteter:
    return Insatsaktiviteter(motor_med_adresser, regelverket, epost)
