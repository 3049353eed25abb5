"""The cases of ``tests/fall``: read once, and played once by the rules alone, for all who look at them in a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.berattelse import Berattelse
from starter.provkorning.fil import Provfall, las_provfil
from tests.huset.platser import FALL

FALLEN = sorted(FALL.glob("*.yaml"))


@cache
def regelverket() -> Regelverk:
    """The rules that are shipped."""
    return skapa_regelverk(las_utgavor())


@cache
def last(fil: Path) -> Provfall:
    """A case."""
    return las_provfil(fil)


@cache
def spelat(fil: Path) -> Berattelse:
    """What it comes to."""
    return ren.spela(last(fil), regelverket())
