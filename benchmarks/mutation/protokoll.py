"""What has been judged: a line each in ``utfall.jsonl`` as verdicts fall, and the table of what holds now.

A verdict holds as long as its module's source is the same; so a run that was stopped goes on where it was
(``--vidare``), and the table is of all that has been judged, not of the last run alone.
"""

from __future__ import annotations

import json
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

    def tabell(self, mutanter: Sequence[Mutant]) -> Table:
        """A row a module: mutants judged, killed (endless among them), survived, score."""
        tabell = Table("module", "mutants", "killed", "of them endless", "survived", "score")
        domar: dict[str, Counter[str]] = {}
        for m in mutanter:
            if r := self._gallande(m):
                for namn in (m.modul.namn, "in all"):
                    domar.setdefault(namn, Counter())[r["dom"]] += 1
        for namn, antal in sorted(domar.items(), key=lambda rad: (rad[0] == "in all", rad[0])):
            dodade, levde = antal[Dom.DODAD] + antal[Dom.EVIG], antal[Dom.OVERLEVDE]
            andel = f"{100 * dodade / (dodade + levde):.1f} %" if dodade + levde else "–"
            tabell.add_row(namn, *map(str, (dodade + levde, dodade, antal[Dom.EVIG], levde)), andel)
        return tabell

    def _gallande(self, mutant: Mutant) -> Mapping[str, str] | None:
        rad = self._sist.get(mutant.namn)
        return rad if rad and rad.get("kalla") == mutant.modul.summa else None
