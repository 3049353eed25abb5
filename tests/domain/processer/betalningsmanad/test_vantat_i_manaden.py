"""K14.6: what is awaited of a month's payment, reminded of and raised, and how the month is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.bevakning import BetalningForsenad, BetalningPaminnelse, klockslag
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD, tillampa
from domain.processer.betalningsmanad.stangning import BetalningsmanadOppnad, BetalningsmanadStangd
from domain.processer.process import Processbevakning, Processrad
from domain.skeende.klockslag import VIKT_FRIST
from tests.domain.processer.betalningsmanad.manaden import E1, E2, OPPNAS, manaden
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import d, tid


def vantan(m: Processpel) -> list[tuple[Any, int, str, str, str]]:
    return [(k.nar, k.vikt, k.nyckel, k.handelse.slag, k.sammanfattning) for k in BETALNINGSMANAD.klockslag(m.lage)]


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

    def bevakning(
        nyckel: str, slag: str, oppnad: str, frist: str, utfall: Any, klar: str, utom: str | None = None
    ) -> Processbevakning:
        forfaller = tid(f"{d(frist) + timedelta(days=1)}T00:00")
        return Processbevakning(
            nyckel, slag, "K14.6", Roll.EKONOM, None, tid(oppnad), forfaller, d(frist), utfall, tid(klar), utom
        )

    assert list(BETALNINGSMANAD.bevakningar(m.lage)) == [
        bevakning("forberedelse:1", forberedelse, "2024-04-16T00:00", "2024-04-19", "sen", "2024-04-22T09:00"),
        bevakning("attest:1", attest, "2024-04-22T09:00", "2024-04-25", "uppfylld", "2024-04-24T10:00", "e1"),
        bevakning("forberedelse:2", forberedelse, "2024-04-24T10:00", "2024-04-29", "uppfylld", "2024-04-26T09:00"),
        bevakning("attest:2", attest, "2024-04-26T09:00", "2024-05-02", "uppfylld", "2024-05-02T23:59", "e2"),
    ]


@pytest.mark.krav("K14.6", "K0.8", sort="gräns")
def test_a_step_is_open_to_the_end_of_its_day_then_late_and_when_done_it_was_late() -> None:
    m = manaden("stangd").till("2024-04-19T23:59")

    def utfall() -> list[str]:
        return [b.utfall for b in BETALNINGSMANAD.bevakningar(m.lage)]

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
    assert BETALNINGSMANAD.rad(manaden("stangs").lage) == Processrad("stangs", None, None, rubrik, tom)
    assert BETALNINGSMANAD.rad(manaden("ingar").lage) == Processrad(
        "ingar", None, None, rubrik, tom | {"ingar_i": "2024-05"}
    )
    stangd = tom | {"stangd": "2024-04-15T22:00:00+00:00", "att_betala": "4522.00", "ej_svarat": 1}
    m = manaden("stangd")
    assert BETALNINGSMANAD.rad(m.lage) == Processrad("stangd", None, None, rubrik, stangd)
    m.sag(E1, "2024-04-16T09:00", "forbered_betalning")
    forberedd = {"forberedd": {"av": "ekonom:e1", "tid": "2024-04-16T07:00:00+00:00"}}
    assert BETALNINGSMANAD.rad(m.lage) == Processrad("forberedd", None, None, rubrik, stangd | forberedd)
    m.sag(E2, "2024-04-16T10:00", "aterlamna_betalning", skal="fel")
    aterlamnad = stangd | {"omgang": 2, "aterlamnad": {"av": "ekonom:e2", "tid": "2024-04-16T08:00:00+00:00"}}
    assert BETALNINGSMANAD.rad(m.lage) == Processrad("stangd", None, None, rubrik, aterlamnad)
    m.sag(E2, "2024-04-16T11:00", "forbered_betalning").sag(E1, "2024-04-16T12:00", "attestera_betalning")
    attesterad = {
        "forberedd": {"av": "ekonom:e2", "tid": "2024-04-16T09:00:00+00:00"},
        "attesterad": {"av": "ekonom:e1", "tid": "2024-04-16T10:00:00+00:00"},
    }
    assert BETALNINGSMANAD.rad(m.lage) == Processrad("attesterad", None, None, rubrik, aterlamnad | attesterad)


@pytest.mark.krav("K14.6")
@pytest.mark.parametrize("roll", Roll)
def test_a_month_is_seen_whole_by_the_ekonom_the_arbetsledare_and_the_service_alone(roll: Roll) -> None:
    far_se = BETALNINGSMANAD.far_se(manaden().lage, Aktor(roll, "x", "A"))
    assert far_se == (roll in ("ekonom", "arbetsledare", "system"))
