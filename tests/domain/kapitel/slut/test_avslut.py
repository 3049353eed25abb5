"""§13: the end of an insats – decided, replaced, revoked and come."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.slag import Orsak
from domain.kapitel.slut.avslut import avbrottsdokument
from tests.verktyg.spel import Spel, d, tid

ORSAKER = get_args(Orsak)
FORTID = {
    "egen_forsorjning", "mal_natt", "annan_insats", "byte_av_anordnare", "insats_via_af", "brister_hos_anordnare",
    "annan_orsak", "malgrupp_upphord", "auktorisation_upphord",
}  # fmt: skip
UTAN_SAMTAL = {
    "egen_forsorjning", "mal_natt", "byte_av_anordnare", "kundens_egen_begaran", "oforutsedd_handelse", "dodsfall",
    "flytt",
}  # fmt: skip


def fall_2024() -> Spel:
    return Spel.pagaende(start="2024-03-11", langd_manader=3)


@pytest.mark.krav("K13.1")
@pytest.mark.parametrize("orsak", ORSAKER)
def test_each_reason_has_its_form(orsak: str) -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30", orsak, motivering="skäl").till("2024-05-01")
    assert (fall.status, fall.insats.avslutsorsak) == ("avslutad", orsak)
    assert fall.insats.avslutsform == ("fortid" if orsak in FORTID else "avbruten")


@pytest.mark.krav("K13.1")
@pytest.mark.parametrize("orsak", ORSAKER)
def test_the_other_form_needs_a_motivering_and_is_never_set_for_brister(orsak: str) -> None:
    andra = "avbrott" if orsak in FORTID else "fortid"
    fall = fall_2024()
    if orsak == "annan_orsak":
        return  # its reason is told in the motivering, which it always has
    if orsak == "brister_hos_anordnare":
        fall.avvisas("K13.1", fall.avsluta, "2024-04-10", "2024-04-30", orsak, form=andra, motivering="x", falt="form")
        return
    fall.avvisas("K13.1", fall.avsluta, "2024-04-10", "2024-04-30", orsak, form=andra, falt="motivering")
    fall.avsluta("2024-04-10", "2024-04-30", orsak, form=andra, motivering="utanför anordnarens kontroll")
    assert fall.insats.form == ("avbruten" if andra == "avbrott" else "fortid")


@pytest.mark.krav("K13.1")
@pytest.mark.parametrize("orsak", ORSAKER)
def test_the_talk_with_anordnare_and_kund_is_dated_except_for_the_reasons_of_the_list(orsak: str) -> None:
    fall = fall_2024()
    if orsak in UTAN_SAMTAL:
        fall.avsluta("2024-04-10", "2024-04-30", orsak, samtal_datum=None)
        assert fall.insats.slutdatum == d("2024-04-30")
    else:
        fall.avvisas(
            "K13.1", fall.avsluta, "2024-04-10", "2024-04-30", orsak,
            samtal_datum=None, motivering="x", falt="samtal_datum",
        )  # fmt: skip


@pytest.mark.krav("K0.6", "K13.1")
def test_a_talk_that_is_yet_to_come_is_no_talk() -> None:
    fall = fall_2024()
    fall.avvisas("K0.6", fall.avsluta, "2024-04-10", "2024-04-30", samtal_datum="2024-04-11", falt="samtal_datum")


@pytest.mark.krav("K13.1")
def test_the_anordnare_is_sent_a_document_with_the_avslutsdatum_and_no_reason_that_is_kept_back() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30", "oforutsedd_handelse", dolj_orsak=True)
    text = avbrottsdokument(fall.insats, fall.handelser("avslut_beslutat")[0])
    assert "Avslutsdatum: 2024-04-30" in text
    assert "Beslut: Avbrott" in text
    assert "oförutsedd" not in text.lower() and "Orsak: Avbrott §13.4" in text
    assert fall.brev("anordnare", "Avbrottsdokument: insatsen avslutas 2024-04-30")


@pytest.mark.krav("K13.2")
@pytest.mark.parametrize(
    ("avslut", "gar"), [("2024-06-09", True), ("2024-06-10", False), ("2024-06-11", False), ("2024-02-29", False)]
)
def test_the_avslutsdatum_lies_between_aktualisering_and_the_day_before_the_end_date(avslut: str, gar: bool) -> None:
    fall = fall_2024()
    if gar:
        assert fall.avsluta("2024-04-10", avslut).insats.slutdatum == d(avslut)
    else:
        fall.avvisas("K13.2", fall.avsluta, "2024-04-10", avslut, falt="avslutsdatum")


@pytest.mark.krav("K13.2", "K13.7")
def test_the_insats_ends_at_midnight_after_the_avslutsdatum() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30").till("2024-04-30T23:59")
    assert fall.status == "pagar"
    fall.till("2024-05-01")
    assert (fall.status, fall.nar("insats_avslutad")) == ("avslutad", tid("2024-05-01T00:00"))


@pytest.mark.krav("K13.2")
def test_an_avslutsdatum_that_has_passed_ends_the_insats_at_once() -> None:
    fall = fall_2024().avsluta("2024-05-10T09:00", "2024-04-30")
    assert (fall.status, fall.nar("insats_avslutad")) == ("avslutad", tid("2024-05-10T09:00"))


@pytest.mark.krav("K13.2")
def test_without_a_decision_the_insats_is_completed_on_its_end_date() -> None:
    fall = fall_2024().till("2024-06-10T23:59")
    assert fall.status == "pagar"
    fall.till("2024-06-11")
    assert (fall.status, fall.insats.avslutsform, fall.insats.avslutsorsak) == ("avslutad", "fullfoljd", None)


@pytest.mark.krav("K13.2")
def test_a_decision_can_be_revoked_until_its_date_has_passed() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30")
    fall.kv("2024-04-30T23:59", "aterkalla_avslut", motivering="ångrat")
    assert (fall.status, fall.insats.slutdatum, fall.insats.form) == ("pagar", d("2024-06-10"), "fullfoljd")
    assert fall.bevakning("slutrapport", "2024-04-30").utfall == "upphord"
    assert fall.brev("anordnare", "återkallat; insatsen fortsätter t.o.m. 2024-06-10")
    assert fall.till("2024-05-02").status == "pagar"
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30")
    fall.avvisas("K13.2", fall.kv, "2024-05-01T00:00", "aterkalla_avslut", motivering="ångrat")


@pytest.mark.krav("K13.2")
def test_there_must_be_a_decision_to_revoke() -> None:
    fall = fall_2024()
    fall.avvisas("K13.2", fall.kv, "2024-04-10", "aterkalla_avslut", motivering="x")


@pytest.mark.krav("K13.2")
def test_a_new_decision_replaces_the_old_one_but_the_same_again_is_refused() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30", "mal_natt")
    fall.avvisas("K13.2", fall.avsluta, "2024-04-11", "2024-04-30", "mal_natt")
    fall.avsluta("2024-04-12", "2024-05-15", "kundens_egen_begaran").till("2024-05-01")
    assert (fall.status, fall.insats.form) == ("pagar", "avbruten")
    assert fall.bevakning("slutrapport", "2024-04-30").utfall == "upphord"
    assert fall.bevakning("slutrapport", "2024-05-15").frist == "2024-05-29"
    assert fall.till("2024-05-16").status == "avslutad"


@pytest.mark.krav("K13.2", "K12.3")
def test_a_new_decision_for_the_same_day_moves_the_frist_of_the_final_report() -> None:
    fall = fall_2024().avsluta("2024-04-10", "2024-04-30", "mal_natt")
    assert fall.bevakning("slutrapport").frist == "2024-04-30"
    fall.avsluta("2024-04-26", "2024-04-30", "kundens_egen_begaran")
    b = fall.bevakning("slutrapport")
    assert (b.frist, b.utfall, b.regel) == ("2024-05-14", "oppen", "K12.3")


@pytest.mark.krav("K13.2")
@pytest.mark.parametrize(("avslut", "form"), [("2024-03-10", "aterkallad"), ("2024-03-11", "avbruten")])
def test_an_end_before_startdatum_is_aterkallad_and_on_startdatum_it_is_not(avslut: str, form: str) -> None:
    fall = fall_2024().avsluta("2024-03-05", avslut, "kundens_egen_begaran").till("2024-04-20")
    assert fall.insats.avslutsform == form
    if form == "aterkallad":
        assert fall.status == "slutford"
        assert fall.utbetalningar() == []
        assert fall.oppnade("manadsrapport") == fall.oppnade("slutrapport") == []
        assert fall.insats.startdatum == d("2024-03-11")
    else:
        assert fall.status == "avslutad"
        assert fall.utbetalning("2024-03").dagar == 1


@pytest.mark.krav("K13.2")
def test_an_insats_without_uppdrag_is_ended_as_aterkallad() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.avsluta("2024-03-01T10:00", "2024-03-20", "kundens_egen_begaran").till("2024-03-21")
    assert (fall.status, fall.insats.avslutsform) == ("slutford", "aterkallad")
    assert fall.bevakning("uppdrag").utfall == "upphord"
    assert fall.bevakning("bemanning").utfall == "upphord"


@pytest.mark.krav("K2.3")
def test_the_next_step_is_stated_when_the_goal_is_not_reached() -> None:
    fall = fall_2024()
    fall.avvisas(
        "K2.3", fall.avsluta, "2024-04-10", "2024-04-30", "utebliven_progression", nasta_steg=None, falt="nasta_steg"
    )
    fall.avsluta("2024-04-10", "2024-04-30", "utebliven_progression", nasta_steg=None, mal_uppnatt=True)
    assert fall.handelser("avslut_beslutat")[0].mal_uppnatt


@pytest.mark.krav("K13.6")
def test_brister_hos_anordnare_is_never_a_reason_without_a_motivering() -> None:
    fall = fall_2024()
    fall.avvisas("K13.6", fall.avsluta, "2024-04-10", "2024-04-30", "brister_hos_anordnare", falt="motivering")
    fall.avsluta("2024-04-10", "2024-04-30", "brister_hos_anordnare", motivering="progressionen riskeras")
    assert fall.insats.form == "fortid"


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
