"""The activities: day 1, the journal, and the delivery of what waits."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.api.common.v1 import Payload
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.insats import Insatsaktiviteter
from domain.register.auktorisation import Auktorisation
from kontrakt.insats import Forfragan, Forutsattningar, Journalkvitto, Leverans
from kontrakt.omvandlare import OMVANDLARE
from persistence.arende import lasning
from persistence.register.anordnare import auktorisationer, register
from tests.activities.insats.utkorgen import Ny


async def over_temporal(varde: Any) -> Any:
    """The value as it comes out at the other side of Temporal."""
    payloads: list[Payload] = await OMVANDLARE.encode([varde])
    return (await OMVANDLARE.decode(payloads, [type(varde)]))[0]


async def test_day_1_rests_on_the_rules_and_the_auktorisation(aktiviteter: Insatsaktiviteter, motor: Engine) -> None:
    register.lagg_till_anordnare(motor, "A")
    auktorisationer.auktorisera(motor, "A", "AMI", date(2024, 1, 1))
    svar = ActivityEnvironment().run(aktiviteter.forutsattningar, Forfragan("A", "AMI", date(2024, 3, 1)))
    assert svar.auktorisation == Auktorisation(date(2024, 1, 1))
    assert await over_temporal(svar) == svar
    fraga = Forfragan("A", "FAI", date(2024, 3, 1))
    inget = aktiviteter.forutsattningar(fraga)
    assert inget == Forutsattningar(None, None, regler=svar.regler, fraga=fraga)
    assert inget.reglerna() is svar.reglerna()


async def test_a_batch_is_written_once(aktiviteter: Insatsaktiviteter, motor: Engine, batch: Ny) -> None:
    forsta = await over_temporal(batch())
    skrivet = ActivityEnvironment().run(aktiviteter.journalfor, forsta)
    assert skrivet == Journalkvitto(att_leverera=True, skrivna=forsta.poster)
    igen = aktiviteter.journalfor(forsta)
    assert igen == Journalkvitto(okanda=forsta.poster, att_leverera=True)
    assert await over_temporal(igen) == igen
    assert len(lasning.journalrader(motor, None, "in-1")) == len(forsta.poster)


def test_wrong_data_is_never_tried_again(aktiviteter: Insatsaktiviteter, batch: Ny) -> None:
    forsta = batch()
    fel = [
        (replace(forsta, efter_nr=7), "FelBatch"),
        (replace(forsta, poster=({"nr": 1, "handelse": {"orsak": "hemlig"}},), meddelanden=()), "FelBatch"),
        (replace(forsta, meddelanden=forsta.meddelanden[:1] * 2), "DataFel"),
    ]
    for felaktig, typ in fel:
        with pytest.raises(ApplicationError) as sagt:
            aktiviteter.journalfor(felaktig)
        assert (sagt.value.non_retryable, sagt.value.type) == (True, typ)
        assert "hemlig" not in str(sagt.value)
        assert sagt.value.details == (list(felaktig.om),), "vad det gäller, så att det inte tas för svar till en annan"
        assert sagt.value.__cause__ is None and sagt.value.__suppress_context__


def test_a_database_that_is_down_is_tried_again(
    aktiviteter: Insatsaktiviteter, motor_med_adresser: Engine, postgres: Any, batch: Ny
) -> None:
    postgres.drop_database(motor_med_adresser.url.database)
    for anrop in (
        lambda: aktiviteter.journalfor(batch()),
        lambda: aktiviteter.forutsattningar(Forfragan("A", "AMI", date(2024, 3, 1))),
        lambda: aktiviteter.leverera(Leverans("in-1")),
    ):
        with pytest.raises(ApplicationError) as sagt:
            anrop()
        assert (sagt.value.non_retryable, sagt.value.type) == (False, "DatabasFel")
