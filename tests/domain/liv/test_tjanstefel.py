"""A rule that fails on something said is a refusal with a reference; the case goes on (K0.6)."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.bemanning import Bemanna
from domain.liv import forlopp, rutin
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.liv.tjanstefel import Tjanstefel, aldrig_stopp, referens
from domain.regler.regelverk import SaknarRegel
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, KV, SYSTEMET, Spel, d

pytestmark = pytest.mark.krav("K0.6", sort="avslag")

HEMLIGT = "Planta Ryktesson"


def sagt(av: Any = ANORDNARE, **data: Any) -> Inkommet:
    return Inkommet("k1", av, las_kommando(data or {"kommando": "bemanna", "handlaggare": "h9"}))


@pytest.mark.parametrize("fel", [AssertionError, KeyError, TypeError, ValueError, RecursionError, ZeroDivisionError])
def test_a_decision_that_fails_is_refused_with_a_reference_and_repeats_nothing(
    monkeypatch: pytest.MonkeyPatch, fel: type[Exception]
) -> None:
    fall = Spel.pagaende()

    def trasig(_i: Insats, _k: Bemanna, _fall: Fall) -> Iterator[Handelse]:
        raise fel(HEMLIGT)

    monkeypatch.setitem(rutin.RUTIN.beslut, Bemanna, trasig)
    with pytest.raises(Tjanstefel) as svar:
        utfor(fall.insats, sagt(), fall.nu)
    assert (svar.value.regel, svar.value.falt, svar.value.slag) == ("K6.2", "kommando", fel.__name__)
    text = f"ett fel i tjänsten hindrar det; ingenting är ändrat (referens {svar.value.referens})"
    assert (svar.value.referens, svar.value.text) == (referens("k1"), text)
    assert HEMLIGT not in str(svar.value) and svar.value.__cause__ is None
    steg = forlopp.anteckna_avvisning(fall.insats, sagt(), svar.value, fall.nu)
    assert [p.handelse.slag for p in steg.poster] == ["kommando_avvisat"]


@pytest.mark.parametrize("vad", ["klockslag", "utbetalningar"])
def test_what_follows_from_it_and_fails_refuses_it_too(monkeypatch: pytest.MonkeyPatch, vad: str) -> None:
    """It would have been taken, and then stopped the case at every step that followed."""
    fall = Spel.pagaende()
    ratt = getattr(forlopp if vad == "utbetalningar" else rutin, vad)

    def trasig(i: Insats) -> Any:
        if i.bemanningar[-1].handlaggare == "h9":
            raise KeyError(HEMLIGT)
        return ratt(i)

    monkeypatch.setattr(forlopp if vad == "utbetalningar" else rutin, vad, trasig)
    with pytest.raises(Tjanstefel):
        utfor(fall.insats, sagt(), fall.nu)


@pytest.mark.krav("K3.4", sort="gräns")
def test_a_day_that_the_regelverk_does_not_reach_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fall = Spel.pagaende()
    for av in (SYSTEMET, KV):
        slutar = sagt(av, kommando="handlaggare_slutar", handlaggare="H1", sista_dag="2015-12-17")
        try:
            steg = utfor(fall.insats, slutar, fall.nu)
        except Avvisning as avvisning:
            assert "regelverket har inga regler för 20" in avvisning.text
        else:
            assert rutin.klockslag(steg.insats) is not None
    with pytest.raises(Avvisning) as fel, aldrig_stopp(sagt()):
        raise SaknarRegel("frist.bemanning", d("2015-12-17"))
    assert str(fel.value) == "kommando: regelverket har inga regler för 2015-12-17 (K6.2, §6.2)"
    with pytest.raises(Avvisning) as fel, aldrig_stopp(sagt()):
        raise SaknarRegel("frist.finns_inte")
    assert fel.value.text == "regelverket har inga regler som heter frist.finns_inte"


def test_a_refusal_stays_the_refusal_it_was() -> None:
    with pytest.raises(Avvisning) as fel, aldrig_stopp(sagt()):
        raise Avvisning("K1.1", "så", "falt")
    assert str(fel.value) == "falt: så (K1.1, §1.1)"
    with aldrig_stopp(sagt()):
        pass
