"""A whole life in the pure engine: milliseconds of processor time a case, start-up excluded.

Nothing is waited for in it, so processor time is what it takes; the clock on the wall would count its neighbours too.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

from rich.table import Table

from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from starter.provkorning.fil import las_provfil
from starter.provkorning.ren import spela

_FALL = Path(__file__).parent.parent / "tests" / "fall"


def mat(ganger: int = 10) -> Table:
    """Each case of ``tests/fall`` played ``ganger`` times."""
    t = Table(title="Ren motor", title_justify="left")
    t.add_column("fall")
    t.add_column("journalrader", justify="right")
    t.add_column("ms, minst", justify="right")
    t.add_column("ms, median", justify="right")
    regelverk = skapa_regelverk(las_utgavor())
    for stig in sorted(_FALL.glob("*.yaml")):
        fil = las_provfil(stig)
        tider = []
        for _ in range(ganger):
            start = process_time()
            resultat = spela(fil, regelverk)
            tider.append((process_time() - start) * 1000)
        tider.sort()
        t.add_row(stig.stem, str(len(resultat.poster)), f"{tider[0]:.1f}", f"{tider[len(tider) // 2]:.1f}")
    return t
