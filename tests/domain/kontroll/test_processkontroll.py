"""The hunt for impossible states in a process beside the cases, with tables broken by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.kontroll.fynd import Granser
from domain.kontroll.process import SLAG, Processkrivet, granska
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import RUTIN as AKTEN
from domain.processer.forlopp import vik
from domain.processer.incident.rutin import RUTIN
from domain.processer.lagring import post_till_json
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

A = Aktor(Roll.ANORDNARE, "a1", "A")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
ID = "incident-1"
NU = tid("2024-03-05")
ANDRUM = timedelta(minutes=10)
OM = "nästa gång något sägs till processen skrivs raderna om; till dess gäller journalen"
JOURNAL = "återställ raderna från säkerhetskopian; processen kan inte skrivas vidare utan"
BREV = "underrätta parten på annat sätt"
DOKUMENT = "återställ dokumentet från säkerhetskopian"
ARBETARE = "se att en arbetare kör; den tar igen det"


def incident(till: str = "2024-03-05") -> Processpel:
    """An incident whose 72 hours went at 08:30 on 4 March: told, reminded of twice, and passed."""
    fall = Processpel(RUTIN, ID).sag(
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
    funnet = granska(s, nu, Granser(andrum=ANDRUM)).fynd
    assert not any(f.upplysning for f in funnet)
    return [(f.kontroll, f.arende, f.text, f.atgard) for f in funnet]


def utan(s: Processkrivet, *nr: int) -> Processkrivet:
    return replace(s, rader=[r for r in s.rader if r["nr"] not in nr])


def ny_rad(s: Processkrivet, **falt: Any) -> Processkrivet:
    assert s.rad is not None
    return replace(s, rad=dict(s.rad) | falt)


# --- what is whole


@pytest.mark.parametrize("fall", [incident(), incident("2024-03-02"), bedomd()], ids=["sen", "öppen", "klar"])
def test_a_process_whose_tables_follow_from_its_journal_has_no_findings(fall: Processpel) -> None:
    svar = granska(skrivet(fall), fall.p.senast, Granser(andrum=ANDRUM))  # type: ignore[union-attr]
    assert (svar.process, svar.rutin, svar.lage, svar.fynd) == (ID, RUTIN, fall.p, ())
    assert svar.lage == vik(RUTIN, ID, fall.poster)
    assert svar.oppen is (fall.lage.bedomning is None)


@pytest.mark.krav("K16.2")
def test_a_line_that_nobody_is_told_of_has_no_messages_and_lacks_none() -> None:
    fall = Processpel(AKTEN, "anordnare-A")
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
    svar = granska(s, NU, Granser())
    assert (svar.process, svar.lage, svar.oppen) == (ID, None, True)
    assert svar.rutin is (None if "slag" in text else RUTIN)


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
    svar = granska(bryt(skrivet(incident())), NU, Granser())
    assert [(f.kontroll, f.arende, f.text, f.atgard) for f in svar.fynd] == [
        ("journal", ID, "raderna går inte att läsa eller vika", JOURNAL)
    ]
    assert (svar.process, svar.rutin, svar.lage, svar.oppen) == (ID, RUTIN, None, True)


def test_a_fold_that_says_nothing_of_itself_is_a_finding_and_stops_no_hunt() -> None:
    """A mass change that is done but was never ordered can be folded, but has no row."""
    rad = {
        "nr": 1, "tid": "2024-03-01T08:00:00+00:00", "av": "system:system", "kommando": "k1", "dokument": None,
        "handelse": {"slag": "massbyte_klart", "flyttade": 1, "avvisade": [], "antal_avvisade": 0},
    }  # fmt: skip
    assert fynd(Processkrivet("m-1", None, [rad])) == [
        ("journal", "m-1", "raderna går inte att läsa eller vika", JOURNAL)
    ]


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
    assert granska(s, NU, Granser()).rutin is RUTIN


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
    monkeypatch.setitem(PROCESSER, RUTIN.slag, replace(RUTIN, klar=lambda _i: True))  # type: ignore[arg-type]
    s = ny_rad(skrivet(incident("2024-03-02T08:00")), oppen=False)
    assert fynd(s, tid("2025-03-02")) == []
    assert fynd(skrivet(bedomd()), tid("2025-03-02")) == []
