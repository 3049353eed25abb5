"""When a bevakning opens, reminds, passes, is written off and lapses (K0.8, K0.9)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.grund.kallor import PARAGRAF
from domain.liv.rutin import bevakningar
from tests.domain.insats.paminnelser import paminnelser
from tests.verktyg.spel import Spel, d, tid


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


def test_those_of_thousands_of_cases_that_are_alike_in_name_and_frist_are_told_apart_at_once() -> None:
    """Memory shared by all cases of a worker looks them up by hash: those that share one are gone through in turn."""
    insats = Spel.pagaende("AMI1", start="2024-03-11").insats
    en = next(b for b in bevakningar(insats) if b.nyckel == "genomforandeplan")
    nagra = [timedelta(milliseconds=n) for n in range(2_000)]
    for falt in ("oppnas", "frist_satt"):
        olika = {hash(replace(en, **{falt: getattr(en, falt) + t})) for t in nagra}
        assert len(olika) > 1_990, falt
    assert len({hash(replace(en, uppfylld=en.oppnas + t)) for t in nagra}) > 1_990
    assert hash(replace(en)) == hash(en) and replace(en) == en
