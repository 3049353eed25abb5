"""What is said to a case: once however often it is sent, refused at no cost, and never more than a refusal."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import func, select
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowFailureError, WorkflowHistory, WorkflowUpdateFailedError
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from domain.grund.avvisning import Avvisning
from domain.liv.lagring import insats_till_json
from domain.skeende.handelse import DORRUTGAVA
from domain.skeende.inkommet import las_kuvert
from domain.skeende.journal import KommandoAvvisat
from kontrakt import insats
from kontrakt import namn as namn_
from kontrakt.insats import Start
from persistence.databas.motor import transaktion
from persistence.meddelanden import inkorg
from persistence.tabeller import grund
from starter.stod.klient.kontakt import IngenKontakt
from tests.workflows.tjanst import AKTUALISERA, ANNAN_ANORDNARE, ANORDNARE, ARBETSLEDARE, BEMANNA, EKONOM, KV, Tjanst


def inkommet(id: Any = "k1", av: Any = str(ANORDNARE), kommando: Any = BEMANNA, **mer: Any) -> dict[str, Any]:
    """A kommando as a door sends it."""
    return {"id": id, "av": av, "inkom": None, "dokument": None, "kommando": kommando, **mer}


def bemanna(handlaggare: str) -> dict[str, Any]:
    return {"kommando": "bemanna", "handlaggare": handlaggare}


def sagt(historik: WorkflowHistory) -> list[int]:
    """The events that tell of something; this server writes down a task even when nothing came of it."""
    uppgifter = {EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
                 EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED}  # fmt: skip
    return [e.event_type for e in historik.events if e.event_type not in uppgifter]


def bemannade(t: Tjanst) -> list[str]:
    return [p.handelse.handlaggare for p in t.poster() if p.handelse.slag == "arende_bemannat"]


async def test_a_kommando_sent_again_gets_the_same_receipt_and_no_second_line(t: Tjanst) -> None:
    await t.starta()
    forsta = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    andra = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    assert andra == forsta
    assert (forsta.fran_nr, forsta.till_nr) == (4, 4)
    assert bemannade(t) == ["H1"]


async def test_a_kommando_sent_again_in_the_next_month_gets_its_first_receipt(t: Tjanst) -> None:
    await t.starta()
    forsta = await t.sag(ANORDNARE, BEMANNA, kommando_id="k1")
    await t.till("2024-04-02")
    assert len(await t.korningar()) == 2
    assert await t.sag(ANORDNARE, BEMANNA, kommando_id="k1") == forsta
    assert bemannade(t) == ["H1"]


async def test_a_kommando_sent_twice_at_once_is_one(t: Tjanst) -> None:
    await t.starta()
    sant = inkommet("k1")
    svar = await asyncio.gather(
        *(t.handtag.execute_update(namn_.UPPDATERING, sant, id=id) for id in ("u1", "u2", "u3")),
        t.sag(ANORDNARE, BEMANNA, kommando_id="k1"),
    )
    assert {(s["fran_nr"], s["till_nr"]) for s in svar[:3]} == {(svar[3].fran_nr, svar[3].till_nr)}
    assert bemannade(t) == ["H1"]


async def test_what_was_refused_as_a_signal_is_refused_with_the_same_words_when_the_same_id_is_said_again(
    t: Tjanst,
) -> None:
    await t.starta()
    await t.klient.lagg_i_kon(t.arende, BEMANNA, KV, kommando_id="k1")
    await t.tills(lambda: t.slagen()[-1] == "kommando_avvisat")
    h = t.poster()[-1].handelse
    assert isinstance(h, KommandoAvvisat)
    historier = []
    for _ in range(2):
        with pytest.raises(Avvisning) as fel:
            await t.sag(KV, BEMANNA, kommando_id="k1")
        assert (fel.value.regel, fel.value.falt, str(fel.value)) == (h.regel, "av", h.text)
        # Taken after an answer, when the step that wrote the refusal down is surely in it.
        historier.append(sagt(await t.historik()))
    assert historier[0] == historier[1]
    await t.till("2024-04-02")  # in the next run too
    with pytest.raises(Avvisning, match="inte karriärvägledaren"):
        await t.sag(KV, BEMANNA, kommando_id="k1")
    assert t.slagen().count("kommando_avvisat") == 1


async def test_one_that_is_refused_as_a_signal_while_the_same_is_said_by_an_update_has_one_answer(t: Tjanst) -> None:
    await t.starta()
    sant = inkommet("k1", str(KV))
    await t.handtag.signal(namn_.SIGNAL, sant)
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(namn_.UPPDATERING, sant)
    assert fel.value.cause.type == "Avvisning"  # type: ignore[attr-defined]
    assert bemannade(t) == []


async def test_a_case_started_twice_is_one(t: Tjanst) -> None:
    forsta, andra = await asyncio.gather(t.starta(), t.starta())
    assert forsta == andra == await t.starta()
    assert t.slagen().count("insats_aktualiserad") == 1


async def test_what_is_said_at_once_is_journaled_in_order_without_gaps(t: Tjanst) -> None:
    await t.starta()
    namn = [f"H{n}" for n in range(12)]
    svar = await asyncio.gather(*(t.sag(ANORDNARE, bemanna(h), kommando_id=h) for h in namn))
    poster = t.poster()
    assert [p.nr for p in poster] == list(range(1, len(poster) + 1))
    assert [p.tid for p in poster] == sorted(p.tid for p in poster)
    assert sorted(bemannade(t)) == sorted(namn)
    rader = {p.kommando: p.nr for p in poster}
    assert all(s.fran_nr == s.till_nr == rader[s.kommando] for s in svar)


async def test_signals_are_journaled_in_the_order_they_came(t: Tjanst) -> None:
    await t.starta()
    namn = [f"H{n}" for n in range(12)]
    for h in namn:
        await t.klient.lagg_i_kon(t.arende, bemanna(h), ANORDNARE)
    await t.tills(lambda: len(bemannade(t)) == len(namn))
    assert bemannade(t) == namn


async def test_a_refused_update_costs_no_history(t: Tjanst) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    for av, data, regel in (
        (KV, BEMANNA, "K6.2"),
        (ANNAN_ANORDNARE, BEMANNA, "K6.2"),
        (KV, AKTUALISERA | {"kund": {"malgrupp": "kaa", "alder": 17}}, "K6.1"),
        (ANORDNARE, {"kommando": "avsluta_franvaro", "slag": "sjuk", "till": "2024-03-01"}, "K10.0"),
    ):
        with pytest.raises(Avvisning) as fel:
            await t.sag(av, data)
        assert (fel.value.regel, bool(fel.value.text)) == (regel, True)
    assert sagt(await t.historik()) == fore
    assert (await t.sag(ANORDNARE, BEMANNA)).fran_nr == 4


async def test_a_refused_signal_is_journaled_and_told_to_its_sender(t: Tjanst) -> None:
    await t.starta()
    id = await t.klient.lagg_i_kon(t.arende, bemanna("H1"), ANNAN_ANORDNARE)
    await t.tills(lambda: "kommando_avvisat" in t.slagen())
    (post,) = (p for p in t.poster() if isinstance(p.handelse, KommandoAvvisat))
    assert (post.kommando, post.av, post.handelse.verb, post.handelse.regel) == (id, ANNAN_ANORDNARE, "bemanna", "K6.2")
    (brev,) = (m for m in inkorg.meddelanden(t.motor, None, t.arende) if m.nr == post.nr)
    assert (brev.till, brev.part) == ("anordnare", "B")
    assert "en annan anordnare" in brev.rubrik
    assert bemannade(t) == []


@pytest.mark.krav("K6.1")
async def test_a_refused_aktualisering_leaves_no_case_and_nothing_in_the_database(t: Tjanst) -> None:
    for_gammal = {**AKTUALISERA, "kund": {**AKTUALISERA["kund"], "fodelsedatum": "1950-01-01"}}
    with pytest.raises(Avvisning, match="66"):
        await t.starta(for_gammal)
    assert (await t.handtag.result())["status"] == "avvisad"
    with transaktion(t.motor) as c:
        tabell = ("journal", "insats", "bevakning", "utbetalning", "meddelande", "utkorg", "dokument")
        assert [c.scalar(select(func.count()).select_from(grund.metadata.tables[n])) for n in tabell] == [0] * len(
            tabell
        )
    with pytest.raises(IngenKontakt, match="finns inte"):
        await t.sag(ANORDNARE, BEMANNA)


async def test_a_case_begins_with_an_aktualisering_and_nothing_else(t: Tjanst) -> None:
    handtag = await t.klient.temporal.start_workflow(
        namn_.ARBETSFLODE, insats.Start(t.arende), id=t.arende, task_queue=namn_.KO
    )
    with pytest.raises(Avvisning, match="finns inte"):
        await t.sag(ANORDNARE, BEMANNA)
    assert (await handtag.result())["status"] == "avvisad"


NOLL = "\x00"
SKRAP: list[Any] = [
    None, 0, 1.5, True, "bemanna", [], [1, 2], {}, {"kommando": None}, {"kommando": []}, {"kommando": {}},
    {"id": "x"},
    inkommet(id=None), inkommet(id=""), inkommet(id=7), inkommet(id=["k"]), inkommet(id={"k": 1}),
    inkommet(av=None), inkommet(av=""), inkommet(av="kund"), inkommet(av="anordnare:a1"), inkommet(av=[1]),
    inkommet(av={"roll": "anordnare"}), inkommet(av="påve:a@b"),
    inkommet(kommando="bemanna"), inkommet(kommando={"kommando": "finns_inte"}), inkommet(kommando={"kommando": 7}),
    inkommet(kommando={"kommando": ["bemanna"]}), inkommet(kommando={"kommando": {"kommando": "bemanna"}}),
    inkommet(kommando={"kommando": "bemanna"}), inkommet(kommando={"kommando": "bemanna", "handlaggare": None}),
    inkommet(kommando={"kommando": "bemanna", "handlaggare": {"a": [1, {"b": None}]}}),
    inkommet(kommando={"kommando": "bemanna", "handlaggare": "H1", "extra": 1}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": 20240311}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": "9999-12-31"}),
    inkommet(kommando={"kommando": "lagg_in_uppdrag", "startdatum": "0001-01-01", "langd_manader": 10**30}),
    inkommet(inkom=7), inkommet(inkom="i går"), inkommet(inkom=[]), inkommet(inkom="0001-01-01T00:00:00+14:00"),
    inkommet(dokument=7), inkommet(dokument={}),
]  # fmt: skip
"""What no door sends."""

OTAGBART: list[dict[str, Any]] = [
    inkommet(id=f"k{NOLL}"),
    inkommet(av=f"anordnare:a{NOLL}@A"),
    inkommet(kommando=bemanna(f"H{NOLL}")),
    inkommet(dokument=f"d{NOLL}"),
]
"""What has the right form and that no database can hold."""


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
        await t.handtag.execute_update(namn_.UPPDATERING, inkommet("k1", str(av), kommando))
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
        await t.handtag.signal(namn_.SIGNAL, inkommet(f"k{n}", str(av), kommando))
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
            await asyncio.wait_for(t.handtag.execute_update(namn_.UPPDATERING, skrap), 10)
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
        await t.handtag.signal(namn_.SIGNAL, egen)
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
        await t.handtag.signal(namn_.SIGNAL, sant)
    await t.tills(lambda: t.slagen().count("kommando_avvisat") == 6)
    allt = str(t.poster()) + str(inkorg.meddelanden(t.motor, None, t.arende)) + str(t.insats())
    assert planta not in allt and nummer not in allt
    fore = sagt(await t.historik())
    for sant in sanda:
        with pytest.raises(WorkflowUpdateFailedError) as fel:
            await t.handtag.execute_update(namn_.UPPDATERING, sant | {"id": sant["id"].replace("s", "u")})
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
    start = namn_.ARBETSFLODE, Start(arende, dorr=DORRUTGAVA)
    handtag = await t.klient.temporal.start_workflow(*start, id=arende, task_queue=namn_.KO)
    data = AKTUALISERA | {"kund": {"malgrupp": "ekonomiskt_bistand", "alder": 33, "arbetsformaga": 50}}
    with pytest.raises(WorkflowUpdateFailedError):
        await handtag.execute_update(namn_.UPPDATERING, inkommet("k0", str(KV), data))
    assert (await handtag.result())["status"] == "avvisad"


async def test_two_megabytes_are_refused_without_holding_the_case(t: Tjanst) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    for stort in (inkommet("k1", kommando=bemanna("x" * 1_900_000)), inkommet("x" * 1_900_000)):
        with pytest.raises(WorkflowUpdateFailedError):
            await asyncio.wait_for(t.handtag.execute_update(namn_.UPPDATERING, stort), 10)
    assert sagt(await t.historik()) == fore
    for n in range(10):  # a signal is in the history all the same, and in nothing that is handed over
        await t.handtag.signal(namn_.SIGNAL, inkommet(f"s{n}", kommando=bemanna("x" * 120_000)))
    await t.tills(lambda: t.slagen().count("kommando_avvisat") == 10)
    await t.till("2024-04-02")
    await asyncio.wait_for(t.sag(ANORDNARE, BEMANNA), 10)
    assert len(insats_till_json(t.insats())) < 100_000


@pytest.mark.parametrize("argument", [[], [inkommet(), inkommet("k2")], [inkommet(), None, 3]])
async def test_a_wrong_number_of_arguments_does_not_stop_the_case(t: Tjanst, argument: list[Any]) -> None:
    await t.starta()
    await t.handtag.signal(namn_.SIGNAL, args=argument)
    with pytest.raises(WorkflowUpdateFailedError):
        await asyncio.wait_for(t.handtag.execute_update(namn_.UPPDATERING, args=argument), 10)
    await asyncio.wait_for(t.sag(ANORDNARE, bemanna("H9")), 10)
    assert bemannade(t)[-1] == "H9"


@pytest.mark.parametrize(
    "payload",
    [
        Payload(metadata={"encoding": b"json/plain"}, data=b"{inte json"),
        Payload(metadata={"encoding": b"json/plain"}, data=b"[" * 5_000 + b"]" * 5_000),
        Payload(metadata={"encoding": b"binary/okand"}, data=b"\xff\xfe"),
        Payload(data=b"\x00"),
    ],
)
async def test_a_payload_that_cannot_be_read_does_not_stop_the_case(t: Tjanst, payload: Payload) -> None:
    await t.starta()
    await t.handtag.signal(namn_.SIGNAL, RawValue(payload))
    with pytest.raises(WorkflowUpdateFailedError):
        await asyncio.wait_for(t.handtag.execute_update(namn_.UPPDATERING, RawValue(payload)), 10)
    await asyncio.wait_for(t.sag(ANORDNARE, BEMANNA), 10)
    assert bemannade(t) == ["H1"]


@pytest.mark.parametrize("sant", OTAGBART)
async def test_what_cannot_be_stored_is_refused_and_the_case_goes_on(t: Tjanst, sant: dict[str, Any]) -> None:
    await t.starta()
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await asyncio.wait_for(t.handtag.execute_update(namn_.UPPDATERING, sant), 10)
    assert fel.value.cause.type == "Avvisning"  # type: ignore[attr-defined]
    await t.handtag.signal(namn_.SIGNAL, {**sant, "id": sant["id"] + "s"})
    await asyncio.wait_for(t.sag(ANORDNARE, bemanna("H9")), 10)
    assert bemannade(t) == ["H9"]


async def test_one_that_cannot_be_stored_does_not_take_its_neighbours_with_it(t: Tjanst) -> None:
    await t.starta()
    sanda = [inkommet(f"k{n}", kommando=bemanna(f"H{n}" + NOLL * (n == 2))) for n in range(5)]
    svar = await asyncio.gather(
        *(t.handtag.execute_update(namn_.UPPDATERING, s) for s in sanda), return_exceptions=True
    )
    assert [isinstance(s, Exception) for s in svar] == [False, False, True, False, False]
    assert sorted(bemannade(t)) == ["H0", "H1", "H3", "H4"]


async def test_a_start_that_cannot_be_stored_is_refused(t: Tjanst) -> None:
    with pytest.raises(Avvisning):
        await asyncio.wait_for(t.starta(AKTUALISERA | {"anordnare": f"A{NOLL}"}), 10)
    assert t.poster() == []


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
    with pytest.raises(IngenKontakt, match="slut"):
        await t.starta()
    assert len(t.poster()) == rader
    assert (await t.klient.fraga(t.arende, "tillstand", KV))["insats"]["status"] == "slutford"


async def test_what_comes_together_with_the_last_word_is_answered_too(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-05")
    aterkalla = inkommet("sist", str(KV), {"kommando": "aterkalla_aktualisering"})
    svar = await asyncio.wait_for(
        asyncio.gather(
            t.handtag.execute_update(namn_.UPPDATERING, aterkalla),
            *(t.handtag.execute_update(namn_.UPPDATERING, inkommet(f"k{n}")) for n in range(5)),
            t.handtag.signal(namn_.SIGNAL, inkommet("s")),
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
        await t.handtag.signal(namn_.SIGNAL, sant)
    await t.till("2024-03-05")
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    try:
        assert (await t.handtag.result())["status"] == "slutford"
    except WorkflowFailureError as fel:  # pragma: no cover
        pytest.fail(str(fel.cause))
