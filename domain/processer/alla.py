"""The kinds of process there are, by their ``slag``."""

from __future__ import annotations

from collections.abc import Mapping

from domain.processer.anordnarakt import rutin as anordnarprocess
from domain.processer.bestallning import massbyte, villkorsutskick
from domain.processer.betalningsmanad import rutin as betalningsprocess
from domain.processer.gallring import rutin as gallringsprocess
from domain.processer.incident import rutin as personuppgiftsincident
from domain.processer.kvalitetsuppfoljning import rutin as kvalitetsuppfoljning
from domain.processer.process import Processrutin
from domain.processer.regelutgava import rutin as regelutgava

_ALLA: tuple[Processrutin, ...] = (
    anordnarprocess.RUTIN,
    betalningsprocess.RUTIN,
    gallringsprocess.RUTIN,
    kvalitetsuppfoljning.RUTIN,
    massbyte.RUTIN,
    personuppgiftsincident.RUTIN,
    regelutgava.RUTIN,
    villkorsutskick.RUTIN,
)

PROCESSER: Mapping[str, Processrutin] = {r.slag: r for r in _ALLA}
