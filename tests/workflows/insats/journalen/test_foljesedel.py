"""The writer is told by the workflow beside it how the case stands, and need not ask the journal."""

from __future__ import annotations

import pytest

from domain.liv import lagesbild
from kontrakt import foljesedel
from kontrakt.insats import Batch
from persistence.databas.motor import transaktion
from persistence.journal import projektion
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst


async def test_all_but_the_first_lines_of_a_case_have_a_slip_beside_them(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    med: dict[int, bool] = {}
    ratt = foljesedel.till

    def till(batch: Batch) -> foljesedel.Foljesedel | None:
        sedel = ratt(batch)
        med[batch.efter_nr] = sedel is not None
        return sedel

    monkeypatch.setattr(foljesedel, "till", till)
    await t.starta()
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(KV, UPPDRAG)
    await t.till("2024-04-20T09:00")
    assert len(med) > 10
    assert [nr for nr, fanns in med.items() if not fanns] == [0]
    with transaktion(t.motor) as forbindelse:
        assert projektion.las_rader(forbindelse, t.arende) == lagesbild.rader(t.insats())
    assert not foljesedel._LAGDA._sedlar, "it lies no longer than its lines are being written"
