"""Whatever is written in the doors, by the description of them and beside it: no 5xx, no answer but what is described.

Here each role walks its share of the ways, with few examples, so that the suite ends. ``EXEMPEL=50`` lets every role
walk every way, with so many.
"""

from __future__ import annotations

import os
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from persistence.register.kund import skrivning
from tests.starter.api.conftest import Dorr, idag
from tests.starter.api.test_hela_dorren import folket, hel, hus, nytt_arende
from tests.verktyg.spel import KV

__all__ = ["folket", "hel", "hus"]

ALLA = "EXEMPEL" in os.environ
EXEMPEL = int(os.environ.get("EXEMPEL", "2"))
KUND = "ku-asa"
ROLLER = ("karin", "hanna", "al1", "e1", "ss1", "ds1", "kk1", "so1", KUND)
_PROV = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
_UTOM = {"/api/token"}
"""What would end the login that is used, or fills in no description: its own tests walk it."""


@pytest.fixture(scope="module")
def arende(hel: Dorr, folket: dict[str, httpx2.Client]) -> str:
    """A case that each role sees as much of as it ever does: its kund logs in, and its socialsekreterare is named."""
    uppgifter = {"id": KUND, "namn": "x", "personnummer": "198505022387", "socialsekreterare": "so1"}
    skrivning.lagg_till(hel.motor, KV, uppgifter, idag())
    hel.koppla(KUND, f"kund:{KUND}")
    kund = {"id": KUND, "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    return nytt_arende(folket["karin"], kund=kund)


@pytest.mark.parametrize("konto", ROLLER)
def test_nothing_that_is_written_brings_down_the_doors(konto: str, hel: Dorr, arende: str) -> None:
    schema = schemathesis.openapi.from_dict(hel.app.openapi())
    schema.config.base_url = hel.bas
    huvuden = {"authorization": hel.bevis(konto).headers["authorization"]}
    provade = 0
    for nr, resultat in enumerate(schema.get_all_operations()):
        operation = resultat.ok()
        if operation.path in _UTOM or not (ALLA or nr % len(ROLLER) == ROLLER.index(konto)):
            continue
        _prova(operation, huvuden, arende)
        provade += 1
    assert provade > (150 if ALLA else 15)


def _prova(operation: Any, huvuden: dict[str, str], arende: str) -> None:
    @settings(
        max_examples=EXEMPEL, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ett(case: Any) -> None:
        if "arende" in (case.path_parameters or {}):
            case.path_parameters["arende"] = arende  # one that is there: more is reached than a 404
        if "vanta" in (case.query or {}):
            case.query["vanta"] = 0
        svar = case.call(headers=huvuden)
        case.validate_response(svar, checks=_PROV)

    ett()
