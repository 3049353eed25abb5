"""Journals that a played case leaves, for the figures to be counted from."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import Engine

from domain.grund.parter import Roll
from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from tests.persistence.kvalitet.journalerna import A, Spara, hos
from tests.verktyg.spel import Spel


@pytest.fixture
def spara(motor: Engine) -> Spara:
    """Journals a played case in the database, as ``anordnare``'s, by the writer that the service uses."""
    nummer = count(1)

    def spara(spel: Spel, anordnare: str = A) -> str:
        arende = f"in-{next(nummer)}"
        poster = []
        for post in spel.poster:
            rad = post_till_json(hos(post, arende, anordnare))
            poster.append(rad | {"av": rad["av"].replace("@A", f"@{anordnare}")})
        brev = [replace(m, part=anordnare) if m.till is Roll.ANORDNARE else m for m in spel.meddelanden]
        skriv(motor, Batch(arende, 0, tuple(poster), tuple(brev)))
        return arende

    return spara
