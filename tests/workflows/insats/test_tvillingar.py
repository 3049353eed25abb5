"""K0.7: a case whose workflow was lost and started from its journal lives on as its undisturbed twin does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from persistence.meddelanden import inkorg
from starter.drift.laga import laga_arende
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst, oppna_timrar

pytestmark = pytest.mark.krav("K0.7")


def mandag(efter: date, veckor: int) -> str:
    """The Monday so many weeks on."""
    return str(efter + timedelta(days=7 * veckor - efter.weekday()))


def vad_som_hant(t: Tjanst) -> list[tuple[Any, ...]]:
    """The journal line by line: what the clock raised with its instant, what was said with its day."""
    return [(p.nr, p.handelse.slag, str(p.av), _nar(p), _utan_tid(p.handelse, t.arende)) for p in t.poster()]


def _nar(p: Post) -> Any:
    return p.tid if (p.tid.second, p.tid.microsecond) == (0, 0) else datum(p.tid)


def _utan_tid(handelse: Any, arende: str) -> str:
    return str(handelse).replace(arende, "ARENDE") if handelse.slag != "insats_aktualiserad" else ""


async def test_the_rest_of_its_life_is_the_twins_to_the_line_the_timer_and_the_message(t: Tjanst) -> None:
    t.tidsskillnad = timedelta()  # what is mended lives in the server's own time
    stord, tvilling = replace(t, arende="in-stord"), replace(t, arende="in-tvilling")
    idag = datum(await t.nu())
    start = mandag(idag, 2)
    for ett in (stord, tvilling):
        await ett.starta()
        await ett.sag(ANORDNARE, BEMANNA)
        await ett.sag(KV, UPPDRAG | {"startdatum": start, "langd_manader": 3})
    for veckor in (3, 6, 11):  # before its first report, after a turn of month, and late in its life
        await stord.till(f"{mandag(idag, veckor)}T09:00")
        await tvilling.till(f"{mandag(idag, veckor)}T09:00")
        await stord.sover()
        await stord.handtag.terminate("Temporals databas är förlorad")
        await laga_arende(t.motor, t.klient.temporal, stord.arende)
        for ett in (stord, tvilling):
            await ett.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": f"H{veckor}"})
    await stord.till(f"{mandag(idag, 30)}T09:00")
    await tvilling.till(f"{mandag(idag, 30)}T09:00")
    assert vad_som_hant(stord) == vad_som_hant(tvilling)
    assert len(stord.poster()) > 40
    assert {h.slag for h in (p.handelse for p in stord.poster())} >= {"frist_passerad", "bevakning_oppnad"}
    timrar = [
        {vad: nar.replace(microsecond=0) for vad, nar in oppna_timrar(await ett.historik()).items()}
        for ett in (stord, tvilling)
    ]
    assert timrar[0] == timrar[1]
    assert timrar[0]
    brev = [[(m.till, m.rubrik) for m in inkorg.inkorg(t.motor, som) if m.arende == a] for som in (KV, ANORDNARE)
            for a in ("in-stord", "in-tvilling")]  # fmt: skip
    assert (brev[0], brev[2]) == (brev[1], brev[3])
    assert brev[0]
