"""To write off, as a form (K0.8, K13.7): what may be is chosen among what is late, or has been proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.grund.ordval import med_stor
from domain.grund.parter import BENAMNING, Roll
from domain.liv.lagesbild import Bevakningsrad
from domain.liv.rutin import KOMMANDON
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Falt
from starter.tjanster.arendeblad import Blad
from starter.visning import datum
from starter.visning.ordval.bevakningsord import vad_vantas

AVSKRIV, BESLUTA = "avskriv", "besluta_avskrivning"
VERB = (AVSKRIV, BESLUTA)
_VALET, _RESTEN = "slag", "avser"
_INGET = {AVSKRIV: "Inget är försenat i ärendet, så det finns inget att skriva av.",
          BESLUTA: "Ingen avskrivning är föreslagen i ärendet."}  # fmt: skip
_HJALP = {AVSKRIV: "Det som är försenat i ärendet.", BESLUTA: "Det som karriärvägledaren har föreslagit."}
_FRAGA = {AVSKRIV: "Vad ska skrivas av?", BESLUTA: "Vilken avskrivning?"}


def falten(b: Blad, verb: str) -> list[Falt]:
    """The fields, with what there is to choose among in the place of its kind and which of them."""
    val = tuple(_val(b, verb))
    svar = []
    for f in formular.falten(KOMMANDON[verb]):
        if f.namn == _VALET:
            hjalp = _HJALP[verb] if val else _INGET[verb]
            svar.append(replace(f, sort="val", etikett=_FRAGA[verb], hjalp=hjalp, val=val))
        elif f.namn != _RESTEN:
            svar.append(f)
    return svar


def ifylld(varden: Mapping[str, str]) -> Mapping[str, str]:
    """What an address tells of kind and which, as the form's one choice."""
    if not (varden.get(_VALET) and varden.get(_RESTEN)):
        return varden
    return {**varden, _VALET: f"{varden[_VALET]}:{varden[_RESTEN]}", _RESTEN: ""}


def las(falt: Sequence[Falt], skrivet: Mapping[str, str], verb: str) -> dict[str, Any]:
    """The kommando: the choice is its kind and which of them."""
    data = formular.las(falt, ifylld(skrivet), verb)
    slag, _, avser = str(data.get(_VALET, "")).partition(":")
    return data | ({_VALET: slag} if slag else {}) | ({_RESTEN: avser} if avser else {})


def _val(b: Blad, verb: str) -> list[tuple[str, str]]:
    if verb == AVSKRIV:
        sena = sorted((r for r in b.bevakningar if r.utfall == "forsenad"), key=lambda r: (r.frist, r.nyckel))
        return [(r.nyckel, _forsenad(b, r)) for r in sena]
    return [
        (nyckel, f"{_vilken(b, *_delar(nyckel))}, föreslagen av {f.av} {datum.stund(f.tid, b.idag)}")
        for nyckel, f in b.insats.avskrivningsforslag.items()
    ]


def _forsenad(b: Blad, r: Bevakningsrad) -> str:
    vem = BENAMNING[r.ansvarig]
    sen = datum.hur_lange(r.frist, b.idag)
    return f"{_vilken(b, r.slag, r.avser, r.ansvarig)} ({vem}), senast {datum.dag(r.frist, b.idag)}, {sen}"


def _vilken(b: Blad, slag: str, avser: str | None, ansvarig: Roll | None = None) -> str:
    return med_stor(vad_vantas(slag, avser, ansvarig, b.idag))


def _delar(nyckel: str) -> tuple[str, str | None]:
    slag, _, avser = nyckel.partition(":")
    return slag, avser or None
