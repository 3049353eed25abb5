"""The payment month seen from outside: what can be said in each state, what is awaited, and how the month is listed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.grund.avvisning import Avvisning
from domain.processer.betalningsmanad.lage import Summa, kan_stangas
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.processer.process import Effekt
from tests.domain.processer.betalningsmanad.manaden import OPPNAS, SAGT, manaden
from tests.verktyg.spel import regelverket, tid

_ALDRIG = "betalningsmånaden är inte öppnad för stängning (K14.6, §14)"
_REDAN = "betalningsmånaden 2024-04 är redan stängd (K14.6, §14)"
_HALLER_PA = "manad: 2024-04 håller på att stängas; vänta tills det är klart (K14.6, §14)"
_SLUTGILTIGT = "den är attesterad av ekonomen e2 och ändras inte mer (K14.6, §14)"
_I_EN_SENARE = "manad: 2024-04 stängdes inte för sig utan ingår i 2024-05 (K14.6, §14)"
VAD_SOM_KAN_SAGAS = {
    "": ["→ stangs", _ALDRIG, _ALDRIG, _ALDRIG, _ALDRIG, _ALDRIG],
    "stangs": [
        "manad: betalningsmånaden 2024-04 håller redan på att stängas (K14.6, §14)",
        *("→ stangd", "→ ingar"),
        *(_HALLER_PA, _HALLER_PA, _HALLER_PA),
    ],
    "stangd": [
        "manad: betalningsmånaden 2024-04 är redan stängd (K14.6, §14)",
        *(_REDAN, _REDAN),
        "→ forberedd",
        "den är inte förberedd än; det gör ekonomen först (K14.6, §14)",
        "det finns ingen förberedd omgång att lämna tillbaka (K14.6, §14)",
    ],
    "forberedd": [
        "manad: betalningsmånaden 2024-04 är redan stängd och förberedd (K14.6, §14)",
        *(_REDAN, _REDAN),
        "den är redan förberedd av ekonomen e1 och väntar på attest (K14.6, §14)",
        *("→ attesterad", "→ stangd"),
    ],
    "attesterad": [
        "manad: betalningsmånaden 2024-04 är redan stängd och attesterad (K14.6, §14)",
        *(_REDAN, _REDAN),
        *(_SLUTGILTIGT, _SLUTGILTIGT, _SLUTGILTIGT),
    ],
    "ingar": [
        "manad: betalningsmånaden 2024-04 ingår i en senare månad som redan är stängd (K14.6, §14)",
        *(_REDAN, _REDAN),
        *(_I_EN_SENARE, _I_EN_SENARE, _I_EN_SENARE),
    ],
}
"""Of each state, in the order of ``SAGT``: the state it leads to, or the refusal."""


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("tillstand", VAD_SOM_KAN_SAGAS)
def test_in_each_state_what_can_be_said_leads_on_and_the_rest_is_refused_in_these_words(tillstand: str) -> None:
    blev = []
    for verb, (av, fakta) in SAGT.items():
        m = manaden(tillstand)
        fore = m.p
        try:
            m.sag(av, OPPNAS, verb, **fakta)
            blev.append(f"→ {m.lage.status}")
        except Avvisning as fel:
            blev.append(str(fel))
            assert fel.regel == "K14.6"
            assert m.p == fore
    assert blev == VAD_SOM_KAN_SAGAS[tillstand]
    if tillstand:
        assert BETALNINGSMANAD.klar(manaden(tillstand).lage) == (tillstand in ("attesterad", "ingar"))


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("manad", ["2023-12", "0001-01", "0000-01"])
def test_a_month_that_the_rules_do_not_reach_is_refused_on_its_field(manad: str) -> None:
    with pytest.raises(Avvisning) as fel:
        kan_stangas(manad, regelverket())
    assert str(fel.value) == f"manad: {manad} ligger före regelverket eller är ingen månad (K14.6, §14)"
    assert (fel.value.regel, fel.value.falt) == ("K14.6", "manad")


@pytest.mark.krav("K14.6")
def test_what_the_rules_said_when_it_was_opened_is_written_down() -> None:
    m = manaden("stangd", "2024-04-17T09:30")
    assert (m.lage.oppnad, m.lage.vantar_till) == (tid("2024-04-17T09:30"), tid("2024-04-17T11:30"))
    assert (m.lage.arbetsdagar, str(m.lage.paminns)) == (3, "08:00:00")
    assert (m.lage.stangd, m.lage.ej_svarat) == (tid("2024-04-17T09:30"), 1)
    assert m.lage.summor == (
        Summa("A", Decimal("3876.00"), Decimal("0.00"), 1, 2),
        Summa("B", Decimal("646.00"), Decimal("0.00"), 1, 0),
    )


@pytest.mark.krav("K14.6")
def test_the_closing_is_carried_out_until_what_it_came_to_is_registered() -> None:
    assert list(BETALNINGSMANAD.effekter(manaden("stangs").lage)) == [
        Effekt(
            "stang",
            "stang_betalningsmanad",
            {"manad": "2024-04", "vantar_till": "2024-04-16T00:00:00+00:00"},  # 02:00 in Stockholm
            "stänger betalningsmånaden 2024-04 · K14.6",
        )
    ]
    for tillstand in ("stangd", "forberedd", "attesterad", "ingar"):
        assert list(BETALNINGSMANAD.effekter(manaden(tillstand).lage)) == []
