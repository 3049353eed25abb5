"""A value of the rules that was entered wrongly is put right by being said again for its first day (K0.7, K14.1).

The amounts of 2025 are invented: 4 000 kr was entered, and 4 100 kr is right.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.forklaring.forklaring import forklara_belopp
from tests.domain.kapitel.ersattning.rattade.rattat import FEL, RATT, infor, januari_klar, med_fel_belopp
from tests.verktyg.spel import Spel


@pytest.mark.krav("K14.1", "K14.4", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("rattat", "betalt", "reglerat"),
    [
        ("2025-02-15T12:00", "4100.00", None),
        ("2025-02-15T23:59", "4100.00", None),
        ("2025-02-16T00:01", "4000.00", "100.00"),  # after the run: what was paid stands, and the rest is adjusted
        ("2025-03-02T12:00", "4000.00", "100.00"),
    ],
)
def test_a_month_not_yet_paid_is_computed_anew_and_a_paid_one_is_adjusted(
    rattat: str, betalt: str, reglerat: str | None
) -> None:
    fall = januari_klar().till("2025-02-15T11:00").systemet(rattat, "infor_regelverk", **RATT).till("2025-03-17")
    januari = fall.utbetalning("2025-01")
    assert (januari.status, januari.belopp, januari.utbetalningsmanad) == ("utbetald", Decimal(betalt), "2025-02")
    justerade = [(r.avser, str(r.belopp), r.utbetalningsmanad) for r in fall.utbetalningar() if r.slag == "justering"]
    assert justerade == ([("2025-01", reglerat, "2025-03")] if reglerat else [])
    assert [r.status for r in fall.utbetalningar() if r.slag == "justering"] == ["utbetald"] * len(justerade)


@pytest.mark.krav("K14.1", "K0.7")
def test_an_amount_put_right_downwards_is_set_off() -> None:
    fall = januari_klar().till("2025-02-20")
    fall.systemet("2025-02-20", "infor_regelverk", **infor(("checkbelopp.AMI", "3900.00", "2025-01-01", "2025-12-31")))
    rad = fall.utbetalning("2025-01", "justering")
    assert (rad.belopp, rad.utbetalningsmanad) == (Decimal("-100.00"), "2025-03")
    assert rad.forklaring.replace("\u00a0", " ") == (
        "rättat: månad 2025-01 skulle ha varit 3 900,00 kr, 4 000,00 kr är betalt; regleras i 2025-03 (K0.7)"
    )


@pytest.mark.krav("K14.1", "K14.2", "K14.3", "K0.7")
def test_the_months_before_the_amount_stand_and_a_paid_avbrott_is_adjusted_by_its_days() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-11").till("2024-12-15")
    fall.systemet("2024-12-15", "infor_regelverk", **FEL).avsluta("2024-12-20", "2024-12-27", "sjukskrivning")
    fall.rapportera("2024-12", "2024-12-27").slutrapportera("2025-01-02").fakturera("2024-12", "2025-01-03")
    fall.godkann("2024-12", "2025-01-10").till("2025-01-20").systemet("2025-01-20", "infor_regelverk", **RATT)
    # ten of the fourteen days lie in 2025: 4 × 3 876 / 30 + 10 × 4 000 / 30 = 1 850,13; with 4 100 it is 1 883,47
    assert fall.utbetalning("2024-12-27", "avbrott").belopp == Decimal("1850.13")
    assert fall.utbetalning("avbrott 2024-12-27", "justering").belopp == Decimal("33.34")
    assert [r.avser for r in fall.utbetalningar() if r.slag == "justering"] == ["avbrott 2024-12-27"]


@pytest.mark.krav("K14.4", "K0.7")
def test_an_underlag_that_showed_the_wrong_amount_when_that_was_computed_is_enough() -> None:
    fall = januari_klar().systemet("2025-02-10", "infor_regelverk", **RATT)
    rad = fall.utbetalning("2025-01")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("4100.00"), "2025-02")
    assert "som stämde när det kom" in rad.forklaring
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "uppfylld"


@pytest.mark.krav("K14.4", "K0.7")
def test_an_underlag_that_came_before_any_amount_and_matched_the_wrong_one_is_enough() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-01").rapportera("2025-01", "2025-02-01")
    fall.fakturera("2025-01", "2025-02-03", belopp="4000.00").godkann("2025-01", "2025-02-05")
    fall.systemet("2025-02-20", "infor_regelverk", **FEL).systemet("2025-02-21", "infor_regelverk", **RATT)
    rad = fall.utbetalning("2025-01")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("4100.00"), "2025-03")


@pytest.mark.krav("K14.4", "K14.5", "K0.7")
def test_an_underlag_that_showed_the_right_amount_all_along_came_when_it_came() -> None:
    fall = januari_klar("4100.00").till("2025-02-20")
    assert fall.utbetalning("2025-01").hinder == "underlag_avviker"
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "forsenad"
    fall.systemet("2025-02-20", "infor_regelverk", **RATT)
    rad = fall.utbetalning("2025-01")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", Decimal("4100.00"), "2025-03")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "uppfylld"


@pytest.mark.krav("K14.4", "K0.7")
def test_an_underlag_that_shows_neither_amount_stays_wrong() -> None:
    fall = januari_klar("1.00").systemet("2025-02-10", "infor_regelverk", **RATT)
    assert fall.utbetalning("2025-01").hinder == "underlag_avviker"
    assert "beräknat är 4\u00a0100,00\u00a0kr" in fall.utbetalning("2025-01").skal


@pytest.mark.krav("K14.1", "K0.7")
def test_the_parties_are_told_once_with_both_amounts_and_only_if_it_touches_the_case() -> None:
    fall = januari_klar().systemet("2025-02-20", "infor_regelverk", **RATT).till("2025-04-20")
    for roll in ("anordnare", "karriarvagledare", "ekonom"):
        (brevet,) = fall.brev(roll, "är rättat")
        assert brevet.replace("\u00a0", " ") == (
            "Checkbeloppet för AMI är rättat: 4 100,00 kr från 2025-01-01, inte 4 000,00 kr. Det gäller "
            "2025-01–2025-03: det som inte är betalt räknas om, det som är betalt regleras (§14.1, K14.1, K0.7)"
        )
    i_tid = Spel.pagaende(start="2024-03-11", langd_manader=3).systemet("2024-04-10", "infor_regelverk", **FEL)
    i_tid.systemet("2024-04-11", "infor_regelverk", **RATT)
    assert not i_tid.brev("ekonom", "är rättat")
    isa = infor(("checkbelopp.ISA", "7000.00", "2025-01-01", None))
    isa_igen = infor(("checkbelopp.ISA", "7100.00", "2025-01-01", None))
    annan = med_fel_belopp().systemet("2025-01-11", "infor_regelverk", **isa)
    assert not annan.systemet("2025-01-12", "infor_regelverk", **isa_igen).brev("ekonom", "är rättat")


@pytest.mark.krav("K14.1", "K0.7")
def test_a_later_edition_puts_nothing_right_and_is_told_to_no_one() -> None:
    fall = med_fel_belopp()
    assert not fall.insats.ersatta_regler and not fall.brev("ekonom", "är rättat")
    fall.systemet(
        "2025-01-11", "infor_regelverk", **infor(("checkbelopp.AMI", "4200.00", "2026-01-01", None), utgava="2026")
    )
    assert not fall.insats.ersatta_regler


@pytest.mark.krav("K0.7", "K14.1")
def test_the_journal_keeps_both_and_the_explanation_says_which_was_used_when() -> None:
    fall = januari_klar().till("2025-02-20").systemet("2025-02-20", "infor_regelverk", **RATT)
    sagda = [h.parametrar[0].varden[0].varde for h in fall.handelser("regelverk_infort")]  # type: ignore[attr-defined]
    assert sagda == ["4000.00", "4100.00"]
    assert [h.ersatta[0].varden[-1].varde for h in fall.handelser("regelverk_infort")[1:]] == ["4000.00"]  # type: ignore[attr-defined]
    f = forklara_belopp(fall.insats, "2025-01")
    assert (f.berakning["belopp"], f.berakning["vantat_underlag"]) == ("4100.00", "4100.00")
    (forr,) = f.berakning["tidigare"]
    assert (forr["slag"], forr["belopp"], forr["gallde_till"]) == ("manad", "4000.00", "2025-02-20T11:00:00+00:00")
    assert {r.slag: str(r.belopp) for r in f.rader} == {"manad": "4000.00", "justering": "100.00"}
    assert forklara_belopp(fall.insats, "2024-12").berakning["tidigare"] == []


@pytest.mark.krav("K0.7", "K14.1")
def test_an_amount_put_right_twice_tells_of_both_and_the_first_that_comes_back_owes_nothing() -> None:
    fall = januari_klar().till("2025-02-20").systemet("2025-02-20", "infor_regelverk", **RATT)
    fall.systemet("2025-02-21", "infor_regelverk", **FEL)
    assert [t["belopp"] for t in forklara_belopp(fall.insats, "2025-01").berakning["tidigare"]] == [
        "4000.00",
        "4100.00",
    ]
    assert not [r for r in fall.utbetalningar() if r.slag == "justering"]


@pytest.mark.krav("K16.2", sort="avslag")
def test_the_very_same_value_said_again_is_refused_and_changes_nothing() -> None:
    fall = med_fel_belopp().systemet("2025-01-11", "infor_regelverk", **RATT)
    fore = fall.insats.regelverk
    fall.avvisas("K16.2", fall.systemet, "2025-01-12", "infor_regelverk", falt="utgava", **RATT)
    assert fall.insats.regelverk == fore


@pytest.mark.krav("K14.1", "K16.2", sort="avslag")
@pytest.mark.parametrize(
    "fel",
    [
        infor(),
        infor(("checkbelopp.AMI", "4100.00", "2025-01-01", "2024-12-31")),
        infor(utgar=[{"nyckel": "checkbelopp.AMI", "fran": "2025-02-01"}]),
        infor(utgar=[{"nyckel": "checkbelopp.AMI", "fran": "2024-01-01"}]),
        infor(utgar=[{"nyckel": "checkbelopp.XXX", "fran": "2024-01-01"}]),
        infor(utgar=[{"nyckel": "plangranskning.arbetsdagar", "fran": "2024-01-01"}]),
        infor(("checkbelopp.AMI", "4100.00", "2025-01-01", "2026-01-31")),
    ],
)
def test_what_would_leave_the_rules_with_a_gap_or_twice_for_a_day_is_refused(fel: dict[str, Any]) -> None:
    fall = med_fel_belopp()
    fall.systemet(
        "2025-01-11", "infor_regelverk", **infor(("checkbelopp.AMI", "4200.00", "2026-01-01", None), utgava="2026")
    )
    fore = fall.insats.regelverk
    fall.avvisas("K16.2", fall.systemet, "2025-01-12", "infor_regelverk", **fel)
    assert fall.insats.regelverk == fore


@pytest.mark.krav("K14.1", "K0.7")
def test_an_amount_that_should_never_have_been_is_struck_and_its_months_wait_for_the_right_one() -> None:
    fall = januari_klar().till("2025-02-20")
    stryk = infor(utgar=[{"nyckel": "checkbelopp.AMI", "fran": "2025-01-01"}])
    fall.systemet("2025-02-20", "infor_regelverk", **stryk).till("2025-03-20")
    assert fall.utbetalning("2025-01").status == "utbetald"
    assert fall.utbetalning("2025-02").hinder == "belopp_saknas"
    assert not [r for r in fall.utbetalningar() if r.slag == "justering"]
    assert len(fall.brev("ekonom", "4\u00a0000,00\u00a0kr från 2025-01-01 utgår")) == 1
    fall.systemet("2025-03-20", "infor_regelverk", **RATT)
    assert fall.utbetalning("2025-01", "justering").belopp == Decimal("100.00")
    assert fall.bevakning("faktureringsunderlag", "2025-02").frist == "2025-03-27"
