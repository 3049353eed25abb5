"""What a move has changed: the cases of an earlier commit played by its code and by this, compared byte for byte.

``python -m tests.huset.likhet COMMIT``. Both are played by the pure engine, in the form of ``insats provkor --json``,
from the case files as they were then. Told of each that differs: whether its money does, and which bevakningar.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.huset.platser import ROT

_SPELA = """
import json, sys
from pathlib import Path
try:
    from domain.regler.provning import skapa_regelverk
except ImportError:
    from domain.regelverkskontroll import skapa_regelverk
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from starter.provkorning.utdata import som_text
regelverk = skapa_regelverk(las_utgavor())
filer = sorted(Path(sys.argv[1]).glob("*.yaml"))
json.dump({f.name: som_text(ren.spela(las_provfil(f), regelverk)) for f in filer}, sys.stdout)
"""


def spelade(trad: Path, fallen: Path) -> dict[str, str]:
    """File → what a tree's own code makes of it."""
    miljo = os.environ | {"PYTHONPATH": str(trad)}
    svar = subprocess.run(
        [sys.executable, "-c", _SPELA, str(fallen)], cwd=trad, env=miljo, capture_output=True, text=True, check=True
    )
    lasta: dict[str, str] = json.loads(svar.stdout)
    return lasta


def _pengar(text: str) -> set[tuple[Any, ...]]:
    rader = json.loads(text)["utbetalningar"]
    return {(r["slag"], r["avser"], r["belopp"], r["utbetalningsmanad"], r["status"]) for r in rader}


def _frister(text: str) -> set[tuple[Any, ...]]:
    return {(r["slag"], r["avser"], r["frist"], r["utfall"]) for r in json.loads(text)["bevakningar"]}


def main(commit: str) -> None:
    """Play, and tell what differs."""
    with TemporaryDirectory() as mapp:
        fore = Path(mapp, "fore")
        subprocess.run(["git", "-C", str(ROT), "worktree", "add", "-q", "--detach", str(fore), commit], check=True)
        try:
            da, nu = (spelade(trad, fore / "tests/fall") for trad in (fore, ROT))
        finally:
            subprocess.run(["git", "-C", str(ROT), "worktree", "remove", "--force", str(fore)], check=True)
    lika = [namn for namn in da if da[namn] == nu[namn]]
    for namn in sorted(da.keys() - set(lika)):
        pengar, frister = _pengar(da[namn]) ^ _pengar(nu[namn]), _frister(da[namn]) ^ _frister(nu[namn])
        slag = ", ".join(sorted({f[0] for f in frister})) or "inga"
        print(f"{namn}: {'andra' if pengar else 'samma'} belopp; andra bevakningar: {slag}")
    print(f"{len(lika)} av {len(da)} lika till sista tecknet")


if __name__ == "__main__":
    main(sys.argv[1])
