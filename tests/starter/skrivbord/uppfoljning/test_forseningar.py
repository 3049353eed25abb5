"""The arbetsledare's picture of what has been late week by week, by who owed it (K0.8)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from persistence.kvalitet.forseningar import VECKOR, forseningar, veckorna
from tests.starter.skrivbord.verktyg.bordet import Bord

ALVA = Aktor.tolka("arbetsledare:al1")


def test_the_weeks_are_twelve_and_end_with_the_one_under_way() -> None:
    veckor = veckorna(date(2026, 1, 1))
    assert (len(veckor), veckor[0], veckor[-1]) == (VECKOR, date(2025, 10, 13), date(2025, 12, 29))


@pytest.mark.krav("K0.8")
def test_each_frist_that_was_passed_counts_in_its_own_week_also_when_it_has_been_met_since(bord: Bord) -> None:
    idag = datum(datetime.now(UTC))
    forsta = veckorna(idag)[0]
    fore = {f.part: f for f in forseningar(bord.motor, ALVA, Roll.KARRIARVAGLEDARE, idag)}
    with bord.motor.begin() as c:
        for n, (frist, utfall) in enumerate([
            (forsta, "sen"), (forsta - timedelta(days=1), "sen"), (idag, "forsenad"), (idag, "uppfylld"),
            (idag, "oppen"), (idag + timedelta(days=1), "forsenad"),
        ]):  # fmt: skip
            c.execute(
                text(
                    "INSERT INTO bevakning (arende, nyckel, slag, regel, ansvarig, part, oppnad, frist, utfall)"
                    " VALUES ('in-exempel01', :n, 'uppdrag', 'K6.3', 'karriarvagledare', 'kv1', now(), :f, :u)"
                ),
                {"n": f"prov{n}", "f": frist, "u": utfall},
            )
    try:
        efter = {f.part: f for f in forseningar(bord.motor, ALVA, Roll.KARRIARVAGLEDARE, idag)}
        assert efter["kv1"].antal == fore["kv1"].antal + 2
        assert efter["kv1"].veckor[forsta] == fore["kv1"].veckor.get(forsta, 0) + 1
        html = bord.som("alva").get("/forseningar").text
        rad = re.search(r"<bdi>kv1</bdi>.*?</tr>", html, re.S)
        assert rad and f"<strong>{efter['kv1'].antal}</strong>" in rad[0] and rad[0].count("<td") == VECKOR + 1
        assert efter["kv2"] == fore["kv2"]
    finally:
        with bord.motor.begin() as c:
            c.execute(text("DELETE FROM bevakning WHERE nyckel LIKE 'prov%'"))


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("konto", ["karin", "hanna", "erik", "sol"])
def test_it_is_the_arbetsledares_alone(bord: Bord, konto: str) -> None:
    svar = bord.som(konto).get("/forseningar")
    assert svar.status_code in (403, 422) and "kv2" not in svar.text
