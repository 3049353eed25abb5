"""What an anordnare's record refuses, and up to which day."""

from __future__ import annotations

import pytest

from domain.grund.parter import SYSTEMET
from domain.processer.anordnarakt.akt import Anstallning, akt_id, anordnare_av
from domain.processer.anordnarakt.nar_nagon_slutar import OmbemanningBegard
from tests.domain.processer.anordnarakt.akten import AL, SLUTAR, SPEC, A, B, akt
from tests.verktyg.spel import d, tid


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
