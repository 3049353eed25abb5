"""K3.8: what is ripe goes whole, word and register; what is under way, appealed or unpaid is never touched."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from domain.kontroll import arende
from domain.kontroll.fynd import Granser
from persistence.arende.att_gora import sparade_urval
from persistence.databas.motor import DataFel
from persistence.insyn import oppningar
from persistence.kontroll import arenden
from persistence.process.gallring import gallringsprotokoll, verkstallning
from persistence.process.gallring.mogna import mogna
from tests.persistence.conftest import KV
from tests.persistence.process.gallringen import DAG, DS, FORE, gallra, satt, undertecknad

pytestmark = pytest.mark.krav("K3.8")

PLANTERAT = ("Åsa Ek", "198505022387", "Storgatan 1", "har feber", "Papper med", "utkast om Åsa", "PDF om Åsa")
_STAR_KVAR = ("journal", "insats", "bevakning", "utbetalning", "betalningsrad", "meddelande")
_STOPP = "INSERT INTO gallringsstopp (kund, arende, orsak, satt_av)"


def _allt(motor: Engine) -> str:
    """Every word of the database."""
    with motor.connect() as c:
        tabeller = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        rader = {t: [str(r) for r in c.execute(text(f"SELECT t::text FROM {t} t"))] for t in tabeller}
    filer = motor.connect().execute(text("SELECT convert_from(innehall, 'UTF8') FROM fil")).scalars().all()
    return json.dumps([rader, list(filer)], ensure_ascii=False)


def _skelettet(motor: Engine) -> list[list[str]]:
    """Facts and kronor of in-1, table by table."""
    fraga = "SELECT t::text FROM {0} t WHERE arende = 'in-1' ORDER BY 1"
    with motor.connect() as c:
        return [list(c.execute(text(fraga.format(t))).scalars()) for t in _STAR_KVAR]


def test_a_kund_goes_whole_and_the_skeleton_of_facts_and_kronor_stays(klart: Engine) -> None:
    fore = _allt(klart)
    assert all(p in fore for p in PLANTERAT)
    skelettet = _skelettet(klart)
    assert all(skelettet)
    oppningar.las(klart, DS, "k-1")
    undertecknad(klart)
    assert gallra(klart) == [("gallrad", None)]
    (rad,) = gallringsprotokoll.protokoll(klart, DS, "gallring-1")
    assert (rad.kund, list(rad.arenden)) == ("k-1", ["in-1"])
    assert rad.antal == {"dokument": 3, "fil": 1, "utkast": 4, "laskvitto": 0, "sparat_urval": 1, "inloggning": 0,
                         "register": 5}  # fmt: skip
    with klart.begin() as c:
        c.execute(text("DELETE FROM dokument WHERE arende = 'in-2'"))
        c.execute(text("DELETE FROM utkast WHERE arende = 'in-2'"))
        kvar = c.execute(text("SELECT id FROM kund")).scalars().all()
    assert (kvar, _skelettet(klart)) == (["k-2"], skelettet)
    efter = _allt(klart)
    assert [p for p in PLANTERAT if p in efter] == []
    assert list(sparade_urval.alla(klart, KV)) == ["sena"]


def test_the_hunt_for_impossible_states_does_not_miss_what_was_weeded_out(klart: Engine) -> None:
    def fynd() -> list[str]:
        (s,) = arenden.las(klart, ["in-1"])
        granskat = arende.granska(s, datetime(2024, 6, 20, tzinfo=UTC), Granser())
        return [f.text for f in granskat.fynd if f.kontroll == "dokument"]

    satt(klart, "DELETE FROM dokument WHERE id = 'text-in-1'")
    assert any("text-in-1" in t for t in fynd())
    undertecknad(klart)
    gallra(klart)
    assert fynd() == []


@pytest.mark.parametrize(
    ("gor", "hinder"),
    [
        ("UPDATE insats SET status = 'avslutad' WHERE arende = 'in-1'", "pagar"),
        ("UPDATE utbetalning SET status = 'klar' WHERE arende = 'in-1' AND ordning = 0", "obetalt"),
        ("UPDATE process SET status = 'forberedd' WHERE id = 'betalningsmanad-2024-06'", "obetalt"),
        ("UPDATE process SET oppen = true WHERE id = 'incident-1'", "process"),
        ("INSERT INTO sagt_i_kon VALUES ('in-1', 'x', '{}')", "pa_vag"),
        (f"{_STOPP} VALUES ('k-1', 'in-1', 'overklagat', 'x')", "stoppad"),
    ],
)
def test_what_is_under_way_appealed_or_unpaid_is_in_no_list_and_is_left_if_it_came_to_be_so_since(
    klart: Engine, gor: str, hinder: str
) -> None:
    assert [(m.kund, m.hinder) for m in mogna(klart, DAG, 60)] == [("k-1", None), ("k-2", "pagar")]
    undertecknad(klart)
    satt(klart, gor)
    assert [(m.kund, m.hinder) for m in mogna(klart, DAG, 60)] == [("k-1", hinder), ("k-2", "pagar")]
    fore = _allt(klart)
    ((status, skal),) = gallra(klart)
    assert (status, skal is not None) == ("undantagen", True)
    assert all(p in _allt(klart) for p in PLANTERAT), fore
    assert verkstallning.lista(klart, "gallring-2", DAG, 60, 24).kunder == 0


def test_the_time_is_counted_from_the_last_entry_to_the_day(klart: Engine) -> None:
    assert [m.kund for m in mogna(klart, FORE, 60)] == []
    assert [m.kund for m in mogna(klart, DAG, 60) if m.hinder is None] == ["k-1"]
    satt(klart, "UPDATE kund SET andrad = '2024-06-21T12:00Z' WHERE id = 'k-1'")
    assert [m.kund for m in mogna(klart, DAG, 60) if m.hinder is None] == []
    undertecknad(klart)
    satt(klart, "UPDATE kund SET andrad = '2024-06-01' WHERE id = 'k-1'")
    verkstallning.lista(klart, "gallring-2", DAG, 60, 24)
    undertecknad(klart, "gallring-2")
    satt(klart, "UPDATE kund SET andrad = '2024-06-21T12:00Z' WHERE id = 'k-1'")
    assert gallra(klart, "gallring-2") == [("undantagen", "en ny anteckning har gjorts")]


def test_a_kund_in_no_register_is_each_case_by_itself(klart: Engine) -> None:
    satt(klart, "UPDATE insats SET kund = 'kund'")
    assert [(m.kund, m.arenden, m.hinder) for m in mogna(klart, DAG, 60)] == [
        (None, ("in-1",), None), (None, ("in-2",), "pagar"), ("k-1", (), None), ("k-2", (), None)
    ]  # fmt: skip
    undertecknad(klart)
    assert gallra(klart) == [("gallrad", None)] * 3
    assert mogna(klart, DAG, 60)[0].arenden == ("in-2",)


def test_without_two_signatures_the_register_does_not_give_up_a_row(klart: Engine) -> None:
    for nr, av in enumerate([(), ("arbetsledare:al1",), ("arbetsledare:al1", "Arbetsledare:AL1")]):
        undertecknad(klart, f"gallring-{nr}", av)
        with pytest.raises(DataFel):
            gallra(klart, f"gallring-{nr}")
    assert all(p in _allt(klart) for p in PLANTERAT), "det som inte gick undan tillsammans står kvar tillsammans"


def test_the_rows_cannot_go_by_any_other_way(klart: Engine) -> None:
    for tabell in ("kund", "kundhistorik", "skyddsbehorighet", "oppning", "konto"):
        with pytest.raises(Exception, match="skrivs bara till"):
            satt(klart, f"DELETE FROM {tabell}")
    with pytest.raises(Exception, match="skrivs bara till"):
        satt(klart, "SET LOCAL insats.gallring = 'ja'; DELETE FROM oppning")


def test_it_goes_on_where_it_was_and_a_list_is_frozen_once(klart: Engine) -> None:
    satt(klart, "UPDATE insats SET status = 'slutford' WHERE arende = 'in-2'")
    undertecknad(klart)
    forsta, andra = verkstallning.kvar(klart, "gallring-1")
    verkstallning.gallra(klart, "gallring-1", forsta, DAG, 60)
    assert verkstallning.framsteg(klart, "gallring-1") == {"gallrad": 1, "vantar": 1}
    verkstallning.gallra(klart, "gallring-1", forsta, DAG, 60)
    assert verkstallning.kvar(klart, "gallring-1") == [andra]
    assert verkstallning.lista(klart, "gallring-1", DAG, 60, 24).kunder == 2
    assert gallra(klart) == [("gallrad", None)] * 2
