"""§11: time beyond the longest, one month at a time."""

from datetime import timedelta

import pytest

from tests.verktyg.spel import Spel, d, tid

JA = {"motivering": "målet kan nås"}


def ami1(start: str = "2024-03-11") -> Spel:
    """AMI1 with its full three months."""
    return Spel.pagaende("AMI1", start=start)


@pytest.mark.krav("K11.1", "K0.8")
def test_the_question_is_raised_30_days_before_the_end_date_which_is_its_frist() -> None:
    fall = ami1().till("2024-05-10T23:59")
    assert fall.oppnade("forlangningsbeslut") == []
    fraga = fall.till("2024-05-11").bevakning("forlangningsbeslut")
    assert (fraga.frist, fraga.ansvarig, fraga.oppnad) == ("2024-06-10", "arbetsledare", tid("2024-05-11T00:00"))
    assert fall.brev("arbetsledare", "Att göra: beslut om förlängning 1")


@pytest.mark.krav("K11.1")
def test_without_a_decision_the_question_lapses_and_the_insats_ends_as_planned() -> None:
    fall = ami1().till("2024-06-10T23:59")
    assert (fall.bevakning("forlangningsbeslut").utfall, fall.status) == ("oppen", "pagar")
    fall.till("2024-06-11")
    assert (fall.bevakning("forlangningsbeslut").utfall, fall.status) == ("upphord", "avslutad")
    assert fall.insats.avslutsform == "fullfoljd"
    assert fall.brev("arbetsledare", "förfallit utan beslut")


@pytest.mark.krav("K11.1", "K0.5")
@pytest.mark.parametrize(
    ("start", "slut", "forsta", "andra"),
    [
        ("2024-03-11", "2024-06-10", "2024-07-10", "2024-08-10"),
        ("2024-08-31", "2024-11-30", "2024-12-30", "2025-01-30"),
        ("2024-11-30", "2025-02-28", "2025-03-29", "2025-04-29"),  # from the original start, not from 02-28
        ("2024-10-31", "2025-01-30", "2025-02-28", "2025-03-30"),
    ],
)
def test_the_new_end_date_counts_from_the_original_start(start: str, slut: str, forsta: str, andra: str) -> None:
    fall = ami1(start)
    assert fall.insats.slutdatum == d(slut)
    fall.arbetsledare(slut, "besluta_forlangning", **JA)
    assert fall.insats.slutdatum == d(forsta)
    fall.arbetsledare(forsta, "besluta_forlangning", **JA)
    assert fall.insats.slutdatum == d(andra)
    fall.avvisas("K11.1", fall.arbetsledare, andra, "besluta_forlangning", **JA)
    assert [b.utfall for b in fall.bevakningar() if b.slag == "forlangningsbeslut"] == ["uppfylld", "uppfylld"]
    assert fall.till(str(d(andra) + timedelta(days=1))).status == "avslutad"


@pytest.mark.krav("K11.1")
@pytest.mark.parametrize(("nar", "gar"), [("2024-06-09T23:59", False), ("2024-06-10T00:00", True)])
def test_the_second_month_is_decided_only_within_30_days_of_the_then_end_date(nar: str, gar: bool) -> None:
    fall = ami1().arbetsledare("2024-05-02", "besluta_forlangning", **JA)  # to 2024-07-10
    if gar:
        assert fall.arbetsledare(nar, "besluta_forlangning", **JA).insats.slutdatum == d("2024-08-10")
    else:
        assert "tidigast 2024-06-10" in fall.avvisas("K11.1", fall.arbetsledare, nar, "besluta_forlangning", **JA)


@pytest.mark.krav("K11.1")
def test_the_second_question_is_raised_when_the_first_is_answered_or_30_days_before() -> None:
    fall = ami1().arbetsledare("2024-05-12", "besluta_forlangning", **JA)
    assert fall.bevakning("forlangningsbeslut").utfall == "uppfylld"
    assert fall.till("2024-06-10").bevakning("forlangningsbeslut", "2").frist == "2024-07-10"
    fall = ami1().arbetsledare("2024-06-10T22:00", "besluta_forlangning", **JA)
    assert fall.bevakning("forlangningsbeslut", "2").oppnad == tid("2024-06-10T22:00")


@pytest.mark.krav("K11.1")
@pytest.mark.parametrize(("nar", "gar"), [("2024-06-10T23:59", True), ("2024-06-11T00:00", False)])
def test_it_is_decided_on_the_end_date_at_the_latest(nar: str, gar: bool) -> None:
    fall = ami1()
    if gar:
        assert fall.arbetsledare(nar, "besluta_forlangning", **JA).status == "pagar"
    else:
        fall.avvisas("K11.1", fall.arbetsledare, nar, "besluta_forlangning", **JA)


@pytest.mark.krav("K11.1")
def test_only_the_arbetsledare_decides_and_with_a_motivering() -> None:
    fall = ami1()
    for vem in (fall.kv, fall.anordnare, fall.systemet):
        fall.avvisas("K11.1", vem, "2024-06-01", "besluta_forlangning", **JA, falt="av")
    fall.avvisas("K11.1", fall.arbetsledare, "2024-06-01", "besluta_forlangning", falt="motivering")
    fall.avvisas("K11.1", fall.arbetsledare, "2024-06-01", "besluta_forlangning", motivering=" ", falt="motivering")


@pytest.mark.krav("K11.1")
def test_a_shorter_uppdrag_is_adjusted_and_not_extended() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11", langd_manader=2)
    fall.avvisas("K11.1", fall.arbetsledare, "2024-05-10", "besluta_forlangning", **JA)
    assert fall.till("2024-05-11").oppnade("forlangningsbeslut") == []


@pytest.mark.krav("K11.1")
def test_nothing_is_extended_while_an_avslut_is_decided_and_the_question_comes_back_if_that_is_revoked() -> None:
    fall = ami1().till("2024-05-12").avsluta("2024-05-13", "2024-06-05", "utebliven_progression")
    assert fall.bevakning("forlangningsbeslut").utfall == "upphord"
    fall.avvisas("K11.1", fall.arbetsledare, "2024-05-14", "besluta_forlangning", **JA)
    fall.kv("2024-05-15", "aterkalla_avslut", motivering="ångrat")
    assert fall.bevakning("forlangningsbeslut").utfall == "oppen"
    fall.arbetsledare("2024-05-16", "besluta_forlangning", **JA)
    assert fall.bevakning("forlangningsbeslut", "1").utfall == "uppfylld"


@pytest.mark.krav("K11.1")
def test_a_refusal_answers_the_question_and_the_end_date_stands() -> None:
    fall = ami1().arbetsledare("2024-05-20", "besluta_forlangning", beslut="avsla", **JA)
    assert fall.bevakning("forlangningsbeslut").utfall == "uppfylld"
    assert fall.insats.slutdatum == d("2024-06-10")
    fall.avvisas("K11.1", fall.arbetsledare, "2024-05-21", "besluta_forlangning", beslut="avsla", **JA)
    assert fall.brev("anordnare", "förlängs inte; den slutar 2024-06-10")


@pytest.mark.krav("K11.1", "K12.1")
def test_a_final_report_already_in_stays_and_a_new_one_is_due_at_the_new_end() -> None:
    fall = ami1().slutrapportera("2024-06-03").arbetsledare("2024-06-05", "besluta_forlangning", **JA)
    assert fall.bevakning("slutrapport", "2024-06-10").utfall == "uppfylld"
    fall.till("2024-06-26")
    ny = fall.bevakning("slutrapport", "2024-07-10")
    assert (ny.utfall, ny.frist, ny.oppnad) == ("oppen", "2024-07-10", tid("2024-06-26T00:00"))
    fall.slutrapportera("2024-07-10T23:59")
    assert fall.bevakning("slutrapport", "2024-07-10").utfall == "uppfylld"


@pytest.mark.krav("K11.1", "K12.1")
def test_a_final_report_that_was_awaited_for_the_old_end_lapses() -> None:
    fall = ami1().till("2024-06-01").arbetsledare("2024-06-05", "besluta_forlangning", **JA)
    assert fall.bevakning("slutrapport", "2024-06-10").utfall == "upphord"
    assert not fall.till("2024-06-12").brev("anordnare", "Försenat: slutrapport")


@pytest.mark.krav("K11.1", "K8.1", "K14.2")
def test_the_extra_month_has_its_report_and_its_pay() -> None:
    fall = ami1().arbetsledare("2024-06-05", "besluta_forlangning", **JA).till("2024-07-11")
    assert fall.oppnade("manadsrapport")[-2:] == ["2024-06", "2024-07"]
    assert (fall.utbetalning("2024-06").dagar, fall.utbetalning("2024-07").dagar) == (30, 10)


@pytest.mark.krav("K11.1")
def test_nothing_is_extended_before_there_is_an_uppdrag() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K11.1", fall.arbetsledare, "2024-03-02", "besluta_forlangning", motivering="x")


@pytest.mark.krav("K11.1", "K13.1")
def test_a_refusal_settles_the_proposal_and_is_told_to_both_sides_under_its_rule() -> None:
    fall = ami1().anordnare("2024-05-19", "foresla", sort="forlangning", motivering="snart klar")
    assert "forlangning" in fall.insats.forslag
    fall.arbetsledare("2024-05-20", "besluta_forlangning", beslut="avsla", **JA)
    assert "forlangning" not in fall.insats.forslag
    assert {(str(m.till), m.regel) for m in fall.meddelanden if "förlängs inte" in m.rubrik} == {
        ("anordnare", "K11.1"),
        ("karriarvagledare", "K11.1"),
    }
