"""K3.8: every column is decided, given out and weeded out as it was decided, and so is what a kund logs in by."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, text

from persistence.databas.motor import skapa_motor, transaktion
from persistence.databas.rattigheter import ge_rattigheter
from persistence.process.gallring import gallringsprotokoll, verkstallning
from persistence.register.kund.utdrag import HEMLIGT, _villkor, allt_om
from persistence.tabeller.alla import metadata
from persistence.tabeller.kund import gallringsrad
from starter.dokument.registerutdrag import RUBRIK
from tests.persistence.process.gallringen import DAG, DS, gallra, satt, undertecknad

pytestmark = pytest.mark.krav("K3.8")

BESLUTAT = tomllib.loads(Path(__file__).with_name("kolumnerna.toml").read_text(encoding="utf-8"))
INLOGGNINGEN = ("198505022387", "asa@hemma.example")


def _kolumner(*listor: str) -> dict[str, set[str]]:
    ut: dict[str, set[str]] = {}
    for lista in listor:
        for tabell, namn in BESLUTAT[lista].items():
            ut.setdefault(tabell, set()).update(namn.split())
    return ut


def test_every_column_is_in_one_list() -> None:
    assert _kolumner(*BESLUTAT) == {t.name: set(t.c.keys()) for t in metadata.sorted_tables}
    assert sum(len(namn.split()) for lista in BESLUTAT.values() for namn in lista.values()) == sum(
        len(t.c) for t in metadata.sorted_tables
    ), "en kolumn står i två listor"


def test_the_extract_is_of_the_tables_that_are_given_out_and_holds_no_secret() -> None:
    ut = {t.name for t in metadata.sorted_tables if _villkor(t, "k-1", [], []) is not None}
    assert ut == set(_kolumner("gar", "star")) == set(RUBRIK)
    assert {t.name: namn for t, namn in HEMLIGT.items()} == _kolumner("hemligt")


@pytest.fixture
def inloggad(klart: Engine) -> Engine:
    """The kund has a login of its own and one that it shares with an employee; each has been logged in by."""
    nummer, epost = INLOGGNINGEN
    rader: dict[str, list[dict[str, Any]]] = {
        "konto": [
            {"utfardare": "idp", "konto": nummer, "aktor": "kund:k-1", "kopplad_av": "systemspecialist:ss1"},
            {"utfardare": "idp", "konto": epost, "aktor": "kund:k-1", "kopplad_av": "systemspecialist:ss1"},
            {"utfardare": "idp", "konto": epost, "aktor": "ekonom:e1", "kopplad_av": "systemspecialist:ss1"},
            {"utfardare": "idp", "konto": "annans", "aktor": "kund:k-2", "kopplad_av": "systemspecialist:ss1"},
        ],
        "adress": [{"roll": "kund", "part": k, "epost": e} for k, e in (("k-1", epost), ("k-2", "bo@x.example"))],
        "oppning": [
            {"aktor": "kund:k-1", "kund": "k-2", "arende": "in-2", "dorr": "api", "vad": "x", "utfall": "nekad"}
        ],
    }
    with transaktion(klart) as c:
        for tabell, dessa in rader.items():
            c.execute(insert(metadata.tables[tabell]), dessa)
        for n, (konto, aktor) in enumerate([
            (nummer, "kund:k-1"), (nummer, None), (epost, "kund:k-1"), (epost, None), (epost, "ekonom:e1"),
            ("annans", "kund:k-2"),
        ]):  # fmt: skip
            rad = {"hash": bytes([n]), "slag": "webb", "utfardare": "idp", "konto": konto, "aktor": aktor, "niva": 3,
                   "klient": "Firefox"}  # fmt: skip
            tider = text(
                "INSERT INTO session (hash, slag, utfardare, konto, aktor, niva, klient, skapad, senast, gar_ut)"
                " VALUES (:hash, :slag, :utfardare, :konto, :aktor, :niva, :klient, now(), now(), now())"
            )
            c.execute(tider, rad)
    return klart


def test_a_kund_is_given_what_the_doors_keep_of_it_and_nothing_of_another(inloggad: Engine) -> None:
    rader = allt_om(inloggad, DS, "k-1")
    assert [(k["konto"], k["aktor"]) for k in rader["konto"]] == [(k, "kund:k-1") for k in INLOGGNINGEN]
    assert [s["aktor"] for s in rader["session"]] == ["kund:k-1", None, "kund:k-1"]
    assert all("hash" not in s for s in rader["session"])
    assert [a["epost"] for a in rader["adress"]] == ["asa@hemma.example"]
    (nekad,) = (o for o in rader["oppning"] if o["utfall"] == "nekad")
    assert (nekad["aktor"], nekad["kund"], nekad["arende"]) == ("kund:k-1", None, None)


def test_what_a_kund_logs_in_by_goes_with_it_and_the_employees_stays(inloggad: Engine) -> None:
    undertecknad(inloggad)
    assert gallra(inloggad) == [("gallrad", None)]
    (rad,) = gallringsprotokoll.protokoll(inloggad, DS, "gallring-1")
    assert rad.antal is not None and (rad.antal["inloggning"], rad.antal["register"]) == (6, 5)
    with inloggad.connect() as c:
        kvar = c.execute(text("SELECT konto, aktor FROM konto ORDER BY nr")).all()
        sessioner = c.execute(text("SELECT konto, aktor FROM session ORDER BY nr")).all()
        adresser = c.execute(text("SELECT part FROM adress WHERE roll = 'kund'")).scalars().all()
    assert [tuple(r) for r in kvar] == [("asa@hemma.example", "ekonom:e1"), ("annans", "kund:k-2")]
    assert [tuple(r) for r in sessioner] == [
        ("asa@hemma.example", None), ("asa@hemma.example", "ekonom:e1"), ("annans", "kund:k-2")
    ]  # fmt: skip
    assert adresser == ["k-2"]


def test_after_a_gallring_no_row_of_the_kunds_is_left_in_what_goes_and_every_row_in_what_stays(
    inloggad: Engine,
) -> None:
    def rader() -> dict[str, int]:
        """Table → the kund's rows, asked for as the extract asks."""
        om = ["Åsa Ek", "198505022387"]
        with inloggad.connect() as c:
            ut = {}
            for tabell in metadata.sorted_tables:
                villkor = _villkor(tabell, "k-1", ["in-1", "incident-1"], list(om))
                if villkor is not None:
                    ut[tabell.name] = len(c.execute(tabell.select().where(villkor)).all())
            return ut

    undertecknad(inloggad)
    fore = rader()
    gallra(inloggad)
    efter = rader()
    assert {t for t in BESLUTAT["gar"] if not fore[t]} <= {"laskvitto", "terminalkod"}
    assert {t: efter[t] for t in BESLUTAT["gar"]} == dict.fromkeys(BESLUTAT["gar"], 0)
    assert {t: efter[t] for t in BESLUTAT["star"]} == {t: fore[t] for t in BESLUTAT["star"]}


def test_the_protocol_stands_as_it_was_written_also_for_who_works_in_the_database(
    inloggad: Engine, database_url: str
) -> None:
    undertecknad(inloggad)
    gallra(inloggad)
    for sats in (
        "UPDATE gallringsrad SET status = 'undantagen'",
        "UPDATE gallringsrad SET antal = NULL",
        "DELETE FROM gallringsrad",
        "DELETE FROM gallringsstopp",
        "DELETE FROM konto",
    ):
        with pytest.raises(Exception, match="skrivs bara till"):
            satt(inloggad, sats)
    ge_rattigheter(database_url, "arbetaren", "ett-langt-losenord-1")
    with inloggad.connect() as c:
        for tabell in ("gallringsrad", "gallringsstopp", "konto", "kund", "journal"):
            fraga = text("SELECT has_table_privilege('arbetaren', :t, 'DELETE, TRUNCATE')")
            assert not c.execute(fraga, {"t": tabell}).scalar_one(), tabell


def test_the_role_that_works_can_carry_it_through(inloggad: Engine, database_url: str) -> None:
    ge_rattigheter(database_url, "arbetaren", "ett-langt-losenord-1")
    undertecknad(inloggad)
    url = inloggad.url.set(username="arbetaren", password="ett-langt-losenord-1")
    motor = skapa_motor(url.render_as_string(hide_password=False))
    try:
        verkstallning.gallra(motor, "gallring-1", 1, DAG, 60)
        with motor.connect() as c:
            assert c.execute(gallringsrad.select()).one().status == "gallrad"
    finally:
        motor.dispose()
