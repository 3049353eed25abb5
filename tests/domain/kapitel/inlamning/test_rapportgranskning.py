"""K8.4–K8.7: the month's report is reviewed, returned and approved, and what progression leads to."""

from typing import Any

import pytest

from domain.liv import rutin
from tests.verktyg.spel import Spel, tid


@pytest.mark.krav("K8.2", "K8.3")
@pytest.mark.parametrize(
    ("inlamnad", "granskning", "godkannande"),
    [
        ("2024-03-31", "2024-04-12", "2024-04-15"),
        ("2024-04-01", "2024-04-12", "2024-04-15"),
        ("2024-04-07", "2024-04-12", "2024-04-15"),
        ("2024-04-08", "2024-04-15", "2024-04-16"),  # +5 is a Saturday; +8
        ("2024-04-10", "2024-04-15", "2024-04-18"),
        ("2024-04-16", "2024-04-22", "2024-04-24"),  # +5 is a Sunday
        ("2024-06-13", "2024-06-18", "2024-06-24"),  # +8 is midsommarafton
    ],
)
def test_review_by_the_12th_and_approval_by_the_15th_later_for_a_late_report(
    inlamnad: str, granskning: str, godkannande: str
) -> None:
    fall = Spel.pagaende().rapportera("2024-03", inlamnad)
    for slag, frist in (("rapportgranskning", granskning), ("rapportgodkannande", godkannande)):
        b = fall.bevakning(slag, "2024-03")
        assert (b.frist, b.ansvarig, b.oppnad) == (frist, "karriarvagledare", tid(inlamnad))


@pytest.mark.krav("K8.2", "K8.3")
def test_neither_review_nor_approval_is_awaited_before_the_report_has_arrived() -> None:
    fall = Spel.pagaende().till("2024-05-01")
    assert fall.oppnade("rapportgranskning") == fall.oppnade("rapportgodkannande") == []


@pytest.mark.krav("K8.2", "K8.3")
def test_review_and_approval_on_the_frist_day_and_the_day_after() -> None:
    for nar, granskning, godkannande in (
        ("2024-04-12T23:59", "uppfylld", "uppfylld"),
        ("2024-04-13T00:00", "sen", "uppfylld"),
        ("2024-04-15T23:59", "sen", "uppfylld"),
        ("2024-04-16T00:00", "sen", "sen"),
    ):
        fall = Spel.pagaende().rapportera("2024-03").godkann("2024-03", nar)
        assert fall.bevakning("rapportgranskning", "2024-03").utfall == granskning
        assert fall.bevakning("rapportgodkannande", "2024-03").utfall == godkannande


@pytest.mark.krav("K8.2", "K8.3", "K0.9")
def test_an_aterremiss_is_a_review_and_leaves_the_approval_with_the_anordnare_at_the_same_frist() -> None:
    fall = Spel.pagaende().rapportera("2024-03").aterremittera("2024-03", "2024-04-09")
    assert fall.bevakning("rapportgranskning", "2024-03").utfall == "uppfylld"
    godkannande = fall.bevakning("rapportgodkannande", "2024-03")
    assert (godkannande.utfall, godkannande.ansvarig, godkannande.frist) == ("oppen", "anordnare", "2024-04-15")
    fall.rapportera("2024-03", "2024-04-14")
    assert fall.bevakning("rapportgodkannande", "2024-03").ansvarig == "karriarvagledare"
    assert fall.bevakning("rapportgodkannande", "2024-03").frist == "2024-04-15"
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "uppfylld"
    fall.godkann("2024-03", "2024-04-15")
    assert fall.bevakning("rapportgodkannande", "2024-03").utfall == "uppfylld"


@pytest.mark.krav("K8.2", "K8.3")
def test_a_review_needs_a_report_and_an_aterremiss_its_reason() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K8.2", fall.godkann, "2024-03", "2024-04-02", falt="manad")
    fall.rapportera("2024-03")
    granska: dict[str, Any] = {"manad": "2024-03", "beslut": "aterremiss"}
    fall.avvisas("K8.2", fall.kv, "2024-04-09", "granska_manadsrapport", **granska, falt="motivering")
    fall.avvisas(
        "K8.7", fall.kv, "2024-04-09", "granska_manadsrapport", **granska,
        motivering="mer", progression="fortsatt", falt="progression",
    )  # fmt: skip
    fall.aterremittera("2024-03", "2024-04-09")
    fall.avvisas("K8.2", fall.godkann, "2024-03", "2024-04-09", falt="manad")
    fall.rapportera("2024-03", "2024-04-10").godkann("2024-03", "2024-04-11")
    fall.avvisas("K8.2", fall.godkann, "2024-03", "2024-04-12", falt="manad")
    fall.avvisas("K8.3", fall.rapportera, "2024-03", "2024-04-12", falt="manad")


@pytest.mark.krav("K8.7")
def test_approval_requires_the_judgement_of_progression() -> None:
    fall = Spel.pagaende().rapportera("2024-03")
    fall.avvisas(
        "K8.7", fall.kv, "2024-04-09", "granska_manadsrapport", manad="2024-03", beslut="godkand", falt="progression"
    )
    fall.godkann("2024-03", "2024-04-09", progression="fortsatt")
    assert fall.oppnade("beslut_om_avslut") == []


@pytest.mark.krav("K8.7")
def test_avsluta_opens_a_decision_on_the_kv_within_five_arbetsdagar() -> None:
    fall = Spel.pagaende().rapportera("2024-03").godkann("2024-03", "2024-04-26T10:00", progression="avsluta")
    beslut = fall.bevakning("beslut_om_avslut", "2024-03")
    assert (beslut.frist, beslut.ansvarig, beslut.utfall) == ("2024-05-06", "karriarvagledare", "oppen")  # första maj
    assert fall.till("2024-05-07").bevakning("beslut_om_avslut").utfall == "forsenad"


@pytest.mark.krav("K8.7")
def test_the_decision_is_answered_by_an_avslut_or_by_going_on() -> None:
    fall = Spel.pagaende().rapportera("2024-03").godkann("2024-03", "2024-04-10", progression="avsluta")
    fall.kv("2024-04-17T23:59", "besluta_fortsattning", motivering="har vänt")
    assert fall.bevakning("beslut_om_avslut").utfall == "uppfylld"
    fall.avvisas("K8.7", fall.kv, "2024-04-18", "besluta_fortsattning", motivering="igen")
    fall.rapportera("2024-04").godkann("2024-04", "2024-05-10", progression="avsluta")
    fall.avsluta("2024-05-20", "2024-05-31", "utebliven_progression")
    assert fall.bevakning("beslut_om_avslut", "2024-04").utfall == "sen"
    assert fall.bevakning("beslut_om_avslut", "2024-03").utfall == "uppfylld"


@pytest.mark.krav("K8.7", "K13.1", "K13.2")
def test_nothing_is_asked_when_the_end_is_decided_already() -> None:
    fall = Spel.pagaende().avsluta("2024-04-02", "2024-05-31", "utebliven_progression")
    fall.rapportera("2024-03").godkann("2024-03", "2024-04-10", progression="avsluta")
    assert fall.till("2024-04-25").oppnade("beslut_om_avslut") == []
    assert fall.brev("karriarvagledare", "beslut om avslut") == []
    fall.kv("2024-04-25", "aterkalla_avslut", motivering="går framåt")
    assert fall.till("2024-04-26").oppnade("beslut_om_avslut") == []  # to revoke it is to go on
    fall.rapportera("2024-04").godkann("2024-04", "2024-05-10", progression="avsluta")
    assert fall.oppnade("beslut_om_avslut") == ["2024-04"]


@pytest.mark.krav("K8.1", "K0.6")
@pytest.mark.parametrize(
    ("inlagt", "frist"),
    [
        ("2024-03-31", "2024-04-07"),  # before the month's end: the 7th
        ("2024-04-01", "2024-04-08"),  # after it: a week from the entry
        ("2024-04-20", "2024-04-29"),  # a week later is a Saturday
    ],
)
def test_an_uppdrag_entered_after_the_months_end_gives_a_week_for_its_report(inlagt: str, frist: str) -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv(inlagt, "lagg_in_uppdrag", startdatum="2024-03-11").till("2024-04-21")
    assert fall.bevakning("manadsrapport", "2024-03").frist == frist
    assert fall.bevakning("faktureringsunderlag", "2024-03").frist == frist
    assert fall.bevakning("manadsrapport", "2024-03").oppnad == max(tid(inlagt), tid("2024-04-01T00:00"))


@pytest.mark.krav("K8.1", "K0.8")
def test_a_report_handed_in_before_it_was_awaited_counts_from_its_arrival() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-03-31T10:00").till("2024-04-02")
    b = next(b for b in rutin.bevakningar(fall.insats) if b.nyckel == "manadsrapport:2024-03")
    assert b.oppnas == tid("2024-03-31T10:00")
    assert "2024-03" not in [h.avser for h in fall.handelser("bevakning_oppnad") if h.bevakning == "manadsrapport"]


@pytest.mark.krav("K8.2", sort="avslag")
def test_a_report_that_is_judged_is_not_judged_again_and_the_refusal_says_how_it_was() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").aterremittera("2024-03", "2024-04-05")
    assert fall.avvisas("K8.2", fall.godkann, "2024-03", "2024-04-06") == (
        "manad: rapporten för mars är återremitterad; en ny version har inte kommit in (K8.2, §8.2)"
    )
    fall.rapportera("2024-03", "2024-04-08").godkann("2024-03", "2024-04-09")
    assert fall.avvisas("K8.2", fall.godkann, "2024-03", "2024-04-10") == (
        "manad: rapporten för mars är redan godkänd (K8.2, §8.2)"
    )


@pytest.mark.krav("K8.2", "K8.3", sort="gräns")
@pytest.mark.parametrize(
    ("inlamnad", "granskas", "godkanns"),
    [
        ("2024-05-06", "2024-05-12", "2024-05-15"),
        ("2024-05-07T23:59", "2024-05-12", "2024-05-15"),
        ("2024-05-08T00:00", "2024-05-13", "2024-05-16"),
    ],
)
def test_a_report_in_by_the_7th_is_judged_by_the_fixed_days_and_a_later_one_by_its_arrival(
    inlamnad: str, granskas: str, godkanns: str
) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-04", inlamnad)
    assert fall.bevakning("rapportgranskning", "2024-04").frist == granskas
    assert fall.bevakning("rapportgodkannande", "2024-04").frist == godkanns


@pytest.mark.krav("K8.2", "K8.3")
def test_each_version_is_numbered_and_each_judgement_told_as_it_was() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").aterremittera("2024-03", "2024-04-05")
    fall.rapportera("2024-03", "2024-04-08").aterremittera("2024-03", "2024-04-09")
    fall.rapportera("2024-03", "2024-04-10").godkann("2024-03", "2024-04-11")
    assert [h.version for h in fall.handelser("manadsrapport_inlamnad")] == [1, 2, 3]
    aterremiss = "Månadsrapporten för mars är återremitterad; komplettera och klarmarkera igen"
    assert [b.partition(" (")[0] for b in fall.brev("anordnare", "Månadsrapporten för mars")] == [
        aterremiss,
        aterremiss,
        "Månadsrapporten för mars är godkänd",
    ]


@pytest.mark.krav("K8.3", "K0.9")
def test_after_an_aterremiss_the_anordnare_is_reminded_of_what_it_owes() -> None:
    fall = Spel.pagaende().rapportera("2024-03").aterremittera("2024-03", "2024-04-08").till("2024-04-16")
    assert fall.brev("anordnare", "komplettering") == [
        "Påminnelse: komplettering av månadsrapport 2024-03, senast 2024-04-15 (§8, K8.3)",
        "Försenat: komplettering av månadsrapport 2024-03; fristen var 2024-04-15 (§8, K8.3)",
    ]
    assert fall.brev("anordnare", "godkännande") == []


@pytest.mark.krav("K7.6", sort="gräns")
def test_the_follow_up_is_of_the_insats_so_not_before_its_first_day() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas(
        "K7.6", fall.rapportera, "2024-03", "2024-04-03", uppfoljning_datum="2024-03-10", falt="uppfoljning_datum"
    )
    fall.rapportera("2024-03", "2024-04-03", uppfoljning_datum="2024-03-11")
    fall.kv("2024-04-04", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-18"}, motivering="fel")
    assert fall.bevakning("manadsrapport").utfall == "uppfylld"  # what was registered stands
