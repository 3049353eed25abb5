"""K0.8: what is told of a bevakning that moves, lapses or passes, and what the clock is about to raise."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.parter import Roll
from domain.insats.anteckningar import Passerad
from domain.insats.bevakningsklocka import BevakningOppnad, BevakningUpphord, FristAndrad
from domain.liv import rutin
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import skriv_lokal
from tests.domain.insats.paminnelser import paminnelser
from tests.verktyg.spel import Spel, d, tid


@pytest.mark.krav("K0.8")
def test_a_frist_that_moves_is_told_in_the_journal_and_reminded_anew() -> None:
    fall = Spel.pagaende(start="2024-03-11").fore_reglerna()
    fall.avsluta("2024-04-10", "2024-04-30", "mal_natt").till("2024-04-24")
    assert paminnelser(fall, "slutrapport") == [tid("2024-04-23T08:00")]
    fall.avsluta("2024-04-24", "2024-04-30", "kundens_egen_begaran").till("2024-06-01")
    andrad = fall.handelser("frist_andrad")
    assert [(str(h.fran), str(h.till)) for h in andrad] == [("2024-04-24", "2024-05-14")]
    assert paminnelser(fall, "slutrapport") == [tid("2024-04-23T08:00"), tid("2024-05-13T08:00")]
    assert fall.nar("frist_passerad", bevakning="slutrapport") == tid("2024-05-15T00:00")


@pytest.mark.krav("K0.8", "K13.7")
def test_what_lapsed_with_a_decision_that_is_then_revoked_opens_again() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-04", "2024-03-08", "kundens_egen_begaran")
    fall.kv("2024-03-06", "aterkalla_avslut", motivering="ångrat").avsluta("2024-03-12", "2024-03-20")
    fall.kv("2024-03-13", "aterkalla_avslut", motivering="ångrat").avsluta("2024-03-14", "2024-03-20")
    assert fall.bevakning("slutrapport", "2024-03-20").utfall == "oppen"
    assert fall.bevakning("slutrapport", "2024-03-20").frist == "2024-03-28"


@pytest.mark.krav("K0.8")
@given(st.dates(d("2024-03-04"), d("2024-12-20")))
def test_a_reminder_comes_once_before_the_frist_and_never_before_the_opening(start: Any) -> None:
    fall = Spel.pagaende("AMI1", start=str(start), dag1=str(start)).till(str(start + timedelta(days=150)))
    oppnad = {b.slag: b.oppnad for b in fall.bevakningar()}
    for slag in ("bemanning", "uppstartsmote", "genomforandeplan"):
        frist = d(fall.bevakning(slag).frist)
        nar = paminnelser(fall, slag)
        assert len(nar) <= 1
        for p in nar:
            assert p >= (oppnad[slag] or p)
            assert p in (tid(f"{arbetsdag_fore(frist)}T08:00"), tid(f"{frist}T08:00"))
        if slag != "bemanning":
            assert nar == [tid(f"{arbetsdag_fore(frist)}T08:00")]


# What the clock is about to raise, and what it has raised


@pytest.mark.krav("K0.8", "K0.9")
def test_what_is_about_to_be_raised_is_told_by_its_instant_and_in_words() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    assert kommande(fall) == [
        ("2024-03-07 08:00", "uppstartsmote", "påminnelse: bokning av uppstartsmöte senast 2024-03-08 · K7.1"),
        ("2024-03-11 00:00", "veckokontakt:2024-W11", "veckokontakt 2024-W11 öppnas 2024-03-11 · K7.2"),
        ("2024-03-22 08:00", "genomforandeplan", "påminnelse: genomförandeplan senast 2024-03-25 · K7.3"),
        ("2025-03-11 00:00", "slut", "insatsen slutar 2025-03-10 · K13.7"),
    ]
    assert kommande(fall.till("2024-03-22T08:01")) == [
        ("2024-03-25 00:00", "veckokontakt:2024-W12", "veckokontakt 2024-W12 senast 2024-03-24 · K7.2"),
        ("2024-03-25 00:00", "veckokontakt:2024-W13", "veckokontakt 2024-W13 öppnas 2024-03-25 · K7.2"),
        ("2024-03-26 00:00", "genomforandeplan", "genomförandeplan senast 2024-03-25 · K7.3"),
        ("2025-03-11 00:00", "slut", "insatsen slutar 2025-03-10 · K13.7"),
    ]


def kommande(fall: Spel) -> list[tuple[str, str, str]]:
    return [(skriv_lokal(k.nar), k.nyckel, k.sammanfattning) for k in rutin.klockslag(fall.insats)]


@pytest.mark.krav("K7.4", "K0.8")
def test_the_anordnare_is_reminded_and_told_of_a_returned_plan_as_what_it_owes() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20")
    fall.kv("2024-03-21", "granska_plan", beslut="aterremiss", motivering="x").till("2024-04-02")
    egna = [m.rubrik for m in fall.meddelanden if m.till == "anordnare" and m.regel == "K7.4"]
    assert egna == [
        "Genomförandeplanen är återremitterad; lämna en ny version (§7.3, K7.4)",
        "Påminnelse: ny version av genomförandeplan, senast 2024-03-27 (§7.3, K7.4)",
        "Försenat: ny version av genomförandeplan; fristen var 2024-03-27 (§7.3, K7.4)",
    ]


@pytest.mark.krav("K0.7", "K0.8")
def test_a_frist_that_has_passed_is_remembered_when_it_passes_again() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-26")
    fall.kv("2024-03-26", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-18"}, motivering="x")
    fall.till("2024-04-04")
    assert fall.insats.passerade["genomforandeplan"] == (
        Passerad(tid("2024-03-26T00:00"), d("2024-03-25")),
        Passerad(tid("2024-04-03T00:00"), d("2024-04-02")),
    )


@pytest.mark.krav("K0.7", "K8.1")
def test_a_month_that_falls_away_and_comes_back_is_told_whole_and_opened_when_it_first_was() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-03")
    for nar, start in (("2024-04-03", "2024-04-02"), ("2024-04-04", "2024-03-11")):
        fall.kv(nar, "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": start}, motivering="x")
    nyckel = "manadsrapport:2024-03"
    fakta = (nyckel, "manadsrapport", "2024-03", "K8.1")
    assert [(p.tid, p.handelse) for p in fall.poster if getattr(p.handelse, "nyckel", "") == nyckel] == [
        (tid("2024-04-01T00:00"), BevakningOppnad(*fakta, Roll.ANORDNARE, d("2024-04-07"))),
        (tid("2024-04-03"), BevakningUpphord(*fakta, "förutsättningen finns inte längre")),
        (tid("2024-04-04"), BevakningOppnad(*fakta, Roll.ANORDNARE, d("2024-04-07"))),
    ]
    assert fall.insats.oppnade[nyckel].tid == tid("2024-04-01T00:00")


@pytest.mark.krav("K13.7", "K0.8")
def test_what_an_end_lets_lapse_is_told_whole() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-03-20", "anmal_franvaro", slag="sjuk", fran="2024-03-12", orsak="x")
    fall.avsluta("2024-03-20", "2024-03-21").till("2024-03-22")
    upphorda = [p.handelse for p in fall.poster if p.tid == tid("2024-03-22T00:00")]
    assert [h for h in upphorda if h.slag == "bevakning_upphord"] == [
        BevakningUpphord("genomforandeplan", "genomforandeplan", None, "K7.3", "insatsen är avslutad"),
        BevakningUpphord("lakarintyg:2024-03-12", "lakarintyg", "2024-03-12", "K10.1", "insatsen är avslutad"),
    ]


@pytest.mark.krav("K0.8", "K12.3")
def test_a_frist_that_moves_is_told_whole() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-30", "mal_natt")
    fall.avsluta("2024-04-26", "2024-04-30", "kundens_egen_begaran")
    assert [p.handelse for p in fall.poster if p.handelse.slag == "frist_andrad"] == [
        FristAndrad("slutrapport:2024-04-30", "slutrapport", "2024-04-30", "K12.3", d("2024-04-30"), d("2024-05-14"))
    ]
