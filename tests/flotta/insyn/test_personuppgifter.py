"""No free text and no personal data leaves the document store: not by Temporal, the logs, the mail or the metrics.

A life is played through the client with a name, a personnummer and a diagnosis planted in every field of free text that
any kommando has, and in the register, where the kund has a protected identity. Then everything that the service has let
out is searched.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from google.protobuf.json_format import MessageToDict
from sqlalchemy import select, update
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.api.workflowservice.v1 import ListWorkflowExecutionsRequest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.processer.alla import PROCESSER
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from domain.skeende.form import textfalt
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import tolka_tid
from persistence.insyn import oppningar
from persistence.meddelanden import adresser
from persistence.register.anordnare import personal
from persistence.register.kund import namngivna, skrivning
from persistence.tabeller import alla, grund
from persistence.tabeller.personal import personal as personaltabell
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.klient.process import Processklient
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.flotta.flottan import ANORDNARE, KV, Flotta, flotta, hamta, tills
from tests.verktyg.spel import regelverket
from tests.verktyg.uppackat import uppackat
from tests.workflows.tjanst import alla_korningar

pytestmark = pytest.mark.krav("K3.2", "K3.3")

DAG = "2024-03-28"
ARBETSLEDARE, DATASKYDD = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
KUND = "k-4711"
REGISTER = {"dokument", "kund", "kundhistorik", "personal"}
"""The tables that hold what is personal."""
NAMN, PERSONNUMMER, FODD, DIAGNOS = "Planta Ryktesson", "19900502-2398", "1990-05-02", "narkolepsi"
ADRESS, SKYDD = "Gömda stigen 7", "sekretessmarkering"
PLANTERAT = ("planta", "ryktesson", "900502-2398", "9005022398", FODD, DIAGNOS, "gömda stigen", SKYDD)
"""What is searched for, in lower case."""
KAND = "handlaggare-som-far-synas"
"""What does travel: the search must find it where it looks."""

RUBRIKER = {
    verb: regelverket().lista(nyckel, tolka_tid(DAG).date())
    for verb, nyckel in (
        ("lamna_genomforandeplan", "mall.genomforandeplan.AMI2"),
        ("klarmarkera_manadsrapport", "mall.manadsrapport.AMI"),
        ("lamna_slutrapport", "mall.slutrapport.AMI"),
    )
}

LIVET: list[tuple[Aktor, str, dict[str, Any]]] = [
    (ANORDNARE, "bemanna", {"handlaggare": KAND}),
    (KV, "lagg_in_uppdrag", {"startdatum": DAG, "langd_manader": 3, "omfattning": 50}),
    (KV, "justera_uppdrag", {"omfattning": 75}),
    (ANORDNARE, "boka_uppstartsmote", {"datum": DAG}),
    (ANORDNARE, "registrera_kartlaggning", {"datum": DAG}),
    (ANORDNARE, "registrera_kundkontakt", {"datum": DAG, "form": "digitalt", "sekretess_bekraftad": True}),
    (ANORDNARE, "registrera_kundkontakt", {"datum": DAG, "form": "digitalt"}),
    (ANORDNARE, "lamna_genomforandeplan", {}),
    (KV, "granska_plan", {"beslut": "aterremiss"}),
    (ANORDNARE, "lamna_genomforandeplan", {}),
    (KV, "granska_plan", {"beslut": "godkand"}),
    (KV, "ratta_beslutsgrund", {"arbetsformaga": 60}),
    (KV, "registrera_uppfoljningsmote", {"datum": DAG, "planen": "galler"}),
    (KV, "kalla_till_uppfoljningsmote", {"datum": "2024-04-15"}),
    (KV, "flytta_uppfoljningsmote", {"fran": "2024-04-15", "till": "2024-04-16"}),
    (KV, "stall_in_uppfoljningsmote", {"datum": "2024-04-16"}),
    (ANORDNARE, "framfor_onskemal", {"sort": "trepartssamtal", "sagt_den": DAG}),
    (KV, "besvara_onskemal", {"sort": "trepartssamtal", "svar": "samtal", "samtal_datum": "2024-04-08"}),
    (ANORDNARE, "registrera_avslutsanledning", {"sort": "inskriven_hos_af", "datum": DAG}),
    (KV, "foresla_avslut", {"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": DAG, "samtal_datum": DAG}),
    (ARBETSLEDARE, "attestera_avslut", {"beslut": "avsla"}),
    (KV, "begar_planrevidering", {}),
    (ANORDNARE, "registrera_trepartsmote", {"datum": DAG, "kallat_av": "kund"}),
    (ANORDNARE, "anmal_till_karriarvagledare", {"anledning": "oklart_uppdrag"}),
    (KV, "besvara_anmalan", {}),
    (KV, "skriv_meddelande", {"till": ["anordnare"]}),
    (ANORDNARE, "svara_i_trad", {"trad": 1}),
    (KV, "anteckna_internt", {}),
    (KV, "aterkalla_aktualisering", {"felregistrerad": True}),
    (ANORDNARE, "anmal_behov_av_annan_insats", {}),
    (KV, "besvara_anmalan", {"beslut": "fortsatt"}),
    (ANORDNARE, "anmal_avvikelse", {"datum": DAG}),
    (KV, "registrera_helhetsbedomning", {"manad": "2024-03"}),
    (KV, "bekrafta_helhetsbedomning", {"manad": "2024-03"}),
    (KV, "andra_kundlage", {"fran": DAG, "ekonomiskt_bistand": False}),
    (KV, "medge_ledighet", {"fran": DAG, "till": DAG}),
    (KV, "andra_kundlage", {"fran": DAG, "ekonomiskt_bistand": True}),
    (ANORDNARE, "anmal_franvaro", {"slag": "sjuk", "fran": DAG, "till": DAG}),
    (KV, "krav_forstadagsintyg", {}),
    (ANORDNARE, "registrera_uteblivande", {"datum": DAG}),
    (ANORDNARE, "meddela_ogiltig_franvaro", {"franvarodagar": [DAG], "kontaktforsok": [DAG]}),
    (ANORDNARE, "ratta", {"vad": "anmal_franvaro", "stryk": True}),
    (ARBETSLEDARE, "besluta_forlangning", {}),
    (ANORDNARE, "foresla", {"sort": "avslut", "avslutsdatum": DAG}),
    (KV, "besvara_forslag", {"sort": "avslut"}),
    (KV, "registrera_brist", {"sort": "brister_i_uppdrag"}),
    (KV, "besluta_avslut", {"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": DAG, "samtal_datum": DAG}),
    (KV, "aterkalla_avslut", {}),
    (KV, "besluta_fortsattning", {}),
    (
        KV,
        "besluta_avslut",
        {"orsak": "oforutsedd_handelse", "avslutsdatum": DAG, "samtal_datum": DAG, "dolj_orsak": True},
    ),
    (ANORDNARE, "klarmarkera_manadsrapport", {"manad": "2024-03", "uppfoljning_datum": DAG, "delmal": ["pagar"] * 2}),
    (KV, "granska_manadsrapport", {"manad": "2024-03", "beslut": "aterremiss"}),
    (ANORDNARE, "lamna_slutrapport", {"mal_uppnatt": False, "sjalvforsorjande": False}),
    (KV, "granska_slutrapport", {"beslut": "aterremiss"}),
    (KV, "oppna_slutrapport", {}),
    (KV, "bevilja_avbrottsersattning", {}),
    (KV, "avskriv", {"slag": "manadsrapport", "avser": "2024-03"}),
    (ARBETSLEDARE, "besluta_avskrivning", {"slag": "manadsrapport", "avser": "2024-03"}),
]
"""A life in one forenoon: every kommando that has free text is said at least once."""

AVVISAS = {
    "aterkalla_aktualisering",
    "bekrafta_helhetsbedomning",
    "besluta_forlangning",
    "besluta_fortsattning",
    "oppna_slutrapport",
    "bevilja_avbrottsersattning",
    "avskriv",
    "besluta_avskrivning",
}
"""What cannot be done on the first day, or not by the same person. The words of such are not kept."""


E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
SKICKAT, ATER = {"villkor": "2025", "galler_fran": "2025-01-01"}, "aterkalla_uppgift"
UTGAVA = {"utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31"}
GRANSKNING, IAKTTAGEN = "kvalitetsuppfoljning", {"villkor": "4.2", "bedomning": "inte_uppfyllt"}
ANMALD = {"upptackt": "2024-03-28T08:30", "anordnare": "A", "karriarvagledare": "kv1"}

BREDVID: list[tuple[str, str, Aktor, str, dict[str, Any]]] = [
    ("personuppgiftsincident", "incident-1", ANORDNARE, "anmal_incident", ANMALD),
    ("personuppgiftsincident", "incident-1", ANORDNARE, "registrera_incidentkontakt", {"tid": "2024-03-28T09:00"}),
    ("personuppgiftsincident", "incident-1", ANORDNARE, "aterkalla_incidentkontakt", {}),
    ("personuppgiftsincident", "incident-1", KV, "ratta_incident", {"befarad": True}),
    ("personuppgiftsincident", "incident-1", DATASKYDD, "bedom_incident", {"bedomning": "anmals"}),
    ("anordnarakt", "anordnare-A", ANORDNARE, "anmal_forandring", {"sort": "lokaler"}),
    ("anordnarakt", "anordnare-A", ANORDNARE, ATER, {"vad": "forandring", "avser": "1"}),
    ("anordnarakt", "anordnare-A", ARBETSLEDARE, "skicka_villkor", SKICKAT),
    ("anordnarakt", "anordnare-A", ANORDNARE, "personal_slutar", {"person": KAND, "till": "2027-01-01"}),
    ("villkorsutskick", "utskick-1", ARBETSLEDARE, "aterkalla_villkor_hos_alla", {"villkor": "2025"}),
    ("betalningsmanad", "betalningsmanad-2024-02", E1, "oppna_betalningsmanad", {"manad": "2024-02"}),
    ("betalningsmanad", "betalningsmanad-2024-02", E1, "forbered_betalning", {}),
    ("betalningsmanad", "betalningsmanad-2024-02", E2, "aterlamna_betalning", {}),
    ("massbyte", "massbyte-1", ARBETSLEDARE, "byt_alla_karriarvagledare", {"fran": "kv8", "till": "kv9"}),
    ("regelutgava", "utgava-1", E1, "foresla_checkbelopp", UTGAVA | {"ami": "4000", "isa": "6500", "fai": "8400"}),
    ("regelutgava", "utgava-1", E1, "dra_tillbaka_varden", {}),
    ("regelutgava", "utgava-2", E1, "foresla_varden", UTGAVA | {"varden": ["checkbelopp.AMI=4000"]}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "oppna_uppfoljning", {"anordnare": "A", "ar": 2024}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "registrera_iakttagelse", IAKTTAGEN),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "registrera_iakttagelse", IAKTTAGEN | {"villkor": "4.3"}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "stryk_i_uppfoljning", {"vad": "iakttagelse", "nummer": 2}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "besluta_atgard", {"iakttagelse": 1, "frist": "2031-01-07"}),
    (GRANSKNING, "uppfoljning-1", ANORDNARE, "svara_atgard", {"atgard": 1}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "granska_atgard", {"atgard": 1, "beslut": "godkand"}),
    (GRANSKNING, "uppfoljning-1", ARBETSLEDARE, "signera_uppfoljning", {}),
    ("gallring", "gallring-1", DATASKYDD, "foresla_gallring", {"dag": "2024-03-28"}),
    ("gallring", "gallring-1", DATASKYDD, "aterlamna_gallring", {}),
]
"""What stands beside the cases: every kommando there that has free text is said at least once."""


def planterad(verb: str, falt: str) -> str:
    return f"{NAMN}, {PERSONNUMMER}, har {DIAGNOS} ({verb}.{falt})"


def med_ord(
    verb: str, fakta: dict[str, Any], kommandon: Mapping[str, type[Kommando]] = rutin.KOMMANDON
) -> dict[str, Any]:
    """A kommando with words in each of its fields of free text."""
    ord_: dict[str, Any] = {}
    for falt in textfalt(kommandon[verb]):
        text = planterad(verb, falt)
        if falt == "rubriker":
            ord_[falt] = {rubrik: f"{text} {rubrik}" for rubrik in RUBRIKER[verb]}
        else:
            ord_[falt] = [text, text] if falt in ("delmal", "aktiviteter") else text
    return {"kommando": verb, **fakta, **ord_}


def aktualisera() -> dict[str, Any]:
    kund = {"id": KUND, "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    return med_ord("aktualisera", {"insats": "AMI2", "anordnare": "A", "kund": kund})


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
    idag = datetime.now(UTC).date()
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
        c.execute(update(personaltabell).where(personaltabell.c.person == "h-forr").values(till=date(2015, 1, 1)))
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
    for tabell in (t for t in alla.metadata.sorted_tables if t.name not in REGISTER):
        with s.flotta.motor.connect() as c:
            funnet[f"tabellen {tabell.name}"] = "\n".join(str(tuple(r)) for r in c.execute(select(tabell)))
    return funnet


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


@pytest_asyncio.fixture(scope="module")
async def spelat(
    postgres: EmbeddedPostgres, template_database: str | None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Spelat]:
    """The life, played once."""
    lada = Brevlada()
    server = Controller(lada, hostname="127.0.0.1", port=free_port())
    mapp = tmp_path_factory.mktemp("personuppgifter")
    url = postgres.create_database("personuppgifter", template=template_database)
    server.start()
    try:
        async with flotta(url, mapp) as f:
            adresser.satt_adress(f.motor, Roll.ANORDNARE, "anordnare-a@a.example", "A")
            adresser.satt_adress(f.motor, Roll.KARRIARVAGLEDARE, "kv1@kommun.example", "kv1")
            await f.ny_arbetare(
                SMTP_URL=f"smtp://127.0.0.1:{server.port}",
                AVSANDARE="insatsflode@kommun.example",
                LANK_BAS="https://insatsflode.example",
                LOGGNIVA="DEBUG",
            )
            s = await spela(f, lada)
            s.utslappt = await utslappt(s, lada, mapp)
            yield s
    finally:
        server.stop()
    postgres.drop_database("personuppgifter")


def test_every_kommando_with_free_text_has_been_said(spelat: Spelat) -> None:
    har_text = {verb for verb, typ in rutin.KOMMANDON.items() if textfalt(typ)}
    assert har_text - {"aktualisera"} - {verb for _, verb, _ in LIVET} == set()
    assert har_text - spelat.tagna == AVVISAS, "\n".join(spelat.avvisningar)


def test_every_kommando_with_free_text_beside_the_cases_has_been_said(spelat: Spelat) -> None:
    har_text = {(slag, verb) for slag, r in PROCESSER.items() for verb, typ in r.verb.items() if textfalt(typ)}
    assert har_text - {(slag, verb) for slag, _, _, verb, _ in BREDVID} == set()
    processer = {process for _, process, _, _, _ in BREDVID}
    assert {plats.split()[-1] for plats in spelat.utslappt if plats.startswith("process ")} == processer


@pytest.mark.parametrize(
    ("slag", "verb", "fakta"),
    [
        ("anordnarakt", "personal_borjar", {"person": PERSONNUMMER, "fran": DAG}),
        ("anordnarakt", "personal_borjar", {"person": f"{NAMN}\n", "fran": DAG}),
        ("anordnarakt", "skicka_villkor", SKICKAT | {"villkor": "900502-2398"}),
        ("personuppgiftsincident", "anmal_incident", ANMALD | {"arende": PERSONNUMMER}),
        ("personuppgiftsincident", "anmal_incident", ANMALD | {"upptackt": DIAGNOS}),
        ("massbyte", "byt_alla_karriarvagledare", {"fran": PERSONNUMMER, "till": "kv9"}),
    ],
)
async def test_what_is_refused_beside_the_cases_repeats_nothing(
    spelat: Spelat, slag: str, verb: str, fakta: dict[str, Any]
) -> None:
    with pytest.raises(Avvisning) as avvisning:
        await sag_bredvid(spelat.flotta, slag, "anordnare-B", ANORDNARE, verb, fakta)
    assert not any(ord_ in str(avvisning.value).lower() for ord_ in PLANTERAT)


def test_nothing_that_was_planted_is_found_outside_the_document_store(spelat: Spelat) -> None:
    funnet = [(plats, ord_) for plats, text in spelat.utslappt.items() for ord_ in PLANTERAT if ord_ in text.lower()]
    assert funnet == []


def test_every_kommando_and_question_is_in_the_log_of_openings(spelat: Spelat) -> None:
    loggat = oppningar.las(spelat.flotta.motor, DATASKYDD, spelat.arenden[0])
    assert {r.utfall for r in loggat} == {"oppnad"}
    assert {r.vad for r in loggat} >= {f"kommandot {verb}" for _, verb, _ in LIVET} | {
        "aktualisering",
        "frågan tillstand",
    }


async def test_a_stranger_is_told_that_there_is_no_such_case(spelat: Spelat) -> None:
    async def fraga(arende: str) -> str:
        with pytest.raises(IngenKontakt) as fel:
            await spelat.flotta.klient.fraga(arende, "tillstand", Aktor(Roll.KARRIARVAGLEDARE, "kv9"))
        return str(fel.value).replace(arende, "")

    assert await fraga(spelat.arenden[0]) == await fraga("in-finnsinte")


def test_the_search_looks_where_it_says_it_does(spelat: Spelat) -> None:
    platser = set(spelat.utslappt)
    assert {"historik 1.1", "historik 2.1", "historik 2.2", "metrics", "brev", "arbetare-1.log"} <= platser
    for plats in ("historik 1.1", "historik 2.1", "historik 2.2", "tabellen journal"):
        assert KAND in spelat.utslappt[plats], plats
    assert "InsatsAnordnare" in spelat.utslappt["beskrivning 1"]
    assert "AMI2 hos A" in spelat.utslappt["beskrivning 1"]
    assert "Senast ändrad" in spelat.utslappt["detaljer 1"]
    assert "temporal_" in spelat.utslappt["metrics"]
    assert "ärendemeddelande" in spelat.utslappt["brev"] or "=?utf-8?" in spelat.utslappt["brev"]
    assert "arbetare ig" in spelat.utslappt["arbetare-1.log"]
    assert len(spelat.avvisningar) >= len(AVVISAS)


def test_what_was_planted_and_taken_is_found_in_the_document_store_and_what_was_refused_is_not(spelat: Spelat) -> None:
    with spelat.flotta.motor.connect() as c:
        rader = [json.dumps(r, ensure_ascii=False) for r in c.execute(select(grund.dokument.c.innehall)).scalars()]
    allt = "\n".join(rader)
    for verb in [*dict.fromkeys(verb for _, verb, _ in LIVET), "aktualisera"]:
        for falt in textfalt(rutin.KOMMANDON[verb]):
            assert (planterad(verb, falt) in allt) == (verb not in AVVISAS), f"{verb}.{falt}"
    for slag, _, _, verb, _ in BREDVID:
        for falt in textfalt(PROCESSER[slag].verb[verb]):
            assert planterad(verb, falt) in allt, f"{verb}.{falt}"
    assert all(ord_ in allt.lower() for ord_ in ("planta", "ryktesson", "900502-2398", DIAGNOS))


@pytest.mark.parametrize(
    ("kund", "falt"),
    [
        ({"namn": NAMN}, "kund.namn"),
        ({"personnummer": PERSONNUMMER}, "kund.personnummer"),
        ({"id": PERSONNUMMER}, "kund.id"),
        ({"id": "900502-2398"}, "kund.id"),
        ({"diagnos": DIAGNOS}, "kund.diagnos"),
    ],
)
async def test_a_kund_is_not_told_of_by_name_personnummer_or_diagnosis_and_the_refusal_repeats_nothing(
    spelat: Spelat, kund: dict[str, str], falt: str
) -> None:
    data = aktualisera()
    data["kund"] = data["kund"] | kund
    with pytest.raises(Avvisning) as avvisning:
        await spelat.flotta.klient.starta(data, KV, arende="in-vagrat")
    assert avvisning.value.falt == falt
    assert not any(ord_ in str(avvisning.value).lower() for ord_ in PLANTERAT)
