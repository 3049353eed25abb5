"""Auktorisationer at the command line: registered, ended, put right, and taken over from a file (K1.1, K5.5)."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.register.anordnare import prova_auktorisationsandring
from persistence.register.anordnare import auktorisationer
from persistence.register.anordnare.auktorisationslogg import Registrering
from starter.cli.ram.gemensamt import databas, som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.typer import Datum
from starter.importer.anordnare import auktorisationssort

_KUNDVAL = click.Choice(get_args(Kundval))


@click.command()
@click.argument("namn")
@click.argument("kundval", type=_KUNDVAL)
@click.option("--fran", type=Datum(), help="Första dagen.")
@click.option("--till", type=Datum(), help="Sista dagen; utelämnad betyder tills vidare.")
@som_val
def auktorisera(namn: str, kundval: str, fran: date | None, till: date | None, som: Aktor) -> None:
    """Auktorisera en anordnare för ett kundval, eller avsluta auktorisationen (bara --till)."""
    prova_auktorisationsandring(som)
    hur = Registrering(str(som))
    with databas() as motor:
        if fran is not None:
            auktorisationer.auktorisera(motor, namn, kundval, fran, till, hur)
            click.echo(f"{namn} är auktoriserad för {kundval} från {fran}{f' till {till}' if till else ''}.")
        elif till is not None:
            auktorisationer.avsluta_auktorisation(motor, namn, kundval, till, hur)
            click.echo(f"Auktorisationen av {namn} för {kundval} upphör {till}.")
            _sag_vilka_som_berors(auktorisationer.som_lopar_langre(motor, namn, kundval, till))
        else:
            raise Avvisning("K1.1", "ange första dagen, eller sista dagen för en auktorisation som upphör", "fran")


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
    namn: str, kundval: str, avser: date, fran: date | None, till: date | None, tills_vidare: bool, stryk: bool,
    motivering: str, som: Aktor,
) -> None:  # fmt: skip
    """Rätta auktorisationen som börjar FRAN. Vad som stod innan finns kvar i historiken.

    En period i förvalslistan som redan har börjat ändras inte (§5.4.1).
    """
    prova_auktorisationsandring(som)
    if stryk + tills_vidare + (till is not None) > 1 or (stryk and fran is not None):
        raise click.UsageError("Ange antingen nya datum, --tills-vidare eller --stryk.")
    if not (stryk or tills_vidare or fran or till):
        raise Avvisning("K0.7", "ange vad som ska rättas: fran, till, tills-vidare eller stryk", "fran")
    hur = Registrering(str(som), motivering=motivering)
    with databas() as motor:
        if stryk:
            auktorisationer.stryk_auktorisation(motor, namn, kundval, avser, hur)
            click.echo(f"Auktorisationen av {namn} för {kundval} från {avser} är struken.")
            return
        nu = next(
            (a for a in auktorisationer.auktorisationer(motor, namn) if (a.kundval, a.fran) == (kundval, avser)), None
        )
        slut = None if tills_vidare else till or (nu.till if nu else None)
        auktorisationer.andra_auktorisation(
            motor, namn, kundval, avser, fran=fran or avser, till=slut, registrering=hur
        )
    click.echo(f"Auktorisationen av {namn} för {kundval} gäller {fran or avser}–{slut or 'tills vidare'}.")


importera = importkommando(
    auktorisationssort,
    hjalp="Importera auktorisationer från en fil, med dagen de registrerades.",
    kolumner="Kolumner: anordnare, kundval, fran, till, registrerad. Saknas registrerad är allt registrerat i dag.",
    val=som_val,
)
importera.name = "importera-auktorisationer"
