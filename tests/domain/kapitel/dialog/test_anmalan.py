"""§4, §6.3, §8.4: what the anordnare brings to the KV, and the answer."""

from typing import get_args

import pytest

from domain.grund.ordval import i_ord
from domain.kapitel.dialog.anmalan import AnmalTillKarriarvagledare
from tests.verktyg.spel import Spel, tid

ANLEDNINGAR = get_args(AnmalTillKarriarvagledare.model_fields["anledning"].annotation)


def anmal(fall: Spel, nar: str, anledning: str = "oklart_uppdrag") -> Spel:
    return fall.anordnare(nar, "anmal_till_karriarvagledare", anledning=anledning, beskrivning="x")


def annan(fall: Spel, nar: str, vag: str = "meddelande") -> Spel:
    return fall.anordnare(nar, "anmal_behov_av_annan_insats", vag=vag, beskrivning="x")


def besvara(fall: Spel, nar: str, **fakta: object) -> Spel:
    return fall.kv(nar, "besvara_anmalan", svar="x", **fakta)


@pytest.mark.krav("K4.3", "K4.2", "K6.4")
@pytest.mark.parametrize("anledning", ANLEDNINGAR)
def test_whatever_is_brought_up_is_told_the_kv_and_its_answer_the_anordnare(anledning: str) -> None:
    fall = anmal(Spel.pagaende(start="2024-03-11"), "2024-04-02", anledning)
    assert fall.brev("karriarvagledare", f"Anmälan 1 att besvara: {i_ord(anledning)}")
    assert besvara(fall, "2024-04-03").brev("anordnare", "Anmälan 1 är besvarad")


@pytest.mark.krav("K4.3")
def test_what_is_unclear_can_be_brought_up_before_there_is_an_uppdrag() -> None:
    assert len(anmal(Spel.aktualiserat(), "2024-03-01T10:00").insats.anmalningar) == 1


@pytest.mark.krav("K4.3")
def test_the_oldest_unanswered_is_answered_unless_another_is_named() -> None:
    fall = anmal(anmal(anmal(Spel.pagaende(), "2024-04-02"), "2024-04-03"), "2024-04-04")
    besvara(besvara(fall, "2024-04-05", nummer=2), "2024-04-08")
    assert [a.besvarad is not None for a in fall.insats.anmalningar] == [True, True, False]


@pytest.mark.krav("K4.3", sort="avslag")
def test_what_is_not_there_or_is_answered_already_cannot_be_answered() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K4.3", besvara, fall, "2024-04-02")
    besvara(anmal(anmal(fall, "2024-04-02"), "2024-04-02T13:00"), "2024-04-03", nummer=1)
    for nummer in (0, 1, 3, -1):
        fall.avvisas("K4.3", besvara, fall, "2024-04-04", nummer=nummer, falt="nummer")
    fall.avvisas("K8.6", besvara, fall, "2024-04-04", nummer=2, beslut="fortsatt", falt="beslut")


@pytest.mark.krav("K8.6", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "far"), [("2024-04-29", False), ("2024-04-30", True), ("2024-05-07", True), ("2024-05-08", False)]
)
def test_another_insats_is_brought_up_in_the_report_only_when_that_is_due_within_a_week(nar: str, far: bool) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03")
    if far:
        assert annan(fall, nar, "manadsrapport").insats.anmalningar[0].arende == "annan_insats"
    else:
        text = fall.avvisas("K8.6", annan, fall, nar, "manadsrapport", falt="vag")
        assert "2024-05-07" in text if nar < "2024-05" else "2024-06-07" in text
        assert len(annan(fall, nar).insats.anmalningar) == 1


@pytest.mark.krav("K8.6", sort="gräns")
def test_a_report_that_is_in_is_none_to_wait_for() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-04-02")
    fall.avvisas("K8.6", annan, fall, "2024-04-03", "manadsrapport", falt="vag")


@pytest.mark.krav("K8.6", sort="avslag")
def test_another_insats_is_decided_and_parallel_only_with_the_judgement_of_stegforflyttning() -> None:
    fall = annan(Spel.pagaende(start="2024-03-11"), "2024-04-10")
    fall.avvisas("K8.6", besvara, fall, "2024-04-11", falt="beslut")
    fall.avvisas("K8.6", besvara, fall, "2024-04-11", beslut="parallell", falt="stegforflyttning_bedoms_mojlig")
    besvara(fall, "2024-04-11", beslut="parallell", stegforflyttning_bedoms_mojlig=True)
    assert fall.brev("anordnare", "Anmälan 1 är besvarad: en parallell insats kan beviljas (§8.4, K8.6)")


@pytest.mark.krav("K8.6")
@pytest.mark.parametrize(
    ("beslut", "text"), [("avsluta", "insatsen ska avslutas"), ("fortsatt", "insatsen fortsätter")]
)
def test_the_kv_may_decide_to_end_or_to_go_on(beslut: str, text: str) -> None:
    fall = besvara(annan(Spel.pagaende(start="2024-03-11"), "2024-04-10"), "2024-04-11", beslut=beslut)
    assert (fall.insats.anmalningar[0].besvarad is not None, fall.status) == (True, "pagar")
    assert fall.brev("anordnare", "Anmälan") == [f"Anmälan 1 är besvarad: {text} (§8.4, K8.6)"]


@pytest.mark.krav("K6.4", "K2.1")
def test_a_kund_without_the_conditions_is_reported_and_the_kv_adjusts_or_ends() -> None:
    fall = anmal(Spel.pagaende(start="2024-03-11", langd_manader=2), "2024-03-20", "saknar_forutsattningar")
    assert fall.brev("karriarvagledare", "K6.4")
    besvara(fall, "2024-03-21").kv("2024-03-21", "justera_uppdrag", langd_manader=3, motivering="x")
    assert str(fall.insats.slutdatum) == "2024-06-10"


@pytest.mark.krav("K4.3", "K4.2", "K6.4")
@pytest.mark.parametrize(
    ("anledning", "kalla"),
    [
        ("andrade_ataganden", "§4, K4.2"),
        ("saknar_forutsattningar", "§6.3, K6.4"),
        ("oklart_uppdrag", "§4, K4.3"),
    ],
)
def test_the_question_and_the_answer_name_the_krav_that_the_matter_lives_under(anledning: str, kalla: str) -> None:
    fall = anmal(Spel.pagaende(start="2024-03-11"), "2024-04-02", anledning)
    besvara(fall, "2024-04-03")
    regel = kalla.rpartition(" ")[2]
    assert [(m.till, m.regel, m.rubrik) for m in fall.meddelanden if "Anmälan" in m.rubrik] == [
        ("karriarvagledare", regel, f"Anmälan 1 att besvara: {i_ord(anledning)} ({kalla})"),
        ("anordnare", regel, f"Anmälan 1 är besvarad ({kalla})"),
    ]


@pytest.mark.krav("K8.6", sort="avslag")
def test_another_insats_is_not_brought_up_before_there_is_an_uppdrag() -> None:
    fall = Spel.aktualiserat()
    text = fall.avvisas("K8.6", annan, fall, "2024-03-01T10:00")
    assert text == "uppdraget är inte inlagt än (K8.6, §8.4)"


@pytest.mark.krav("K8.6", sort="avslag")
def test_where_no_report_is_to_come_another_insats_is_told_at_once() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").avsluta("2024-04-03", "2024-04-04")
    fall = fall.rapportera("2024-03", "2024-04-03T13:00").rapportera("2024-04", "2024-04-04")
    text = fall.avvisas("K8.6", annan, fall, "2024-04-04T13:00", "manadsrapport", falt="vag")
    assert text == (
        "vag: nästa månadsrapport är inte väntad, inte inom en vecka: meddela karriärvägledaren nu (K8.6, §8.4)"
    )


@pytest.mark.krav("K4.3")
def test_the_one_that_is_named_is_the_one_that_is_answered() -> None:
    fall = anmal(annan(anmal(Spel.pagaende(start="2024-03-11"), "2024-04-02"), "2024-04-03"), "2024-04-04")
    assert [b.split()[1] for b in fall.brev("karriarvagledare", "Anmälan")] == ["1", "2", "3"]
    besvara(fall, "2024-04-05", nummer=3)
    besvara(fall, "2024-04-08", nummer=2, beslut="fortsatt")
    assert [(a.arende, a.besvarad) for a in fall.insats.anmalningar] == [
        ("oklart_uppdrag", None),
        ("annan_insats", tid("2024-04-08")),
        ("oklart_uppdrag", tid("2024-04-05")),
    ]
