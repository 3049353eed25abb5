"""The municipality's other roles: which stand in their register, and what is a login (K3.3, K3.4)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.register.medarbetare import (
    MEDARBETARROLLER,
    las_konto,
    las_medarbetarroll,
    prova_inte_sig_sjalv,
    slutfor_medarbetare,
)


def nej(prova: Callable[[], object]) -> tuple[str, str | None, str]:
    with pytest.raises(Avvisning) as fel:
        prova()
    return fel.value.regel, fel.value.falt, fel.value.text


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize("roll", list(Roll))
def test_six_roles_stand_in_the_register_and_the_others_in_registers_of_their_own(roll: Roll) -> None:
    if roll in MEDARBETARROLLER:
        assert las_medarbetarroll(roll) == roll
        return
    with pytest.raises(ValueError, match="ska vara någon av arbetsledare, dataskyddssamordnare, ekonom, "):
        las_medarbetarroll(roll)


@pytest.mark.krav("K3.4", sort="gräns")
def test_the_last_day_is_not_before_the_first() -> None:
    slutfor_medarbetare({"fran": "2024-03-01", "till": "2024-03-01"})
    slutfor_medarbetare({"fran": "2024-03-01", "till": None})
    slutfor_medarbetare({"fran": "2024-03-01"})
    fore = {"fran": "2024-03-01", "till": "2024-02-29"}
    assert nej(lambda: slutfor_medarbetare(fore)) == ("K3.4", "till", "ligger före den första dagen")


@pytest.mark.krav("K3.4", "K3.3", sort="gräns")
def test_a_login_is_one_word_of_at_most_200_and_no_personnummer() -> None:
    for konto in ("a", "anna.ek@nacka.example", "x" * 200):
        assert las_konto(konto) == konto
    fel = ("K3.4", "konto", "ska vara inloggningens namn hos identitetstjänsten, utan blanksteg")
    for konto in ("", "x" * 201, "anna ek", "anna\x00"):
        assert nej(lambda konto=konto: las_konto(konto)) == fel  # type: ignore[misc]
    nummer = "u19900101-2384"
    assert nej(lambda: las_konto(nummer)) == ("K3.3", "konto", "får inte vara ett personnummer")


@pytest.mark.krav("K3.4", sort="avslag")
def test_nobody_decides_on_their_own_access_but_on_that_of_another_who_has_the_same_name() -> None:
    jag = Aktor(Roll.ANORDNARE, "x", "A")
    svar = ("K3.4", "som", "ingen beslutar om sin egen behörighet")
    assert nej(lambda: prova_inte_sig_sjalv(jag, Aktor(Roll.ANORDNARE, "x", "A"))) == svar
    for annan in (Aktor(Roll.ANORDNARE, "y", "A"), Aktor(Roll.ANORDNARE, "x", "B"), Aktor(Roll.EKONOM, "x")):
        prova_inte_sig_sjalv(jag, annan)
