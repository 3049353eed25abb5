"""Mutation testing of the domain: is each line held by a test? ``make mutation MODULER="kalender period"``.

Every mutant is a small lie in one function of ``domain``: a ``<`` for a ``<=``, a 1 for a 2, a text that says something
else. Each meets the tests of the domain that pass by it, and one of them should fail. One that no test fails for has
survived; it is printed with its difference, to be killed by a test or explained in docs/provat/mutation.md.

Verdicts are appended to ``utfall.jsonl`` in ``mutants/`` (or ``--katalog``) as they fall; ``--igen`` tries only those
that survived last time.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from rich.console import Console
from rich.table import Table

from benchmarks.mutation.mutanter import DOMANEN, Modulen, Mutant, namn_i_domanen
from benchmarks.mutation.provning import Dom, Provning, Utfall

ROT = Path(__file__).resolve().parents[2]
UTFALL = "utfall.jsonl"
TESTER = ("tests/domain", "tests/starter/provkorning/test_fallen.py")

# The same examples every time, so that a verdict is a verdict; nobody asks which example is the smallest that fails.
settings.register_profile(
    "mutation",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def urval(moduler: Iterable[str], andel: float, vid_import: bool) -> Iterator[Mutant]:
    """The mutants of the modules' functions, or of all that is in them, or a share: the same ones every time."""
    for namn in moduler:
        for m in Modulen(DOMANEN.joinpath(*namn.split(".")).with_suffix(".py")).mutanter:
            if (m.i_funktion or vid_import) and (andel >= 1 or random.Random(m.namn).random() < andel):
                yield m


def tidigare(utfall: Path) -> list[dict[str, str]]:
    """What has been judged before, in order."""
    return [json.loads(rad) for rad in utfall.read_text(encoding="utf-8").splitlines()] if utfall.exists() else []


def levde(mutanter: Iterable[Mutant], forr: Iterable[dict[str, str]]) -> Iterator[Mutant]:
    """Those that survived when they were last tried, if they are the same still."""
    sist = {r["mutant"]: r for r in forr}
    for m in mutanter:
        if (r := sist.get(m.namn)) and r["dom"] == Dom.OVERLEVDE and r["skillnad"] == m.skillnad():
            yield m


class Protokoll:
    """What has been judged: a line each in the file, and the table."""

    def __init__(self, antal: int, fil: Path) -> None:
        self.utfall: list[Utfall] = []
        self._antal, self._fil, self._fran = antal, fil, time.monotonic()

    def skriv(self, u: Utfall) -> None:
        self.utfall.append(u)
        skillnad = "" if u.dom is Dom.DODAD else u.mutant.skillnad()
        rad = {"mutant": u.mutant.namn, "dom": u.dom, "prov": u.prov, "skillnad": skillnad}
        with self._fil.open("a", encoding="utf-8") as fil:
            fil.write(json.dumps(rad, ensure_ascii=False) + "\n")
        if len(self.utfall) % 100 == 0:
            takt = len(self.utfall) / (time.monotonic() - self._fran)
            print(f"{len(self.utfall)} of {self._antal}, {takt:.1f} a second", file=sys.stderr)

    def tabell(self) -> Table:
        """A row a module: mutants, killed (endless among them), survived, score."""
        tabell = Table("module", "mutants", "killed", "of them endless", "survived", "score")
        moduler = list(dict.fromkeys(u.mutant.modul.namn for u in self.utfall))
        for namn in [*moduler, "in all"]:
            domar = Counter(u.dom for u in self.utfall if namn in (u.mutant.modul.namn, "in all"))
            dodade, levde = domar[Dom.DODAD] + domar[Dom.EVIG], domar[Dom.OVERLEVDE]
            andel = f"{100 * dodade / (dodade + levde):.1f} %" if dodade + levde else "–"
            tal = (dodade + levde, dodade, domar[Dom.EVIG], levde)
            tabell.add_row(namn, *map(str, tal), andel)
        return tabell


def main() -> None:
    """Mutate the modules named, or all of ``domain``, and print the survivors and a table."""
    alla = sorted(namn_i_domanen(p) for p in DOMANEN.rglob("*.py") if p.stem != "__init__")
    las = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=(__doc__ or "").splitlines()[0])
    las.add_argument("moduler", nargs="*", metavar="modul", help="module of domain, e.g. tid.kalender; default all")
    las.add_argument("--processer", type=int, default=1, help="how many mutants at a time (default 1)")
    las.add_argument(
        "--andel", type=float, default=1, help="share of the mutants, the same ones every time (default 1)"
    )
    las.add_argument("--budget", type=float, default=1.5, help="CPU seconds of tests in the first round (default 1.5)")
    las.add_argument("--tak", type=float, default=math.inf, help="and in both (default: every test that passes by)")
    las.add_argument("--tester", nargs="+", default=TESTER, metavar="FIL", help="the tests they meet")
    las.add_argument("--igen", action="store_true", help="only those that survived last time")
    las.add_argument(
        "--vid-import", action="store_true", help="also what is done at import (modules that are tables; see omkorning)"
    )
    las.add_argument("--katalog", type=Path, default=ROT / "mutants", help="where verdicts and map are kept")
    val = las.parse_args()
    if okanda := set(val.moduler) - set(alla):
        las.error(f"finns inte i domain: {', '.join(sorted(okanda))}")
    mutanter = list(urval(val.moduler or alla, val.andel, val.vid_import))
    val.katalog.mkdir(exist_ok=True)
    forr = tidigare(val.katalog / UTFALL)
    if val.igen:
        mutanter = list(levde(mutanter, forr))
    protokoll = Protokoll(len(mutanter), val.katalog / UTFALL)
    dodat = Counter(r["prov"] for r in forr)
    provning = Provning(
        mutanter, protokoll.skriv, val.katalog, val.processer, val.budget, val.tak, dodat, val.vid_import
    )
    provning.prova(ROT, val.tester)
    konsol = Console()
    for u in sorted(protokoll.utfall, key=lambda u: (u.mutant.modul.namn, u.mutant.nummer)):
        if u.dom is Dom.OVERLEVDE:
            konsol.print(f"\n{u.mutant.namn} {u.mutant.skillnad()}", markup=False, highlight=False)
    konsol.print(protokoll.tabell())


if __name__ == "__main__":
    main()
