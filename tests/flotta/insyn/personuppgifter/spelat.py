"""The life played through the client, and all that the service let out meanwhile."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from google.protobuf.json_format import MessageToDict
from sqlalchemy import select, text, update
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.api.workflowservice.v1 import ListWorkflowExecutionsRequest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.alla import PROCESSER
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from domain.tid.tidpunkt import datum, tolka_tid
from persistence import tabeller
from persistence.register.anordnare import personal
from persistence.register.kund import namngivna, skrivning
from persistence.tabeller import alla, grund
from starter.stod.klient.process import Processklient
from tests.flotta.flottan import ANORDNARE, KV, Flotta, hamta, tills
from tests.flotta.insyn.personuppgifter.livet import (
    ADRESS,
    ARBETSLEDARE,
    BREDVID,
    DAG,
    DATASKYDD,
    DIAGNOS,
    KAND,
    KUND,
    LIVET,
    NAMN,
    PERSONNUMMER,
    REGISTER,
    SKYDD,
    med_ord,
)
from tests.verktyg.uppackat import uppackat
from tests.workflows.tjanst import alla_korningar


def aktualisera() -> dict[str, Any]:
    kund = {"id": KUND, "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    return med_ord("aktualisera", {"insats": "AMI2", "anordnare": "A", "kund": kund, "kartlagd": DAG})


@dataclass
class Brevlada:
    """An SMTP server's memory."""

    brev: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.brev.append(f"{envelope.rcpt_tos} {envelope.content.decode(errors='replace')}")
        return "250 OK"


@dataclass
class Spelat:
    """What is left when the life has been played: where it was, and what the service has let out."""

    flotta: Flotta
    arenden: tuple[str, str]
    tagna: set[str]
    avvisningar: list[str]
    utslappt: dict[str, str] = field(default_factory=dict)


def registrera(f: Flotta) -> None:
    """The kund, protected from the first day, and those who may open the case besides the karriärvägledare."""
    skrivet = {"id": KUND, "personnummer": PERSONNUMMER, "namn": NAMN, "adress": ADRESS, "skydd": SKYDD}
    idag = datum(datetime.now(UTC))
    skrivning.lagg_till(f.motor, ARBETSLEDARE, las_falt(kundfalt(idag), skrivet), idag)
    for vem in (KV, ANORDNARE, ARBETSLEDARE):
        namngivna.namnge(f.motor, DATASKYDD, KUND, vem)


async def spela(f: Flotta, lada: Brevlada) -> Spelat:
    registrera(f)
    nu = datetime.now(UTC)
    arende = await starta(f, f"{DAG}T10:00", nu)
    tagna, avvisningar = {"aktualisera"}, []
    for av, verb, fakta in LIVET:
        try:
            await f.klient.kommando(arende, med_ord(verb, fakta), av)
            tagna.add(verb)
        except Avvisning as avvisning:
            avvisningar.append(f"{verb}: {avvisning.regel} {avvisning.falt} {avvisning}")
    await f.klient.lagg_i_kon(arende, med_ord("anmal_avvikelse", {"datum": DAG}), ANORDNARE)
    await f.klient.lagg_i_kon(arende, med_ord("registrera_brist", {"sort": "brister_i_uppdrag"}), ANORDNARE)
    uppgifter = {"namn": NAMN, "epost": "planta.ryktesson@a.example", "uppdrag": DIAGNOS}
    personal.satt_uppgifter(f.motor, "A", KAND, uppgifter)
    personal.satt_uppgifter(f.motor, "A", "h-forr", {"namn": "x"})
    with f.motor.begin() as c:  # one whose time is out, so that there is a list to sign
        c.execute(
            update(tabeller.personal.personal)
            .where(tabeller.personal.personal.c.person == "h-forr")
            .values(till=date(2015, 1, 1))
        )
    for slag, process, av, verb, fakta in BREDVID:
        await sag_bredvid(f, slag, process, av, verb, fakta)
    # another case, which passes the turn of a month: its state goes to a new run
    andra = await starta(f, "2024-03-31T23:59:52", datetime.now(UTC))
    await f.bemanna(andra, KAND)
    handtag = f.klient.temporal.get_workflow_handle(andra)
    forsta_korning = (await handtag.describe()).run_id
    async with asyncio.timeout(60):
        while (await handtag.describe()).run_id == forsta_korning:  # noqa: ASYNC110 – the server tells nobody
            await asyncio.sleep(0.1)
    await f.klient.kommando(andra, med_ord("lagg_in_uppdrag", {"startdatum": "2024-04-02", "omfattning": 50}), KV)
    await tills(lambda: any("anordnare-a@" in b for b in lada.brev) and any("kv1@" in b for b in lada.brev))
    return Spelat(f, (arende, andra), tagna, avvisningar)


async def sag_bredvid(f: Flotta, slag: str, process: str, av: Aktor, verb: str, fakta: dict[str, Any]) -> None:
    processrutin = PROCESSER[slag]
    data = med_ord(verb, fakta, processrutin.verb)
    dorr = Processklient(f.klient.temporal, f.motor)
    async with asyncio.timeout(30):
        while True:
            try:
                await dorr.sag(processrutin, process, data, av)
                return
            except Avvisning as avvisning:
                if not any(vanta in str(avvisning) for vanta in ("håller på att stängas", "görs i ordning", "räknas")):
                    raise
            await asyncio.sleep(0.1)


async def starta(f: Flotta, nar: str, nu: datetime) -> str:
    kvitto = await f.klient.starta(aktualisera(), KV, tid=tolka_tid(nar), tidsskillnad=tolka_tid(nar) - nu)
    return kvitto.arende


async def utslappt(s: Spelat, lada: Brevlada, mapp: Path) -> dict[str, str]:
    """Everything that has left the database, as text, by where it was found."""
    klient = s.flotta.klient.temporal
    funnet: dict[str, str] = {}
    for nr, arende in enumerate(s.arenden, start=1):
        handtag = klient.get_workflow_handle(arende)
        for korning, historik in enumerate(await alla_korningar(handtag), start=1):
            handelser = [MessageToDict(e) for e in historik.events]
            funnet[f"historik {nr}.{korning}"] = "\n".join(avkodat(handelser))
        beskrivning = await handtag.describe()
        funnet[f"beskrivning {nr}"] = "\n".join(avkodat(MessageToDict(beskrivning.raw_description)))
        funnet[f"memo {nr}"] = json.dumps(await beskrivning.memo(), ensure_ascii=False)
        funnet[f"detaljer {nr}"] = "\n".join(avkodat(MessageToDict(await metadata(handtag))))
        for som in (KV, ARBETSLEDARE):
            for fraga in ("tillstand", "bevakningar", "mojliga"):
                svar = await s.flotta.klient.fraga(arende, fraga, som)
                funnet[f"svar {nr} {fraga} {som}"] = json.dumps(svar, ensure_ascii=False, default=str)
    nr = 0
    slagen = ", ".join(f"'{slag}'" for slag in PROCESSER)
    async for beskrivet in klient.list_workflows(f"WorkflowType IN ({slagen})"):
        nr += 1
        handtag = klient.get_workflow_handle(beskrivet.id, run_id=beskrivet.run_id)
        handelser = [MessageToDict(e) for e in (await handtag.fetch_history()).events]
        funnet[f"process {nr} {beskrivet.id}"] = "\n".join(avkodat(handelser))
        funnet[f"processdetaljer {nr}"] = "\n".join(avkodat(MessageToDict(await metadata(handtag))))
    lista = await klient.workflow_service.list_workflow_executions(ListWorkflowExecutionsRequest(namespace="default"))
    funnet["listan"] = "\n".join(avkodat(MessageToDict(lista)))
    funnet |= loggar(mapp)
    status, matt = hamta(s.flotta.arbetare[0].health_url.replace("/halsa", "/metrics"))
    assert status == 200
    funnet["metrics"] = matt
    funnet["brev"] = "\n".join(lada.brev)
    funnet["avvisningar"] = "\n".join(s.avvisningar)
    return funnet | tabellerna(s.flotta, {t.name for t in alla.metadata.sorted_tables} - REGISTER)


def tabellerna(f: Flotta, namnen: Iterable[str]) -> dict[str, str]:
    """Every row of the tables, as text."""
    ut = {}
    with f.motor.connect() as c:
        for namn in namnen:
            ut[f"tabellen {namn}"] = "\n".join(str(tuple(r)) for r in c.execute(select(alla.metadata.tables[namn])))
    return ut


def texterna(f: Flotta, arende: str) -> list[Any]:
    """The documents of a case."""
    with f.motor.connect() as c:
        return list(c.execute(select(grund.dokument.c.innehall).where(grund.dokument.c.arende == arende)).scalars())


async def avsluta_for_lange_sedan(s: Spelat) -> None:
    """As if both cases had been completed and paid in 2015, and the kund had a login of its own."""
    for arende in s.arenden:
        await s.flotta.klient.temporal.get_workflow_handle(arende).terminate()
    with s.flotta.motor.begin() as c:
        for sats in (
            "UPDATE insats SET status = 'slutford', senast = '2015-01-01'",
            "UPDATE kund SET andrad = '2015-01-01'",
            "UPDATE utbetalning SET status = 'utebliven'",
            "DELETE FROM sagt_i_kon",
            "INSERT INTO konto (utfardare, konto, aktor, kopplad_av)"
            f" VALUES ('idp', 'mina@sidor.example', 'kund:{KUND}', 'systemspecialist:ss1')",
        ):
            c.execute(text(sats))


def loggar(mapp: Path) -> dict[str, str]:
    """What the worker and the Temporal server have written."""
    return {fil.name: fil.read_text(encoding="utf-8", errors="replace") for fil in sorted(mapp.glob("*.log"))}


async def metadata(handtag: Any) -> Any:
    """What a person sees of a case in the Temporal UI: its current details and the doors it has."""
    return await handtag.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)


def avkodat(varde: Any) -> Iterator[str]:
    """Every text in a message of Temporal's, payloads opened: base64 anywhere is read as what it says."""
    if isinstance(varde, dict):
        for nyckel, inre in varde.items():
            yield nyckel
            yield from avkodat(inre)
    elif isinstance(varde, list):
        for inre in varde:
            yield from avkodat(inre)
    elif isinstance(varde, str):
        yield varde
        yield from uppackat(varde)
        try:
            text = base64.b64decode(varde, validate=True).decode("utf-8")
        except ValueError:
            return
        yield text
        yield from uppackat(text)
        # what is escaped in JSON is searched as it is read
        try:
            yield json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            return
    else:
        yield str(varde)
