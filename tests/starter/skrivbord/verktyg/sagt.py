"""What is said to a case beside the desk's forms, without a workflow; and what a page says."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.grund.parter import Aktor
from domain.liv import forlopp
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet
from kontrakt.insats import Batch
from persistence.arende import lasning
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from starter.tjanster.arendet import nu_i
from tests.starter.skrivbord.verktyg.bordet import Bord


def ord_i(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def sag(bord: Bord, arende: str, av: Aktor, data: dict[str, object], id_: str = "") -> None:
    """Decide what is said to a case, and write it with its words; ``id_`` is the kommando's, if it is to be another's
    than the kind's own."""
    funnet = lasning.tillstand(bord.motor, None, arende)
    assert funnet
    i = funnet[0]
    id_ = id_ or f"{arende}-{data['kommando']}-{i.nr}"
    inkommet = Inkommet(id_, av, kommando := las_kommando(data))
    if ord_ := texter(data, kommando):
        dokument.spara(bord.motor, id_, arende, str(data["kommando"]), str(av), ord_)
        inkommet = replace(inkommet, dokument=id_)
    steg = forlopp.utfor(i, inkommet, nu_i(i))
    poster = tuple(map(post_till_json, steg.poster))
    assert not skriv(bord.motor, Batch(arende, i.nr, poster, tuple(steg.meddelanden)), epost=False).avslag
