"""``importera``: the same subcommand for every register, with progress, and the faults of a file as a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor
from persistence.databas.massinlasning import Utfall
from starter.cli.ram.gemensamt import databas, json_val, skriv_json
from starter.importer.alla import Register
from starter.stod.filer import csvfil
from starter.stod.filer.csvimport import FelIImport, Framsteg, Importsort, Radfel, importera
from starter.stod.klient.http import Fjarr, InloggadAktor
from starter.visning.json import enkelt
from starter.visning.tabell import konsol

VISADE_FEL = 20
"""So many faults are shown at the terminal; ``--json`` gives them all, up to a thousand."""


def importkommando(
    register: Register,
    sort: Callable[[Aktor], Importsort],
    *,
    hjalp: str,
    kolumner: str = "",
    val: Callable[[click.Command], click.Command] = lambda k: k,
) -> click.Command:
    """The subcommand ``importera FIL`` of a register.

    Args:
        register: what the service's door calls it.
        sort: makes the description of the import of who reads it in.
        hjalp: one Swedish sentence.
        kolumner: what the columns are, in Swedish; shown in the help.
        val: adds the option ``som``, that says who reads it in.
    """

    def importera_fil(fil: Path, torrkor: bool, som_json: bool, som: Aktor) -> None:
        if isinstance(som, InloggadAktor) and (dorr := som.dorr) is not None:
            namn = sort(som).namn  # who may not is told before the file is sent
            _beratta(lambda: _genom_dorren(dorr, register, fil, torrkor), namn, torrkor=torrkor, som_json=som_json)
        else:
            importen(sort(som), fil, torrkor=torrkor, som_json=som_json)

    kommando = click.Command(
        "importera",
        callback=importera_fil,
        params=[
            click.Argument(["fil"], type=click.Path(path_type=Path)),
            click.Option(["--torrkor"], is_flag=True, help="Pröva allt och visa vad det skulle ge, utan att spara."),
        ],
        help=f"{hjalp}\n\nFilen är CSV i UTF-8 med semikolon eller komma och kolumnnamn på första raden. Har en enda "
        "rad fel importeras ingenting, och felen visas med rad och kolumn. Samma fil igen ändrar ingenting."
        + (f"\n\n{kolumner}" if kolumner else ""),
        short_help=hjalp,
        options_metavar="[VAL]",
    )
    return val(json_val(kommando))


def importen(sort: Importsort, fil: Path, *, torrkor: bool, som_json: bool) -> None:
    """Import a file and tell what it came to. Raises as ``csvimport.importera``, the faults already shown."""

    def direkt() -> Utfall:
        with databas() as motor, _framsteg(sort.namn) as framsteg:
            return importera(motor, fil, sort, torrkor=torrkor, framsteg=framsteg)

    _beratta(direkt, sort.namn, torrkor=torrkor, som_json=som_json)


def _genom_dorren(dorr: Fjarr, register: Register, fil: Path, torrkor: bool) -> Utfall:
    """The same by a login. Raises: FelIImport, Avvisning, IngenKontakt."""
    with csvfil.fran_disk(fil) as kalla:
        svar = dorr.las_in(register, kalla.strom, torrkor=torrkor)
    if "fel" in svar:
        raise FelIImport(fil.name, [Radfel(**f) for f in svar["fel"]], svar["antal_fel"])
    return Utfall(svar["nya"], svar["andrade"], svar["oforandrade"])


def _beratta(las_in: Callable[[], Utfall], namn: str, *, torrkor: bool, som_json: bool) -> None:
    try:
        utfall = las_in()
    except FelIImport as fel:
        if som_json:
            skriv_json({"fel": [enkelt(f) for f in fel.fel], "antal_fel": fel.antal})
        else:
            _visa(fel)
        raise
    if som_json:
        skriv_json(enkelt(utfall) | {"lasta": utfall.lasta, "torrkorning": torrkor})
        return
    hur = "Provläst, ingenting är sparat" if torrkor else "Importerat"
    click.echo(
        f"{hur}: {utfall.lasta} {namn} lästa, {utfall.nya} nya, {utfall.andrade} ändrade, "
        f"{utfall.oforandrade} oförändrade."
    )


def _visa(fel: FelIImport) -> None:
    t = Table("Rad", "Kolumn", "Fel", "Regel", title="Rader med fel", title_justify="left")
    for f in fel.fel[:VISADE_FEL]:
        t.add_row(str(f.rad), f.kolumn, f.text, hanvisning(f.regel))
    ut = konsol(fel=True)
    ut.print(t)
    if fel.antal > VISADE_FEL:
        ut.print(f"… och {fel.antal - VISADE_FEL} fel till.")


@contextmanager
def _framsteg(vad: str) -> Iterator[Framsteg]:
    """A bar on stderr, for those who sit and wait."""
    falt = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*falt, console=konsol(fel=True), transient=True, disable=not sys.stderr.isatty()) as stapel:
        uppgift = stapel.add_task(f"{vad}: läser", total=None)

        def visa(steg: str, klart: int, av: int) -> None:
            stapel.update(uppgift, description=f"{vad}: {steg}", completed=klart, total=av)

        yield visa
