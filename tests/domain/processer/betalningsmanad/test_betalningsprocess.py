"""The payment month seen from outside: what can be said in each state, what is awaited, and how the month is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.betalningsmanad.bevakning import BetalningForsenad, BetalningPaminnelse, klockslag
from domain.processer.betalningsmanad.lage import Summa, kan_stangas, process_id
from domain.processer.betalningsmanad.rutin import RUTIN, tillampa
from domain.processer.betalningsmanad.stangning import BetalningsmanadOppnad, BetalningsmanadStangd
from domain.processer.process import Effekt, Processbevakning, Processrad
from domain.skeende.klockslag import VIKT_FRIST
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import d, regelverket, tid

E1 = Aktor(Roll.EKONOM, "e1")
E2 = Aktor(Roll.EKONOM, "e2")
OPPNAS = "2024-04-16T00:00"
SUMMOR = [
    {"anordnare": "A", "att_betala": "3876.00", "overfors": "0.00", "rader": 1, "innehallna": 2},
    {"anordnare": "B", "att_betala": "646.00", "overfors": "0.00", "rader": 1, "innehallna": 0},
]
SAGT: dict[str, tuple[Aktor, dict[str, Any]]] = {
    "oppna_betalningsmanad": (E1, {"manad": "2024-04"}),
    "registrera_stangning": (SYSTEMET, {"summor": SUMMOR, "ej_svarat": 1}),
    "registrera_ingar": (SYSTEMET, {"i": "2024-05"}),
    "forbered_betalning": (E1, {}),
    "attestera_betalning": (E2, {}),
    "aterlamna_betalning": (E2, {"skal": "Fel anordnare på en rad."}),
}
"""Each verb, who says it, and with which facts."""
VAGEN = {
    "": (),
    "stangs": ("oppna_betalningsmanad",),
    "stangd": ("oppna_betalningsmanad", "registrera_stangning"),
    "forberedd": ("oppna_betalningsmanad", "registrera_stangning", "forbered_betalning"),
    "attesterad": ("oppna_betalningsmanad", "registrera_stangning", "forbered_betalning", "attestera_betalning"),
    "ingar": ("oppna_betalningsmanad", "registrera_ingar"),
}
"""Each state, and what was said to come there."""

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


def manaden(tillstand: str = "stangd", nar: str = OPPNAS) -> Processpel:
    """April 2024, come to a state at one instant."""
    m = Processpel(RUTIN, process_id("2024-04"))
    for verb in VAGEN[tillstand]:
        av, fakta = SAGT[verb]
        m.sag(av, nar, verb, **fakta)
    return m


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
        assert RUTIN.klar(manaden(tillstand).lage) == (tillstand in ("attesterad", "ingar"))


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
    assert list(RUTIN.effekter(manaden("stangs").lage)) == [
        Effekt(
            "stang",
            "stang_betalningsmanad",
            {"manad": "2024-04", "vantar_till": "2024-04-16T00:00:00+00:00"},  # 02:00 in Stockholm
            "stänger betalningsmånaden 2024-04 · K14.6",
        )
    ]
    for tillstand in ("stangd", "forberedd", "attesterad", "ingar"):
        assert list(RUTIN.effekter(manaden(tillstand).lage)) == []


# --- what is awaited


def vantan(m: Processpel) -> list[tuple[Any, int, str, str, str]]:
    return [(k.nar, k.vikt, k.nyckel, k.handelse.slag, k.sammanfattning) for k in RUTIN.klockslag(m.lage)]


@pytest.mark.krav("K14.6", "K0.8")
def test_each_step_is_timed_by_name_until_it_is_reminded_of_late_or_done() -> None:
    m = manaden("stangd")  # Tuesday the 16th: three arbetsdagar end on Friday the 19th
    vad = "förberedelsen av 2024-04 senast 2024-04-19 · K14.6"
    sen = (tid("2024-04-20T00:00"), VIKT_FRIST, "frist:forberedelse:1", "betalning_forsenad", vad)
    assert vantan(m) == [
        (tid("2024-04-18T08:00"), VIKT_FRIST, "paminnelse:forberedelse:1", "betalning_paminnelse",
         f"påminnelse: {vad}"),
        sen,
    ]  # fmt: skip
    assert vantan(m.till("2024-04-18T08:00")) == [sen]
    assert vantan(m.till("2024-04-20T00:00")) == []
    m.sag(E1, "2024-04-22T09:00", "forbered_betalning").sag(E2, "2024-04-23", "aterlamna_betalning", skal="fel")
    assert [k[2] for k in vantan(m)] == ["paminnelse:forberedelse:2", "frist:forberedelse:2"]
    m.sag(E1, "2024-04-24", "forbered_betalning")
    vad = "attesten av 2024-04 senast 2024-04-29 · K14.6"
    assert vantan(m) == [
        (tid("2024-04-26T08:00"), VIKT_FRIST, "paminnelse:attest:2", "betalning_paminnelse", f"påminnelse: {vad}"),
        (tid("2024-04-30T00:00"), VIKT_FRIST, "frist:attest:2", "betalning_forsenad", vad),
    ]
    assert vantan(m.sag(E2, "2024-04-24T13:00", "attestera_betalning")) == []
    for tillstand in ("stangs", "attesterad", "ingar"):
        assert vantan(manaden(tillstand)) == []


@pytest.mark.krav("K14.6", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("stangd", "pamind"),
    [
        ("2024-04-16T07:59", "2024-04-16T08:00"),
        ("2024-04-16T08:00", "2024-04-16T08:00"),
        ("2024-04-16T08:01", "2024-04-17T08:00"),
        ("2024-04-20T12:00", "2024-04-22T08:00"),  # a Saturday: the arbetsdag before Monday was before it opened
    ],
)
def test_a_reminder_that_would_come_before_the_step_is_awaited_comes_on_the_day_of_the_frist(
    stangd: str, pamind: str
) -> None:
    """One arbetsdag instead of three, as another edition of the rules may say."""
    oppnad = replace(manaden("stangs").poster[0].handelse, arbetsdagar=1)
    assert isinstance(oppnad, BetalningsmanadOppnad)
    lage = tillampa(tillampa(None, oppnad, tid(OPPNAS)), BetalningsmanadStangd((), 0), tid(stangd))
    assert next((k.nar, k.nyckel) for k in klockslag(lage)) == (tid(pamind), "paminnelse:forberedelse:1")


@pytest.mark.krav("K14.6", "K0.8")
def test_the_journal_tells_of_the_whole_life_of_a_month_that_is_late_sent_back_and_attested() -> None:
    m = manaden("stangd").till("2024-04-22")
    m.sag(E1, "2024-04-22T09:00", "forbered_betalning")
    m.sag(E2, "2024-04-24T10:00", "aterlamna_betalning", skal="fel")
    m.sag(E2, "2024-04-26T09:00", "forbered_betalning")  # 1 May is no arbetsdag: the attest's frist is 2 May
    m.sag(E1, "2024-05-02T23:59", "attestera_betalning").till("2024-07-01")
    assert [(p.nr, p.tid, p.handelse.slag, str(p.av)) for p in m.poster] == [
        (1, tid("2024-04-16T00:00"), "betalningsmanad_oppnad", "ekonom:e1"),
        (2, tid("2024-04-16T00:00"), "betalningsmanad_stangd", "system:system"),
        (3, tid("2024-04-18T08:00"), "betalning_paminnelse", "system:system"),
        (4, tid("2024-04-20T00:00"), "betalning_forsenad", "system:system"),
        (5, tid("2024-04-22T09:00"), "betalning_forberedd", "ekonom:e1"),
        (6, tid("2024-04-24T08:00"), "betalning_paminnelse", "system:system"),
        (7, tid("2024-04-24T10:00"), "betalning_aterlamnad", "ekonom:e2"),
        (8, tid("2024-04-26T08:00"), "betalning_paminnelse", "system:system"),
        (9, tid("2024-04-26T09:00"), "betalning_forberedd", "ekonom:e2"),
        (10, tid("2024-04-30T08:00"), "betalning_paminnelse", "system:system"),
        (11, tid("2024-05-02T23:59"), "betalning_attesterad", "ekonom:e1"),
    ]
    forberedelse, attest = "betalningsforberedelse", "betalningsattest"

    def bevakning(nyckel: str, slag: str, oppnad: str, frist: str, utfall: Any, klar: str) -> Processbevakning:
        forfaller = tid(f"{d(frist) + timedelta(days=1)}T00:00")
        return Processbevakning(
            nyckel, slag, "K14.6", Roll.EKONOM, None, tid(oppnad), forfaller, d(frist), utfall, tid(klar)
        )

    assert list(RUTIN.bevakningar(m.lage)) == [
        bevakning("forberedelse:1", forberedelse, "2024-04-16T00:00", "2024-04-19", "sen", "2024-04-22T09:00"),
        bevakning("attest:1", attest, "2024-04-22T09:00", "2024-04-25", "uppfylld", "2024-04-24T10:00"),
        bevakning("forberedelse:2", forberedelse, "2024-04-24T10:00", "2024-04-29", "uppfylld", "2024-04-26T09:00"),
        bevakning("attest:2", attest, "2024-04-26T09:00", "2024-05-02", "uppfylld", "2024-05-02T23:59"),
    ]


@pytest.mark.krav("K14.6", "K0.8", sort="gräns")
def test_a_step_is_open_to_the_end_of_its_day_then_late_and_when_done_it_was_late() -> None:
    m = manaden("stangd").till("2024-04-19T23:59")

    def utfall() -> list[str]:
        return [b.utfall for b in RUTIN.bevakningar(m.lage)]

    assert utfall() == ["oppen"]
    m.till("2024-04-20T00:00")
    assert utfall() == ["forsenad"]
    m.sag(E1, "2024-04-22", "forbered_betalning")
    assert utfall() == ["sen", "oppen"]


def test_a_line_that_is_no_line_of_a_payment_month_is_a_fault() -> None:
    with pytest.raises(AssertionError, match=r"^främmande$"):
        tillampa(manaden().lage, "främmande", tid(OPPNAS))  # type: ignore[arg-type]


def test_the_clock_says_nothing_more_of_a_step_that_is_late() -> None:
    lage = manaden().lage
    assert [k.handelse for k in klockslag(tillampa(lage, BetalningPaminnelse(), tid("2024-04-18T08:00")))] == [
        BetalningForsenad()
    ]
    assert list(klockslag(tillampa(lage, BetalningForsenad(), tid("2024-04-20T00:00")))) == []


# --- how it is listed


@pytest.mark.krav("K14.6", "K3.3")
def test_a_month_is_listed_with_its_sum_and_who_did_what_and_names_no_case() -> None:
    tom = {
        "manad": "2024-04", "stangd": None, "ingar_i": None, "vantar_till": "2024-04-16T00:00:00+00:00",
        "att_betala": "0", "ej_svarat": 0, "omgang": 1, "forberedd": None, "attesterad": None, "aterlamnad": None,
    }  # fmt: skip
    rubrik = "Betalningsmånad 2024-04"
    assert RUTIN.rad(manaden("stangs").lage) == Processrad("stangs", None, None, rubrik, tom)
    assert RUTIN.rad(manaden("ingar").lage) == Processrad("ingar", None, None, rubrik, tom | {"ingar_i": "2024-05"})
    stangd = tom | {"stangd": "2024-04-15T22:00:00+00:00", "att_betala": "4522.00", "ej_svarat": 1}
    m = manaden("stangd")
    assert RUTIN.rad(m.lage) == Processrad("stangd", None, None, rubrik, stangd)
    m.sag(E1, "2024-04-16T09:00", "forbered_betalning")
    forberedd = {"forberedd": {"av": "ekonom:e1", "tid": "2024-04-16T07:00:00+00:00"}}
    assert RUTIN.rad(m.lage) == Processrad("forberedd", None, None, rubrik, stangd | forberedd)
    m.sag(E2, "2024-04-16T10:00", "aterlamna_betalning", skal="fel")
    aterlamnad = stangd | {"omgang": 2, "aterlamnad": {"av": "ekonom:e2", "tid": "2024-04-16T08:00:00+00:00"}}
    assert RUTIN.rad(m.lage) == Processrad("stangd", None, None, rubrik, aterlamnad)
    m.sag(E2, "2024-04-16T11:00", "forbered_betalning").sag(E1, "2024-04-16T12:00", "attestera_betalning")
    attesterad = {
        "forberedd": {"av": "ekonom:e2", "tid": "2024-04-16T09:00:00+00:00"},
        "attesterad": {"av": "ekonom:e1", "tid": "2024-04-16T10:00:00+00:00"},
    }
    assert RUTIN.rad(m.lage) == Processrad("attesterad", None, None, rubrik, aterlamnad | attesterad)


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("roll", Roll)
def test_a_month_is_seen_whole_by_the_ekonom_the_arbetsledare_and_the_service_alone(roll: Roll) -> None:
    far_se = RUTIN.far_se(manaden().lage, Aktor(roll, "x", "A"))
    assert far_se == (roll in ("ekonom", "arbetsledare", "system"))
