"""Every page of the desk over a large database: the server's time for each, and what it weighs at a second visit.

``python -m benchmarks.skrivbordet [ANTAL]`` fills a database of its own with so many cases (20,000) and asks for every
page as its role, in this process, so that what is measured is the door and the database and no network. A page of a
case is asked for of another case each time, so that nothing is measured that has just been read. Beside the time on
the wall stands the processors' own, the door's and the database's, which a machine that does much else changes less.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

import psutil
from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from benchmarks.rigg import manga
from benchmarks.rigg.matning import p50_p95
from domain.grund.parter import Aktor
from persistence.databas.migrering import migrera
from starter.inloggning.folket import FOLKET
from starter.server import lagg_undan
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.visning.ordval.lagesord import ROLL
from tests.starter.skrivbord.verktyg.bordet import duka, inred
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

ANTAL, _GANGER, _UPPVARMNING = 20_000, 25, 3
_HOGST = 3.0
"""Seconds that a page is asked for at most, and five times at least: the whole takes a few minutes."""
_MINST = 5
MAL, MAL_KB = 150.0, 100.0
"""Milliseconds of the server's, p95; kilobytes at a second visit, when the files that never change are kept."""
_ARENDE = re.compile(r"in-exempel(\d\d)")
_BILD = re.compile(r'<img[^>]+src="([^"]+)"')
_MALLAR, _SKYDDADE, _EGET_ARENDE = 12, (11,), ("sol", "asa")
"""How many the invented cases are; those that are closed to most; and whose only case is an invented one."""


@dataclass(frozen=True, slots=True)
class Sidmatt:
    """A page of a role's: milliseconds on the wall, and of the processors' (door and database); bytes, as sent."""

    roll: str
    sida: str
    p50: float
    p95: float
    dorr: float
    databas: float
    vikt: int

    @property
    def natt(self) -> bool:
        """Whether it is what it is to be."""
        return self.p95 <= MAL and self.vikt / 1000 <= MAL_KB


def mat(antal: int, ganger: int = _GANGER) -> list[Sidmatt]:
    """Every page, the dearest first."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as mapp:
        Path(mapp).chmod(0o755)
        postgres = EmbeddedPostgres(Path(mapp) / "pg", durable=False)
        postgres.start()
        try:
            url = postgres.create_database("matning")
            migrera(url)
            inred(url)
            bord = duka(url)
            rader = manga.fyll(bord.motor, antal)
            print(f"{antal} ärenden, {rader} journalrader", file=sys.stderr, flush=True)
            lagg_undan()  # as the doors do when they open
            svar = []
            for (konto, roll), sidor in SIDOR.items():
                k = bord.som(konto, roll or None)
                vem = ROLL[Aktor.tolka(roll or next(p.aktorer[0] for p in FOLKET if p.konto == konto)).roll]
                for sida in sidor:
                    adresser = _adresser(konto, sida, antal)
                    svar.append(_en_sida(k, vem, sida, adresser, ganger, postgres.pid or 0))
            bord.motor.dispose()
        finally:
            postgres.stop()
    return sorted(svar, key=lambda s: -s.p95)


def _adresser(konto: str, sida: str, antal: int) -> Iterator[str]:
    """The page of one case after another, all alike; as it is where one has but one, or the page is of none."""
    traff = _ARENDE.search(sida)
    if traff is None or konto in _EGET_ARENDE or int(traff[1]) in _SKYDDADE:
        return cycle([sida])
    return cycle(sida.replace(traff[0], lik) for lik in manga.kopior_av(int(traff[1]), _MALLAR, antal))


def _en_sida(k: TestClient, roll: str, sida: str, adresser: Iterator[str], ganger: int, postgres: int) -> Sidmatt:
    for adress in islice(adresser, _UPPVARMNING):
        r = k.get(adress)
    tider: list[float] = []
    dorr, databas, borjan = process_time(), _databasens(postgres), perf_counter()
    for adress in islice(adresser, ganger):
        start = perf_counter()
        r = k.get(adress)
        tider.append((perf_counter() - start) * 1000)
        if len(tider) >= _MINST and perf_counter() - borjan > _HOGST:
            break
    if r.is_redirect:  # to log in: nothing has been measured
        raise RuntimeError(f"{sida} visas inte för {roll}: {r.headers['location']}")
    n = len(tider)
    dorr, databas = ((nu - da) * 1000 / n for nu, da in ((process_time(), dorr), (_databasens(postgres), databas)))
    vikt = len(r.content) + sum(len(k.get(bild.replace("&amp;", "&")).content) for bild in _BILD.findall(r.text))
    som = sida if r.status_code == 200 else f"{sida} ({r.status_code})"
    return Sidmatt(roll, som, *p50_p95(tider), dorr, databas, vikt)


def _databasens(postgres: int) -> float:
    """Processor time of the database so far, in seconds."""
    tid = 0.0
    for p in psutil.Process(postgres).children(recursive=True):
        with suppress(psutil.Error):
            tid += sum(p.cpu_times()[:2])
    return tid


def main() -> None:
    antal = int(sys.argv[1]) if len(sys.argv) > 1 else ANTAL
    matt = mat(antal)
    over = sum(not m.natt for m in matt)
    rubrik = f"{len(matt)} sidor, {antal} ärenden; mål p95 {MAL:.0f} ms och {MAL_KB:.0f} kB: {over} når det inte"
    tabell = Table(title=rubrik, title_justify="left")
    for kolumn in ("Vem", "Sida"):
        tabell.add_column(kolumn, overflow="fold")
    for kolumn in ("p50 ms", "p95 ms", "dörren, processor ms", "databasen, processor ms", "kB"):
        tabell.add_column(kolumn, justify="right")
    for m in matt:
        tal = (f"{t:.0f}" for t in (m.p50, m.p95, m.dorr, m.databas))
        tabell.add_row(m.roll, m.sida, *tal, f"{m.vikt / 1000:.1f}", style="" if m.natt else "red")
    Console(width=140).print(tabell)


if __name__ == "__main__":
    main()
