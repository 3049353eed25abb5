"""Every command by name, and the outermost group, which loads only the one that is asked for."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress

import click

from starter.cli.ram.dorr import Dorr
from starter.stod.stack.processes import GUARD

KOMMANDON = {
    "ajourhall": "drift.ajour",
    "akt": "process.personal",
    "adress": "register.adresser",
    "anordnare": "register.anordnare",
    "arenden": "arende.visa",
    "betalning": "betalning.betalning",
    "bevakningar": "arende.visa",
    "budget": "kvalitet.namnd",
    "bygge": "drift.bygge",
    "demo": "drift.demo",
    "dokument": "arende.visa",
    "fil": "arende.fil",
    "forklara": "arende.forklara",
    "forsta-administrator": "inloggning.insluppna",
    "forvalslista": "register.forvalslista",
    "framat": "arende.framat",
    "gallring": "process.gallring",
    "hanvisningar": "register.hanvisningar",
    "incident": "process.incident",
    "inkorg": "arende.visa",
    "jamfor": "register.jamfor",
    "karriarvagledare": "register.karriarvagledare",
    "kodek": "drift.kryptering",
    "kommandon": "regler.regler",
    "konto": "inloggning.insluppna",
    "kontrollera": "drift.kontrollera",
    "kund": "register.kund",
    "kvalitet": "kvalitet.kvalitet",
    "laga": "drift.laga",
    "logga-in": "inloggning.logga_in",
    "logga-ut": "inloggning.logga_in",
    "massbyte": "process.massbyte",
    "medarbetare": "inloggning.insluppna",
    "migrera": "drift.drift",
    "kontaktuppgifter": "arende.kontaktuppgifter",
    "mojliga": "arende.visa",
    "namnd": "kvalitet.namnd",
    "nyckel": "drift.kryptering",
    "olasta": "arende.olasta",
    "oppningar": "register.skydd",
    "personal": "process.personal",
    "program": "inloggning.insluppna",
    "provkor": "drift.provkor",
    "regelverk": "regler.regler",
    "sag": "arende.sag",
    "scheman": "drift.drift",
    "sessioner": "inloggning.logga_in",
    "sokattribut": "drift.drift",
    "starta": "arende.starta",
    "tank-om": "arende.framat",
    "tidslinje": "arende.visa",
    "tradar": "arende.tradar",
    "upp": "drift.drift",
    "uppfoljning": "process.uppfoljning",
    "utgava": "process.utgava",
    "vem": "inloggning.logga_in",
    "villkor": "process.villkor",
    "visa": "arende.visa",
}
"""Command → the module below ``starter.cli`` that has it. A command is loaded when it is asked for: most are said
alone, and to load them all takes longer than most of them do."""


@click.group(
    cls=Dorr,
    moduler=KOMMANDON,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
def insats() -> None:
    """Insatsflöde: varje insats från aktualisering till sista utbetalning.

    Den som använder kommandona ofta sätter INSATS_SOM till sig själv, till exempel karriarvagledare:kv1 eller
    anordnare:h1@Anordnare A. Komplettering i skalet: eval "$(_INSATS_COMPLETE=bash_source insats)".
    """


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
