"""To put a file into a case, to be sent with what is said, to list the files, and to fetch one (K4.7)."""

from __future__ import annotations

from pathlib import Path

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.tid.tidpunkt import skriv_lokal
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import dorren
from starter.stod.filer.utfil import skriv_hel
from starter.visning.ordval.lagesord import FILBARARE
from starter.visning.tabell import tabell

_HOGST = 12 * 1024 * 1024
"""Bytes that are read at all; what the rules allow is less, and is asked where the file is kept."""


@click.group()
def fil() -> None:
    """Lägg in en fil i ett ärende för att bifoga den, eller hämta en som är bifogad."""


@fil.command()
@click.argument("arende")
@click.argument("sokvag", metavar="FIL", type=click.Path(path_type=Path))
@som_val
@json_val
def lagg(arende: str, sokvag: Path, som: Aktor, som_json: bool) -> None:
    """Lägg in en fil: PDF, JPEG, PNG eller DOCX. Id:t som svaret ger anges med --bilagor i det som sägs."""
    try:
        with sokvag.open("rb") as strom:
            innehall = strom.read(_HOGST + 1)
    except OSError:
        raise Avvisning("K4.7", "filen går inte att läsa", "fil") from None
    with dorren(som) as d:
        f = d.lagg_in_fil(arende, sokvag.name, innehall)
    if som_json:
        skriv_json(f)
    else:
        click.echo(f"{f.namn} är inlagd, {f.storlek} byte. Bifoga den med --bilagor {f.id}")


@fil.command()
@click.argument("arende")
@som_val
@json_val
def lista(arende: str, som: Aktor, som_json: bool) -> None:
    """Visa ärendets filer som du läser, och vad som bär var och en."""
    with dorren(som) as d:
        rader = d.filer(arende)
    if som_json:
        skriv_json(rader)
    elif not rader:
        click.echo("Ingen fil är inlagd.")
    else:
        kolumner = ("id", "namn", "byte", "bärs av", "inlagd")
        varden = [
            (f.id, f.namn, str(f.storlek), FILBARARE[slag] if slag else "väntar", skriv_lokal(f.skapad))
            for f, slag in ((x.fil, x.slag) for x in rader)
        ]
        tabell(f"Filer i {arende}", kolumner, varden, tal=("byte",))


@fil.command()
@click.argument("arende")
@click.argument("fil_id", metavar="ID")
@click.argument("sokvag", metavar="FIL", type=click.Path(path_type=Path))
@som_val
def hamta(arende: str, fil_id: str, sokvag: Path, som: Aktor) -> None:
    """Hämta en bifogad fil; dess id står i listan (insats fil lista)."""
    with dorren(som) as d:
        innehall = d.hamta_fil(arende, fil_id)
    skriv_hel(sokvag, innehall, "K4.7", "fil")
    click.echo(f"{sokvag}: {len(innehall)} byte")
