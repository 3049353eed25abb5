"""What is weeded out, from the terminal: dry run, how a gallring goes, its protocol, and what stops one (K3.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.grund.parter import Aktor
from domain.processer.gallring.rutin import GALLRING
from persistence.process import processlasning
from persistence.process.gallring import gallringsprotokoll, gallringsstopp, verkstallning
from persistence.process.gallring.gallringsprotokoll import Protokollrad, Torrkorning
from persistence.process.gallring.gallringsstopp import Orsak, Stopp
from starter.api.terminal.fraga import Har, fraga
from starter.tjanster import processen


@fraga()
def torrkor(har: Har, som: Aktor, dag: date) -> Torrkorning:
    """What would be weeded out, and what not; nothing is changed. Raises: Avvisning."""
    return gallringsprotokoll.torrkor(har.motor, som, har.regelverk(), dag)


@dataclass(frozen=True, slots=True)
class Gallringslage:
    """How a gallring stands; ``framsteg`` is how many rows of its list stand how, ``lista`` what the list came to."""

    status: str
    lista: Any
    framsteg: Mapping[str, int]


@fraga()
def lage(har: Har, som: Aktor, process: str) -> Gallringslage:
    """How a gallring stands. Raises: FinnsInte."""
    svar = processlasning.en_process(har.motor, som, process)
    if svar is None or svar[0].slag != GALLRING.slag:
        raise processen.finns_inte(GALLRING, process)
    g = svar[1].lage
    return Gallringslage(g.status, g.lista, verkstallning.framsteg(har.motor, process))


@fraga()
def protokoll(har: Har, som: Aktor, process: str) -> list[Protokollrad]:
    """The protocol, row by row. Raises: FinnsInte; Avvisning."""
    lage.gor(har, som, process)
    return list(gallringsprotokoll.protokoll(har.motor, som, process))


@fraga("skriv")
def stoppa(har: Har, som: Aktor, arende: str, orsak: Orsak) -> None:
    """Let nothing of a case's kund be weeded out. Raises: Avvisning."""
    gallringsstopp.satt(har.motor, som, arende, orsak)


@fraga("skriv")
def hav(har: Har, som: Aktor, arende: str, orsak: Orsak) -> None:
    """What stopped it is over. Raises: Avvisning."""
    gallringsstopp.hav(har.motor, som, arende, orsak)


@fraga()
def stopp(har: Har, som: Aktor) -> list[Stopp]:
    """What is stopped now, oldest first. Raises: Avvisning."""
    return list(gallringsstopp.alla(har.motor, som))
