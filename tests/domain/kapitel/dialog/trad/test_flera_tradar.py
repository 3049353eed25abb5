"""More than one thread and more than one wish: each is written in, closed and put off by itself (K4.6, K13.9)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from tests.verktyg.spel import Spel

KUND = Aktor(Roll.KUND, "kund")
ORD = {"amne": "x", "text": "x"}


@pytest.mark.krav("K4.6")
def test_a_thread_is_closed_and_counted_by_its_own_number() -> None:
    fall = Spel.pagaende().anordnare("2024-04-02", "skriv_meddelande", till=["karriarvagledare"], **ORD)
    fall.kv("2024-04-02T13:00", "anteckna_internt", **ORD).kv("2024-04-02T14:00", "anteckna_internt", **ORD)
    assert [h.trad for h in fall.handelser("meddelande_skrivet")] == [1, 2, 3]  # type: ignore[attr-defined]
    fall.kv("2024-04-03", "stang_trad", trad=2)
    assert [t.stangd is not None for t in fall.insats.tradar] == [False, True, False]
    kommunen = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    parterna = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)
    assert [(t.mellan, t.intern) for t in fall.insats.tradar] == [(parterna, False), (kommunen, True), (kommunen, True)]


@pytest.mark.krav("K13.9")
def test_a_talk_puts_off_the_wish_that_it_is_of_and_no_other() -> None:
    fall = Spel.pagaende().sager(KUND, "2024-04-02", "framfor_onskemal", sort="byte_av_anordnare")
    fall.sager(KUND, "2024-04-02T13:00", "framfor_onskemal", sort="trepartssamtal")
    fakta = {"svar": "samtal", "samtal_datum": "2024-04-05", "motivering": "x"}
    fall.kv("2024-04-03", "besvara_onskemal", sort="byte_av_anordnare", **fakta)
    assert [o.skjutet is not None for o in fall.insats.onskemal] == [True, False]
