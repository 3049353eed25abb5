"""A case that remembers what was said in it, and is played again from that."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property, reduce
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.liv.forlopp import lat_ga, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json, post_fran_json, post_till_json
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from tests.verktyg.spel import Spel, helt_uppdrag, tid


class Inspelat(Spel):
    """A case that remembers what was said in it, taken or refused."""

    def sager(self, av: Aktor, nar: str, verb: str, **fakta: Any) -> Spel:
        self.manus.append((av, nar, verb, fakta))
        return super().sager(av, nar, verb, **fakta)

    @cached_property
    def manus(self) -> list[tuple[Aktor, str, str, dict[str, Any]]]:
        return []


def vikt(poster: Iterable[Post]) -> Insats:
    """State as the fold of the journal from its first line."""
    insats = reduce(rutin.tillampa, poster, None)
    assert insats is not None
    return insats


def spela_om(fall: Inspelat) -> tuple[list[Post], list[Meddelande]]:
    """The same life again, the clock looked at only when something is said, state as JSON between all steps."""
    insats = vikt([p for p in fall.poster if p.nr == 1])
    poster, brev, nummer = list(fall.poster[:1]), [m for m in fall.meddelanden if m.nr == 1], 0
    for av, nar, verb, sagt in fall.manus:
        nu = tid(nar)
        steg = lat_ga(insats_fran_json(insats_till_json(insats)), nu)
        with suppress(Avvisning):
            hel = helt_uppdrag(sagt) if verb == "lagg_in_uppdrag" else sagt  # as ``Spel`` says it
            kommando = las_kommando({"kommando": verb, **hel})
            nummer += 1
            inkommet = Inkommet(f"k{nummer}", av, kommando)
            steg += utfor(insats_fran_json(insats_till_json(steg.insats)), inkommet, nu)
        insats = steg.insats
        poster += steg.poster
        brev += steg.meddelanden
    steg = lat_ga(insats, fall.nu)
    journal = [post_fran_json(post_till_json(p)) for p in (*poster, *steg.poster)]
    return journal, [*brev, *steg.meddelanden]
