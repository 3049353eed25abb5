"""The rules and the kommandon as they are now, for those who keep them and those who use them."""

from __future__ import annotations

from pathlib import Path

import click

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from persistence.register.utgavor import Gallande
from regelverk import las_utgava, las_utgavor
from starter.api.terminal import siffror
from starter.cli.ram.gemensamt import databas, json_val, skriv_json
from starter.cli.ram.vag import be, matt, nagon, visa_svar
from starter.cli.regler.kommandodok import som_markdown
from starter.stod.installningar import las_installningar
from starter.stod.klient.http import InloggadAktor
from starter.visning import reglerna
from starter.visning.tabell import konsol, tabell


@click.command()
@click.option(
    "--kontrollera",
    multiple=True,
    metavar="FIL",
    type=click.Path(path_type=Path),
    help="Pröva nya utgåvor tillsammans med dem som gäller, utan att införa dem; upprepa för flera.",
)
@click.option("--sok", help="Bara regler vars nyckel, § eller krav innehåller texten.")
@json_val
def regelverk(kontrollera: tuple[Path, ...], sok: str | None, som_json: bool) -> None:
    """Visa rutinens tal och val: § och krav, värde, giltighet, och om det är fastställt eller tolkat.

    Inloggad får du det som gäller i tjänsten; annars filernas, med det som är beslutat i databasen om det finns en.
    """
    vem = nagon()
    if isinstance(vem, InloggadAktor) and not kontrollera:
        visa_svar(be(vem, siffror.regelverket, sok=sok, matt=matt()), som_json)
        return
    utgavor = las_utgavor(las_installningar().regelverk_katalog)
    for fil in kontrollera:
        utgavor[fil.name if fil.name not in utgavor else str(fil)] = las_utgava(fil, str(fil))
    gallande = _med_beslutade(skapa_regelverk(utgavor))
    parametrar = reglerna.urval(gallande, sok)
    if som_json:
        skriv_json(reglerna.som_data(gallande, parametrar))
        return
    tabell(reglerna.rubrik(gallande), reglerna.RUBRIKER, reglerna.i_rader(parametrar))
    if kontrollera:
        konsol().print(f"{len(kontrollera)} utgåvor prövade: inget fel.", style="green")


def _med_beslutade(grund: Regelverk) -> Regelverk:
    """With what has been decided in the service, where there is one; without a database the files are all there is."""
    inst = las_installningar()
    if not inst.database_url:
        return grund
    with databas(inst) as motor:
        return Gallande(motor, grund)()


@click.command()
def kommandon() -> None:
    """Skriv en beskrivning av alla kommandon och deras fält (Markdown)."""
    click.echo(som_markdown(), nl=False)
