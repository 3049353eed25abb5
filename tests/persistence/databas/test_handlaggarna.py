"""Whom a case was staffed with is filled in from its journal as the case itself has it, whatever was put right."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from persistence.tabeller.migrations.versions import r0040_handlaggare
from tests.persistence.conftest import ANORDNARE, spela

IGEN, TREDJE = ({"kommando": "bemanna", "handlaggare": f"H{n}"} for n in (2, 3))


def ratta(vilken: int, vem: str | None) -> dict[str, object]:
    """A correction of the case's first staffing, or of a later one; None strikes it."""
    hur: dict[str, object] = {"stryk": True} if vem is None else {"andringar": {"handlaggare": vem}}
    return {"kommando": "ratta", "vad": "bemanna", "nr": vilken, "motivering": "Fel namn.", **hur}


LIV: dict[str, tuple[list[dict[str, object]], str | None]] = {
    "in-en": ([], "H1"),
    "in-om": ([IGEN], "H2"),
    "in-rattad": ([ratta(1, "H9")], "H9"),
    "in-rattad-tva": ([ratta(1, "H9"), ratta(1, "H8")], "H8"),
    "in-aldre-rattad": ([IGEN, ratta(1, "H9")], "H2"),
    "in-struken": ([ratta(1, None)], None),
    "in-senaste-struken": ([IGEN, ratta(2, None)], "H1"),
    "in-aldre-struken": ([IGEN, ratta(1, None)], "H2"),
    "in-senare-efter": ([IGEN, ratta(2, "H9"), TREDJE], "H3"),
}


def lev(motor: Engine, arende: str, sagt: list[dict[str, object]]) -> None:
    spelat = spela(arende, till="2024-03-04T11:00")
    for batch in spelat.batcher:
        assert not skriv(motor, batch, epost=False).avslag
    i = spelat.insats
    rader = [p["nr"] for b in spelat.batcher for p in b.poster if p["handelse"]["slag"] == "arende_bemannat"]
    for n, data in enumerate(sagt):
        med_nr = data | ({"nr": rader[int(str(data["nr"])) - 1]} if "nr" in data else {})
        steg = utfor(i, Inkommet(f"x{n}", ANORDNARE, las_kommando(med_nr)), tolka_tid(f"2024-03-04T1{n + 2}:00"))
        rader += [p.nr for p in steg.poster if p.handelse.slag == "arende_bemannat"]
        poster = tuple(map(post_till_json, steg.poster))
        assert not skriv(motor, Batch(arende, i.nr, poster, steg.meddelanden), epost=False).avslag
        i = steg.insats


def handlaggarna(motor: Engine) -> dict[str, str | None]:
    with motor.connect() as c:
        return {r.arende: r.handlaggare for r in c.execute(text("SELECT arende, handlaggare FROM insats"))}


@pytest.mark.krav("K6.2", "K0.7")
def test_the_backfill_says_what_the_case_says(motor: Engine) -> None:
    for arende, (sagt, _) in LIV.items():
        lev(motor, arende, sagt)
    vantat = {arende: vem for arende, (_, vem) in LIV.items()}
    assert handlaggarna(motor) == vantat, "as the case's own row has it"
    with motor.begin() as c:
        c.execute(text("UPDATE insats SET handlaggare = NULL"))
        c.execute(text(r0040_handlaggare.FYLL_I))
    assert handlaggarna(motor) == vantat
