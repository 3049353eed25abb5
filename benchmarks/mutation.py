"""Mutation testing of the domain: is each line held by a test? ``make mutation MODULER="kalender period"``.

Every mutant is a small lie in one module of ``domain``: a ``<`` for a ``<=``, a 1 for a 2, a text that says something
else. The tests in ``tests/domain`` and ``tests/regelverk`` are run against it, and should fail. One that no test fails
for has survived; it is printed with its difference, to be killed by a test or explained in docs/mutation.md.

One module at a time, in a copy of its own, so that the tree is left alone and a run can be as short as one likes. What
has been judged is kept in ``mutants/`` until the module or the tests change.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROT = Path(__file__).resolve().parent.parent
KATALOG = ROT / "mutants"
RUM = ("regelverk", "workflows", "activities", "persistence", "starter")
KOPIERAS = ("domain", *RUM, "tests/conftest.py", "tests/domain", "tests/regelverk", "tests/fall")

# only_mutate keeps the other modules free of instrumentation, which would make the property tests ten times slower;
# hypothesis' profile "ci" draws the same examples every time, so that a verdict is a verdict.
_INSTALLNING = """
[tool.mutmut]
source_paths = ["domain"]
only_mutate = ["domain/{modul}.py"]
also_copy = {rum}
track_dependencies = false
use_git_change_detection = false
timeout_multiplier = 3.0
timeout_constant = 5.0
pytest_add_cli_args = ["-q", "-p", "no:cacheprovider", "--timeout=0", "--hypothesis-profile=ci"]
pytest_add_cli_args_test_selection = ["tests/domain", "tests/regelverk"]

[tool.pytest.ini_options]
asyncio_mode = "auto"
addopts = "--import-mode=importlib"
"""

_MINNE = 3 * 1024**3
_MINNE_AV_SVAR = re.compile(r"^@(?:lru_cache\(.*\)|cache)\n", re.MULTILINE)

DODAD = frozenset({1, 3})
OVERLEVDE = frozenset({0, 5, 33})
"""mutmut's exit codes: 0 is a survivor; 5 and 33 mean that no test comes near it, which is no better."""


@dataclass(frozen=True)
class Utfall:
    """What became of a module's mutants: mutant → mutmut's exit code, None for one that was not tried."""

    modul: str
    koder: Mapping[str, int | None]

    @property
    def overlevande(self) -> list[str]:
        return sorted(namn for namn, kod in self.koder.items() if kod in OVERLEVDE)

    def rad(self) -> tuple[str, ...]:
        """Module, mutants tried, killed, survived, timed out (no verdict but a stop: it counts as found), score."""
        antal = Counter(
            "ej" if kod is None else "d" if kod in DODAD else "o" if kod in OVERLEVDE else "t"
            for kod in self.koder.values()
        )
        provade = len(self.koder) - antal["ej"]
        andel = f"{100 * (antal['d'] + antal['t']) / provade:.1f} %" if provade else "–"
        av = f"{provade}" + (f" of {len(self.koder)}" if antal["ej"] else "")
        return self.modul, av, str(antal["d"]), str(antal["o"]), str(antal["t"]), andel


def mutera(modul: str, processer: int) -> Utfall:
    """Run every mutant of one module. Raises: SystemExit when the tests fail on the module as it is."""
    katalog = KATALOG / modul
    for del_ in KOPIERAS:
        till = katalog / del_
        till.parent.mkdir(parents=True, exist_ok=True)
        if (ROT / del_).is_dir():
            shutil.rmtree(till, ignore_errors=True)
            shutil.copytree(ROT / del_, till, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROT / del_, till)
    # mutmut passes over functions with decorators; a memory of answers is not what a test should hold on to
    kod = katalog / "domain" / f"{modul}.py"
    kod.write_text(_MINNE_AV_SVAR.sub("", kod.read_text(encoding="utf-8")), encoding="utf-8")
    (katalog / "pyproject.toml").write_text(_INSTALLNING.format(modul=modul, rum=json.dumps(RUM)), encoding="utf-8")
    logg = katalog / "mutmut.log"
    with logg.open("wb") as ut:
        kommando = [sys.executable, "-m", "mutmut", "run", "--max-children", str(processer)]
        subprocess.run(
            kommando, cwd=katalog, stdout=ut, stderr=subprocess.STDOUT, check=False, env=_miljo(), preexec_fn=_tak
        )
    meta = katalog / "mutants" / "domain" / f"{modul}.py.meta"
    koder = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"] if meta.exists() else {}
    if koder and all(kod is None for kod in koder.values()):
        sys.exit(f"{modul}: inget prövades; testen går inte igenom som de är. Se {logg}")
    return Utfall(modul, {mutant: _om(modul, mutant, kod) for mutant, kod in koder.items()})


def _om(modul: str, mutant: str, kod: int | None) -> int | None:
    """A survivor's second trial, in a process of its own against the module's own tests.

    mutmut's trials are forks of a process that has imported the module, so that they come too late for what is done
    at import, such as to build the calendar's table.
    """
    prov = Path("tests/domain") / f"test_{modul}.py"
    if kod not in OVERLEVDE or not (KATALOG / modul / prov).exists():
        return kod
    val = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=ci"]
    kommando = [sys.executable, "-m", "pytest", *val, str(prov)]
    miljo = _miljo() | {"MUTANT_UNDER_TEST": mutant}
    svar = subprocess.run(kommando, cwd=KATALOG / modul / "mutants", capture_output=True, check=False, env=miljo)
    return 1 if svar.returncode else kod


def skillnad(modul: str, mutant: str) -> str:
    """A mutant as a diff."""
    kommando = [sys.executable, "-m", "mutmut", "show", mutant]
    svar = subprocess.run(kommando, cwd=KATALOG / modul, capture_output=True, text=True, check=False, env=_miljo())
    rader = [r for r in svar.stdout.splitlines() if r[:1] in "+-" and r[:3] not in ("+++", "---")]
    return "\n".join(rader)


def _tak() -> None:
    """A mutant that never stops must not take all memory with it."""
    resource.setrlimit(resource.RLIMIT_AS, (_MINNE, _MINNE))


def _miljo() -> dict[str, str]:
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}


def main() -> None:
    """Mutate the modules named, or all of ``domain``, and print a table and the survivors."""
    alla = sorted(p.stem for p in (ROT / "domain").glob("*.py") if p.stem != "__init__")
    las = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=(__doc__ or "").splitlines()[0])
    las.add_argument("moduler", nargs="*", metavar="modul", help="module of domain, e.g. kalender; default all")
    las.add_argument("--processer", type=int, default=1, help="how many mutants at a time (default 1)")
    val = las.parse_args()
    if okanda := set(val.moduler) - set(alla):
        las.error(f"finns inte i domain: {', '.join(sorted(okanda))}")
    konsol = Console()
    tabell = Table("module", "mutants", "killed", "survived", "timed out", "score")
    for modul in val.moduler or alla:
        utfall = mutera(modul, val.processer)
        tabell.add_row(*utfall.rad())
        konsol.print(" · ".join(utfall.rad()))
        for mutant in utfall.overlevande:
            konsol.print(f"\n{mutant}\n{skillnad(modul, mutant)}", markup=False, highlight=False)
    konsol.print(tabell)


if __name__ == "__main__":
    main()
