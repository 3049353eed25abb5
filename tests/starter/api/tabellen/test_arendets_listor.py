"""A case's own lists, the stops and the payment months page by page: every row once, and none that is not one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import insert

from domain.grund.parter import Aktor
from persistence.arende import filer
from persistence.databas.motor import transaktion
from persistence.process.gallring import gallringsstopp
from persistence.tabeller.betalning import betalning_anordnare, betalning_innehallen, betalningsmanad, betalningsrad
from persistence.tabeller.process import process
from tests.persistence.arende.test_tradar import Arende
from tests.starter.api.conftest import KONTON, Dorr
from tests.starter.api.tabellen.test_listor_och_versioner import genom_get, prova_sidor

KV, H1 = Aktor.tolka(KONTON["karin"]), Aktor.tolka(KONTON["hanna"])
MANADER = ("2024-03", "2024-04", "2024-05")


def fyll(d: Dorr) -> None:
    """A case with three threads and four files, its gallring stopped for three reasons, and three payment months."""
    fall = Arende(d.motor)
    for n in range(3):
        bilagor = []
        if f := filer.spara(d.motor, H1, "in-1", f"{n}.pdf", b"%PDF-1.7\n%%EOF", 10):
            bilagor = [f.id]
        fall.sager(H1, "skriv_meddelande", till=["karriarvagledare"], amne=f"Fråga {n}", text="Hej", bilagor=bilagor)
    filer.spara(d.motor, H1, "in-1", "vantar.pdf", b"%PDF-1.7\n%%EOF", 10)
    for orsak in gallringsstopp.ORSAKER:
        gallringsstopp.satt(d.motor, KV, "in-1", orsak)
    nu = datetime(2024, 6, 16, tzinfo=UTC)
    with transaktion(d.motor) as c:
        for m in MANADER:
            c.execute(insert(betalningsmanad).values(manad=m, stangd=nu))
            summor = {"ersattning": Decimal("10.50"), "justeringar": 0, "ingaende": 0, "att_betala": Decimal("10.50")}
            rad = {"manad": m, "anordnare": "Anordnare A", "utgaende": 0, "rader": 1, "innehallna": 0, **summor}
            c.execute(insert(betalning_anordnare).values(rad))
        rad = {"manad": "2024-03", "anordnare": "Anordnare A", "arende": "in-1", "insats": "AMI2", "slag": "manad"}
        rad |= {"belopp": 1, "dagar": 1, "forklaring": "x"}
        for n in range(3):
            egen = rad | {"ordning": n, "nyckel": str(n), "avser": f"2024-0{n + 1}"}
            c.execute(insert(betalningsrad).values(egen | {"utbetalningsmanad": "2024-03"}))
            c.execute(insert(betalning_innehallen).values(egen | {"status": "vantar"}))
        attesterad = {
            "slag": "betalningsmanad",
            "status": "attesterad",
            "rubrik": "x",
            "oppen": False,
            "nr": 1,
            "senast": nu,
        }
        for m in MANADER[:2]:
            c.execute(insert(process).values(id=f"betalningsmanad-{m}", part=None, data={"manad": m}, **attesterad))


@pytest.mark.krav("K4.6", "K4.7", "K3.8", "K14.6")
def test_what_a_case_holds_and_what_stops_and_pays_is_had_page_by_page(dorr: Dorr) -> None:
    fyll(dorr)
    for konto, vag, minst in (
        ("karin", "/api/arenden/in-1/tidslinje", 10),
        ("hanna", "/api/arenden/in-1/tidslinje", 10),
        ("karin", "/api/arenden/in-1/meddelanden", 5),
        ("karin", "/api/arenden/in-1/dokument", 3),
        ("karin", "/api/arenden/in-1/tradar", 3),
        ("karin", "/api/arenden/in-1/filer", 3),
        ("hanna", "/api/arenden/in-1/filer", 4),
        ("al1", "/api/gallringsstopp", 3),
        ("e1", "/api/betalningsmanader", 3),
        ("hanna", "/api/betalningsmanader", 2),
        ("hanna", "/api/betalningsmanader/2024-03/anordnare/Anordnare A/rader", 3),
        ("e1", "/api/betalningsmanader/2024-03/anordnare/Anordnare A/innehallna", 3),
    ):
        prova_sidor(dorr.bevis(konto), vag, genom_get, {}, minst)
    manader = dorr.bevis("hanna").get("/api/betalningsmanader").json()["rader"]
    for lista in ("rader", "innehallna"):
        svar = dorr.bevis("bea").get(f"/api/betalningsmanader/2024-03/anordnare/Anordnare A/{lista}")
        assert svar.status_code == 422 and "inte ditt" in svar.text
    assert [(m["manad"], m["status"], m["att_betala"]) for m in manader] == [
        ("2024-04", "attesterad", "10.50"), ("2024-03", "attesterad", "10.50")
    ], "of an anordnare's own only what is attested"  # fmt: skip


@pytest.mark.krav("K3.3")
def test_a_page_of_what_is_not_ones_own_is_as_one_of_what_is_not_there(dorr: Dorr) -> None:
    fyll(dorr)
    bea = dorr.bevis("bea")
    for lista in ("tidslinje", "meddelanden", "dokument", "tradar", "filer"):
        efter = dorr.bevis("karin").get(f"/api/arenden/in-1/{lista}", params={"antal": 1}).json()["nasta"]
        svaren = [
            bea.get(f"/api/arenden/{a}/{lista}", params={"antal": 1, "efter": efter}) for a in ("in-1", "in-finns-inte")
        ]
        assert [s.status_code for s in svaren] == [404, 404], lista
        assert svaren[0].text == svaren[1].text.replace("in-finns-inte", "in-1")
