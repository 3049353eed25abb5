"""Words, names, numbers and junk that come past the doors are refused and told, and the case goes on."""

import asyncio
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.grund.avvisning import Avvisning
from domain.skeende.handelse import DORRUTGAVA
from domain.skeende.inkommet import las_kuvert
from domain.skeende.journal import KommandoAvvisat
from kontrakt.insats import Start
from kontrakt.namn import ARBETSFLODE, KO, SIGNAL, UPPDATERING
from persistence.meddelanden import inkorg
from starter.stod.klient.kontakt import IngenKontakt
from tests.workflows.insats.kommandon.sagt import SKRAP, bemanna, bemannade, inkommet, sagt
from tests.workflows.tjanst import AKTUALISERA, ANORDNARE, BEMANNA, KV, Tjanst

HEMLIGT = "Karin Planterad har slutat"
MED_ORD: list[tuple[Any, dict[str, Any], str]] = [
    (KV, {"kommando": "besluta_fortsattning", "motivering": HEMLIGT}, "motivering"),
    (KV, {"kommando": "ratta", "vad": "bemanna", "stryk": True, "motivering": HEMLIGT}, "motivering"),
    (ANORDNARE, {"kommando": "lamna_genomforandeplan", "mal": {"tecken": 1}, "delmal": [{"tecken": 1}, HEMLIGT],
                 "aktiviteter": [{"tecken": 1}]}, "delmal"),
    (ANORDNARE, {"kommando": "lamna_slutrapport", "mal_uppnatt": True, "natt_mal": "arbete", "sjalvforsorjande": True,
                 "rubriker": {HEMLIGT: {"tecken": 1}}}, "rubriker"),
]  # fmt: skip
"""What only a client that is none of ours sends: words where facts about them belong, and the field they are in."""


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(("av", "kommando", "falt"), MED_ORD)
async def test_words_that_come_by_an_update_are_refused_and_leave_no_trace(
    t: Tjanst, av: Any, kommando: dict[str, Any], falt: str
) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(UPPDATERING, inkommet("k1", str(av), kommando))
    orsak = fel.value.cause
    assert isinstance(orsak, ApplicationError)
    assert (orsak.details[0], orsak.details[2]) == ("K3.3", falt)
    historik = await t.historik()
    assert sagt(historik) == fore
    assert HEMLIGT not in str(fel.value)
    assert not any(HEMLIGT.encode() in e.SerializeToString() for e in historik.events)


@pytest.mark.krav("K3.3", sort="avslag")
async def test_words_that_come_by_a_signal_are_refused_and_told_and_go_no_further(t: Tjanst) -> None:
    await t.starta()
    for n, (av, kommando, _) in enumerate(MED_ORD):
        await t.handtag.signal(SIGNAL, inkommet(f"k{n}", str(av), kommando))
    await t.tills(lambda: t.slagen().count("kommando_avvisat") == len(MED_ORD))
    assert {p.handelse.regel for p in t.poster() if isinstance(p.handelse, KommandoAvvisat)} == {"K3.3"}
    brev = inkorg.meddelanden(t.motor, None, t.arende)
    assert len([m for m in brev if m.rubrik.startswith("Avvisat: ") and m.regel == "K3.3"]) == len(MED_ORD)
    assert HEMLIGT not in str(t.poster()) + str(brev)
    await t.till("2024-04-02")  # and what is handed over to the next run has none of them
    await t.sover()
    forra, sista = await t.korningar()
    assert [any(HEMLIGT.encode() in e.SerializeToString() for e in h.events) for h in (forra, sista)] == [True, False]


async def test_junk_is_refused_and_the_case_goes_on(t: Tjanst) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    for skrap in SKRAP:
        with pytest.raises(WorkflowUpdateFailedError) as fel:
            await asyncio.wait_for(t.handtag.execute_update(UPPDATERING, skrap), 10)
        assert fel.value.cause.type == "Avvisning", skrap  # type: ignore[attr-defined]
    assert sagt(await t.historik()) == fore
    await t.sag(ANORDNARE, BEMANNA)
    assert bemannade(t) == ["H1"]


async def test_junk_that_nobody_waits_for_is_told_whoever_sent_it_if_that_can_be_read_and_the_case_goes_on(
    t: Tjanst,
) -> None:
    await t.starta()
    utan_avsandare, med_avsandare = [], []
    for nr, skrap in enumerate(SKRAP):
        egen = {**skrap, "id": f"skrap-{nr}"} if isinstance(skrap, dict) and skrap.get("id") == "k1" else skrap
        try:
            las_kuvert(egen)
            med_avsandare.append(egen["id"])
        except Avvisning:
            utan_avsandare.append(egen)
        await t.handtag.signal(SIGNAL, egen)
    await t.sag(ANORDNARE, BEMANNA)
    assert bemannade(t) == ["H1"]
    assert len(utan_avsandare) > 10 < len(med_avsandare)
    avvisade = [p for p in t.poster() if p.handelse.slag == "kommando_avvisat"]
    assert [p.kommando for p in avvisade] == med_avsandare


@pytest.mark.krav("K3.3", sort="avslag")
async def test_names_and_numbers_that_come_by_a_signal_are_refused_and_told_and_go_no_further(t: Tjanst) -> None:
    """Also in a field that is no text, an id, an actor; refusals repeat nothing, and the next run holds none of it."""
    await t.starta()
    planta, nummer = "Planta Ryktesson", "19900502-2398"
    sanda = [
        inkommet("s1", str(KV), {"kommando": "byt_karriarvagledare", "till": planta}),
        inkommet("s2", kommando=bemanna(nummer)),
        inkommet("s3", kommando=bemanna(planta) | {planta: 1}),
        inkommet("s4", kommando={"kommando": planta}),
        inkommet("s5", str(ANORDNARE), bemanna("h1")) | {"dokument": nummer},
        inkommet("s6", str(KV), {"kommando": "ratta", "vad": "bemanna", "andringar": {"handlaggare": planta},
                                 "motivering": {"tecken": 1}}),
        inkommet(nummer), inkommet("s7", f"anordnare:{planta}@A"), inkommet("s8", f"anordnare:{nummer}@A"),
    ]  # fmt: skip
    for sant in sanda:
        await t.handtag.signal(SIGNAL, sant)
    await t.tills(lambda: t.slagen().count("kommando_avvisat") == 6)
    allt = str(t.poster()) + str(inkorg.meddelanden(t.motor, None, t.arende)) + str(t.insats())
    assert planta not in allt and nummer not in allt
    await t.sag(ANORDNARE, BEMANNA)  # what is answered stands in the history, and all that came before it
    fore = sagt(await t.historik())
    for sant in sanda:
        with pytest.raises(WorkflowUpdateFailedError) as fel:
            await t.handtag.execute_update(UPPDATERING, sant | {"id": sant["id"].replace("s", "u")})
        assert planta not in str(fel.value.cause) and nummer not in str(fel.value.cause)
    assert sagt(await t.historik()) == fore
    await t.till("2024-04-02")
    _, sista = await t.korningar()
    assert not any(ord_.encode() in e.SerializeToString() for e in sista.events for ord_ in (planta, nummer))


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize("arende", ["in/../x", "19900502-2398", "Åsa Ek"])
async def test_no_case_is_called_by_a_name_or_a_number(t: Tjanst, arende: str) -> None:
    t.arende = arende
    with pytest.raises(Avvisning) as fel:
        await t.starta()
    assert (fel.value.regel, fel.value.falt) == ("K3.3", "arende")
    assert arende not in str(fel.value)
    with pytest.raises(IngenKontakt) as borta:
        await t.sag(ANORDNARE, BEMANNA)
    assert arende not in str(borta.value)
    # And not past our doors either.
    start = ARBETSFLODE, Start(arende, dorr=DORRUTGAVA)
    handtag = await t.klient.temporal.start_workflow(*start, id=arende, task_queue=KO)
    data = AKTUALISERA | {"kund": {"malgrupp": "ekonomiskt_bistand", "alder": 33, "arbetsformaga": 50}}
    data |= {"framtidsplan": {"tecken": 7}}  # the doors put the text aside
    with pytest.raises(WorkflowUpdateFailedError):
        await handtag.execute_update(UPPDATERING, inkommet("k0", str(KV), data))
    assert (await handtag.result())["status"] == "avvisad"
