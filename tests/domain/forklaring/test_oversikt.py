"""A case at a glance: the plan's delmål month by month, attendance, contacts, what waits for whom, what is held."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from domain.forklaring.oversikt import _HOS, Oversikt, i_korthet, nasta_frister
from domain.grund.parter import Roll
from domain.insats.uppgifter import Franvaro
from domain.kapitel.ersattning.utbetalningsrad import HINDERREGEL, Hinder
from domain.liv.lagesbild import bevakningsrader
from tests.verktyg.spel import ANORDNARE, KV, Spel, d


def oversikten(fall: Spel) -> Oversikt:
    return i_korthet(fall.insats, KV, fall.insats.idag)


def med_plan() -> Spel:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-20", delmal=["praktik", "cv"])
    return fall.kv("2024-03-21", "granska_plan", beslut="godkand")


@pytest.mark.krav("K7.8")
def test_delmal_are_told_as_each_months_report_says_and_only_of_the_plan_in_force() -> None:
    fall = med_plan()
    assert [x.manader for x in oversikten(fall).plan.delmal] == [(), ()]  # type: ignore[union-attr]
    fall.rapportera("2024-03", "2024-04-03", delmal=["pagar", "ej_paborjat"])
    fall.rapportera("2024-04", "2024-05-03", delmal=["natt", "pagar"])
    plan = oversikten(fall).plan
    assert plan is not None and (plan.omgang, plan.version) == (1, 1)
    assert plan.delmal[0].manader == (("2024-03", "pagar"), ("2024-04", "natt"))
    assert plan.delmal[1].manader == (("2024-03", "ej_paborjat"), ("2024-04", "pagar"))
    # A revised plan has delmål of its own: what was reported of the old ones is not told of the new.
    fall.kv("2024-05-06", "begar_planrevidering", motivering="ny väg").lamna_plan("2024-05-08", delmal=["truckkort"])
    assert oversikten(fall).plan.omgang == 1  # type: ignore[union-attr]
    fall.kv("2024-05-09", "granska_plan", beslut="godkand")
    plan = oversikten(fall).plan
    assert plan is not None and plan.omgang == 2 and [x.manader for x in plan.delmal] == [()]


@pytest.mark.krav("K7.8")
def test_attendance_is_told_for_each_month_that_has_begun_against_the_omfattning() -> None:
    fall = med_plan().anordnare(
        "2024-04-02T08:00", "anmal_franvaro", slag="sjuk", fran="2024-04-02", till="2024-04-03", orsak="feber"
    )  # fmt: skip

    def narvaron(idag: str) -> list[tuple[str, int, int, bool]]:
        rader = i_korthet(fall.insats, KV, d(idag)).narvaro
        return [(n.manad, n.narvaro.arbetsdagar, n.narvaro.franvaro, n.hittills) for n in rader]

    # A day that is not over is nobody's attendance: on a month's first there is none, and then of the days before,
    # whether or not anything has happened in the case since.
    assert narvaron("2024-04-02") == [("2024-03", 14, 0, False)]
    assert narvaron("2024-04-03") == [("2024-03", 14, 0, False), ("2024-04", 1, 1, True)]
    assert narvaron("2024-04-30") == [("2024-03", 14, 0, False), ("2024-04", 20, 2, True)]
    assert narvaron("2024-05-01") == [("2024-03", 14, 0, False), ("2024-04", 21, 2, False)]
    o = oversikten(fall)
    assert o.omfattning == 100
    assert [(f.slag, f.fran) for f in o.franvaro] == [("sjuk", d("2024-04-02"))]
    assert isinstance(o.franvaro[0], Franvaro)
    tom = i_korthet(Spel.aktualiserat().insats, KV, d("2024-03-01"))
    assert (tom.omfattning, tom.plan, tom.narvaro, tom.kontakt.senast) == (None, None, (), None)


@pytest.mark.krav("K7.2")
def test_the_last_contact_is_told_and_the_vain_attempts_since() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-03-12", "registrera_kontaktforsok", datum="2024-03-12", lyckat=False)
    fall.anordnare("2024-03-14", "registrera_kundkontakt", datum="2024-03-14")
    fall.anordnare("2024-03-18", "registrera_kontaktforsok", datum="2024-03-18", lyckat=False)
    kontakt = oversikten(fall).kontakt
    assert kontakt.senast is not None and kontakt.senast.datum == d("2024-03-14")
    assert kontakt.forgaves == (d("2024-03-18"),)


@pytest.mark.krav("K4.6")
def test_what_waits_for_an_answer_is_told_with_whom_and_not_to_one_who_is_not_in_it() -> None:
    fall = med_plan()
    fall.anordnare("2024-03-25", "anmal_till_karriarvagledare", anledning="oklart_uppdrag", beskrivning="Vad ingår?")
    fall.kv("2024-03-26", "skriv_meddelande", amne="x", text="x", till=["arbetsledare"], svar_vantas_av="arbetsledare")
    assert [(x.vad, x.till, x.frist) for x in oversikten(fall).obesvarat] == [
        ("svar på anmälan 1", Roll.KARRIARVAGLEDARE, d("2024-04-03")),
        ("svar på meddelande 1 i tråd 1", Roll.ARBETSLEDARE, d("2024-04-04")),
    ]
    assert [x.vad for x in i_korthet(fall.insats, ANORDNARE, fall.insats.idag).obesvarat] == ["svar på anmälan 1"]
    fall.kv("2024-03-27", "besvara_anmalan", nummer=1, svar="Det här.")
    assert [x.vad for x in oversikten(fall).obesvarat] == ["svar på meddelande 1 i tråd 1"]


@pytest.mark.krav("K4.6")
def test_what_was_asked_under_rules_without_a_time_to_answer_in_waits_all_the_same() -> None:
    fall = med_plan().fore_reglerna()
    fall.anordnare("2024-03-25", "anmal_till_karriarvagledare", anledning="oklart_uppdrag", beskrivning="Vad ingår?")
    fall.anordnare("2024-03-26", "foresla", sort="forlangning", motivering="behövs")
    assert [(x.vad, x.frist) for x in oversikten(fall).obesvarat] == [
        ("anmälan: uppdraget är oklart", None), ("förslag om förlängning", None),
    ]  # fmt: skip


@pytest.mark.krav("K14.4")
def test_what_is_held_is_told_with_why_and_who_is_to_act() -> None:
    fall = med_plan().rapportera("2024-03", "2024-04-03").fakturera("2024-03", "2024-04-04", belopp="1")
    (hallet,) = oversikten(fall).hallet
    assert (hallet.avser, hallet.regel, hallet.vem) == ("2024-03", "K14.4", Roll.ANORDNARE)
    assert "2 713,20" in hallet.varfor.replace("\xa0", " ")
    assert set(_HOS) == set(get_args(Hinder)) == set(HINDERREGEL)


@pytest.mark.krav("K0.8")
def test_the_next_frister_are_those_that_are_late_and_then_those_to_come() -> None:
    fall = med_plan().rapportera("2024-03", "2024-04-03").godkann("2024-03", "2024-04-05").till("2024-04-20T12:00")
    rader = bevakningsrader(fall.insats)
    (sent,) = (r for r in rader if r.slag == "faktureringsunderlag")
    passerad = replace(sent, utfall="oppen")  # as it is while an amount is undecided: nothing is late of it (K14.7)
    rader = [passerad if r is sent else r for r in rader]
    alla = nasta_frister(rader, fall.insats.idag, 99)
    assert sent in nasta_frister([sent], fall.insats.idag)
    assert passerad not in alla and list(alla) == sorted(alla, key=lambda r: r.frist)
    assert {r.utfall for r in alla} <= {"forsenad", "oppen"}
    assert nasta_frister(rader, fall.insats.idag) == alla[:3]
