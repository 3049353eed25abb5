"""An id is one saying's: what has been taken by it stands, other words by it are refused, and what was refused to who
waited leaves it free (K0.6)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from kontrakt.namn import UPPDATERING
from persistence.journal import dokument, kon
from tests.workflows.insats.kommandon.sagt import bemanna, bemannade, inkommet
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, Tjanst

pytestmark = pytest.mark.krav("K0.6")
ANNAT = "id:t är redan använt för något annat"


def fraga(text: str) -> dict[str, Any]:
    return {"kommando": "skriv_meddelande", "till": ["anordnare"], "amne": "Mötet", "text": text}


async def test_what_is_refused_to_who_waits_leaves_its_id_free_and_what_is_taken_by_it_is_what_was_said_last(
    t: Tjanst,
) -> None:
    await t.starta()
    for _ in range(3):
        with pytest.raises(Avvisning, match="startdatum"):
            await t.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": "H1", "startdatum": "x"}, kommando_id="k1")
        with pytest.raises(Avvisning, match="inte karriärvägledaren"):
            await t.sag(KV, bemanna("H1"), kommando_id="k1")
    kvitto = await t.sag(ANORDNARE, bemanna("H2"), kommando_id="k1")
    assert (kvitto.kommando, bemannade(t)) == ("k1", ["H2"])
    assert await t.sag(ANORDNARE, bemanna("H2"), kommando_id="k1") == kvitto


@pytest.mark.krav("K0.6", sort="avslag")
async def test_other_words_by_an_id_that_has_its_receipt_are_refused_in_every_run(t: Tjanst) -> None:
    await t.starta()
    kvitto = await t.sag(ANORDNARE, bemanna("H1"), kommando_id="k1")
    for _ in range(2):
        with pytest.raises(Avvisning, match=ANNAT) as nej:
            await t.sag(ANORDNARE, bemanna("H2"), kommando_id="k1")
        assert (nej.value.regel, nej.value.falt) == ("K0.6", "id")
        with pytest.raises(Avvisning, match=ANNAT):
            await t.klient.lagg_i_kon(t.arende, bemanna("H2"), ANORDNARE, kommando_id="k1")
        assert await t.sag(ANORDNARE, bemanna("H1"), kommando_id="k1") == kvitto
        assert await t.klient.lagg_i_kon(t.arende, bemanna("H1"), ANORDNARE, kommando_id="k1") == "k1"
        await t.till("2024-04-02")
    assert bemannade(t) == ["H1"]


@pytest.mark.krav("K0.6", sort="avslag")
async def test_of_two_who_say_different_things_by_one_id_at_once_one_is_told_that_it_was_not_heard(t: Tjanst) -> None:
    await t.starta()
    svar = await asyncio.gather(
        *(t.sag(ANORDNARE, bemanna(h), kommando_id="k1") for h in ("H1", "H2")), return_exceptions=True
    )
    nekade = [s for s in svar if isinstance(s, Avvisning)]
    assert len(nekade) == 1 and ANNAT in str(nekade[0])
    assert bemannade(t) == [["H1", "H2"][svar.index(next(s for s in svar if s not in nekade))]]


@pytest.mark.krav("K0.6", sort="avslag")
async def test_another_text_by_the_same_id_is_refused_and_the_first_stands(t: Tjanst) -> None:
    await t.pagaende()
    kvitto = await t.sag(KV, fraga("Vi ses på måndag."), kommando_id="m1")
    with pytest.raises(Avvisning, match=ANNAT):
        await t.sag(KV, fraga("Vi ses på fredag."), kommando_id="m1")
    assert await t.sag(KV, fraga("Vi ses på måndag."), kommando_id="m1") == kvitto
    kvar = dokument.hamta(t.motor, "m1")
    assert kvar and kvar.innehall["text"] == "Vi ses på måndag."


async def test_a_text_that_was_refused_may_be_put_right_by_the_same_id(t: Tjanst) -> None:
    await t.pagaende()
    with pytest.raises(Avvisning):
        await t.sag(KV, {**fraga("Första."), "svar_vantas_av": "socialsekreterare"}, kommando_id="m1")
    await t.sag(KV, fraga("Rättad."), kommando_id="m1")
    kvar = dokument.hamta(t.motor, "m1")
    assert kvar and kvar.innehall["text"] == "Rättad."


@pytest.mark.krav("K0.6", sort="gräns")
async def test_what_was_refused_in_the_queue_has_that_outcome_for_good_and_is_told_at_once(t: Tjanst) -> None:
    await t.starta()
    await t.klient.lagg_i_kon(t.arende, BEMANNA, KV, kommando_id="k1")
    await t.tills(lambda: t.slagen()[-1] == "kommando_avvisat")
    for vad in (BEMANNA, bemanna("H9")):
        with pytest.raises(Avvisning, match="inte karriärvägledaren"):
            await t.klient.lagg_i_kon(t.arende, vad, KV, kommando_id="k1")
    with pytest.raises(Avvisning, match=ANNAT):
        await t.klient.lagg_i_kon(t.arende, BEMANNA, ANORDNARE, kommando_id="k1")
    assert t.slagen().count("kommando_avvisat") == 1


@pytest.mark.krav("K0.6", sort="gräns")
async def test_what_waits_in_the_queue_has_its_id_too(t: Tjanst) -> None:
    await t.starta()
    nu = (await t.nu()).isoformat()
    kon.anteckna(
        t.motor, t.arende, inkommet("k1", kommando=bemanna("H1")) | {"inkom": nu}
    )  # no worker has taken it yet
    with pytest.raises(Avvisning, match=ANNAT):
        await t.klient.lagg_i_kon(t.arende, bemanna("H2"), ANORDNARE, kommando_id="k1")
    await t.klient.lagg_i_kon(t.arende, bemanna("H1"), ANORDNARE, kommando_id="k1")
    await t.tills(lambda: bemannade(t) == ["H1"])


async def test_who_speaks_straight_to_temporal_gets_the_receipt_of_the_id(t: Tjanst) -> None:
    """The doors hold it; of what knows no door, the journal tells what was said."""
    await t.starta()
    svar = [await t.handtag.execute_update(UPPDATERING, inkommet("k1", kommando=bemanna(h))) for h in ("H1", "H2")]
    assert svar[0] == svar[1] and bemannade(t) == ["H1"]
