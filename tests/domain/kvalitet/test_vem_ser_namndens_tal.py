"""Who sees what the nämnd is told, and who enters the budget (K16.3)."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kvalitet.namnd import krav_fora_in, krav_insyn

SER = {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.EKONOM, Roll.SYSTEM}


def aktor(roll: Roll) -> Aktor:
    return Aktor(roll, "x", "A" if roll is Roll.ANORDNARE else None)


@pytest.mark.krav("K16.3", "K3.7")
@pytest.mark.parametrize("roll", list(Roll))
def test_those_who_see_every_case_see_their_sums_and_the_others_are_told_who_do(roll: Roll) -> None:
    if roll in SER:
        krav_insyn(aktor(roll))
        return
    with pytest.raises(Avvisning) as nej:
        krav_insyn(aktor(roll))
    assert str(nej.value) == "som: det här ser kommunens handläggare och chefer (K16.3, §1.1)"


@pytest.mark.krav("K16.3")
@pytest.mark.parametrize("roll", list(Roll))
def test_the_budget_is_entered_by_the_ekonom_alone(roll: Roll) -> None:
    if roll is Roll.EKONOM:
        krav_fora_in(aktor(roll))
        return
    with pytest.raises(Avvisning) as nej:
        krav_fora_in(aktor(roll))
    assert str(nej.value) == "som: budgeten för ekonomen in (K16.3, §1.1)"
