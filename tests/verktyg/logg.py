"""How the log tells what a case has come to: the sentences that no case of ``tests/fall`` says are held by hand."""

from __future__ import annotations

from collections.abc import Iterable

from domain.liv.rutin import mening
from domain.skeende.journal import Post
from domain.skeende.mening import Mening


def rader(poster: Iterable[Post], slag: str) -> list[Mening]:
    """The sentences of the lines of a kind, with their krav and tone, in order."""
    return [mening(p) for p in poster if p.handelse.slag == slag]
