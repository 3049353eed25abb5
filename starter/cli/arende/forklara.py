"""To explain: why a frist is what it is, how an amount came about, what leave may be taken, why not something else."""

from __future__ import annotations

from datetime import date

import click

from domain.grund.parter import Aktor
from starter.api.terminal import forklaring
from starter.cli.ram.gemensamt import json_val, som_val
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be, matt, visa_svar


@click.group()
@click.argument("arende")
def forklara(arende: str) -> None:
    """Förklara beslutet, en frist, ett belopp, en ledighet eller ett avslag i ett ärende."""
    click.get_current_context().obj = arende


@forklara.command()
@som_val
@json_val
@click.pass_obj
def beslut(arende: str, som: Aktor, som_json: bool) -> None:
    """Förklara varför insatsen beviljades: uppgifterna som beslutet vilar på, och regeln."""
    visa_svar(be(som, forklaring.beslut, arende=arende, matt=matt()), som_json)


@forklara.command()
@click.argument("slag")
@click.argument("avser", required=False)
@som_val
@json_val
@click.pass_obj
def bevakning(arende: str, slag: str, avser: str | None, som: Aktor, som_json: bool) -> None:
    """Förklara en bevakning: vad som startade den, regeln, hur fristen räknades och vad som har hänt.

    SLAG och AVSER skrivs som i insats visa --json, till exempel manadsrapport 2024-03.
    """
    visa_svar(be(som, forklaring.bevakning, arende=arende, slag=slag, avser=avser, matt=matt()), som_json)


@forklara.command()
@click.argument("manad", metavar="MÅNAD")
@som_val
@json_val
@click.pass_obj
def belopp(arende: str, manad: str, som: Aktor, som_json: bool) -> None:
    """Förklara en månads belopp: insatsdagarna, checkbeloppet och vad som är betalt."""
    visa_svar(be(som, forklaring.belopp, arende=arende, manad=manad, matt=matt()), som_json)


@forklara.command()
@click.argument("fran", metavar="FRÅN", type=Datum())
@click.argument("till", metavar="[TILL]", type=Datum(), required=False)
@som_val
@json_val
@click.pass_obj
def ledighet(arende: str, fran: date, till: date | None, som: Aktor, som_json: bool) -> None:
    """Förklara om kunden får vara ledig: lov, karriärvägledarens medgivande eller ingetdera."""
    visa_svar(be(som, forklaring.ledighet, arende=arende, fran=fran, till=till, matt=matt()), som_json)


@forklara.command()
@click.argument("kommando_id", metavar="KOMMANDO-ID")
@som_val
@json_val
@click.pass_obj
def avslag(arende: str, kommando_id: str, som: Aktor, som_json: bool) -> None:
    """Förklara varför något som lades i kö avvisades."""
    visa_svar(be(som, forklaring.avslag, arende=arende, kommando=kommando_id, matt=matt()), som_json)
