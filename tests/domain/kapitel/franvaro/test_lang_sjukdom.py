"""K10.7: sickness of more than two weeks puts the question of avbrott, and what answers it."""

import pytest

from domain.liv.forlopp import kommande
from tests.domain.kapitel.franvaro.sjukdom import krav, pagaende, sjuk
from tests.verktyg.spel import Spel, tid


def frisk(fall: Spel, nar: str, till: str) -> Spel:
    return fall.anordnare(nar, "avsluta_franvaro", slag="sjuk", till=till)


# More than two weeks (K10.7)


@pytest.mark.krav("K10.7")
def test_the_question_of_avbrott_is_put_to_the_kv_at_midnight_on_day_15() -> None:
    fall = sjuk(pagaende(), "2024-04-08").till("2024-04-21T23:59")
    assert fall.oppnade("sjukskrivning_avbrott") == []
    b = fall.till("2024-04-22").bevakning("sjukskrivning_avbrott")
    assert (b.avser, b.ansvarig, b.frist, b.oppnad) == (
        "2024-04-08", "karriarvagledare", "2024-04-29", tid("2024-04-22T00:00")
    )  # fmt: skip


@pytest.mark.krav("K10.7", sort="gräns")
@pytest.mark.parametrize(("till", "fragas"), [("2024-04-20", False), ("2024-04-21", False), ("2024-04-22", True)])
def test_fourteen_days_of_sickness_ask_nothing_and_fifteen_do(till: str, fragas: bool) -> None:
    fall = sjuk(pagaende(), "2024-04-08", till, nar="2024-04-08").till("2024-05-01")
    assert bool(fall.oppnade("sjukskrivning_avbrott")) is fragas


@pytest.mark.krav("K10.7", sort="gräns")
def test_the_question_lapses_at_midnight_after_the_last_day_of_sickness_and_is_not_late() -> None:
    fall = sjuk(pagaende(), "2024-04-08", "2024-04-26").till("2024-04-26T23:59")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "oppen"
    assert fall.till("2024-04-27").bevakning("sjukskrivning_avbrott").utfall == "upphord"
    assert fall.nar("bevakning_upphord", bevakning="sjukskrivning_avbrott") == tid("2024-04-27T00:00")
    assert not fall.till("2024-05-15").brev("karriarvagledare", "Försenat: beslut om avbrott för sjukskrivning")


@pytest.mark.krav("K10.7")
def test_an_end_of_sickness_that_is_registered_afterwards_lets_the_question_lapse_at_once() -> None:
    fall = frisk(sjuk(pagaende(), "2024-04-08").till("2024-05-06"), "2024-05-06T09:00", "2024-05-03")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "upphord"


@pytest.mark.krav("K10.7")
def test_the_question_comes_back_when_the_sickness_goes_on_over_the_weekend() -> None:
    fall = sjuk(pagaende(), "2024-04-08", "2024-04-26").till("2024-04-28")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "upphord"
    sjuk(fall, "2024-04-29")
    assert fall.bevakning("sjukskrivning_avbrott").avser == "2024-04-08"
    assert fall.bevakning("sjukskrivning_avbrott").utfall in ("oppen", "forsenad")


@pytest.mark.krav("K10.7", "K8.7", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-29T23:59", "uppfylld"), ("2024-04-30T00:00", "sen")])
def test_the_question_may_be_answered_that_the_insats_goes_on(nar: str, utfall: str) -> None:
    fall = sjuk(pagaende(), "2024-04-08").kv(nar, "besluta_fortsattning", motivering="x").till("2024-06-01")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == utfall
    assert fall.status == "pagar"
    assert len(fall.oppnade("sjukskrivning_avbrott")) == 1


@pytest.mark.krav("K10.7")
def test_an_answer_stands_when_the_sickness_then_ends() -> None:
    fall = sjuk(pagaende(), "2024-04-08").kv("2024-04-23", "besluta_fortsattning", motivering="x")
    assert frisk(fall, "2024-05-02", "2024-05-01").till("2024-06-01").bevakning(
        "sjukskrivning_avbrott"
    ).utfall == "uppfylld"  # fmt: skip


@pytest.mark.krav("K10.7")
def test_a_decided_end_answers_the_question_too() -> None:
    fall = sjuk(pagaende(), "2024-04-08").avsluta("2024-04-24", "2024-04-30", "sjukskrivning")
    assert fall.bevakning("sjukskrivning_avbrott").utfall == "uppfylld"


@pytest.mark.krav("K10.7", "K0.6", sort="avslag")
def test_avbrott_for_sickness_rests_on_a_physicians_judgement_that_has_been_made() -> None:
    fall = sjuk(pagaende(), "2024-04-08").till("2024-04-22")
    fall.avvisas(
        "K10.7", fall.avsluta, "2024-04-23", "2024-04-30", "sjukskrivning",
        lakarens_bedomning=None, falt="lakarens_bedomning",
    )  # fmt: skip
    fall.avvisas(
        "K0.6", fall.avsluta, "2024-04-23", "2024-04-30", "sjukskrivning",
        lakarens_bedomning="2024-04-24", falt="lakarens_bedomning",
    )  # fmt: skip
    assert fall.avsluta("2024-04-23", "2024-04-30", "sjukskrivning").insats.form == "avbruten"


@pytest.mark.krav("K10.7", "K10.0", sort="gräns")
@pytest.mark.parametrize(("avslut", "fragas"), [("2024-04-21", False), ("2024-04-22", True)])
def test_nothing_is_asked_of_sickness_that_reaches_day_15_after_the_end(avslut: str, fragas: bool) -> None:
    fall = sjuk(pagaende(), "2024-04-08").avsluta("2024-04-09", avslut, "mal_natt").till("2024-05-20")
    assert bool(fall.oppnade("sjukskrivning_avbrott")) is fragas


@pytest.mark.krav("K10.1", "K10.4")
@pytest.mark.parametrize(("slag", "regel", "paragraf"), [("sjuk", "K10.1", "§10.1"), ("vab", "K10.4", "§10.2")])
def test_a_certificate_is_told_under_the_rule_of_its_kind(slag: str, regel: str, paragraf: str) -> None:
    fall = pagaende().anordnare("2024-04-08", "anmal_franvaro", slag=slag, fran="2024-04-08", till=None, orsak="x")
    fall.anordnare("2024-04-16", "ta_emot_intyg", slag=slag, fran="2024-04-08")
    assert [(m.regel, m.rubrik) for m in fall.meddelanden if "Intyg för" in m.rubrik] == [
        (regel, f"Intyg för frånvaron från 2024-04-08 har kommit in ({paragraf}, {regel})")
    ]


@pytest.mark.krav("K10.7")
def test_the_question_lapses_at_midnight_after_the_last_day_of_sickness_and_says_why() -> None:
    fall = sjuk(pagaende(), "2024-04-08").till("2024-04-22T09:00")
    frisk(fall, "2024-04-24", "2024-04-24")
    (klockslag,) = (k for k in kommande(fall.insats) if k.nyckel == "sjukskrivning_avbrott:2024-04-08" and k.vikt == 3)
    assert klockslag.sammanfattning == "sjukfrånvaron slutar 2024-04-24 · K10.7"
    assert fall.till("2024-04-24T23:59").bevakning("sjukskrivning_avbrott").utfall == "oppen"
    assert fall.till("2024-04-25").bevakning("sjukskrivning_avbrott").utfall == "upphord"
    (h,) = (h for h in fall.handelser("bevakning_upphord") if h.bevakning == "sjukskrivning_avbrott")
    assert (h.nyckel, h.avser, h.regel, h.skal) == (
        "sjukskrivning_avbrott:2024-04-08",
        "2024-04-08",
        "K10.7",
        "sjukfrånvaron har upphört",
    )


@pytest.mark.krav("K10.3", sort="gräns")
@pytest.mark.parametrize(("dag", "gar"), [("2024-02-29", False), ("2024-03-01", True)])
def test_a_meeting_of_three_lies_on_the_day_of_aktualisering_at_the_earliest(dag: str, gar: bool) -> None:
    fall = pagaende()
    if gar:
        assert fall.anordnare("2024-04-02", "boka_trepartsmote", datum=dag).brev("karriarvagledare", f"till {dag}")
    else:
        fall.avvisas("K10.3", fall.anordnare, "2024-04-02", "boka_trepartsmote", datum=dag, falt="datum")


@pytest.mark.krav("K10.2", sort="avslag")
def test_a_demand_that_holds_or_does_not_is_refused_in_its_own_words() -> None:
    fall = krav(pagaende(), "2024-04-08")
    assert fall.avvisas("K10.2", krav, fall, "2024-04-09") == "galler: kravet gäller redan (K10.2, §10.1)"
    krav(fall, "2024-04-10", False)
    assert fall.avvisas("K10.2", krav, fall, "2024-04-11", False) == (
        "galler: det finns inget krav att ta tillbaka (K10.2, §10.1)"
    )


@pytest.mark.krav("K10.2")
def test_a_second_demand_that_is_taken_back_leaves_the_first_as_it_was() -> None:
    fall = krav(krav(pagaende(), "2024-04-02"), "2024-04-03", False)
    krav(krav(fall, "2024-04-08"), "2024-04-09", False)
    assert [(k.fran, k.till) for k in fall.insats.forstadagskrav] == [
        (tid("2024-04-02"), tid("2024-04-03")),
        (tid("2024-04-08"), tid("2024-04-09")),
    ]
