"""To start a case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import click

from domain.grund.parter import Aktor
from domain.grund.slag import Insatsslag
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera
from domain.kapitel.uppdrag.dag_ett.behorighet import Etablering, Kundfakta, Malgrupp
from domain.kapitel.uppdrag.dag_ett.kedja import Sort
from domain.register.anordnare import FORVAL
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from starter.cli.ram.gemensamt import databas, json_val, kor, som_val
from starter.cli.ram.kvitto import kvittera
from starter.stod.installningar import las_installningar
from starter.stod.klient.http import InloggadAktor
from starter.stod.klient.insats import Insatsklient
from starter.stod.regler import gallande_regler
from starter.tjanster import aktualisering


@click.command()
@click.option("--insats", required=True, type=click.Choice(get_args(Insatsslag)), help="Vilken av de sex insatserna.")
@click.option(
    "--anordnare", default=FORVAL, help="Anordnarens namn i registret; utelämnat tas dagens förvalsanordnare (§5.4.1)."
)
@click.option("--malgrupp", required=True, type=click.Choice(get_args(Malgrupp)), help="Kundens målgrupp.")
@click.option("--kund", "id", help="Kundens id i registret, aldrig namn eller personnummer.")
@click.option(
    "--fodelsedatum", metavar="DATUM", help="För en kund utanför registret. Sparas inte; bara åldern används."
)
@click.option("--arbetsformaga", metavar="PROCENT", help=Kundfakta.model_fields["arbetsformaga"].description)
@click.option("--utan-sysselsattning", is_flag=True, help="Kunden har länge saknat sysselsättning (FAI2).")
@click.option("--etablering", type=click.Choice(get_args(Etablering)), help="Ställning i etableringsprogrammet (ISA).")
@click.option("--behov-av-sfi", is_flag=True, help="Kunden behöver sfi (ISA).")
@click.option(
    "--stegforflyttning-bedoms-mojlig", is_flag=True,
    help="Kunden bedöms kunna göra stegförflyttningar; krävs för en insats parallellt med en annan (§8.4).",
)  # fmt: skip
@click.option("--kartlagd", metavar="DATUM", help=Aktualisera.model_fields["kartlagd"].description)
@click.option("--framtidsplan", help=Aktualisera.model_fields["framtidsplan"].description)
@click.option("--motivering", help="Krävs för den som är för ung för målgruppen kaa utan motivering.")
@click.option("--efter", metavar="ARENDE", help="Ärendet som det här följer på (§13.1, §13.2); kräver --sort.")
@click.option("--sort", type=click.Choice(get_args(Sort)), help="Hur det följer på det ärendet.")
@click.option("--arende", help="Eget ärende-id; samma id igen ger samma kvitto.")
@som_val
@json_val
def starta(
    insats: str, anordnare: str, kartlagd: str | None, framtidsplan: str | None, motivering: str | None,
    efter: str | None, sort: Sort | None, arende: str | None, stegforflyttning_bedoms_mojlig: bool, som: Aktor,
    som_json: bool, **kund: Any,
) -> None:  # fmt: skip
    """Aktualisera en kund hos en anordnare: ärendet börjar (§6.1)."""
    if (efter is None) != (sort is None):
        raise click.UsageError("--efter och --sort hör ihop: ange båda eller ingen.")
    data: dict[str, Any] = {
        "kommando": "aktualisera",
        "insats": insats,
        "anordnare": anordnare,
        "kund": {falt: varde for falt, varde in kund.items() if varde not in (None, False)},
        **({"kartlagd": kartlagd} if kartlagd else {}),
        **({"framtidsplan": framtidsplan} if framtidsplan else {}),
        **({"motivering": motivering} if motivering else {}),
        **({"stegforflyttning_bedoms_mojlig": True} if stegforflyttning_bedoms_mojlig else {}),
    }
    if isinstance(som, InloggadAktor) and som.dorr is not None:
        valt = {"efter": efter, "sort": sort} | ({"anordnare": None} if anordnare == FORVAL else {})
        if arende is not None:
            raise click.UsageError("--arende hör till sandlådan; genom tjänstens dörr får ärendet sitt id, på kvittot.")
        kvittot, sagt = som.dorr.starta(data | valt)
        kvittera(kvittot, som_json)
        for text in sagt:
            click.echo(text, err=True)
        return
    inst = las_installningar()
    with databas(inst) as motor:
        nu = datetime.now(UTC)
        regelverk = gallande_regler(motor, inst)
        hela, forval = aktualisering.fyll_i(motor, regelverk, som, data, datum(nu), efter=efter, sort=sort)
        if forval:
            click.echo(forval, err=som_json)

        async def starta_nu() -> Kvitto:
            klient = await Insatsklient.anslut(inst.temporal_address, inst.temporal_namespace, motor)
            return await klient.starta(hela, som, arende=arende, tid=nu)

        kvittera(kor(starta_nu()), som_json)
        if varning := aktualisering.stangd_dorr(motor, hela):
            click.echo(varning, err=True)
