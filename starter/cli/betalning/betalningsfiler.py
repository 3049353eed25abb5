"""The payment bases as files: CSV for Excel, and PDF (K14.6)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.processer.betalningsmanad.lage import REGEL
from domain.tid.manad import Manad
from starter.cli.betalning import betalningsvy
from starter.dokument.betalningscsv import KOLUMNER, csv_rader
from starter.stod.filer import csvut
from starter.stod.filer.utfil import skriv_hel
from starter.tjanster.betalning import betalningsunderlag
from starter.tjanster.betalning.betalningsunderlag import Underlag


def skriv_en(u: Underlag, csvfil: Path | None, pdffil: Path | None, katalog: Path | None) -> list[str]:
    """The files asked for of one anordnare's part; a sentence each. Raises: Avvisning, for what cannot be written."""
    if katalog is not None:
        katalog = _katalog(katalog)
        csvfil, pdffil = csvfil or katalog / f"{u.filnamn}.csv", pdffil or katalog / f"{u.filnamn}.pdf"
    sagt = []
    if csvfil is not None:
        skriv_hel(csvfil, csvut.som_bytes(KOLUMNER, csv_rader(u)), REGEL, "csv")
        sagt.append(f"Raderna finns i {csvfil}.")
    if pdffil is not None:
        from starter.dokument.betalningspdf import pdf  # what sets the page is large

        skriv_hel(pdffil, pdf(u), REGEL, "pdf")
        sagt.append(f"Betalningsunderlaget finns i {pdffil}.")
    return sagt


def skriv_alla(motor: Engine, manad: Manad, csvfil: Path | None, katalog: Path | None) -> list[str]:
    """The totals, and with ``katalog`` both files of every anordnare. As ``skriv_en``."""
    sagt = []
    if csvfil is not None:
        skriv_hel(csvfil, betalningsvy.totaler_csv(motor, manad), REGEL, "csv")
        sagt.append(f"Summorna per anordnare finns i {csvfil}.")
    if katalog is not None:
        alla = [rad for u in betalningsunderlag.las(motor, manad) for rad in skriv_en(u, None, None, katalog)]
        sagt += alla or [f"Ingen anordnare har något i betalningsmånad {manad}; inget underlag är skrivet."]
    return sagt


def _katalog(katalog: Path) -> Path:
    try:
        katalog.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Avvisning(REGEL, f"{katalog}: går inte att skapa som katalog", "underlag") from None
    return katalog
