"""A rule that fails on what is said by a signal is written down as refused, with a reference; the case goes on."""

from collections.abc import Iterator
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from domain.insats.insats import Insats
from domain.kapitel.uppdrag.bemanning import ArendeBemannat, Bemanna
from domain.liv import rutin
from domain.liv.tjanstefel import referens
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.journal import KommandoAvvisat
from kontrakt import namn
from tests.workflows.tjanst import ANORDNARE, Tjanst

pytestmark = pytest.mark.krav("K0.6", sort="avslag")


def inkommet(id: str, handlaggare: str) -> dict[str, Any]:
    return {"id": id, "av": str(ANORDNARE), "kommando": {"kommando": "bemanna", "handlaggare": handlaggare}}


async def test_the_case_goes_on(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    def trasig(_i: Insats, k: Bemanna, _fall: Fall) -> Iterator[Handelse]:
        if k.handlaggare == "h-gift":
            raise KeyError("Planta Ryktesson")
        yield ArendeBemannat(k.handlaggare)

    monkeypatch.setitem(rutin.RUTIN.beslut, Bemanna, trasig)
    await t.starta()
    for sant in (inkommet("s1", "h1"), inkommet("s2", "h-gift"), inkommet("s3", "h3")):
        await t.handtag.signal(namn.SIGNAL, sant)
    await t.tills(lambda: t.slagen().count("arende_bemannat") == 2)
    (post,) = [p for p in t.poster() if isinstance(p.handelse, KommandoAvvisat)]
    assert post.kommando == "s2"
    assert referens("s2") in post.handelse.text
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(namn.UPPDATERING, inkommet("u1", "h-gift"))
    assert referens("u1") in str(fel.value.cause)
    assert "Planta" not in str(fel.value.cause) + str(t.poster())
    # Said again, by an operator who takes its place or by its sender, it is the same refusal and no poison.
    await t.handtag.signal(namn.SIGNAL, inkommet("s2", "h-gift"))
    await t.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": "h4"})
    assert t.slagen().count("kommando_avvisat") == 1
