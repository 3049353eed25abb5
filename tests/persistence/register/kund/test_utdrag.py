"""K3.8: all that is held on one kund can be given out, whatever table it lies in, and nothing of another's."""

from __future__ import annotations

import io
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import Engine, insert, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.journal import dokument, kon
from persistence.journal.skrivning import skriv
from persistence.register.kund import skrivning
from persistence.register.kund.utdrag import allt_om
from persistence.tabeller.grund import fil
from persistence.tabeller.process import process
from starter.dokument.registerutdrag import pdf
from tests.persistence.conftest import KV, Spelat
from tests.starter.cli.register.registerrad import data, fel, mot_databasen, ut

pytestmark = pytest.mark.krav("K3.8")

DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
IDAG = date(2026, 11, 22)


@pytest.fixture
def tva_kunder(motor: Engine, spelet: Callable[..., Spelat]) -> Engine:
    for id, namn, nummer, arende in (
        ("k-1", "Åsa Ek", "19850502-2387", "in-1"),
        ("k-2", "Bo Al", "19900502-2398", "in-2"),
    ):
        uppgifter = {"id": id, "personnummer": nummer.replace("-", ""), "namn": namn}
        skrivning.lagg_till(motor, KV, uppgifter, IDAG)
        skrivning.andra(motor, KV, id, {"adress": f"{namn}s gata 1"}, IDAG)
        dokument.spara(motor, f"text-{arende}", arende, "anmal_franvaro", str(KV), {"orsak": f"{namn} har feber"})
        for batch in spelet(arende, med_text=True, till="2024-04-10").batcher:
            skriv(motor, batch)
        kon.anteckna(motor, arende, {"id": f"ko-{arende}", "av": str(KV), "kommando": {"kommando": "bemanna"}})
        with motor.begin() as c:
            c.execute(text("SET LOCAL session_replication_role = replica"))
            c.execute(text("UPDATE insats SET kund = :k WHERE arende = :a"), {"k": id, "a": arende})
    rad = {
        "id": "incident-1", "slag": "personuppgiftsincident", "status": "anmald", "arende": "in-1", "rubrik": "R",
        "data": {}, "oppen": True, "nr": 1, "senast": datetime(2024, 4, 1, tzinfo=UTC),
    }  # fmt: skip
    with transaktion(motor) as forbindelse:
        forbindelse.execute(insert(process).values(rad))
    dokument.spara(motor, "d-incident", "incident-1", "anmal_incident", str(KV), {"beskrivning": "Papper med Åsa kvar"})
    return motor


def test_it_holds_every_row_of_the_kund_and_of_its_cases_and_none_of_anothers(tva_kunder: Engine) -> None:
    rader = allt_om(tva_kunder, DS, "k-1")
    assert {"kund", "kundhistorik", "insats", "journal", "bevakning", "meddelande", "utkorg", "dokument", "process",
            "sagt_i_kon", "oppning"} <= set(rader)  # fmt: skip
    allt = json.dumps(rader, default=str, ensure_ascii=False)
    for eget in ("Åsa Ek", "198505022387", "Åsa Eks gata 1", "Åsa Ek har feber", "Papper med Åsa kvar", "ko-in-1"):
        assert eget in allt
    for annans in ("Bo Al", "199005022398", "in-2", "k-2"):
        assert annans not in allt
    assert len(rader["kundhistorik"]) == 2
    with tva_kunder.connect() as c:
        antal = c.execute(text("SELECT count(*) FROM journal WHERE arende = 'in-1'")).scalar_one()
    assert len(rader["journal"]) == antal > 3
    assert "regelverk" not in rader["journal"][0]["handelse"], "reglerna är ingen personuppgift"


def test_what_a_file_holds_is_given_out_with_it(tva_kunder: Engine) -> None:
    innehall = b"%PDF-1.7\x00\xff"
    rad = {"id": "f-1", "arende": "in-1", "namn": "cv.pdf", "typ": "application/pdf", "av": str(KV)}
    rad |= {"storlek": len(innehall), "sha256": sha256(innehall).hexdigest(), "innehall": innehall}
    with transaktion(tva_kunder) as forbindelse:
        forbindelse.execute(insert(fil).values(rad))
    rader = allt_om(tva_kunder, DS, "k-1")
    (given,) = rader["fil"]
    assert b64decode(given["innehall"]) == innehall
    las = pypdf.PdfReader(io.BytesIO(pdf(rader, "k-1", datetime(2026, 11, 22, tzinfo=UTC))))
    sagt = " ".join("".join(sida.extract_text() for sida in las.pages).split())
    assert "cv.pdf" in sagt and "lämnas ut med utdraget som JSON" in sagt


def test_that_it_was_drawn_is_logged_for_every_kund_and_it_is_drawn_by_one_role_alone(tva_kunder: Engine) -> None:
    for _ in range(2):
        oppningar = allt_om(tva_kunder, DS, "k-1")["oppning"]
    dragna = [(o["aktor"], o["utfall"]) for o in oppningar if o["vad"] == "registerutdraget"]
    assert dragna == [(str(DS), "oppnad")] * 2
    for roll in set(Roll) - {Roll.DATASKYDDSSAMORDNARE}:
        with pytest.raises(Avvisning, match=r"K3\.8"):
            allt_om(tva_kunder, Aktor(roll, "x1", "Anordnare A" if roll is Roll.ANORDNARE else None), "k-1")
    with pytest.raises(Avvisning, match="finns inte"):
        allt_om(tva_kunder, DS, "k-9")


def test_it_can_be_given_out_as_a_pdf_that_says_the_same(tva_kunder: Engine) -> None:
    rader = allt_om(tva_kunder, DS, "k-1")
    las = pypdf.PdfReader(io.BytesIO(pdf(rader, "k-1", datetime(2026, 11, 22, tzinfo=UTC))))
    assert las.trailer["/Root"]["/MarkInfo"]["/Marked"], "ska gå att läsa med skärmläsare"
    sagt = " ".join("".join(sida.extract_text() for sida in las.pages).split())
    for ord_ in ("Registerutdrag", "Åsa Ek har feber", "198505022387", "Vad som har hänt", "Vem som har öppnat"):
        assert ord_ in sagt
    assert "Bo Al" not in sagt


def test_the_command_writes_json_or_a_file(
    tva_kunder: Engine, monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path
) -> None:
    mot_databasen(monkeypatch, database_url, tmp_path)
    utdrag: Any = data("kund", "utdrag", "k-1", "--som", str(DS))
    assert utdrag["uppgifter"]["kund"][0]["namn"] == "Åsa Ek"
    utskrift = tmp_path / "utdrag.pdf"
    assert "uppgifter." in ut("kund", "utdrag", "k-1", "--pdf", str(utskrift), "--som", str(DS))
    assert utskrift.read_bytes().startswith(b"%PDF")
    assert "Ange --json" in fel("kund", "utdrag", "k-1", "--som", str(DS))
    assert "dataskyddssamordnaren" in fel("kund", "utdrag", "k-1", "--json", "--som", str(KV))
