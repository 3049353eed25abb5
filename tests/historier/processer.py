"""The lives of what stands beside the cases, played for their histories."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, text
from temporalio.client import WorkflowHistory

from domain.grund.parter import Aktor, Roll
from domain.processer.alla import PROCESSER
from domain.processer.betalningsmanad.lage import process_id
from domain.tid.tidpunkt import datum, tolka_tid
from kontrakt.insats import Kvitto
from persistence.process import processlasning
from persistence.register.kund import skrivning
from starter.stod.klient.process import Processklient
from tests.workflows.tjanst import ANORDNARE, ARBETSLEDARE, KV, Tjanst, alla_korningar, tjanst

_DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
_E1, _E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
_MANAD = "2024-03"


class _Liv:
    """A process that is spoken to as time goes."""

    def __init__(self, t: Tjanst, slag: str, process: str) -> None:
        self._t, self._rutin, self.process = t, PROCESSER[slag], process

    async def sag(self, av: Aktor, verb: str, *, kommando_id: str | None = None, **fakta: Any) -> Kvitto:
        t = self._t
        dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
        return await dorr.sag(
            self._rutin,
            self.process,
            {"kommando": verb, **fakta},
            av,
            kommando_id=kommando_id or f"{self.process}-{verb}",
            tid=await t.nu(),
            tidsskillnad=t.tidsskillnad,
        )

    async def idag(self) -> date:
        """The day that it is."""
        return datum(await self._t.nu())

    async def till(self, nar: str) -> None:
        await self._t.miljo.sleep(tolka_tid(nar) + timedelta(milliseconds=1) - await self._t.nu())

    async def tills(self, status: str) -> None:
        """Wait until the process is listed as being so."""
        await self._t.tills(
            lambda: any(p.status == status for p in processlasning.processer(self._t.motor, None, self._rutin.slag))
        )

    async def slut(self) -> list[WorkflowHistory]:
        handtag = self._t.klient.temporal.get_workflow_handle(self.process)
        await handtag.result()
        return await alla_korningar(handtag)


async def spela_processer(motor: Engine) -> dict[str, list[WorkflowHistory]]:
    """One life of each kind: what it is called, and the histories of its runs."""
    async with tjanst(motor) as t:
        await t.pagaende()
        return {
            "incident": await _incident(_Liv(t, "personuppgiftsincident", "incident-prov")),
            "akt": await _akt(_Liv(t, "anordnarakt", "anordnare-A")),
            "massbyte": await _massbyte(_Liv(t, "massbyte", "massbyte-prov")),
            "villkorsutskick": await _utskick(_Liv(t, "villkorsutskick", "utskick-prov")),
            "gallring": await _gallring(_Liv(t, "gallring", "gallring-prov"), motor),
            "betalningsmanad": await _betalningsmanad(_Liv(t, "betalningsmanad", process_id(_MANAD))),
            "kvalitetsuppfoljning": await _uppfoljning(_Liv(t, "kvalitetsuppfoljning", "uppfoljning-prov")),
            "regelutgava": await _regelutgava(_Liv(t, "regelutgava", "utgava-prov")),
        }


async def _incident(liv: _Liv) -> list[WorkflowHistory]:
    """Late, over a turn of month, and assessed."""
    fakta = {"upptackt": "2024-03-01T08:30", "anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}
    await liv.sag(ANORDNARE, "anmal_incident", **fakta)
    await liv.till("2024-04-02T09:00")
    await liv.sag(ANORDNARE, "registrera_incidentkontakt", tid="2024-04-02T08:00")
    await liv.sag(_DSS, "bedom_incident", bedomning="anmals", motivering="x")
    return await liv.slut()


async def _akt(liv: _Liv) -> list[WorkflowHistory]:
    """One leaves, whose case is told; conditions are confirmed late."""
    await liv.sag(ARBETSLEDARE, "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    await liv.sag(ANORDNARE, "personal_slutar", person="H1", till="2024-04-05")
    await liv.till("2024-04-20T09:00")
    await liv.sag(ANORDNARE, "bekrafta_villkor", villkor="2025")
    return await liv.slut()


async def _utskick(liv: _Liv) -> list[WorkflowHistory]:
    """Conditions told to every anordnare by one order."""
    await liv.sag(ARBETSLEDARE, "skicka_villkor_till_alla", villkor="2026", galler_fran="2026-01-01")
    return await liv.slut()


async def _uppfoljning(liv: _Liv) -> list[WorkflowHistory]:
    """The review of an anordnare: a measure answered late, and the signature."""
    await liv.sag(ARBETSLEDARE, "oppna_uppfoljning", anordnare="A", ar=2024)
    await liv.sag(ARBETSLEDARE, "registrera_iakttagelse", villkor="4.2", bedomning="delvis", iakttagelse="x")
    nu = await liv.idag()
    frist = str(nu + timedelta(days=10))
    await liv.sag(ARBETSLEDARE, "besluta_atgard", iakttagelse=1, atgard="x", frist=frist)
    await liv.till(f"{nu + timedelta(days=12)}T09:00")
    await liv.sag(ANORDNARE, "svara_atgard", atgard=1, svar="x")
    await liv.sag(ARBETSLEDARE, "granska_atgard", atgard=1, beslut="godkand")
    await liv.sag(ARBETSLEDARE, "signera_uppfoljning", sammanfattning="x")
    return await liv.slut()


async def _regelutgava(liv: _Liv) -> list[WorkflowHistory]:
    """Next year's amounts, entered by one and attested by another."""
    fakta = {"utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01", "till": "2025-12-31"}
    await liv.sag(_E1, "foresla_checkbelopp", **fakta, ami="4000", isa="6500", fai="8400")
    await liv.till("2024-05-02T09:00")
    await liv.sag(_E2, "attestera_varden")
    return await liv.slut()


async def _massbyte(liv: _Liv) -> list[WorkflowHistory]:
    await liv.sag(KV, "byt_alla_karriarvagledare", fran="kv1", till="kv2")
    return await liv.slut()


async def _gallring(liv: _Liv, motor: Engine) -> list[WorkflowHistory]:
    """One kund of the register, long gone, is listed, signed for by two and weeded out."""
    skrivning.lagg_till(motor, KV, {"id": "k-1", "personnummer": "198505022387", "namn": "x"}, date(2024, 3, 1))
    with motor.begin() as forbindelse:
        forbindelse.execute(text("UPDATE kund SET andrad = '2015-03-01'"))
    await liv.sag(_DSS, "foresla_gallring", dag="2024-03-01")
    await liv.tills("undertecknas")
    await liv.sag(_DSS, "underteckna_gallring")
    await liv.sag(ARBETSLEDARE, "underteckna_gallring", kommando_id="gallring-prov-andra")
    return await liv.slut()


async def _betalningsmanad(liv: _Liv) -> list[WorkflowHistory]:
    """Closed, prepared after its day, and attested by another."""
    await liv.sag(_E1, "oppna_betalningsmanad", manad=_MANAD)
    await liv.till("2024-04-26T09:00")
    await liv.sag(_E1, "forbered_betalning")
    await liv.sag(_E2, "attestera_betalning")
    return await liv.slut()
