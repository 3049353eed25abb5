"""The hunt among processes: the read tables, messages, documents and the clock, held against the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from domain.kontroll.fynd import Granser
from domain.kontroll.process import Processkrivet, granska_process
from domain.processer.alla import PROCESSER
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.domain.kontroll.processen import ID, NU, bedomd, fynd, incident, ny_rad, skrivet
from tests.verktyg.spel import tid

OM = "nästa gång något sägs till processen skrivs raderna om; till dess gäller journalen"
BREV = "underrätta parten på annat sätt"
DOKUMENT = "återställ dokumentet från säkerhetskopian"
ARBETARE = "se att en arbetare kör; den tar igen det"


# --- the read tables


@pytest.mark.parametrize(
    ("falt", "text"),
    [
        ({"status": "x"}, "status"),
        ({"oppen": False}, "oppen"),
        ({"senast": NU}, "senast"),
        ({"nr": 3}, "nr"),
        ({"part": None}, "part"),
        ({"arende": "in-1"}, "arende"),
        ({"rubrik": "x"}, "rubrik"),
        ({"data": {}}, "data"),
        ({"status": "x", "part": "B", "oppen": False}, "oppen, part, status"),
    ],
)
def test_a_row_that_says_otherwise_than_the_journal_names_the_fields_and_never_their_values(
    falt: dict[str, Any], text: str
) -> None:
    s = ny_rad(skrivet(incident()), **falt)
    assert fynd(s) == [("lastabell", ID, f"process: {text} avviker från journalen", OM)]


def test_a_process_of_another_kind_than_its_lines_cannot_be_folded() -> None:
    assert [f[:3] for f in fynd(ny_rad(skrivet(incident()), slag="massbyte"))] == [
        ("journal", ID, "raderna går inte att läsa eller vika")
    ]


def test_a_process_without_a_row_is_known_by_its_lines() -> None:
    s = replace(skrivet(incident()), rad=None)
    assert fynd(s) == [("lastabell", ID, "raden i process saknas", OM)]
    assert granska_process(s, NU, Granser()).rutin is PERSONUPPGIFTSINCIDENT


def test_a_frist_that_is_missing_wrong_or_too_many_is_found() -> None:
    s = skrivet(incident())
    ((nyckel, b),) = s.bevakningar.items()
    for bevakningar, text in (
        ({}, f"processbevakning {nyckel} saknas"),
        ({nyckel: replace(b, utfall="oppen")}, f"processbevakning {nyckel}: utfall är oppen, journalen ger forsenad"),
        ({nyckel: b, "ö": b}, "processbevakning ö finns men följer inte av journalen"),
    ):
        assert fynd(replace(s, bevakningar=bevakningar)) == [("lastabell", ID, text, OM)]


# --- messages and documents


@pytest.mark.parametrize(
    ("andras", "texter"),
    [
        ({1: 0}, ["rad 1 har inga meddelanden; den ska ha 2 meddelanden"]),
        ({1: 1}, ["rad 1 har ett meddelande; den ska ha 2 meddelanden"]),
        ({2: 2}, ["rad 2 har 2 meddelanden; den ska ha ett meddelande"]),
        ({9: 1}, ["rad 9 har ett meddelande; den ska ha inga meddelanden"]),
        (
            {4: 5, 2: 0},
            [
                "rad 2 har inga meddelanden; den ska ha ett meddelande",
                "rad 4 har 5 meddelanden; den ska ha 4 meddelanden",
            ],
        ),
    ],
)
def test_a_line_with_too_few_or_too_many_messages_is_found_by_its_number(
    andras: dict[int, int], texter: list[str]
) -> None:
    s = skrivet(incident())
    antal = {nr: n for nr, n in {**s.meddelanden, **andras}.items() if n}
    assert fynd(replace(s, meddelanden=antal)) == [("meddelande", ID, text, BREV) for text in texter]


def med_dokument(s: Processkrivet, dokument: Mapping[int, str], finns: Iterable[str]) -> Processkrivet:
    rader = [dict(r) | {"dokument": dokument.get(r["nr"])} for r in s.rader]
    return replace(s, rader=rader, dokument=frozenset(finns))


def test_a_document_that_is_not_there_is_found_by_the_first_line_that_names_it() -> None:
    s = skrivet(incident())
    assert fynd(med_dokument(s, {1: "d1", 3: "d2"}, ["d1", "d2", "d3"])) == []
    assert fynd(med_dokument(s, {1: "d1", 2: "d2", 3: "d2"}, ["d1"])) == [
        ("dokument", ID, "dokumentet d2, som rad 2 nämner, finns inte", DOKUMENT)
    ]
    assert sorted(f[2] for f in fynd(med_dokument(s, {1: "d1", 2: "d2"}, []))) == [
        "dokumentet d1, som rad 1 nämner, finns inte",
        "dokumentet d2, som rad 2 nämner, finns inte",
    ]


# --- the clock


@pytest.mark.parametrize(
    ("nu", "hittas"),
    [("08:29", False), ("08:39:59", False), ("08:40", True), ("08:41", True)],
)
def test_what_the_clock_should_have_raised_is_found_when_the_respite_has_gone(nu: str, hittas: bool) -> None:
    """The first reminder is due at 08:30 on 2 March, 24 hours after the discovery."""
    text = "påminnelse 2024-03-02: kontakt om incident · K3.1 skulle ha tagits upp 2024-03-02 07:30 UTC"
    vantat = [("klocka", ID, text, ARBETARE)] if hittas else []
    assert fynd(skrivet(incident("2024-03-02T08:00")), tid(f"2024-03-02T{nu}")) == vantat


def test_nothing_is_awaited_of_the_clock_when_a_process_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROCESSER, PERSONUPPGIFTSINCIDENT.slag, replace(PERSONUPPGIFTSINCIDENT, klar=lambda _i: True))  # type: ignore[arg-type]
    s = ny_rad(skrivet(incident("2024-03-02T08:00")), oppen=False)
    assert fynd(s, tid("2025-03-02")) == []
    assert fynd(skrivet(bedomd()), tid("2025-03-02")) == []
