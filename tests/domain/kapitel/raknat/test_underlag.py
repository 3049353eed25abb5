"""K14.4, K14.5: whether an underlag is enough, when it came, and what a correction makes of it – instant by instant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.insats.anteckningar import Utbetald
from domain.insats.insats import med
from domain.kapitel.ersattning.underlag import (
    bevakningar,
    godtaget_underlag,
    rattade_underlag,
    stammer,
    underlag_ankom,
    underlag_efter,
    underlag_stamde,
    underlag_vantade_in,
)
from domain.kapitel.ersattning.utbetalningsrad import korning, utbetalningsmanad
from tests.domain.kapitel.raknat.staten import BELOPP, MARS, avslutad, fran, insatsen, underlag
from tests.verktyg.spel import Spel, d, tid

RATT, FEL = {}, {"belopp": "1"}
NU = "2024-04-11"


@pytest.mark.krav("K14.4", "K11.1", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "belopp", "vantat", "racker"),
    [
        ("2024-03-31T00:00", "2713.20", "2713.20", True),  # the last insatsdag of the month
        ("2024-03-30T23:59", "2713.20", "2713.20", False),  # written for another end
        ("2024-04-02", "2713.19", "2713.20", False),
        ("2024-04-02", "1.00", "1.00", True),  # it showed what was computed when it came
        ("2024-04-02", "2713.20", "1.00", False),
        ("2024-04-02", "2713.20", None, True),  # nothing could be computed then: what is computed now
        ("2024-04-02", "1.00", None, False),
    ],
)
def test_an_underlag_is_enough_by_what_was_computed_when_it_came(
    nar: str, belopp: str, vantat: str | None, racker: bool
) -> None:
    u = underlag(nar, belopp, vantat)
    assert stammer(insatsen(), MARS, u) is racker
    i = med(insatsen(), underlag={MARS: (u,)})
    assert (godtaget_underlag(i, MARS), underlag_ankom(i, MARS)) == ((u, u.tid) if racker else (None, None))


@pytest.mark.krav("K14.4", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("inlamnade", "betald", "ankom", "stamde"),
    [
        ([], None, None, None),
        ([("2024-04-02", FEL)], None, None, None),
        ([("2024-04-02", FEL), ("2024-04-04", RATT), ("2024-04-05", RATT)], None, "2024-04-04", "2024-04-04"),
        # one that the anordnare put right arrives with that
        ([("2024-04-02", {"ankom": "2024-04-09"})], None, "2024-04-09", "2024-04-02"),
        # one that was right until a correction counts once another is, and not before
        ([("2024-04-02", FEL | {"stamde_till": NU}), ("2024-04-12", RATT)], None, "2024-04-02", "2024-04-12"),
        ([("2024-04-02", FEL | {"stamde_till": NU})], None, None, None),
        # of a month that is paid, the last it was paid by
        ([("2024-04-02", FEL), ("2024-04-10", FEL)], "2024-04-16T00:00", "2024-04-10", "2024-04-10"),
        ([("2024-04-02", FEL), ("2024-04-16T00:00", FEL)], "2024-04-16T00:00", "2024-04-16T00:00", "2024-04-16T00:00"),
        ([("2024-04-02", RATT), ("2024-04-17", RATT)], "2024-04-16T00:00", "2024-04-02", "2024-04-02"),
        # paid before any of them: as if it were not
        ([("2024-04-17", RATT)], "2024-04-16T00:00", "2024-04-17", "2024-04-17"),
    ],
)  # fmt: skip
def test_it_arrived_with_the_first_that_was_enough(
    inlamnade: list[tuple[str, dict[str, Any]]], betald: str | None, ankom: str | None, stamde: str | None
) -> None:
    rad = Utbetald(tid(betald), 21, BELOPP, "2024-04", "") if betald else None
    i = med(
        insatsen(), underlag={MARS: tuple(underlag(nar, **fakta) for nar, fakta in inlamnade)},
        utbetalda={f"manad:{MARS}": rad} if rad else {},
    )  # fmt: skip
    assert underlag_ankom(i, MARS) == (tid(ankom) if ankom else None)
    assert underlag_stamde(i, MARS) == (tid(stamde) if stamde else None)


@pytest.mark.krav("K14.1", "K14.5", sort="gräns")
@pytest.mark.parametrize(
    ("kom", "ankom", "i_tid"),
    [
        ("2024-04-08", "2024-04-15T23:59", True),  # a week from the day the amount came
        ("2024-04-08", "2024-04-16T00:00", False),
        ("2024-04-06", "2024-04-15T23:59", True),  # the thirteenth is a Saturday
        (None, "2024-04-02", False),
        ("2024-04-08", None, False),
    ],
)
def test_one_that_waited_for_its_amount_is_in_time_for_a_week_after_it(
    kom: str | None, ankom: str | None, i_tid: bool
) -> None:
    i = med(
        insatsen(), beloppen_kom={MARS: tid(kom)} if kom else {}, underlag={MARS: (underlag(ankom),)} if ankom else {}
    )
    assert underlag_vantade_in(i, MARS) is i_tid
    assert underlag_efter(i, tid("2024-04-06T23:59")).frist == d("2024-04-15")


# A correction at noon on 11 April


def efter(fore: Any, nya: Any, start: str = "2024-03-12", ankommer_nu: bool = False) -> Any:
    i = med(insatsen(), underlag={MARS: fore} if fore else {})
    rattat = rattade_underlag(i, fran(start, med(i, underlag={MARS: nya})), tid(NU), ankommer_nu=ankommer_nu)
    return rattat[MARS]


@pytest.mark.krav("K14.4", "K0.7")
@pytest.mark.parametrize(
    ("belopp", "vantat", "start", "nu", "stamde", "blev"),
    [
        ("2713.20", "2713.20", "2024-03-11", "2713.20", None, None),  # nothing it is held against was corrected
        ("2713.20", "2713.20", "2024-03-12", "2584.00", None, NU),  # it was enough until now
        ("2713.20", None, "2024-03-12", None, None, NU),
        ("1", "2713.20", "2024-03-12", "2584.00", None, None),  # it never was
        ("2584.00", None, "2024-03-12", None, None, None),  # it is now
        ("1", "2713.20", "2024-03-12", "2584.00", "2024-04-05", "2024-04-05"),  # it was until an earlier correction
        ("2713.20", "2713.20", "2024-04-01", "2713.20", None, NU),  # the month has no day left
    ],
)
def test_one_that_showed_the_amount_until_a_correction_keeps_that_it_did(
    belopp: str, vantat: str | None, start: str, nu: str | None, stamde: str | None, blev: str | None
) -> None:
    tidigare = {"stamde_till": stamde} if stamde else {}
    var = underlag("2024-04-02", belopp, vantat, **tidigare)
    (u,) = efter((var,), (underlag("2024-04-02", belopp, nu, **tidigare),), start)
    assert u == underlag("2024-04-02", belopp, nu, **({"stamde_till": blev} if blev else {}))


@pytest.mark.krav("K14.4", "K14.5", "K0.7")
@pytest.mark.parametrize(
    ("fore", "ankommer_nu", "ankom"),
    [("1", True, NU), ("1", False, None), ("2713.20", True, None)],  # the last: the month had its underlag already
)
def test_one_that_is_itself_corrected_arrives_with_that_unless_the_month_had_its_own(
    fore: str, ankommer_nu: bool, ankom: str | None
) -> None:
    nytt = underlag("2024-04-02", "2713.20", nummer="F1")
    gammalt = underlag("2024-04-02", fore, nummer="F0" if fore == "2713.20" else "F1")
    (u,) = efter((gammalt,), (nytt,), "2024-03-11", ankommer_nu)
    assert u == replace(nytt, ankom=tid(ankom) if ankom else None)


@pytest.mark.krav("K14.4", "K0.7")
def test_one_that_had_arrived_by_an_earlier_correction_keeps_that_instant() -> None:
    var = underlag("2024-04-02", "2584.00", None, ankom="2024-04-09")
    (u,) = efter((var,), (replace(var, ankom=None),))
    assert u.ankom == tid("2024-04-09")


@pytest.mark.krav("K14.4", "K0.7")
def test_one_of_a_month_that_the_correction_has_added_is_new() -> None:
    i, u = fran("2024-04-01"), underlag("2024-04-02", nummer="F1")
    rattat = rattade_underlag(i, med(insatsen(), underlag={MARS: (u,)}), tid(NU), ankommer_nu=True)
    assert rattat == {MARS: (replace(u, ankom=tid(NU)),)}


# As it is awaited


@pytest.mark.krav("K14.7", "K14.1", "K0.6", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "oppnas", "frist", "satt", "klar"),
    [
        ({}, "2024-04-01T00:00", "2024-04-07", "2024-04-01T00:00", None),
        ({"beloppen_kom": {MARS: tid("2024-03-20")}}, "2024-04-01T00:00", "2024-04-07", "2024-04-01T00:00", None),
        ({"beloppen_kom": {MARS: tid("2024-04-12")}}, "2024-04-01T00:00", "2024-04-19", "2024-04-12", None),
        # a correction has made what came wrong: a week from then, unless another is enough
        (
            {"underlag": {MARS: (underlag("2024-04-02", "1", stamde_till=NU),)}},
            "2024-04-01T00:00", "2024-04-18", NU, None,
        ),
        (
            {"underlag": {MARS: (underlag("2024-04-02", "1", stamde_till=NU), underlag("2024-04-12"))}},
            "2024-04-01T00:00", "2024-04-07", "2024-04-01T00:00", "2024-04-02",
        ),
        (
            {"underlag": {MARS: (underlag("2024-03-31"),)}},
            "2024-03-31", "2024-04-07", "2024-04-01T00:00", "2024-03-31",
        ),
    ],
)  # fmt: skip
def test_an_underlag_is_awaited_from_the_months_end_or_from_what_made_it_necessary(
    fakta: dict[str, Any], oppnas: str, frist: str, satt: str, klar: str | None
) -> None:
    i = med(insatsen(), senast=tid("2024-04-20"), **fakta)
    b = next(b for b in bevakningar(i) if b.avser == MARS)
    assert (b.regel, b.oppnas, str(b.frist), b.frist_satt) == ("K14.7", tid(oppnas), frist, tid(satt))
    assert (b.uppfylld, b.vilar) == (tid(klar) if klar else None, False)


@pytest.mark.krav("K14.1", "K13.7")
def test_while_its_amount_is_not_decided_it_rests_and_what_is_forfeited_is_not_awaited() -> None:
    i = med(Spel.pagaende(start="2024-03-11").insats, senast=tid("2025-02-03"))
    assert [(b.avser, b.vilar) for b in bevakningar(i)][-4:-1] == [
        ("2024-12", False), ("2025-01", True), ("2025-02", True),
    ]  # fmt: skip
    lamnat = med(i, underlag={"2025-01": (underlag("2025-02-02", "1", None),)})
    assert [(b.avser, b.vilar) for b in bevakningar(lamnat)][-3] == ("2025-01", True)
    avskrivet = med(i, avskrivna={"manadsrapport:2024-03": tid("2024-05-02")})
    assert next(b.avser for b in bevakningar(avskrivet)) == "2024-04"


# The month it is paid in


@pytest.mark.krav("K14.5", "K14.6", sort="gräns")
@pytest.mark.parametrize(
    ("ankomst", "klart", "p"),
    [
        ("2024-04-07T23:59", "2024-04-15T23:59", "2024-04"),
        ("2024-04-08T00:00", "2024-04-08T00:00", "2024-05"),
        ("2024-04-07T23:59", "2024-04-16T00:00", "2024-05"),  # the run has been
        ("2024-05-07T23:59", "2024-05-07T23:59", "2024-05"),
        ("2024-05-08T00:00", "2024-05-08T00:00", "2024-06"),
        ("2024-03-01", "2024-03-01", "2024-04"),  # never in itself
        ("2024-04-01", "2024-12-16T00:00", "2025-01"),
    ],
)
def test_it_is_paid_in_the_first_month_whose_brytdatum_it_meets_and_whose_run_is_to_come(
    ankomst: str, klart: str, p: str
) -> None:
    assert utbetalningsmanad(insatsen(), MARS, tid(ankomst), tid(klart)) == p
    assert korning(insatsen(), p) == tid(f"{p}-16T00:00")


def test_the_states_of_these_tests_are_what_they_are_said_to_be() -> None:
    i = insatsen()
    assert (str(i.startdatum), str(i.slutdatum), i.utbetalda) == ("2024-03-11", "2024-09-10", {})
    assert str(fran("2024-03-12").startdatum) == "2024-03-12"
    assert (str(avslutad("2024-04-20").slutdatum), avslutad("2024-04-20").form) == ("2024-04-20", "avbruten")
    assert Decimal("2713.20") == BELOPP
