"""The rules of the files and what has been decided in the service, put together (K16.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.regler.beslut import BeslutatVarde, med_beslutade
from domain.regler.regelverk import Regelverk
from domain.regler.skillnad import att_infora
from domain.regler.varde import FelIRegelverk, Varde
from tests.verktyg.spel import regelverket

AMI = "checkbelopp.AMI"
NYTT = BeslutatVarde("2025", "NAF 2024/131", AMI, date(2025, 1, 1), date(2025, 12, 31), "4000.00")
SVAR = BeslutatVarde("2025-svar", "NAF 2025/7", "svar.arbetsdagar", date(2025, 3, 1), None, 7)


def filer(*varden: tuple[str, Varde], utgava: str = "2025-fil") -> Regelverk:
    """The shipped rules and a later file."""
    r = regelverket()
    parametrar = [replace(r.parameter(nyckel), varden=(v,)) for nyckel, v in varden]
    return r.tillfor(parametrar, utgava)


@pytest.mark.krav("K16.5", "K14.1")
def test_what_is_decided_holds_from_its_first_day_to_its_last_and_changes_nothing_else() -> None:
    r = med_beslutade(regelverket(), [NYTT])
    dagar = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [r.belopp(AMI, d) for d in dagar] == [Decimal(3876), Decimal(4000), Decimal(4000), None]
    assert r.utgavor == ("2024", "2025")
    assert [p for p in r.parametrar if p.nyckel != AMI] == [p for p in regelverket().parametrar if p.nyckel != AMI]
    assert med_beslutade(regelverket(), []) == regelverket()


@pytest.mark.krav("K16.5", "K0.7")
def test_of_two_for_one_first_day_the_later_counts_and_a_struck_one_is_no_value() -> None:
    rattat = replace(NYTT, utgava="2025-2", varde="4100.00")
    r = med_beslutade(regelverket(), [NYTT, rattat])
    assert (r.belopp(AMI, date(2025, 6, 1)), r.utgavor) == (Decimal(4100), ("2024", "2025", "2025-2"))
    struket = replace(NYTT, utgava="2025-3", till=None, varde=None)
    r = med_beslutade(regelverket(), [NYTT, rattat, struket])
    assert (r.belopp(AMI, date(2025, 6, 1)), r.utgavor) == (None, ("2024", "2025", "2025-2", "2025-3"))


@pytest.mark.krav("K16.5")
def test_until_further_notice_is_until_the_next_decision() -> None:
    senare = replace(SVAR, utgava="2026", fran=date(2026, 1, 1), varde=8)
    r = med_beslutade(regelverket(), [senare, SVAR])
    dagar = (date(2025, 2, 28), date(2025, 3, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [r.tal("svar.arbetsdagar", d) for d in dagar] == [5, 7, 7, 8]


@pytest.mark.krav("K16.5")
def test_a_file_that_says_the_same_is_an_edition_like_it_also_by_the_same_name() -> None:
    varde = Varde(NYTT.fran, NYTT.till, "4000.00")
    for utgava in ("2025-fil", "2025"):
        r = med_beslutade(fil := filer((AMI, varde), utgava=utgava), [NYTT])
        assert r.parametrar == fil.parametrar
        assert "2025" in r.utgavor


@pytest.mark.krav("K16.5", sort="gräns")
def test_until_further_notice_may_have_been_ended_in_the_file_by_a_later_value_there() -> None:
    fil = filer(("svar.arbetsdagar", Varde(SVAR.fran, None, 7)))
    senare = replace(fil.parameter("svar.arbetsdagar"), varden=(Varde(date(2026, 1, 1), None, 8),))
    grund = fil.tillfor((senare,), "2026-fil")
    assert med_beslutade(grund, [SVAR]).parametrar == grund.parametrar


@pytest.mark.krav("K16.5", sort="avslag")
@pytest.mark.parametrize(
    ("grund", "beslut", "skal"),
    [
        (
            filer((AMI, Varde(NYTT.fran, NYTT.till, "4100.00"))), NYTT,
            "4100.00 2025-01-01–2025-12-31 skiljer sig från det som gäller, 4000.00 2025-01-01–2025-12-31 genom "
            "beslutet NAF 2024/131 (utgåva 2025)",
        ),
        (
            filer((AMI, Varde(NYTT.fran, date(2025, 6, 30), "4000.00"))), NYTT,
            "4000.00 2025-01-01–2025-06-30 skiljer sig från det som gäller, 4000.00 2025-01-01–2025-12-31",
        ),
        (
            filer((AMI, Varde(NYTT.fran, None, "4000.00"))), replace(NYTT, varde=None, till=None),
            "filerna med utgåva 2024, 2025-fil: checkbelopp.AMI: 4000.00 2025-01-01– skiljer sig från det som gäller, "
            "struket från 2025-01-01 genom beslutet NAF 2024/131 (utgåva 2025)",
        ),
        (
            filer(("svar.arbetsdagar", Varde(date(2025, 1, 1), None, 6)), utgava="2025"), NYTT,
            "filerna med utgåva 2024, 2025: checkbelopp.AMI: värdet från 2025-01-01 saknas, 4000.00 2025-01-01–",
        ),
        (filer((AMI, Varde(NYTT.fran, date(2025, 3, 31), "1"))), replace(NYTT, fran=date(2025, 2, 1)), "överlappar"),
        (
            regelverket(), replace(NYTT, fran=date(2025, 2, 1)),
            "beslutet NAF 2024/131: checkbelopp.AMI: det finns ett glapp",
        ),
        (
            regelverket(), replace(NYTT, nyckel="finns.inte"),
            "beslutet NAF 2024/131: finns.inte: regelverket har ingen sådan regel",
        ),
        (regelverket(), replace(SVAR, till=date(2025, 12, 31)), "värde saknas för tiden efter 2025-12-31"),
    ],
)  # fmt: skip
def test_files_that_say_otherwise_are_refused_by_key_and_day(
    grund: Regelverk, beslut: BeslutatVarde, skal: str
) -> None:
    with pytest.raises(FelIRegelverk) as fel:
        med_beslutade(grund, [beslut])
    assert skal in str(fel.value)
    assert fel.value.nyckel == beslut.nyckel


@pytest.mark.krav("K16.5", "K16.2")
def test_a_case_under_way_is_told_of_what_is_decided_put_right_and_struck() -> None:
    har = regelverket()
    galler = med_beslutade(har, [NYTT])
    nytt = {"nyckel": AMI, "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"}
    assert att_infora(har, galler) == {"kommando": "infor_regelverk", "utgava": "2025", "varden": [nytt]}
    rattning = replace(NYTT, utgava="2025-2", varde="4100.00")
    assert att_infora(galler, med_beslutade(har, [NYTT, rattning])) == {
        "kommando": "infor_regelverk", "utgava": "2025-2", "varden": [nytt | {"varde": "4100.00"}],
    }  # fmt: skip
    struket = replace(NYTT, utgava="2025-3", till=None, varde=None)
    assert att_infora(galler, med_beslutade(har, [NYTT, struket])) == {
        "kommando": "infor_regelverk", "utgava": "2025-3", "varden": [],
        "utgar": [{"nyckel": AMI, "fran": "2025-01-01"}],
    }  # fmt: skip
    assert att_infora(galler, galler) is None
