"""The hunt for impossible states in a process beside the cases, with tables broken by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.kontroll.fynd import Granser
from domain.kontroll.process import SLAG, Processkrivet, granska_process
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.forlopp import vik
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.domain.kontroll.processen import ANDRUM, ID, NU, A, bedomd, fynd, incident, ny_rad, skrivet
from tests.verktyg.processpel import Processpel

AL = Aktor(Roll.ARBETSLEDARE, "al1")
JOURNAL = "återställ raderna från säkerhetskopian; processen kan inte skrivas vidare utan"


def utan(s: Processkrivet, *nr: int) -> Processkrivet:
    return replace(s, rader=[r for r in s.rader if r["nr"] not in nr])


# --- what is whole


@pytest.mark.parametrize("fall", [incident(), incident("2024-03-02"), bedomd()], ids=["sen", "öppen", "klar"])
def test_a_process_whose_tables_follow_from_its_journal_has_no_findings(fall: Processpel) -> None:
    svar = granska_process(skrivet(fall), fall.p.senast, Granser(andrum=ANDRUM))  # type: ignore[union-attr]
    assert (svar.process, svar.rutin, svar.lage, svar.fynd) == (ID, PERSONUPPGIFTSINCIDENT, fall.p, ())
    assert svar.lage == vik(PERSONUPPGIFTSINCIDENT, ID, fall.poster)
    assert svar.oppen is (fall.lage.bedomning is None)


@pytest.mark.krav("K16.2")
def test_a_line_that_nobody_is_told_of_has_no_messages_and_lacks_none() -> None:
    fall = Processpel(ANORDNARAKT, "anordnare-A")
    fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-04", "bekrafta_villkor", villkor="2025")
    s = skrivet(fall)
    assert (s.meddelanden, fynd(s)) == ({1: 1}, [])


def test_the_lines_of_every_kind_of_process_are_known_by_name() -> None:
    assert {"incident_anmald", "incidentfrist_passerad", "massbyte_klart", "personal_borjade"} <= SLAG
    assert "insats_aktualiserad" not in SLAG
    assert sum(len(r.handelser) for r in PROCESSER.values()) == len(SLAG)


# --- the journal


@pytest.mark.parametrize(
    ("bryt", "text"),
    [
        (lambda s: replace(s, rader=()), "processen finns men har ingen journal"),
        (lambda s: ny_rad(s, slag="x"), "processen är av ett slag som inte finns"),
        (lambda s: replace(s, rad=None, rader=()), "processen är av ett slag som inte finns"),
        (lambda s: utan(s, 1), "journalen saknar rad 1"),
        (lambda s: utan(s, 2, 3), "journalen saknar rad 2–3"),
        (lambda s: utan(s, 4), "journalen saknar rad 4"),
        (lambda s: replace(utan(s, 1), rad=None), "journalen saknar rad 1"),
    ],
)
def test_a_journal_with_holes_is_told_of_and_nothing_else(
    bryt: Callable[[Processkrivet], Processkrivet], text: str
) -> None:
    s = bryt(replace(skrivet(incident()), bevakningar={}, meddelanden={}))
    assert fynd(s) == [("journal", ID, text, JOURNAL)]
    svar = granska_process(s, NU, Granser())
    assert (svar.process, svar.lage, svar.oppen) == (ID, None, True)
    assert svar.rutin is (None if "slag" in text else PERSONUPPGIFTSINCIDENT)


def test_the_last_line_is_missed_only_because_the_row_has_counted_it() -> None:
    s = replace(utan(skrivet(incident()), 4), rad=None)
    assert [f[0] for f in fynd(s)] == ["lastabell", "lastabell", "klocka", "meddelande"]


def forsta_ar(handelse: Mapping[str, Any]) -> Callable[[Processkrivet], Processkrivet]:
    return lambda s: replace(s, rader=[dict(s.rader[0]) | {"handelse": handelse}, *s.rader[1:]])


@pytest.mark.parametrize(
    "bryt",
    [
        forsta_ar({"slag": "x"}),
        forsta_ar({"slag": "incident_anmald"}),
        forsta_ar({"slag": "incidentfrist_passerad", "bevakning": "incidentkontakt"}),
        lambda s: replace(s, rader=[dict(s.rader[0]) | {"tid": "i går"}, *s.rader[1:]]),
    ],
)
def test_lines_that_cannot_be_read_or_follow_on_each_other_are_told_of(
    bryt: Callable[[Processkrivet], Processkrivet],
) -> None:
    svar = granska_process(bryt(skrivet(incident())), NU, Granser())
    assert [(f.kontroll, f.arende, f.text, f.atgard) for f in svar.fynd] == [
        ("journal", ID, "raderna går inte att läsa eller vika", JOURNAL)
    ]
    assert (svar.process, svar.rutin, svar.lage, svar.oppen) == (ID, PERSONUPPGIFTSINCIDENT, None, True)


def test_a_fold_that_says_nothing_of_itself_is_a_finding_and_stops_no_hunt() -> None:
    """A mass change that is done but was never ordered can be folded, but has no row."""
    rad = {
        "nr": 1, "tid": "2024-03-01T08:00:00+00:00", "av": "system:system", "kommando": "k1", "dokument": None,
        "handelse": {"slag": "massbyte_klart", "flyttade": 1, "avvisade": [], "antal_avvisade": 0},
    }  # fmt: skip
    assert fynd(Processkrivet("m-1", None, [rad])) == [
        ("journal", "m-1", "raderna går inte att läsa eller vika", JOURNAL)
    ]
