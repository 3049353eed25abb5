"""Servers of the measurement's own, and workers beside them; what each of them takes of processor and memory."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import Engine

from benchmarks.rigg.bar import VACKT
from kontrakt.namn import SOKATTRIBUT
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.temporal import TemporalServer


@dataclass(frozen=True, slots=True)
class Arbetare:
    """A worker process; ``logg`` holds what it has said."""

    process: psutil.Process
    logg: Path

    def cpu(self) -> float:
        """Processor time so far, in seconds."""
        return _cpu(self.process)

    def minne(self) -> int:
        """Resident bytes."""
        return int(self.process.memory_info().rss)

    def hallna_for_lange(self) -> int:
        """Activations that the SDK has given up, since they took more than two seconds."""
        return len(re.findall("Potential deadlock", self.logg.read_text(errors="replace")))

    def vackta(self) -> int:
        """How many bare twins have done what the clock wakes them for."""
        return self.logg.read_bytes().count(VACKT.encode())


@dataclass(frozen=True, slots=True)
class Hus:
    """Where everything is."""

    url: str
    adress: str
    insats: list[Arbetare]
    bar: Arbetare
    temporal: psutil.Process

    def temporals_cpu(self) -> float:
        """Processor time of the Temporal server so far, in seconds."""
        return _cpu(self.temporal)


@contextmanager
def servrar(arbetare: int = 1) -> Iterator[Hus]:
    """PostgreSQL, Temporal, workers for the cases and one for their bare twin; both databases write durably."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as namn, ExitStack() as slut:
        mapp = Path(namn)
        mapp.chmod(0o755)
        postgres = slut.enter_context(_postgres(mapp))
        temporal = TemporalServer(
            search_attributes=SOKATTRIBUT, log=mapp / "temporal.log", database=mapp / "t.db", ui=False
        )
        slut.callback(temporal.stop)
        url, adress = postgres.create_database("matning"), temporal.start()
        migrera(url)
        assert temporal.pid
        alla = [
            slut.enter_context(_arbetare(sort, mapp / f"{nr}-{sort}.log", url, adress))
            for nr, sort in enumerate(["bar", *["insats"] * arbetare])
        ]
        yield Hus(url, adress, alla[1:], alla[0], psutil.Process(temporal.pid))


@contextmanager
def databas() -> Iterator[Engine]:
    """PostgreSQL alone, with the service's tables; it writes durably."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as namn:
        mapp = Path(namn)
        mapp.chmod(0o755)
        with _postgres(mapp) as postgres:
            url = postgres.create_database("matning")
            migrera(url)
            motor = skapa_motor(url)
            yield motor
            motor.dispose()


@contextmanager
def _postgres(mapp: Path) -> Iterator[EmbeddedPostgres]:
    postgres = EmbeddedPostgres(mapp / "pg")
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()


@contextmanager
def _arbetare(sort: str, logg: Path, url: str, adress: str) -> Iterator[Arbetare]:
    with (
        logg.open("wb") as fil,
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.rigg.arbetare", sort],
            env={**os.environ, "DATABASE_URL": url, "TEMPORAL_ADDRESS": adress},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=fil,
        ) as p,
    ):
        assert p.stdout
        p.stdout.readline()
        try:
            yield Arbetare(psutil.Process(p.pid), logg)
        finally:
            p.terminate()


def _cpu(process: psutil.Process) -> float:
    tider = process.cpu_times()
    return float(tider.user + tider.system)
