"""The nämnd's statistics (K16.3): on the screen, as CSV, as a picture and as data; and the budget of a year."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from starter.api.terminal import namnden
from starter.cli.kvalitet.kvalitet import idag
from starter.cli.ram.gemensamt import json_val, som_val
from starter.cli.ram.vag import be, matt, visa_svar
from starter.stod.filer.utfil import skriv_hel
from starter.tjanster.uppfoljning.budget import Budgetpost

_FORMAT = (".svg", ".png")
_FIL = click.Path(path_type=Path)


@click.command()
@click.argument("ar", type=click.INT, required=False, metavar="[ÅR]")
@click.option("--csv", "csvfil", metavar="FIL", type=_FIL, help="Skriv tabellerna till en fil för Excel.")
@click.option("--diagram", metavar="FIL", type=_FIL, help="Rita siffrorna i en fil, .svg eller .png.")
@click.option("--internt", is_flag=True, help="Visa också små tal; bara på skärmen, får inte lämnas ut.")
@som_val
@json_val
def namnd(ar: int | None, csvfil: Path | None, diagram: Path | None, internt: bool, som: Aktor, som_json: bool) -> None:
    """Visa årets statistik för nämnden (§1.1); utan ÅR förra årets.

    Små tal visas inte, och inte heller det som de skulle kunna räknas ut av.
    """
    if diagram is not None and diagram.suffix.lower() not in _FORMAT:
        raise Avvisning("K16.3", f"{diagram}: filen ska sluta på .svg eller .png", "diagram")
    if internt and (csvfil or diagram):
        raise Avvisning("K16.3", "en fil kan lämnas vidare; små tal skrivs inte i den", "internt")
    ar = idag().year - 1 if ar is None else ar
    v = be(som, namnden.namnd, ar=ar, internt=internt, matt=matt())
    if csvfil is not None:
        skriv_hel(csvfil, be(som, namnden.namnd_som_fil, ar=ar, slag="csv").bytes, "K16.3", "csv")
        click.echo(f"Siffrorna finns i {csvfil}.", err=som_json)
    if diagram is not None:
        slag: Literal["svg", "png"] = "png" if diagram.suffix.lower() == ".png" else "svg"
        skriv_hel(diagram, be(som, namnden.namnd_som_fil, ar=ar, slag=slag).bytes, "K16.3", "diagram")
        click.echo(f"Diagrammet finns i {diagram}.", err=som_json)
    if som_json or (csvfil is None and diagram is None):
        visa_svar(v, som_json)


@click.command()
@click.argument("ar", type=click.INT, metavar="ÅR")
@click.argument("kundval", type=click.Choice(get_args(Kundval)))
@click.argument("belopp", metavar="BELOPP")
@click.option("--beslut", required=True, help=Budgetpost.model_fields["beslut"].description)
@click.option("--motivering", help=Budgetpost.model_fields["motivering"].description)
@som_val
def budget(ar: int, kundval: str, belopp: str, beslut: str, motivering: str | None, som: Aktor) -> None:
    """För in den beslutade budgeten för ett år och ett kundval (K16.3)."""
    data = {"kundval": kundval, "belopp": belopp.replace(",", "."), "beslut": beslut}
    be(som, namnden.for_in_budget, ar=ar, uppgifter=data | ({"motivering": motivering} if motivering else {}))
    click.echo(f"Budgeten för {kundval} {ar} är införd.")
