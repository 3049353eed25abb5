"""What the domain says in the cases of tests/fall, each sentence once. ``python -m tests.ordalydelse`` writes the list.

The cases' own expectations are worked out by hand and name only what each case is about. Here every sentence is held:
messages, refusals, amounts, and the reasons of fristerna. Dates and amounts, which the cases' expectations decide, are
masked, so that a sentence stands once however many cases tell it, and a change of wording is one line to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from domain.forklaring import forklara_bevakning
from domain.insats import Insats
from domain.regelverkskontroll import skapa_regelverk
from domain.rutin import tillampa
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.berattelse import Berattelse
from starter.provkorning.fil import las_provfil

FALL = sorted((Path(__file__).parent / "fall").glob("*.yaml"))
DOKUMENT = Path(__file__).parent / "domain" / "ordalydelse.txt"

_MANADER = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MASKER = (
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "DATUM"),
    (re.compile(r"DATUM \([a-zåäö ]+\)(?:, DATUM \([a-zåäö ]+\))*"), "DATUM (DAG)"),
    (re.compile(r"\b\d{4}-(?:W\d\d|\d\d)\b"), "PERIOD"),
    (re.compile(r"-?\d+(?:[  ]\d{3})*(?:,\d+)?(?= kr)"), "BELOPP"),
    (re.compile(r"(?<=× )\d+(?= dagar)"), "ANTAL"),
    (re.compile(rf"\b(?:{_MANADER})\b"), "MÅNAD"),
)  # fmt: skip


def maskad(mening: str) -> str:
    """A sentence without what differs from case to case."""
    for monster, i_stallet in _MASKER:
        mening = monster.sub(i_stallet, mening)
    return mening


def meningar() -> list[str]:
    """Every masked sentence of all the cases, in order; first who is told, or what it is about."""
    regelverk = skapa_regelverk(las_utgavor())
    spelade = (ren.spela(las_provfil(fil), regelverk) for fil in FALL)
    return sorted(set(map(maskad, chain.from_iterable(map(_sagt, spelade)))))


def _sagt(b: Berattelse) -> Iterator[str]:
    for m in b.meddelanden:
        yield f"till {m.till} · {m.regel} · {m.rubrik}"
    for a in b.avvisade:
        yield f"avvisat · {a.regel} · {a.kommando} · {a.text}"
    for u in b.utbetalningar:
        yield f"utbetalning · {u.slag} · {u.status} · {u.forklaring}"
    i: Insats | None = None
    for post in b.poster:
        i = tillampa(i, post)
    if i is None:
        return
    for rad in b.bevakningar:
        f = forklara_bevakning(i, b.poster, rad.slag, rad.avser)
        yield f"frist · {rad.regel} · {rad.slag} · {f.start} · {f.rakning}"


def main() -> None:
    """Write the list."""
    DOKUMENT.write_text("\n".join(meningar()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
