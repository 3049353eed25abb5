"""§8.4: messages between the parties, notes of one's own, and what waits for an answer (K4.6)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.insats import med
from tests.domain.kapitel.dialog.trad.traden import ORD, fallet, fraga
from tests.verktyg.spel import ARBETSLEDARE, KV, Spel


@pytest.mark.krav("K4.6")
def test_a_message_is_told_to_everybody_else_in_the_thread_and_to_nobody_more() -> None:
    fall = fallet()
    fall.anordnare("2024-04-02", "skriv_meddelande", till=["karriarvagledare", "arbetsledare"], **ORD)
    assert [(str(m.till), m.rubrik) for m in fall.meddelanden if m.regel == "K4.6"] == [
        ("karriarvagledare", "Nytt meddelande i tråd 1 (§8.4, K4.6)"),
        ("arbetsledare", "Nytt meddelande i tråd 1 (§8.4, K4.6)"),
    ]
    assert fall.oppnade("svar") == []


@pytest.mark.krav("K4.6")
def test_the_karriarvagledare_is_in_every_thread_between_parties() -> None:
    fall = fallet().kv("2024-04-02", "utse_socialsekreterare", till="ss1")
    fall.anordnare("2024-04-03", "skriv_meddelande", till=["socialsekreterare"], **ORD)
    assert fall.insats.tradar[0].mellan == (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.SOCIALSEKRETERARE)


@pytest.mark.krav("K4.6", sort="gräns")
def test_a_question_is_awaited_five_arbetsdagar_of_whoever_is_asked() -> None:
    fall = fraga(fallet(), "2024-04-02", "anordnare")
    vantan = fall.bevakning("svar", "trad-1-1")
    assert (vantan.ansvarig, vantan.frist, vantan.utfall) == ("anordnare", "2024-04-09", "oppen")
    assert fall.till("2024-04-09T23:59").bevakning("svar", "trad-1-1").utfall == "oppen"
    assert fall.till("2024-04-10T00:01").bevakning("svar", "trad-1-1").utfall == "forsenad"
    assert fall.brev("karriarvagledare", "Försenat: svar på meddelande 1 i tråd 1")


@pytest.mark.krav("K4.6")
def test_a_question_is_answered_by_whoever_was_asked_and_by_no_one_else() -> None:
    fall = fallet()
    till = ["karriarvagledare", "arbetsledare"]
    fall.anordnare("2024-04-02", "skriv_meddelande", till=till, svar_vantas_av="arbetsledare", **ORD)
    fall.kv("2024-04-03", "svara_i_trad", trad=1, text="x")
    assert fall.bevakning("svar", "trad-1-1").utfall == "oppen"
    fall.arbetsledare("2024-04-04", "svara_i_trad", trad=1, text="x")
    assert fall.bevakning("svar", "trad-1-1").utfall == "uppfylld"


@pytest.mark.krav("K4.6")
def test_an_answer_can_ask_in_its_turn_and_a_late_answer_is_late() -> None:
    fall = fraga(fallet())
    fall.kv("2024-04-10", "svara_i_trad", trad=1, text="x", svar_vantas_av="anordnare")
    assert fall.bevakning("svar", "trad-1-1").utfall == "sen"
    assert (fall.bevakning("svar", "trad-1-2").ansvarig, fall.insats.tradar[0].meddelanden) == ("anordnare", 2)


@pytest.mark.krav("K4.6")
@pytest.mark.parametrize(
    ("verb", "fakta", "avser", "ansvarig", "svar"),
    [
        (
            "anmal_till_karriarvagledare", {"anledning": "oklart_uppdrag", "beskrivning": "x"}, "anmalan-1",
            "karriarvagledare", (KV, "besvara_anmalan", {"svar": "x"}),
        ),
        (
            "foresla", {"sort": "annan_insats", "motivering": "x"}, "forslag-annan-insats-1", "karriarvagledare",
            (KV, "besvara_forslag", {"sort": "annan_insats", "motivering": "x"}),
        ),
        (
            "foresla", {"sort": "forlangning", "motivering": "x"}, "forslag-forlangning-1", "arbetsledare",
            (ARBETSLEDARE, "besvara_forslag", {"sort": "forlangning", "motivering": "x"}),
        ),
        (
            "foresla", {"sort": "avslut", "avslutsdatum": "2024-05-31", "motivering": "x"}, "forslag-avslut-1",
            "karriarvagledare",
            (KV, "besluta_avslut", {
                "avslutsdatum": "2024-05-31", "orsak": "egen_forsorjning", "forsorjning": "arbete",
                "motivering": "x", "mal_uppnatt": True,
            }),
        ),
        (
            "foresla", {"sort": "andrat_uppdrag", "motivering": "x"}, "forslag-andrat-uppdrag-1", "karriarvagledare",
            (KV, "justera_uppdrag", {"omfattning": 50, "skal_till_deltidsplanering": "x", "motivering": "x"}),
        ),
    ],
)  # fmt: skip
def test_an_anmalan_and_a_proposal_are_awaited_as_a_question_is(
    verb: str, fakta: dict[str, str], avser: str, ansvarig: str, svar: tuple[Aktor, str, dict[str, object]]
) -> None:
    fall = fallet().anordnare("2024-04-02", verb, **fakta)
    vantan = fall.bevakning("svar", avser)
    assert (vantan.regel, vantan.ansvarig, vantan.frist) == ("K4.6", ansvarig, "2024-04-09")
    av, ord_, svaret = svar
    assert fall.sager(av, "2024-04-09", ord_, **svaret).bevakning("svar", avser).utfall == "uppfylld"


@pytest.mark.krav("K4.6")
def test_a_proposal_that_is_withdrawn_or_replaced_is_awaited_no_more() -> None:
    fall = fallet()
    for nar, slut in (("2024-04-02", "2024-05-30"), ("2024-04-03", "2024-05-31")):
        fall.anordnare(nar, "foresla", sort="avslut", avslutsdatum=slut, motivering="x")
    assert [fall.bevakning("svar", f"forslag-avslut-{n}").utfall for n in (1, 2)] == ["upphord", "oppen"]
    fall.anordnare("2024-04-04", "aterkalla_forslag", sort="avslut")
    assert fall.bevakning("svar", "forslag-avslut-2").utfall == "upphord"


@pytest.mark.krav("K4.6", sort="gräns")
def test_a_case_from_before_the_rule_awaits_no_answer_also_when_it_is_given_the_rule() -> None:
    nytt = fallet().insats.regelverk
    fall = fallet().fore_reglerna()
    fall.anordnare("2024-04-02", "anmal_till_karriarvagledare", anledning="oklart_uppdrag", beskrivning="x")
    fraga(fall, "2024-04-03").anordnare("2024-04-04", "foresla", sort="annan_insats", motivering="x")
    assert fall.till("2024-05-01").oppnade("svar") == []
    fall.insats = med(fall.insats, regelverk=nytt)
    assert fall.till("2024-05-10").oppnade("svar") == []
    assert fraga(fall, "2024-05-13").oppnade("svar") == ["trad-2-1"]


@pytest.mark.krav("K4.6", "K13.7", sort="gräns")
def test_a_question_outlives_the_end_but_does_not_keep_the_case_open() -> None:
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11")  # ends 10 April
    fall.rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-09")
    fraga(fall, "2024-04-11")
    fall.rapportera("2024-04", "2024-04-12").fakturera("2024-04", "2024-04-12")
    fall.godkann("2024-03", "2024-04-12").godkann("2024-04", "2024-04-12")
    assert fall.till("2024-05-15").bevakning("svar", "trad-1-1").utfall == "forsenad"
    assert (fall.till("2024-05-16").status, fall.bevakning("svar", "trad-1-1").utfall) == ("slutford", "upphord")


@pytest.mark.krav("K4.6", "K13.7", sort="gräns")
def test_a_question_in_time_keeps_the_case_open_until_its_frist() -> None:
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11")
    fall.rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-09")
    fall.rapportera("2024-04", "2024-04-12").fakturera("2024-04", "2024-04-12")
    fall.godkann("2024-03", "2024-04-12").godkann("2024-04", "2024-04-12")
    fraga(fall, "2024-05-15")
    assert fall.till("2024-05-22T23:59").status == "avslutad"
    assert fall.till("2024-05-23T00:01").status == "slutford"
