"""The payment bases as files: CSV for Excel, and PDF (K14.6)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.betalningsmanad.lage import REGEL
from domain.tid.manad import Manad
from starter.api.terminal.betalning import delarna, delen_som_fil, summor_som_fil
from starter.api.terminal.fraga import Visat
from starter.cli.ram.vag import be, visa_svar
from starter.stod.filer.utfil import skriv_hel


def svara(sagt: Sequence[str], annars: Visat, som_json: bool) -> None:
    """Tell of files that were written; show what was asked for where nothing else was, or as data."""
    for rad in sagt:
        click.echo(rad, err=som_json)
    if som_json or not sagt:
        visa_svar(annars, som_json)


def skriv_en(
    som: Aktor, manad: Manad, anordnare: str, csvfil: Path | None, pdffil: Path | None, katalog: Path | None
) -> list[str]:
    """The files asked for of one anordnare's part; a sentence each. Raises: Avvisning, for what cannot be written."""
    dit = _katalog(katalog) if katalog is not None else None
    sagt = []
    if csvfil is not None or dit is not None:
        f = be(som, delen_som_fil, manad=manad, anordnare=anordnare, slag="csv")
        csvfil = csvfil or (dit or Path()) / f"{f.namn}.csv"
        skriv_hel(csvfil, f.bytes, REGEL, "csv")
        sagt.append(f"Raderna finns i {csvfil}.")
    if pdffil is not None or dit is not None:
        f = be(som, delen_som_fil, manad=manad, anordnare=anordnare, slag="pdf")
        pdffil = pdffil or (dit or Path()) / f"{f.namn}.pdf"
        skriv_hel(pdffil, f.bytes, REGEL, "pdf")
        sagt.append(f"Betalningsunderlaget finns i {pdffil}.")
    return sagt


def skriv_alla(som: Aktor, manad: Manad, csvfil: Path | None, katalog: Path | None) -> list[str]:
    """The totals, and with ``katalog`` both files of every anordnare. As ``skriv_en``."""
    sagt = []
    if csvfil is not None:
        skriv_hel(csvfil, be(som, summor_som_fil, manad=manad).bytes, REGEL, "csv")
        sagt.append(f"Summorna per anordnare finns i {csvfil}.")
    if katalog is not None:
        vilka = be(som, delarna, manad=manad)
        alla = [rad for namn in vilka for rad in skriv_en(som, manad, namn, None, None, katalog)]
        sagt += alla or [f"Ingen anordnare har något i betalningsmånad {manad}; inget underlag är skrivet."]
    return sagt


def _katalog(katalog: Path) -> Path:
    try:
        katalog.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Avvisning(REGEL, f"{katalog}: går inte att skapa som katalog", "underlag") from None
    return katalog
