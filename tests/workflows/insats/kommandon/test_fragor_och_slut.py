"""A case is shown to those who may see it, and completes with an answer to all that was said."""

import asyncio
import json
from typing import Any

import pytest
from temporalio.client import WorkflowFailureError

from domain.grund.avvisning import Avvisning
from kontrakt.namn import SIGNAL, UPPDATERING
from starter.stod.klient.kontakt import IngenKontakt
from tests.workflows.insats.kommandon.sagt import OTAGBART, SKRAP, inkommet
from tests.workflows.tjanst import ANNAN_ANORDNARE, ANORDNARE, ARBETSLEDARE, BEMANNA, EKONOM, KV, Tjanst


async def test_a_query_shows_the_case_to_those_who_may_see_it_and_nothing_to_others(t: Tjanst) -> None:
    await t.pagaende()
    for som in (KV, ANORDNARE, ARBETSLEDARE, EKONOM):
        assert (await t.klient.fraga(t.arende, "tillstand", som))["insats"]["status"] == "pagar"
        assert {b["slag"] for b in await t.klient.fraga(t.arende, "bevakningar", som)} == {
            "uppstartsmote",
            "genomforandeplan",
        }
    for fraga, *argument in (("tillstand",), ("bevakningar",), ("mojliga",), ("belopp", "2024-03")):
        with pytest.raises(Avvisning, match="inte ditt att se"):
            await t.klient.fraga(t.arende, fraga, ANNAN_ANORDNARE, *argument)
    assert "lamna_genomforandeplan" in await t.klient.fraga(t.arende, "mojliga", ANORDNARE)
    assert "lamna_genomforandeplan" not in await t.klient.fraga(t.arende, "mojliga", KV)
    belopp = await t.klient.fraga(t.arende, "belopp", EKONOM, "2024-03")
    assert belopp and json.dumps(belopp)
    for manad in ("2023-01", "mars", "", None):
        with pytest.raises(Avvisning, match="inga insatsdagar"):
            await t.klient.fraga(t.arende, "belopp", KV, manad)


@pytest.mark.parametrize("som", ["", "junk", "anordnare:a1", None, 7, ["karriarvagledare:kv1"]])
async def test_a_query_by_nobody_in_particular_is_refused(t: Tjanst, som: Any) -> None:
    await t.starta()
    with pytest.raises(Exception) as fel:
        await t.handtag.query("tillstand", som)
    assert type(fel.value).__name__ == "WorkflowQueryFailedError"
    assert "H1" not in str(fel.value)


async def test_a_recalled_case_completes_and_takes_nothing_more(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-05")
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    slut = await t.handtag.result()
    assert (slut["status"], slut["avslutsform"]) == ("slutford", "aterkallad")
    assert t.insats().status == "slutford"
    rader = len(t.poster())
    with pytest.raises(IngenKontakt, match="slutfört"):
        await t.sag(ANORDNARE, BEMANNA)
    with pytest.raises(IngenKontakt, match="slutfört"):
        await t.klient.lagg_i_kon(t.arende, BEMANNA, ANORDNARE)
    assert (await t.starta()).fran_nr == 1, "sagt om får den sitt kvitto"
    assert (await t.handtag.result())["status"] == "slutford"
    assert len(t.poster()) == rader
    assert (await t.klient.fraga(t.arende, "tillstand", KV))["insats"]["status"] == "slutford"


async def test_what_comes_together_with_the_last_word_is_answered_too(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-05")
    aterkalla = inkommet("sist", str(KV), {"kommando": "aterkalla_aktualisering"})
    svar = await asyncio.wait_for(
        asyncio.gather(
            t.handtag.execute_update(UPPDATERING, aterkalla),
            *(t.handtag.execute_update(UPPDATERING, inkommet(f"k{n}")) for n in range(5)),
            t.handtag.signal(SIGNAL, inkommet("s")),
            return_exceptions=True,
        ),
        15,
    )
    assert svar[0]["fran_nr"]
    assert (await t.handtag.result())["status"] == "slutford"
    handlade = {p.kommando for p in t.poster()}
    for n, s in enumerate(svar[1:6]):
        assert isinstance(s, Exception) != (f"k{n}" in handlade)


async def test_a_workflow_is_never_failed_by_what_is_said_to_it(t: Tjanst) -> None:
    await t.starta()
    for sant in (*SKRAP, *OTAGBART):
        await t.handtag.signal(SIGNAL, sant)
    await t.till("2024-03-05")
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    try:
        assert (await t.handtag.result())["status"] == "slutford"
    except WorkflowFailureError as fel:  # pragma: no cover
        pytest.fail(str(fel.cause))
