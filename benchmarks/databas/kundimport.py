"""A hundred thousand kunder from a file: `insats kund importera`, against a bare COPY of the same file.

The database writes durably and is a process of its own; the import is the command itself, its start included. The
bare COPY puts the file's bytes in a table without a single constraint or index, and is what the machine can do.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import psycopg
from rich.table import Table
from stdnum import luhn

from persistence.databas.migrering import migrera
from starter.stod.stack.database.postgres import EmbeddedPostgres

ANTAL = 100_000
KOLUMNER = ("id", "personnummer", "namn", "epost", "telefon", "adress", "skydd")
_FORNAMN = ("Åsa", "Bo", "Cecilia", "Dawit", "Eva", "Fatima", "Göran", "Hanna", "Ivan", "Östen")


def kundfil(fil: Path, antal: int = ANTAL) -> Path:
    """Write a file of kunder who are nobody: the same every time, one in a hundred protected."""
    with fil.open("w", encoding="utf-8", newline="") as f:
        skrivare = csv.writer(f, delimiter=";")
        skrivare.writerow(KOLUMNER)
        skrivare.writerows(_rad(n) for n in range(antal))
    return fil


def _rad(n: int) -> tuple[str, ...]:
    fodd = date(1950, 1, 1) + timedelta(days=n % 20_000)
    utan = f"{fodd:%Y%m%d}{n // 20_000 * 100 + n % 97:03}"
    namn = f"{_FORNAMN[n % 10]} Provkund{n}"
    skydd = "sekretessmarkering" if n % 100 == 0 else ""
    nummer = utan + luhn.calc_check_digit(utan[2:])
    return f"k{n:06}", nummer, namn, f"k{n}@prov.example", f"070-{n:07}", f"Provgatan {n}, 131 00 Nacka", skydd


def mat(antal: int = ANTAL) -> Table:
    """The table: seconds, rows a second, and the peak of memory of the command."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as namn:
        mapp = Path(namn)
        mapp.chmod(0o755)
        fil = kundfil(mapp / "kunder.csv", antal)
        with _databas(mapp / "pg") as url:
            bar = _bar_copy(url, fil)
            tid, minne = _kommando(url, fil)
            igen, _ = _kommando(url, fil)
    t = Table(title=f"Import av {antal} kunder", title_justify="left")
    for rubrik in ("", "s", "rader/s", "minne MiB"):
        t.add_column(rubrik, justify="right" if rubrik else "left")
    t.add_row("bar COPY", f"{bar:.2f}", f"{antal / bar:.0f}", "")
    t.add_row("insats kund importera", f"{tid:.1f}", f"{antal / tid:.0f}", f"{minne / 1024:.0f}")
    t.add_row("samma fil igen", f"{igen:.1f}", f"{antal / igen:.0f}", "")
    return t


@contextmanager
def _databas(mapp: Path) -> Iterator[str]:
    postgres = EmbeddedPostgres(mapp)
    postgres.start()
    try:
        url = postgres.create_database("matning")
        migrera(url)
        yield url
    finally:
        postgres.stop()


def _bar_copy(url: str, fil: Path) -> float:
    start = perf_counter()
    with psycopg.connect(url.replace("+psycopg", "")) as c:
        c.execute(f"CREATE TABLE bar ({', '.join(f'{k} text' for k in KOLUMNER)})")
        with fil.open("rb") as f, c.cursor().copy("COPY bar FROM STDIN (FORMAT csv, DELIMITER ';', HEADER)") as kopia:
            while bit := f.read(1 << 16):
                kopia.write(bit)
    return perf_counter() - start


def _kommando(url: str, fil: Path) -> tuple[float, float]:
    """Seconds, and the largest resident size so far of any command (KiB)."""
    start = perf_counter()
    subprocess.run(
        [Path(sys.executable).with_name("insats"), "kund", "importera", fil, "--som", "arbetsledare:al1"],
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    from rich.console import Console

    Console().print(mat(int(sys.argv[1]) if len(sys.argv) > 1 else ANTAL))
