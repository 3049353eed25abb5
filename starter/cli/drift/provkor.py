"""To play case files: by the real service, or by the pure rules in milliseconds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import click

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from regelverk import las_utgavor
from starter.cli.ram.gemensamt import kor
from starter.provkorning import jamforelse, ren, visa
from starter.provkorning.berattelse import Berattelse
from starter.provkorning.fil import Provfall, las_provfil
from starter.provkorning.utdata import som_text, utdata
from starter.stod.installningar import Installningar, las_installningar
from starter.visning.tabell import konsol

Motor = Literal["ren", "temporal"]


@click.command()
@click.argument("filer", metavar="FIL...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "som_json", is_flag=True, help="Skriv utfallet som JSON; flera filer ger en lista.")
@click.option(
    "--motor",
    type=click.Choice(["temporal", "ren"]),
    default="temporal",
    show_default=True,
    help="temporal: den riktiga tjänsten med tid som hoppas över. ren: bara reglerna, på millisekunder.",
)
@click.pass_context
def provkor(ctx: click.Context, filer: tuple[Path, ...], som_json: bool, motor: Motor) -> None:
    """Spela upp ärenden ur filer och visa vad som händer.

    Filen kan säga vad den förväntar sig; det som inte blir så visas, och utgången är då 1.
    """
    inst = las_installningar()
    fall = [las_provfil(fil) for fil in filer]
    regelverk = skapa_regelverk(las_utgavor(inst.regelverk_katalog))
    spelade: list[Berattelse] = []
    avvek = False
    for ett, b in zip(fall, _spela(fall, regelverk, motor, inst), strict=True):
        spelade.append(b)
        if not som_json:
            visa.visa(konsol(), b)
        if skillnader := jamforelse.jamfor(ett, b):
            avvek = True
            konsol(fel=True).print(f"{ett.fil}:", jamforelse.som_tabell(skillnader))
        elif not som_json and (ett.forvanta or any(s.forvanta for s in ett.steg)):
            konsol().print("Allt blev som filen förväntar sig.", style="green")
    if som_json and len(spelade) == 1:
        click.echo(som_text(spelade[0]))
    elif som_json:
        click.echo(json.dumps([utdata(b) for b in spelade], ensure_ascii=False, indent=2, sort_keys=True))
    ctx.exit(1 if avvek else 0)


def _spela(fall: list[Provfall], regelverk: Regelverk, motor: Motor, inst: Installningar) -> Iterator[Berattelse]:
    if motor == "ren":
        yield from (ren.spela(ett, regelverk) for ett in fall)
        return
    # Imported here: what plays by the rules alone needs no servers, and answers at once.
    from starter.provkorning import temporal
    from starter.provkorning.provdatabas import provserver

    with provserver(inst.database_url if "database_url" in inst.model_fields_set else "") as server:
        for ett in fall:
            with server.databas() as databas:
                yield kor(temporal.spela(ett, databas, regelverk))
