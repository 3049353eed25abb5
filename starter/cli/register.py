"""The registers that staff keep: anordnare with their auktorisation, and addresses."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import click

from domain.avvisning import Avvisning
from domain.parter import Roll
from domain.uppgifter import Kundval
from persistence import register
from starter.cli.gemensamt import databas, json_val, skriv_json, tabell


class Datum(click.ParamType[date]):
    """A date on the command line."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} är inte ett datum; skriv ÅÅÅÅ-MM-DD", param, ctx)


@click.group()
def anordnare() -> None:
    """Anordnare och deras auktorisation (§1.1)."""


@anordnare.command("lagg-till")
@click.argument("namn")
def lagg_till(namn: str) -> None:
    """Lägg till en anordnare i registret."""
    with databas() as motor:
        register.lagg_till_anordnare(motor, namn)
    click.echo(f"{namn} finns i registret.")


@anordnare.command()
@click.argument("namn")
@click.argument("kundval", type=click.Choice(get_args(Kundval)))
@click.option("--fran", type=Datum(), help="Första dagen.")
@click.option("--till", type=Datum(), help="Sista dagen; utelämnad betyder tills vidare.")
def auktorisera(namn: str, kundval: str, fran: date | None, till: date | None) -> None:
    """Auktorisera en anordnare för ett kundval, eller avsluta auktorisationen (bara --till)."""
    with databas() as motor:
        if fran is not None:
            register.auktorisera(motor, namn, kundval, fran, till)
            click.echo(f"{namn} är auktoriserad för {kundval} från {fran}{f' till {till}' if till else ''}.")
        elif till is not None:
            register.avsluta_auktorisation(motor, namn, kundval, till)
            click.echo(f"Auktorisationen av {namn} för {kundval} upphör {till}.")
        else:
            raise Avvisning("K1.1", "ange första dagen, eller sista dagen för en auktorisation som upphör", "fran")


@anordnare.command()
@json_val
def lista(som_json: bool) -> None:
    """Lista anordnare och auktorisationer."""
    with databas() as motor:
        rader = register.auktorisationer(motor)
        utan = set(register.anordnarna(motor)) - {r.anordnare for r in rader}
    if som_json:
        skriv_json({"auktorisationer": rader, "utan_auktorisation": sorted(utan)})
        return
    alla = [(r.anordnare, r.kundval, str(r.fran), str(r.till or "tills vidare")) for r in rader]
    tabell("Anordnare", ("Anordnare", "Kundval", "Från", "Till"), alla + [(n, "–", "", "") for n in sorted(utan)])


@click.command()
@click.argument("roll", type=click.Choice([str(r) for r in Roll]), required=False)
@click.argument("epost", required=False)
@click.option("--part", default="", help="Anordnarens namn eller personens id; utelämnad betyder hela rollen.")
@click.option("--ta-bort", is_flag=True, help="Ta bort adressen.")
@json_val
def adress(roll: str | None, epost: str | None, part: str, ta_bort: bool, som_json: bool) -> None:
    """Sätt e-postadressen till en roll eller en part; utan argument listas adresserna."""
    with databas() as motor:
        if roll is None:
            _lista(register.adresser(motor), som_json)
        elif ta_bort:
            fanns = register.ta_bort_adress(motor, Roll(roll), part)
            click.echo("Adressen är borttagen." if fanns else "Det fanns ingen adress.")
        elif epost is None:
            raise Avvisning("K3.4", "ange adressen", "epost")
        else:
            register.satt_adress(motor, Roll(roll), epost, part)
            click.echo(f"Aviseringar till {roll}{f' {part}' if part else ''} skickas till {epost}.")


def _lista(adresser: list[register.Adress], som_json: bool) -> None:
    if som_json:
        skriv_json(adresser)
    else:
        tabell("Adresser", ("Roll", "Part", "E-post"), [(str(a.roll), a.part or "alla", a.epost) for a in adresser])
