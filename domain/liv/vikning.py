"""What the lines of a case give when they are folded: the state after each, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.grund.beteckning import samma_person
from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.kapitel.ersattning.betalningshandelser import UtbetalningVerkstalld
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from domain.kapitel.uppdrag.socialsekreterare import SocialsekreterareBorttagen, SocialsekreterareUtsedd
from domain.liv import rutin
from domain.skeende.journal import KommandoAvvisat, Post

GAR_INTE_ATT_VIKA = (AssertionError, AttributeError, KeyError, TypeError, ValueError)
"""What a fold says of lines that cannot follow on each other."""


@dataclass(frozen=True, slots=True)
class Vikning:
    """A line, with the state after it; ``brev`` is how many are told of it.

    ``aven_ansvarig``: said by another than the responsible karriärvägledare, who is then told too (K13.10), unless
    the run was begun before there was such a message.
    """

    post: Post
    efter: Insats
    brev: int
    aven_ansvarig: bool = False
    betalbar: Utbetalning | None = None
    """For a payment: the row as it followed from the state before it."""


def vik(poster: Iterable[Post]) -> Insats | None:
    """State after the lines; None if there are none."""
    i: Insats | None = None
    for post in poster:
        i = rutin.tillampa(i, post)
    return i


def vikningar(poster: Iterable[Post]) -> Iterator[Vikning]:
    """The lines one by one, each with what it gave."""
    i: Insats | None = None
    forra: str | None = None
    for post in poster:
        fore, i = i, rutin.tillampa(i, post)
        h = post.handelse
        forst, forra = post.kommando != forra, post.kommando
        annan = fore is not None and not samma_person(post.av.id, fore.karriarvagledare)
        aven = forst and annan and post.av.roll is Roll.KARRIARVAGLEDARE and not isinstance(h, KommandoAvvisat)
        utsedd = isinstance(h, (SocialsekreterareUtsedd, SocialsekreterareBorttagen))
        aven |= post.av.roll is Roll.ARBETSLEDARE and utsedd
        # A refused signal is told to its sender, whoever that is.
        brev = 1 if isinstance(h, KommandoAvvisat) else sum(1 for _ in rutin.brev(i, post))
        betalbar = None
        if isinstance(h, UtbetalningVerkstalld) and fore is not None:
            nyckel = f"{h.utbetalning}:{h.avser}"
            betalbar = next((u for u in utbetalningar(fore) if u.nyckel == nyckel), None)
        yield Vikning(post, i, brev, aven, betalbar)
