"""K0.7: a correction starts a completed case's workflow again, from its journal; nothing else does."""

import asyncio
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.service import RPCError

from activities.kontroll.korningar import Lageskontroll
from domain.grund.avvisning import Avvisning
from domain.kontroll import arende
from domain.kontroll.fynd import Fynd, Granser
from persistence.betalning.stangning import Stangning, stang
from persistence.kontroll import arenden
from starter.provkorning.fil import las_provfil
from starter.stod.klient.kontakt import IngenKontakt
from tests.huset.platser import FALL
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst, oppna_timrar, spela

STRYK = {"kommando": "ratta", "vad": "aterkalla_aktualisering", "stryk": True, "motivering": "fel ärende"}
FINNS_INTE = {"kommando": "ratta", "vad": "lamna_genomforandeplan", "stryk": True, "motivering": "x"}


@pytest_asyncio.fixture
async def slut(t: Tjanst) -> AsyncIterator[Tjanst]:
    """A case that was recalled unstaffed on 5 March 2024, and has completed."""
    await t.starta()
    await t.till("2024-03-05")
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    assert (await t.handtag.result())["status"] == "slutford"
    yield t


async def fynden(t: Tjanst) -> list[Fynd]:
    """What the hunt says of the case, in the database and in Temporal."""
    granser = Granser()
    (skrivet,) = await asyncio.to_thread(lambda: list(arenden.las(t.motor, [t.arende])))
    granskat = arende.granska(skrivet, await t.nu(), granser)
    i_temporal = Lageskontroll(t.klient.temporal, t.motor, granser)
    return [*granskat.fynd, *(await i_temporal.granska(granskat) if granskat.oppen else [])]


@pytest.mark.krav("K0.7")
async def test_a_correction_opens_a_completed_case_and_it_lives_on(slut: Tjanst) -> None:
    t = slut
    await t.till("2024-03-07")
    fran = t.insats().nr
    kvitto = await t.sag(KV, STRYK, kommando_id="k-stryk")
    assert kvitto.fran_nr == fran + 1
    assert (t.insats().status, await t.lever(), await fynden(t)) == ("aktualiserad", True, [])
    assert await t.sag(KV, STRYK, kommando_id="k-stryk") == kvitto
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(KV, UPPDRAG)
    assert any("genomförandeplan" in text for text in oppna_timrar(await t.historik()))
    await t.till("2024-04-02")  # past a turn of month
    await t.sover()
    assert len(await t.korningar()) == 2
    assert (await t.klient.fraga(t.arende, "tillstand", KV))["insats"]["nr"] == t.insats().nr
    assert await fynden(t) == []


@pytest.mark.krav("K0.7", sort="avslag")
async def test_a_refused_correction_leaves_a_completed_case_as_it_was(slut: Tjanst) -> None:
    t = slut
    fore = t.poster()
    with pytest.raises(Avvisning, match=r"K0\.7"):
        await t.sag(KV, FINNS_INTE)
    assert (await t.handtag.result())["status"] == "slutford"
    assert t.poster() == fore
    assert await fynden(t) == []
    with pytest.raises(IngenKontakt, match="slutfört"):
        await t.sag(ANORDNARE, BEMANNA)
    kvitto = await t.starta()  # said again it has its receipt, and opens nothing
    assert (kvitto.fran_nr, kvitto.tid) == (1, fore[0].tid)
    assert (await t.handtag.result())["status"] == "slutford"
    assert t.poster() == fore


@pytest.mark.krav("K0.7")
async def test_one_that_leaves_nothing_to_settle_is_answered_and_the_case_is_completed_again(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-05")
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    await t.handtag.result()
    ratta = {"kommando": "ratta", "vad": "bemanna", "andringar": {"handlaggare": "H2"}, "motivering": "x"}
    kvitto = await t.sag(ANORDNARE, ratta, kommando_id="k-h2")
    assert (await t.handtag.result())["status"] == "slutford"
    assert t.slagen()[-2:] == ["uppgift_rattad", "insats_slutford"]
    assert await t.sag(ANORDNARE, ratta, kommando_id="k-h2") == kvitto  # said again, it is the same correction
    assert t.slagen().count("uppgift_rattad") == 1


@pytest.mark.krav("K0.7")
async def test_several_at_once_are_each_answered(slut: Tjanst) -> None:
    t = slut
    svar: list[Any] = await asyncio.gather(
        t.sag(KV, STRYK), t.sag(KV, FINNS_INTE), t.sag(KV, STRYK), return_exceptions=True
    )
    assert sorted(type(s).__name__ for s in svar) == ["Avvisning", "Avvisning", "Kvitto"]
    assert (t.insats().status, t.slagen().count("uppgift_rattad")) == ("aktualiserad", 1)


@pytest.mark.krav("K0.7")
async def test_a_correction_that_waits_for_nobody_opens_it_too_and_a_refused_one_is_told(slut: Tjanst) -> None:
    t = slut
    await t.klient.lagg_i_kon(t.arende, FINNS_INTE, KV, tidsskillnad=t.tidsskillnad)
    await t.tills(lambda: t.slagen()[-1] == "kommando_avvisat")
    assert (await t.handtag.result())["status"] == "slutford"
    assert t.insats().status == "slutford"
    await t.klient.lagg_i_kon(t.arende, STRYK, KV, tidsskillnad=t.tidsskillnad)
    await t.tills(lambda: t.insats().status == "aktualiserad")
    with pytest.raises(IngenKontakt, match="finns inte"):
        await t.klient.lagg_i_kon("in-ingen", STRYK, KV)


@pytest.mark.krav("K0.7", sort="avslag")
async def test_a_correction_of_a_case_that_has_never_been_starts_nothing(t: Tjanst) -> None:
    with pytest.raises(IngenKontakt, match="finns inte"):
        await t.sag(KV, STRYK)
    with pytest.raises(RPCError):
        await t.beskrivning()
    await t.starta()


@pytest.mark.krav("K0.7", "K14.6")
async def test_what_is_owed_back_when_nothing_more_is_to_be_paid_is_carried_forward(motor: Engine) -> None:
    t, _ = await spela(las_provfil(FALL / "rattat_efter_slutet.yaml"), motor)
    totaler = {}
    for manad in ("2024-04", "2024-05", "2024-08", "2024-09", "2024-10"):
        stangd = stang(motor, manad, t.insats().senast)
        assert isinstance(stangd, Stangning)
        for r in stangd.totaler:
            totaler[manad] = (r.ersattning, r.justeringar, r.ingaende, r.att_betala, r.utgaende)
    ingen = Decimal("0.00")
    assert totaler == {
        "2024-04": (Decimal("2713.20"), ingen, ingen, Decimal("2713.20"), ingen),
        "2024-05": (Decimal("2584.00"), ingen, ingen, Decimal("2584.00"), ingen),
        "2024-08": (ingen, Decimal("646.00"), ingen, Decimal("646.00"), ingen),
        "2024-09": (ingen, Decimal("-1292.00"), ingen, ingen, Decimal("-1292.00")),
        "2024-10": (ingen, ingen, Decimal("-1292.00"), ingen, Decimal("-1292.00")),
    }
    (skrivet,) = arenden.las(motor, [t.arende])
    assert arende.granska(skrivet, t.insats().senast, Granser()).fynd == ()
