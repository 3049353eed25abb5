"""Every page of the desk over a large database: the server's time for each, and what it weighs at a second visit.

``python -m benchmarks.skrivbordet [ANTAL]`` fills a database of its own with so many cases (20,000) and asks for every
page as its role, in this process, so that what is measured is the door and the database and no network. Beside the time
on the wall stands the processors' own, the door's and the database's, which a machine that does much else changes less.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import psutil
from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from benchmarks.rigg import manga
from benchmarks.rigg.matning import p50_p95
from persistence.databas.migrering import migrera
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.starter.skrivbord.verktyg.bordet import duka
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

ANTAL, _GANGER, _UPPVARMNING = 20_000, 30, 3
MAL = 150.0
"""Milliseconds of the server's, p95."""


@dataclass(frozen=True, slots=True)
class Sidmatt:
    """A page of a login's: milliseconds on the wall, and of the processors' (door and database); bytes, as sent."""

    konto: str
    sida: str
    p50: float
    p95: float
    dorr: float
    databas: float
    vikt: int


def mat(antal: int, ganger: int = _GANGER) -> list[Sidmatt]:
    """Every page, the dearest first."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as mapp:
        Path(mapp).chmod(0o755)
        postgres = EmbeddedPostgres(Path(mapp) / "pg", durable=False)
        postgres.start()
        try:
            url = postgres.create_database("matning")
            migrera(url)
            bord = duka(url)
            rader = manga.fyll(bord.motor, antal)
            print(f"{antal} ärenden, {rader} journalrader", file=sys.stderr)
            svar = []
            for (konto, roll), sidor in SIDOR.items():
                k = bord.som(konto, roll or None)
                svar += [_en_sida(k, konto, sida, ganger, postgres.pid or 0) for sida in sidor]
            bord.motor.dispose()
        finally:
            postgres.stop()
    return sorted(svar, key=lambda s: -s.p95)


def _en_sida(k: TestClient, konto: str, sida: str, ganger: int, postgres: int) -> Sidmatt:
    for _ in range(_UPPVARMNING):
        k.get(sida)
    tider, dorr, databas = [], process_time(), _databasens(postgres)
    for _ in range(ganger):
        start = perf_counter()
        r = k.get(sida)
        tider.append((perf_counter() - start) * 1000)
    dorr, databas = ((nu - da) * 1000 / ganger for nu, da in ((process_time(), dorr), (_databasens(postgres), databas)))
    return Sidmatt(konto, sida, *p50_p95(tider), dorr, databas, len(r.content))


def _databasens(postgres: int) -> float:
    """Processor time of the database so far, in seconds."""
    tid = 0.0
    for p in psutil.Process(postgres).children(recursive=True):
        with suppress(psutil.Error):
            tid += sum(p.cpu_times()[:2])
    return tid


def main() -> None:
    antal = int(sys.argv[1]) if len(sys.argv) > 1 else ANTAL
    tabell = Table(title=f"Skrivbordets sidor, {antal} ärenden; mål p95 {MAL:.0f} ms")
    for rubrik in ("Vem", "Sida"):
        tabell.add_column(rubrik)
    for rubrik in ("p50 ms", "p95 ms", "dörren, processor ms", "databasen, processor ms", "kB"):
        tabell.add_column(rubrik, justify="right")
    for m in mat(antal):
        tal = (f"{t:.0f}" for t in (m.p50, m.p95, m.dorr, m.databas))
        tabell.add_row(m.konto, m.sida, *tal, f"{m.vikt / 1000:.1f}", style="red" if m.p95 > MAL else "")
    Console(width=120).print(tabell)


if __name__ == "__main__":
    main()
