"""What is remembered of a state is what would be derived of it anew; a memory never outlives what it rests on."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.insats.insats import FALT, Insats, med
from domain.insats.minne import arv, harled
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.liv import lagesbild, rutin
from tests.domain.insats.minnet import som_ny
from tests.verktyg.slumpliv.inspelat import Inspelat
from tests.verktyg.slumpliv.levnad import lev

pytestmark = pytest.mark.langsam

DERIVERAS = [f for k in rutin.KAPITEL for f in (k.bevakningar, k.klockslag) if f] + [utbetalningar]


def jamfor(insats: Insats) -> None:
    """Each derivation by itself, and all of them together, from memory and without."""
    for funktion in DERIVERAS:
        assert harled(insats, funktion) == tuple(funktion(som_ny(insats))), funktion
    ny = som_ny(insats)
    assert rutin.bevakningar(insats) == rutin.bevakningar(ny)
    assert [(k, k.handelse, k.sammanfattning) for k in rutin.klockslag(insats)] == [
        (k, k.handelse, k.sammanfattning) for k in rutin.klockslag(ny)
    ]
    assert lagesbild.vantande(insats) == [r for r in lagesbild.bevakningsrader(ny) if r.vantar]


def efter_varje_steg(fall: object) -> None:
    assert isinstance(fall, Inspelat)
    jamfor(fall.insats)


@pytest.mark.parametrize("fro", range(40_000, 40_040))
def test_what_is_remembered_through_a_life_is_what_is_derived_anew_after_each_step(fro: int) -> None:
    r = Random(fro)
    lev(r, r.randint(3, 40), efter_varje_steg)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_whatever_is_said_no_memory_outlives_what_it_rests_on(r: Random, steg: int) -> None:
    lev(r, steg, efter_varje_steg)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.integers(5, 25), st.sets(st.sampled_from(sorted(FALT)), max_size=6))
def test_any_fields_may_be_those_of_an_earlier_state_and_all_is_derived_as_if_anew(
    r: Random, steg: int, falt: set[str]
) -> None:
    """Harder than any life: fields go back, alone or together, as no händelse would let them."""
    lagen: list[Insats] = []
    lev(r, steg, lambda fall: lagen.append(fall.insats))  # type: ignore[attr-defined]
    nu, da = lagen[-1], r.choice(lagen)
    rutin.klockslag(nu)
    hopp: Insats = med(nu, **{f: getattr(da, f) for f in falt})
    arv(nu, hopp)
    for funktion in DERIVERAS:
        assert svar(hopp, funktion) == svar(som_ny(hopp), funktion), funktion


def svar(insats: Insats, funktion: Any) -> Any:
    """What is derived; or, of a state that cannot be, what is wrong with it."""
    try:
        return harled(insats, funktion)
    except Exception as fel:
        return type(fel)


def test_a_derivation_is_asked_again_when_a_field_that_it_read_has_changed_and_only_then(insats: Insats) -> None:
    ganger = []

    def vem(i: Insats) -> Iterator[str]:
        ganger.append("en gång")
        yield i.anordnare

    def fortsatt(i: Insats, **andrat: Any) -> Insats:
        ny: Insats = med(i, nr=i.nr + 1, **andrat)
        arv(i, ny)
        return ny

    assert harled(insats, vem) == (insats.anordnare,)
    samma = fortsatt(fortsatt(insats, kund="en annan"))
    assert harled(samma, vem) == (insats.anordnare,)
    assert len(ganger) == 1
    annan = fortsatt(samma, anordnare="en annan")
    assert harled(annan, vem) == ("en annan",)
    assert harled(samma, vem) == (insats.anordnare,)
    assert len(ganger) == 2
