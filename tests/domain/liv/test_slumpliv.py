"""Random lives: nothing is forgotten, everything is paid, and the story is the same however it is told.

The full ten thousand are lived by ``python -m benchmarks.slumpliv``.
"""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.liv import rutin
from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.verktyg.slumpliv.inspelat import Inspelat, spela_om
from tests.verktyg.slumpliv.levnad import fullborda, lev, lev_till, ratta_i_efterhand, sag
from tests.verktyg.slumpliv.naturligt import rattelser
from tests.verktyg.slumpliv.provning import provat, provat_till_slut
from tests.verktyg.slumpliv.utsagor import Sagt

pytestmark = pytest.mark.langsam


def liv(fro: int) -> Inspelat:
    r = Random(fro)
    return lev(r, r.randint(3, 40), provat)


@pytest.mark.krav("K0.8", "K13.7", "K14.2", "K14.6")
@pytest.mark.parametrize("fro", range(0, 4000, 40))
def test_a_life_leaves_nothing_open_nothing_unpaid_and_a_journal_that_folds_to_its_state(fro: int) -> None:
    for n in range(2):
        provat_till_slut(liv(fro + n))


@pytest.mark.krav("K0.7", "K14.6")
@pytest.mark.parametrize("fro", range(40_000, 40_040))
def test_a_completed_life_that_is_corrected_is_settled_and_completes_again(fro: int) -> None:
    r = Random(fro)
    fall = lev(r, r.randint(3, 25))
    ratta_i_efterhand(fall, r, provat)
    provat_till_slut(fall)


@pytest.mark.parametrize("fro", range(10_000, 10_030))
def test_a_life_played_again_with_its_state_as_json_between_all_steps_is_the_same_story(fro: int) -> None:
    fall = liv(fro)
    assert spela_om(fall) == (fall.poster, fall.meddelanden)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_whatever_is_said_it_is_done_or_refused_and_the_case_holds_together(r: Random, steg: int) -> None:
    provat_till_slut(lev(r, steg, provat))


@pytest.mark.parametrize("fro", range(20_000, 20_020))
def test_what_a_case_awaits_is_the_same_when_it_is_derived_from_the_stored_state_alone(fro: int) -> None:
    def jamfor(fall: object) -> None:
        assert isinstance(fall, Inspelat)
        last = insats_fran_json(insats_till_json(fall.insats))
        assert rutin.bevakningar(last) == rutin.bevakningar(fall.insats)
        assert rutin.klockslag(last) == rutin.klockslag(fall.insats)

    r = Random(fro)
    lev(r, r.randint(3, 30), jamfor)


# A correction back and forth (K0.7)


def bilden(fall: Inspelat) -> tuple[dict[str, tuple[Any, ...]], dict[str, tuple[Any, ...]]]:
    """How every bevakning and every row stands, by what is derived from state."""
    insats = fall.insats
    bevakningar = {
        b.nyckel: (b.frist, b.ansvarig, utfall)
        for b in rutin.bevakningar(insats)
        if (utfall := b.utfall(insats)) != "planerad"
    }
    rader = {u.nyckel: (u.belopp, u.dagar, u.status) for u in fall.utbetalningar()}
    return bevakningar, rader


def en_andring(fall: Inspelat, r: Random) -> Sagt | None:
    """A date of something registered, changed."""
    val = [s for s in rattelser(fall, r) if "andringar" in s[1]]
    return val[0] if val else None


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("fro", [*range(30_000, 30_300, 3), 30_879, 30_757, 30_880, 31_273, 31_422, 31_451])
def test_a_correction_back_and_forth_gives_the_original_bevakningar_and_payments(fro: int) -> None:
    r = Random(fro)
    fall = lev_till(r, r.randint(3, 30))
    for _ in range(6):
        if fall.insats.slutford:
            return
        fore, sagda = bilden(fall), [s.kommando for s in fall.insats.sagda]
        val = en_andring(fall, r)
        if val is None or not sag(fall, *val):
            continue
        verb, sagt = val
        (falt,) = sagt["andringar"]
        gammalt = fall.poster[_sist(fall)].handelse.fore[falt]  # type: ignore[attr-defined]
        if fall.insats.slutford:
            return
        assert sag(fall, verb, sagt | {"andringar": {falt: gammalt}})
        assert [s.kommando for s in fall.insats.sagda] == sagda
        bevakningar, rader = bilden(fall)
        # What opened while the end stood nearer may stay open until its time; what opened while it lay ahead lapses.
        # A correction that takes paid days is decided by two (K13.2): that the second was asked, and answered, stays.
        nya = bevakningar.keys() - fore[0].keys()
        attest = {nyckel for nyckel in nya if nyckel.startswith("svar:attest-rattelse-")}
        assert {bevakningar.pop(nyckel)[2] for nyckel in nya - attest} <= {"oppen", "upphord"}
        assert {bevakningar.pop(nyckel)[2] for nyckel in attest} <= {"uppfylld", "sen"}
        assert (bevakningar, rader) == fore
        provat(fall)
    fullborda(fall)
    provat_till_slut(fall)


def _sist(fall: Inspelat) -> int:
    return max(n for n, p in enumerate(fall.poster) if p.handelse.slag == "uppgift_rattad")
