"""K0.7, K0.10: what there is in a case to put right or strike, and by whom: what a correction may choose among."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from domain.grund.avvisning import Avvisning
from domain.grund.granser import LastJson
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.kapitel.alla import KOMMANDON
from domain.kapitel.dialog.brist import RegistreraBrist
from domain.liv.aterta import ATERTAS, prova_roll
from domain.liv.omspelning import BESTAR
from domain.liv.rattelse import far_veta
from domain.skeende.handelse import Fall


@dataclass(frozen=True, slots=True)
class Rattbart:
    """What was said: its number in the journal, the registration instant (UTC), its verb, and its facts without words.

    ``stryks`` is what is only struck, and said anew where it should have been otherwise (K0.10).
    """

    nr: int
    tid: datetime
    vad: str
    sagt: LastJson
    stryks: bool = False


def rattbart(i: Insats, av: Aktor) -> list[Rattbart]:
    """What ``av`` may put right, in the order it was said; whether the case then holds together is tried when it is."""
    alla = [*_sagda(i, av), *_atertas(i, av)]
    return sorted(alla, key=lambda r: r.nr)


def _sagda(i: Insats, av: Aktor) -> Iterator[Rattbart]:
    for s in i.sagda:
        vad = str(s.kommando["kommando"])
        if vad in BESTAR or vad == "aktualisera" or vad not in KOMMANDON:
            continue
        fall = Fall(s.tid, av)
        try:
            prova_roll(s.kommando, fall)
        except Avvisning:
            continue
        if far_veta(s, fall):
            yield Rattbart(s.nr, s.tid, vad, s.kommando)


def _atertas(i: Insats, av: Aktor) -> Iterator[Rattbart]:
    """Write-offs, proposals of one, and breaches: those that say which line they stand on."""
    avskrivna = [(f.nr, f.tid, "avskriv", nyckel) for nyckel, f in i.avskrivningsforslag.items()]
    for nyckel, tid in i.avskrivna.items():
        if a := i.avskrivningar.get(nyckel):
            avskrivna.append((a.nr, tid, "besluta_avskrivning" if a.attesterad else "avskriv", nyckel))
    for nr, tid, vad, nyckel in avskrivna:
        if av.roll in ATERTAS[vad] and (o := i.oppnade.get(nyckel)):
            yield Rattbart(nr, tid, vad, {"slag": o.slag, "avser": o.avser}, stryks=True)
    if av.roll in ATERTAS["registrera_brist"]:
        for b in i.brister:
            if b.nr and b.sort in _BRISTER:
                yield Rattbart(b.nr, b.tid, "registrera_brist", {"sort": b.sort}, stryks=True)


_BRISTER = get_args(RegistreraBrist.model_fields["sort"].annotation)
"""Those that are registered; what the service has raised itself nobody strikes."""
