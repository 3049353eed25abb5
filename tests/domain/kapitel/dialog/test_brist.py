"""§13.5: shortcomings of the anordnare's, each on its record and raised to KV and arbetsledare."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kapitel.dialog.brist import en_manad_efter
from tests.verktyg.spel import Spel, tid


def brister(fall: Spel) -> list[tuple[str, str | None]]:
    return [(b.sort, b.avser) for b in fall.insats.brister]


@pytest.mark.krav("K13.6", sort="gräns")
@pytest.mark.parametrize(
    ("frist", "dagen"),
    [
        ("2024-01-31", "2024-02-29"),
        ("2023-01-31", "2023-02-28"),
        ("2024-01-30", "2024-02-29"),
        ("2024-01-29", "2024-02-29"),
        ("2024-02-29", "2024-03-29"),
        ("2024-05-31", "2024-06-30"),
        ("2024-12-07", "2025-01-07"),
        ("2024-12-31", "2025-01-31"),
    ],
)
def test_a_month_after_a_frist_is_its_day_in_the_next_month_or_that_months_last(frist: str, dagen: str) -> None:
    assert en_manad_efter(date.fromisoformat(frist), 1) == date.fromisoformat(dagen)


@pytest.mark.krav("K13.6")
@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(1, 14))
def test_it_lies_in_the_right_month_and_never_later_in_it(frist: date, manader: int) -> None:
    dagen = en_manad_efter(frist, manader)
    assert (dagen.year * 12 + dagen.month) - (frist.year * 12 + frist.month) == manader
    assert dagen.day <= frist.day


@pytest.mark.krav("K13.6", sort="gräns")
@pytest.mark.parametrize(("nar", "brist"), [("2024-05-07T23:59", False), ("2024-05-08T00:00", True)])
def test_a_report_more_than_a_month_late_is_a_brist_raised_the_day_after(nar: str, brist: bool) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", nar)
    assert (("rapport_sen_over_en_manad", "manadsrapport:2024-03") in brister(fall)) is brist
    if brist:
        assert fall.nar("brist_konstaterad", sort="rapport_sen_over_en_manad") == tid("2024-05-08T00:00")
        text = "Brist hos anordnaren: rapport sen över en månad (månadsrapport 2024-03) (§13.5, K13.6)"
        for roll in ("karriarvagledare", "arbetsledare"):
            assert fall.brev(roll, text)
        assert not fall.brev("anordnare", "Brist")


@pytest.mark.krav("K13.6", sort="gräns")
@pytest.mark.parametrize(("lamnad", "brist"), [("2024-02-29T23:59", False), ("2024-03-01T00:00", True), (None, True)])
def test_a_final_report_due_on_31_january_is_a_month_late_after_the_end_of_february(
    lamnad: str | None, brist: bool
) -> None:
    # Avslut i förtid decided on 17 January: two weeks, the 31st.
    # In a case from before K12.2, where it was so also for an end that lay further ahead.
    fall = Spel.pagaende("AMI1", start="2024-01-08", dag1="2024-01-02").fore_reglerna()
    fall.avsluta("2024-01-17", "2024-02-20")
    assert fall.bevakning("slutrapport").frist == "2024-01-31"
    if lamnad:
        fall.slutrapportera(lamnad)
    fall.till("2024-03-02")
    assert (("rapport_sen_over_en_manad", "slutrapport:2024-02-20") in brister(fall)) is brist


@pytest.mark.krav("K13.6", "K13.7")
def test_a_report_that_is_written_off_in_time_is_no_brist() -> None:
    fall = Spel.pagaende(start="2024-03-11").skriv_av("2024-05-07", "manadsrapport", "2024-03").till("2024-05-20")
    assert ("rapport_sen_over_en_manad", "manadsrapport:2024-03") not in brister(fall)


@pytest.mark.krav("K13.6", sort="gräns")
def test_the_third_late_report_in_the_insats_is_a_brist_and_again_the_sixth() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    sort = "upprepade_sena_rapporter"
    for manad, nar, antal in (
        ("2024-03", "2024-04-08", 0), ("2024-04", "2024-05-08", 0), ("2024-05", "2024-06-08", 1),
        ("2024-06", "2024-07-08", 1), ("2024-07", "2024-08-08", 1), ("2024-08", "2024-09-08", 2),
    ):  # fmt: skip
        fall.rapportera(manad, nar)
        assert len([b for b in brister(fall) if b[0] == sort]) == antal, manad
    assert fall.nar("brist_konstaterad", sort=sort, avser="3") == tid("2024-06-08T00:00")
    assert [b for b in brister(fall) if b[0] != sort] == []


@pytest.mark.krav("K13.6")
def test_reports_in_time_count_as_none_of_the_three() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for manad, nar in (("2024-03", "2024-04-08"), ("2024-04", "2024-05-07"), ("2024-05", "2024-06-08")):
        fall.rapportera(manad, nar)
    assert brister(fall.till("2024-07-01")) == []


@pytest.mark.krav("K13.6", sort="gräns")
def test_the_third_aterremiss_of_reports_in_the_insats_is_a_brist() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").aterremittera("2024-03", "2024-04-09")
    fall.rapportera("2024-03", "2024-04-10").aterremittera("2024-03", "2024-04-11")
    fall.rapportera("2024-03", "2024-04-12").godkann("2024-03", "2024-04-15")
    assert brister(fall) == []
    fall.rapportera("2024-04").aterremittera("2024-04", "2024-05-08")
    assert brister(fall) == [("upprepade_ofullstandiga_rapporter", "3")]


@pytest.mark.krav("K13.6")
def test_an_aterremiss_of_the_plan_is_not_one_of_a_report() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for n in range(20, 23):
        fall.lamna_plan(f"2024-03-{n}T10:00")
        fall.kv(f"2024-03-{n}T11:00", "granska_plan", beslut="aterremiss", motivering="x")
    assert brister(fall) == []


@pytest.mark.krav("K13.6")
@pytest.mark.parametrize("sort", ["brister_i_uppdrag", "brister_i_genomforandeplan", "utebliven_uppfoljning"])
def test_what_no_clock_can_see_is_registered_by_the_kv_with_a_motivering(sort: str) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K13.6", fall.kv, "2024-04-02", "registrera_brist", sort=sort, falt="motivering")
    fall.kv("2024-04-02", "registrera_brist", sort=sort, motivering="x")
    assert brister(fall) == [(sort, "2024-04-02")]
    assert fall.brev("arbetsledare", "Brist hos anordnaren")


@pytest.mark.krav("K13.6", sort="avslag")
def test_the_anordnare_puts_nothing_on_its_own_record() -> None:
    fall = Spel.pagaende()
    sagt = {"sort": "brister_i_uppdrag", "motivering": "x"}
    fall.avvisas("K13.6", fall.anordnare, "2024-04-02", "registrera_brist", falt="av", **sagt)


@pytest.mark.krav("K13.6", sort="avslag")
def test_no_threshold_ends_an_insats_the_kv_does_with_a_motivering() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-09-10")
    assert len(brister(fall)) >= 5
    assert fall.status == "pagar"
    fall.avvisas(
        "K13.6", fall.avsluta, "2024-09-10", "2024-09-30", "brister_hos_anordnare", falt="motivering"
    )  # fmt: skip
    fall.avsluta("2024-09-10", "2024-09-30", "brister_hos_anordnare", motivering="progressionen riskeras")
    assert fall.insats.form == "fortid"
