"""The kinds of process there are, by their ``slag``."""

from __future__ import annotations

from collections.abc import Mapping

from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.processer.gallring.rutin import GALLRING
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Processrutin
from domain.processer.regelutgava.rutin import REGELUTGAVA

_ALLA: tuple[Processrutin, ...] = (
    ANORDNARAKT,
    BETALNINGSMANAD,
    GALLRING,
    KVALITETSUPPFOLJNING,
    MASSBYTE,
    PERSONUPPGIFTSINCIDENT,
    REGELUTGAVA,
    VILLKORSUTSKICK,
)

PROCESSER: Mapping[str, Processrutin] = {r.slag: r for r in _ALLA}
