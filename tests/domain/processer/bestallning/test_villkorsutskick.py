"""§3.2: one order tells every anordnare, or takes back from all – what is to be done, and what it came to."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK, UtskickKlart
from domain.processer.process import Effekt, Processrad
from tests.verktyg.processpel import Processpel

AL = Aktor(Roll.ARBETSLEDARE, "al1")
NAR = "2024-03-01T09:00"


def skicka(av: Aktor = AL) -> Processpel:
    fall = Processpel(VILLKORSUTSKICK, "utskick-1")
    return fall.sag(av, NAR, "skicka_villkor_till_alla", villkor="2025", galler_fran="2025-01-01")


def aterkalla() -> Processpel:
    fall = Processpel(VILLKORSUTSKICK, "utskick-1")
    return fall.sag(AL, NAR, "aterkalla_villkor_hos_alla", villkor="2025", motivering="fel text")


def klart(fall: Processpel, sagda: tuple[str, ...], *avvisade: tuple[str, str]) -> Processpel:
    fakta: dict[str, Any] = {"sagda": sagda, "hade_redan": ("B",), "avvisade": avvisade}
    return fall.sag(SYSTEMET, "2024-03-01T09:05", "registrera_utskick", **fakta)


@pytest.mark.krav("K16.2")
def test_an_order_is_carried_out_until_it_has_come_to_something_and_the_day_is_the_orders() -> None:
    fall = skicka()
    argument = {
        "sort": "skicka", "villkor": "2025", "av": "arbetsledare:al1", "dag": "2024-03-01", "galler_fran": "2025-01-01",
    }  # fmt: skip
    effekt = Effekt("utskick", "sag_till_anordnarna", argument, "skickar villkoren 2025")
    assert (list(VILLKORSUTSKICK.effekter(fall.lage)), VILLKORSUTSKICK.klar(fall.lage)) == ([effekt], False)
    klart(fall, ("A", "C"))
    assert (list(VILLKORSUTSKICK.effekter(fall.lage)), VILLKORSUTSKICK.klar(fall.lage)) == ([], True)
    assert fall.lage.utfall == UtskickKlart(("A", "C"), ("B",), ())


@pytest.mark.krav("K0.7")
def test_what_was_sent_by_mistake_is_taken_back_by_one_order_too() -> None:
    (effekt,) = VILLKORSUTSKICK.effekter(aterkalla().lage)
    assert effekt.argument == {
        "sort": "aterkalla", "villkor": "2025", "av": "arbetsledare:al1", "dag": "2024-03-01", "galler_fran": None,
    }  # fmt: skip
    assert effekt.sammanfattning == "tar tillbaka villkoren 2025"
    assert list(VILLKORSUTSKICK.effekter(VILLKORSUTSKICK.borjan("utskick-1"))) == []


@pytest.mark.krav("K16.2", "K0.7")
@pytest.mark.parametrize(
    ("fall", "sagda", "avvisade", "regel", "vad"),
    [
        (skicka, ("A", "C"), (), "K16.2", "skickade till 2 anordnare"),
        (skicka, ("A", "C"), (("D", "svarade inte"),), "K16.2", "skickade till 2 anordnare, 1 kunde inte nås"),
        (skicka, ("A",), (), "K16.2", "skickade till 1 anordnare"),
        (aterkalla, (), (), "K0.7", "återtagna hos 0 anordnare"),
        (aterkalla, ("A", "C"), (), "K0.7", "återtagna hos 2 anordnare"),
    ],
)
def test_who_ordered_is_told_what_it_came_to_and_nobody_else(
    fall: Any, sagda: Any, avvisade: Any, regel: str, vad: str
) -> None:
    spelat = fall()
    assert spelat.meddelanden == []
    klart(spelat, sagda, *avvisade)
    rubrik = f"Villkoren 2025 är {vad} ({regel})"
    assert [(m.till, m.part, m.regel, m.rubrik) for m in spelat.meddelanden] == [
        (Roll.ARBETSLEDARE, "al1", regel, rubrik)
    ]


@pytest.mark.krav("K16.2", sort="avslag")
def test_an_order_is_given_once_and_by_those_who_may() -> None:
    fakta = {"villkor": "2026", "galler_fran": "2026-01-01"}
    svar = skicka().avvisas("K16.2", AL, NAR, "skicka_villkor_till_alla", **fakta)
    assert svar == "kommando: utskicket är redan beställt (K16.2, §3.2)"
    svar = skicka().avvisas("K0.7", AL, NAR, "aterkalla_villkor_hos_alla", villkor="2025", motivering="fel text")
    assert svar == "kommando: utskicket är redan beställt (K0.7)"
    anordnare = Aktor.tolka("anordnare:h1@A")
    assert "inte anordnaren" in Processpel(VILLKORSUTSKICK, "utskick-2").avvisas(
        "K16.2", anordnare, NAR, "skicka_villkor_till_alla", **fakta
    )
    ser = {
        r for r in Roll if VILLKORSUTSKICK.far_se(skicka().lage, Aktor(r, "x", "A" if r is Roll.ANORDNARE else None))
    }
    assert ser == {Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST, Roll.SYSTEM}


@pytest.mark.krav("K16.2")
def test_how_it_is_listed_says_how_many_and_to_whom_it_did_not_come() -> None:
    fall = skicka()
    assert VILLKORSUTSKICK.rad(fall.lage) == Processrad(
        "skickas", None, None, "Villkoren 2025 till alla anordnare", {"villkor": "2025", "sort": "skicka"}
    )
    klart(fall, ("A",), ("D", "svarade inte"))
    rad = VILLKORSUTSKICK.rad(fall.lage)
    assert (rad.status, rad.data["sagda"], rad.data["avvisade"]) == ("utskickat", "1", "1")
    assert VILLKORSUTSKICK.rad(aterkalla().lage).rubrik == "Villkoren 2025 tas tillbaka"
