"""§12: the final report."""

from datetime import timedelta
from typing import Any

import pytest

from tests.verktyg.spel import Spel, d, mall, tid


def dagen_efter(dag: str) -> str:
    return str(d(dag) + timedelta(days=1))


def tre_manader(start: str = "2024-03-11") -> Spel:
    return Spel.pagaende("AMI2", start=start, langd_manader=3)


@pytest.mark.krav("K12.1", "K0.8")
def test_a_completed_insats_is_reported_on_its_end_date_at_the_latest() -> None:
    fall = tre_manader().till("2024-05-26T23:59")
    assert fall.oppnade("slutrapport") == []
    b = fall.till("2024-05-27").bevakning("slutrapport")  # 14 days before
    assert (b.frist, b.regel, b.ansvarig, b.oppnad) == (
        "2024-06-10",
        "K12.1",
        "anordnare",
        tid("2024-05-27T00:00"),
    )
    assert fall.brev("anordnare", "Att göra: slutrapport 2024-06-10")
    assert fall.till("2024-06-10T23:59").bevakning("slutrapport").utfall == "oppen"
    assert fall.till("2024-06-11").bevakning("slutrapport").utfall == "forsenad"


@pytest.mark.krav("K12.1", "K0.4")
@pytest.mark.parametrize("slut", ["2024-03-31", "2024-06-21", "2024-12-25", "2024-10-27", "2024-06-30"])
def test_the_end_date_is_the_frist_also_when_it_is_a_holiday(slut: str) -> None:
    start = {"2024-03-31": "2024-03-01", "2024-06-21": "2024-05-22", "2024-12-25": "2024-11-26"}.get(slut)
    start = start or {"2024-10-27": "2024-09-28", "2024-06-30": "2024-06-01"}[slut]
    for nar, utfall in ((f"{slut}T23:59", "uppfylld"), (f"{dagen_efter(slut)}T00:00", "sen")):
        fall = Spel.pagaende("AMI2", start=start, langd_manader=1)
        assert str(fall.insats.slutdatum) == slut
        fall.slutrapportera(nar)
        assert (fall.bevakning("slutrapport").frist, fall.bevakning("slutrapport").utfall) == (slut, utfall)


@pytest.mark.krav("K12.1")
def test_a_final_report_is_not_taken_before_it_is_awaited() -> None:
    fall = tre_manader()
    fall.avvisas("K12.1", fall.slutrapportera, "2024-05-10T23:59")
    fall.slutrapportera("2024-05-11T00:00")  # 30 days before the end (K12.6)
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.2", "K0.4")
@pytest.mark.parametrize(
    ("beslut", "avslut", "frist"),
    [
        ("2024-04-10", "2024-04-10", "2024-04-24"),
        ("2024-04-10", "2024-04-24", "2024-04-24"),  # of the decision; a later end is its own (K12.2)
        ("2024-04-10", "2024-04-02", "2024-04-24"),
        ("2024-03-15", "2024-03-15", "2024-04-02"),  # two weeks later is långfredagen
        ("2024-06-07", "2024-06-07", "2024-06-24"),  # midsommarafton
        ("2024-12-10", "2024-12-10", "2024-12-27"),  # julafton
        ("2024-12-17", "2024-12-17", "2025-01-02"),  # nyårsafton
        ("2024-10-13", "2024-10-15", "2024-10-28"),  # the day summer time ends
    ],
)
def test_avslut_i_fortid_is_reported_within_two_weeks_of_the_decision(beslut: str, avslut: str, frist: str) -> None:
    fall = Spel.pagaende(start="2024-03-04").avsluta(f"{beslut}T10:00", avslut, "mal_natt")
    b = fall.bevakning("slutrapport", avslut)
    assert (b.frist, b.regel, b.utfall, b.oppnad) == (frist, "K12.2", "oppen", tid(f"{beslut}T10:00"))
    assert fall.till(f"{frist}T23:59").bevakning("slutrapport").utfall == "oppen"
    assert fall.till(dagen_efter(frist)).bevakning("slutrapport").utfall == "forsenad"


@pytest.mark.krav("K12.3")
@pytest.mark.parametrize(
    ("beslut", "avslut", "frist"),
    [
        ("2024-04-10", "2024-04-10", "2024-04-24"),
        ("2024-04-10", "2024-04-30", "2024-05-14"),  # of the end
        ("2024-04-10", "2024-04-02", "2024-04-24"),  # of the decision, which is later
        ("2024-03-04", "2024-03-17", "2024-04-02"),  # over Easter and into summer time
        ("2024-06-03", "2024-06-07", "2024-06-24"),
    ],
)
def test_an_avbrott_is_reported_within_14_days_of_the_end_or_of_a_later_decision(
    beslut: str, avslut: str, frist: str
) -> None:
    for nar, utfall in ((f"{frist}T23:59", "uppfylld"), (f"{dagen_efter(frist)}T00:00", "forsenad")):
        fall = Spel.pagaende(start="2024-03-04").avsluta(f"{beslut}T10:00", avslut, "kundens_egen_begaran")
        assert (fall.bevakning("slutrapport").frist, fall.bevakning("slutrapport").regel) == (frist, "K12.3")
        if utfall == "uppfylld":
            fall.slutrapportera(nar)
        else:
            fall.avvisas("K12.5", fall.slutrapportera, nar)
        assert fall.bevakning("slutrapport").utfall == utfall


@pytest.mark.krav("K12.5")
@pytest.mark.parametrize(("nar", "gar"), [("2024-06-24T23:59", True), ("2024-06-25T00:00", False)])
def test_a_late_final_report_is_taken_until_14_days_after_the_end(nar: str, gar: bool) -> None:
    fall = tre_manader()
    if gar:
        assert fall.slutrapportera(nar).bevakning("slutrapport").utfall == "sen"
    else:
        assert "senast 2024-06-24" in fall.avvisas("K12.5", fall.slutrapportera, nar)
        assert fall.bevakning("slutrapport").utfall == "forsenad"


@pytest.mark.krav("K12.5")
def test_it_is_never_refused_before_its_own_frist() -> None:
    fall = Spel.pagaende(start="2024-03-04").avsluta("2024-05-20T10:00", "2024-04-30", "mal_natt")
    fall.slutrapportera("2024-06-03T23:59")  # more than a month after the end, within two weeks of the decision
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.5")
def test_the_kv_may_open_for_a_final_report_that_comes_even_later() -> None:
    fall = tre_manader()
    oppna = {"motivering": "anordnarens handläggare var sjuk"}
    fall.avvisas("K12.5", fall.kv, "2024-06-24", "oppna_slutrapport", **oppna)
    fall.avvisas("K12.5", fall.kv, "2024-06-25", "oppna_slutrapport", falt="motivering")
    fall.kv("2024-06-25", "oppna_slutrapport", **oppna)
    fall.avvisas("K12.5", fall.kv, "2024-06-26", "oppna_slutrapport", **oppna)
    assert fall.slutrapportera("2024-08-01").bevakning("slutrapport").utfall == "sen"


@pytest.mark.krav("K12.5")
def test_there_is_nothing_to_open_once_the_final_report_is_in() -> None:
    fall = tre_manader().slutrapportera("2024-06-10")
    fall.avvisas("K12.5", fall.kv, "2024-06-25", "oppna_slutrapport", motivering="x")


@pytest.mark.krav("K12.4")
@pytest.mark.parametrize("insats", ["FAI1", "AMI1", "ISA1"])
def test_every_heading_of_the_kundvals_template_is_filled_in(insats: str) -> None:
    fall = Spel.pagaende(insats, langd_manader=3)
    rubriker = mall(f"mall.slutrapport.{insats[:3]}")
    for rubrik in rubriker:
        utan = {k: v for k, v in rubriker.items() if k != rubrik}
        fall.avvisas("K12.4", fall.slutrapportera, "2024-06-10", rubriker=utan, falt="rubriker")
        tom = rubriker | {rubrik: "Ej aktuellt"}
        fall.avvisas("K12.4", fall.slutrapportera, "2024-06-10", rubriker=tom, falt=f"rubriker.{rubrik}")
    fall.slutrapportera("2024-06-10", rubriker=rubriker)
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.4", "K2.3")
@pytest.mark.parametrize(
    ("mal", "forsorjer", "kravs"), [(True, True, False), (True, False, True), (False, True, True), (False, False, True)]
)
def test_the_next_step_is_stated_unless_goal_and_self_support_are_reached(
    mal: bool, forsorjer: bool, kravs: bool
) -> None:
    fall, sagt = tre_manader(), {"mal_uppnatt": mal, "sjalvforsorjande": forsorjer}
    if kravs:
        fall.avvisas("K12.4", fall.slutrapportera, "2024-06-10", **sagt, nasta_steg=None, falt="nasta_steg")
        fall.avvisas("K12.4", fall.slutrapportera, "2024-06-10", **sagt, nasta_steg=" ", falt="nasta_steg")
    else:
        assert fall.slutrapportera("2024-06-10", **sagt, nasta_steg=None).brev("karriarvagledare", "Slutrapporten har")


@pytest.mark.krav("K12.1", "K13.2")
def test_there_is_no_final_report_of_an_insats_that_was_recalled() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-05", "2024-03-10", "kundens_egen_begaran")
    fall.avvisas("K12.1", fall.slutrapportera, "2024-03-08")
    assert fall.till("2024-05-01").oppnade("slutrapport") == []


@pytest.mark.krav("K13.2", "K12.1")
def test_a_final_report_for_an_end_that_was_revoked_stays_and_the_planned_end_asks_for_its_own() -> None:
    fall = tre_manader().avsluta("2024-04-10", "2024-04-30", "mal_natt").slutrapportera("2024-04-15")
    fall.kv("2024-04-20", "aterkalla_avslut", motivering="ångrat").till("2024-05-27")
    assert fall.bevakning("slutrapport", "2024-04-30").utfall == "uppfylld"
    assert fall.bevakning("slutrapport", "2024-06-10").utfall == "oppen"


@pytest.mark.krav("K0.6", "K12.1", "K12.5")
def test_an_uppdrag_entered_after_its_own_end_leaves_two_weeks_for_the_final_report() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-07-01T10:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=3)
    assert fall.status == "avslutad"
    b = fall.bevakning("slutrapport")
    assert (b.frist, b.utfall) == ("2024-07-15", "oppen")
    assert fall.slutrapportera("2024-07-15T23:59").bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.1")
@pytest.mark.parametrize(("inlagt", "frist"), [("2024-06-10", "2024-06-10"), ("2024-06-11", "2024-06-25")])
def test_an_uppdrag_entered_on_its_last_day_is_reported_that_day(inlagt: str, frist: str) -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv(inlagt, "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=3)
    assert fall.bevakning("slutrapport").frist == frist


FORMER: list[tuple[str, dict[str, Any], str]] = [
    ("mal_natt", {}, "2024-05-02"),
    ("mal_natt", {"form": "avbrott", "motivering": "utanför anordnarens kontroll"}, "2024-05-14"),
]


@pytest.mark.krav("K13.1", "K12.2", "K12.3")
@pytest.mark.parametrize(("orsak", "fakta", "frist"), FORMER)
def test_the_form_the_kv_sets_governs_the_frist(orsak: str, fakta: dict[str, Any], frist: str) -> None:
    fall = Spel.pagaende(start="2024-03-04").avsluta("2024-04-17", "2024-04-30", orsak, **fakta)
    assert fall.bevakning("slutrapport").frist == frist


@pytest.mark.krav("K12.1")
def test_the_first_final_report_for_an_end_is_the_one_that_counts() -> None:
    fall = tre_manader().slutrapportera("2024-06-10T10:00").slutrapportera("2024-06-12", nasta_steg="arbete")
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K12.5", sort="avslag")
def test_what_is_in_or_already_opened_is_refused_in_its_own_words() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-07-01")
    fall.kv("2024-07-01", "oppna_slutrapport", motivering="sent")
    oppna = {"motivering": "sent"}
    assert fall.avvisas("K12.5", fall.kv, "2024-07-02", "oppna_slutrapport", **oppna) == (
        "slutrapporten är redan öppnad (K12.5, §12.1.3)"
    )
    fall = Spel.pagaende("AMI1", start="2024-03-11").slutrapportera("2024-06-10").till("2024-07-01")
    assert fall.avvisas("K12.5", fall.kv, "2024-07-02", "oppna_slutrapport", **oppna) == (
        "slutrapporten är redan inlämnad (K12.5, §12.1.3)"
    )


@pytest.mark.krav("K11.1", "K12.1")
def test_a_final_report_met_for_an_earlier_end_keeps_its_rule_its_owner_and_its_opening() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").slutrapportera("2024-06-03")
    fore = fall.bevakning("slutrapport", "2024-06-10")
    fall.arbetsledare("2024-06-05", "besluta_forlangning", motivering="nära målet").till("2024-07-01")
    assert fall.bevakning("slutrapport", "2024-06-10") == fore
    assert (fore.regel, fore.ansvarig, fore.frist, fore.utfall) == ("K12.1", "anordnare", "2024-06-10", "uppfylld")
    assert fore.oppnad == tid("2024-05-27T00:00")
