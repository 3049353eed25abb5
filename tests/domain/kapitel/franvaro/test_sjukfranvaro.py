"""§10.1, §13.4: certificates from the first day, repeated sickness, and sickness of more than two weeks."""

from datetime import timedelta

import pytest

from domain.liv.forlopp import kommande
from tests.verktyg.spel import Spel, d, tid


def sjuk(fall: Spel, fran: str, till: str | None = None, nar: str | None = None) -> Spel:
    return fall.anordnare(nar or fran, "anmal_franvaro", slag="sjuk", fran=fran, till=till, orsak="x")


def frisk(fall: Spel, nar: str, till: str) -> Spel:
    return fall.anordnare(nar, "avsluta_franvaro", slag="sjuk", till=till)


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def krav(fall: Spel, nar: str, galler: bool = True) -> Spel:
    return fall.kv(nar, "krav_forstadagsintyg", galler=galler, motivering="x")


# From the first day (K10.2)


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "regel", "frist"),
    [
        ("2024-04-08", "K10.1", "2024-04-22"),  # the day before the demand: day 8 and a week
        ("2024-04-09", "K10.1", "2024-04-23"),  # the day of the demand
        ("2024-04-10", "K10.2", "2024-04-17"),  # the day after: a week from the first day
    ],
)
def test_a_demand_holds_for_periods_that_begin_after_it(fran: str, regel: str, frist: str) -> None:
    fall = krav(pagaende(), "2024-04-09T08:00")
    sjuk(fall, fran, nar=max(fran, "2024-04-09T09:00")).till("2024-04-18")
    b = fall.bevakning("lakarintyg")
    assert (b.avser, b.regel, b.frist) == (fran, regel, frist)


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(("fran", "kravs"), [("2024-04-22", True), ("2024-04-23", True), ("2024-04-24", False)])
def test_a_demand_holds_until_the_day_it_is_withdrawn(fran: str, kravs: bool) -> None:
    fall = krav(krav(pagaende(), "2024-04-02"), "2024-04-23T08:00", galler=False)
    sjuk(fall, fran, fran, nar=max(fran, "2024-04-23T09:00")).till("2024-06-01")
    assert bool(fall.oppnade("lakarintyg")) is kravs


@pytest.mark.krav("K10.2")
def test_a_certificate_from_the_first_day_is_asked_for_even_for_one_day_and_never_twice() -> None:
    fall = sjuk(krav(pagaende(), "2024-04-02"), "2024-04-08")
    assert fall.bevakning("lakarintyg").oppnad == tid("2024-04-08")
    fall.till("2024-04-16")
    assert (fall.bevakning("lakarintyg").frist, fall.bevakning("lakarintyg").utfall) == ("2024-04-15", "forsenad")
    assert len(fall.oppnade("lakarintyg")) == 1


@pytest.mark.krav("K10.2", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-15T23:59", "uppfylld"), ("2024-04-16T00:00", "sen")])
def test_a_first_day_certificate_reaches_the_kv_within_a_week_of_the_first_day(nar: str, utfall: str) -> None:
    fall = sjuk(krav(pagaende(), "2024-04-02"), "2024-04-08").kv(nar, "ta_emot_intyg")
    assert fall.bevakning("lakarintyg").utfall == utfall


@pytest.mark.krav("K10.2", sort="avslag")
def test_a_demand_is_made_once_withdrawn_once_and_is_the_kvs() -> None:
    fall = pagaende()
    fall.avvisas("K10.2", krav, fall, "2024-04-02", galler=False, falt="galler")
    krav(fall, "2024-04-02")
    fall.avvisas("K10.2", krav, fall, "2024-04-03", falt="galler")
    fall.avvisas("K10.2", fall.anordnare, "2024-04-03", "krav_forstadagsintyg", motivering="x", falt="av")
    krav(krav(fall, "2024-04-04", galler=False), "2024-04-05")
    assert len(fall.brev("anordnare", "Läkarintyg krävs från första sjukdagen")) == 2
    assert len(fall.brev("anordnare", "Läkarintyg krävs inte längre")) == 1


@pytest.mark.krav("K10.2", "K10.4")
def test_a_demand_concerns_sickness_and_not_care_of_a_child() -> None:
    fall = krav(pagaende(), "2024-04-02")
    fall.anordnare("2024-04-08", "anmal_franvaro", slag="vab", fran="2024-04-08", orsak="x").till("2024-04-14")
    assert fall.oppnade("vabintyg") == []


# Repeated sickness (K10.3)


@pytest.mark.krav("K10.3", sort="gräns")
@pytest.mark.parametrize(("dag", "kravs"), [(89, True), (90, True), (91, False)])
def test_the_third_period_that_begins_within_90_days_asks_for_a_trepartsmote(dag: int, kravs: bool) -> None:
    fall = pagaende()
    tredje = str(d("2024-03-18") + timedelta(days=dag - 1))  # the first period's first day is day 1
    for fran in ("2024-03-18", "2024-04-22", tredje):
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == ([tredje] if kravs else [])


@pytest.mark.krav("K10.3", "K0.4")
def test_the_meeting_is_booked_within_a_week_of_the_third_period() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-04-08", "2024-04-24"):
        sjuk(fall, fran, fran)
    b = fall.bevakning("trepartsmote")
    assert (b.frist, b.ansvarig) == ("2024-05-02", "anordnare")  # 1 May is a holiday
    fall.avvisas("K10.3", fall.anordnare, "2024-04-25", "boka_trepartsmote", datum="2024-02-29", falt="datum")
    fall.anordnare("2024-05-02T23:59", "boka_trepartsmote", datum="2024-05-20")
    assert fall.bevakning("trepartsmote").utfall == "uppfylld"
    fall.avvisas("K10.3", fall.anordnare, "2024-05-03", "boka_trepartsmote", datum="2024-05-20", falt="datum")


@pytest.mark.krav("K10.3", "K7.6")
def test_a_meeting_that_has_been_held_was_arranged() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-04-08", "2024-04-24"):
        sjuk(fall, fran, fran)
    fall.kv("2024-04-26", "registrera_trepartsmote", datum="2024-04-26", kallat_av="anordnare", utfall="x")
    assert fall.bevakning("trepartsmote").utfall == "uppfylld"


@pytest.mark.krav("K10.3")
def test_a_fourth_and_a_fifth_period_ask_for_nothing_and_the_sixth_does() -> None:
    fall = pagaende()
    for fran in ("2024-03-18", "2024-03-21", "2024-03-26", "2024-04-03", "2024-04-08", "2024-04-11"):
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == ["2024-03-26", "2024-04-11"]


@pytest.mark.krav("K10.3", "K10.0")
def test_periods_joined_over_a_weekend_are_one_of_the_three() -> None:
    fall = pagaende()
    for fran in ("2024-03-22", "2024-03-25", "2024-04-08"):  # Friday and the Monday after
        sjuk(fall, fran, fran)
    assert fall.oppnade("trepartsmote") == []


@pytest.mark.krav("K10.3", "K0.6")
def test_a_middle_period_registered_last_makes_it_the_third_from_then() -> None:
    fall = pagaende()
    sjuk(sjuk(fall, "2024-03-18", "2024-03-18"), "2024-04-24", "2024-04-24")
    sjuk(fall, "2024-04-08", "2024-04-08", nar="2024-05-13")
    b = fall.bevakning("trepartsmote")
    assert (b.avser, b.oppnad, b.utfall) == ("2024-04-24", tid("2024-05-13"), "forsenad")
    assert not fall.brev("anordnare", "Påminnelse: bokning av trepartsmöte")


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
