"""Auktorisationer at the command line: registered, ended, put right, and taken over from a file (K1.1, K5.5)."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from starter.api.terminal import registren
from starter.cli.ram.gemensamt import som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.importer.anordnare import auktorisationssort

_KUNDVAL = click.Choice(get_args(Kundval))


@click.command()
@click.argument("namn")
@click.argument("kundval", type=_KUNDVAL)
@click.option("--fran", type=Datum(), help="Första dagen.")
@click.option("--till", type=Datum(), help="Sista dagen; utelämnad betyder tills vidare.")
@som_val
def auktorisera(namn: str, kundval: Kundval, fran: date | None, till: date | None, som: Aktor) -> None:
    """Auktorisera en anordnare för ett kundval, eller avsluta auktorisationen (bara --till)."""
    langre = be(som, registren.auktorisera, namn=namn, kundval=kundval, fran=fran, till=till)
    if fran is not None:
        click.echo(f"{namn} är auktoriserad för {kundval} från {fran}{f' till {till}' if till else ''}.")
    else:
        click.echo(f"Auktorisationen av {namn} för {kundval} upphör {till}.")
        _sag_vilka_som_berors(langre)


def _sag_vilka_som_berors(karriarvagledare: list[str]) -> None:
    """K1.1: no insats ends by itself, so those who are responsible are to know; a case is told only at its start."""
    if karriarvagledare:
        vilka = ", ".join(dict.fromkeys(karriarvagledare))
        antal = "En insats" if len(karriarvagledare) == 1 else f"{len(karriarvagledare)} insatser"
        click.echo(f"{antal} löper längre än så. Säg till den som är karriärvägledare: {vilka} (K1.1, §1.1).")


@click.command("ratta-auktorisation")
@click.argument("namn")
@click.argument("kundval", type=_KUNDVAL)
@click.argument("avser", metavar="FRAN", type=Datum())
@click.option("--fran", type=Datum(), help="Rätt första dag.")
@click.option("--till", type=Datum(), help="Rätt sista dag.")
@click.option("--tills-vidare", is_flag=True, help="Ta bort sista dagen.")
@click.option("--stryk", is_flag=True, help="Stryk auktorisationen; den registrerades av misstag.")
@click.option("--motivering", default="", help="Varför; krävs.")
@som_val
def ratta_auktorisation(
    namn: str, kundval: Kundval, avser: date, fran: date | None, till: date | None, tills_vidare: bool, stryk: bool,
    motivering: str, som: Aktor,
) -> None:  # fmt: skip
    """Rätta auktorisationen som börjar FRAN. Vad som stod innan finns kvar i historiken.

    En period i förvalslistan som redan har börjat ändras inte (§5.4.1).
    """
    if stryk + tills_vidare + (till is not None) > 1 or (stryk and fran is not None):
        raise click.UsageError("Ange antingen nya datum, --tills-vidare eller --stryk.")
    p = be(
        som, registren.ratta_auktorisation, namn=namn, kundval=kundval, avser=avser, fran=fran, till=till,
        tills_vidare=tills_vidare, stryk=stryk, motivering=motivering,
    )  # fmt: skip
    if p is None:
        click.echo(f"Auktorisationen av {namn} för {kundval} från {avser} är struken.")
        return
    click.echo(f"Auktorisationen av {namn} för {kundval} gäller {p.fran}–{p.till or 'tills vidare'}.")


importera = importkommando(
    "auktorisationer",
    auktorisationssort,
    hjalp="Importera auktorisationer från en fil, med dagen de registrerades.",
    kolumner="Kolumner: anordnare, kundval, fran, till, registrerad. Saknas registrerad är allt registrerat i dag.",
    val=som_val,
)
importera.name = "importera-auktorisationer"
