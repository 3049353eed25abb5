"""What is said past the doors, straight to Temporal: it is asked where the case is who may, and when it was said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from domain.grund.parter import Aktor, Roll
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from domain.skeende.handelse import DORR_HELA_KON
from domain.tid.tidpunkt import datum
from kontrakt import namn
from persistence.insyn import oppningar
from persistence.journal import kon
from persistence.register.kund import namngivna, skrivning
from starter.stod.klient.kontakt import IngetArende
from tests.verktyg.spel import FORARBETE
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst
from workflows.insats.ko import ta_emot_utan_svar

DATASKYDD = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
ANNAN_KV = Aktor(Roll.KARRIARVAGLEDARE, "kv9")


def sagt(id: str, av: Aktor, inkom: datetime, **kommando: Any) -> dict[str, Any]:
    return {"id": id, "av": str(av), "inkom": inkom.isoformat(), "dokument": None, "kommando": kommando}


async def skyddat(t: Tjanst, **falt: str) -> None:
    idag = datum(datetime.now(UTC))
    skrivet = {"id": "k-1", "personnummer": "19900502-2398", "namn": "x", "skydd": "sekretessmarkering"} | falt
    skrivning.lagg_till(t.motor, KV, las_falt(kundfalt(idag), skrivet), idag)
    namngivna.namnge(t.motor, DATASKYDD, "k-1", KV)
    kund = {"id": "k-1", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    await t.starta({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": kund, **FORARBETE})


@pytest.mark.krav("K3.2", sort="avslag")
async def test_a_protected_kunds_case_is_closed_past_the_doors_too_and_the_attempt_is_logged(t: Tjanst) -> None:
    await skyddat(t)
    nu = await t.nu()
    byt = {"kommando": "byt_karriarvagledare", "till": "kv9"}
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await t.handtag.execute_update(namn.UPPDATERING, sagt("u1", ANNAN_KV, nu, **byt))
    assert fel.value.cause.type == "Avvisning"  # type: ignore[attr-defined]
    assert "finns inte, eller är inte ditt att se" in str(fel.value.cause)
    await t.handtag.signal(namn.SIGNAL, sagt("s1", ANNAN_KV, nu, **byt))
    await t.tills(lambda: t.slagen()[-1] == "kommando_avvisat")
    assert t.insats().karriarvagledare == "kv1"
    loggat = [(r.aktor, r.utfall) for r in oppningar.las(t.motor, DATASKYDD, t.arende) if "vid sidan" in r.vad]
    assert set(loggat) == {(str(ANNAN_KV), "nekad")}
    # Who is named says it by the same way, and what others said beside it is not taken along.
    bemanna = {"kommando": "bemanna", "handlaggare": "h1"}
    namngivna.namnge(t.motor, DATASKYDD, "k-1", ANORDNARE)
    await t.handtag.execute_update(namn.UPPDATERING, sagt("u2", ANORDNARE, await t.nu(), **bemanna))
    assert t.insats().bemanningar[-1].handlaggare == "h1"


@pytest.mark.krav("K3.2", "K9.5")
async def test_a_protected_kunds_socialsekreterare_judges_when_named_and_not_before(t: Tjanst) -> None:
    await skyddat(t, socialsekreterare=SOCIAL.id)
    namngivna.namnge(t.motor, DATASKYDD, "k-1", ANORDNARE)
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(KV, UPPDRAG)
    await t.till("2024-04-02")
    bedomning = {"kommando": "registrera_helhetsbedomning", "manad": "2024-03", "bedomning": "ogiltig"}
    with pytest.raises(IngetArende):
        await t.sag(SOCIAL, bedomning)
    # Past the door the journal asks the same.
    with pytest.raises(WorkflowUpdateFailedError):
        utan_ord = bedomning | {"bedomning": {"tecken": 7}}
        await t.handtag.execute_update(namn.UPPDATERING, sagt("u1", SOCIAL, await t.nu(), **utan_ord))
    assert t.insats().helhetsbedomningar == {}
    namngivna.namnge(t.motor, DATASKYDD, "k-1", SOCIAL)
    await t.sag(SOCIAL, bedomning)
    assert list(t.insats().helhetsbedomningar) == ["2024-03"]
    utfall = [r.utfall for r in oppningar.las(t.motor, DATASKYDD, t.arende) if r.aktor == str(SOCIAL)]
    assert utfall[0] == "oppnad" and set(utfall[1:]) == {"nekad"}
    # Another socialsekreterare, named or not, has nothing to judge here.
    annan = Aktor(Roll.SOCIALSEKRETERARE, "ss2")
    namngivna.namnge(t.motor, DATASKYDD, "k-1", annan)
    with pytest.raises(IngetArende):
        await t.sag(annan, bedomning)


@pytest.mark.krav("K0.6")
async def test_a_late_signal_has_its_own_instant_only_if_a_door_has_noted_it(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-06")
    nu = await t.nu()
    forr = nu - timedelta(hours=1)
    noterat = sagt("noterat", ANORDNARE, forr, kommando="bemanna", handlaggare="h1")
    kon.anteckna(t.motor, t.arende, noterat)
    annat = sagt("annat", ANORDNARE, forr, kommando="bemanna", handlaggare="h2")
    kon.anteckna(t.motor, t.arende, annat | {"inkom": (forr + timedelta(minutes=10)).isoformat()})
    nyss = sagt("nyss", ANORDNARE, nu - timedelta(seconds=30), kommando="bemanna", handlaggare="h3")
    pastatt = sagt("pastatt", ANORDNARE, forr, kommando="bemanna", handlaggare="h4")
    for s in (noterat, annat, nyss, pastatt):
        await t.handtag.signal(namn.SIGNAL, s)
    await t.tills(lambda: t.slagen().count("arende_bemannat") == 4)
    tider = {p.kommando: p.tid for p in t.poster() if p.handelse.slag == "arende_bemannat"}
    assert tider["noterat"] == forr
    assert tider["nyss"] == nu - timedelta(seconds=30)
    assert tider["annat"] >= nu and tider["pastatt"] >= nu


@pytest.mark.krav("K0.6")
@pytest.mark.parametrize(("dorr", "tas"), [(DORR_HELA_KON, ["s1", "s2"]), (DORR_HELA_KON - 1, ["s1"])])
def test_all_that_a_signal_brings_is_taken_and_by_earlier_editions_the_first(dorr: int, tas: list[str]) -> None:
    nu = datetime(2024, 3, 1, tzinfo=UTC)
    sagt_ = [sagt(id_, ANORDNARE, nu, kommando="bemanna", handlaggare="h1") for id_ in ("s1", "s2")]
    assert [v.inkommet.id for v in ta_emot_utan_svar(sagt_, nu, dorr)] == tas
