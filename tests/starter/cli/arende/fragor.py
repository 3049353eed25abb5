"""A case that is asked about at the command line, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from click.testing import CliRunner, Result

from starter.cli.alla import insats

Spela = Callable[[str], str]
KV, H1, FRAMMANDE = "karriarvagledare:karriarvagledare", "anordnare:h1@Anordnare A", "anordnare:x@Någon annan"
BORJAN = """\
namn: Ett ärende
aktualisering:
  tid: 2024-03-01T09:00
  insats: AMI2
  anordnare: Anordnare A
  kund: {malgrupp: ekonomiskt_bistand, fodelsedatum: 1990-05-02, arbetsformaga: 50}
steg:
  - {tid: 2024-03-04T10:00, av: anordnare, kommando: bemanna, handlaggare: H1}
  - {tid: 2024-03-05T10:00, av: karriarvagledare, kommando: lagg_in_uppdrag, startdatum: 2024-03-11}
  - {tid: 2024-03-06T10:00, av: anordnare, kommando: boka_uppstartsmote, datum: 2024-03-11}
  - {tid: 2024-03-28T15:00, av: anordnare, kommando: lamna_genomforandeplan, mal: a, delmal: [b], aktiviteter: [c],
     rubriker: {arbetsmarknadskunskap: x, rattigheter_via_arbetsformedlingen: x, andra_aktorer: x,
     vardkontakt: x, ekonomiska_konsekvenser: x, hela_planeringen: x, ledtider: x}}
"""


def kor(*argument: str, svar: str = "") -> Result:
    return CliRunner().invoke(insats, list(argument), input=svar)


def som_json(*argument: str) -> Any:
    resultat = kor(*argument, "--json")
    assert resultat.exit_code == 0, resultat.stderr
    return json.loads(resultat.stdout)


def fel(*argument: str) -> str:
    resultat = kor(*argument)
    assert resultat.exit_code == 1
    (rad,) = resultat.stderr.splitlines()
    return str(rad)
