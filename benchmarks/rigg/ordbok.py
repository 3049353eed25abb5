"""Make the next dictionaries of the hand-over, when rules and state have grown away from the last ones.

``python -m benchmarks.rigg.ordbok`` writes ``kontrakt/ordbok/<slag>-<nummer>.json``; set ``SENASTE`` to its number.
"""

from __future__ import annotations

from pathlib import Path

from domain.insats.insats import Insats
from domain.liv import rutin
from domain.regler.provning import skapa_regelverk
from kontrakt import ordbok
from kontrakt.overlamning import regler_som_rader, tillstand_som_json
from regelverk import las_utgavor
from starter.provkorning.fil import las_provfil
from starter.provkorning.ren import spela

ROT = Path(__file__).resolve().parents[2]
LIV = ROT / "tests" / "fall" / "fai2_allt_ar_sent.yaml"
"""The life whose state the dictionary shows: not the one that the measurement hands over, which would flatter it."""
RACKVIDD = 32_768
"""Bytes of a dictionary that deflate reaches back to."""


def main() -> None:
    """Write the pair with the number after the latest, or the first."""
    regelverk = skapa_regelverk(las_utgavor())
    insats: Insats | None = None
    for post in spela(las_provfil(LIV), regelverk).poster:
        insats = rutin.tillampa(insats, post)
    assert insats
    mapp = ROT / "kontrakt" / "ordbok"
    nummer = ordbok.SENASTE + 1 if (mapp / f"regler-{ordbok.SENASTE}.json").exists() else ordbok.SENASTE
    for slag, data in (("regler", regler_som_rader(regelverk)), ("tillstand", tillstand_som_json(insats))):
        (mapp / f"{slag}-{nummer}.json").write_bytes(data[-RACKVIDD:])


if __name__ == "__main__":
    main()
