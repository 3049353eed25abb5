"""Two editions of the rules: what a case follows before and after the second one's valid-from (K14.1, K16.2).

The edition of 2025 is invented: an amount is decided, a frist is shortened, and a threshold is lowered on 1 January.
The new values reach a case in two ways: as a second file when the service starts, or as a kommando while the case runs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.kapitel.omvarld.nya_regler import KAPITEL, RegelverkInfort
from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.domain.kapitel.omvarld.nya_utgavor import NYA, TVA_VAGAR, Fabrik, i_loppet, vid_start
from tests.verktyg.spel import Spel, d, tid


def test_both_ways_give_the_same_rules() -> None:
    assert i_loppet().insats.regelverk == vid_start().insats.regelverk
    assert i_loppet().insats.regelverk.utgavor == ("2024", "2025")


# what changes on the day, and not before


@pytest.mark.krav("K14.1", "K14.2", "K16.2")
@TVA_VAGAR
def test_a_running_case_is_paid_the_new_amount_from_its_first_day_and_the_old_until_then(fall_med_bada: Fabrik) -> None:
    fall = fall_med_bada().hel_manad("2024-12").hel_manad("2025-01")
    assert fall.utbetalning("2024-12").belopp == Decimal("3876.00")
    assert fall.utbetalning("2025-01").belopp == Decimal("4000.00")


@pytest.mark.krav("K7.4", "K16.2", sort="gräns")
@TVA_VAGAR
@pytest.mark.parametrize(("inskickad", "frist"), [("2024-12-30", "2025-01-09"), ("2025-01-02", "2025-01-08")])
def test_a_frist_has_the_length_of_the_day_that_starts_it(fall_med_bada: Fabrik, inskickad: str, frist: str) -> None:
    # five arbetsdagar from Monday 30 December: 2, 3, 7, 8, 9 January; three from Thursday 2 January: 3, 7, 8
    fall = fall_med_bada().lamna_plan(inskickad)
    assert fall.bevakning("plangranskning").frist == frist


def sjuk(fall: Spel, *dagar: str) -> Spel:
    for dag in dagar:
        fall.anordnare(dag, "anmal_franvaro", slag="sjuk", fran=dag, till=dag, orsak="feber")
    return fall


@pytest.mark.krav("K10.3", "K16.2", sort="gräns")
@TVA_VAGAR
@pytest.mark.parametrize(
    ("dagar", "fragat"),
    [
        (("2024-12-02", "2024-12-16"), []),
        (("2024-12-02", "2025-01-07"), ["2025-01-07"]),
        (("2024-11-25", "2024-12-02", "2024-12-16"), ["2024-12-16"]),
    ],
)
def test_a_threshold_is_that_of_the_day_it_is_reached(
    fall_med_bada: Fabrik, dagar: tuple[str, ...], fragat: list[str]
) -> None:
    fall = sjuk(fall_med_bada(), *dagar).till("2025-01-08")
    assert fall.oppnade("trepartsmote") == fragat


# what was decided stays


@pytest.mark.krav("K16.2", "K0.7")
def test_what_was_decided_and_paid_under_the_old_edition_stands() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").lamna_plan("2024-12-30").till("2024-12-31")
    fore, betalt = fall.bevakning("plangranskning"), fall.utbetalning("2024-03")
    rader = fall.poster[:]
    fall.systemet("2024-12-31T13:00", "infor_regelverk", utgava="2025", varden=NYA).till("2025-01-08")
    assert fall.poster[: len(rader)] == rader
    assert fall.bevakning("plangranskning").frist == fore.frist == "2025-01-09"
    assert fall.utbetalning("2024-03") == betalt
    assert fall.betalt() == betalt.belopp


@pytest.mark.krav("K16.2")
def test_an_edition_that_is_entered_after_its_valid_from_moves_what_is_open_and_leaves_what_is_done() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2025-01-02").till("2025-01-03")
    assert fall.bevakning("plangranskning").frist == "2025-01-10"
    fall.systemet("2025-01-03T09:00", "infor_regelverk", utgava="2025", varden=NYA)
    assert fall.bevakning("plangranskning").frist == "2025-01-08"
    fall.kv("2025-01-07", "granska_plan", beslut="godkand").till("2025-02-01")
    assert fall.bevakning("plangranskning").utfall == "uppfylld"


@pytest.mark.krav("K16.2")
def test_the_editions_follow_the_case_through_storage() -> None:
    insats = i_loppet().insats
    tillbaka = insats_fran_json(insats_till_json(insats))
    assert tillbaka.regelverk == insats.regelverk
    assert tillbaka.regelverk.tal("plangranskning.arbetsdagar", d("2024-12-31")) == 5
    assert tillbaka.regelverk.tal("plangranskning.arbetsdagar", d("2025-01-01")) == 3


@pytest.mark.krav("K16.2", "K0.7")
@pytest.mark.parametrize(("utgar", "blir"), [((), Decimal("4000.00")), ((("checkbelopp.AMI", d("2025-01-01")),), None)])
def test_a_value_that_is_struck_no_longer_holds_and_the_one_before_it_does(utgar: Any, blir: Decimal | None) -> None:
    struket, nar = RegelverkInfort("2025b", (), utgar), tid("2025-01-03")
    ny = KAPITEL.foljder[RegelverkInfort].vik(i_loppet().insats, struket, nar)  # type: ignore[misc]
    assert ny.regelverk.belopp("checkbelopp.AMI", d("2024-12-31")) == Decimal("3876.00")
    assert ny.regelverk.belopp("checkbelopp.AMI", d("2025-01-01")) == blir
    assert ny.regelverk.tal("trepartsmote.antal", d("2025-01-01")) == 2  # of the same edition, and not struck
    assert (ny.regelverk.utgavor, ny.regelverk_infort) == (("2024", "2025", "2025b"), nar)
