"""What the domain says in the cases of tests/fall, each sentence once, listed by ``python -m tests.huset.ordalydelse``.

The cases' own expectations are worked out by hand and name only what each case is about. Here every sentence is held:
messages, refusals, amounts, the lines of the log, what the clock raises and its timers, and the reasons of fristerna.
A change of wording is then one line to read, however many cases tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from domain.forklaring.forklaring import forklara_bevakning
from domain.insats.insats import Insats
from domain.liv.forlopp import kommande
from domain.liv.rutin import mening, tillampa
from domain.skeende.handelse import Handelse
from starter.visning.json import enkelt
from tests.starter.provkorning.fallen import FALLEN, spelat
from tests.verktyg.meningar import SAGT, maskad


def meningar(fil: Path) -> set[str]:
    """Every masked sentence of a case; first who is told, or what it is about."""
    return set(map(maskad, _sagt(fil)))


def _sagt(fil: Path) -> Iterator[str]:
    b = spelat(fil)
    for m in b.meddelanden:
        yield f"till {m.till} · {m.regel} · {m.rubrik}"
    for a in b.avvisade:
        yield f"avvisat · {a.regel} · {a.kommando} · {a.text}"
    for u in b.utbetalningar:
        yield f"utbetalning · {u.slag} · {u.status} · {u.forklaring}"
    i: Insats | None = None
    for post in b.poster:
        i = tillampa(i, post)
        rad = mening(post)
        yield f"rad · {rad.regel} · {post.handelse.slag} · {rad.ton} · {rad.text}"
        if post.kommando is None:
            yield " · ".join(("klockan", post.handelse.slag, *_ord(post.handelse)))
        for k in kommande(i):
            yield f"timer · {k.nyckel} · {k.sammanfattning}"
    if i is None:
        return
    for rad in b.bevakningar:
        f = forklara_bevakning(i, b.poster, rad.slag, rad.avser)
        yield f"frist · {rad.regel} · {rad.slag} · {f.start} · {f.rakning}"


def _ord(handelse: Handelse) -> Iterator[str]:
    fakta = enkelt(handelse)
    return (f"{namn} {v}" for namn, v in fakta.items() if v is not None and namn not in ("slag", "dagar", "belopp"))


def main() -> None:
    """Write the list."""
    SAGT.write_text("".join(f"{m}\n" for m in sorted(set().union(*map(meningar, FALLEN)))), encoding="utf-8")


if __name__ == "__main__":
    main()
