"""To bring running cases up to date now, without waiting for the night (K1.1, K14.1)."""

from __future__ import annotations

import secrets

import click

from domain.grund.parter import Aktor
from domain.grund.roller import SKOTER_DRIFTEN, prova_roll
from kontrakt import namn
from kontrakt.nattligt import ARBETSFLODE_AJOUR, Ajoursvar
from starter.cli.ram.gemensamt import json_val, kor, skriv_json, som_val
from starter.stod.installningar import las_installningar
from starter.stod.klient.kontakt import anslut, oversatt
from starter.visning.tabell import tabell


@click.command()
@som_val
@json_val
def ajourhall(som: Aktor, som_json: bool) -> None:
    """Säg till pågående ärenden om nya regelverksutgåvor och ändrade auktorisationer; sker annars varje natt.

    En ny eller rättad utgåva läggs i arbetarnas REGELVERK_KATALOG, och arbetarna startas om, innan den kan föras ut.
    """
    prova_roll(som, SKOTER_DRIFTEN, "K0.7")
    inst = las_installningar()

    async def nu() -> Ajoursvar:
        temporal = await anslut(inst.temporal_address, inst.temporal_namespace)
        try:
            svar: Ajoursvar = await temporal.execute_workflow(
                ARBETSFLODE_AJOUR,
                id=f"{ARBETSFLODE_AJOUR}-{secrets.token_hex(4)}",
                task_queue=namn.KO,
                result_type=Ajoursvar,
            )
        except Exception as fel:
            raise oversatt(fel, ARBETSFLODE_AJOUR) from fel
        return svar

    svar = kor(nu())
    if som_json:
        skriv_json(svar)
        return
    click.echo(
        f"{svar.arenden} {'ärende sett' if svar.arenden == 1 else 'ärenden sedda'}: "
        f"{svar.regelverk} har fått nya regler, "
        f"{svar.auktorisationer} en ändrad auktorisation."
    )
    if svar.avvisade:
        tabell("Avvisade", ("Ärende", "Varför"), svar.avvisade)
