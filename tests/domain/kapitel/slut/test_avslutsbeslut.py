"""A decision to end is revoked, replaced and refused; an end before the start, and the next step."""

import pytest

from tests.domain.kapitel.slut.fall_2024 import fall_2024
from tests.verktyg.spel import Spel, d


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
