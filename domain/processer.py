"""The kinds of process there are, by their ``slag``."""

from __future__ import annotations

from collections.abc import Mapping

from domain import betalningsprocess, personuppgiftsincident
from domain.process import Processrutin

_ALLA: tuple[Processrutin, ...] = (betalningsprocess.RUTIN, personuppgiftsincident.RUTIN)

PROCESSER: Mapping[str, Processrutin] = {r.slag: r for r in _ALLA}
