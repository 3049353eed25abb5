"""The invented cases of the sandbox: on whatever day somebody begins, each stands where it is told to stand."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import pytest

from domain.liv.lagesbild import bevakningsrader
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import STOCKHOLM
from regelverk import las_utgavor
from starter.provkorning import exempel

VANTAR = {
    1: "rapportgranskning", 2: "svar", 3: "manadsrapport för sen", 4: "rapportgodkannande", 5: "uppfoljningsmote",
    6: "plangranskning", 7: "uppdrag", 8: "bemanning", 9: "rapportgranskning", 10: "manadsrapport för sen",
    11: "faktureringsunderlag", 12: "svar",
}  # fmt: skip
"""What somebody has to do in each, as the desk's days are told."""
DAGAR = [
    "2026-12-01T00:05", "2026-12-04T23:55", "2026-12-05T00:05", "2026-12-07T12:00", "2026-12-09T08:00",
    "2026-12-31T23:59", "2027-01-01T00:00", "2027-03-28T03:30", "2028-02-29T12:00",
]  # fmt: skip
"""The first of a month, on either side of what is handed in and reviewed, New Year, a clock put forward, a leap day."""


@cache
def _regelverk() -> Regelverk:
    return skapa_regelverk(las_utgavor())


@pytest.mark.parametrize("nar", DAGAR)
def test_on_whatever_day_one_begins_there_is_something_to_do_for_everybody(nar: str) -> None:
    nu = datetime.fromisoformat(nar).replace(tzinfo=STOCKHOLM)
    alla = exempel.exempel(nu)
    assert [e.nr for e in alla] == sorted(VANTAR)
    for e in alla:
        insats = exempel.spela(e, _regelverk(), nu).insats
        rader = [b for b in bevakningsrader(insats) if b.vantar]
        slag = {b.slag for b in rader} | {f"{b.slag} för sen" for b in rader if b.frist < nu.date()}
        assert VANTAR[e.nr] in slag, (e.nr, slag)


def test_the_report_that_stands_as_told_is_the_last_that_can() -> None:
    """Handed in on the 4th at ten, it waits for its review from the 5th; till then the month before does."""
    fjarde, femte = datetime(2026, 12, 4, 12, tzinfo=STOCKHOLM), datetime(2026, 12, 5, 0, 1, tzinfo=STOCKHOLM)
    for nu, vantad in ((fjarde, "2026-10"), (femte, "2026-11")):
        e = exempel.exempel(nu)[0]
        rader = bevakningsrader(exempel.spela(e, _regelverk(), nu).insats)
        assert [b.avser for b in rader if b.slag == "rapportgranskning" and b.vantar] == [vantad]
