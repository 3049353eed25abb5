"""When a bevakning opens, reminds, passes, is written off and lapses (K0.8, K0.9)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.kallor import PARAGRAF
from domain.grund.parter import Roll
from domain.insats.anteckningar import Passerad
from domain.insats.bevakningsklocka import BevakningOppnad, BevakningUpphord, FristAndrad
from domain.liv import rutin
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import skriv_lokal
from tests.verktyg.spel import Spel, d, tid


def paminnelser(fall: Spel, slag: str) -> list[Any]:
    return [p.tid for p in fall.poster if p.handelse.slag == "paminnelse_skickad" and p.handelse.bevakning == slag]


def till_slutet() -> Spel:
    """Everything that can be late, is."""
    return Spel.pagaende("AMI1", start="2024-03-11").till("2024-09-01")


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize(
    ("start", "frist", "paminns"),
    [
        ("2024-03-11", "2024-03-25", "2024-03-22T08:00"),  # Friday before a Monday
        ("2024-03-12", "2024-03-26", "2024-03-25T08:00"),
        ("2024-03-15", "2024-04-02", "2024-03-28T08:00"),  # before Easter, and before summer time
        ("2024-06-07", "2024-06-24", "2024-06-20T08:00"),  # before midsommarafton
        ("2024-12-10", "2024-12-27", "2024-12-23T08:00"),  # before julafton
        ("2024-10-14", "2024-10-28", "2024-10-25T08:00"),  # before summer time ends
    ],
)
def test_the_one_who_owes_is_reminded_at_8_on_the_last_arbetsdag_before_the_frist(
    start: str, frist: str, paminns: str
) -> None:
    fall = Spel.pagaende(start=start).till("2025-01-10")
    assert fall.bevakning("genomforandeplan").frist == frist
    assert paminnelser(fall, "genomforandeplan") == [tid(paminns)]
    assert len(fall.brev("anordnare", "Påminnelse: genomförandeplan")) == 1
    assert not fall.brev("karriarvagledare", "Påminnelse: genomförandeplan")


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize(
    ("dag1", "paminns"),
    [
        ("2024-03-04T07:59", "2024-03-04T08:00"),
        ("2024-03-04T08:00", "2024-03-04T08:00"),
        ("2024-03-04T08:01", "2024-03-05T08:00"),  # too late that day: on the frist day
        ("2024-03-01T12:00", "2024-03-04T08:00"),  # frist on the Monday, reminded the same morning
    ],
)
def test_no_reminder_goes_before_the_bevakning_opened(dag1: str, paminns: str) -> None:
    assert paminnelser(Spel.aktualiserat("AMI2", dag1).till("2024-03-10"), "bemanning") == [tid(paminns)]


@pytest.mark.krav("K0.8")
def test_a_bevakning_that_became_known_after_8_on_its_frist_day_is_not_reminded() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-06-10T10:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=3).till("2024-06-12")
    assert paminnelser(fall, "slutrapport") == []
    assert fall.bevakning("slutrapport").utfall == "forsenad"


@pytest.mark.krav("K0.8")
def test_what_is_done_is_neither_reminded_nor_passed() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-21").till("2024-04-30")
    assert paminnelser(fall, "genomforandeplan") == []
    assert not fall.brev("anordnare", "Försenat: genomförandeplan")


@pytest.mark.krav("K0.8", "K0.1")
@pytest.mark.parametrize("frist", ["2024-04-07", "2024-07-07", "2024-09-07", "2024-11-07"])
def test_a_frist_is_passed_at_midnight_the_day_after(frist: str) -> None:
    manad = str(d(frist).replace(day=1) - timedelta(days=1))[:7]
    fall = Spel.pagaende(start="2024-03-11").till(f"{frist}T23:59:59")
    assert fall.bevakning("manadsrapport", manad).utfall == "oppen"
    efter = d(frist) + timedelta(days=1)
    fall.till(f"{efter}T00:00")
    assert fall.nar("frist_passerad", bevakning="manadsrapport", avser=manad) == tid(f"{efter}T00:00")


@pytest.mark.krav("K0.8")
def test_when_passed_it_stays_open_marked_late_until_it_is_done() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-06-01")
    assert fall.bevakning("genomforandeplan").utfall == "forsenad"
    assert len(fall.brev("anordnare", "Försenat: genomförandeplan")) == 1
    assert fall.lamna_plan("2024-06-01").bevakning("genomforandeplan").utfall == "sen"


@pytest.mark.krav("K0.8")
def test_a_late_bevakning_can_be_written_off_with_a_motivering() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-26")
    fall.avvisas("K0.8", fall.kv, "2024-03-26", "avskriv", slag="genomforandeplan", falt="motivering")
    fall.skriv_av("2024-03-26", "genomforandeplan")
    assert fall.bevakning("genomforandeplan").utfall == "avskriven"
    assert fall.brev("anordnare", "Avskriven: genomförandeplan")
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-27", "genomforandeplan", falt="slag")


@pytest.mark.krav("K0.8")
def test_only_what_is_late_can_be_written_off() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-25T23:59", "genomforandeplan", falt="slag")  # not passed
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-25T23:59", "bemanning", falt="slag")  # done
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-25T23:59", "manadsrapport", "2024-03", falt="slag")  # not opened
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-25T23:59", "finns_inte", "x", falt="slag")
    fall.till("2024-03-26").lamna_plan("2024-03-26")
    fall.avvisas("K0.8", fall.skriv_av, "2024-03-26T13:00", "genomforandeplan", falt="slag")  # done late


@pytest.mark.krav("K0.8", "K11.1")
def test_a_lapsed_question_is_closed_and_cannot_be_written_off() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-06-11")
    assert fall.bevakning("forlangningsbeslut").utfall == "upphord"
    fall.avvisas("K0.8", fall.skriv_av, "2024-06-12", "forlangningsbeslut", "1", falt="slag")


@pytest.mark.krav("K0.8")
def test_each_clock_starts_at_its_own_event() -> None:
    fall = till_slutet()
    oppnad = {(b.slag, b.avser): b.oppnad for b in fall.bevakningar()}
    veckor = {avser: nar for (slag, avser), nar in oppnad.items() if slag == "veckokontakt"}
    assert list(veckor) == [f"2024-W{nr}" for nr in range(11, 24)]
    assert list(veckor.values()) == [tid(f"{d('2024-03-11') + timedelta(weeks=n)}T00:00") for n in range(13)]
    assert {nyckel: nar for nyckel, nar in oppnad.items() if nyckel[0] != "veckokontakt"} == {
        ("bemanning", None): tid("2024-03-01T09:00"),
        ("uppdrag", None): tid("2024-03-01T09:00"),
        ("uppstartsmote", None): tid("2024-03-01T11:00"),
        ("genomforandeplan", None): tid("2024-03-01T11:00"),
        ("manadsrapport", "2024-03"): tid("2024-04-01T00:00"),
        ("manadsrapport", "2024-04"): tid("2024-05-01T00:00"),
        ("manadsrapport", "2024-05"): tid("2024-06-01T00:00"),
        ("manadsrapport", "2024-06"): tid("2024-06-11T00:00"),
        ("faktureringsunderlag", "2024-03"): tid("2024-04-01T00:00"),
        ("faktureringsunderlag", "2024-04"): tid("2024-05-01T00:00"),
        ("faktureringsunderlag", "2024-05"): tid("2024-06-01T00:00"),
        ("faktureringsunderlag", "2024-06"): tid("2024-06-11T00:00"),
        ("forlangningsbeslut", "1"): tid("2024-05-11T00:00"),
        ("slutrapport", "2024-06-10"): tid("2024-05-27T00:00"),
    }


@pytest.mark.krav("K0.8")
def test_every_notice_names_the_paragraph_and_the_krav_it_rests_on() -> None:
    fall = till_slutet()
    assert len(fall.meddelanden) > 20
    for m in fall.meddelanden:
        namnda = re.findall(r"K\d+\.\d+", m.rubrik)
        assert m.regel in PARAGRAF
        assert any(PARAGRAF[krav] in m.rubrik for krav in namnda), m.rubrik


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
