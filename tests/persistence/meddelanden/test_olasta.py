"""What the anordnare has not read is found by those who are to see it (K6.6)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from persistence.journal.skrivning import skriv
from persistence.meddelanden import inkorg

A, B = (Aktor(Roll.ANORDNARE, f"{x.lower()}1", f"Anordnare {x}") for x in "AB")
KV1 = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ARBETSLEDARE = Aktor(Roll.ARBETSLEDARE, "al1")

pytestmark = pytest.mark.krav("K6.6")


@pytest.fixture
def skickat(motor: Engine, spelet: Callable[..., Any]) -> Engine:
    """Two cases with messages to an anordnare each."""
    for arende, anordnare in (("in-1", "Anordnare A"), ("in-2", "Anordnare B")):
        for batch in spelet(arende, anordnare, "kv1", "2024-03-20").batcher:
            skriv(motor, batch)
    return motor


def olasta(motor: Engine, som: Aktor) -> list[tuple[str, str]]:
    return [(m.arende, m.rubrik) for m in inkorg.olasta_hos_anordnare(motor, som)]


@pytest.mark.parametrize("som", [KV1, ARBETSLEDARE], ids=str)
def test_every_unread_message_to_an_anordnare_is_seen_oldest_first(skickat: Engine, som: Aktor) -> None:
    rader = inkorg.olasta_hos_anordnare(skickat, som)
    assert {m.arende for m in rader} == {"in-1", "in-2"}
    assert [m.tid for m in rader] == sorted(m.tid for m in rader)
    vantade = {m.id for vem in (A, B) for m in inkorg.inkorg(skickat, vem)}
    assert {m.id for m in rader} == vantade
    assert len(vantade) == len(rader) > 2


def test_a_message_that_one_at_the_anordnare_has_read_is_read_and_the_rest_are_not(skickat: Engine) -> None:
    forsta, *resten = inkorg.inkorg(skickat, A)
    assert inkorg.markera_last(skickat, A, [forsta.id]) == 1
    kvar = {m.id for m in inkorg.olasta_hos_anordnare(skickat, KV1) if m.arende == "in-1"}
    assert kvar == {m.id for m in resten}


def test_what_the_kv_reads_is_not_read_by_the_anordnare(skickat: Engine) -> None:
    fore = olasta(skickat, KV1)
    inkorg.markera_last(skickat, KV1, [m.id for m in inkorg.inkorg(skickat, A)])
    assert olasta(skickat, KV1) == fore


def test_an_anordnare_sees_nothing_of_anothers(skickat: Engine) -> None:
    assert {arende for arende, _ in olasta(skickat, A)} == {"in-1"}
