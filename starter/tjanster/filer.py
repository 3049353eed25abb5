"""Files of a case for every door: kept within what the rules allow, and read by who reads what carries them (K4.7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from domain.regler.regelverk import Regelverk
from persistence.arende import filer
from persistence.arende.filer import Bifogad, Fil
from starter.tjanster.arendet import att_tala_till, finns_inte

BAR_FILER = frozenset(verb for verb, typ in KOMMANDON.items() if "bilagor" in typ.model_fields)
"""The kommandon that carry files."""
_SKICKAR = frozenset(roll for verb in BAR_FILER for roll in KOMMANDON[verb].roller)


def lagg_in(
    motor: Engine, som: Aktor, regelverk: Regelverk, arende: str, namn: str, innehall: bytes, idag: date
) -> Fil:
    """Keep a file, to be sent with what is said. Raises: FinnsInte; Avvisning, K4.7, for what is not taken."""
    att_tala_till(motor, som, arende, "en fil")  # what is not one's own is not there, whatever one would send to it
    if som.roll not in _SKICKAR:
        raise Avvisning("K4.7", "rollen skickar inga filer i ärenden", "som")
    hogst = regelverk.tal("bilaga.hogst_megabyte", idag)
    if (svar := filer.spara(motor, som, arende, namn, innehall, hogst)) is None:
        raise finns_inte(arende)
    return svar


def lista(motor: Engine, som: Aktor, arende: str) -> list[Bifogad]:
    """The files of a case that one reads, with what carries each. Raises: FinnsInte."""
    if (svar := filer.lista(motor, som, arende)) is None:
        raise finns_inte(arende)
    return svar


def losa(motor: Engine, som: Aktor, arende: str) -> list[Fil]:
    """One's own files that nothing carries yet. Raises: FinnsInte."""
    return [f.fil for f in lista(motor, som, arende) if f.slag is None]


def hamta(motor: Engine, som: Aktor, arende: str, id: str) -> tuple[Fil, bytes]:
    """A file with what it holds. Raises: FinnsInte."""
    if (svar := filer.hamta(motor, som, arende, id)) is None:
        raise FinnsInte("K4.7", "filen finns inte, eller är inte din att läsa", "fil")
    return svar
