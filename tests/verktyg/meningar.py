"""The sentences that have been read: what the tests hear the domain say must stand in one of two lists.

A sentence is masked: dates, amounts and months, which other tests decide, do not tell one sentence from another.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SAGT = Path(__file__).with_name("ordalydelse.txt")
"""What the cases of tests/fall tell; written by ``python -m tests.huset.ordalydelse``."""
AVSLAG = Path(__file__).with_name("avslag.txt")
"""Every refusal that ``avvisas`` of a case or a process has met; a new one is written there by whoever has read it."""

_MANADER = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_DAGAR = r"[a-zåäö ]*(?:dag|dagen|afton)|annandag [a-zåäö]+|trettondedag jul|första maj"
_MASKER = (
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "DATUM"),
    (re.compile(rf"DATUM \((?:{_DAGAR})\)(?:, DATUM \((?:{_DAGAR})\))*"), "DATUM (DAG)"),
    (re.compile(r"\b\d{4}-(?:W\d\d|\d\d)\b"), "PERIOD"),
    (re.compile(r"(?<!\w)-?\d+(?:\s\d{3})*(?:,\d+)?(?=\skr\b)"), "BELOPP"),
    (re.compile(r"(?<=× )\d+(?= dagar)|(?<=\(nr )\d+|(?<=, )\d+(?= dagar:)"), "ANTAL"),
    (re.compile(r"(?<=, faktura )[\w-]+"), "FAKTURA"),
    (re.compile(rf"\b(?:{_MANADER})\b"), "MÅNAD"),
)


def maskad(mening: str) -> str:
    """A sentence without what differs from case to case."""
    for monster, i_stallet in _MASKER:
        mening = monster.sub(i_stallet, mening)
    return mening


@cache
def lasta(lista: Path) -> frozenset[str]:
    """The sentences of a list."""
    return frozenset(lista.read_text(encoding="utf-8").splitlines())


def prova_avslag(mening: str) -> None:
    """Raises: AssertionError when nobody has read a refusal with that wording."""
    assert maskad(mening) in lasta(AVSLAG), (
        f"a new sentence: read it, and write it into {AVSLAG.name}:\n{maskad(mening)}"
    )
