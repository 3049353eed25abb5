"""The command line ``insats``: for staff, for those who run the service, and for rehearsals."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress

import click

from starter.cli.arende import forklara, framat, olasta, sag, starta, visa
from starter.cli.betalning import betalning
from starter.cli.drift import ajour, bygge, demo, drift, kontrollera, kryptering, provkor
from starter.cli.kvalitet import kvalitet
from starter.cli.process import incident, incidentrapport, massbyte, personal, villkor
from starter.cli.ram.dorr import Dorr
from starter.cli.register import adresser, anordnare, forvalslista, hanvisningar, jamfor, karriarvagledare, kund, skydd
from starter.cli.regler import regler
from starter.stack.processes import GUARD


@click.group(cls=Dorr, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def insats() -> None:
    """Insatsflöde: varje insats från aktualisering till sista utbetalning.

    Den som använder kommandona ofta sätter INSATS_SOM till sig själv, till exempel karriarvagledare:kv1 eller
    anordnare:h1@Anordnare A. Komplettering i skalet: eval "$(_INSATS_COMPLETE=bash_source insats)".
    """


for _kommando in (
    drift.upp,
    starta.starta,
    sag.sag,
    visa.visa,
    visa.tidslinje,
    visa.bevakningar,
    visa.inkorg,
    visa.arenden,
    visa.dokument,
    visa.mojliga,
    forklara.forklara,
    framat.framat,
    framat.tank_om,
    olasta.olasta,
    betalning.betalning,
    kvalitet.kvalitet,
    regler.regelverk,
    regler.kommandon,
    anordnare.anordnare,
    forvalslista.forvalslista,
    jamfor.jamfor,
    hanvisningar.hanvisningar,
    adresser.adress,
    kund.kund,
    skydd.logg,
    karriarvagledare.karriarvagledare,
    incident.incident,
    personal.personal,
    personal.akt,
    villkor.villkor,
    massbyte.massbyte,
    provkor.provkor,
    demo.demo,
    drift.migrera,
    drift.sokattribut,
    drift.scheman,
    bygge.bygge,
    kryptering.nyckel,
    kryptering.kodek,
    ajour.ajourhall,
    kontrollera.kontrollera,
    kontrollera.laga,
):
    insats.add_command(_kommando)
incident.incident.add_command(incidentrapport.rapport)


def main() -> None:
    """Entry point of the console script.

    The Temporal client's own threads may still be letting go of Python objects when the interpreter is taken
    down, which it answers by aborting. So what has to be closed is closed here, and the process then ends at once.
    """
    kod = 1
    try:
        insats.main()
    except SystemExit as slut:
        kod = slut.code if isinstance(slut.code, int) else int(slut.code is not None)
    except BaseException:
        traceback.print_exc()
    GUARD.close()
    for strom in (sys.stdout, sys.stderr):
        with suppress(OSError):
            strom.flush()
    os._exit(kod)
