"""A process as its journal and its tables tell it, whole, for the tests to break."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from domain.grund.parter import Aktor, Roll
from domain.kontroll.fynd import Granser
from domain.kontroll.process import Processkrivet, granska_process
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.lagring import post_till_json
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

A = Aktor(Roll.ANORDNARE, "a1", "A")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
ID = "incident-1"
NU = tid("2024-03-05")
ANDRUM = timedelta(minutes=10)


def incident(till: str = "2024-03-05") -> Processpel:
    """An incident whose 72 hours went at 08:30 on 4 March: told, reminded of twice, and passed."""
    fall = Processpel(PERSONUPPGIFTSINCIDENT, ID).sag(
        A, "2024-03-01T09:00", "anmal_incident", upptackt="2024-03-01T08:30", anordnare="A", karriarvagledare="kv1",
        beskrivning="x",
    )  # fmt: skip
    return fall.till(till)


def bedomd() -> Processpel:
    fall = incident("2024-03-02").sag(A, "2024-03-02", "registrera_incidentkontakt", tid="2024-03-01T10:00")
    return fall.sag(DSS, "2024-03-03", "bedom_incident", bedomning="anmals_inte", motivering="x")


def skrivet(fall: Processpel) -> Processkrivet:
    """What the tables hold when all is well."""
    p = fall.p
    assert p is not None
    rutin = fall.rutin
    egen = asdict(rutin.rad(p.lage))
    rad = {"id": p.process, "slag": rutin.slag, "oppen": not rutin.klar(p.lage), "nr": p.nr, "senast": p.senast, **egen}
    return Processkrivet(
        p.process,
        json.loads(json.dumps(rad, default=str)) | {"senast": p.senast},
        [post_till_json(rutin, post) for post in fall.poster],
        {b.nyckel: b for b in rutin.bevakningar(p.lage)},
        Counter(m.nr for m in fall.meddelanden),
        frozenset(),
    )


def fynd(s: Processkrivet, nu: datetime = NU) -> list[tuple[str, str, str, str]]:
    """What is found: check, process, sentence and what is proposed."""
    funnet = granska_process(s, nu, Granser(andrum=ANDRUM)).fynd
    assert not any(f.upplysning for f in funnet)
    return [(f.kontroll, f.arende, f.text, f.atgard) for f in funnet]


def ny_rad(s: Processkrivet, **falt: Any) -> Processkrivet:
    assert s.rad is not None
    return replace(s, rad=dict(s.rad) | falt)
