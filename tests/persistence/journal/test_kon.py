"""What was taken without waiting is the record's too, until its outcome stands in the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from activities.kontroll.kon import forlopp, granska, stada
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.journal import kon
from persistence.journal.skrivning import skriv
from persistence.meddelanden import inkorg
from tests.persistence.conftest import Spelat

pytestmark = pytest.mark.krav("K0.7")


def nu(minuter: int = 0) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minuter)


def sagt(id: str, **kommando: Any) -> dict[str, Any]:
    av = "karriarvagledare:kv1"
    return {"id": id, "av": av, "inkom": nu().isoformat(), "dokument": None, "kommando": kommando}


def fynd(motor: Engine, minuter: int = 30) -> list[tuple[str, str, str]]:
    """What the hunt says so long from now, when ten minutes are enough."""
    granskat = granska(motor, nu(minuter), nu(minuter - 10))
    return [(f.kontroll, f.arende, f.text.split(",")[0]) for f in granskat]


def test_it_is_kept_until_a_line_bears_its_id(motor: Engine, spelet: Callable[..., Spelat]) -> None:
    batcher = spelet(till="2024-03-10").batcher
    skriv(motor, batcher[0])
    bemanna = sagt("k1", kommando="bemanna", handlaggare="H1")
    for _ in range(2):
        kon.anteckna(motor, "in-1", bemanna)
    assert [(s.arende, s.id, s.inkommet) for s in kon.utan_utfall(motor)] == [("in-1", "k1", bemanna)]
    assert kon.utan_utfall(motor, "in-2") == []
    assert fynd(motor, 0) == [], "det är nyss taget"
    assert fynd(motor) == [("ko", "in-1", "bemanna")]
    assert stada(motor, nu(30), nu(30)) == 0, "det som ska få ett utfall släpps inte"
    for batch in batcher[1:]:
        skriv(motor, batch)
    assert (kon.utan_utfall(motor), fynd(motor)) == ([], [])
    assert (stada(motor, nu(30), nu(30)), kon.stada(motor)) == (1, 0)


def test_what_would_change_nothing_leaves_no_line_and_is_let_go_of(
    motor: Engine, spelet: Callable[..., Spelat], monkeypatch: pytest.MonkeyPatch
) -> None:
    skriv(motor, spelet(till="2024-03-02").batcher[0])
    kon.anteckna(motor, "in-1", sagt("tyst", kommando="byt_karriarvagledare", till="kv2"))
    assert fynd(motor) == [("ko", "in-1", "byt_karriarvagledare")]
    monkeypatch.setattr(forlopp, "utfor", lambda insats, *_: forlopp.Steg(insats))
    assert fynd(motor) == []
    assert stada(motor, nu(30), nu(30)) == 1
    assert kon.utan_utfall(motor) == []


def test_what_is_said_to_another_lets_go_of_nothing_of_ones_own(motor: Engine) -> None:
    kon.anteckna(motor, "in-1", sagt("a", kommando="bemanna", handlaggare="H1"))
    kon.anteckna(motor, "in-2", sagt("a", kommando="bemanna", handlaggare="H1"))
    assert [(s.arende, s.id) for s in kon.utan_utfall(motor)] == [("in-1", "a"), ("in-2", "a")]
    assert fynd(motor) == [], "ärendena har aldrig blivit till"


@pytest.mark.krav("K0.6")
def test_what_an_agent_is_to_say_is_kept_until_it_has_its_answer_and_a_refusal_is_told_once(motor: Engine) -> None:
    av = Aktor.tolka("karriarvagledare:kv1")
    for id in ("a", "b", "c"):
        kon.anteckna(motor, "incident-1", sagt(id, kommando="bedom_incident"), "personuppgiftsincident")
    assert len(fynd(motor)) == 3, "ingen har fått besked"
    assert stada(motor, nu(30), nu(30)) == 0
    kon.framfort(motor, "incident-1", "a", None)
    nej = Avvisning("K3.1", "är redan bedömd", "kommando")
    for id in ("b", "c", "c"):  # whoever says it again does not know that it was told
        kon.framfort(motor, "incident-1", id, nej)
    assert (kon.utan_utfall(motor), fynd(motor)) == ([], [])
    brev = inkorg.inkorg(motor, av)
    assert [(m.arende, m.regel, m.till) for m in brev] == [("incident-1", "K3.1", "karriarvagledare")] * 2
    assert {m.rubrik for m in brev} == {f"Avvisat: bedom_incident – {nej}"}
    assert inkorg.inkorg(motor, Aktor.tolka("karriarvagledare:kv2")) == []
