"""K0.7, K13.8: what has been paid and would now be worth otherwise, the difference, and the month it is settled in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from domain.insats.anteckningar import Utbetald
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Intyg, Slutrapport
from domain.kapitel.ersattning.justering import justeringar, utan_foremal
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from domain.regler.regelverk import FOR_ALDRE
from tests.domain.kapitel.ersattning.belopp import utan_brytning
from tests.domain.kapitel.raknat.borta import franvaro
from tests.domain.kapitel.raknat.staten import avslutad, fran, insatsen
from tests.verktyg.spel import Spel, d, tid

SLUT = "2024-04-20"
I_TID = {"slutrapporter": (Slutrapport(tid("2024-04-12"), d(SLUT)),)}
SENT = {"slutrapporter": (Slutrapport(tid("2024-06-12"), d(SLUT)),)}
BEVILJAD = {"avbrottsersattning_beviljad": tid("2024-06-13")}


def betalt(i: Insats, rader: dict[str, str], **fakta: Any) -> Insats:
    """The state with some rows paid: their names and amounts."""
    utbetalda = {n: Utbetald(tid("2024-05-16"), 1, Decimal(b), "2024-05", "") for n, b in rader.items()}
    return med(i, utbetalda=utbetalda, **fakta)


def skillnader(i: Insats) -> list[tuple[str, str]]:
    return [(u.avser, str(u.belopp)) for u in justeringar(i)]


@pytest.mark.krav("K0.7", "K13.8")
@pytest.mark.parametrize(
    ("start", "rader", "blir"),
    [
        ("2024-03-12", {}, []),
        ("2024-03-11", {"manad:2024-03": "2713.20"}, []),
        ("2024-03-12", {"manad:2024-03": "2713.20"}, [("2024-03", "-129.20")]),
        ("2024-03-12", {"manad:2024-03": "2713.20", "justering:2024-03": "-129.20"}, []),
        (
            "2024-03-13", {"manad:2024-03": "2713.20", "justering:2024-03": "-129.20"}, [("2024-03 #2", "-129.20")],
        ),
        (
            "2024-03-11", {"manad:2024-03": "2713.20", "justering:2024-03": "-129.20", "justering:2024-03 #2": "-1.00"},
            [("2024-03 #3", "130.20")],
        ),
        # in the order of what they are of; a month that has no day left is worth nothing
        (
            "2024-04-01", {"manad:2024-04": "3876.01", "manad:2024-03": "2713.20"},
            [("2024-03", "-2713.20"), ("2024-04", "-0.01")],
        ),
        ("2024-03-11", {"avbrott:2024-04-20": "1808.80"}, [("avbrott 2024-04-20", "-1808.80")]),
        (
            "2024-03-11", {"avbrott:2024-04-20": "1808.80", "justering:avbrott 2024-04-20": "-1808.80"}, [],
        ),
        (
            "2024-03-11", {"avbrott:2024-04-20": "1808.80", "justering:avbrott 2024-04-20": "-1800.00"},
            [("avbrott 2024-04-20 #2", "-8.80")],
        ),
    ],
)  # fmt: skip
def test_each_paid_row_is_settled_with_all_that_was_settled_before(
    start: str, rader: dict[str, str], blir: list[tuple[str, str]]
) -> None:
    assert skillnader(betalt(fran(start), rader)) == blir


@pytest.mark.krav("K0.7", "K14.3")
@pytest.mark.parametrize(
    ("fakta", "slut", "belopp"),
    [
        (I_TID, SLUT, None),  # it stands
        ({}, SLUT, "-1808.80"),  # what it was paid on is no longer there
        (SENT, SLUT, "-1808.80"),
        (SENT | BEVILJAD, SLUT, None),
        (BEVILJAD, SLUT, None),
        # its day is put right: the report that is of the new one, or the grant, still carries it
        (I_TID, "2024-04-19", None),
        (SENT, "2024-04-19", None),
        ({}, "2024-04-19", "-1808.80"),
        (BEVILJAD, "2024-04-19", None),
    ],
)
def test_a_paid_avbrott_is_taken_back_where_nothing_carries_it_any_more(
    fakta: dict[str, Any], slut: str, belopp: str | None
) -> None:
    i = betalt(avslutad(SLUT, **fakta), {f"avbrott:{slut}": "1808.80"})
    assert skillnader(i) == ([(f"avbrott {slut}", belopp)] if belopp else [])


@pytest.mark.krav("K14.3", "K16.2", sort="gräns")
def test_under_the_rules_of_before_a_paid_avbrott_rests_on_nothing_but_its_being_one() -> None:
    utan = betalt(avslutad(SLUT), {f"avbrott:{SLUT}": "1808.80"})
    regler = utan.regelverk
    forr = replace(regler, parametrar=tuple(p for p in regler.parametrar if p.nyckel not in FOR_ALDRE))
    assert (skillnader(utan), skillnader(med(utan, regelverk=forr))) == ([(f"avbrott {SLUT}", "-1808.80")], [])


@pytest.mark.krav("K14.1", "K0.7")
def test_what_lacks_its_amount_is_not_settled() -> None:
    i = Spel.pagaende(start="2024-03-11").insats
    assert skillnader(betalt(i, {"manad:2025-01": "4000.00"})) == []


@pytest.mark.krav("K0.7", "K14.6", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "p"),
    [
        ({"rattad": "2024-04-15T23:59"}, "2024-04"),
        ({"rattad": "2024-04-16T00:00"}, "2024-05"),
        ({"rattad": "2024-04-30T23:59"}, "2024-05"),
        ({"rattad": "2024-05-01T00:00"}, "2024-05"),
        ({"regelverk_infort": "2024-06-02"}, "2024-06"),
        ({"regelverk_infort": "2024-06-02", "rattad": "2024-07-02"}, "2024-07"),
        ({"regelverk_infort": "2024-08-02", "rattad": "2024-07-02"}, "2024-08"),
        ({}, "2024-03"),
    ],
)
def test_it_is_settled_in_the_first_month_closed_after_what_changed_it(fakta: dict[str, str], p: str) -> None:
    i = betalt(fran("2024-03-12"), {"manad:2024-03": "2713.20"}, **{falt: tid(t) for falt, t in fakta.items()})
    (rad,) = justeringar(i)
    text = f"rättat: månad 2024-03 skulle ha varit 2 584,00 kr, 2 713,20 kr är betalt; regleras i {p} (K0.7)"
    assert utan_brytning(rad.forklaring) == text
    assert rad == Utbetalning("justering", "2024-03", 0, Decimal("-129.20"), p, "klar", rad.forklaring)


# What stands in the case and has no object


@pytest.mark.krav("K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("slag", "fran_", "over"),
    [
        ("sjuk", "2024-04-08", False),
        ("sjuk", "2024-04-12", False),
        ("sjuk", "2024-04-13", True),
        ("sjuk", "2024-04-07", True),
        ("vab", "2024-04-08", True),
    ],
)
def test_a_certificate_of_absence_that_is_no_more_is_told_of(slag: Any, fran_: str, over: bool) -> None:
    i = med(
        insatsen(), franvaro=(franvaro("sjuk 2024-04-08/2024-04-12"),),
        intyg=(Intyg(slag, d(fran_), tid("2024-04-16")),),
    )  # fmt: skip
    vad = {"sjuk": "läkarintyget", "vab": "VAB-intyget"}[slag]
    assert utan_foremal(i) == ((f"{vad} som kom in 2024-04-16",) if over else ())


@pytest.mark.krav("K0.7", "K14.3")
@pytest.mark.parametrize(("form", "over"), [("avbruten", False), ("fortid", True)])
def test_a_grant_of_an_avbrott_that_is_none_is_told_of(form: Any, over: bool) -> None:
    assert utan_foremal(avslutad(SLUT, form, **BEVILJAD)) == (("den beviljade avbrottsersättningen",) if over else ())
    assert utan_foremal(avslutad(SLUT, form)) == ()
