"""A run that is far behind its journal takes in what it lacks a part at a time, in messages that pass (K0.7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.inkommet import Inkommet
from kontrakt import omfang
from kontrakt.insats import Batch
from persistence.journal import skrivning
from tests.workflows.tjanst import ANORDNARE, Tjanst

ANDRAS = 4


@pytest.mark.krav("K0.7")
async def test_what_a_run_does_not_know_of_reaches_it_in_parts_that_are_never_sent_together(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(omfang, "SOM_RYMS", 10)
    await t.starta()
    i = t.insats()
    for n in range(ANDRAS):  # as by a run that this one has never heard of: Temporal was restored from a backup
        inkommet = Inkommet(f"annan-{n}", ANORDNARE, las_kommando({"kommando": "bemanna", "handlaggare": f"H{n}"}))
        steg = forlopp.utfor(i, inkommet, i.senast + timedelta(seconds=1))
        poster = tuple(map(post_till_json, steg.poster))
        skrivning.skriv(t.motor, Batch(i.arende, i.nr, poster, steg.meddelanden))
        i = steg.insats
    kvitto = await t.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": "H9"})
    assert kvitto.till_nr == i.nr + 1 == t.poster()[-1].nr
    svar, storst = 0, 0
    for e in (await t.historik()).events:
        if e.HasField("workflow_task_completed_event_attributes"):
            svar = 0
        svar += e.HasField("marker_recorded_event_attributes")
        storst = max(storst, svar)
    # A task that is told of a part ends there: the last part and the writing itself are one task's.
    assert storst == 2
