"""§3.2, §1.1: what is on an anordnare's record, day by day (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.anordnarakt.akt import Anstallning, Villkorsutskick, akt_id, anordnare_av
from domain.processer.anordnarakt.aterkallelse import UppgiftAterkallad
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse
from domain.processer.anordnarakt.nar_nagon_slutar import OmbemanningBegard
from domain.processer.anordnarakt.personal import BehorighetUpphorde
from domain.processer.anordnarakt.rutin import RUTIN
from domain.processer.anordnarakt.villkor import ForandringAnmald
from domain.processer.forlopp import klockslag
from domain.processer.incident.incident import IncidentPaminnelse
from domain.processer.process import Effekt, Processbevakning, Processrad, benamning
from domain.skeende.klockslag import VIKT_FRIST, VIKT_UPPHOR
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import d, tid

A = Aktor(Roll.ANORDNARE, "h1", "A")
B = Aktor(Roll.ANORDNARE, "h1", "B")
AL = Aktor(Roll.ARBETSLEDARE, "al1")


def akt() -> Processpel:
    return Processpel(RUTIN, "anordnare-A")


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
    assert RUTIN.klar(fall.lage)


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
    assert [e.argument["till"] for e in RUTIN.effekter(fall.lage)] == ["2024-03-29"]
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
    assert benamning(fall.bevakning("villkorsbekraftelse").slag) == "bekräftelse av villkor"
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


SPEC = Aktor(Roll.SYSTEMSPECIALIST, "s1")
SLUTAR: dict[str, str] = {"person": "H1", "till": "2024-03-15"}


def ater(fall: Processpel, av: Aktor, nar: str, vad: str, avser: str) -> Processpel:
    return fall.sag(av, nar, "aterkalla_uppgift", vad=vad, avser=avser, motivering="Fel person.")


@pytest.mark.krav("K3.4", "K0.7")
def test_an_outcome_of_an_earlier_word_does_not_answer_a_later_one() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(A, "2024-03-02", "personal_slutar", person="H1", till="2024-03-29")
    fall.avvisas("K3.4", SYSTEMET, "2024-03-02", "registrera_ombemanning", **SLUTAR, arenden=["in-1"])
    assert len(list(RUTIN.effekter(fall.lage))) == 1
    fall.sag(SYSTEMET, "2024-03-02", "registrera_ombemanning", person="H1", till="2024-03-29", arenden=["in-1"])
    assert list(RUTIN.effekter(fall.lage)) == []


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
    (effekt,) = RUTIN.effekter(fall.lage)
    assert (effekt.argument["till"], RUTIN.klar(fall.lage)) == (None, False)
    fall.sag(SYSTEMET, "2024-03-04", "registrera_ombemanning", person="H1", till=None, arenden=["in-1"])
    assert "behorighet_upphorde" not in fall.till("2024-04-01").slagen()
    assert RUTIN.klar(fall.lage)
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
    assert (list(RUTIN.bevakningar(fall.lage)), RUTIN.klar(fall.lage)) == ([], True)
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
    assert RUTIN.rad(fall.lage).data["forandringar"] == 0
    fall.sag(AL, "2024-03-03", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-04", "bekrafta_villkor", villkor="2025")
    fall.avvisas("K0.7", AL, "2024-03-04", "aterkalla_uppgift", vad="bekraftelse", avser="2025", motivering="x")
    ater(fall, A, "2024-03-04", "bekraftelse", "2025")
    assert fall.bevakning("villkorsbekraftelse").utfall == "oppen"
    fall.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="villkor", avser="2025", motivering="x")
    ater(fall, AL, "2024-03-05", "villkor", "2025")
    assert list(RUTIN.bevakningar(fall.lage)) == []
    fall.sag(AL, "2024-03-06", "skicka_villkor", villkor="2025", galler_fran="2025-02-01")


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize("person", ["19900502-2398", "900502-2398", "H\x007", "H\n7", " H7", "", "x" * 61])
def test_a_person_is_an_id_that_can_be_read_and_never_a_personnummer(person: str) -> None:
    fall = akt()
    regel = "K3.3" if person.endswith("2398") else "K3.4"
    text = fall.avvisas(regel, A, "2024-03-01", "personal_borjar", person=person, fran="2024-03-04")
    assert person not in text or not person.strip()


# --- what is refused, and up to which day


@pytest.mark.krav("K3.4", "K3.5", "K16.2", "K0.7", sort="avslag")
def test_a_record_is_its_own_anordnares_and_nobody_elses_there() -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    for regel, verb, fakta in (
        ("K3.4", "personal_borjar", {"person": "H1", "fran": "2024-03-04"}),
        ("K3.4", "personal_slutar", SLUTAR),
        ("K3.5", "anmal_forandring", {"sort": "annat", "beskrivning": "x"}),
        ("K16.2", "bekrafta_villkor", {"villkor": "2025"}),
        ("K0.7", "aterkalla_uppgift", {"vad": "forandring", "avser": "1", "motivering": "x"}),
    ):
        text = fall.avvisas(regel, B, "2024-03-02", verb, **fakta)
        assert text.startswith("av: akten är en annan anordnares (")
    assert anordnare_av(akt_id("anordnare-A")) == "anordnare-A"


@pytest.mark.krav("K3.4", sort="avslag")
def test_nobody_begins_twice_and_access_is_applied_for_once_by_one_who_is_employed() -> None:
    fall = akt()
    fall.avvisas("K3.4", A, "2024-03-01", "ansok_behorighet", person="H7")
    fall.sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.avvisas("K3.4", A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-25")
    fall.sag(A, "2024-03-02", "ansok_behorighet", person="H7")
    fall.avvisas("K3.4", A, "2024-03-02", "ansok_behorighet", person="H7")
    fall.sag(A, "2024-03-02", "personal_borjar", person="H8", fran="2024-03-18")
    fall.sag(A, "2024-03-03", "personal_slutar", person="H8", till="2024-03-20")
    fall.avvisas("K3.4", A, "2024-03-03", "ansok_behorighet", person="H8")


@pytest.mark.krav("K3.4", sort="gräns")
@pytest.mark.parametrize(("fran", "gar"), [("2024-03-14", False), ("2024-03-15", False), ("2024-03-16", True)])
def test_a_new_employment_begins_after_the_last_day_of_the_one_before(fran: str, gar: bool) -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR).till("2024-03-16T00:00")
    if gar:
        fall.sag(A, "2024-03-20", "personal_borjar", person="H1", fran=fran)
        assert fall.lage.personal["H1"] == Anstallning(
            d(fran), tid("2024-03-20"),
            fore=Anstallning(
                None, tid("2024-03-01"), till=d("2024-03-15"), slut_anmalt=tid("2024-03-01"), ombemannat=False,
                upphord=True,
            ),
        )  # fmt: skip
    else:
        fall.avvisas("K3.4", A, "2024-03-20", "personal_borjar", person="H1", fran=fran)


@pytest.mark.krav("K3.4", "K0.7")
def test_only_the_employment_before_this_one_is_kept() -> None:
    fall = akt()
    for fran, till in (("2024-02-05", "2024-02-09"), ("2024-02-12", "2024-02-16"), ("2024-02-19", "2024-02-23")):
        fall.sag(A, fran, "personal_borjar", person="H1", fran=fran)
        fall.sag(A, fran, "personal_slutar", person="H1", till=till).till(f"{till}T23:59").till("2024-02-26")
    fore = fall.lage.personal["H1"].fore
    assert (fore.fran, fore.till, fore.upphord, fore.fore) == (d("2024-02-12"), d("2024-02-16"), True, None)


@pytest.mark.krav("K3.4", sort="gräns")
@pytest.mark.parametrize(("till", "gar"), [("2024-03-17", False), ("2024-03-18", True), ("2024-03-19", True)])
def test_the_last_day_is_the_first_at_the_earliest(till: str, gar: bool) -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    if gar:
        assert fall.sag(A, "2024-03-02", "personal_slutar", person="H7", till=till).slagen()[-1] == "personal_slutade"
    else:
        fall.avvisas("K3.4", A, "2024-03-02", "personal_slutar", person="H7", till=till)


@pytest.mark.krav("K3.4", sort="avslag")
def test_the_cases_answer_only_what_they_were_asked() -> None:
    fall = akt()
    for person in ("H1", "H7"):  # H1 is not on the record, H7 is not leaving
        fall.avvisas("K3.4", SYSTEMET, "2024-03-01", "registrera_ombemanning", person=person, till=None, arenden=[])
        fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    svar = {**SLUTAR, "arenden": ["in-1", "in-2"]}
    fall.sag(SYSTEMET, "2024-03-01", "registrera_ombemanning", **svar)
    assert fall.poster[-1].handelse == OmbemanningBegard("H1", d("2024-03-15"), ("in-1", "in-2"))
    fall.avvisas("K3.4", SYSTEMET, "2024-03-01", "registrera_ombemanning", **svar)


@pytest.mark.krav("K16.2", sort="avslag")
def test_the_same_conditions_are_not_sent_twice() -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.avvisas("K16.2", SPEC, "2024-03-02", "skicka_villkor", villkor="2025", galler_fran="2025-02-01")


@pytest.mark.krav("K3.4", "K0.6", sort="gräns")
@pytest.mark.parametrize("fran", ["2015-01-01", "2015-01-02"])
def test_a_beginning_on_the_first_days_of_the_calendar_is_late_and_no_fault(fran: str) -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran=fran)
    assert fall.slagen() == ["personal_borjade", "aktfrist_passerad"]


# --- what is awaited, raised and carried out


def hel_akt() -> Processpel:
    """One begins, one leaves, two sets of conditions are to be confirmed and one of them is, too late."""
    fall = akt().sag(AL, "2024-02-01", "skicka_villkor", villkor="2024", galler_fran="2024-02-01")
    fall.sag(A, "2024-02-20", "bekrafta_villkor", villkor="2024")
    fall.sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(A, "2024-03-01", "anmal_forandring", sort="lokaler", fran="2024-05-01", beskrivning="Flytt.")
    return fall.sag(SPEC, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")


H7 = f"behorighetsansokan:H7:{tid('2024-03-01').isoformat()}"
V2024 = f"villkorsbekraftelse:2024:{tid('2024-02-01').isoformat()}"
V2025 = f"villkorsbekraftelse:2025:{tid('2024-03-01').isoformat()}"


@pytest.mark.krav("K3.4", "K16.2", "K0.3", "K0.8")
def test_everything_awaited_says_of_whom_since_when_and_by_when() -> None:
    """1 March is a Friday: ten arbetsdagar are 15 March. 1 February is a Thursday: they are 15 February."""
    fall = hel_akt()
    assert list(RUTIN.bevakningar(fall.lage)) == [
        Processbevakning(
            H7, "behorighetsansokan", "K3.4", Roll.ANORDNARE, "A", tid("2024-03-01"), tid("2024-03-19T00:00"),
            d("2024-03-18"), "oppen",
        ),
        Processbevakning(
            V2024, "villkorsbekraftelse", "K16.2", Roll.ANORDNARE, "A", tid("2024-02-01"), tid("2024-02-16T00:00"),
            d("2024-02-15"), "sen", tid("2024-02-20"),
        ),
        Processbevakning(
            V2025, "villkorsbekraftelse", "K16.2", Roll.ANORDNARE, "A", tid("2024-03-01"), tid("2024-03-16T00:00"),
            d("2024-03-15"), "oppen",
        ),
    ]  # fmt: skip
    assert fall.lage.villkor["2024"] == Villkorsutskick(
        d("2024-02-01"), d("2024-02-15"), tid("2024-02-01"), tid("2024-02-14T08:00"), tid("2024-02-20"), "h1"
    )
    assert [b.utfall for b in RUTIN.bevakningar(fall.till("2024-03-19T00:00").lage)] == ["forsenad", "sen", "forsenad"]


@pytest.mark.krav("K3.4", "K16.2", "K0.8", "K3.3")
def test_what_the_clock_will_raise_is_known_in_order_and_said_in_words_without_a_name() -> None:
    fall = hel_akt()
    assert fall.p is not None
    assert [
        (k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in klockslag(RUTIN, fall.p)
    ] == [
        (
            tid("2024-03-14T08:00"), VIKT_FRIST, f"paminn:{V2025}", AktPaminnelse(V2025, d("2024-03-15")),
            "påminnelse: bekräftelse av villkor senast 2024-03-15 · K16.2",
        ),
        (
            tid("2024-03-15T08:00"), VIKT_FRIST, f"paminn:{H7}", AktPaminnelse(H7, d("2024-03-18")),
            "påminnelse: ansökan om behörighet senast 2024-03-18 · K3.4",
        ),
        (
            tid("2024-03-16T00:00"), VIKT_FRIST, V2025, AktfristPasserad(V2025, d("2024-03-15")),
            "bekräftelse av villkor senast 2024-03-15 · K16.2",
        ),
        (
            tid("2024-03-16T00:00"), VIKT_UPPHOR, "upphor:H1", BehorighetUpphorde("H1", d("2024-03-15")),
            "behörighet upphör 2024-03-15 · K3.4",
        ),
        (
            tid("2024-03-19T00:00"), VIKT_FRIST, H7, AktfristPasserad(H7, d("2024-03-18")),
            "ansökan om behörighet senast 2024-03-18 · K3.4",
        ),
    ]  # fmt: skip
    assert klockslag(RUTIN, fall.till("2024-03-20").p) == []  # type: ignore[arg-type]


@pytest.mark.krav("K3.4", "K0.7", "K3.3")
def test_the_cases_are_told_of_a_leaving_and_of_its_being_taken_back_each_as_an_errand_of_its_own() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    da, sen = tid("2024-03-01").isoformat(), tid("2024-03-04").isoformat()
    vem = {"person": "H1", "anordnare": "A"}
    assert list(RUTIN.effekter(fall.lage)) == [
        Effekt(
            "ombemanna:H1", "ombemanna", vem | {"till": "2024-03-15", "anmalt": da},
            "ärenden att bemanna på nytt efter 2024-03-15", f"2024-03-15:{da}",
        )
    ]  # fmt: skip
    ater(fall, SPEC, "2024-03-04", "slut", "H1")
    assert fall.lage.personal["H1"] == Anstallning(
        None, tid("2024-03-01"), slut_anmalt=tid("2024-03-04"), ombemannat=False
    )
    assert list(RUTIN.effekter(fall.lage)) == [
        Effekt(
            "ombemanna:H1", "ombemanna", vem | {"till": None, "anmalt": sen},
            "ärenden som inte ska bemannas på nytt", f"None:{sen}",
        )
    ]  # fmt: skip


@pytest.mark.krav("K3.4", "K3.5", "K16.2", "K3.3")
def test_a_record_is_listed_with_figures_and_waits_until_nothing_is_awaited() -> None:
    fall = hel_akt().sag(A, "2024-03-01", "personal_slutar", person="H2", till="2024-03-08")
    data = {"anstallda": 1, "forandringar": 1, "obekraftade": ["2025"], "bekraftade": ["2024"]}
    assert RUTIN.rad(fall.lage) == Processrad("vantar", "A", None, "Akten för A", data)
    fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025").sag(A, "2024-03-02", "ansok_behorighet", person="H7")
    for person, till in (("H1", "2024-03-15"), ("H2", "2024-03-08")):
        fakta: dict[str, Any] = {"person": person, "till": till, "arenden": []}
        fall.sag(SYSTEMET, "2024-03-02", "registrera_ombemanning", **fakta)
    assert RUTIN.rad(fall.till("2024-03-15T23:59").lage).status == "vantar"
    ater(fall, A, "2024-03-15T23:59", "forandring", "1")
    data = {"anstallda": 1, "forandringar": 0, "obekraftade": [], "bekraftade": ["2024", "2025"]}
    assert RUTIN.rad(fall.till("2024-03-16T00:00").lage) == Processrad("vilar", "A", None, "Akten för A", data)


@pytest.mark.krav("K3.4", "K16.2", sort="gräns")
def test_a_record_does_not_rest_while_anything_is_late_or_the_cases_are_not_told() -> None:
    sent = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    assert [RUTIN.klar(sent.till(nar).lage) for nar in ("2024-03-15T23:59", "2024-03-16T00:00")] == [False, False]
    assert RUTIN.klar(sent.sag(A, "2024-03-18", "bekrafta_villkor", villkor="2025").lage)
    slutat = akt().sag(A, "2024-03-20", "personal_slutar", **SLUTAR)
    assert (slutat.slagen(), RUTIN.klar(slutat.lage)) == (["personal_slutade", "behorighet_upphorde"], False)
    assert RUTIN.klar(slutat.sag(SYSTEMET, "2024-03-20", "registrera_ombemanning", **SLUTAR, arenden=[]).lage)


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize("roll", list(Roll))
def test_a_record_is_seen_by_its_anordnare_and_by_those_who_are_told_of_it(roll: Roll) -> None:
    ser = {"karriarvagledare", "arbetsledare", "systemspecialist", "kundkoordinator", "system", "anordnare"}
    assert RUTIN.far_se(akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR).lage, Aktor(roll, "x", "A")) is (
        roll in ser
    )
    assert not RUTIN.far_se(hel_akt().lage, B)


# --- what may be taken back


@pytest.mark.krav("K0.7", sort="avslag")
def test_nothing_is_taken_back_that_is_not_there() -> None:
    fall = akt()
    for vad, avser in (("borjan", "H1"), ("ansokan", "H1"), ("slut", "H1"), ("forandring", "1")):
        fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad=vad, avser=avser, motivering="x")
    for av, vad in ((AL, "villkor"), (A, "bekraftelse")):
        fall.avvisas("K0.7", av, "2024-03-01", "aterkalla_uppgift", vad=vad, avser="2025", motivering="x")
    fall.sag(A, "2024-03-01", "personal_borjar", person="H1", fran="2024-03-18")
    for vad in ("ansokan", "slut"):
        fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad=vad, avser="H1", motivering="x")
    fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad="bekraftelse", avser="2025", motivering="x")


@pytest.mark.krav("K0.7", sort="avslag")
def test_a_beginning_stands_once_the_end_is_told_and_an_end_once_the_access_has_ended() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H1", fran="2024-03-04")
    fall.sag(A, "2024-03-01", "ansok_behorighet", person="H1").sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    for vad in ("borjan", "ansokan"):
        fall.avvisas("K0.7", A, "2024-03-15", "aterkalla_uppgift", vad=vad, avser="H1", motivering="x")
    fall.avvisas("K0.7", A, "2024-03-16", "aterkalla_uppgift", vad="slut", avser="H1", motivering="x")
    aldre = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    ater(aldre, A, "2024-03-04", "slut", "H1")
    aldre.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="borjan", avser="H1", motivering="x")


@pytest.mark.krav("K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("vad", "far"),
    [
        ("borjan", {A}),
        ("ansokan", {A}),
        ("slut", {A, SPEC}),
        ("forandring", {A}),
        ("villkor", {AL, SPEC}),
        ("bekraftelse", {A}),
    ],
)
def test_what_one_may_tell_one_may_take_back(vad: str, far: set[Aktor]) -> None:
    for av in (A, AL, SPEC):
        fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
        fall.sag(A, "2024-03-01", "ansok_behorighet", person="H7").sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
        fall.sag(A, "2024-03-01", "anmal_forandring", sort="annat", beskrivning="x")
        fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
        fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025")
        avser = {"slut": "H1", "forandring": "1", "villkor": "2025", "bekraftelse": "2025"}.get(vad, "H7")
        if av in far:
            ater(fall, av, "2024-03-02", vad, avser)
            assert fall.poster[-1].handelse == UppgiftAterkallad(vad, avser)  # type: ignore[arg-type]
        else:
            fall.avvisas("K0.7", av, "2024-03-02", "aterkalla_uppgift", vad=vad, avser=avser, motivering="x")


@pytest.mark.krav("K0.7", "K3.4", "K16.2")
@pytest.mark.parametrize(
    ("av", "verb", "fakta", "vad", "avser"),
    [
        (A, "personal_borjar", {"person": "H9", "fran": "2024-03-25"}, "borjan", "H9"),
        (A, "personal_borjar", {"person": "H2", "fran": "2024-03-25"}, "borjan", "H2"),
        (A, "ansok_behorighet", {"person": "H7"}, "ansokan", "H7"),
        (SPEC, "skicka_villkor", {"villkor": "2026", "galler_fran": "2026-01-01"}, "villkor", "2026"),
        (A, "bekrafta_villkor", {"villkor": "2025"}, "bekraftelse", "2025"),
    ],
)
def test_what_is_taken_back_leaves_the_record_as_if_it_had_not_been_said(
    av: Aktor, verb: str, fakta: dict[str, Any], vad: str, avser: str
) -> None:
    """H2 left on the last day of February, and may come back."""
    fall = hel_akt().sag(A, "2024-03-02", "personal_slutar", person="H2", till="2024-02-29")
    fore = fall.lage
    fall.sag(av, "2024-03-04", verb, **fakta)
    assert fall.lage != fore
    assert ater(fall, av, "2024-03-05", vad, avser).lage == fore


@pytest.mark.krav("K0.7", "K3.5", sort="gräns")
def test_changes_are_numbered_as_they_were_told_also_when_one_is_taken_back() -> None:
    fall = akt()
    for nr in (1, 2, 3):
        fall.sag(A, f"2024-03-0{nr}", "anmal_forandring", sort="ekonomi", beskrivning="x")
    ater(fall, A, "2024-03-04", "forandring", "3")
    ater(fall, A, "2024-03-04", "forandring", "1")
    assert (fall.lage.forandringar, fall.lage.aterkallade) == (3, {1, 3})
    fall.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="forandring", avser="4", motivering="x")
    fall.sag(A, "2024-03-05", "anmal_forandring", sort="ekonomi", beskrivning="x")
    assert fall.till_roller("nr 4 i akten") == ["arbetsledare", "karriarvagledare"]


@pytest.mark.krav("K0.7", "K16.2")
def test_a_confirmation_taken_back_after_its_frist_is_awaited_as_late_at_once() -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-15", "bekrafta_villkor", villkor="2025")
    ater(fall, A, "2024-03-18", "bekraftelse", "2025")
    assert fall.slagen()[-2:] == ["aktuppgift_aterkallad", "aktfrist_passerad"]
    assert fall.nar("aktfrist_passerad") == [tid("2024-03-18")]
    assert fall.bevakning("villkorsbekraftelse").utfall == "forsenad"


def test_a_line_of_another_process_has_no_place_on_a_record() -> None:
    with pytest.raises(AssertionError, match=r"^IncidentPaminnelse\("):
        RUTIN.tillampa(hel_akt().lage, IncidentPaminnelse("incidentkontakt", tid("2024-03-02")), tid("2024-03-02"))
