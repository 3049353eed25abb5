"""K16.5: a correction strikes only what stands there, and says how what is to be struck is written."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.regelutgava.beslut import besluta
from domain.processer.regelutgava.lage import Regelutgava
from domain.processer.regelutgava.rutin import REGELUTGAVA, beslutade
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Fall
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import regelverket, tid

E1 = Aktor(Roll.EKONOM, "e1")
ARET: dict[str, Any] = {
    "utgava": "2025", "beslut": "NAF 1", "fran": "2025-01-01", "till": "2025-12-31", "rattelse": "fel siffra",
}  # fmt: skip
pytestmark = pytest.mark.krav("K16.5", "K0.7")


def test_before_anything_is_entered_nothing_is_decided_and_nothing_is_to_be_done() -> None:
    tom = Regelutgava("u")
    assert (beslutade(tom), list(REGELUTGAVA.effekter(tom)), list(REGELUTGAVA.klockslag(tom))) == ([], [], [])
    assert list(REGELUTGAVA.bevakningar(tom)) == []


def test_a_correction_from_a_day_that_has_no_value_strikes_nothing() -> None:
    fall = Processpel(REGELUTGAVA, "u1").sag(
        E1, "2024-12-02T09:00", "foresla_varden", **ARET, varden=["checkbelopp.AMI=1"]
    )
    assert fall.lage.forslag.utgar == ()


@pytest.mark.krav("K16.5", sort="avslag")
@pytest.mark.parametrize(
    "rad", ["checkbelopp.AMI", "=2025-01-01", " =2025-01-01", "checkbelopp.AMI=", "checkbelopp.AMI= "]
)
def test_what_is_to_be_struck_is_named_with_its_first_day(rad: str) -> None:
    fall = Processpel(REGELUTGAVA, "u1")
    nej = fall.avvisas("K16.5", E1, "2024-12-02T09:00", "foresla_varden", **ARET, utgar=["finns.inte=2024-01-01", rad])
    assert nej == "utgar.1: skriv nyckel=första dag, till exempel checkbelopp.AMI=2025-01-01 (K16.5, §14.1)"


@pytest.mark.krav("K16.5", sort="avslag")
@pytest.mark.parametrize("verb", ["attestera_varden", "dra_tillbaka_varden", "registrera_inforande"])
def test_what_has_not_been_entered_is_neither_attested_taken_back_nor_put_in(verb: str) -> None:
    kommando = las_kommando(
        {"kommando": verb, **({"skal": "x"} if verb == "dra_tillbaka_varden" else {})}, REGELUTGAVA.verb
    )
    with pytest.raises(Avvisning) as nej:
        list(besluta(Regelutgava("u"), kommando, Fall(tid("2024-12-02"), E1), regelverket()))
    assert str(nej.value) == "kommando: det finns inga värden att ta ställning till (K16.5, §14.1)"
