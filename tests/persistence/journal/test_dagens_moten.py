"""Whom one is to meet on a day: what was moved, cancelled, struck or put right since counts as it came to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from domain.grund.parter import Aktor
from domain.kapitel.franvaro.sjukdom import TrepartsmoteBokat
from domain.kapitel.kontakt.moteskallelse import (
    UppfoljningsmoteFlyttat,
    UppfoljningsmoteInstallt,
    UppfoljningsmoteKallat,
)
from domain.kapitel.uppdrag.uppstartsmote import UppstartsmoteBokat
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.liv.rattelse import UppgiftRattad
from domain.skeende.inkommet import Inkommet
from kontrakt.insats import Batch
from persistence.journal.dagens_moten import Dagsmote, dagens_moten, motesdagar
from persistence.journal.skrivning import skriv
from persistence.tabeller.grund import MOTESSLAG, journal, motesdag, om_moten
from tests.persistence.conftest import Spelat

Rad = tuple[int, str, dict[str, Any]]
KV, ANNAN = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("karriarvagledare:kv2")
D1, D2 = date(2024, 4, 2), date(2024, 4, 9)


def rader(*sagt: tuple[str, dict[str, Any]]) -> list[Rad]:
    return [(n, slag, h) for n, (slag, h) in enumerate(sagt, start=1)]


def kallat(dag: date) -> tuple[str, dict[str, Any]]:
    return "uppfoljningsmote_kallat", {"datum": str(dag), "form": "personligt"}


def rattat(nr: int, efter: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    return "uppgift_rattad", {"nr": nr, "vad": "x", "fore": {}, "efter": efter}


@pytest.mark.krav("K7.7")
def test_a_meeting_is_on_the_day_it_was_moved_to_and_none_that_was_cancelled() -> None:
    flyttat = ("uppfoljningsmote_flyttat", {"fran": str(D1), "till": str(D2)})
    assert motesdagar(rader(kallat(D1))) == [("uppfoljningsmote", D1)]
    assert motesdagar(rader(kallat(D1), flyttat)) == [("uppfoljningsmote", D2)]
    installt = ("uppfoljningsmote_installt", {"datum": str(D2)})
    assert motesdagar(rader(kallat(D1), flyttat, installt)) == []


@pytest.mark.krav("K7.1", "K10.3")
def test_of_first_meetings_the_last_booked_counts_and_a_trepartsmote_stands_by_itself() -> None:
    uppstart = [("uppstartsmote_bokat", {"datum": str(d)}) for d in (D1, D2)]
    trepart = ("trepartsmote_bokat", {"datum": str(D1)})
    assert motesdagar(rader(uppstart[0], trepart, uppstart[1])) == [("trepartsmote", D1), ("uppstartsmote", D2)]


@pytest.mark.krav("K0.7")
def test_what_was_put_right_is_what_it_came_to_be_and_what_was_struck_is_none() -> None:
    assert motesdagar(rader(kallat(D1), rattat(1, {"datum": str(D2)}))) == [("uppfoljningsmote", D2)]
    assert motesdagar(rader(kallat(D1), rattat(1, None))) == []
    installt = ("uppfoljningsmote_installt", {"datum": str(D1)})
    assert motesdagar(rader(kallat(D1), installt, rattat(2, None))) == [("uppfoljningsmote", D1)]
    assert motesdagar(rader(kallat(D1), rattat(1, None), rattat(1, {"datum": str(D2)}))) == [("uppfoljningsmote", D2)]


def test_the_lines_are_those_of_the_domain() -> None:
    slagen = (TrepartsmoteBokat, UppfoljningsmoteFlyttat, UppfoljningsmoteInstallt, UppfoljningsmoteKallat,
              UppgiftRattad, UppstartsmoteBokat)  # fmt: skip
    assert tuple(sorted(h.__dataclass_fields__["slag"].default for h in slagen)) == MOTESSLAG


@pytest.mark.krav("K7.1", "K3.7")
def test_it_is_of_ones_own_cases_and_of_that_day_alone(motor: Engine, spelet: Callable[..., Spelat]) -> None:
    spelat = spelet("in-1", till="2024-03-08")
    for batch in spelat.batcher:
        skriv(motor, batch)
    handlaggare, motet = Aktor.tolka("anordnare:h1@Anordnare A"), date(2024, 3, 12)
    bokning = las_kommando({"kommando": "boka_uppstartsmote", "datum": f"{motet}"})
    steg = utfor(spelat.insats, Inkommet("bokning", handlaggare, bokning), spelat.insats.senast)
    poster = tuple(map(post_till_json, steg.poster))
    assert not skriv(motor, Batch("in-1", spelat.insats.nr, poster, tuple(steg.meddelanden))).avslag
    (m,) = dagens_moten(motor, KV, motet)
    assert (m.arende, m.vad) == ("in-1", "uppstartsmote") and isinstance(m, Dagsmote)
    assert dagens_moten(motor, KV, motet.replace(year=2025)) == []
    assert dagens_moten(motor, ANNAN, motet) == []
    assert len(dagens_moten(motor, handlaggare, motet)) == 1
    for vem in ("anordnare:b1@Anordnare B", "arbetsledare:al1", "ekonom:e1", "kund:k-1"):
        assert dagens_moten(motor, Aktor.tolka(vem), motet) == []


def test_they_are_found_by_their_index(motor: Engine) -> None:
    fraga = select(journal.c.arende).where(om_moten, motesdag == "2024-04-02")
    with motor.begin() as c:
        c.execute(text("SET LOCAL enable_seqscan = off"))
        sql = str(fraga.compile(c, compile_kwargs={"literal_binds": True}))
        plan = "\n".join(c.execute(text(f"EXPLAIN {sql}")).scalars())
    assert "ix_journal_mote" in plan, plan
