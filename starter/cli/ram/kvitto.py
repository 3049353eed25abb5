"""The receipt of what was said."""

from __future__ import annotations

import click

from kontrakt.insats import Kvitto
from starter.cli.ram.gemensamt import skriv_json
from starter.visning.tid import tidpunkt


def kvittera(kvitto: Kvitto | str, som_json: bool) -> None:
    """The receipt, for people or for programs."""
    if som_json:
        skriv_json({"kommando": kvitto} if isinstance(kvitto, str) else kvitto)
    elif isinstance(kvitto, str):
        click.echo(f"Lagt i kö som {kvitto}. Om det avvisas kommer ett meddelande i inkorgen.")
    else:
        rader = f"rad {kvitto.fran_nr}" + (f"–{kvitto.till_nr}" if kvitto.till_nr > kvitto.fran_nr else "")
        click.echo(f"Registrerat {tidpunkt(kvitto.tid)} i {kvitto.arende}, {rader}.")
