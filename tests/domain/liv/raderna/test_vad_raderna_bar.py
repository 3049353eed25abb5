"""Which lines a saying has, what a decided end carries, and a month of one day in words."""

from __future__ import annotations

import pytest

from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from tests.verktyg.spel import Spel, d


@pytest.mark.krav("K0.7")
def test_a_saying_is_remembered_by_its_first_and_its_last_line() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").godkann("2024-03", progression="avsluta")
    fall.avsluta("2024-04-12", "2024-04-30", "kundens_egen_begaran")
    egna: dict[str, list[int]] = {}
    for p in fall.poster:
        if p.kommando:
            egna.setdefault(p.kommando, []).append(p.nr)
    assert {k: v[:2] for k, v in fall.insats.hanterade.items() if k in egna} == {
        k: (nr[0], nr[-1]) for k, nr in egna.items()
    }


@pytest.mark.krav("K13.1", "K13.2")
def test_a_decided_end_carries_its_talk_and_who_decided() -> None:
    fall = Spel.pagaende(start="2024-03-11").kv(
        "2024-04-10", "besluta_avslut", orsak="flytt", avslutsdatum="2024-04-30", samtal_datum="2024-04-09",
        nasta_steg="x",
    )  # fmt: skip
    assert fall.handelser("avslut_beslutat") == [
        AvslutBeslutat("flytt", d("2024-04-30"), "avbruten", d("2024-04-09"), False, beslutad_av="kv1")
    ]


@pytest.mark.krav("K14.2")
@pytest.mark.parametrize(("start", "led"), [("2024-03-31", "/ 30 × 1 dag ="), ("2024-03-30", "/ 30 × 2 dagar =")])
def test_a_month_of_one_day_is_told_as_one(start: str, led: str) -> None:
    forklaring = Spel.pagaende(start=start).hel_manad("2024-03").utbetalning("2024-03").forklaring
    assert led in forklaring.replace("\u00a0", " ")
