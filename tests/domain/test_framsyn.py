"""Foresight is the same walk as the service takes, on a state that is thrown away."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain import forlopp, framsyn
from domain.avvisning import Avvisning
from domain.framsyn import Pengar, tank_om
from domain.insats import Insats
from domain.journal import Post
from domain.kommando import Inkommet, las_kommando
from domain.parter import Aktor, Roll
from domain.regelverkskontroll import skapa_regelverk
from domain.rutin import tillampa
from domain.tid import midnatt, tolka_tid
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil

PASK = Path(__file__).parents[1] / "fall" / "pask_2024.yaml"
KV = Aktor(Roll.KARRIARVAGLEDARE, "karriarvagledare")


@pytest.fixture
def insats() -> Insats:
    """AMI2 at the beginning of April 2024: staffed, with an uppdrag from the 8th."""
    poster: list[Post] = []
    ren.spela(las_provfil(PASK), skapa_regelverk(las_utgavor()), lambda nya, _: poster.extend(nya))
    i: Insats | None = None
    for post in poster:
        i = tillampa(i, post)
    assert i is not None
    return i


def test_what_lies_ahead_is_what_the_clock_will_raise(insats: Insats) -> None:
    steg = framsyn.framat(insats, date(2024, 4, 22))
    assert steg == forlopp.lat_ga(insats, midnatt(date(2024, 4, 23)) - (midnatt(date(2024, 4, 23)).resolution))
    assert all(p.av.roll is Roll.SYSTEM for p in steg.poster)


def test_the_horizon_lies_after_the_end(insats: Insats) -> None:
    assert framsyn.horisont(insats, date(2024, 4, 5)) == date(2025, 6, 8)


def test_what_a_kommando_would_change_is_what_it_changes(insats: Insats) -> None:
    nu = tolka_tid("2024-04-10T09:00")
    k = las_kommando({"kommando": "besluta_avslut", "orsak": "mal_natt", "avslutsdatum": "2024-05-10"})
    skillnad = tank_om(insats, Inkommet("x", KV, k), nu)
    fore = forlopp.lat_ga(insats, nu).insats
    efter = forlopp.utfor(fore, Inkommet("x", KV, k), nu).insats
    assert skillnad.steg.insats.slutdatum == efter.slutdatum == date(2024, 5, 10)
    assert insats.slutdatum == date(2025, 4, 7), "the state that was asked about is untouched"
    assert ("slutdatum", date(2025, 4, 7), date(2024, 5, 10)) in {(a.falt, a.fore, a.efter) for a in skillnad.insats}
    # 3 876 / 30 × 10 dagar i maj; juni och framåt faller bort
    assert Pengar("2024-05", Decimal("3876.00"), Decimal("1292.00")) in skillnad.pengar
    assert Pengar("2024-06", Decimal("3876.00"), None) in skillnad.pengar
    assert "2024-04" not in {p.avser for p in skillnad.pengar}


def test_a_refusal_is_the_services_own(insats: Insats) -> None:
    k = las_kommando({"kommando": "besluta_avslut", "orsak": "annan_insats", "avslutsdatum": "2024-05-10"})
    with pytest.raises(Avvisning, match=r"K13\.1"):
        tank_om(insats, Inkommet("x", KV, k), tolka_tid("2024-04-10T09:00"))
