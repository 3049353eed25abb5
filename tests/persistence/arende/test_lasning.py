"""What tools read, and who may see it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.grund.roller import far_se_arende
from domain.liv.insyn import far_se_texter
from persistence.arende import lasning
from persistence.journal import dokument
from persistence.journal.skrivning import skriv
from persistence.meddelanden import inkorg

A = Aktor(Roll.ANORDNARE, "a1", "Anordnare A")
B = Aktor(Roll.ANORDNARE, "b1", "Anordnare B")
KV1, KV2 = (Aktor(Roll.KARRIARVAGLEDARE, f"kv{n}") for n in (1, 2))
ALLA = [A, B, Aktor(Roll.ANORDNARE, "x", "Anordnare C"), KV1, KV2, SYSTEMET] + [
    Aktor(roll, "någon") for roll in Roll if roll not in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.SYSTEM)
]


@pytest.fixture
def motor_med_arenden(motor: Engine, spelet: Callable[..., Any]) -> Engine:
    """Two cases, one each with A (and kv1) and B (and kv2), each with a text."""
    for arende, anordnare, kv, till in (
        ("in-1", "Anordnare A", "kv1", "2024-07-01"),
        ("in-2", "Anordnare B", "kv2", "2024-03-20"),
    ):
        for batch in spelet(arende, anordnare, kv, till, med_text=True).batcher:
            skriv(motor, batch)
        dokument.spara(motor, f"text-{arende}", arende, "anmal_franvaro", "anordnare:a1", {"orsak": "influensa"})
    return motor


@pytest.mark.parametrize("som", ALLA, ids=str)
def test_every_question_follows_the_one_rule(motor_med_arenden: Engine, som: Aktor) -> None:
    motor = motor_med_arenden
    synliga = {a.arende for a in lasning.arenden(motor, som)}
    for arende, anordnare in (("in-1", "Anordnare A"), ("in-2", "Anordnare B")):
        ser = far_se_arende(som, anordnare)
        assert (arende in synliga) == ser
        assert (lasning.ett_arende(motor, som, arende) is not None) == ser
        assert bool(lasning.journalrader(motor, som, arende)) == ser
        assert bool(lasning.utbetalningar(motor, som, arende)) == (ser and arende == "in-1")
        assert bool(lasning.bevakningar(motor, som, arende=arende, bara_oppna=False)) == ser
        assert bool(inkorg.meddelanden(motor, som, arende)) == ser
        laser = far_se_texter(som, anordnare)
        assert (lasning.ett_dokument(motor, som, f"text-{arende}") is not None) == laser
        assert bool(lasning.dokument(motor, som, arende)) == laser


def test_the_rule_in_words() -> None:
    ser_allt = {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.EKONOM, Roll.SYSTEM}
    assert {a.roll for a in ALLA if far_se_arende(a, "Anordnare D")} == ser_allt
    assert {a.roll for a in ALLA if far_se_texter(a, "Anordnare D")} == ser_allt - {Roll.EKONOM, Roll.SYSTEM}
    assert far_se_arende(A, "Anordnare A") and not far_se_arende(B, "Anordnare A")
    assert not far_se_arende(Aktor(Roll.ANORDNARE, "a1"), "Anordnare A")


def test_what_waits_stands_with_the_late_first_then_by_frist(motor_med_arenden: Engine) -> None:
    rader = [b.bevakning for b in lasning.bevakningar(motor_med_arenden, None)]
    assert {r.utfall for r in rader} == {"oppen", "forsenad"}
    assert rader == sorted(rader, key=lambda r: (r.utfall != "forsenad", r.frist))
    alla = lasning.bevakningar(motor_med_arenden, None, bara_oppna=False)
    assert {b.bevakning.utfall for b in alla} > {"oppen", "forsenad"}


def test_bevakningar_by_role_organisation_and_case(motor_med_arenden: Engine) -> None:
    motor = motor_med_arenden
    assert {b.bevakning.ansvarig for b in lasning.bevakningar(motor, KV1, roll=Roll.ANORDNARE)} == {Roll.ANORDNARE}
    assert {b.anordnare for b in lasning.bevakningar(motor, KV1, organisation="Anordnare B")} == {"Anordnare B"}
    assert {b.arende for b in lasning.bevakningar(motor, KV1, arende="in-1")} == {"in-1"}
    assert lasning.bevakningar(motor, A, organisation="Anordnare B", bara_oppna=False) == []


def test_an_inbox_holds_what_is_sent_to_its_owner(motor_med_arenden: Engine) -> None:
    motor = motor_med_arenden
    for som, arende in ((A, "in-1"), (B, "in-2"), (KV1, "in-1"), (KV2, "in-2")):
        egna = inkorg.inkorg(motor, som)
        assert {(m.arende, m.till) for m in egna} == {(arende, som.roll)}
        assert egna == sorted(egna, key=lambda m: (m.tid, m.id), reverse=True)
    till_arbetsledaren = inkorg.inkorg(motor, Aktor(Roll.ARBETSLEDARE, "al1"))
    assert {(m.till, m.part, m.regel) for m in till_arbetsledaren} == {(Roll.ARBETSLEDARE, None, "K13.6")}
    assert inkorg.inkorg(motor, Aktor(Roll.SOCIALSEKRETERARE, "ss1")) == []
    till_b = {m.till for m in inkorg.meddelanden(motor, B, "in-2")}
    assert till_b == {Roll.ANORDNARE}, "the anordnare does not read what the karriärvägledare is sent"


def test_only_its_owner_marks_a_message_as_read_and_only_once(motor_med_arenden: Engine) -> None:
    motor = motor_med_arenden
    ids = [m.id for m in inkorg.inkorg(motor, A)]
    assert inkorg.markera_last(motor, B, ids) == 0
    assert inkorg.markera_last(motor, A, ids[:2]) == 2
    assert inkorg.markera_last(motor, A, ids[:3]) == 1
    lasta = [m for m in inkorg.inkorg(motor, A) if m.last]
    assert {m.id for m in lasta} == set(ids[:3])
    assert {m.last_av for m in lasta} == {"anordnare:a1@Anordnare A"}
    assert len(inkorg.inkorg(motor, A, bara_olasta=True)) == len(ids) - 3


def test_cases_by_status(motor_med_arenden: Engine) -> None:
    assert [a.arende for a in lasning.arenden(motor_med_arenden, None, status="avslutad")] == ["in-1"]
    assert [a.arende for a in lasning.arenden(motor_med_arenden, None)] == ["in-1", "in-2"]
    (rad,) = lasning.arenden(motor_med_arenden, B)
    assert (rad.slag, rad.startdatum, rad.slutdatum) == ("AMI2", date(2024, 3, 11), date(2024, 9, 10))
