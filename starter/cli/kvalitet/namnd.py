"""The nämnd's statistics (K16.3): on the screen, as CSV, as a picture and as data; and the budget of a year."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.kvalitet.namnd import Namndstatistik
from persistence.kvalitet.namnd import statistik
from starter.cli.kvalitet.kvalitet import idag
from starter.cli.ram.gemensamt import databas, json_val, skriv_json, som_val
from starter.stod.filer.utfil import skriv_hel
from starter.stod.installningar import las_installningar
from starter.stod.regler import gallande_regler
from starter.tjanster.uppfoljning import budget as budgeten
from starter.visning.ordval.namndtext import DEFINITIONER, som_csv, tabeller, titel, underrubrik
from starter.visning.tabell import konsol, tabell

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
    inst, nu = las_installningar(), idag()
    with databas(inst) as motor:
        regelverk = gallande_regler(motor, inst)
        s = statistik(motor, som, nu.year - 1 if ar is None else ar, idag=nu, regelverk=regelverk, intern=internt)
    if csvfil is not None:
        skriv_hel(csvfil, som_csv(s), "K16.3", "csv")
        click.echo(f"Siffrorna finns i {csvfil}.", err=som_json)
    if diagram is not None:
        from starter.dokument.namnddiagram import diagram as rita  # the library takes half a second to load

        skriv_hel(diagram, rita(s, "png" if diagram.suffix.lower() == ".png" else "svg"), "K16.3", "diagram")
        click.echo(f"Diagrammet finns i {diagram}.", err=som_json)
    if som_json:
        skriv_json(som_data(s))
    elif csvfil is None and diagram is None:
        _visa(s)


@click.command()
@click.argument("ar", type=click.INT, metavar="ÅR")
@click.argument("kundval", type=click.Choice(get_args(Kundval)))
@click.argument("belopp", metavar="BELOPP")
@click.option("--beslut", required=True, help=budgeten.Budgetpost.model_fields["beslut"].description)
@click.option("--motivering", help=budgeten.Budgetpost.model_fields["motivering"].description)
@som_val
def budget(ar: int, kundval: str, belopp: str, beslut: str, motivering: str | None, som: Aktor) -> None:
    """För in den beslutade budgeten för ett år och ett kundval (K16.3)."""
    data = {"kundval": kundval, "belopp": belopp.replace(",", "."), "beslut": beslut}
    with databas() as motor:
        budgeten.for_in(motor, som, ar, data | ({"motivering": motivering} if motivering else {}))
    click.echo(f"Budgeten för {kundval} {ar} är införd.")


def som_data(s: Namndstatistik) -> dict[str, Any]:
    """The tables as data: of each its columns and rows, numbers in words as they are shown."""
    return {
        "ar": s.period.fran.year, "fran": s.period.fran, "till": s.period.till, "minsta_antal": s.minst,
        "internt": s.intern, "tabeller": tabeller(s), "definitioner": DEFINITIONER,
    }  # fmt: skip


def _visa(s: Namndstatistik) -> None:
    konsol().print(titel(s), style="bold")
    konsol().print(underrubrik(s), end="\n\n")
    for t in tabeller(s):
        if t.rader:
            tabell(t.rubrik, t.kolumner, t.rader, tal=t.kolumner[1:])
    for text in DEFINITIONER:
        konsol().print(f"• {text}")
