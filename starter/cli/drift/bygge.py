"""To bring a new build into use while running cases stay with theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from starter.cli.ram.gemensamt import json_val, kor, skriv_json
from starter.stod.installningar import Installningar, las_installningar, prova_bygge
from starter.visning.tabell import tabell

if TYPE_CHECKING:
    from starter.drift.bygge import Bygge


@click.command()
@click.argument("bygge", required=False)
@click.option("--inget", is_flag=True, help="Låt arbetare utan BYGGE ta det som är nytt.")
@click.option("--vanta", type=click.IntRange(0, 3600), default=30, show_default=True,
              help="Sekunder att vänta på byggets första arbetare.")  # fmt: skip
@json_val
def bygge(bygge: str | None, inget: bool, vanta: int, som_json: bool) -> None:
    """Visa byggena, eller gör BYGGE till det aktuella: nya ärenden dit nu, pågående vid sitt månadsskifte.

    Ett pågående ärende stannar hos arbetare med det bygge som det började månaden under. De behövs tills det här
    kommandot visar 0 arbetsflöden för bygget.
    """
    if bygge and inget:
        raise click.UsageError("Ange antingen ett bygge eller --inget.")
    if bygge is not None:
        prova_bygge(bygge)
    byggen, forut = kor(_bygge(las_installningar(), bygge, inget, vanta))
    if som_json:
        skriv_json(byggen)
        return
    if bygge or inget:
        click.echo(f"{_namn(bygge)} är aktuellt" + (f"; förut {_namn(forut)}." if forut != bygge else " sedan förut."))
    rader = [(_namn(b.bygge), _lage(b), str(b.arbetare), str(b.arbetsfloden)) for b in byggen]
    tabell("Byggen", ("Bygge", "Läge", "Arbetare", "Arbetsflöden"), rader, tal=("Arbetare", "Arbetsflöden"))
    for b in byggen:
        if (b.aktuellt or b.arbetsfloden) and not b.arbetare:
            click.echo(_saknar_arbetare(b))


async def _bygge(inst: Installningar, nytt: str | None, inget: bool, vanta: int) -> tuple[list[Bygge], str | None]:
    from starter.drift.bygge import byggen, satt_aktuellt
    from starter.stod.klient.kontakt import anslut

    klient = await anslut(inst.temporal_address, inst.temporal_namespace)
    forut = None
    if nytt or inget:
        forut = await satt_aktuellt(klient, nytt, timedelta(seconds=vanta))
    return await byggen(klient), forut


def _namn(bygge: str | None) -> str:
    return bygge or "(inget)"


def _lage(b: Bygge) -> str:
    if b.aktuellt:
        return "aktuellt"
    return "tills månadsskiftet" if b.arbetsfloden else "kan tas ner"


def _saknar_arbetare(b: Bygge) -> str:
    starta = f"starta en med BYGGE={b.bygge}" if b.bygge else "starta en utan BYGGE"
    if b.aktuellt:
        return f"{_namn(b.bygge)} har ingen arbetare: inget nytt ärende kan börja; {starta}."
    return (
        f"{_namn(b.bygge)} har ingen arbetare, och dess ärenden väntar; {starta}, "
        "eller för vart och ett: insats laga ÄRENDE --ny-korning."
    )
