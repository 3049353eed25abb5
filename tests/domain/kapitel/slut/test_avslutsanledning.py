"""§1.1, §13.3: what puts the question whether the insats is to end (K13.10)."""

from __future__ import annotations

from datetime import date

import pytest

from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.register.auktorisation import Auktorisation
from domain.skeende.handelse import DORR_FRAGAN_STAR
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, KV, SYSTEMET, Spel, tid

SORTER = ["inskriven_hos_af", "malgrupp_upphord"]


def pagaende() -> Spel:
    return Spel.pagaende("AMI2", start="2024-03-11", langd_manader=6)


@pytest.mark.krav("K13.10")
@pytest.mark.parametrize("av", [KV, ANORDNARE], ids=str)
@pytest.mark.parametrize("sort", SORTER)
def test_enrolment_and_a_lost_malgrupp_ask_the_kv_for_a_decision(sort: str, av: object) -> None:
    fall = pagaende().sager(av, "2024-03-28", "registrera_avslutsanledning", sort=sort, datum="2024-03-25")
    b = fall.bevakning("beslut_om_avslut")
    assert (b.avser, b.regel, b.ansvarig, b.frist) == (
        f"{sort}-2024-03-25", "K13.10", "karriarvagledare", "2024-04-08",
    )  # fmt: skip
    assert fall.brev("karriarvagledare", "Att göra: beslut om avslut")


@pytest.mark.krav("K13.10", "K8.7")
@pytest.mark.parametrize("hur", ["fortsatt", "avslut"])
def test_it_is_answered_by_going_on_or_by_an_end(hur: str) -> None:
    fall = pagaende().kv("2024-03-28", "registrera_avslutsanledning", sort="inskriven_hos_af", datum="2024-03-25")
    if hur == "fortsatt":
        fall.kv("2024-04-02", "besluta_fortsattning", motivering="AF och vi är överens")
    else:
        fall.avsluta("2024-04-02", "2024-04-12", "insats_via_af")
    assert fall.bevakning("beslut_om_avslut").utfall == "uppfylld"


@pytest.mark.krav("K13.10", sort="avslag")
def test_what_lies_ahead_or_is_registered_already_is_refused() -> None:
    fall, verb = pagaende(), "registrera_avslutsanledning"
    fall.avvisas("K0.6", fall.kv, "2024-03-20", verb, sort=SORTER[0], datum="2024-03-21", falt="datum")
    fall.kv("2024-03-20", verb, sort=SORTER[0], datum="2024-03-20")
    fall.avvisas("K13.10", fall.kv, "2024-03-21", verb, sort=SORTER[0], datum="2024-03-20", falt="datum")
    fall.kv("2024-03-21", verb, sort=SORTER[1], datum="2024-03-20")
    assert len(fall.oppnade("beslut_om_avslut")) == 2


@pytest.mark.krav("K13.10", sort="gräns")
def test_once_an_end_is_decided_nothing_is_asked() -> None:
    fall = pagaende().avsluta("2024-03-20", "2024-04-12")
    fall.kv("2024-03-21", "registrera_avslutsanledning", sort="malgrupp_upphord", datum="2024-03-21")
    assert fall.oppnade("beslut_om_avslut") == []


def auktoriserad_till(dag: date) -> Spel:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00", auktorisation=Auktorisation(date(2024, 1, 1), dag))
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    return fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=6)


@pytest.mark.krav("K13.10", "K1.1", sort="gräns")
def test_an_auktorisation_that_ends_asks_from_the_day_after_its_last() -> None:
    fall = auktoriserad_till(date(2024, 4, 10)).till("2024-04-10T23:59")
    assert fall.oppnade("beslut_om_avslut") == []
    b = fall.till("2024-04-11").bevakning("beslut_om_avslut")
    assert (b.avser, b.frist) == ("auktorisation_upphord-2024-04-10", "2024-04-18")


@pytest.mark.krav("K13.10", "K1.1")
def test_one_that_is_renewed_takes_the_question_along_unless_it_was_answered() -> None:
    for besvarad, utfall in ((False, "upphord"), (True, "uppfylld")):
        fall = auktoriserad_till(date(2024, 4, 10)).till("2024-04-11")
        if besvarad:
            fall.kv("2024-04-12", "besluta_fortsattning", motivering="förnyas")
        fall.sager(SYSTEMET, "2024-04-15", "andra_auktorisation", till="2024-12-31")
        assert fall.bevakning("beslut_om_avslut").utfall == utfall


@pytest.mark.krav("K13.10", "K16.2")
def test_an_older_case_is_told_of_the_auktorisation_and_not_asked() -> None:
    fall = auktoriserad_till(date(2024, 4, 10)).fore_reglerna().till("2024-04-11")
    assert fall.oppnade("beslut_om_avslut") == []
    assert fall.brev("karriarvagledare", "auktorisation upphörde")


def ratta(fall: Spel, nar: str, dorr: int = DORR_FRAGAN_STAR) -> Spel:
    """Something else in the case is put right, under an edition of the doors."""
    k = las_kommando({"kommando": "ratta", "vad": "bemanna", "andringar": {"handlaggare": "h2"}, "motivering": "fel"})
    fall.till(nar)
    fall.insats = utfor(fall.insats, Inkommet(f"r-{nar}", ANORDNARE, k), tid(nar), dorr).insats
    return fall.till(f"{nar}T12:01")


@pytest.mark.krav("K13.10", "K1.1", "K0.7")
def test_a_correction_of_something_else_keeps_the_question_that_the_clock_has_put() -> None:
    fall = ratta(auktoriserad_till(date(2024, 4, 10)).till("2024-04-11"), "2024-04-12")
    assert fall.bevakning("beslut_om_avslut").utfall == "oppen"
    besvarad = auktoriserad_till(date(2024, 4, 10)).kv("2024-04-11", "besluta_fortsattning", motivering="förnyas")
    assert ratta(besvarad, "2024-04-12").bevakning("beslut_om_avslut").utfall == "uppfylld"


@pytest.mark.krav("K13.10", "K16.2", sort="gräns")
def test_a_run_begun_before_that_corrects_as_it_did() -> None:
    fall = ratta(auktoriserad_till(date(2024, 4, 10)).till("2024-04-11"), "2024-04-12", DORR_FRAGAN_STAR - 1)
    assert fall.bevakning("beslut_om_avslut").utfall == "upphord"
