"""K13.7: when the clock makes a case complete, and what ends with it – and what holds it open."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from domain.insats.anteckningar import Rattelseforslag
from domain.insats.bevakningsklocka import KOM_ALDRIG, BevakningUpphord
from domain.insats.insats import Insats, med
from domain.insats.tradar import Attestfraga
from domain.liv.avskrivning import InsatsSlutford
from domain.liv.rutin import bevakningar, klockslag
from domain.skeende.klockslag import VIKT_SLUTFORD, VIKT_UPPHOR, Klockslag
from tests.verktyg.spel import Spel, tid


def uppgjort() -> Spel:
    """An insats of a month whose plan never came; all else is in, and paid on 16 May."""
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11")  # ends 10 April
    fall.rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-09")
    fall.rapportera("2024-04", "2024-04-12").fakturera("2024-04", "2024-04-12")
    return fall.godkann("2024-03", "2024-04-12").godkann("2024-04", "2024-04-12").till("2024-05-15T23:59")


@cache
def fore() -> Insats:
    """All of it settled but the payment."""
    return uppgjort().insats


@cache
def sedan() -> Insats:
    """Paid, and the plan still late: as it was an instant before the clock ended it."""
    return med(uppgjort().till("2024-05-16").insats, slutford=None, upphorda={})


def slutet(i: Insats) -> list[Klockslag]:
    """What ends the case, or ends with it."""
    return [k for k in klockslag(i) if k.vikt in (VIKT_UPPHOR, VIKT_SLUTFORD)]


def kom_aldrig(i: Insats) -> list[str]:
    """What ends since it never came."""
    alla = (k.handelse for k in slutet(i))
    return [h.nyckel for h in alla if isinstance(h, BevakningUpphord) and h.skal == KOM_ALDRIG]


KVAR = ["genomforandeplan", "slutrapportgranskning:2024-04-10", "uppstartsmote"]


@pytest.mark.krav("K13.7")
def test_what_never_came_ends_first_and_then_the_case_is_complete() -> None:
    alla = slutet(sedan())
    assert [(k.nar, k.vikt, k.nyckel) for k in alla] == [(sedan().senast, VIKT_UPPHOR, n) for n in KVAR]
    assert alla[0].handelse == BevakningUpphord("genomforandeplan", "genomforandeplan", None, "K7.3", "kom aldrig in")
    assert kom_aldrig(sedan()) == KVAR
    klart = med(sedan(), avskrivna={**sedan().avskrivna, **dict.fromkeys(KVAR, tid("2024-05-16"))})
    assert slutet(klart) == [Klockslag(klart.senast, VIKT_SLUTFORD, "slutford", InsatsSlutford())]
    assert [k.handelse for k in slutet(klart)] == [InsatsSlutford()]
    assert klockslag(med(klart, slutford=klart.senast)) == ()


@pytest.mark.krav("K13.7", "K13.2", sort="avslag")
def test_neither_comes_before_all_is_paid_nor_while_a_correction_of_the_end_waits_nor_before_the_end() -> None:
    forslag = Rattelseforslag(sedan().senast, "kv1", 3, "besluta_avslut", {}, None)
    for i in (fore(), med(sedan(), rattelseforslag=forslag), med(sedan(), avslutad=None)):
        assert kom_aldrig(i) == []
        klart = med(i, avskrivna={**i.avskrivna, **dict.fromkeys(KVAR, i.senast)})
        assert [k for k in slutet(klart) if k.vikt == VIKT_SLUTFORD] == []


@pytest.mark.krav("K13.7", "K16.2", sort="gräns")
def test_a_case_under_rules_that_say_otherwise_waits_for_what_never_came() -> None:
    i, nyckel = sedan(), "avslut.forsenat_upphor"
    ja = i.regelverk.parameter(nyckel)
    nej = replace(ja, varden=tuple(replace(v, varde=False) for v in ja.varden))
    for regeln, vantat in ((nej, []), (ja, KVAR)):
        alla = (*(p for p in i.regelverk.parametrar if p.nyckel != nyckel), regeln)
        assert kom_aldrig(med(i, regelverk=replace(i.regelverk, parametrar=alla))) == vantat


@pytest.mark.krav("K13.7", "K13.2", "K4.6", sort="gräns")
def test_of_what_two_decide_only_a_write_off_of_what_has_come_is_not_waited_for() -> None:
    i = Spel.pagaende("AMI1", start="2024-03-11").till("2024-04-20").insats
    sen, i_tid, nar = "manadsrapport:2024-03", "manadsrapport:2024-04", tid("2024-04-18")
    assert {b.nyckel for b in bevakningar(i) if b.utfall(i) == "forsenad"} >= {sen}
    fragor = (
        Attestfraga("rattelse-9", nar, 5), Attestfraga("sen", nar, 5, sen), Attestfraga("har-kommit", nar, 5, i_tid),
        Attestfraga("avgjord", nar, 5, i_tid, besvarad=nar),
    )  # fmt: skip
    svar = [b.avser for b in bevakningar(med(i, attestfragor=fragor)) if b.slag == "svar"]
    assert svar == ["attest-rattelse-9", "attest-sen", "attest-avgjord"]
    for f in (fragor[0], fragor[3]):
        assert [b.avser for b in bevakningar(med(i, attestfragor=(f,))) if b.slag == "svar"] == [f"attest-{f.namn}"]


@pytest.mark.krav("K13.7", sort="avslag")
def test_a_report_that_lives_on_after_the_end_holds_what_never_came_too() -> None:
    i = med(sedan(), rapporter={m: r for m, r in sedan().rapporter.items() if m < "2024-04"})
    assert {b.nyckel for b in bevakningar(i) if b.vantar(i)} > set(KVAR)
    assert kom_aldrig(i) == []
