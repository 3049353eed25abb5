"""§3.2, §1.1: what is on an anordnare's record, day by day (K3.4, K3.5, K16.2)."""

from __future__ import annotations

import pytest

from domain.grund.parter import SYSTEMET
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.anordnarakt.villkor import ForandringAnmald
from domain.processer.process import processbenamning
from tests.domain.processer.anordnarakt.akten import AL, SLUTAR, SPEC, A, akt, ater
from tests.verktyg.spel import d, tid


@pytest.mark.krav("K3.4", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"),
    [("2024-03-15", "uppfylld"), ("2024-03-16T23:59", "uppfylld"), ("2024-03-17T00:00", "sen")],
)
def test_access_is_applied_for_on_the_first_day_at_the_latest_also_on_a_saturday(nar: str, utfall: str) -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-16")
    assert fall.sag(A, nar, "ansok_behorighet", person="H7").bevakning("behorighetsansokan").utfall == utfall


@pytest.mark.krav("K3.4", "K0.8", sort="gräns")
@pytest.mark.parametrize(
    ("anmald", "paminns"),
    [
        ("2024-03-01T12:00", ["2024-03-15T08:00"]),
        ("2024-03-15T08:00", ["2024-03-15T08:00"]),
        ("2024-03-15T08:01", ["2024-03-18T08:00"]),
        ("2024-03-18T08:00", ["2024-03-18T08:00"]),
        ("2024-03-18T08:01", []),
    ],
)
def test_it_is_reminded_of_the_arbetsdag_before_or_on_the_day_if_there_is_time(anmald: str, paminns: list[str]) -> None:
    fall = akt().sag(A, anmald, "personal_borjar", person="H7", fran="2024-03-18").till("2024-03-20")
    assert fall.nar("aktpaminnelse") == [tid(t) for t in paminns]
    assert fall.nar("aktfrist_passerad") == [tid("2024-03-19T00:00")]


@pytest.mark.krav("K3.4", "K0.6")
def test_one_whose_beginning_is_told_afterwards_is_late_at_once() -> None:
    fall = akt().sag(A, "2024-03-20", "personal_borjar", person="H7", fran="2024-03-18")
    assert fall.slagen() == ["personal_borjade", "aktfrist_passerad"]
    assert list(fall.till_roller("Försenat")) == ["anordnare", "systemspecialist"]


@pytest.mark.krav("K3.4", sort="gräns")
def test_access_ends_when_the_last_day_has() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", person="H1", till="2024-03-15")
    fall.sag(SYSTEMET, "2024-03-01", "registrera_ombemanning", person="H1", till="2024-03-15", arenden=["in-1"])
    assert "behorighet_upphorde" not in fall.till("2024-03-15T23:59").slagen()
    assert fall.till("2024-03-16").nar("behorighet_upphorde") == [tid("2024-03-16T00:00")]
    assert ANORDNARAKT.klar(fall.lage)


@pytest.mark.krav("K3.4")
def test_one_who_leaves_may_come_back_and_one_who_never_applied_owes_it_no_more() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.sag(A, "2024-03-02", "personal_slutar", person="H7", till="2024-03-20")
    assert fall.bevakning("behorighetsansokan").utfall == "upphord"
    fall.avvisas("K3.4", A, "2024-03-03", "personal_borjar", person="H7", fran="2024-03-20")
    fall.sag(A, "2024-03-25", "personal_borjar", person="H7", fran="2024-04-01")
    assert fall.bevakning("behorighetsansokan").utfall == "oppen"


@pytest.mark.krav("K3.4", "K0.7")
def test_a_last_day_can_be_put_right_until_the_access_has_ended() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", person="H1", till="2024-03-15")
    fall.avvisas("K3.4", A, "2024-03-02", "personal_slutar", person="H1", till="2024-03-15")
    fall.sag(A, "2024-03-02", "personal_slutar", person="H1", till="2024-03-29")
    assert [e.argument["till"] for e in ANORDNARAKT.effekter(fall.lage)] == ["2024-03-29"]
    fall.till("2024-03-30")
    fall.avvisas("K3.4", A, "2024-04-02", "personal_slutar", person="H1", till="2024-04-30")


@pytest.mark.krav("K16.2", sort="gräns")
@pytest.mark.parametrize(("nar", "utfall"), [("2024-03-15T23:59", "uppfylld"), ("2024-03-16T00:00", "sen")])
def test_conditions_are_confirmed_within_ten_arbetsdagar(nar: str, utfall: str) -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    assert fall.sag(A, nar, "bekrafta_villkor", villkor="2025").bevakning("villkorsbekraftelse").utfall == utfall


@pytest.mark.krav("K16.2", sort="avslag")
def test_what_was_not_sent_or_is_confirmed_already_is_not_confirmed() -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.avvisas("K16.2", A, "2024-03-02", "bekrafta_villkor", villkor="2026")
    fall.avvisas("K16.2", AL, "2024-03-02", "bekrafta_villkor", villkor="2025")
    assert processbenamning(fall.bevakning("villkorsbekraftelse").slag) == "bekräftelse av villkor"
    fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025")
    fall.avvisas("K16.2", A, "2024-03-03", "bekrafta_villkor", villkor="2025")


@pytest.mark.krav("K3.5")
@pytest.mark.parametrize("fran", [None, "2024-05-01"])
def test_a_change_is_known_or_coming_and_its_day_is_kept(fran: str | None) -> None:
    fall = akt().sag(A, "2024-03-01", "anmal_forandring", sort="lokaler", fran=fran, beskrivning="Flytt.")
    assert fall.poster[-1].handelse == ForandringAnmald("lokaler", d(fran) if fran else None)


@pytest.mark.krav("K3.5", sort="avslag")
def test_a_change_is_told_with_words_and_by_the_anordnare() -> None:
    fall = akt().sag(A, "2024-03-01", "anmal_forandring", sort="ekonomi", beskrivning="Förlust.")
    assert list(fall.till_roller("förändring som gäller ekonomin")) == ["arbetsledare", "karriarvagledare"]
    fall.avvisas("K3.5", A, "2024-03-01", "anmal_forandring", sort="ekonomi", beskrivning="")
    fall.avvisas("K3.5", AL, "2024-03-01", "anmal_forandring", sort="ekonomi", beskrivning="x")


@pytest.mark.krav("K3.4", "K0.7")
def test_an_outcome_of_an_earlier_word_does_not_answer_a_later_one() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(A, "2024-03-02", "personal_slutar", person="H1", till="2024-03-29")
    fall.avvisas("K3.4", SYSTEMET, "2024-03-02", "registrera_ombemanning", **SLUTAR, arenden=["in-1"])
    assert len(list(ANORDNARAKT.effekter(fall.lage))) == 1
    fall.sag(SYSTEMET, "2024-03-02", "registrera_ombemanning", person="H1", till="2024-03-29", arenden=["in-1"])
    assert list(ANORDNARAKT.effekter(fall.lage)) == []


@pytest.mark.krav("K3.4", sort="gräns")
def test_one_who_is_to_leave_begins_anew_only_when_the_access_has_ended() -> None:
    """Or the access would go on through the months between."""
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.avvisas("K3.4", A, "2024-03-15T23:59", "personal_borjar", person="H1", fran="2024-06-01")
    fall.sag(A, "2024-03-16", "personal_borjar", person="H1", fran="2024-06-01")
    assert fall.slagen()[-2:] == ["behorighet_upphorde", "personal_borjade"]


@pytest.mark.krav("K0.7", "K3.4")
def test_a_leaving_told_by_mistake_is_taken_back_and_the_cases_are_told() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(SYSTEMET, "2024-03-01", "registrera_ombemanning", **SLUTAR, arenden=["in-1"])
    ater(fall, SPEC, "2024-03-04", "slut", "H1")
    (effekt,) = ANORDNARAKT.effekter(fall.lage)
    assert (effekt.argument["till"], ANORDNARAKT.klar(fall.lage)) == (None, False)
    fall.sag(SYSTEMET, "2024-03-04", "registrera_ombemanning", person="H1", till=None, arenden=["in-1"])
    assert "behorighet_upphorde" not in fall.till("2024-04-01").slagen()
    assert ANORDNARAKT.klar(fall.lage)
    assert fall.till_roller("Återtaget") == ["karriarvagledare", "kundkoordinator", "systemspecialist"]
    fall.sag(A, "2024-04-02", "personal_slutar", person="H1", till="2024-04-30").till("2024-05-01")
    fall.avvisas("K0.7", A, "2024-05-02", "aterkalla_uppgift", vad="slut", avser="H1", motivering="x")


@pytest.mark.krav("K0.7", "K3.4")
def test_a_beginning_and_an_application_told_by_mistake_are_taken_back() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.sag(A, "2024-03-02", "ansok_behorighet", person="H7")
    ater(fall, A, "2024-03-03", "ansokan", "H7")
    assert fall.bevakning("behorighetsansokan").utfall == "oppen"
    ater(fall, A, "2024-03-03", "borjan", "H7")
    assert (list(ANORDNARAKT.bevakningar(fall.lage)), ANORDNARAKT.klar(fall.lage)) == ([], True)
    fall.sag(A, "2024-03-04", "personal_borjar", person="H7", fran="2024-03-25")
    assert str(fall.bevakning("behorighetsansokan").frist) == "2024-03-25"


@pytest.mark.krav("K0.7", "K3.4")
def test_one_who_had_left_has_still_left_when_a_new_beginning_is_taken_back() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(SYSTEMET, "2024-03-01", "registrera_ombemanning", **SLUTAR, arenden=[])
    fall.sag(A, "2024-03-20", "personal_borjar", person="H1", fran="2024-04-01")
    ater(fall, A, "2024-03-21", "borjan", "H1")
    assert str(fall.lage.personal["H1"].till) == "2024-03-15"


@pytest.mark.krav("K0.7", "K3.5", "K16.2")
def test_changes_conditions_and_confirmations_are_taken_back_by_those_who_may_tell_them() -> None:
    fall = akt().sag(A, "2024-03-01", "anmal_forandring", sort="ekonomi", beskrivning="Förlust.")
    for avser in ("0", "2", "x"):
        fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad="forandring", avser=avser, motivering="x")
    ater(fall, A, "2024-03-02", "forandring", "1")
    fall.avvisas("K0.7", A, "2024-03-02", "aterkalla_uppgift", vad="forandring", avser="1", motivering="x")
    assert ANORDNARAKT.rad(fall.lage).data["forandringar"] == 0
    fall.sag(AL, "2024-03-03", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-04", "bekrafta_villkor", villkor="2025")
    fall.avvisas("K0.7", AL, "2024-03-04", "aterkalla_uppgift", vad="bekraftelse", avser="2025", motivering="x")
    ater(fall, A, "2024-03-04", "bekraftelse", "2025")
    assert fall.bevakning("villkorsbekraftelse").utfall == "oppen"
    fall.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="villkor", avser="2025", motivering="x")
    ater(fall, AL, "2024-03-05", "villkor", "2025")
    assert list(ANORDNARAKT.bevakningar(fall.lage)) == []
    fall.sag(AL, "2024-03-06", "skicka_villkor", villkor="2025", galler_fran="2025-02-01")


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize("person", ["19900502-2398", "900502-2398", "H\x007", "H\n7", " H7", "", "x" * 61])
def test_a_person_is_an_id_that_can_be_read_and_never_a_personnummer(person: str) -> None:
    fall = akt()
    regel = "K3.3" if person.endswith("2398") else "K3.4"
    text = fall.avvisas(regel, A, "2024-03-01", "personal_borjar", person=person, fran="2024-03-04")
    assert person not in text or not person.strip()
