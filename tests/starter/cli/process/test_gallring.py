"""K3.8 at the command line: the dry run changes nothing, the protocol and the stops are read and set there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.gallring.rutin import GALLRING
from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from persistence.process.gallring import verkstallning
from persistence.register.kund.skrivning import lagg_till
from tests.starter.cli.register.registerrad import data, fel, mot_databasen, ut
from tests.verktyg.processpel import Processpel

pytestmark = pytest.mark.krav("K3.8")

DS, AL, KV = "dataskyddssamordnare:ds1", "arbetsledare:al1", "karriarvagledare:kv1"
DAG = "2024-03-01"


@pytest.fixture
def kunden(motor: Engine, monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path) -> Engine:
    """A kund of long ago, and a gallring that has been carried out to its end."""
    lagg_till(motor, Aktor.tolka(KV), {"id": "k-1", "personnummer": "198505022387", "namn": "Åsa Ek"}, date(2024, 3, 1))
    with motor.begin() as c:
        c.execute(text("UPDATE kund SET andrad = '2015-01-01'"))
    mot_databasen(monkeypatch, database_url, tmp_path)
    return motor


def _gallrad(motor: Engine) -> None:
    fall = Processpel(GALLRING, "gallring-1").sag(Aktor.tolka(DS), f"{DAG}T09:00", "foresla_gallring", dag=DAG)
    o = verkstallning.lista(motor, "gallring-1", date(2024, 3, 1), 60, 24)
    antal = {"kunder": o.kunder, "arenden": o.arenden, "personal": o.personal}
    fall.sag(SYSTEMET, f"{DAG}T09:01", "registrera_gallringslista", **antal)
    for av in (DS, AL):
        fall.sag(Aktor(Roll(av.split(":")[0]), av.split(":")[1]), f"{DAG}T10:00", "underteckna_gallring")
    poster = tuple(post_till_json(GALLRING, p) for p in fall.poster)
    skrivning.skriv(motor, Processbatch(GALLRING.slag, "gallring-1", 0, poster, ()))
    verkstallning.gallra(motor, "gallring-1", 1, date(2024, 3, 1), 60)


def test_the_dry_run_shows_what_would_go_and_changes_nothing(kunden: Engine) -> None:
    svar = data("gallring", "torrkor", "--dag", DAG, "--som", DS)
    assert [(m["kund"], m["hinder"]) for m in svar["att_gallra"]] == [("k-1", None)]
    assert "1 kund och 0 tidigare anställda skulle gallras till 2024-03-01. Ingenting är ändrat." in ut(
        "gallring", "torrkor", "--dag", DAG, "--som", DS
    )
    assert "inte karriärvägledaren" in fel("gallring", "torrkor", "--som", KV)
    with kunden.connect() as c:
        assert c.execute(text("SELECT count(*) FROM kund")).scalar_one() == 1
        assert c.execute(text("SELECT count(*) FROM gallringsrad")).scalar_one() == 0


def test_the_protocol_says_what_went_and_how_the_gallring_stands(kunden: Engine) -> None:
    _gallrad(kunden)
    (rad,) = data("gallring", "protokoll", "gallring-1", "--som", DS)
    assert (rad["kund"], rad["status"], rad["antal"]["register"]) == ("k-1", "gallrad", 3)
    assert "k-1" in ut("gallring", "protokoll", "gallring-1", "--som", AL)
    assert "Åsa" not in ut("gallring", "visa", "gallring-1", "--som", AL)
    assert "gallringen pågår" in ut("gallring", "lista", "--som", AL)
    assert "finns inte" in fel("gallring", "protokoll", "gallring-2", "--som", AL)
    assert "finns inte" in fel("gallring", "underteckna", "gallring-2", "--som", AL)


def test_a_stop_is_set_seen_and_lifted(kunden: Engine) -> None:
    with kunden.begin() as c:
        c.execute(text("INSERT INTO insats (arende, slag, anordnare, karriarvagledare, kund, status, nr, senast)"
                       " VALUES ('in-1', 'AMI2', 'A', 'kv1', 'k-1', 'slutford', 1, '2015-01-01')"))  # fmt: skip
    assert "ingenting om kunden gallras" in ut("gallring", "stoppa", "in-1", "--orsak", "overklagat", "--som", KV)
    assert [s["orsak"] for s in data("gallring", "stopp", "--som", DS)] == ["overklagat"]
    assert "stoppad" in ut("gallring", "torrkor", "--dag", DAG, "--som", DS)
    assert "stoppet är hävt" in ut("gallring", "hav", "in-1", "--orsak", "overklagat", "--som", KV)
    assert data("gallring", "stopp", "--som", DS) == []
    assert "inte ekonomen" in fel("gallring", "stoppa", "in-1", "--orsak", "tvist", "--som", "ekonom:e1")
