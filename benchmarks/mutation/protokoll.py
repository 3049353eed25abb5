"""What has been judged: a line each in ``utfall.jsonl`` as verdicts fall, and the table of what holds now.

A verdict holds as long as its module's source is the same; so a run that was stopped goes on where it was
(``--vidare``), and the table is of all that has been judged, not of the last run alone.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.table import Table

from benchmarks.mutation.mutanter import Mutant
from benchmarks.mutation.provning import Dom, Utfall


class Protokoll:
    """The verdicts in a file, those that fell before and those that fall. A line is written as its verdict falls."""

    def __init__(self, fil: Path) -> None:
        rader = fil.read_text(encoding="utf-8").splitlines() if fil.exists() else []
        self._fil = fil
        self._sist: dict[str, dict[str, str]] = {}
        self.dodat: Counter[str] = Counter()
        for rad in map(json.loads, rader):
            self._sist[rad["mutant"]] = rad
            self.dodat[rad["prov"]] += 1
        self._nya, self._fran = 0, time.monotonic()

    def odomda(self, mutanter: Iterable[Mutant]) -> Iterator[Mutant]:
        """Those without a verdict that holds."""
        return (m for m in mutanter if self._gallande(m) is None)

    def levde(self, mutanter: Iterable[Mutant]) -> Iterator[Mutant]:
        """Those that survived when they were last tried, if they are the same still."""
        for m in mutanter:
            if (r := self._sist.get(m.namn)) and r["dom"] == Dom.OVERLEVDE and r["skillnad"] == m.skillnad():
                yield m

    def skriv(self, u: Utfall, antal: int) -> None:
        """Write a verdict down, one of ``antal``."""
        rad = {
            "mutant": u.mutant.namn,
            "kalla": u.mutant.modul.summa,
            "dom": str(u.dom),
            "prov": u.prov,
            "skillnad": "" if u.dom is Dom.DODAD else u.mutant.skillnad(),
        }
        self._sist[u.mutant.namn] = rad
        with self._fil.open("a", encoding="utf-8") as fil:
            fil.write(json.dumps(rad, ensure_ascii=False) + "\n")
        self._nya += 1
        if self._nya % 100 == 0:
            print(
                f"{self._nya} of {antal}, {self._nya / (time.monotonic() - self._fran):.1f} a second", file=sys.stderr
            )

    def overlevande(self, mutanter: Iterable[Mutant]) -> Iterator[Mutant]:
        """Those whose verdict is that they live."""
        return (m for m in mutanter if (r := self._gallande(m)) and r["dom"] == Dom.OVERLEVDE)

    def tabell(self, mutanter: Sequence[Mutant], andel: float = 1, per_rum: bool = False) -> Table:
        """A row a module or a room: mutants judged, killed (endless among them), survived, score; of a share also
        between what the score of all of them lies."""
        kolumner = ("room" if per_rum else "module", "mutants", "killed", "of them endless", "survived", "score")
        tabell = Table(*kolumner, *(("of all, 95 %",) if andel < 1 else ()))
        domar: dict[str, Counter[str]] = {}
        for m in mutanter:
            if r := self._gallande(m):
                for namn in (m.modul.namn.rpartition(".")[0] if per_rum else m.modul.namn, "in all"):
                    domar.setdefault(namn, Counter())[r["dom"]] += 1
        for namn, antal in sorted(domar.items(), key=lambda rad: (rad[0] == "in all", rad[0])):
            dodade, levde = antal[Dom.DODAD] + antal[Dom.EVIG], antal[Dom.OVERLEVDE]
            poang = f"{100 * dodade / (dodade + levde):.1f} %" if dodade + levde else "–"
            rad = [namn, *map(str, (dodade + levde, dodade, antal[Dom.EVIG], levde)), poang]
            tabell.add_row(*rad, *((felmarginal(dodade, dodade + levde, andel),) if andel < 1 else ()))
        return tabell

    def _gallande(self, mutant: Mutant) -> Mapping[str, str] | None:
        rad = self._sist.get(mutant.namn)
        return rad if rad and rad.get("kalla") == mutant.modul.summa else None


def felmarginal(dodade: int, provade: int, andel: float) -> str:
    """Between what the score of all mutants lies, by 95 %, when a share of them was tried: Wilson's interval, drawn in
    by what was tried of what there is."""
    if not provade:
        return "–"
    n, p, z2 = provade / (1 - andel), dodade / provade, 1.96**2
    mitt, bredd = (p + z2 / (2 * n)) / (1 + z2 / n), math.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n)
    return f"{100 * (mitt - bredd):.1f}–{100 * (mitt + bredd):.1f} %"
