"""The kinds of process there are, by their ``slag``."""

from __future__ import annotations

from collections.abc import Mapping

from domain import anordnarprocess, betalningsprocess, massbyte, personuppgiftsincident
from domain.process import Processrutin

_ALLA: tuple[Processrutin, ...] = (
    anordnarprocess.RUTIN,
    betalningsprocess.RUTIN,
    massbyte.RUTIN,
    personuppgiftsincident.RUTIN,
)

PROCESSER: Mapping[str, Processrutin] = {r.slag: r for r in _ALLA}
