"""Play the lives anew and write down their histories: ``python -m tests.historier``. See test_replay for when.

With names (``python -m tests.historier regelutgava``) only those lives are written: how a new one is added."""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHistory

from starter.provkorning.fil import las_provfil
from starter.provkorning.provdatabas import provserver
from tests.historier.processer import spela_processer
from tests.workflows.tjanst import spela

HISTORIER = Path(__file__).parent
FALL = HISTORIER.parent / "fall"
LIV = ("ami2_hela_livet", "ami2_avbrott_med_ersattning", "fai2_allt_ar_sent")
"""The case files whose lives are kept."""
AVVISAD = "avvisad_start"


def main() -> None:
    """Replace every history, or those that are named, by one of the code as it is now."""
    valda = set(sys.argv[1:])
    for gammal in HISTORIER.glob("*.json.gz"):
        if not valda or gammal.name.split(".")[0] in valda:
            gammal.unlink()
    with provserver() as server:
        for namn in (namn for namn in (*LIV, AVVISAD) if not valda or namn in valda):
            fall = las_provfil(HISTORIER / f"{AVVISAD}.yaml" if namn == AVVISAD else FALL / f"{namn}.yaml")
            with server.databas() as motor:
                _, korningar = asyncio.run(spela(fall, motor, arende=namn.replace("_", "-")))
            _skriv(namn, korningar)
        with server.databas() as motor:
            for namn, korningar in asyncio.run(spela_processer(motor)).items():
                if not valda or namn in valda:
                    _skriv(namn, korningar)


def _skriv(namn: str, korningar: list[WorkflowHistory]) -> None:
    for nr, historik in enumerate(korningar, start=1):
        fil = HISTORIER / f"{namn}.{nr:02}.json.gz"
        fil.write_bytes(gzip.compress(_utan_maskin(historik.to_json()).encode(), mtime=0))
    print(f"{namn}: {len(korningar)} körningar, {sum(len(k.events) for k in korningar)} händelser")


def _utan_maskin(historik: str) -> str:
    """Without where and by which process it was played: nothing that replay asks for."""

    def stada(varde: Any) -> Any:
        if isinstance(varde, dict):
            return {k: "arbetare" if k == "identity" else stada(v) for k, v in varde.items() if k != "stackTrace"}
        return [stada(v) for v in varde] if isinstance(varde, list) else varde

    return json.dumps(stada(json.loads(historik)), ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
