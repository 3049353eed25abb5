"""A year of quality figures worked out by hand, what each figure is called, and who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.grund.ord import BRIST
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.kapitel.dialog import brist
from domain.kvalitet.matt import MATT, PUNKTLIGA
from domain.kvalitet.nyckeltal import (
    Andel,
    Bevakningsgrupp,
    Handelsegrupp,
    Insatsgrupp,
    Meddelandegrupp,
    Nyckeltal,
    Punktlighet,
    summa,
)
from domain.kvalitet.rakning import bedom, krav_insyn, rakna
from tests.domain.kvalitet.raknat import AR_2024, bevakning
from tests.verktyg.spel import d, regelverket

pytestmark = pytest.mark.krav("K16.1")

NAMN = st.sampled_from(["A", "Ö", "b"])
ANTAL = st.integers(1, 9)
_UTFALL = ["uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"]
_SLAG = ["bemanning", "genomforandeplan", "manadsrapport", "slutrapport", "veckokontakt", "uppstartsmote", "lakarintyg"]
INSATSER = st.builds(
    Insatsgrupp, NAMN, st.booleans(), st.booleans(), st.sampled_from(["fullfoljd", "fortid", "avbruten"]),
    st.sampled_from([True, False, None]), ANTAL,
)  # fmt: skip
BEVAKNINGAR = st.builds(
    Bevakningsgrupp, NAMN, st.sampled_from(_SLAG), st.sampled_from(_UTFALL), st.booleans(),
    st.sampled_from([Roll.ANORDNARE, Roll.KARRIARVAGLEDARE]),
    st.sampled_from([None, Roll.ANORDNARE, Roll.KARRIARVAGLEDARE]), st.booleans(), ANTAL,
)  # fmt: skip
HANDELSER = st.one_of(
    st.builds(Handelsegrupp, NAMN, st.sampled_from(["godkand", "aterremiss", "avvikelse"]), st.none(), ANTAL),
    st.builds(Handelsegrupp, NAMN, st.just("brist"), st.sampled_from(sorted(BRIST)), ANTAL),
)
_DAGAR = st.dates(date(2024, 1, 2), date(2024, 12, 20))
MEDDELANDEN = st.builds(
    lambda namn, sant, efter, antal: Meddelandegrupp(namn, sant, efter and sant + timedelta(days=efter), antal),
    NAMN, _DAGAR, st.none() | st.integers(1, 9), ANTAL,
)  # fmt: skip
GRUPPER = st.fixed_dictionaries(
    {
        "insatser": st.lists(INSATSER, max_size=8), "bevakningar": st.lists(BEVAKNINGAR, max_size=12),
        "handelser": st.lists(HANDELSER, max_size=8), "meddelanden": st.lists(MEDDELANDEN, max_size=8),
    }
)  # fmt: skip


def raknat(grupper: dict[str, list[Any]]) -> list[Nyckeltal]:
    return rakna(AR_2024, regelverket(), **grupper)


def oppdelat(grupper: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The same facts, one by one."""
    return {k: [replace(g, antal=1) for g in alla for _ in range(g.antal)] for k, alla in grupper.items()}


def under_ett_namn(grupper: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {k: [replace(g, anordnare="Alla") for g in alla] for k, alla in grupper.items()}


@given(GRUPPER)
def test_every_fact_is_counted_once_however_the_facts_are_grouped(grupper: dict[str, list[Any]]) -> None:
    rader = raknat(grupper)
    assert rader == raknat(oppdelat(grupper))
    alla = summa("Alla", rader)
    assert [alla] == (raknat(under_ett_namn(grupper)) or [Nyckeltal("Alla")])
    assert alla.insatser == sum(g.antal for g in grupper["insatser"])
    assert alla.avslutade == alla.fullfoljda + alla.i_fortid + alla.avbrutna >= alla.mal_natt + alla.mal_okant
    assert alla.meddelanden.alla == sum(g.antal for g in grupper["meddelanden"])
    assert alla.granskningar == sum(g.antal for g in grupper["handelser"] if g.vad in ("godkand", "aterremiss"))
    domda = [g for g in grupper["bevakningar"] if g.slag in _SLAG[:5] and bedom(g)]
    assert sum(getattr(alla, m).alla for m in PUNKTLIGA[:5]) == sum(g.antal for g in domda)


def test_a_year_worked_out_by_hand() -> None:
    handelser = [
        Handelsegrupp("A", "godkand", None, 5), Handelsegrupp("A", "aterremiss", None, 2),
        Handelsegrupp("A", "brist", "brister_i_uppdrag", 3), Handelsegrupp("A", "brist", "utebliven_uppfoljning", 1),
        Handelsegrupp("A", "avvikelse", None, 6),
    ]  # fmt: skip
    insatser = [
        Insatsgrupp("A", True, False, None, None, 4), Insatsgrupp("A", True, True, "fullfoljd", True, 3),
        Insatsgrupp("A", False, True, "fortid", False, 2), Insatsgrupp("A", False, True, "avbruten", None, 1),
    ]  # fmt: skip
    bevakningar = [
        bevakning("bemanning", "uppfylld", antal=3), bevakning("bemanning", "sen", gjord=True, antal=2),
        bevakning("genomforandeplan", "forsenad", ansvarig=Roll.KARRIARVAGLEDARE),
        bevakning("manadsrapport", "avskriven", antal=2), bevakning("slutrapport", "uppfylld"),
        bevakning("veckokontakt", "sen", gjord=True, antal=4), bevakning("veckokontakt", "sen"),
        bevakning("uppstartsmote", "forsenad", antal=7), bevakning("lakarintyg", "upphord"),
    ]  # fmt: skip
    lasta = [Meddelandegrupp("A", d("2024-03-08"), d("2024-03-11"), 8), Meddelandegrupp("A", d("2024-03-08"), None, 1)]
    (n,) = rakna(AR_2024, regelverket(), insatser=insatser, bevakningar=bevakningar, handelser=handelser,
                 meddelanden=lasta)  # fmt: skip
    assert n == Nyckeltal(
        "A", paborjade=7, pagaende=4, avslutade=6, fullfoljda=3, i_fortid=2, avbrutna=1, mal_natt=3, mal_okant=1,
        bemanning=Punktlighet(3, 2, 0), plan=Punktlighet(0, 0, 1), manadsrapporter=Punktlighet(0, 0, 2),
        slutrapporter=Punktlighet(1, 0, 0), veckokontakter=Punktlighet(0, 4, 1), meddelanden=Punktlighet(8, 0, 1),
        granskningar=7, aterremisser=2, brister_per_sort={"brister_i_uppdrag": 3, "utebliven_uppfoljning": 1},
        avvikelser=2 + 2 + 1 + 7, anmalda_avvikelser=6,
    )  # fmt: skip
    assert (n.insatser, n.mal, n.returer, n.brister) == (10, Andel(3, 6), Andel(2, 7), 4)
    assert n.bemanning.andel == Andel(3, 5)


def test_anordnare_stand_in_swedish_order_and_those_without_cases_among_them() -> None:
    rader = rakna(AR_2024, regelverket(), insatser=[Insatsgrupp("Örnen", True, False, None, None, 2)],
                  aven=["Ängen", "Åsen", "beta", "Alfa", "Zeta"])  # fmt: skip
    assert [n.anordnare for n in rader] == ["Alfa", "beta", "Zeta", "Åsen", "Ängen", "Örnen"]
    assert rader[0] == Nyckeltal("Alfa")
    assert (rader[-1].insatser, rader[-1].paborjade, rader[-1].mal) == (2, 2, Andel(0, 0))


def test_an_unknown_goal_is_told_and_counts_as_not_reached() -> None:
    grupper = [Insatsgrupp("A", False, True, "fullfoljd", mal, 1) for mal in (True, False, None)]
    (n,) = rakna(AR_2024, regelverket(), insatser=grupper)
    assert (n.mal, n.mal_okant) == (Andel(1, 3), 1)


# What is told of it


def _falt(typ: type) -> set[str]:
    return {f.name for f in fields(typ)}


def test_every_figure_has_a_definition_and_every_definition_a_figure() -> None:
    assert {m.namn for m in MATT} <= _falt(Nyckeltal) | {"insatser", "brister"}
    utan = {"anordnare", "fullfoljda", "i_fortid", "avbrutna", "mal_okant", "granskningar", "brister_per_sort"}
    assert _falt(Nyckeltal) - {m.namn for m in MATT} == utan, "parts of a figure that is defined"
    assert {m for m in _falt(Nyckeltal) if isinstance(getattr(Nyckeltal("A"), m), Punktlighet)} == set(PUNKTLIGA)
    assert all(m.definition.endswith(".") for m in MATT)


def test_every_sort_of_brist_has_its_words() -> None:
    assert set(BRIST) == set(get_args(brist.Sort))


# Who may see


def _alla_roller() -> Iterable[Aktor]:
    for roll in Roll:
        yield Aktor(roll, "x", "A" if roll is Roll.ANORDNARE else None)


@pytest.mark.parametrize("som", list(_alla_roller()), ids=str)
@pytest.mark.parametrize("anordnare", ["A", "B"])
def test_the_figures_of_an_anordnare_are_seen_by_those_who_see_its_cases(som: Aktor, anordnare: str) -> None:
    if far_se_arende(som, anordnare):
        krav_insyn(som, anordnare)
        krav_insyn(som, None)
        return
    with pytest.raises(Avvisning) as fel:
        krav_insyn(som, anordnare)
    if som.roll is Roll.ANORDNARE:
        assert str(fel.value) == "anordnare: en anordnare ser bara sin egen kvalitetsuppföljning (K16.1, §1.1)"
    else:
        vilka = "kommunens handläggare och chefer, och anordnaren för egen del"
        assert str(fel.value) == f"som: det här ser {vilka} (K16.1, §1.1)"
