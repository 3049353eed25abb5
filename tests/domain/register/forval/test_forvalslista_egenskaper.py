"""The förvalslista whatever is registered: held against the log itself, read naively day by day (K5.5)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.register.forval.auktorisationslista import Registerhandelse
from domain.register.forval.forvalslista import Forvalsperiod, forvalsperioder
from domain.tid.tidpunkt import datum
from tests.verktyg.listspel import FORSTA, dagar, instant, regelverket

pytestmark = [pytest.mark.krav("K5.5", "K1.1"), pytest.mark.langsam]

DYGN = timedelta(days=1)
SLUT = FORSTA + timedelta(days=14 * 18 - 1)
NAMN = "ABCDE"

Logg = list[Registerhandelse]


@st.composite
def loggar(draw: st.DrawFn) -> Logg:
    """Registrations in time order, about what is there by then: new, with an end, the end moved or removed, struck."""
    logg: Logg = []
    finns: dict[tuple[str, date], date | None] = {}
    den = FORSTA - timedelta(days=draw(st.integers(0, 10)))
    for _ in range(draw(st.integers(0, 14))):
        den += timedelta(days=draw(st.just(0) | st.integers(0, 25)))
        gor = draw(st.sampled_from(("ny", "ny", "upphor", "upphor", "tills_vidare", "ny_fran", "stryk")))
        if gor == "ny" or not finns:
            namn, avser = draw(st.sampled_from(NAMN)), None
            fran = den + timedelta(days=draw(st.integers(-40, 40) | st.just(0)))
        else:
            namn, avser = draw(st.sampled_from(sorted(finns)))
            fran = avser + timedelta(days=draw(st.integers(-20, 20))) if gor == "ny_fran" else avser
        till = None if gor == "tills_vidare" else draw(st.none() | st.integers(0, 120))
        till = max(fran, den + timedelta(days=draw(st.integers(-10, 40)))) if gor == "upphor" else till
        slut = fran + timedelta(days=till) if isinstance(till, int) else till
        if avser is not None:
            del finns[namn, avser]
        if gor == "stryk" and avser is not None:
            logg.append(Registerhandelse(instant(den), namn, "AMI", avser, None))
            continue
        finns[namn, fran] = slut
        logg.append(Registerhandelse(instant(den), namn, "AMI", avser, fran, slut))
    return logg


def perioder(logg: Sequence[Registerhandelse], till: date = SLUT) -> list[Forvalsperiod]:
    return list(forvalsperioder(logg, "AMI", regelverket(), till))


def innehavare(logg: Sequence[Registerhandelse]) -> dict[date, str | None]:
    return {dag: d.anordnare for p in perioder(logg) for d in p.delar for dag in dagar(d.fran, d.till)}


def registrerade_fore(logg: Logg, dag: date) -> Logg:
    return [h for h in logg if datum(h.registrerad) < dag]


def auktoriserade(logg: Logg, dag: date, kand: date) -> set[str]:
    """Who the register says is authorised on ``dag``, by what had been registered on ``kand`` or before."""
    rader: dict[tuple[str, date], date | None] = {}
    for h in logg:
        if datum(h.registrerad) <= kand:
            if h.avser is not None:
                rader.pop((h.anordnare, h.avser), None)
            if h.fran is not None:
                rader[h.anordnare, h.fran] = h.till
    return {namn for (namn, fran), till in rader.items() if fran <= dag and (till is None or dag <= till)}


def hela_dagen(logg: Logg, dag: date) -> set[str]:
    """Who was authorised on ``dag`` from its first moment to its last, whatever was registered on it."""
    fore = len(registrerade_fore(logg, dag))
    under = len(registrerade_fore(logg, dag + DYGN))
    return set.intersection(*(auktoriserade(logg[:n], dag, dag) for n in range(fore, under + 1)))


def auktorisationsdatum(logg: Logg, namn: str, dag: date) -> date:
    """The first day of the unbroken auktorisation that covers the day, as it was known the day before."""
    fran = dag
    while namn in auktoriserade(logg, fran - DYGN, dag - DYGN):
        fran -= DYGN
    return fran


@given(loggar())
def test_the_periods_follow_each_other_and_every_day_is_in_one_part(logg: Logg) -> None:
    alla = perioder(logg)
    assert [d for p in alla for d in dagar(p.start, p.slut)] == dagar(FORSTA, SLUT)
    assert [d for p in alla for del_ in p.delar for d in dagar(del_.fran, del_.till)] == dagar(FORSTA, SLUT)


@given(loggar())
def test_a_day_has_a_holder_if_anyone_is_authorised_and_the_holder_is(logg: Logg) -> None:
    for dag, vem in innehavare(logg).items():
        mojliga = auktoriserade(logg, dag, dag)
        assert vem in mojliga if mojliga else vem is None


@given(loggar(), st.integers(0, 14))
def test_a_registration_changes_no_day_before_it_and_no_turn_of_a_period_that_has_begun(logg: Logg, n: int) -> None:
    if n >= len(logg):
        return
    den = datum(logg[n].registrerad)
    fore, efter = innehavare(logg[:n]), innehavare(logg)
    assert {d: v for d, v in fore.items() if d < den} == {d: v for d, v in efter.items() if d < den}
    for p, q in zip(perioder(logg[:n]), perioder(logg), strict=True):
        if p.start <= den:
            assert (p.tur, p.varv, p.plats, p.forbigangna) == (q.tur, q.varv, q.plats, q.forbigangna)


@given(loggar(), st.integers(0, 13))
def test_who_holds_the_day_of_a_registration_holds_it_still_unless_no_longer_authorised(logg: Logg, n: int) -> None:
    if n >= len(logg) or not FORSTA <= (den := datum(logg[n].registrerad)) <= SLUT:
        return
    hittills = logg[: n + 1]
    fore, efter = innehavare(logg[:n])[den], innehavare(hittills)[den]
    assert fore == efter or fore not in auktoriserade(hittills, den, den)


@given(loggar())
def test_a_period_is_what_it_was_when_it_began_until_its_holder_is_not_authorised(logg: Logg) -> None:
    blev = innehavare(logg)
    for p in perioder(logg):
        da = perioder(registrerade_fore(logg, p.start), p.start)[-1]
        assert (da.tur, da.varv) == (p.tur, p.varv)
        for d in da.delar:
            stod = True
            for dag in dagar(d.fran, d.till):
                stod = stod and d.anordnare in hela_dagen(logg, dag)
                assert blev[dag] == d.anordnare or not stod


@given(loggar())
def test_nobody_has_two_turns_in_a_round_and_a_round_goes_in_list_order(logg: Logg) -> None:
    turer = [p for p in perioder(logg) if p.tur]
    assert [p.varv for p in turer] == sorted(p.varv for p in turer)
    for _, grupp in groupby(turer, key=lambda p: p.varv):
        varv = list(grupp)
        assert len({p.tur for p in varv}) == len(varv)
        ordning = [(auktorisationsdatum(logg, p.tur, p.start), p.tur) for p in varv if p.tur]
        assert ordning == sorted(ordning)


@given(loggar())
def test_a_turn_goes_to_one_authorised_on_the_first_day_by_what_was_then_known(logg: Logg) -> None:
    for p in perioder(logg):
        mojliga = auktoriserade(logg, p.start, p.start - DYGN)
        assert p.tur in mojliga if mojliga else p.tur is None
        assert not {f.anordnare for f in p.forbigangna} & mojliga
        assert p.plats[1] == len(mojliga)


@given(loggar())
def test_a_place_that_has_ended_is_said_to_be_passed_over_at_most_once(logg: Logg) -> None:
    avforda = [f for p in perioder(logg) for f in p.forbigangna if f.till and f.till < p.start]
    assert len(avforda) == len(set(avforda))


@settings(max_examples=150)
@given(loggar(), st.integers(0, 60), st.integers(0, 60))
def test_who_stays_on_the_list_through_a_round_has_one_turn_in_it_whatever_else_happens(
    logg: Logg, fran: int, den: int
) -> None:
    """F is authorised until further notice; the others come, go and are corrected around it."""
    forsta = FORSTA + timedelta(days=fran - 10)
    registrerad = max(forsta, FORSTA + timedelta(days=den - 20))
    logg = sorted(
        [*logg, Registerhandelse(instant(registrerad), "F", "AMI", None, forsta)], key=lambda h: h.registrerad
    )
    alla = perioder(logg)
    hela = {p.varv for p in alla if p.varv < alla[-1].varv}
    for nummer in sorted(hela - {0}):
        varv = [p for p in alla if p.varv == nummer]
        egna = sum(p.tur == "F" for p in varv)
        if registrerad < varv[0].start:
            assert egna == 1
        elif registrerad < varv[-1].start:
            # It came in the round under way: its turn is in it, unless the round had passed its place.
            sist, tur = next((p, p.tur) for p in reversed(varv) if p.tur and p.start <= registrerad)
            passerad = (auktorisationsdatum(logg, tur, sist.start), tur) > (forsta, "F")
            assert egna == (0 if passerad else 1)


@given(loggar())
def test_to_step_in_takes_nothing_of_the_turn_that_is_ones_own(logg: Logg) -> None:
    """Ends within periods move days, never turns: moved to the Sunday of their periods, they give the same turns."""
    alla = perioder(logg)
    slutet = {dag: p.slut for p in alla for dag in dagar(p.start, p.slut)}

    def till_periodens_slut(h: Registerhandelse) -> Registerhandelse:
        if h.till is None or h.till not in slutet:
            return h
        return Registerhandelse(h.registrerad, h.anordnare, h.kundval, h.avser, h.fran, slutet[h.till])

    # Only where it stays an end: with a later auktorisation close by, the Sunday would close the gap between them.
    if len({h.anordnare for h in logg if h.avser is None}) == len([h for h in logg if h.avser is None]):
        forlangda = perioder([till_periodens_slut(h) for h in logg])
        assert [p.tur for p in forlangda] == [p.tur for p in alla]
