"""What is not one's own takes the database the same work as what is not there, also where it is no case (K3.2, K3.3).

Cases are walked by every way in ``test_standardnej``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import httpx2
import pytest
from sqlalchemy import insert

from domain.grund.parter import Aktor, Roll
from domain.processer.alla import PROCESSER
from domain.processer.process import Processrutin
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from persistence.databas.motor import transaktion
from persistence.register.kund import skrivning
from persistence.tabeller.process import process
from tests.starter.api.conftest import Dorr, idag
from tests.starter.api.tabellen.arbetet import samma_arbete

pytestmark = pytest.mark.krav("K3.3")

KV1 = Aktor.tolka("karriarvagledare:kv1")
ANNANS = [
    ("incident-1", "personuppgiftsincident", "Anordnare A", "bea", "/api/incidenter/{}"),
    ("anordnare-Anordnare A", "anordnarakt", "Anordnare A", "bea", "/api/anordnare/{}/akt"),
    ("uppfoljning-1", "kvalitetsuppfoljning", "Anordnare A", "bea", "/api/kvalitetsuppfoljningar/{}"),
    ("incident-1", "personuppgiftsincident", "Anordnare A", "e1", "/api/incidenter/{}"),
    ("gallring-1", "gallring", None, "karin", "/api/gallringar/{}"),
    ("utgava-1", "regelutgava", None, "hanna", "/api/regelutgavor/{}"),
    ("massbyte-1", "massbyte", None, "hanna", "/api/massbyten/{}"),
    ("utskick-1", "villkorsutskick", None, "karin", "/api/villkorsutskick/{}"),
]


def likadant(d: Dorr, k: httpx2.Client, metod: str, annans: str, ingens: str, **mer: object) -> None:
    """Ask for the one and the other: the same answer, but for the name, for the same work."""
    fragor = [partial(k.request, metod, vag, **mer) for vag in (annans, ingens)]  # type: ignore[arg-type]
    svar = [fraga() for fraga in fragor]
    assert svar[0].status_code == svar[1].status_code == 404, (metod, annans, svar[0].text)
    assert samma_arbete(d.motor, *fragor), f"{metod} {annans} would tell which it was by the time it takes"


@pytest.mark.krav("K3.2", sort="gräns")
def test_a_protected_kund_of_anothers_takes_the_same_work_as_one_who_is_not_there(dorr: Dorr) -> None:
    falt = {"id": "ku-1", "personnummer": "19900502-2398", "namn": "x", "skydd": "sekretessmarkering"}
    skrivning.lagg_till(dorr.motor, KV1, las_falt(kundfalt(idag()), falt | {"karriarvagledare": "kv1"}), idag())
    kalle = dorr.bevis("kalle")
    assert dorr.bevis("karin").get("/api/kunder/ku-1").status_code == 200
    for vag in ("/api/kunder/{}", "/api/kunder/{}/historik", "/api/kunder/{}/behoriga"):
        likadant(dorr, kalle, "GET", vag.format("ku-1"), vag.format("ku-2"))
    likadant(dorr, kalle, "PATCH", "/api/kunder/ku-1", "/api/kunder/ku-2", json={"telefon": "08-123 45 67"})
    for vag in ("/api/kunder/{}/behoriga", "/api/kunder/{}/behoriga/ta-bort"):
        likadant(dorr, kalle, "POST", vag.format("ku-1"), vag.format("ku-2"), json={"aktor": "ekonom:e1"})


@pytest.mark.parametrize(("id_", "slag", "part", "konto", "vag"), ANNANS)
def test_anothers_process_takes_the_same_work_as_one_that_is_not_there(
    id_: str, slag: str, part: str | None, konto: str, vag: str, dorr: Dorr
) -> None:
    rad = {"status": "pagar", "rubrik": "x", "oppen": True, "nr": 1, "senast": datetime.now(UTC), "data": {}}
    with transaktion(dorr.motor) as c:
        c.execute(insert(process).values(id=id_, slag=slag, part=part, arende=None, **rad))
    om, ingen = ("Anordnare A", "Anordnare C") if slag == "anordnarakt" else (id_, f"{id_}0")
    likadant(dorr, dorr.bevis(konto), "GET", vag.format(om), vag.format(ingen))


@pytest.mark.parametrize("rutin", PROCESSER.values(), ids=PROCESSER)
def test_of_the_municipalitys_roles_it_is_the_role_alone_that_tells_who_sees_a_process(rutin: Processrutin) -> None:
    """So it can be told before anything of it is read."""
    ser = {roll for roll in Roll if roll is not Roll.ANORDNARE and rutin.far_se(None, Aktor(roll, "x"))}
    assert Roll.ARBETSLEDARE in ser and Roll.KUND not in ser
