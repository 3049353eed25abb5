"""The whole house on real servers, each of which can be killed, frozen, cut off or made slow."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import psutil
from sqlalchemy import Engine, make_url

from domain.grund.parter import Roll
from kontrakt import namn
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from persistence.databas.rattigheter import ge_rattigheter
from persistence.meddelanden import adresser
from persistence.register.anordnare import auktorisationer
from persistence.register.anordnare.register import lagg_till_anordnare
from starter.stod.klient.insats import Insatsklient
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from starter.stod.stack.temporal import TemporalServer
from starter.stod.stack.workers import Worker
from tests.fel.riktiga.brevlada import Brevlada
from tests.fel.riktiga.mellanhand import Mellanhand
from tests.flotta.flottan import Flotta, vilande_scheman
from tests.huset.platser import for_stunden


@dataclass
class Huset(Flotta):
    """``database_url`` is the workers' way, by the proxy; the door and the oracle have their own."""

    postgres: EmbeddedPostgres = None  # type: ignore[assignment]
    till_databasen: Mellanhand = None  # type: ignore[assignment]
    posten: Brevlada = None  # type: ignore[assignment]
    disken: Path | None = None
    """Where PostgreSQL's files are, if it is a disk of their own that can be filled."""
    borjan: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def adresser(self) -> dict[str, str]:
        return super().adresser | {
            "SMTP_URL": f"smtp://127.0.0.1:{self.posten.port}",
            "AVSANDARE": "insatsflode@nacka.example",
            "LANK_BAS": "https://insatsflode.nacka.example",
        }

    def starta_arbetare(self, *, som_i_drift: bool = True, **miljo: str) -> Worker:
        """By the command of operations: what is laid beneath a program, as a false clock is, is loaded with it."""
        return super().starta_arbetare(som_i_drift=som_i_drift, **miljo)

    @property
    def levande(self) -> list[Worker]:
        return [a for a in self.arbetare if a.running]

    def frys(self, pid: int) -> Callable[[], None]:
        """Stop a process and its children where they stand; what lets them go on."""
        alla = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        for p in alla:
            with suppress(psutil.NoSuchProcess):
                p.send_signal(signal.SIGSTOP)

        def vidare() -> None:
            for p in alla:
                with suppress(psutil.NoSuchProcess):
                    p.send_signal(signal.SIGCONT)

        return vidare

    def doda_databasen(self) -> None:
        """As a power cut: PostgreSQL ends at once, and recovers from its log when it is started."""
        assert self.postgres.pid is not None
        huvud = psutil.Process(self.postgres.pid)
        os.kill(huvud.pid, signal.SIGQUIT)
        with suppress(psutil.TimeoutExpired):
            huvud.wait(10)

    async def halla_arbetare(self, antal: int) -> None:
        """As an orchestrator: who has ended is replaced."""
        while len(self.levande) < antal:
            self.starta_arbetare()
            await asyncio.sleep(0)


@asynccontextmanager
async def huset(mapp: Path) -> AsyncIterator[Huset]:
    """Everything started, with anordnare A and addresses for all; stopped afterwards."""
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as pg, ExitStack() as slut:
        disken = slut.enter_context(_egen_disk(Path(pg) / "disk"))
        # Durable, as in operations: what is acknowledged must outlive a power cut.
        postgres = EmbeddedPostgres((disken or Path(pg)) / "postgres", port=free_port())
        postgres.start()
        direkt = postgres.create_database("insatsflode")
        migrera(direkt)
        motor = skapa_motor(direkt)
        _register(motor)
        mellan = Mellanhand(int(make_url(direkt).port or 0))
        # The workers work by the role of least rights, as in a deployment.
        ge_rattigheter(direkt, "arbetaren", losen := "ett-langt-losenord-1")
        som = make_url(direkt).set(username="arbetaren", password=losen, port=mellan.port)
        genom = som.render_as_string(hide_password=False)
        posten = Brevlada()
        posten.starta()
        temporal = TemporalServer(
            search_attributes=namn.SOKATTRIBUT, log=mapp / "temporal.log", database=mapp / "temporal.db", ui=False
        )
        temporal.start()
        klient = await Insatsklient.anslut(temporal.address, "default", motor)
        await vilande_scheman(klient.temporal)
        h = Huset(temporal, genom, klient, mapp, postgres=postgres, till_databasen=mellan, posten=posten, disken=disken)
        try:
            yield h
        finally:
            for arbetare in h.arbetare:
                with suppress(ProcessLookupError):
                    arbetare.kill()
            posten.stoppa()
            temporal.stop()
            motor.dispose()
            mellan.stang()
            postgres.stop()


@contextmanager
def _egen_disk(plats: Path) -> Iterator[Path | None]:
    """A small disk in memory; None for one who may not mount."""
    plats.mkdir()
    vad = ["mount", "-t", "tmpfs", "-o", "size=700m,mode=0711", "insatsflode-fel", str(plats)]
    if os.geteuid() != 0 or subprocess.run(vad, capture_output=True, check=False).returncode != 0:
        yield None
        return
    try:
        yield plats
    finally:
        subprocess.run(["umount", "--lazy", str(plats)], check=True)


def _register(motor: Engine) -> None:
    lagg_till_anordnare(motor, "A")
    auktorisationer.auktorisera(motor, "A", "AMI", date(2024, 1, 1))
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE):
        adresser.satt_adress(motor, roll, f"{roll}@nacka.example")
