"""A year's figures at the desk are kept for a while, and who may see them is asked each time all the same."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.kvalitet.rakning import senaste_ar
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import STOCKHOLM, datum
from persistence.databas.motor import DatabasFel
from regelverk import las_utgavor
from starter.skrivbord import vyer
from starter.skrivbord.vyer.arssiffror import arssiffror, namndens
from starter.skrivbord.vyer.raknat import FARSKA, Raknas, Raknat, _minnen, raknat
from starter.tjanster.uppfoljning import budget
from tests.starter.skrivbord.verktyg.bordet import Bord

KV, ALVA = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("arbetsledare:al1")
HANNA, BEA = Aktor.tolka("anordnare:h1@Anordnare A"), Aktor.tolka("anordnare:b1@Anordnare B")


@pytest.fixture
def raknade(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whom it has been counted for, each time that it has."""
    gjort: list[Any] = []
    ratt = vyer.arssiffror.nyckeltal

    def rakna(*a: Any, **k: Any) -> Any:
        gjort.append(k["anordnare"])
        return ratt(*a, **k)

    monkeypatch.setattr(vyer.arssiffror, "nyckeltal", rakna)
    _minnen.clear()
    return gjort


def fraga(bord: Bord, som: Aktor, nu: datetime) -> Raknat[Any]:
    return arssiffror(bord.motor, som, senaste_ar(datum(nu)), None, skapa_regelverk(las_utgavor()), nu)


@pytest.mark.krav("K16.1")
def test_the_figures_are_counted_once_for_all_who_see_the_same(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    forsta = fraga(bord, KV, nu)
    assert fraga(bord, ALVA, nu + FARSKA - timedelta(seconds=1)) is forsta and raknade == [None]
    egen = fraga(bord, HANNA, nu)
    assert [n.anordnare for n in egen.varde] == ["Anordnare A"] and raknade == [None, "Anordnare A"]
    assert [n.anordnare for n in fraga(bord, BEA, nu).varde] == ["Anordnare B"]


@pytest.mark.krav("K16.1")
def test_what_has_grown_old_is_shown_with_its_hour_and_counted_anew_meanwhile(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    forsta = fraga(bord, KV, nu)
    senare = nu + FARSKA
    assert fraga(bord, KV, senare) is forsta and forsta.nar == nu
    slut = monotonic() + 30
    while (nya := fraga(bord, KV, senare)) is forsta and monotonic() < slut:
        sleep(0.05)
    assert nya.nar == senare and raknade == [None, None]


@pytest.mark.krav("K16.1")
def test_what_is_kept_is_not_shown_to_a_role_that_has_no_part_in_it(bord: Bord, raknade: list[Any]) -> None:
    nu = datetime.now(UTC)
    fraga(bord, KV, nu)
    with pytest.raises(Avvisning) as nej:
        fraga(bord, Aktor.tolka("socialsekreterare:so1"), nu)
    assert nej.value.regel == "K16.1" and raknade == [None]


@pytest.mark.krav("K16.3")
def test_the_namnds_figures_are_counted_once_and_the_budget_is_seen_at_once(
    bord: Bord, raknade: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gjort: list[int] = []
    ratt = vyer.arssiffror.statistik
    monkeypatch.setattr(vyer.arssiffror, "statistik", lambda m, som, ar, **k: gjort.append(ar) or ratt(m, som, ar, **k))
    nu, regelverk, ekonom = datetime.now(UTC), skapa_regelverk(las_utgavor()), Aktor.tolka("ekonom:e1")
    forst = namndens(bord.motor, ALVA, nu.year, regelverk, nu)
    budget.for_in(bord.motor, ekonom, nu.year, {"kundval": "ISA", "belopp": "12", "beslut": "NAF 7"})
    sedan = namndens(bord.motor, ekonom, nu.year, regelverk, nu, intern=True)
    assert gjort == [nu.year] and sedan.nar == forst.nar
    assert "ISA" not in forst.varde.budget and sedan.varde.budget["ISA"].beslut == "NAF 7"
    assert sedan.varde.intern and not forst.varde.intern
    with pytest.raises(Avvisning):
        namndens(bord.motor, HANNA, nu.year, regelverk, nu)


def test_nobody_waits_longer_than_is_borne_and_what_goes_wrong_is_told_and_tried_again(bord: Bord) -> None:
    nu, slapp, forsok = datetime.now(UTC), threading.Event(), []

    def rakna() -> str:
        slapp.wait(30)
        forsok.append(1)
        return "klart"

    with pytest.raises(Raknas):
        raknat(bord.motor, "langsamt", rakna, nu, talamod=0.05)
    slapp.set()
    assert raknat(bord.motor, "langsamt", rakna, nu).varde == "klart" and forsok == [1]

    def fel() -> str:
        forsok.append(2)
        raise DatabasFel("borta")

    for _ in range(2):
        with pytest.raises(DatabasFel):
            raknat(bord.motor, "trasigt", fel, nu)
    assert forsok == [1, 2, 2]


@pytest.mark.krav("K16.1", "K16.3")
def test_on_new_years_day_the_year_that_ended_is_shown(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    """No day of the new one has been: who opens the page is shown the figures there are, and not a refusal."""
    ar = datum(bord.klocka()).year
    nyar = datetime(ar + 1, 1, 1, 8, tzinfo=STOCKHOLM)
    monkeypatch.setattr(bord.klocka, "fram", nyar - datetime.now(UTC))
    alva = bord.som("alva")
    for vag in ("/kvalitet", "/namnd"):
        svar, slut = alva.get(vag), monotonic() + 30
        while svar.status_code != 200 and monotonic() < slut:
            assert svar.status_code == 503, (vag, svar.status_code)  # the figures are being counted
            sleep(0.1)
            svar = alva.get(vag)
        assert str(ar) in svar.text and f">{ar + 1}</option>" not in svar.text, vag
    assert alva.get("/kvalitet.csv").headers["content-disposition"].endswith(f'kvalitet-{ar}.csv"')
    assert alva.get(f"/kvalitet?ar={ar + 1}").status_code == 422
