"""A case as its journal and its tables tell it, whole, for the tests to break."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.kontroll.arende import Skrivet, granska
from domain.kontroll.fynd import Granser
from domain.liv import forlopp, lagesbild
from domain.liv.kommandon import las_kommando
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KV, Spel, tid

A = "arende-1"


@cache
def avbrutet() -> Spel:
    """Ended as an avbrott on 20 April, and completed on 16 May when April and the avbrott were paid."""
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    fall.lamna_plan("2024-03-20").kv("2024-03-21", "granska_plan", beslut="godkand").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran").slutrapportera("2024-04-12")
    fall.hel_manad("2024-04").till("2024-05-16")
    assert fall.status == "slutford"
    return fall


@cache
def mitt_i() -> Spel:
    """March is paid, April's report is awaited, and a signal was refused."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-05-02T12:00")
    inkommet = Inkommet("k-avvisat", KV, las_kommando({"kommando": "granska_plan", "beslut": "godkand"}))
    try:
        forlopp.utfor(fall.insats, inkommet, fall.nu)
    except Avvisning as avvisning:
        fall._ta(forlopp.anteckna_avvisning(fall.insats, inkommet, avvisning, fall.nu))
    assert fall.poster[-1].handelse.slag == "kommando_avvisat"
    return fall


def skrivet(fall: Spel, **annat: Any) -> Skrivet:
    """The tables of a sound case, as it stands now."""
    i = fall.insats
    hel: dict[str, Any] = {
        "rad": lagesbild.insatsrad(i),
        "poster": tuple(fall.poster),
        "bevakningar": {b.nyckel: b for b in lagesbild.bevakningsrader(i)},
        "utbetalningar": {u.nyckel: u for u in lagesbild.utbetalningsrader(i)},
        "meddelanden": Counter(m.nr for m in fall.meddelanden),
        "dokument": frozenset(
            f"{A}-{p.nr}-avbrottsdokument" for p in fall.poster if isinstance(p.handelse, AvslutBeslutat)
        ),
    }
    return Skrivet(A, **(hel | annat))


def fynd(s: Skrivet, nu: datetime | None = None) -> list[tuple[str, str, str]]:
    """Kind, text and what is proposed; every finding is the case's and a fault."""
    g = granska(s, nu or tid("2024-03-01"), Granser())
    assert all((f.arende, f.upplysning) == (A, False) for f in g.fynd)
    return [(f.kontroll, f.text, f.atgard) for f in g.fynd]
