"""The command line ``insats``: for staff, for those who run the service, and for rehearsals."""

from __future__ import annotations

import click

from starter.cli import arende, demo, drift, provkor, register, regler, sag
from starter.cli.dorr import Dorr


@click.group(cls=Dorr, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def insats() -> None:
    """Insatsflöde: varje insats från aktualisering till sista utbetalning.

    Den som använder kommandona ofta sätter INSATS_SOM till sig själv, till exempel karriarvagledare:kv1 eller
    anordnare:h1@Anordnare A. Komplettering i skalet: eval "$(_INSATS_COMPLETE=bash_source insats)".
    """


for _kommando in (
    drift.upp,
    sag.starta,
    sag.sag,
    arende.visa,
    arende.tidslinje,
    arende.bevakningar,
    arende.inkorg,
    arende.arenden,
    arende.dokument,
    arende.mojliga,
    regler.regelverk,
    regler.kommandon,
    register.anordnare,
    register.adress,
    provkor.provkor,
    demo.demo,
    drift.migrera,
    drift.sokattribut,
):
    insats.add_command(_kommando)


def main() -> None:
    """Entry point of the console script."""
    insats.main()
