"""K14.1: while no amount is decided nothing is awaited of the anordnare; when it is, there is time to send."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.liv.lagring import insats_fran_json, insats_till_json
from tests.verktyg.spel import Spel

BELOPP: dict[str, Any] = {
    "utgava": "2025",
    "varden": [{"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"}],
}
ANNAT: dict[str, Any] = {
    "utgava": "2025b",
    "varden": [{"nyckel": "bemanning.arbetsdagar", "varde": 2, "fran": "2025-06-01"}],
}


def utan_belopp(till: str = "2025-02-03") -> Spel:
    """A case of AMI2 into the year that no amount is decided for; January's report is in and approved."""
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-01").rapportera("2025-01", "2025-02-01")
    return fall.godkann("2025-01", "2025-02-02").till(till)


@pytest.mark.krav("K14.1", "K14.7")
def test_an_anordnare_that_waits_for_the_amount_is_neither_reminded_nor_late() -> None:
    fall = utan_belopp("2025-03-20")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "oppen"
    for roll in ("anordnare", "karriarvagledare"):
        assert not fall.brev(roll, "faktureringsunderlag 2025-01")
    assert fall.bevakning("faktureringsunderlag", "2025-02").utfall == "oppen"


@pytest.mark.krav("K14.1", "K14.7", sort="gräns")
@pytest.mark.parametrize(
    ("infort", "frist"),
    [
        ("2025-01-30", "2025-02-07"),  # the 6th is before the brytdatum, which stands
        ("2025-01-31", "2025-02-07"),
        ("2025-02-03", "2025-02-10"),
        ("2025-02-06T23:59", "2025-02-13"),
        ("2025-02-08", "2025-02-17"),  # the 15th is a Saturday
        ("2025-03-20", "2025-03-27"),
    ],
)
def test_from_when_the_amount_is_entered_there_are_as_many_days_as_after_a_month(infort: str, frist: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-01-29").systemet(infort, "infor_regelverk", **BELOPP)
    fall.till("2025-03-21")
    assert fall.bevakning("faktureringsunderlag", "2025-01").frist == frist


@pytest.mark.krav("K14.1", "K0.8")
def test_the_new_frist_is_reminded_of_and_passes_as_any_other() -> None:
    fall = utan_belopp("2025-03-20").systemet("2025-03-20", "infor_regelverk", **BELOPP)
    fall.till("2025-03-26T07:59")
    assert not fall.brev("anordnare", "Påminnelse: faktureringsunderlag 2025-01")
    fall.till("2025-03-26T08:00")
    assert len(fall.brev("anordnare", "Påminnelse: faktureringsunderlag 2025-01, senast 2025-03-27")) == 1
    fall.till("2025-03-27T23:59")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "oppen"
    fall.till("2025-03-28T00:00")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "forsenad"
    assert len(fall.brev("anordnare", "Inte inkommet till brytdatum 2025-03-27")) == 2  # January and February


@pytest.mark.krav("K14.1", "K14.5", "K14.7", sort="gräns")
@pytest.mark.parametrize(
    ("kom", "utfall", "i"),
    [
        ("2025-03-12", "uppfylld", "2025-03"),
        ("2025-03-13T23:59", "uppfylld", "2025-03"),
        ("2025-03-14", "sen", "2025-04"),  # now it is late, and moves as K14.5 says
    ],
)
def test_what_comes_within_those_days_is_paid_in_the_next_run(kom: str, utfall: str, i: str) -> None:
    fall = utan_belopp().systemet("2025-03-06", "infor_regelverk", **BELOPP).fakturera("2025-01", kom)
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == utfall
    rad = fall.utbetalning("2025-01")
    assert (rad.belopp, rad.utbetalningsmanad) == (Decimal("4000.00"), i)
    assert fall.till(f"{i}-16").utbetalning("2025-01").status == "utbetald"


@pytest.mark.krav("K14.1", "K14.5", sort="gräns")
@pytest.mark.parametrize(
    ("kom", "i"), [("2025-03-15T23:59", "2025-03"), ("2025-03-16T00:00", "2025-04"), ("2025-03-18", "2025-04")]
)
def test_it_is_not_paid_before_it_has_come(kom: str, i: str) -> None:
    fall = utan_belopp().systemet("2025-03-12", "infor_regelverk", **BELOPP).fakturera("2025-01", kom)
    assert fall.utbetalning("2025-01").utbetalningsmanad == i


@pytest.mark.krav("K14.1", "K14.5", sort="gräns")
@pytest.mark.parametrize("kom", ["2025-02-07", "2025-02-08", "2025-02-10"])
def test_one_that_was_sent_while_the_amount_was_awaited_is_in_time_whenever_it_came(kom: str) -> None:
    fall = utan_belopp().fakturera("2025-01", kom, belopp="4000.00")
    fall.systemet("2025-02-12", "infor_regelverk", **BELOPP)
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "uppfylld"
    assert fall.utbetalning("2025-01").utbetalningsmanad == "2025-02"


@pytest.mark.krav("K14.1")
def test_the_days_run_from_the_amount_and_from_nothing_that_is_entered_after_it() -> None:
    fall = utan_belopp().systemet("2025-03-20", "infor_regelverk", **BELOPP)
    fall.systemet("2025-03-25", "infor_regelverk", **ANNAT)
    assert fall.bevakning("faktureringsunderlag", "2025-01").frist == "2025-03-27"
    tillbaka = insats_fran_json(insats_till_json(fall.insats))
    assert tillbaka.beloppen_kom == fall.insats.beloppen_kom


@pytest.mark.krav("K14.1")
def test_another_amount_or_another_edition_ends_no_waiting() -> None:
    fall = utan_belopp().systemet("2025-03-20", "infor_regelverk", **ANNAT)
    isa = [{"nyckel": "checkbelopp.ISA", "varde": "7000.00", "fran": "2025-01-01"}]
    fall.systemet("2025-03-21", "infor_regelverk", utgava="2025c", varden=isa).till("2025-04-20")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "oppen"
    assert not fall.brev("anordnare", "faktureringsunderlag 2025-01")


@pytest.mark.krav("K14.1", "K14.3")
def test_a_last_month_waits_too_when_it_is_its_avbrott_that_lacks_an_amount() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-12-20", "2024-12-27", "sjukskrivning")
    fall.rapportera("2024-12", "2024-12-27").slutrapportera("2025-01-02").godkann("2024-12", "2025-01-10")
    fall.till("2025-02-20")
    assert fall.bevakning("faktureringsunderlag", "2024-12").utfall == "oppen"
    assert not fall.brev("anordnare", "faktureringsunderlag 2024-12")
    fall.systemet("2025-02-20", "infor_regelverk", **BELOPP)
    assert fall.bevakning("faktureringsunderlag", "2024-12").frist == "2025-02-27"
    # 27 days of December; then 4 days at 2024's amount and 10 at 2025's
    fall.fakturera("2024-12", "2025-02-27", belopp="5338.53").till("2025-03-16")
    assert fall.betalt() - _betalt_fore(fall) == Decimal("5338.53")
    assert fall.utbetalning("2024-12").utbetalningsmanad == "2025-03"


def _betalt_fore(fall: Spel) -> Decimal:
    return sum((u.belopp for n, u in fall.insats.utbetalda.items() if "2024-12" not in n), Decimal())


@pytest.mark.krav("K14.1", "K0.8")
def test_the_release_tells_the_anordnare_by_when_the_underlag_is_to_come() -> None:
    fall = utan_belopp().systemet("2025-03-20", "infor_regelverk", **BELOPP)
    till_anordnaren = "2025-01 hålls inte längre inne; faktureringsunderlaget lämnas senast 2025-03-27"
    assert len(fall.brev("anordnare", till_anordnaren)) == 1
    assert not fall.brev("ekonom", "faktureringsunderlaget lämnas")
