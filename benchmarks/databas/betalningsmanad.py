"""A payment month of 10,000 insatser: its closing, every payment basis as CSV and as PDF, and what memory it takes.

One life of ``tests/fall`` is played and written by the journal's writer, and its rows are copied to as many cases with
fifty anordnare; every tenth has a month that waits. The months before are closed first, so that the one that is
measured has a record behind it. The yardstick is a bare SELECT of the same rows, in the same process and run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

import psutil
from rich.table import Table
from sqlalchemy import Engine, text

from domain.liv.lagring import post_till_json
from domain.regler.provning import skapa_regelverk
from domain.tid.manad import nasta
from kontrakt.insats import Batch
from persistence.betalning.stangning import Stangning, stang
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor, transaktion
from persistence.journal.skrivning import skriv
from regelverk import las_utgavor
from starter.dokument.betalningscsv import KOLUMNER, csv_rader
from starter.dokument.betalningspdf import pdf
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from starter.stod.filer import csvut
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.tjanster.betalning.betalningsunderlag import las

ANTAL = 10_000
ANORDNARE = 50
FORSTA, MANAD = "2024-04", "2024-11"
_LIV = Path(__file__).resolve().parents[2] / "tests" / "fall" / "ami2_hela_livet.yaml"
_MIB = 1 << 20
T = TypeVar("T")


def mat(antal: int = ANTAL) -> Table:
    """The table; the servers' time is in it, the making of the cases is not."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as namn:
        mapp = Path(namn)
        mapp.chmod(0o755)
        postgres = EmbeddedPostgres(mapp / "pg")
        postgres.start()
        try:
            url = postgres.create_database("matning")
            migrera(url)
            fyll(url, antal)
            (mapp / "ut").mkdir()
            # A process of its own, whose memory is nobody else's.
            svar = subprocess.run(
                [sys.executable, "-m", "benchmarks.databas.betalningsmanad", str(mapp / "ut")],
                env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, check=True,
            )  # fmt: skip
        finally:
            postgres.stop()
    return _tabell(json.loads(svar.stdout), antal)


def fyll(url: str, antal: int) -> None:
    """Cases with their rows of payment, and the months before the measured one closed."""
    motor = skapa_motor(url)
    b = ren.spela(las_provfil(_LIV), skapa_regelverk(las_utgavor()))
    skriv(motor, Batch(ren.ARENDE, 0, tuple(post_till_json(p) for p in b.poster), ()))
    vad = {"n": antal, "v": ANORDNARE, "mall": ren.ARENDE, "manad": MANAD}
    with transaktion(motor) as c:
        for sats in _KOPIERA:
            c.execute(text(sats), vad)
    manad = FORSTA
    while manad < MANAD:
        stang(motor, manad, datetime.now(UTC))
        manad = nasta(manad)
    with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        c.execute(text("ANALYZE"))
    motor.dispose()


_KOPIERA = (
    """INSERT INTO insats SELECT 'in-' || to_char(g, 'FM000000'), slag, 'Anordnare ' || (g % :v), karriarvagledare,
           kund, 'pagar', startdatum, slutdatum, avslutsform, avslutsorsak, nr, senast
       FROM insats, generate_series(1, :n) g WHERE arende = :mall""",
    """INSERT INTO utbetalning SELECT 'in-' || to_char(g, 'FM000000'), nyckel, ordning, slag, avser, dagar, belopp,
           utbetalningsmanad, status, forklaring, 'Anordnare ' || (g % :v)
       FROM utbetalning, generate_series(1, :n) g WHERE arende = :mall""",
    """UPDATE utbetalning SET status = 'vantar', utbetalningsmanad = NULL
       WHERE utbetalningsmanad > :manad AND nyckel = 'manad:2024-11' AND right(arende, 1) = '0'""",
    "DELETE FROM utbetalning WHERE arende = :mall",
)


def mat_har(motor: Engine, ut: Path) -> dict[str, Any]:
    """Each part in turn in this process: seconds, numbers, and the memory it stood at after."""
    jag = psutil.Process()
    svar: dict[str, Any] = {"minne_fore": jag.memory_info().rss / _MIB}

    def ta(namn: str, gor: Callable[[], T]) -> T:
        start = perf_counter()
        blev = gor()
        svar[namn] = perf_counter() - start
        svar[f"minne_{namn}"] = jag.memory_info().rss / _MIB
        return blev

    stangd = ta("stangning", lambda: stang(motor, MANAD, datetime.now(UTC)))
    assert isinstance(stangd, Stangning)
    svar["lasta"] = ta("bar", lambda: _bara_las(motor))
    svar["rader"] = sum(t.rader for t in stangd.totaler)
    svar["innehallna"] = sum(t.innehallna for t in stangd.totaler)
    svar["csv_byte"] = ta("csv", lambda: _alla_csv(motor, ut))
    svar["pdf_byte"] = ta("pdf", lambda: _alla_pdf(motor, ut))
    svar["anordnare"] = len(stangd.totaler)
    return svar


def _bara_las(motor: Engine) -> int:
    fraga = text("SELECT * FROM utbetalning WHERE status = 'utbetald' AND utbetalningsmanad = :m")
    with motor.connect() as c:
        return sum(1 for _ in c.execution_options(yield_per=1000).execute(fraga, {"m": MANAD}))


def _alla_csv(motor: Engine, ut: Path) -> int:
    return sum(
        (ut / f"{u.filnamn}.csv").write_bytes(csvut.som_bytes(KOLUMNER, csv_rader(u))) for u in las(motor, MANAD)
    )


def _alla_pdf(motor: Engine, ut: Path) -> int:
    return sum((ut / f"{u.filnamn}.pdf").write_bytes(pdf(u)) for u in las(motor, MANAD))


def _tabell(m: dict[str, Any], antal: int) -> Table:
    rubrik = f"Betalningsmånad: {antal} insatser, {m['rader']} rader betalas, {m['innehallna']} väntar"
    t = Table("", "sekunder", "× bar läsning", "minne efter, MiB", title=rubrik, title_justify="left")
    for namn, ord_ in (
        ("bar", f"bar SELECT av {m['lasta']} rader"),
        ("stangning", "stängning"),
        ("csv", f"CSV till {m['anordnare']} anordnare, {m['csv_byte'] / _MIB:.1f} MiB"),
        ("pdf", f"PDF till {m['anordnare']} anordnare, {m['pdf_byte'] / _MIB:.1f} MiB"),
    ):
        t.add_row(ord_, f"{m[namn]:.2f}", f"{m[namn] / m['bar']:.1f}", f"{m[f'minne_{namn}']:.0f}")
    t.add_row("före", "", "", f"{m['minne_fore']:.0f}")
    return t


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(mat_har(skapa_motor(os.environ["DATABASE_URL"]), Path(sys.argv[1]))))
    else:
        from rich.console import Console

        Console().print(mat())
