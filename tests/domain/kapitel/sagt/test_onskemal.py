"""§13.2: what is told of a kund's wish, to whom, and what becomes of it in the case (K13.9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.insats.tradar import Onskemal
from domain.kapitel.dialog import onskemal
from domain.kapitel.dialog.onskemal import OnskemalBesvarat, OnskemalFramfort
from domain.skeende.handelse import Handelse
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import d, tid

A, KUND, KV, SS = Roll.ANORDNARE, Roll.KUND, Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE
SAGT = d("2024-04-02")
REGEL = "(§13.2, K13.9)"


def berattat(h: Handelse, i: Insats | None = None) -> tuple[str, list[tuple[Roll, str]]]:
    foljd = onskemal.KAPITEL.foljder[type(h)]
    m = foljd.mening(h)
    assert (m.regel, m.ton) == ("K13.9", "vanlig")
    assert foljd.brev is not None
    return m.text, [(b.till, b.rubrik) for b in foljd.brev(i or insatsen(), h)]


@pytest.mark.krav("K13.9", "K9.2")
@pytest.mark.parametrize(
    ("h", "text", "till"),
    [
        (OnskemalFramfort("trepartssamtal", SAGT, KUND), "ha ett trepartssamtal, sagt 2024-04-02", [KV]),
        (OnskemalFramfort("avslut", SAGT, KUND, True), "avsluta insatsen, sagt 2024-04-02; det ska följas", [KV, SS]),
        (OnskemalFramfort("avslut", SAGT, KUND), "avsluta insatsen, sagt 2024-04-02", [KV, SS]),
    ],
)
def test_a_wish_is_told_to_the_kv_and_of_an_end_to_the_socialsekreterare(
    h: OnskemalFramfort, text: str, till: list[Roll]
) -> None:
    mening, brev = berattat(h, med(insatsen(), socialsekreterare="ss1"))
    assert (mening, brev[0]) == (f"Kunden vill {text}", (KV, f"Kunden vill {text} {REGEL}"))
    assert [roll for roll, _ in brev] == till


@pytest.mark.krav("K13.9")
@pytest.mark.parametrize(
    ("h", "mening", "brev"),
    [
        (
            OnskemalBesvarat("avslut", "samtal", d("2024-04-10"), KUND),
            "Kundens önskemål att avsluta insatsen är besvarat: samtal 2024-04-10",
            [(KUND, "Ditt önskemål att avsluta insatsen: ett samtal hålls 2024-04-10")],
        ),
        (
            OnskemalBesvarat("avslut", "avslag", framfort_av=A),
            "Kundens önskemål att avsluta insatsen är besvarat: avslag",
            [(KUND, "Ditt önskemål att avsluta insatsen: svaret är nej, med motivering"),
             (A, "Kundens önskemål att avsluta insatsen: svaret är nej")],
        ),
        (
            OnskemalBesvarat("trepartssamtal", "samtal", d("2024-04-10"), A),
            "Kundens önskemål att ha ett trepartssamtal är besvarat: samtal 2024-04-10",
            [(KUND, "Ditt önskemål att ha ett trepartssamtal: ett samtal hålls 2024-04-10"),
             (A, "Kundens önskemål att ha ett trepartssamtal: ett samtal hålls 2024-04-10")],
        ),
        (
            OnskemalBesvarat("avslut", "aterkallat", framfort_av=A, aterkallat_av=KUND),
            "Kunden vill inte längre avsluta insatsen", [(KV, "Kunden vill inte längre avsluta insatsen")],
        ),
        (
            OnskemalBesvarat("avslut", "aterkallat", framfort_av=KUND, aterkallat_av=A),
            "Kunden vill inte längre avsluta insatsen",
            [(KV, "Kunden vill inte längre avsluta insatsen, enligt anordnaren")],
        ),
    ],
)  # fmt: skip
def test_an_answer_is_told_to_the_kund_and_without_its_motivering_to_an_anordnare_that_registered_the_wish(
    h: OnskemalBesvarat, mening: str, brev: list[tuple[Roll, str]]
) -> None:
    assert berattat(h) == (mening, [(roll, f"{text} {REGEL}") for roll, text in brev])


# What becomes of it


def efter(h: Any, *forut: Onskemal) -> tuple[Onskemal, ...]:
    foljd = onskemal.KAPITEL.foljder[type(h)]
    assert foljd.vik is not None
    return foljd.vik(med(insatsen(), onskemal=forut), h, tid("2024-04-03")).onskemal


VANTAR = Onskemal(tid("2024-04-02"), "avslut", SAGT, 5, av=KUND)
ANNAT = Onskemal(tid("2024-04-02"), "trepartssamtal", SAGT, 5, av=KUND)


@pytest.mark.krav("K13.9", "K9.2")
def test_a_wish_is_kept_and_one_that_the_anordnare_says_too_is_the_same_wish() -> None:
    nytt = Onskemal(tid("2024-04-03"), "avslut", SAGT, 5, True, av=A)
    assert efter(OnskemalFramfort("avslut", SAGT, A, True), ANNAT) == (ANNAT, nytt)
    samma = replace(VANTAR, aven_anordnaren=True)
    assert efter(OnskemalFramfort("avslut", SAGT, A), ANNAT, VANTAR) == (ANNAT, samma)
    assert efter(OnskemalFramfort("avslut", SAGT, A, True), VANTAR) == (replace(samma, foljs=True),)
    assert efter(OnskemalFramfort("avslut", SAGT, A), replace(VANTAR, foljs=True)) == (replace(samma, foljs=True),)


@pytest.mark.krav("K13.9")
def test_a_talk_puts_it_off_a_refusal_answers_it_and_the_anordnare_takes_back_only_its_own_word() -> None:
    skjutet = replace(VANTAR, samtal=d("2024-04-10"), skjutet=tid("2024-04-03"))
    assert efter(OnskemalBesvarat("avslut", "samtal", d("2024-04-10")), ANNAT, VANTAR) == (ANNAT, skjutet)
    bada = replace(VANTAR, aven_anordnaren=True)
    ater = OnskemalBesvarat("avslut", "aterkallat", aterkallat_av=A)
    assert efter(ater, ANNAT, bada) == (ANNAT, VANTAR)
    for h in (OnskemalBesvarat("avslut", "avslag"), OnskemalBesvarat("avslut", "aterkallat", aterkallat_av=KUND)):
        annat, besvarat = efter(h, ANNAT, bada)
        assert (annat, besvarat.besvarad) == (ANNAT, tid("2024-04-03"))
    (samtalet,) = efter(OnskemalBesvarat("trepartssamtal", "samtal", d("2024-04-10")), ANNAT)
    assert samtalet.besvarad == tid("2024-04-03")
