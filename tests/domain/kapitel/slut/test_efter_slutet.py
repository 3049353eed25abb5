"""What lapses and what stays when the insats has ended, when the case is completed, and who is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kapitel.slut.avslut import avbrottsdokument
from tests.domain.kapitel.slut.fall_2024 import fall_2024
from tests.verktyg.spel import Spel, d, tid


@pytest.mark.krav("K13.7")
def test_at_the_end_what_has_not_passed_lapses_and_what_has_passed_stays() -> None:
    fall = Spel.pagaende(start="2024-03-11").lamna_plan("2024-03-28")
    fall.avsluta("2024-04-02", "2024-04-04").till("2024-04-05")
    utfall = {b.slag: b.utfall for b in fall.bevakningar()}
    assert utfall["uppstartsmote"] == "forsenad"  # passed on 2024-03-11
    assert utfall["genomforandeplan"] == "sen"
    assert utfall["plangranskning"] == "upphord"  # due 2024-04-08
    assert [v for k, v in utfall.items() if k in ("manadsrapport", "faktureringsunderlag", "slutrapport")] == [
        "oppen"
    ] * 3


@pytest.mark.krav("K13.7", "K12.6")
def test_what_is_handed_in_before_the_end_is_reviewed_after_it() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-04-02").avsluta("2024-04-02", "2024-04-04")
    fall.slutrapportera("2024-04-04").till("2024-04-05")
    utfall = {b.slag: b.utfall for b in fall.bevakningar()}
    assert {utfall[s] for s in ("rapportgranskning", "rapportgodkannande", "slutrapportgranskning")} == {"oppen"}


@pytest.mark.krav("K13.7", "K0.1")
def test_a_frist_on_the_last_day_is_passed_at_the_same_midnight_and_does_not_lapse() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-12", "2024-03-25").till("2024-03-26")
    assert fall.bevakning("genomforandeplan").utfall == "forsenad"
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-12", "2024-03-24").till("2024-03-26")
    assert fall.bevakning("genomforandeplan").utfall == "upphord"


@pytest.mark.krav("K13.7")
def test_the_case_is_completed_when_reports_and_payments_are_settled() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=1).lamna_plan("2024-03-20")
    fall.anordnare("2024-03-20", "boka_uppstartsmote", datum="2024-03-21")
    fall.kv("2024-03-21", "granska_plan", beslut="godkand").hel_manad("2024-03")
    fall.slutrapportera("2024-04-10T14:00").hel_manad("2024-04").till("2024-05-15T23:59")
    assert fall.status == "avslutad"
    fall.till("2024-05-16")
    assert (fall.status, fall.nar("insats_slutford")) == ("slutford", tid("2024-05-16T00:00"))
    assert {b.utfall for b in fall.bevakningar()} <= {"uppfylld", "sen", "upphord"}


@pytest.mark.krav("K13.7", "K0.8")
def test_the_case_is_completed_when_the_kv_has_written_off_what_will_not_come() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=1).till("2024-07-01")
    assert fall.status == "avslutad"
    for b in fall.bevakningar():
        # The underlag of a forfeited month ends with its report.
        if b.utfall == "forsenad" and fall.bevakning(b.slag, b.avser).utfall == "forsenad":
            assert fall.status == "avslutad"
            fall.skriv_av("2024-07-01", b.slag, b.avser)
    assert fall.status == "slutford"
    rader = [(u.avser, u.status, u.forfallen) for u in fall.utbetalningar()]
    assert rader == [("2024-03", "innehallen", True), ("2024-04", "innehallen", True)]
    assert fall.betalt() == 0


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize("verb", ["besluta_avslut", "anmal_franvaro", "avskriv"])
def test_nothing_is_said_of_a_completed_case(verb: str) -> None:
    fall = Spel.aktualiserat().avsluta("2024-03-01", "2024-03-01", "kundens_egen_begaran").till("2024-03-02")
    assert fall.status == "slutford"
    sagt: dict[str, Any] = {
        "besluta_avslut": {"orsak": "mal_natt", "avslutsdatum": "2024-03-03"},
        "anmal_franvaro": {"slag": "sjuk", "fran": "2024-03-02", "orsak": "x"},
        "avskriv": {"slag": "bemanning", "motivering": "x"},
    }
    vem = fall.anordnare if verb == "anmal_franvaro" else fall.kv
    regel = {"besluta_avslut": "K13.1", "anmal_franvaro": "K10.0", "avskriv": "K0.8"}[verb]
    fall.avvisas(regel, vem, "2024-03-03", verb, **sagt[verb], falt="kommando")


@pytest.mark.krav("K13.2", "K13.8")
@given(st.dates(d("2024-03-01"), d("2024-06-09")), st.dates(d("2024-03-01"), d("2024-06-09")))
def test_whatever_the_avslutsdatum_and_the_decision_exactly_the_months_up_to_it_are_reported(
    beslut: Any, avslut: Any
) -> None:
    fall = fall_2024().avsluta(str(beslut), str(avslut), "kundens_egen_begaran").till("2024-08-01")
    kvar = [b.avser for b in fall.bevakningar() if b.slag == "manadsrapport" and b.utfall != "upphord"]
    alla = ["2024-03", "2024-04", "2024-05", "2024-06"]
    assert kvar == ([] if avslut < d("2024-03-11") else alla[: avslut.month - 2])
    assert sum(u.dagar for u in fall.utbetalningar() if u.slag == "manad") == (max((avslut - d("2024-03-10")).days, 0))


@pytest.mark.krav("K13.2")
def test_a_decision_revoked_before_there_is_an_uppdrag_speaks_of_no_end_date() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00").avsluta("2024-03-01T10:00", "2024-03-04")
    fall.kv("2024-03-01T11:00", "aterkalla_avslut", motivering="ångrat")
    assert fall.brev("anordnare")[-1] == "Beslutet om avslut är återkallat; insatsen fortsätter (§13, K13.2)"


@pytest.mark.krav("K13.1")
@pytest.mark.parametrize(
    ("orsak", "avslutsdatum", "sort", "skal"),
    [
        ("mal_natt", "2024-04-10", "Avslut i förtid", "Målet är nått"),
        ("kundens_egen_begaran", "2024-04-10", "Avbrott", "Kundens egen begäran"),
        ("insats_via_af", "2024-04-10", "Avslut i förtid", "Insats via Arbetsförmedlingen"),
        ("mal_natt", "2024-03-10", "Återkallad insats", "Målet är nått"),  # the day before startdatum
    ],
)
def test_the_document_names_the_kind_of_end_its_day_and_who_decided(
    orsak: str, avslutsdatum: str, sort: str, skal: str
) -> None:
    fall = fall_2024().avsluta("2024-03-10", avslutsdatum, orsak)
    beslut = fall.handelser("avslut_beslutat")[0]
    assert avbrottsdokument(fall.insats, beslut) == (
        f"AVBROTTSDOKUMENT\n\nÄrende: arende-1\nInsats: AMI2\nAnordnare: A\nBeslut: {sort}\nBeslutsdag: 2024-03-10\n"
        f"Avslutsdatum: {avslutsdatum}\nOrsak: {skal}\n\nBeslutat av karriärvägledaren kv1 enligt §13 (K13.1).\n"
    )


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize(
    ("avslutsdatum", "text"),
    [("2024-03-10", "Insatsen är återkallad 2024-03-10"), ("2024-03-11", "Insatsen är avslutad 2024-03-11")],
)
def test_both_sides_are_told_that_the_insats_has_ended_or_never_began(avslutsdatum: str, text: str) -> None:
    fall = fall_2024().avsluta("2024-03-10", avslutsdatum, "mal_natt").till("2024-03-13")
    for roll in ("anordnare", "karriarvagledare"):
        assert fall.brev(roll, "Insatsen är") == [f"{text} (§13, K13.7)"]


@pytest.mark.krav("K13.1")
def test_the_decision_keeps_the_day_of_the_talk() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30", samtal_datum="2024-04-08")
    assert fall.handelser("avslut_beslutat")[0].samtal_datum == d("2024-04-08")


@pytest.mark.krav("K13.2")
def test_a_revoked_decision_leaves_no_reason_and_the_old_end_is_set_then() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30").kv("2024-04-11", "aterkalla_avslut", motivering="ångrat")
    i = fall.insats
    assert (i.avslutsbeslut, i.avslutsorsak, i.slutdatum) == (None, None, d("2024-06-10"))
    assert i.slutdatum_satt == tid("2024-04-11")


@pytest.mark.krav("K13.1", "K14.5")
def test_what_a_proposal_held_is_released_when_the_end_is_decided_or_comes() -> None:
    fall = fall_2024().anordnare("2024-04-05", "foresla", sort="avslut", avslutsdatum="2024-04-20", motivering="jobb")
    fall.avsluta("2024-04-10", "2024-04-30")
    assert (fall.insats.forslag, fall.insats.forslag_avgjort) == ({}, tid("2024-04-10"))
    fall.anordnare("2024-04-12", "foresla", sort="annan_insats", motivering="studier").till("2024-05-02")
    assert (fall.insats.forslag, fall.insats.forslag_avgjort) == ({}, tid("2024-05-01T00:00"))
