"""K6.2: a case is aktualiserat once, and recalled only when its staffing has not come in time."""

import pytest

from tests.verktyg.spel import KUNDER, Spel, tid


@pytest.mark.krav("K6.1")
def test_a_case_is_aktualiserat_once() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K6.1", fall.kv, "2024-03-01", "aktualisera", insats="AMI2", anordnare="B", kund=KUNDER["AMI2"])


@pytest.mark.krav("K6.2")
def test_a_case_can_be_recalled_only_once_the_frist_for_bemanning_has_passed() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    sagt = fall.avvisas("K6.2", fall.kv, "2024-03-04T23:59", "aterkalla_aktualisering")
    assert sagt == "ärendet kan återkallas först när fristen för bemanning har passerat (K6.2, §6.2)"
    fall.kv("2024-03-05T00:00", "aterkalla_aktualisering")
    assert fall.insats.avslutad == tid("2024-03-05T00:00")
    assert fall.status == "slutford"
    assert (fall.insats.avslutsform, fall.utbetalningar()) == ("aterkallad", [])
    assert {b.utfall for b in fall.bevakningar()} == {"upphord"}
    rubrik = "Aktualiseringen är återkallad: ärendet bemannades inte i tid (§6.2, K6.2)"
    assert [(m.till, m.regel) for m in fall.meddelanden if m.rubrik == rubrik] == [("anordnare", "K6.2")]


@pytest.mark.krav("K6.2")
def test_a_case_that_was_staffed_late_can_still_be_recalled_until_the_uppdrag_is_in() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-05T09:00", "bemanna", handlaggare="H1")
    assert fall.bevakning("bemanning").utfall == "sen"
    fall.kv("2024-03-05T10:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    fall.avvisas("K6.2", fall.kv, "2024-03-05T11:00", "aterkalla_aktualisering")


@pytest.mark.krav("K6.2")
def test_a_case_that_was_staffed_in_time_is_not_recalled() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-04T23:59", "bemanna", handlaggare="H1")
    fall.avvisas("K6.2", fall.kv, "2024-03-06", "aterkalla_aktualisering")


@pytest.mark.krav("K6.2", "K13.3")
def test_a_recalled_aktualisering_has_a_reason_of_its_own() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00").till("2024-03-06").kv("2024-03-06", "aterkalla_aktualisering")
    assert (fall.insats.avslutsform, fall.insats.avslutsorsak) == ("aterkallad", "aterkallad_aktualisering")
