"""The nightly upkeep where something is in the way (K1.1)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities import ajour
from activities.stod import livstecken, tillsagelse
from domain.regler.provning import skapa_regelverk
from kontrakt.nattligt import Ajoursvar
from persistence.arende import lasning
from persistence.register.anordnare import auktorisationer
from regelverk import las_utgavor
from tests.workflows.tjanst import Tjanst


async def test_temporals_pages_show_how_far_it_has_come(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livstecken, "PULS", 0.001)
    for arende in ("in-1", "in-2", "in-3"):
        t.arende = arende
        await t.starta()
    auktorisationer.avsluta_auktorisation(t.motor, "A", "AMI", date(2024, 12, 31))
    omgivning, visat = ActivityEnvironment(client=t.klient.temporal), list[Any]()
    omgivning.on_heartbeat = lambda *sagt: visat.extend(sagt)
    await omgivning.run(ajour.Ajouraktiviteter(t.motor, skapa_regelverk(las_utgavor())).ajourhall)
    assert [n for n in range(3) if {"ärenden": 3, "sedda": n} in visat] == [0, 1, 2]


@pytest.mark.krav("K1.1")
async def test_a_case_that_does_not_answer_stops_no_other_and_is_told_of(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arende in ("in-1", "in-2", "in-3"):
        t.arende = arende
        await t.starta()
    auktorisationer.avsluta_auktorisation(t.motor, "A", "AMI", date(2024, 12, 31))
    riktig = tillsagelse.sag_till_insats

    async def en_ar_stum(klient: Any, arende: str, *mer: Any) -> Any:
        if arende == "in-1":
            raise RPCError("stum", RPCStatusCode.DEADLINE_EXCEEDED, b"")
        return await riktig(klient, arende, *mer)

    async def ajourhall() -> Ajoursvar:
        aktivitet = ajour.Ajouraktiviteter(t.motor, skapa_regelverk(las_utgavor()))
        return await ActivityEnvironment(client=t.klient.temporal).run(aktivitet.ajourhall)

    monkeypatch.setattr(ajour, "sag_till_insats", en_ar_stum)
    svar = await ajourhall()
    assert (svar.arenden, svar.auktorisationer, [a for a, _ in svar.avvisade]) == (3, 2, ["in-1"])
    assert "svarade inte" in svar.avvisade[0][1]
    monkeypatch.undo()
    assert await ajourhall() == Ajoursvar(3, 0, 1), "den som inte svarade får veta det nästa gång, och bara den"
    for arende in ("in-1", "in-2", "in-3"):
        tillstand = lasning.tillstand(t.motor, None, arende)
        assert tillstand is not None and tillstand[0].auktoriserad_till == date(2024, 12, 31)
