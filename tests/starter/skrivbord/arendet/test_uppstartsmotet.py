"""What came of the first meeting, as the desk asks for it and shows it on the line of the case (K7.1)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.kapitel.kontakt.uppstartsutfall import RegistreraUppstartsmote
from domain.liv.lagesbild import lagesbild
from starter.skrivbord.vyer.formular import falten
from starter.skrivbord.vyer.livslinje import livslinje
from starter.tjanster.arendeblad import Blad
from tests.verktyg.spel import ANORDNARE, Spel

pytestmark = pytest.mark.krav("K7.1")


def motena(fall: Spel) -> list[tuple[date, str, str]]:
    bild = lagesbild(fall.insats)
    bevakningar = list(bild.bevakningar.values())
    blad = Blad(ANORDNARE, fall.insats, bild.insats, bevakningar, (), fall.poster, (), None, date(2024, 3, 19), None)
    return [(p.fran, p.text, p.lage) for p in livslinje(blad).punkter if p.sort == "mote"]


def test_the_line_tells_what_came_of_each_day_that_the_meeting_was_to_be_held() -> None:
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    assert motena(fall) == [(date(2024, 3, 12), "Uppstartsmöte", "")]
    fall.anordnare("2024-03-12T15:00", "registrera_uppstartsmote", datum="2024-03-12", utfall="uteblev")
    fall.anordnare("2024-03-12T16:00", "boka_uppstartsmote", datum="2024-03-19")
    borta = (date(2024, 3, 12), "Uppstartsmöte", "kunden uteblev")
    assert motena(fall) == [borta, (date(2024, 3, 19), "Uppstartsmöte", "")]
    fall.anordnare("2024-03-19", "registrera_uppstartsmote", datum="2024-03-19", utfall="hallet")
    assert motena(fall) == [borta, (date(2024, 3, 19), "Uppstartsmöte", "hölls")]


def test_the_form_asks_in_words() -> None:
    (utfall,) = (f for f in falten(RegistreraUppstartsmote) if f.namn == "utfall")
    assert utfall.val == (("hallet", "Mötet hölls"), ("uteblev", "Kunden uteblev"))
