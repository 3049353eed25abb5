"""A value that is put right, struck or cut by its days, and what is said when that cannot be (K0.7, K14.1, K16.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.regler.beslut import prova_nya
from domain.regler.provning import kontrollera_helhet
from domain.regler.regelverk import FOR_ALDRE, SaknarRegel
from domain.regler.varde import FelIRegelverk, Varde, las_period
from tests.domain.regler.ny_utgava import BELOPP, p, regler, v, varden
from tests.verktyg.spel import d, regelverket

HALVAR = regler(v("2024-01-01/2024-06-30", "100"), v("2024-07-01/2024-12-31", "200.50"))


@pytest.mark.krav("K14.1", "K14.2", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "delar"),
    [
        ("2024-06-29", "2024-06-30", [("2024-06-29", "2024-06-30", "100")]),
        ("2024-06-30", "2024-07-01", [("2024-06-30", "2024-06-30", "100"), ("2024-07-01", "2024-07-01", "200.50")]),
        ("2024-07-01", "2024-07-02", [("2024-07-01", "2024-07-02", "200.50")]),
        ("2024-12-31", "2024-12-31", [("2024-12-31", "2024-12-31", "200.50")]),
        ("2024-12-31", "2025-01-01", [("2024-12-31", "2024-12-31", "200.50"), ("2025-01-01", "2025-01-01", None)]),
        ("2023-12-30", "2024-01-01", [("2023-12-30", "2023-12-31", None), ("2024-01-01", "2024-01-01", "100")]),
        (
            "2024-01-01", "2025-01-31",
            [("2024-01-01", "2024-06-30", "100"), ("2024-07-01", "2024-12-31", "200.50"),
             ("2025-01-01", "2025-01-31", None)],
        ),
    ],
)  # fmt: skip
def test_days_are_cut_on_the_very_day_that_the_amount_changes_or_ends(
    fran: str, till: str, delar: list[tuple[str, str, str | None]]
) -> None:
    assert HALVAR.beloppsdelar(BELOPP, d(fran), d(till)) == [
        (d(a), d(b), None if belopp is None else Decimal(belopp)) for a, b, belopp in delar
    ]


def test_an_amount_until_further_notice_is_one_part_and_an_unknown_one_is_refused() -> None:
    r = regler(v("2024-01-01/", "7"))
    dagar = (d("2024-05-01"), d("2030-01-01"))
    assert r.beloppsdelar(BELOPP, *dagar) == [(*dagar, Decimal(7))]
    with pytest.raises(SaknarRegel) as fel:
        r.beloppsdelar("checkbelopp.FAI", *dagar)
    assert (fel.value.nyckel, fel.value.pa) == ("checkbelopp.FAI", None)


def test_what_the_rules_lack_is_known_by_its_key_and_day() -> None:
    with pytest.raises(SaknarRegel) as fel:
        regler(v("2024-01-01/", 7), nyckel="n").tal("n", d("2023-12-31"))
    assert (fel.value.nyckel, fel.value.pa) == ("n", d("2023-12-31"))


@pytest.mark.parametrize(("varde", "ja"), [(0, False), (1, True)])
def test_a_choice_is_yes_or_no_and_nothing_else(varde: int, ja: bool) -> None:
    assert regler(v("2024-01-01/", varde), nyckel="n").ja("n", d("2024-01-01")) is ja


def test_a_list_that_is_half_a_table_is_neither() -> None:
    r = regler(v("2024-01-01/", ("a", ("b", "c"))), nyckel="n")  # type: ignore[arg-type]
    for fraga in (r.lista, r.tabell):
        with pytest.raises(TypeError, match=r"^n är inte en "):
            fraga("n", d("2024-01-01"))


def test_a_table_of_days_is_read_as_periods_and_other_tables_are_none() -> None:
    r = regler(v("2024-01-01/", (("host", "2024-10-28/2024-11-01"), ("en", "2024-12-24/2024-12-24"))), nyckel="n")
    perioder = r.perioder("n", d("2024-01-01"))
    assert [(n, x.fran, x.till) for n, x in perioder.items()] == [
        ("host", d("2024-10-28"), d("2024-11-01")), ("en", d("2024-12-24"), d("2024-12-24")),
    ]  # fmt: skip
    with pytest.raises(ValueError, match=r"^2024-10-28$"):
        las_period("2024-10-28")


# What is put right


@pytest.mark.krav("K0.7", "K14.1", sort="gräns")
@pytest.mark.parametrize(
    ("gamla", "nya", "bort", "blir"),
    [
        # another value from the same day, to the same last day
        (["2024-01-01/2024-12-31"], ["2024-01-01/2024-12-31=2"], [], ["2024-01-01/2024-12-31=2"]),
        # until further notice is until the next one, old or new, and the nearest of them
        (["2024-01-01/"], ["2025-01-01/"], [], ["2024-01-01/2024-12-31", "2025-01-01/"]),
        (
            ["2024-01-01/"], ["2026-01-01/=3", "2025-01-01/2025-12-31=2"], [],
            ["2024-01-01/2024-12-31", "2025-01-01/2025-12-31=2", "2026-01-01/=3"],
        ),
        (
            ["2024-01-01/2024-12-31", "2025-01-01/2025-12-31", "2026-01-01/"], ["2024-01-01/=2"], [],
            ["2024-01-01/2024-12-31=2", "2025-01-01/2025-12-31", "2026-01-01/"],
        ),
        # what has a last day keeps it
        (
            ["2024-01-01/2024-12-31", "2025-01-01/"], ["2024-01-01/2024-12-31=2"], [],
            ["2024-01-01/2024-12-31=2", "2025-01-01/"],
        ),
        # the last one struck: what stood before it ends where it did
        (["2024-01-01/2024-12-31", "2025-01-01/"], [], ["2025-01-01"], ["2024-01-01/2024-12-31"]),
        # one struck from the wrong day and said of the right one
        (
            ["2024-01-01/2024-12-31", "2025-02-01/"], ["2025-01-01/=2"], ["2025-02-01"],
            ["2024-01-01/2024-12-31", "2025-01-01/=2"],
        ),
        # the very same value said again
        (["2024-01-01/"], ["2024-01-01/"], [], ["2024-01-01/"]),
    ],
)  # fmt: skip
def test_a_value_takes_the_place_of_the_one_from_the_same_day_and_leaves_the_others(
    gamla: list[str], nya: list[str], bort: list[str], blir: list[str]
) -> None:
    har = regler(*varden(gamla))
    nytt = [p(BELOPP, *varden(nya), text="Den nya lydelsen.")] if nya else []
    r = har.rattat(nytt, "2025", [(BELOPP, d(dag)) for dag in bort])
    assert list(r.parameter(BELOPP).varden) == varden(blir)
    assert r.parameter(BELOPP).text == ("Den nya lydelsen." if nya else "Vad det betyder.")
    assert r.utgavor == ("2024", "2025")


@pytest.mark.krav("K0.7")
def test_a_correction_brings_a_new_rule_leaves_the_others_and_does_not_name_its_edition_twice() -> None:
    har = regler(v("2024-01-01/", 1), nyckel="gammal")
    r = har.rattat([p("ny", v("2025-01-01/", 2))], "2024")
    assert (r.utgavor, r.parametrar) == (("2024",), (*har.parametrar, p("ny", v("2025-01-01/", 2))))


@pytest.mark.krav("K0.7", "K14.1", sort="avslag")
@pytest.mark.parametrize(
    ("nya", "bort", "skal"),
    [
        (
            [], [(BELOPP, "2024-02-01"), (BELOPP, "2023-01-01")],
            f"{BELOPP}: det finns inget värde från 2023-01-01 att ta bort",
        ),
        ([], [("finns.inte", "2024-01-01")], "finns.inte: det finns inget värde från 2024-01-01 att ta bort"),
        ([], [(BELOPP, "2024-01-01"), (BELOPP, "2025-01-01")], f"{BELOPP}: värde saknas från 2024-01-01"),
        ([], [(BELOPP, "2024-01-01")], f"{BELOPP}: värde saknas från 2024-01-01"),
        ([v("2024-01-02/2024-12-31")], [(BELOPP, "2024-01-01")], f"{BELOPP}: värde saknas från 2024-01-01"),
        (
            [v("2024-01-01/2024-11-30")], [],
            f"{BELOPP}: det finns ett glapp mellan perioderna 2024-01-01–2024-11-30 och 2025-01-01–",
        ),
    ],
)  # fmt: skip
def test_a_correction_that_leaves_a_day_without_value_or_strikes_nothing_is_refused_by_edition_and_key(
    nya: list[Varde], bort: list[tuple[str, str]], skal: str
) -> None:
    har = regler(v("2024-01-01/2024-12-31", "0"), v("2025-01-01/", "0"))
    with pytest.raises(FelIRegelverk) as fel:
        har.rattat([p(BELOPP, *nya)] if nya else [], "2025-2", [(n, d(dag)) for n, dag in bort])
    assert str(fel.value) == f"2025-2: {skal}"


@pytest.mark.krav("K16.5", sort="avslag")
def test_decided_values_are_refused_by_the_edition_that_brings_them() -> None:
    r = regelverket()
    igen = replace(r.parameter(BELOPP), varden=(v("2024-01-01/2024-12-31", "4000.00"),))
    with pytest.raises(FelIRegelverk, match=rf"^2025: {BELOPP}: har redan ett värde från 2024-01-01$"):
        prova_nya(r, (igen,), "2025", ())
    with pytest.raises(FelIRegelverk, match=rf"^2025: {BELOPP}: har redan ett värde från 2024-01-01$"):
        prova_nya(r, (igen,), "2025", (("checkbelopp.FAI", d("2024-01-01")),))
    prova_nya(r, (igen,), "2025", ((BELOPP, d("2024-01-01")),))
    luckan = replace(igen, varden=(v("2025-02-01/2025-12-31", "4000.00"),))
    with pytest.raises(FelIRegelverk, match=rf"^2025: {BELOPP}: det finns ett glapp mellan perioderna 2024-01-01–"):
        prova_nya(r, (luckan,), "2025", ())


@pytest.mark.krav("K16.2", sort="avslag")
def test_a_fault_in_the_whole_is_told_with_the_file_of_its_key_or_with_the_last_edition() -> None:
    r = regler(v("2024-01-01/2026-12-31", 5), nyckel="plangranskning.arbetsdagar", utgavor=("2024", "2025", "2026"))
    for kalla, fil in (({}, "2026"), ({"plangranskning.arbetsdagar": "b.toml", "n": "a.toml"}, "b.toml")):
        with pytest.raises(FelIRegelverk) as fel:
            kontrollera_helhet(r, kalla)
        assert str(fel.value) == f"{fil}: plangranskning.arbetsdagar: värde saknas för tiden efter 2026-12-31"


def test_the_older_reading_of_a_rule_holds_from_the_first_day_of_the_calendar_until_further_notice() -> None:
    for parameter in FOR_ALDRE.values():
        assert [(x.fran, x.till) for x in parameter.varden] == [(date(2015, 1, 1), None)]
