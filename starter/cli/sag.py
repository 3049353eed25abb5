"""To say something to a case: start one, and every kommando of the routine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import click

from domain import rutin
from domain.aktualisering import Etablering, Malgrupp
from domain.insats import Insatsslag
from domain.kallor import hanvisning
from domain.kapitel import Kommando
from domain.kommando import las_kommando
from domain.kontrakt import Kvitto
from domain.parter import BENAMNING, Aktor
from starter.cli.falt import hjalp
from starter.cli.gemensamt import databas, json_val, kor, skriv_json, som_val
from starter.cli.kommandoval import falt_ur, val_for
from starter.installningar import las_installningar
from starter.klient import Insatsklient
from starter.provkorning.tidslinje import tidpunkt


@click.command()
@click.option("--insats", required=True, type=click.Choice(get_args(Insatsslag)), help="Vilken av de sex insatserna.")
@click.option("--anordnare", required=True, help=hjalp("anordnare"))
@click.option("--malgrupp", required=True, type=click.Choice(get_args(Malgrupp)), help="Kundens målgrupp.")
@click.option(
    "--fodelsedatum", required=True, metavar="DATUM", help="Sparas inte; bara åldern på beslutsdagen används."
)
@click.option("--kund", "id", help="Kundens id i registret, aldrig namn eller personnummer.")
@click.option("--arbetsformaga", metavar="PROCENT", help=hjalp("arbetsformaga"))
@click.option("--utan-sysselsattning", is_flag=True, help="Kunden har länge saknat sysselsättning (FAI2).")
@click.option("--etablering", type=click.Choice(get_args(Etablering)), help="Ställning i etableringsprogrammet (ISA).")
@click.option("--behov-av-sfi", is_flag=True, help="Kunden behöver sfi (ISA).")
@click.option("--motivering", help="Krävs för en kund på 16–17 år.")
@click.option("--arende", help="Eget ärende-id; samma id igen ger samma kvitto.")
@som_val
@json_val
def starta(insats: str, anordnare: str, motivering: str | None, arende: str | None, som: Aktor, som_json: bool,
           **kund: Any) -> None:  # fmt: skip
    """Aktualisera en kund hos en anordnare: ärendet börjar (§6.1)."""
    data = {
        "kommando": "aktualisera",
        "insats": insats,
        "anordnare": anordnare,
        "kund": {falt: varde for falt, varde in kund.items() if varde not in (None, False)},
        **({"motivering": motivering} if motivering else {}),
    }
    inst = las_installningar()
    with databas(inst) as motor:

        async def starta_nu() -> Kvitto:
            klient = await Insatsklient.anslut(inst.temporal_address, inst.temporal_namespace, motor)
            return await klient.starta(data, som, arende=arende)

        _kvittera(kor(starta_nu()), som_json)


class _Verb(click.Group):
    """One subcommand for each kommando of the routine, made from its fields."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [verb for verb in rutin.KOMMANDON if verb != "aktualisera"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        verb = cmd_name.replace("-", "_")
        typ = rutin.KOMMANDON.get(verb)
        return None if typ is None or verb == "aktualisera" else _kommando(verb, typ)


@click.group(cls=_Verb)
@click.argument("arende")
def sag(arende: str) -> None:
    """Säg något till ett ärende, till exempel: insats sag in-abc123 bemanna --handlaggare H1.

    Fälten till varje kommando visas med insats sag ARENDE KOMMANDO --help.
    """
    click.get_current_context().obj = arende


def _kommando(verb: str, typ: type[Kommando]) -> click.Command:
    vem = ", ".join(BENAMNING[r] for r in typ.roller)

    def utfor(som: Aktor, som_json: bool, ko: bool, kommando_id: str | None, **falt: Any) -> None:
        arende = click.get_current_context().obj
        _sag(arende, {"kommando": verb, **falt_ur(falt)}, som, som_json=som_json, ko=ko, kommando_id=kommando_id)

    kommando = click.Command(
        verb,
        callback=utfor,
        params=list(val_for(typ)),
        help=f"{typ.rubrik} ({hanvisning(typ.regel)}). Görs av {vem}.",
        short_help=f"{typ.rubrik} ({typ.regel})",
        options_metavar="[VAL]",
    )
    id_hjalp = "Eget id på det som sägs; samma id igen ger samma kvitto."
    kommando = click.option("--id", "kommando_id", help=id_hjalp)(kommando)
    ko_hjalp = "Lägg i kö utan att vänta på svar; ett avslag kommer i inkorgen."
    return json_val(som_val(click.option("--ko", is_flag=True, help=ko_hjalp)(kommando)))


def _sag(
    arende: str, data: Mapping[str, Any], som: Aktor, *, som_json: bool, ko: bool, kommando_id: str | None
) -> None:
    las_kommando(data)  # what is wrong with its form is said at once, also when no server runs
    inst = las_installningar()
    with databas(inst) as motor:

        async def sag_nu() -> Kvitto | str:
            klient = await Insatsklient.anslut(inst.temporal_address, inst.temporal_namespace, motor)
            if ko:
                return await klient.lagg_i_kon(arende, data, som, kommando_id=kommando_id)
            return await klient.kommando(arende, data, som, kommando_id=kommando_id)

        _kvittera(kor(sag_nu()), som_json)


def _kvittera(kvitto: Kvitto | str, som_json: bool) -> None:
    if som_json:
        skriv_json({"kommando": kvitto} if isinstance(kvitto, str) else kvitto)
    elif isinstance(kvitto, str):
        click.echo(f"Lagt i kö som {kvitto}. Om det avvisas kommer ett meddelande i inkorgen.")
    else:
        rader = f"rad {kvitto.fran_nr}" + (f"–{kvitto.till_nr}" if kvitto.till_nr > kvitto.fran_nr else "")
        click.echo(f"Registrerat {tidpunkt(kvitto.tid)} i {kvitto.arende}, {rader}.")
