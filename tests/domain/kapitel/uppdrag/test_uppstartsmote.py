"""K7.1: the first meeting is booked within a week, and what its day may be."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_MOTE_I_INSATSEN
from domain.skeende.inkommet import Inkommet
from domain.tid.kalender import ar_arbetsdag
from tests.verktyg.spel import ANORDNARE, Spel, d, tid


@pytest.mark.krav("K7.1", "K0.4")
@pytest.mark.parametrize(
    ("uppdrag", "frist"),
    [
        ("2024-03-04", "2024-03-11"),
        ("2024-03-22", "2024-04-02"),  # a week later is långfredagen
        ("2024-06-14", "2024-06-24"),  # midsommarafton
        ("2024-12-17", "2024-12-27"),  # julafton
        ("2024-12-24", "2025-01-02"),  # nyårsafton
        ("2024-03-24", "2024-04-02"),  # the day summer time begins, påskdagen
        ("2024-10-20", "2024-10-28"),  # the day it ends
        ("2024-08-23", "2024-08-30"),
    ],
)
def test_the_first_meeting_is_booked_within_a_week_of_the_uppdrag(uppdrag: str, frist: str) -> None:
    for dygn, utfall in ((0, "uppfylld"), (1, "sen")):
        fall = Spel.pagaende("AMI2", start=uppdrag, dag1=uppdrag)
        assert fall.bevakning("uppstartsmote").frist == frist
        nar = f"{d(frist) + timedelta(days=dygn)}T{'00:00' if dygn else '23:59'}"
        fall.anordnare(nar, "boka_uppstartsmote", datum=frist)
        assert fall.bevakning("uppstartsmote").utfall == utfall


@pytest.mark.krav("K7.1")
@pytest.mark.parametrize(("mote", "sagt"), [("2024-03-25", False), ("2024-03-26", True)])
def test_a_meeting_dated_after_the_plans_frist_is_told_the_kv(mote: str, sagt: bool) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11")
    fall.anordnare("2024-03-05", "boka_uppstartsmote", datum=mote)
    assert bool(fall.brev("karriarvagledare", "efter genomförandeplanens frist")) is sagt
    assert fall.bevakning("uppstartsmote").utfall == "uppfylld"


@pytest.mark.krav("K7.1")
def test_the_first_booking_counts_and_later_ones_move_the_meeting() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11")
    fall.anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    fall.avvisas("K7.1", fall.anordnare, "2024-03-06", "boka_uppstartsmote", datum="2024-03-12", falt="datum")
    fall.avvisas("K7.1", fall.anordnare, "2024-03-06", "boka_uppstartsmote", datum="2024-02-29", falt="datum")
    fall.anordnare("2024-04-06", "boka_uppstartsmote", datum="2024-04-12")
    assert fall.bevakning("uppstartsmote").utfall == "uppfylld"


@pytest.mark.krav("K7.1")
def test_no_meeting_is_booked_before_there_is_an_uppdrag() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K7.1", fall.anordnare, "2024-03-02", "boka_uppstartsmote", datum="2024-03-12")


@pytest.mark.krav("K0.3", "K0.4", "K6.2", "K7.1")
@given(st.dates(d("2024-01-01"), d("2026-12-31")))
def test_fristerna_of_the_start_always_fall_on_arbetsdagar(dag1: Any) -> None:
    fall = Spel.pagaende("ISA1", start=str(dag1), dag1=str(dag1))
    for slag in ("bemanning", "uppdrag", "uppstartsmote", "genomforandeplan"):
        assert ar_arbetsdag(d(fall.bevakning(slag).frist)), slag


@pytest.mark.krav("K0.6")
def test_an_uppdrag_entered_after_startdatum_still_gives_a_week_from_its_entry() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-27T10:00", "lagg_in_uppdrag", startdatum="2024-03-04")
    assert fall.bevakning("uppdrag").utfall == "sen"
    assert fall.bevakning("uppstartsmote").frist == "2024-04-03"
    assert fall.bevakning("uppstartsmote").oppnad == tid("2024-03-27T10:00")


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(("dag", "gar"), [("2024-02-29", False), ("2024-03-01", True), ("2024-03-02", True)])
def test_the_first_meeting_lies_on_the_day_of_aktualisering_at_the_earliest(dag: str, gar: bool) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    if gar:
        assert fall.anordnare("2024-03-04", "boka_uppstartsmote", datum=dag).bevakning("uppstartsmote").utfall
    else:
        fall.avvisas("K7.1", fall.anordnare, "2024-03-04", "boka_uppstartsmote", datum=dag, falt="datum")


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(
    ("start", "mote", "sagt"),
    [
        ("2024-03-11", "2024-03-18", []),  # a week after the startdatum
        ("2024-03-11", "2024-03-19", ["2024-03-19, mer än en vecka efter 2024-03-11"]),
        ("2024-03-01", "2024-03-08", []),  # a week after the uppdrag, entered on the startdatum
        ("2024-03-01", "2024-03-11", ["2024-03-11, mer än en vecka efter 2024-03-01"]),
    ],
)
def test_a_meeting_more_than_a_week_after_the_uppdrag_and_the_start_is_told_the_kv(
    start: str, mote: str, sagt: list[str]
) -> None:
    fall = Spel.pagaende(start=start).anordnare("2024-03-04", "boka_uppstartsmote", datum=mote)
    vantat = [f"Uppstartsmötet är bokat till {s} (§7.1, K7.1)" for s in sagt]
    assert fall.brev("karriarvagledare", "Uppstartsmötet är bokat till") == vantat


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(("dag", "gar"), [("2024-05-10", True), ("2024-05-11", False), ("2036-12-08", False)])
def test_the_first_meeting_lies_in_the_insats(dag: str, gar: bool) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11", langd_manader=2)
    if gar:
        fall.anordnare("2024-03-04", "boka_uppstartsmote", datum=dag)
    else:
        fall.avvisas("K7.1", fall.anordnare, "2024-03-04", "boka_uppstartsmote", datum=dag, falt="datum")
        k = las_kommando({"kommando": "boka_uppstartsmote", "datum": dag})
        forut = utfor(fall.insats, Inkommet("b", ANORDNARE, k), tid("2024-03-05"), DORR_MOTE_I_INSATSEN - 1)
        assert forut.insats.uppstartsmoten  # a run begun before it takes it
