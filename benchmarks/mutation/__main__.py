"""Mutation testing of the domain: is each line held by a test? ``make mutation MODULER="kalender period"``.

Every mutant is a small lie in one function of ``domain``: a ``<`` for a ``<=``, a 1 for a 2, a text that says something
else. Each meets the tests of the domain that pass by it, and one of them should fail. One that no test fails for has
survived; it is printed with its difference, to be killed by a test or explained in docs/provat/mutation.md.

Verdicts are appended to ``utfall.jsonl`` in ``mutants/`` (or ``--katalog``) as they fall; ``--vidare`` tries only those
that have none yet, ``--igen`` only those that survived last time.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from rich.console import Console

from benchmarks.mutation.mutanter import DOMANEN, Modulen, Mutant, namn_i_domanen
from benchmarks.mutation.protokoll import Protokoll
from benchmarks.mutation.provning import Provning

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


def urval(moduler: Iterable[str], andel: float, vid_import: bool, forbi: float = 0) -> Iterator[Mutant]:
    """The mutants of the modules' functions, or of all that is in them, or a share: the same ones every time.

    What a share of ``forbi`` takes is passed by, so that two shares have no mutant in common."""
    for namn in moduler:
        for m in Modulen(DOMANEN.joinpath(*namn.split(".")).with_suffix(".py")).mutanter:
            if (m.i_funktion or vid_import) and forbi <= random.Random(m.namn).random() < andel:
                yield m


def main() -> None:
    """Mutate the modules named, or all of ``domain``, and print the survivors and a table."""
    alla = sorted(namn_i_domanen(p) for p in DOMANEN.rglob("*.py") if p.stem != "__init__")
    las = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=(__doc__ or "").splitlines()[0])
    las.add_argument("moduler", nargs="*", metavar="modul", help="module of domain, e.g. tid.kalender; default all")
    las.add_argument("--processer", type=int, default=1, help="how many mutants at a time (default 1)")
    las.add_argument(
        "--andel", type=float, default=1, help="share of the mutants, the same ones every time (default 1)"
    )
    las.add_argument(
        "--forbi", type=float, default=0, help="pass by those that this share takes: --andel 0.2 --forbi 0.1"
    )
    las.add_argument("--per-rum", action="store_true", help="a row a room in the table, and not a module")
    las.add_argument("--budget", type=float, default=1.5, help="CPU seconds of tests in the first round (default 1.5)")
    las.add_argument("--tak", type=float, default=math.inf, help="and in both (default: every test that passes by)")
    las.add_argument("--tester", nargs="+", default=TESTER, metavar="FIL", help="the tests they meet")
    las.add_argument("--utan", nargs="+", default=(), metavar="FIL", help="but not these")
    urvalet = las.add_mutually_exclusive_group()
    urvalet.add_argument("--igen", action="store_true", help="only those that survived last time")
    urvalet.add_argument("--vidare", action="store_true", help="only those whose source has no verdict yet")
    las.add_argument(
        "--vid-import", action="store_true", help="also what is done at import (modules that are tables; see omkorning)"
    )
    las.add_argument("--katalog", type=Path, default=ROT / "mutants", help="where verdicts and map are kept")
    val = las.parse_args()
    if okanda := set(val.moduler) - set(alla):
        las.error(f"finns inte i domain: {', '.join(sorted(okanda))}")
    mutanter = list(urval(val.moduler or alla, val.andel, val.vid_import, val.forbi))
    val.katalog.mkdir(exist_ok=True, parents=True)
    protokoll = Protokoll(val.katalog / UTFALL)
    tas_nu = mutanter
    if val.igen:
        tas_nu = list(protokoll.levde(mutanter))
    elif val.vidare:
        tas_nu = list(protokoll.odomda(mutanter))
    provning = Provning(
        tas_nu,
        lambda u: protokoll.skriv(u, len(tas_nu)),
        val.katalog,
        val.processer,
        val.budget,
        val.tak,
        protokoll.dodat,
        val.vid_import,
    )
    if tas_nu:
        provning.prova(ROT, val.tester, val.utan)
    konsol = Console()
    for m in protokoll.overlevande(mutanter):
        konsol.print(f"\n{m.namn} {m.skillnad()}", markup=False, highlight=False)
    konsol.print(protokoll.tabell(mutanter, min(val.andel, 1) - val.forbi, val.per_rum))


if __name__ == "__main__":
    main()
