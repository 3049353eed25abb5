"""The case that pays itself and the month that gathers it, on one clock: the 16th at midnight, reminders, attest."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.tid.tidpunkt import tolka_tid
from persistence.betalning import lasning
from persistence.meddelanden import inkorg
from starter.stod.klient.process import Processklient
from tests.verktyg.spel import mall
from tests.workflows.tjanst import ANORDNARE, KV, Tjanst

pytestmark = pytest.mark.krav("K14.6")
E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
M = "2024-04"


async def sag(t: Tjanst, av: Aktor, data: dict[str, Any]) -> None:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    await dorr.sag(BETALNINGSMANAD, process_id(M), data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


def status(t: Tjanst) -> str | None:
    process = lasning.process_for(t.motor, M)
    return process.status if process else None


@pytest.mark.krav("K14.4", "K14.5")
async def test_a_case_pays_itself_at_midnight_and_the_month_holds_it_until_two_have_signed(t: Tjanst) -> None:
    await t.pagaende()
    await t.till("2024-04-03T10:00")
    rapport = {"kommando": "klarmarkera_manadsrapport", "manad": "2024-03", "uppfoljning_datum": "2024-04-03"}
    await t.sag(ANORDNARE, rapport | {"rubriker": mall("mall.manadsrapport.AMI")})
    underlag = {"kommando": "lamna_faktureringsunderlag", "manad": "2024-03", "belopp": "2713.20"}
    await t.sag(ANORDNARE, underlag | {"fakturanummer": "F1"})
    granska = {"kommando": "granska_manadsrapport", "manad": "2024-03", "beslut": "godkand"}
    await t.sag(KV, granska | {"progression": "fortsatt"})
    await t.till("2024-04-15T23:59")
    with pytest.raises(Avvisning, match="tidigast 2024-04-16 klockan 00:00"):
        await sag(t, E1, {"kommando": "oppna_betalningsmanad", "manad": M})
    await t.till("2024-04-16T00:00")
    await sag(t, E1, {"kommando": "oppna_betalningsmanad", "manad": M})
    await t.tills(lambda: status(t) == "stangd")
    (rad,) = lasning.rader(t.motor, M)
    assert (rad.arende, rad.avser, rad.dagar, rad.belopp) == (t.arende, "2024-03", 21, Decimal("2713.20"))
    assert "× 21 dagar" in rad.forklaring
    await t.miljo.sleep(tolka_tid("2024-04-20T00:01") - await t.nu())
    await t.tills(lambda: any("skulle ha skett" in m.rubrik for m in inkorg.inkorg(t.motor, E1)))
    await sag(t, E1, {"kommando": "forbered_betalning"})
    await sag(t, E2, {"kommando": "attestera_betalning"})
    assert (await t.klient.temporal.get_workflow_handle(process_id(M)).result())["status"] == "attesterad"
    rubriker = [m.rubrik for m in inkorg.inkorg(t.motor, ANORDNARE) if m.arende == process_id(M)]
    assert [r.replace("\u00a0", " ") for r in rubriker] == [
        "Betalningsmånad 2024-04: 2 713,20 kr betalas ut (§14, K14.6)"
    ]
