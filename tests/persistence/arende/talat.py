"""A case in the database that one goes on speaking to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv.forlopp import lat_ga, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Batch
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from tests.persistence.conftest import spela


class Talat:
    """A case in the database, that one writes to."""

    def __init__(self, motor: Engine) -> None:
        self.motor, self.nr = motor, 0
        spelat = spela("in-1", "Anordnare A", "kv1", "2024-04-11T08:00")
        self.insats: Insats = spelat.insats
        for batch in spelat.batcher:
            skriv(motor, batch)

    def sager(self, av: Aktor, verb: str, **falt: Any) -> None:
        self.nr += 1
        nu = tolka_tid(f"2024-04-12T09:{self.nr:02}")
        data = {"kommando": verb, **falt}
        kommando, id_ = las_kommando(data), f"m{self.nr}"
        ord_ = texter(data, kommando)
        if ord_:
            dokument.spara(self.motor, id_, "in-1", verb, str(av), ord_)
        fore = lat_ga(self.insats, nu)
        steg = fore + utfor(fore.insats, Inkommet(id_, av, kommando, id_ if ord_ else None), nu)
        rader = tuple(post_till_json(p) for p in steg.poster)
        skriv(self.motor, Batch("in-1", self.insats.nr, rader, steg.meddelanden))
        self.insats = steg.insats
