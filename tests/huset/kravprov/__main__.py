"""``python -m tests.huset.kravprov [K7.3 …]``: breaks each rule in a copy of the code and sees that its tests fall.

First all the named tests are run as the code stands, and must pass. Then each breach is made in a copy, its tests are
run, and each of them must fail: not merely err at collection, which any broken line would. A breach whose test passes
is a rule that is claimed and not proven.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib.util import cache_from_source
from pathlib import Path
from queue import SimpleQueue

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.huset.kravprov.brott import Brott, alla
from tests.huset.platser import ROT

SEKUNDER = 600
"""What the tests of one breach may take; a rule taken away can make a loop endless."""
_TRASIG = re.compile(r" - (?:NameError|UnboundLocalError|ImportError|SyntaxError)\b")
_UTOM = shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", ".insatsflode", "mutants", "build")


def kor(katalog: Path, prov: tuple[str, ...]) -> tuple[int, set[str]]:
    """Run tests in a copy: pytest's exit code (-1 when out of time) and the functions, ``file::name``, that failed.

    One that failed because the code names what is not there has not noticed anything.
    """
    kommando = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rf", "-W", "ignore", *prov]
    miljo = {**os.environ, "PYTHONPATH": str(katalog)}
    miljo.pop("PYTHONDONTWRITEBYTECODE", None)  # the whole house is compiled once a copy, not once a breach
    try:
        svar = subprocess.run(
            kommando, cwd=katalog, env=miljo, capture_output=True, text=True, timeout=SEKUNDER, check=False
        )
    except subprocess.TimeoutExpired:
        return -1, set(prov)
    rader = (rad.removeprefix("FAILED ") for rad in svar.stdout.splitlines() if rad.startswith("FAILED "))
    markta = (rad for rad in rader if not _TRASIG.search(rad))
    return svar.returncode, {rad.split(" - ")[0].split("[")[0].strip() for rad in markta}


def skriv(fil: Path, text: str) -> None:
    """Write a file of the copy. What was compiled of it is known again by second and size only, so it goes too."""
    fil.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(fil))).unlink(missing_ok=True)


def prova(brott: Brott, katalog: Path) -> str:
    """Break the rule in the copy, run its tests and mend it again; what is wrong, or nothing."""
    fil = katalog / brott.fil
    hel = fil.read_text(encoding="utf-8")
    try:
        skriv(fil, brott.brutet(hel))
        kod, foll = kor(katalog, brott.faller)
    except ValueError as fel:
        return str(fel)
    finally:
        skriv(fil, hel)
    if kod not in (1, -1):
        return f"proven gick inte att köra (pytest {kod})"
    return ", ".join(f"{namn} faller inte" for namn in brott.faller if namn not in foll)


def alla_prov(brott: list[Brott]) -> tuple[str, ...]:
    """The tests that the breaches name, each once."""
    return tuple(dict.fromkeys(namn for b in brott for namn in b.faller))


def main() -> int:
    """Play the breaches of the krav that are named, or all. Exit code 1 when a rule is not proven."""
    ord_ = argparse.ArgumentParser(prog="python -m tests.huset.kravprov")
    ord_.add_argument("krav", nargs="*", help="bara dessa krav")
    ord_.add_argument("--samtidigt", type=int, default=os.cpu_count() or 2, help="hur många brott i taget")
    val = ord_.parse_args()
    valda = [b for b in alla() if not val.krav or b.krav in val.krav]
    if not valda:
        print("inget brott står för det kravet", file=sys.stderr)
        return 1
    ut = Console()
    with tempfile.TemporaryDirectory(prefix="kravprov-") as rot, Progress(console=ut) as gang:
        lediga: SimpleQueue[Path] = SimpleQueue()
        for nummer in range(val.samtidigt):
            lediga.put(Path(shutil.copytree(ROT, Path(rot) / str(nummer), ignore=_UTOM)))

        def en(brott: Brott) -> str:
            katalog = lediga.get()
            try:
                return prova(brott, katalog)
            finally:
                lediga.put(katalog)

        hela = lediga.get()
        kod, foll = kor(hela, alla_prov(valda))
        lediga.put(hela)
        if kod:
            ut.print(f"Proven faller redan som koden står (pytest {kod}): {', '.join(sorted(foll))}")
            return 1
        steg = gang.add_task("brott", total=len(valda))
        domar: dict[int, str] = {}
        with ThreadPoolExecutor(val.samtidigt) as tradar:
            kommande = {tradar.submit(en, b): i for i, b in enumerate(valda)}
            for klar in as_completed(kommande):
                domar[kommande[klar]] = klar.result()
                gang.advance(steg)
    tabell = Table("krav", "vad som inte längre gäller", "prov som föll", "")
    for i, b in enumerate(valda):
        tabell.add_row(b.krav, b.vad, "\n".join(p.rsplit("::", 1)[1] for p in b.faller), domar[i] or "föll")
    ut.print(tabell)
    hall = sum(not dom for dom in domar.values())
    ut.print(f"{hall} av {len(valda)} brott märktes; {len({b.krav for b in valda})} krav.")
    return 0 if hall == len(valda) else 1


if __name__ == "__main__":
    sys.exit(main())
