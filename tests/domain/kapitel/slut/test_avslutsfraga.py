"""§8, §9.2, §10.1: the question whether the insats is to end, and which an answer answers (K8.7, K9.3, K10.7)."""

import pytest

from domain.kapitel.slut.avslutsfraga import FortsattningBeslutad
from tests.verktyg.spel import Spel, tid

K87 = "K8.7"


def fortsatt(fall: Spel, nar: str) -> Spel:
    return fall.kv(nar, "besluta_fortsattning", motivering="har vänt")


def sjuk(fall: Spel) -> Spel:
    return fall.anordnare("2024-04-08", "anmal_franvaro", slag="sjuk", fran="2024-04-08", orsak="x")


def svar(fall: Spel) -> list[object]:
    return list(fall.handelser("fortsattning_beslutad"))


@pytest.mark.krav(K87, sort="avslag")
def test_what_was_never_asked_or_is_answered_already_is_not_answered() -> None:
    inget = "det finns ingen obesvarad fråga om avslut (K8.7, §13)"
    fall = Spel.pagaende().rapportera("2024-03")
    assert fall.avvisas(K87, fortsatt, fall, "2024-04-09") == inget
    fortsatt(fall.godkann("2024-03", "2024-04-10", "avsluta"), "2024-04-11")
    assert fall.avvisas(K87, fortsatt, fall, "2024-04-12") == inget


@pytest.mark.krav("K9.3", sort="avslag")
def test_a_leave_that_is_too_long_is_answered_by_an_end_alone() -> None:
    fall = Spel.pagaende("ISA2")
    fakta = {"slag": "ledighet", "fran": "2024-07-01", "till": "2024-07-28", "orsak": "x"}
    fall.anordnare("2024-06-03", "anmal_franvaro", **fakta)
    text = fall.avvisas("K9.3", fortsatt, fall, "2024-06-04")
    assert text == "vid planerad frånvaro över 14 dagar ska insatsen avslutas (K9.3, §9.2)"


@pytest.mark.krav(K87, sort="gräns")
def test_a_question_is_answered_at_the_instant_it_is_asked() -> None:
    fall = Spel.pagaende().rapportera("2024-03").godkann("2024-03", "2024-04-10T10:00", "avsluta")
    assert svar(fortsatt(fall, "2024-04-10T10:00")) == [FortsattningBeslutad(("beslut_om_avslut:2024-03",))]
    assert fall.insats.avslut_besvarat == {"beslut_om_avslut:2024-03": tid("2024-04-10T10:00")}


@pytest.mark.krav(K87, "K10.7")
def test_one_answer_answers_all_that_is_asked_and_each_question_keeps_its_first_answer() -> None:
    fall = sjuk(Spel.pagaende().rapportera("2024-03")).godkann("2024-03", "2024-04-10", "avsluta")
    fortsatt(fall, "2024-04-11")
    fortsatt(fall.rapportera("2024-04").godkann("2024-04", "2024-05-10", "avsluta"), "2024-05-13")
    manader, sjukdomen = [f"beslut_om_avslut:2024-0{m}" for m in (3, 4)], "sjukskrivning_avbrott:2024-04-08"
    assert svar(fall) == [FortsattningBeslutad((manader[0],)), FortsattningBeslutad((sjukdomen, manader[1]))]
    assert fall.insats.avslut_besvarat == {
        manader[0]: tid("2024-04-11"), sjukdomen: tid("2024-05-13"), manader[1]: tid("2024-05-13")
    }  # fmt: skip


@pytest.mark.krav(K87, "K10.7")
def test_a_question_that_has_lapsed_is_answered_by_nobody() -> None:
    fall = sjuk(Spel.pagaende()).till("2024-04-22")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "oppen"
    fall.anordnare("2024-04-24", "avsluta_franvaro", slag="sjuk", till="2024-04-23")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "upphord"
    fall.avvisas(K87, fortsatt, fall, "2024-04-25")
    fortsatt(fall.rapportera("2024-04").godkann("2024-04", "2024-05-10", "avsluta"), "2024-05-13")
    assert svar(fall) == [FortsattningBeslutad(("beslut_om_avslut:2024-04",))]
    fall.rapportera("2024-05").avsluta("2024-06-10", "2024-06-30", "utebliven_progression")
    assert list(fall.insats.avslut_besvarat) == ["beslut_om_avslut:2024-04"]
