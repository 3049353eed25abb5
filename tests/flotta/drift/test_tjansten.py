"""The service as staff and ops meet it, on the real server: receipts, lists, metrics, mail, and the turn of month."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import bevakningsrader
from domain.liv.lagring import post_till_json
from domain.liv.rutin import tillampa
from domain.register.auktorisation import Auktorisation
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import passerad, skriv_utc, tolka_tid
from kontrakt import namn
from kontrakt.insats import Batch, Start
from persistence.journal import skrivning
from persistence.meddelanden import adresser, inkorg
from starter.stod.klient.insats import nytt_arende
from starter.stod.stack.processes import free_port
from tests.flotta.flottan import ANORDNARE, KV, Flotta, hamta, tills
from tests.verktyg.spel import FORARBETE, mall, regelverket
from tests.workflows.tjanst import UPPDRAG, alla_korningar

_RUNT = timedelta(seconds=1)


def insats(f: Flotta, arende: str) -> Insats:
    i: Insats | None = None
    for post in f.poster(arende):
        i = tillampa(i, post)
    assert i is not None
    return i


async def test_a_refused_update_leaves_no_trace_in_the_history(delad: Flotta) -> None:
    arende = await delad.nytt_arende()
    fore = [e.event_id for e in await delad.historik(arende)]
    for n in range(10):
        with pytest.raises(Avvisning, match="en annan anordnare"):
            await delad.bemanna(arende, f"H{n}", Aktor(Roll.ANORDNARE, "b1", "B"))
    assert [e.event_id for e in await delad.historik(arende)] == fore


async def test_a_journaled_command_costs_as_much_history_as_reckoned(delad: Flotta) -> None:
    arende = await delad.nytt_arende()
    await delad.bemanna(arende, "H0")
    fore = len(await delad.historik(arende))
    for n in range(1, 11):
        await delad.bemanna(arende, f"H{n}")
    assert len(await delad.historik(arende)) - fore == 6 * 10  # update 5, local activity 1


def skriv_utan_arbetsflodet(f: Flotta, arende: str, handlaggare: str) -> None:
    """What a worker leaves behind that is killed between its commit and its answer."""
    kommando = las_kommando({"kommando": "bemanna", "handlaggare": handlaggare})
    i, nu = insats(f, arende), datetime.now(UTC)
    steg = forlopp.utfor(i, Inkommet(f"{arende}-{handlaggare}", ANORDNARE, kommando), nu)
    steg += forlopp.lat_ga(steg.insats, nu)
    batch = Batch(arende, i.nr, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden)
    assert skrivning.skriv(f.motor, batch).okanda == ()


async def test_lines_that_the_history_lacks_are_taken_in_without_gap_or_double(delad: Flotta) -> None:
    arende = await delad.nytt_arende()
    skriv_utan_arbetsflodet(delad, arende, "H1")
    rader = len(delad.poster(arende))
    assert (await delad.bemanna(arende, "H2")).fran_nr == rader + 1
    skriv_utan_arbetsflodet(delad, arende, "H3")
    skriv_utan_arbetsflodet(delad, arende, "H4")
    igen = await delad.bemanna(arende, "H3")  # said again by someone who got no answer
    poster = delad.poster(arende)
    assert delad.bemannade(arende) == ["H1", "H2", "H3", "H4"]
    assert [p.nr for p in poster] == list(range(1, len(poster) + 1))
    assert next(p.nr for p in poster if p.kommando == f"{arende}-H3") == igen.fran_nr
    assert (await delad.klient.fraga(arende, "tillstand", KV))["insats"]["nr"] == len(poster)


async def fortsatt_fran(f: Flotta, anordnare: str, nar: str, *sagt: tuple[Aktor, dict[str, Any]]) -> str:
    """A case aktualiserad 2024-03-01, with what was ``sagt`` that day, whose clock is now at ``nar``: as an earlier
    run would have handed it over."""
    nu, dag1 = tolka_tid(nar), tolka_tid("2024-03-01T09:00")
    arende = nytt_arende()
    kund = {"malgrupp": "ekonomiskt_bistand", "alder": 33, "arbetsformaga": 50}
    data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": anordnare, "kund": kund, **FORARBETE}
    steg = forlopp.paborja(
        arende, Inkommet("k0", KV, las_kommando(data)), regelverket(), Auktorisation(dag1.date()), dag1
    )
    for nr, (av, data) in enumerate(sagt, start=1):
        steg += forlopp.lat_ga(steg.insats, dag1)
        steg += forlopp.utfor(steg.insats, Inkommet(f"k{nr}", av, las_kommando(data)), dag1)
    steg += forlopp.lat_ga(steg.insats, nu)
    skrivning.skriv(f.motor, Batch(arende, 0, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden))
    start = Start(arende, steg.insats, tidsskillnad=nu - datetime.now(UTC))
    await f.klient.temporal.start_workflow(namn.ARBETSFLODE, start, id=arende, task_queue=namn.KO)
    return arende


async def test_ops_find_the_late_cases_of_an_anordnare(delad: Flotta) -> None:
    sena = {await fortsatt_fran(delad, "B", "2024-03-07T09:00") for _ in range(2)}
    i_tid = await delad.nytt_arende("B")
    annans = await fortsatt_fran(delad, "A", "2024-03-07T09:00")
    sokningar = {
        "InsatsAnordnare = 'B' AND InsatsForsenad = true": sena,
        "InsatsAnordnare = 'B' AND InsatsForsenade = 'bemanning'": sena,
        "InsatsAnordnare = 'B' AND InsatsForsenade = 'genomforandeplan'": set(),
        "InsatsAnordnare = 'B' AND InsatsForsenad = false": {i_tid},
        "InsatsAnordnare = 'B' AND InsatsNastaFrist > '2025-01-01T00:00:00Z'": {i_tid},
        "InsatsSlag = 'AMI2' AND InsatsStatus = 'aktualiserad' AND InsatsAnordnare = 'B'": sena | {i_tid},
        "InsatsAnordnare = 'A' AND InsatsForsenad = true": {annans},
    }
    for sokning, vantade in sokningar.items():
        assert await lista(delad, sokning, len(vantade)) == vantade, sokning


async def test_the_next_frist_follows_the_case(delad: Flotta) -> None:
    sagt = (ANORDNARE, {"kommando": "bemanna", "handlaggare": "H1"}), (KV, UPPDRAG)
    arende = await fortsatt_fran(delad, "A", "2024-03-05T09:00", *sagt)
    frister = []
    for data in (
        {"kommando": "boka_uppstartsmote", "datum": "2024-03-11"},
        {"kommando": "lamna_genomforandeplan", "mal": "arbete", "delmal": ["praktik"], "aktiviteter": ["cv"],
         "rubriker": mall("mall.genomforandeplan.AMI2")},
    ):  # fmt: skip
        oppna = [b.frist for b in bevakningsrader(insats(delad, arende)) if b.utfall == "oppen"]
        frister.append(min(oppna))
        nar = passerad(frister[-1])
        inom = f"BETWEEN '{skriv_utc(nar - _RUNT)}' AND '{skriv_utc(nar + _RUNT)}'"
        assert await lista(delad, f"WorkflowId = '{arende}' AND InsatsNastaFrist {inom}", 1) == {arende}
        await delad.klient.kommando(arende, data, ANORDNARE)
    assert frister[0] < frister[1]


async def lista(f: Flotta, sokning: str, antal: int) -> set[str]:
    """What the list shows, when it has had the time to show that many."""
    funna: set[str] = set()
    for _ in range(100):
        funna = {w.id async for w in f.klient.temporal.list_workflows(f"{sokning} AND ExecutionStatus = 'Running'")}
        if len(funna) == antal:
            break
        await asyncio.sleep(0.05)
    return funna


async def test_nothing_said_at_the_turn_of_the_month_is_lost_on_the_real_server(delad: Flotta) -> None:
    arende = await fortsatt_fran(delad, "A", "2024-03-31T23:59:58")
    sagda: list[str] = []
    borjan = time.monotonic()

    async def tala(vem: int) -> None:
        while time.monotonic() - borjan < 3.5:
            h = f"H{vem}-{len(sagda)}"
            sagda.append(h)
            if vem % 2:
                await delad.bemanna(arende, h)
            else:
                await delad.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": h}, ANORDNARE)

    await asyncio.gather(*(tala(vem) for vem in range(4)))
    await tills(lambda: len(delad.bemannade(arende)) >= len(sagda))
    assert sorted(delad.bemannade(arende)) == sorted(sagda)
    poster = delad.poster(arende)
    assert [p.nr for p in poster] == list(range(1, len(poster) + 1))
    assert len(await alla_korningar(delad.klient.temporal.get_workflow_handle(arende))) == 2


async def test_metrics_tell_of_the_sdk_and_of_the_process(delad: Flotta) -> None:
    await delad.nytt_arende()
    status, text = await asyncio.to_thread(hamta, delad.arbetare[0].health_url.replace("/halsa", "/metrics"))
    assert status == 200
    assert "temporal_workflow_task_execution_latency" in text
    assert "process_resident_memory_bytes" in text


@dataclass
class Brevlada:
    brev: list[EmailMessage] = field(default_factory=list)
    till: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.brev.append(message_from_bytes(envelope.content, policy=policy.default))
        self.till += envelope.rcpt_tos
        return "250 OK"


@pytest.mark.krav("K3.3")
async def test_a_command_reaches_those_it_concerns_by_mail_that_tells_nothing_of_the_case(f: Flotta) -> None:
    lada, port = Brevlada(), free_port()
    adresser.satt_adress(f.motor, Roll.ANORDNARE, "post@a.example", "A")
    adresser.satt_adress(f.motor, Roll.KARRIARVAGLEDARE, "kv1@kommun.example", "kv1")
    f.starta_arbetare(
        SMTP_URL=f"smtp://127.0.0.1:{port}", AVSANDARE="insatsflode@kommun.example", LANK_BAS="https://x.example"
    )
    arende = await f.nytt_arende()  # nobody takes mail yet
    await f.bemanna(arende, "handlaggare-H1")
    server = Controller(lada, hostname="127.0.0.1", port=port)
    server.start()
    try:
        vantade = len(inkorg.meddelanden(f.motor, None, arende))
        await tills(lambda: len(lada.brev) >= vantade)
        await asyncio.sleep(0.3)
    finally:
        server.stop()
    assert len({b["Message-ID"] for b in lada.brev}) == len(lada.brev) == vantade > 1
    assert set(lada.till) == {"post@a.example", "kv1@kommun.example"}
    for brev in lada.brev:
        assert brev["Subject"] == "Du har ett nytt ärendemeddelande"
        text = brev.as_string() + brev.get_content()
        assert not any(ord_ in text for ord_ in (arende, "AMI2", "handlaggare-H1", "Handläggare", "bemann", "K6."))
