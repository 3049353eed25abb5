"""What a page of the desk asks is found by an index, however many cases there are: each query of each of its pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.persistence.test_planer import _FYLL, ANORDNARE, ANTAL, STORA, genomsokta, plan
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

RAKNAR = {"/kvalitet", "/namnd", "/jamfor", "/drift"}
"""Pages that count over all there is: a year's, which say when they did (``vyer/raknat.py``), and for operations how
many cases there are of each status."""


@pytest.fixture(scope="module")
def fullt(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Bord]:
    """The invented cases among very many others."""
    with eget_bord(postgres, inredd) as bord:
        with bord.motor.begin() as c:
            for sats in _FYLL:
                c.execute(text(sats), {"n": ANTAL, "a": ANORDNARE} if ":n" in sats else {})
        yield bord


def genomlast(bord: Bord, k: TestClient, sida: str) -> set[str]:
    return {t for p in plan(bord.motor, lambda _: k.get(sida)) for t in genomsokta(p)} & STORA


@pytest.mark.parametrize(("konto", "roll"), SIDOR)
def test_no_page_reads_a_table_that_grows_from_end_to_end(fullt: Bord, konto: str, roll: str) -> None:
    k = fullt.som(konto, roll or None)
    funna = {sida: genomlast(fullt, k, sida) for sida in SIDOR[konto, roll] if sida not in RAKNAR}
    assert {sida: tabeller for sida, tabeller in funna.items() if tabeller} == {}
