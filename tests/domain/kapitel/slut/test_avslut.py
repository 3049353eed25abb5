"""§13: the end of an insats – decided, replaced, revoked and come."""

from typing import get_args

import pytest

from domain.grund.slag import Orsak
from domain.kapitel.slut.avslut import avbrottsdokument
from tests.domain.kapitel.slut.fall_2024 import fall_2024
from tests.verktyg.spel import d, tid

ORSAKER = get_args(Orsak)
FORTID = {
    "egen_forsorjning", "mal_natt", "annan_insats", "byte_av_anordnare", "insats_via_af", "brister_hos_anordnare",
    "annan_orsak", "malgrupp_upphord", "auktorisation_upphord",
}  # fmt: skip
UTAN_SAMTAL = {
    "egen_forsorjning", "mal_natt", "byte_av_anordnare", "kundens_egen_begaran", "oforutsedd_handelse", "dodsfall",
    "flytt",
}  # fmt: skip


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
