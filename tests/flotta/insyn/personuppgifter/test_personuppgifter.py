"""No free text and no personal data leaves the document store: not by Temporal, the logs, the mail or the metrics.

A life is played through the client with a name, a personnummer and a diagnosis planted in every field of free text that
any kommando has, and in the register, where the kund has a protected identity. Then everything that the service has let
out is searched.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiosmtpd.controller import Controller
from sqlalchemy import select

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.processer.alla import PROCESSER
from domain.skeende.form import textfalt
from persistence.insyn import oppningar
from persistence.meddelanden import adresser
from persistence.process.gallring.gallringsprotokoll import protokoll
from persistence.register.kund.utdrag import allt_om
from persistence.tabeller import alla, grund
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.flotta.flottan import ANORDNARE, KV, flotta, tills
from tests.flotta.insyn.personuppgifter.livet import (
    ADRESS,
    ANMALD,
    ARBETSLEDARE,
    AVVISAS,
    BREDVID,
    DAG,
    DATASKYDD,
    DIAGNOS,
    KAND,
    KUND,
    LIVET,
    NAMN,
    PERSONNUMMER,
    PLANTERAT,
    SKICKAT,
    SKYDD,
    planterad,
)
from tests.flotta.insyn.personuppgifter.spelat import (
    Brevlada,
    Spelat,
    aktualisera,
    avsluta_for_lange_sedan,
    loggar,
    sag_bredvid,
    spela,
    tabellerna,
    texterna,
    utslappt,
)

pytestmark = pytest.mark.krav("K3.2", "K3.3")


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


@pytest.mark.krav("K3.8")
async def test_what_is_held_is_given_out_whole_and_after_a_gallring_none_of_it_is_left_anywhere(
    spelat: Spelat,
) -> None:
    """The last of the life: its cases are made to have ended long ago, and two people sign. Nothing comes after it."""
    f = spelat.flotta
    await avsluta_for_lange_sedan(spelat)
    utdrag = json.dumps(allt_om(f.motor, DATASKYDD, KUND), ensure_ascii=False, default=str)
    egna = [r for arende in spelat.arenden for r in texterna(f, arende)]
    assert len(egna) > 20 and all(json.dumps(r, ensure_ascii=False) in utdrag for r in egna)
    assert all(ord_ in utdrag for ord_ in (NAMN, PERSONNUMMER.replace("-", ""), ADRESS, SKYDD, "mina@sidor.example"))
    for av, verb, fakta in (
        (DATASKYDD, "foresla_gallring", {"dag": DAG}),
        (DATASKYDD, "underteckna_gallring", {}),
        (ARBETSLEDARE, "underteckna_gallring", {}),
    ):
        await sag_bredvid(f, "gallring", "gallring-2", av, verb, fakta)
    await tills(lambda: "gallrad" in {r.status for r in protokoll(f.motor, DATASKYDD, "gallring-2") if r.kund == KUND})
    assert [texterna(f, arende) for arende in spelat.arenden] == [[], []]
    # What staff wrote beside the cases, and of themselves, is not the kund's.
    utom = {"dokument", "personal"}
    kvar = tabellerna(f, {t.name for t in alla.metadata.sorted_tables} - utom) | loggar(f.mapp)
    sokta = (*PLANTERAT, "mina@sidor.example")
    assert [(plats, ord_) for plats, text in kvar.items() for ord_ in sokta if ord_ in text.lower()] == []
    assert spelat.arenden[0] in kvar["tabellen journal"], "det som står kvar är fakta, tider och id"
