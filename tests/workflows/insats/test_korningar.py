"""Runs: a case is handed over whole at each turn of month, until it completes; and what its history holds."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Engine
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from activities.insats import Insatsaktiviteter
from domain.liv.kommandon import las_kommando
from domain.skeende.form import texter
from kontrakt import namn, overlamning
from kontrakt.insats import Delfraga, Lage, Lasning, Start
from kontrakt.omvandlare import OMVANDLARE
from persistence.arende import lasning
from starter.drift.sandlada import sandlada
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from tests.huset.platser import FALL
from tests.verktyg.spel import regelverket
from tests.verktyg.uppackat import uppackat
from tests.workflows.tjanst import ANORDNARE, Tjanst, spela
from workflows.insats.flode import Insatsflode

TYPER = "workflow_execution_continued_as_new", "workflow_execution_completed"


def slutet(historik: WorkflowHistory) -> str:
    """How a run ended."""
    return str(historik.events[-1].WhichOneof("attributes")).removesuffix("_event_attributes")


def innehall(korningar: list[WorkflowHistory]) -> str:
    """Everything that the histories hold, payloads included, as text; what is pressed is told in the clear too."""
    text = "\n".join(e.SerializeToString().decode("utf-8", "replace") for h in korningar for e in h.events)
    return "\n".join([text, *uppackat(text)])


def orden(varde: Any) -> Iterator[str]:
    """The texts of a kommando, as written."""
    if isinstance(varde, str):
        yield varde
    elif isinstance(varde, Mapping | list | tuple):
        for inre in varde.values() if isinstance(varde, Mapping) else varde:
            yield from orden(inre)


@pytest.mark.krav("K3.3", "K13.7")
async def test_a_whole_life_is_told_in_months_without_a_word_of_what_staff_wrote(motor: Engine) -> None:
    fall = las_provfil(FALL / "ami2_hela_livet.yaml")
    t, korningar = await spela(fall, motor)
    assert [slutet(h) for h in korningar] == [TYPER[0]] * (len(korningar) - 1) + [TYPER[1]]
    assert len(korningar) > 12
    assert max(len(h.events) for h in korningar) < 400
    # The same story to the letter as the rules alone tell; the first line names the case, which has another id there.
    rent = ren.spela(fall, regelverket())
    assert [(p.nr, p.av, p.handelse) for p in t.poster()[1:]] == [(p.nr, p.av, p.handelse) for p in rent.poster[1:]]

    skrivet = {ord_ for steg in fall.steg for ord_ in orden(texter(steg.data, las_kommando(_kommando(steg.data))))}
    assert {"lunginflammation", "arbete"} <= skrivet and len(skrivet) > 20
    i_temporal = innehall(korningar)
    assert '"handlaggare":"H1"' in i_temporal and '"forstadagskrav":[' in i_temporal  # so it can be searched
    assert "1990-05-02" not in i_temporal
    assert not {ord_ for ord_ in skrivet if len(ord_) > 6 and ord_ in i_temporal}
    i_dokumenten = json.dumps([d.innehall for d in lasning.dokument(t.motor, None, t.arende)], ensure_ascii=False)
    assert "lunginflammation" in i_dokumenten


@pytest.mark.krav("K0.7", "K13.7")
async def test_a_state_too_large_to_be_handed_over_is_asked_of_the_journal_in_parts(
    motor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlamning, "HEL", 100)
    monkeypatch.setattr(overlamning, "DELLANGD", 500)
    fall = las_provfil(FALL / "noll_dagar.yaml")
    t, korningar = await spela(fall, motor)
    assert len(korningar) > 1
    for historik in korningar[1:]:
        borjan = historik.events[0].workflow_execution_started_event_attributes.input.payloads
        (start,) = await OMVANDLARE.decode(borjan, [Start])
        assert (start.lage, start.insats) == (None, None) and start.i_journalen
        begarda = [e.activity_task_scheduled_event_attributes.activity_type.name for e in historik.events]
        assert begarda.count(namn.AKTIVITET_LAS_LAGE_I_DELAR) >= 2
        await Replayer(workflows=[Insatsflode], workflow_runner=sandlada(OMVANDLARE), data_converter=OMVANDLARE
        ).replay_workflow(historik)  # fmt: skip
    rent = ren.spela(fall, regelverket())
    assert [(p.nr, p.av, p.handelse) for p in t.poster()[1:]] == [(p.nr, p.av, p.handelse) for p in rent.poster[1:]]
    # And so is that of one that has completed and is said something to.
    aktiviteter = Insatsaktiviteter(motor, regelverket(), None)
    assert aktiviteter.las_lage(Lasning(t.arende)) == Lage(None, len(t.poster()))
    delar, sist = "", False
    while not sist:
        svar = aktiviteter.las_lage_i_delar(Delfraga(t.arende, len(t.poster()), len(delar)))
        delar, sist = delar + svar.text, svar.sist
    assert overlamning.ur_delar(delar) == t.insats()


def _kommando(data: Mapping[str, Any]) -> dict[str, Any]:
    """As the door makes it: the birth date is an age by then."""
    kund = dict(data.get("kund", {}))
    if kund.pop("fodelsedatum", None):
        kund["alder"] = 33
    return {**data, **({"kund": kund} if kund else {})}


async def test_state_is_whole_after_each_turn_of_month(t: Tjanst) -> None:
    await t.pagaende()
    for n, nar in enumerate(("2024-04-01T00:01", "2024-05-01T00:01", "2024-06-01T00:01"), start=2):
        await t.till(nar)
        await t.sover()
        korningar = await t.korningar()
        assert len(korningar) == n
        (start,) = korningar[-1].events[0].workflow_execution_started_event_attributes.input.payloads
        insats = t.insats()
        assert OMVANDLARE.payload_converter.from_payload(start, Start).tillstand() == insats
        visat = await t.klient.fraga(t.arende, "tillstand", ANORDNARE)
        assert (visat["insats"]["nr"], visat["insats"]["status"]) == (insats.nr, insats.status)


async def test_nothing_said_at_the_very_turn_of_the_month_is_lost(t: Tjanst) -> None:
    await t.pagaende()
    await t.till("2024-03-31T23:59:59")
    sagda: list[str] = []

    async def saga(n: int) -> None:
        handlaggare = f"H1-{n}"
        data = {"kommando": "bemanna", "handlaggare": handlaggare}
        if n % 2:
            await t.sag(ANORDNARE, data, kommando_id=handlaggare)
        else:
            await t.klient.lagg_i_kon(t.arende, data, ANORDNARE, kommando_id=handlaggare)
        sagda.append(handlaggare)

    async def tala() -> None:
        for n in range(60):
            await saga(n)

    prat = asyncio.create_task(tala())
    for nar in ("2024-04-01T00:00", "2024-05-01T00:00", "2024-06-01T00:00", "2024-07-01T00:00"):
        await t.miljo.sleep(0.05)
        await t.till(nar)
    await prat
    await t.tills(lambda: len(t.insats().hanterade) == 3 + len(sagda))
    poster = [p for p in t.poster() if p.handelse.slag == "arende_bemannat"]
    assert sorted(str(p.kommando) for p in poster if p.kommando in sagda) == sorted(sagda)
    assert [p.nr for p in t.poster()] == list(range(1, len(t.poster()) + 1))
    await t.sover()
    assert len(await t.korningar()) >= 4


async def test_what_ops_read_is_swedish_and_says_what_is_late(t: Tjanst) -> None:
    await t.pagaende()
    await t.till("2024-03-09")
    metadata = await t.handtag.query("__temporal_workflow_metadata")
    detaljer = metadata["currentDetails"] if isinstance(metadata, dict) else metadata.current_details
    rader = detaljer.splitlines()
    assert rader[0] == "**AMI2** hos A · **pågår** · 2024-03-11 – 2025-03-10"
    assert "| bokning av uppstartsmöte | anordnaren | 2024-03-08 | **försenad** | §7.1, K7.1 |" in rader
    assert "| genomförandeplan | anordnaren | 2024-03-25 | öppen | §7.3, K7.3 |" in rader
    assert rader[-1] == f"Senast ändrad 2024-03-09 00:00, journalrad {t.insats().nr}."


async def test_a_signal_that_came_before_the_case_was_known_is_not_lost(t: Tjanst) -> None:
    handtag = t.klient.temporal.get_workflow_handle(t.arende)
    await asyncio.gather(t.starta(), _tills_den_gar(handtag, "k1"))
    await t.tills(lambda: "arende_bemannat" in t.slagen())


async def _tills_den_gar(handtag: Any, id: str) -> None:
    data = {"id": id, "av": str(ANORDNARE), "kommando": {"kommando": "bemanna", "handlaggare": "H1"}}
    for _ in range(500):
        try:
            await handtag.signal(namn.SIGNAL, data)
        except Exception:
            await asyncio.sleep(0.002)
        else:
            return
