"""A register is read in from a file by a login as it is by operations: all or nothing, in the same words, by role."""

from __future__ import annotations

import json
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import text

from domain.grund.parter import Aktor
from persistence.register.kund import namngivna
from starter.stod.klient import http
from tests.starter.api.conftest import KONTON, Dorr, _utfardaren, database_url, dorr, folkmall, oppna, utfardare
from tests.starter.cli.inloggning.test_logga_in import egen_dator, kor

__all__ = ["_utfardaren", "database_url", "dorr", "egen_dator", "folkmall", "oppna", "utfardare"]
pytestmark = pytest.mark.krav("K3.2", "K5.1")

A, B = "19900502-2398", "20040229-2387"
CSV = {"content-type": "text/csv; charset=utf-8"}
FAR = {
    "kunder": {"al1", "ss1"}, "karriarvagledare": {"al1", "ss1"}, "personal": {"kk1", "ss1"},
    "anordnare": {"karin", "kalle", "al1", "kk1", "ss1"}, "auktorisationer": {"karin", "kalle", "al1", "kk1", "ss1"},
}  # fmt: skip


def las_in(k: httpx2.Client, register: str, innehall: str | bytes, **fraga: object) -> httpx2.Response:
    data = innehall.encode() if isinstance(innehall, str) else innehall
    return k.post(f"/api/importer/{register}", content=data, headers=CSV, params=fraga)


def kunderna(dorr: Dorr) -> list[tuple[str, ...]]:
    with dorr.motor.connect() as c:
        return [tuple(r) for r in c.execute(text("SELECT namn, skydd FROM kund ORDER BY namn"))]


def loggen(dorr: Dorr) -> list[tuple[str, ...]]:
    with dorr.motor.connect() as c:
        return [tuple(r) for r in c.execute(text("SELECT aktor, dorr, vad, utfall FROM oppning ORDER BY nr"))]


def test_a_file_is_taken_whole_once_and_a_dry_run_leaves_nothing(dorr: Dorr) -> None:
    k, fil = dorr.bevis("al1"), f"personnummer;namn\n{A};Åsa\n{B};Bo\n"
    utan = {"andrade": 0, "lasta": 2, "nya": 2, "oforandrade": 0, "torrkorning": True}
    assert las_in(k, "kunder", fil, torrkor="true").json() == utan
    assert kunderna(dorr) == []
    assert las_in(k, "kunder", fil).json() == utan | {"torrkorning": False}
    assert [r[0] for r in kunderna(dorr)] == ["Bo", "Åsa"] or [r[0] for r in kunderna(dorr)] == ["Åsa", "Bo"]
    assert las_in(k, "kunder", fil).json()["oforandrade"] == 2
    with dorr.motor.connect() as c:
        assert set(c.execute(text("SELECT andrad_av FROM kund")).scalars()) == {KONTON["al1"]}


def test_every_fault_is_told_by_row_and_column_and_nothing_is_stored(dorr: Dorr) -> None:
    svar = las_in(dorr.bevis("ss1"), "kunder", f"personnummer;namn;epost\n{A};Åsa;\n19900502-0000;Bo;\n{B};Ce;inte\n")
    p = svar.json()
    assert (svar.status_code, svar.headers["content-type"], p["antal_fel"]) == (422, "application/problem+json", 2)
    assert p["detail"] == "filen: 2 fel; ingenting är importerat"
    assert [(f["rad"], f["kolumn"]) for f in p["fel"]] == [(3, "personnummer"), (4, "epost")]
    assert "0000" not in svar.text
    assert kunderna(dorr) == []


@pytest.mark.parametrize("register", FAR)
def test_each_register_has_its_roles_and_for_others_nothing_of_the_file_is_read(dorr: Dorr, register: str) -> None:
    for konto in KONTON:
        svar = las_in(dorr.bevis(konto), register, b"\xff\xfe")
        vantat = 422 if konto in FAR[register] else 403
        assert (svar.status_code, svar.json()["krav"] == "K0.6") == (vantat, vantat == 422), konto


def test_a_row_of_persons_in_the_place_of_the_columns_is_not_repeated(dorr: Dorr) -> None:
    svar = las_in(dorr.bevis("al1"), "kunder", f"{A};Åsa Ek\n")
    assert svar.status_code == 422 and "Ek" not in svar.text and "1990" not in svar.text
    assert "första raden är inte kolumnernas namn" in svar.json()["detail"]


def test_what_is_no_csv_or_too_large_or_of_no_register_is_refused(dorr: Dorr) -> None:
    k = dorr.bevis("al1")
    assert k.post("/api/importer/kunder", json={"a": 1}).json()["falt"] == "filen"
    assert las_in(k, "loner", "a\n").status_code == 422
    assert las_in(k, "kunder", bytes(65 * 1024 * 1024)).status_code == 413
    rader = "".join(f"ku{n};{n:06d};Kund\n" for n in range(200_000)).encode()  # more than another body may be
    svar = las_in(k, "kunder", b"id;fodelsedatum;namn\n" + rader)
    assert svar.status_code == 422 and "personnummer" in svar.json()["detail"]


def test_a_protected_kund_is_changed_by_nobody_but_those_who_are_named_and_every_file_about_it_is_logged(
    dorr: Dorr,
) -> None:
    k = dorr.bevis("al1")
    forsta = f"id;personnummer;namn;skydd\nk1;{A};Åsa;sekretessmarkering\n"
    assert las_in(k, "kunder", forsta).json()["nya"] == 1
    utan_skydd = f"id;personnummer;namn;skydd\nk1;{A};Åsa;\n"
    for torrkor in ("true", "false"):
        (fel,) = las_in(k, "kunder", utan_skydd, torrkor=torrkor).json()["fel"]
        assert (fel["rad"], fel["kolumn"], fel["regel"]) == (2, "id", "K3.2")
    assert las_in(k, "kunder", forsta).json()["oforandrade"] == 1
    assert kunderna(dorr) == [("Åsa", "sekretessmarkering")]
    rad = (KONTON["al1"], "api", "inläsning av en fil")
    assert loggen(dorr) == [(*rad, "nekad")] * 3  # the first one made it
    namngivna.namnge(dorr.motor, Aktor.tolka("arbetsledare:al2"), "k1", Aktor.tolka(KONTON["al1"]))
    assert las_in(k, "kunder", utan_skydd).json()["andrade"] == 1
    assert kunderna(dorr) == [("Åsa", None)]


def test_the_command_line_says_the_same_by_a_login(dorr: Dorr, egen_dator: None, tmp_path: Path) -> None:
    http.spara(dorr.bas, dorr.bevis("al1").headers["authorization"].partition(" ")[2], KONTON["al1"])
    fil = tmp_path / "kunder.csv"
    fil.write_text(f"personnummer;namn\n{A};Åsa\n", encoding="utf-8")
    assert kor("kund", "importera", str(fil), "--torrkor").output.startswith("Provläst, ingenting är sparat: 1 kunder")
    assert json.loads(kor("kund", "importera", str(fil), "--json").stdout)["nya"] == 1
    fil.write_text(f"personnummer;namn\n{A};\n19900502-0000;Bo\n", encoding="utf-8")
    svar = kor("kund", "importera", str(fil))
    assert (svar.exit_code, svar.stderr.splitlines()[-1]) == (1, "Fel: kunder.csv: 2 fel; ingenting är importerat")
    assert "Rader med fel" in svar.stderr and "0000" not in svar.stderr
    svar = kor("kund", "importera", str(tmp_path / "ingen.csv"))
    assert svar.exit_code == 1 and "den finns inte" in svar.stderr
    assert "checkbelopp.AMI" in kor("regelverk", "--sok", "checkbelopp").output
    assert {r["krav"] for r in json.loads(kor("regelverk", "--sok", "checkbelopp", "--json").output)} == {"K14.1"}
    http.spara(dorr.bas, dorr.bevis("karin").headers["authorization"].partition(" ")[2], KONTON["karin"])
    assert "det här gör" in kor("kund", "importera", str(fil)).stderr
