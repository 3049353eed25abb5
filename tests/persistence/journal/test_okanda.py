"""A writer that is far behind is told what it lacks a part at a time, and comes to the end of it (K0.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from kontrakt import omfang
from kontrakt.insats import Batch, Journalkvitto
from persistence.journal.skrivning import skriv
from tests.persistence.conftest import Spelat

pytestmark = pytest.mark.krav("K0.7")


def rader(*langder: int) -> list[dict[str, Any]]:
    return [{"nr": nr, "text": "x" * langd} for nr, langd in enumerate(langder, start=1)]


@pytest.mark.parametrize(
    ("langder", "antal"),
    [((10, 10, 10), 3), ((600_000, 300_000, 200_000), 2), ((600_000, 600_000), 1), ((3_000_000, 10), 1), ((), 0)],
)
def test_as_many_lines_pass_as_one_message_holds_and_always_one(langder: tuple[int, ...], antal: int) -> None:
    kvitto = Journalkvitto.med_okanda(rader(*langder), att_leverera=True)
    assert [r["nr"] for r in kvitto.okanda] == list(range(1, antal + 1))
    assert kvitto.att_leverera and kvitto.mer == (antal < len(langder))


def test_who_takes_in_what_it_is_told_and_asks_again_lacks_nothing(
    motor: Engine, spelet: Callable[..., Spelat], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(omfang, "SOM_RYMS", 500)
    batcher = spelet().batcher
    for batch in batcher:
        skriv(motor, batch)
    alla = tuple(p for b in batcher for p in b.poster)
    tagna: tuple[dict[str, Any], ...] = ()
    delar = 0
    while len(tagna) < len(alla):
        # What it would say next is whatever it is: it is not written while there are lines that it does not know of.
        nasta = {**alla[len(tagna)], "nr": len(tagna) + 1}
        tagna += skriv(motor, Batch("in-1", len(tagna), (nasta,), ())).okanda
        delar += 1
    assert tagna == alla and delar > 3


class Matt(dict[str, Any]):
    """A line that knows how often it has been measured."""

    ganger = 0

    def __str__(self) -> str:
        Matt.ganger += 1
        return super().__str__()


def test_each_is_measured_once_however_many_they_are_and_by_its_bytes() -> None:
    rader_ = [Matt(nr=nr, fyllnad="x" * 5_000) for nr in range(1_000)]
    assert len(omfang.som_ryms(rader_)) == 198 and Matt.ganger == 199
    assert omfang.som_ryms([]) == []
    assert [len(omfang.som_ryms([tecken * 300_000] * 4)) for tecken in "xåあ🦺"] == [3, 1, 1, 1]
