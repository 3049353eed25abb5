"""A healthy base with every case of tests/fall in it, to be broken by hand, and the command that looks."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.regler.provning import skapa_regelverk
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import datum
from kontrakt.insats import Batch
from persistence.databas.motor import skapa_motor
from persistence.journal.skrivning import skriv
from regelverk import las_utgavor
from starter.cli.alla import insats
from starter.provkorning.fil import Provfall, las_provfil
from starter.provkorning.ifyllt import ifyllt
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.huset.platser import FALL

FALLEN = sorted(FALL.glob("*.yaml"))


def liv(fall: Provfall, arende: str, till: datetime) -> Steg | None:
    """The case as it would be had it lived on until ``till``; None if it was refused."""
    regelverk, steg = skapa_regelverk(las_utgavor()), None
    for s in fall.steg:
        data = dict(ifyllt(s, steg.insats if steg else None).data)
        try:
            if steg is None:
                data["kund"] = kundfakta(data["kund"], datum(s.tid))
                inkommet = Inkommet(f"{arende}-0", s.av, las_kommando(data))
                steg = forlopp.paborja(arende, inkommet, regelverk, fall.auktorisation(), s.tid)
            else:
                steg += forlopp.lat_ga(steg.insats, s.tid)
                steg += forlopp.utfor(steg.insats, Inkommet(f"{arende}-{s.nr}", s.av, las_kommando(data)), s.tid)
            steg += forlopp.lat_ga(steg.insats, s.tid)
        except Avvisning:
            if steg is None:
                return None
    assert steg is not None
    return steg + forlopp.lat_ga(steg.insats, till)


def skriv_in(motor: Engine, arende: str, steg: Steg) -> None:
    skriv(motor, Batch(arende, 0, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden))


@dataclass
class Bas:
    """A database, and what the command says of it."""

    motor: Engine
    url: str

    def bryt(self, *satser: str, **varden: Any) -> None:
        """Do what the service never does: behind the triggers' and the keys' backs."""
        with self.motor.begin() as forbindelse:
            forbindelse.execute(text("SET LOCAL session_replication_role = replica"))
            for sats in satser:
                assert forbindelse.execute(text(sats), varden).rowcount, f"träffade ingenting: {sats}"

    def behall(self, *arenden: str) -> None:
        """Leave only these cases, as if there had never been any other: what is looked through is then soon done."""
        with self.motor.begin() as forbindelse:
            forbindelse.execute(text("SET LOCAL session_replication_role = replica"))
            for tabell in ("journal", "bevakning", "utbetalning", "utkorg", "meddelande", "dokument", "insats"):
                forbindelse.execute(text(f"DELETE FROM {tabell} WHERE arende <> ALL (:a)"), {"a": list(arenden)})

    def ett(self, fraga: str, **varden: Any) -> Any:
        with self.motor.connect() as forbindelse:
            return forbindelse.execute(text(fraga), varden).scalar_one()


@dataclass
class Svar:
    """What the command answered."""

    kod: int
    ut: str
    fel: str

    @property
    def fynd(self) -> list[tuple[str, str, str]]:
        """Check, case and text of each finding."""
        return [(f["kontroll"], f["arende"], f["text"]) for f in json.loads(self.ut)["fynd"]]


Kontrollera = Callable[..., Svar]


def kor(*argument: str) -> Svar:
    svar = CliRunner().invoke(insats, list(argument), catch_exceptions=False)
    return Svar(svar.exit_code, svar.stdout, svar.stderr)


@pytest.fixture(scope="session")
def frisk_bas(postgres: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    """Name of a database that holds every case of tests/fall, each as it stands today, and nothing wrong."""
    namn = f"frisk_{uuid.uuid4().hex}"
    motor = skapa_motor(postgres.create_database(namn, template=template_database))
    nu = datetime.now(UTC)
    for fil in FALLEN:
        if steg := liv(las_provfil(fil), f"in-{fil.stem}", nu):
            skriv_in(motor, f"in-{fil.stem}", steg)
    motor.dispose()
    yield namn
    postgres.drop_database(namn)


@pytest.fixture
def bas(postgres: EmbeddedPostgres, frisk_bas: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bas]:
    """The healthy base, a copy to break, as the command finds it."""
    namn = f"bruten_{uuid.uuid4().hex}"
    url = postgres.create_database(namn, template=frisk_bas)
    for variabel in ("TEMPORAL_ADDRESS", "TEMPORAL_UI"):
        monkeypatch.delenv(variabel, raising=False)
    monkeypatch.setenv("INSATS_SOM", "systemspecialist:ss1")
    monkeypatch.setenv("INSATSFLODE_KATALOG", str(tmp_path / "ingen"))
    monkeypatch.setenv("DATABASE_URL", url)
    motor = skapa_motor(url)
    yield Bas(motor, url)
    motor.dispose()
    postgres.drop_database(namn)
