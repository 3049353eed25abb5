"""A year's figures at the desk are kept for a while, and who may see them is asked each time all the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from starter.skrivbord.vyer import arssiffror as modul
from starter.skrivbord.vyer.arssiffror import FARSKA, Arssiffror, arssiffror
from tests.starter.skrivbord.verktyg.bordet import Bord

KV, ALVA = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("arbetsledare:al1")
HANNA, BEA = Aktor.tolka("anordnare:h1@Anordnare A"), Aktor.tolka("anordnare:b1@Anordnare B")


@pytest.fixture
def raknade(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whom it has been counted for, each time that it has."""
    gjort: list[Any] = []
    ratt = modul.nyckeltal

    def rakna(*a: Any, **k: Any) -> Any:
        gjort.append(k["anordnare"])
        return ratt(*a, **k)

    monkeypatch.setattr(modul, "nyckeltal", rakna)
    modul._minnen.clear()
    return gjort


def fraga(bord: Bord, som: Aktor, nu: datetime) -> Arssiffror:
    return arssiffror(bord.motor, som, nu.year, None, skapa_regelverk(las_utgavor()), nu)


@pytest.mark.krav("K16.1")
def test_the_figures_are_counted_once_for_all_who_see_the_same(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    forsta = fraga(bord, KV, nu)
    assert fraga(bord, ALVA, nu + FARSKA - timedelta(seconds=1)) is forsta and raknade == [None]
    egen = fraga(bord, HANNA, nu)
    assert [n.anordnare for n in egen.rader] == ["Anordnare A"] and raknade == [None, "Anordnare A"]
    assert [n.anordnare for n in fraga(bord, BEA, nu).rader] == ["Anordnare B"]


@pytest.mark.krav("K16.1")
def test_what_has_grown_old_is_shown_with_its_hour_and_counted_anew_meanwhile(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    forsta = fraga(bord, KV, nu)
    senare = nu + FARSKA
    assert fraga(bord, KV, senare) is forsta and forsta.raknade == nu
    slut = monotonic() + 30
    while (nya := fraga(bord, KV, senare)) is forsta and monotonic() < slut:
        sleep(0.05)
    assert nya.raknade == senare and raknade == [None, None]


@pytest.mark.krav("K16.1")
def test_what_is_kept_is_not_shown_to_a_role_that_has_no_part_in_it(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    fraga(bord, KV, nu)
    with pytest.raises(Avvisning) as nej:
        fraga(bord, Aktor.tolka("socialsekreterare:so1"), nu)
    assert nej.value.regel == "K16.1" and raknade == [None]
