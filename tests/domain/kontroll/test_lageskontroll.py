"""What carries a case against its journal: the state the workflow says it has, and the timers it waits by (K0.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.grund.slag import Status
from domain.kontroll.fynd import Fynd
from domain.kontroll.korning import lage, omstart, timrar
from domain.liv.lagesbild import Lagesbild, lagesbild
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import Klockslag
from tests.verktyg.spel import Spel, d, tid

NU = tid("2024-03-18T12:00")
SLAPP = timedelta(minutes=10)
SEKUND = timedelta(seconds=1)
OMSTART = "ersätt det med ett nytt ur journalen: insats laga arende-1 --ny-korning"


def sagt(fynd: list[Fynd]) -> list[tuple[str, str, str, str, bool]]:
    return [(f.kontroll, f.arende, f.text, f.atgard, f.upplysning) for f in fynd]


# --- the state


def ratt() -> Lagesbild:
    return lagesbild(Spel.pagaende(start="2024-03-11").hel_manad("2024-03").insats)


def test_a_workflow_that_says_what_the_journal_gives_has_no_findings() -> None:
    assert list(lage("arende-1", ratt(), ratt())) == []


def test_what_a_workflow_says_other_than_its_journal_is_told_row_by_row_with_how_it_is_put_right() -> None:
    r = ratt()
    annan = Lagesbild(
        {n: replace(b, frist=d("2024-03-06")) if n == "uppdrag" else b for n, b in r.bevakningar.items()},
        {},
        replace(r.insats, status=Status.BEMANNAD),
    )
    assert sagt(list(lage("arende-1", annan, r))) == [
        ("lage", "arende-1", f"arbetsflödet avviker, {text}", OMSTART, False)
        for text in (
            "insats: status är bemannad, journalen ger pagar",
            "bevakning uppdrag: frist är 2024-03-06, journalen ger 2024-03-05",
            "utbetalning manad:2024-03 saknas",
        )
    ]


def test_a_run_is_put_right_by_another_made_from_the_journal() -> None:
    assert omstart("arende-1") == OMSTART


# --- the timers


def om(nar: datetime, text: str = "plan senast 2024-03-25 · K7.3", nyckel: str = "plan") -> Klockslag:
    return Klockslag(nar, 0, nyckel, Handelse(), text)


def fynd(kommande: list[Klockslag], *finns: tuple[str, datetime]) -> list[str]:
    alla = list(timrar("arende-1", kommande, finns, NU, SLAPP))
    assert [f[::2] for f in sagt(alla)] == [("timer", f.text, False) for f in alla]
    assert {(f.arende, f.atgard) for f in alla} <= {("arende-1", OMSTART)}
    return [f.text for f in alla]


NAR = tid("2024-03-25T08:00")
TIMERN = "plan senast 2024-03-25 · K7.3"
SKA = "den ska ringa 2024-03-25 07:00 UTC"


@pytest.mark.krav("K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("ringer", "text"),
    [
        (NAR, None),
        (NAR - SEKUND, None),
        (NAR - SEKUND - timedelta(microseconds=1), f"timern ”{TIMERN}” ringer 2024-03-25 06:59 UTC; {SKA}"),
        (NAR + SLAPP, None),
        (NAR + SLAPP + SEKUND, f"timern ”{TIMERN}” ringer 2024-03-25 07:10 UTC; {SKA}"),
        (NAR - timedelta(days=7), f"timern ”{TIMERN}” ringer 2024-03-18 07:00 UTC; {SKA}"),
    ],
)
def test_a_timer_rings_when_it_is_to_or_some_minutes_after_but_not_before(ringer: datetime, text: str | None) -> None:
    assert fynd([om(NAR)], (TIMERN, ringer)) == ([text] if text else [])


@pytest.mark.krav("K0.8")
def test_a_timer_that_is_missing_or_has_another_name_is_told() -> None:
    saknas = f"timern ”{TIMERN}” saknas; {SKA}"
    assert fynd([om(NAR)]) == [saknas]
    assert fynd([om(NAR)], ("en annan", NAR)) == [saknas]
    assert fynd([om(NAR, text="")], (TIMERN, NAR)) == [f"timern ”plan” saknas; {SKA}"]
    assert fynd([om(NAR, text="")], ("plan", NAR)) == []


@pytest.mark.krav("K0.8")
def test_of_several_timers_of_one_name_any_may_be_the_one_and_the_first_is_told() -> None:
    tidig, sen = (TIMERN, NAR - timedelta(days=2)), (TIMERN, NAR + timedelta(days=2))
    assert fynd([om(NAR)], tidig, sen, (TIMERN, NAR)) == []
    assert fynd([om(NAR)], sen, tidig) == [f"timern ”{TIMERN}” ringer 2024-03-27 07:00 UTC; {SKA}"]


@pytest.mark.krav("K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "provas"), [(NU, False), (NU + SLAPP, False), (NU + SLAPP + SEKUND, True), (NU - SLAPP, False)]
)
def test_what_may_just_have_rung_is_not_missed_here_and_what_comes_after_it_still_is(
    nar: datetime, provas: bool
) -> None:
    kommande = [om(nar, "nyss"), om(NAR)]
    texter = fynd(kommande)
    assert len(texter) == 1 + provas
    assert texter[-1] == f"timern ”{TIMERN}” saknas; {SKA}"
