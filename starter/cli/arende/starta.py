"""To start a case."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import click
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Insatsslag, Kundval
from domain.kapitel.uppdrag.behorighet import Etablering, Malgrupp
from domain.kapitel.uppdrag.kedja import Sort, foregaende
from domain.register.anordnare import FORVAL
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from persistence.kund import namngivna
from regelverk import las_utgavor
from starter.cli.arende.skillnad import tillstand
from starter.cli.ram.falt import hjalp
from starter.cli.ram.gemensamt import databas, json_val, kor, som_val
from starter.cli.ram.kvitto import kvittera
from starter.installningar import Installningar, las_installningar
from starter.klient.insats import Insatsklient
from starter.tjanster.forval import forvalsanordnare


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
@click.option("--arbetsformaga", metavar="PROCENT", help=hjalp("arbetsformaga"))
@click.option("--utan-sysselsattning", is_flag=True, help="Kunden har länge saknat sysselsättning (FAI2).")
@click.option("--etablering", type=click.Choice(get_args(Etablering)), help="Ställning i etableringsprogrammet (ISA).")
@click.option("--behov-av-sfi", is_flag=True, help="Kunden behöver sfi (ISA).")
@click.option(
    "--stegforflyttning-bedoms-mojlig", is_flag=True,
    help="Kunden bedöms kunna göra stegförflyttningar; krävs för en insats parallellt med en annan (§8.4).",
)  # fmt: skip
@click.option("--framtidsplan", help=hjalp("framtidsplan"))
@click.option("--motivering", help="Krävs för en kund på 16–17 år.")
@click.option("--efter", metavar="ARENDE", help="Ärendet som det här följer på (§13.1, §13.2); kräver --sort.")
@click.option("--sort", type=click.Choice(get_args(Sort)), help="Hur det följer på det ärendet.")
@click.option("--arende", help="Eget ärende-id; samma id igen ger samma kvitto.")
@som_val
@json_val
def starta(
    insats: str, anordnare: str, framtidsplan: str | None, motivering: str | None, efter: str | None,
    sort: Sort | None, arende: str | None, stegforflyttning_bedoms_mojlig: bool, som: Aktor, som_json: bool,
    **kund: Any,
) -> None:  # fmt: skip
    """Aktualisera en kund hos en anordnare: ärendet börjar (§6.1)."""
    if (efter is None) != (sort is None):
        raise click.UsageError("--efter och --sort hör ihop: ange båda eller ingen.")
    data: dict[str, Any] = {
        "kommando": "aktualisera",
        "insats": insats,
        "anordnare": anordnare,
        "kund": {falt: varde for falt, varde in kund.items() if varde not in (None, False)},
        **({"framtidsplan": framtidsplan} if framtidsplan else {}),
        **({"motivering": motivering} if motivering else {}),
        **({"stegforflyttning_bedoms_mojlig": True} if stegforflyttning_bedoms_mojlig else {}),
    }
    inst = las_installningar()
    with databas(inst) as motor:
        nu = datetime.now(UTC)
        if anordnare == FORVAL:
            data["anordnare"] = _forval(motor, inst, insats, datum(nu), till_fel=som_json)
        if efter is not None and sort is not None:
            _folj_pa(motor, som, efter, sort, data)

        async def starta_nu() -> Kvitto:
            klient = await Insatsklient.anslut(inst.temporal_address, inst.temporal_namespace, motor)
            return await klient.starta(data, som, arende=arende, tid=nu)

        kvittera(kor(starta_nu()), som_json)
        _varna_for_stangd_dorr(motor, data)


def _forval(motor: Engine, inst: Installningar, insats: str, dag: date, *, till_fel: bool) -> str:
    """K5.4: who the kund gets that makes no choice, said to whoever starts the case."""
    regelverk = skapa_regelverk(las_utgavor(inst.regelverk_katalog))
    kundval: Kundval = insats[:3]  # type: ignore[assignment]
    namn, text = forvalsanordnare(motor, regelverk, kundval, dag)
    click.echo(text, err=till_fel)
    return namn


def _varna_for_stangd_dorr(motor: Engine, data: dict[str, Any]) -> None:
    """K3.2: a protected kund's case that nobody at the anordnare can open cannot be staffed."""
    if not namngivna.har_namngiven(motor, data["kund"].get("id", ""), data["anordnare"]):
        click.echo(
            f"Kunden har skyddade personuppgifter och ingen hos {data['anordnare']} är namngiven, så ingen där ser "
            "ärendet. Namnge med insats kund behorig KUND --lagg-till anordnare:ID@ORGANISATION (K3.2).",
            err=True,
        )


def _folj_pa(motor: Engine, som: Aktor, efter: str, sort: Sort, data: dict[str, Any]) -> None:
    """Fill in what the new case takes over: the chain, and the kund. Raises: Avvisning."""
    gammalt, _ = tillstand(motor, som, efter)
    if data["kund"].setdefault("id", gammalt.kund) != gammalt.kund:
        raise Avvisning("K13.4", f"{efter} gäller en annan kund", "kund")
    data["foregaende"] = foregaende(gammalt, sort, insats=data["insats"], anordnare=data["anordnare"])
