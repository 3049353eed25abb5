"""§6.2–6.4, §7.1: bemanning, uppdrag and the first meeting."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_DELTID_MED_SKAL
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KV, Spel, d, helt_uppdrag, tid


@pytest.mark.krav("K6.2", "K0.3")
@pytest.mark.parametrize(
    ("dag1", "frist"),
    [
        ("2024-03-04", "2024-03-05"),  # Monday
        ("2024-03-01", "2024-03-04"),  # Friday
        ("2024-03-02", "2024-03-04"),  # Saturday
        ("2024-03-28", "2024-04-02"),  # skärtorsdagen: over Easter
        ("2024-06-20", "2024-06-24"),  # the day before midsommarafton
        ("2024-12-23", "2024-12-27"),  # over Christmas
        ("2024-12-30", "2025-01-02"),  # over New Year
        ("2025-01-03", "2025-01-07"),  # over trettondagen
        ("2024-04-30", "2024-05-02"),  # over första maj
        ("2024-10-25", "2024-10-28"),  # over the end of summer time
    ],
)
def test_bemanning_is_due_the_next_arbetsdag(dag1: str, frist: str) -> None:
    fall = Spel.aktualiserat("AMI2", f"{dag1}T15:00")
    assert fall.bevakning("bemanning").frist == frist
    fall.till(f"{frist}T23:59")
    assert fall.bevakning("bemanning").utfall == "oppen"
    fall.till(f"{d(frist) + timedelta(days=1)}")
    assert fall.bevakning("bemanning").utfall == "forsenad"
    assert fall.brev("anordnare", "Försenat: bemanning")
    assert fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Försenat: bemanning")


@pytest.mark.krav("K6.2")
def test_bemanning_on_the_frist_day_is_in_time_and_the_day_after_late() -> None:
    for nar, utfall in (("2024-03-04T23:59", "uppfylld"), ("2024-03-05T00:00", "sen")):
        fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
        fall.anordnare(nar, "bemanna", handlaggare="H1")
        assert fall.bevakning("bemanning").utfall == utfall


@pytest.mark.krav("K6.2")
def test_bemanning_the_same_day_is_told_the_kv() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare("2024-03-01T09:01", "bemanna", handlaggare="H1")
    assert (fall.status, fall.bevakning("bemanning").utfall) == ("bemannad", "uppfylld")
    assert fall.brev("karriarvagledare", "Bemanning är klar")


@pytest.mark.krav("K6.2")
def test_a_new_handlaggare_may_be_named_but_not_the_same_again() -> None:
    fall = Spel.aktualiserat()
    fall.anordnare("2024-03-01", "bemanna", handlaggare="H1")
    fall.avvisas("K6.2", fall.anordnare, "2024-03-02", "bemanna", handlaggare="H1", falt="handlaggare")
    fall.anordnare("2024-03-03", "bemanna", handlaggare="H2")
    assert fall.bevakning("bemanning").utfall == "uppfylld"


@pytest.mark.krav("K6.3")
@pytest.mark.parametrize(
    ("bemannat", "frist"),
    [
        ("2024-03-01T10:00", "2024-03-05"),  # two arbetsdagar from aktualisering
        ("2024-03-04T10:00", "2024-03-05"),  # both the same
        ("2024-03-05T10:00", "2024-03-06"),  # one arbetsdag from bemanning
        ("2024-03-08T10:00", "2024-03-11"),
    ],
)
def test_uppdrag_is_due_two_arbetsdagar_from_aktualisering_or_one_from_bemanning(bemannat: str, frist: str) -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.anordnare(bemannat, "bemanna", handlaggare="H1")
    assert fall.bevakning("uppdrag").frist == frist
    fall.till(f"{frist}T23:59")
    assert fall.bevakning("uppdrag").utfall == "oppen"
    fall.till(f"{d(frist) + timedelta(days=1)}")
    assert fall.bevakning("uppdrag").utfall == "forsenad"
    assert fall.brev("karriarvagledare", "Försenat: uppdrag")
    assert not fall.brev("anordnare", "Försenat: uppdrag")


@pytest.mark.krav("K6.3")
def test_the_kv_is_neither_reminded_nor_late_with_the_uppdrag_while_bemanning_is_awaited() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00").till("2024-03-20")
    assert fall.bevakning("uppdrag").utfall == "oppen"
    assert not fall.brev("karriarvagledare", "uppdrag")


@pytest.mark.krav("K6.3")
@pytest.mark.parametrize(("start", "gar"), [("2024-02-29", False), ("2024-03-01", True), ("2024-06-01", True)])
def test_startdatum_is_not_before_the_aktualisering(start: str, gar: bool) -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    if gar:
        fall.kv("2024-03-04", "lagg_in_uppdrag", startdatum=start)
        assert fall.status == "pagar"
    else:
        fall.avvisas("K6.3", fall.kv, "2024-03-04", "lagg_in_uppdrag", startdatum=start, falt="startdatum")


@pytest.mark.krav("K6.3")
def test_the_uppdrag_is_entered_once() -> None:
    fall = Spel.pagaende()
    fall.avvisas("K6.3", fall.kv, "2024-03-05", "lagg_in_uppdrag", startdatum="2024-03-11")


@pytest.mark.krav("K2.1", "K0.5")
@pytest.mark.parametrize(
    ("insats", "langst", "start", "slut"),
    [
        ("FAI1", 3, "2024-03-15", "2024-06-14"),
        ("AMI1", 3, "2024-11-30", "2025-02-28"),
        ("FAI2", 6, "2024-08-31", "2025-02-28"),
        ("AMI2", 12, "2024-03-01", "2025-02-28"),
        ("ISA1", 9, "2024-03-11", "2024-12-10"),
        ("ISA2", 12, "2024-04-01", "2025-03-31"),
    ],
)
def test_each_insats_has_its_longest_time_and_no_longer(insats: str, langst: int, start: str, slut: str) -> None:
    fall = Spel.aktualiserat(insats, "2024-03-01T09:00")
    fall.avvisas(
        "K2.1", fall.kv, "2024-03-01T10:00", "lagg_in_uppdrag",
        startdatum=start, langd_manader=langst + 1, falt="langd_manader",
    )  # fmt: skip
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum=start)
    assert fall.insats.slutdatum == d(slut)


@pytest.mark.krav("K2.1")
@given(st.integers(1, 12), st.dates(d("2024-03-01"), d("2025-12-31")))
def test_a_shorter_time_is_taken_as_it_is_and_ends_within_it(langd: int, start: Any) -> None:
    fall = Spel.pagaende(start=str(start), langd_manader=langd)
    slut = fall.insats.slutdatum
    assert slut is not None
    assert langd * 28 - 1 <= (slut - start).days + 1 <= langd * 31
    manader = (slut.year - start.year) * 12 + slut.month - start.month
    assert manader == langd or (manader == langd - 1 and start.day == 1)


@pytest.mark.krav("K6.5")
@pytest.mark.parametrize("insats", ["AMI2", "FAI1", "ISA1"])
def test_less_than_full_time_needs_its_reasons_in_every_kundval(insats: str) -> None:
    fall = Spel.aktualiserat(insats)
    deltid = {"startdatum": "2024-03-11", "omfattning": 99}
    fall.avvisas("K6.5", fall.kv, "2024-03-04", "lagg_in_uppdrag", **deltid, falt="omfattning")
    fall.avvisas(
        "K6.3", fall.kv, "2024-03-04", "lagg_in_uppdrag", **deltid, skal_till_deltidsplanering=" ",
        falt="skal_till_deltidsplanering",
    )  # fmt: skip
    fall.kv("2024-03-04", "lagg_in_uppdrag", **deltid, skal_till_deltidsplanering="sfi på förmiddagen")
    assert fall.insats.uppdrag is not None
    assert fall.insats.uppdrag.omfattning == 99


@pytest.mark.krav("K6.5", "K16.2", sort="gräns")
@pytest.mark.parametrize(("insats", "kravs"), [("AMI2", True), ("FAI1", False), ("ISA1", False)])
def test_an_older_case_is_asked_for_them_in_ami_alone(insats: str, kravs: bool) -> None:
    fall = Spel.aktualiserat(insats).fore_reglerna()
    deltid = {"startdatum": "2024-03-11", "omfattning": 25}
    if kravs:
        fall.avvisas("K6.5", fall.kv, "2024-03-04", "lagg_in_uppdrag", **deltid, falt="omfattning")
    else:
        assert fall.kv("2024-03-04", "lagg_in_uppdrag", **deltid).status == "pagar"


@pytest.mark.krav("K6.5", "K0.7", "K16.2", sort="gräns")
def test_what_was_said_before_the_rule_is_not_asked_for_them_by_a_correction() -> None:
    fall = Spel.aktualiserat("ISA1")
    k = las_kommando({"kommando": "lagg_in_uppdrag", **helt_uppdrag({"startdatum": "2024-03-11", "omfattning": 25})})
    steg = utfor(fall.insats, Inkommet("u", KV, k), tid("2024-03-04"), DORR_DELTID_MED_SKAL - 1)
    with pytest.raises(Avvisning, match=r"K6\.5"):
        utfor(fall.insats, Inkommet("u", KV, k), tid("2024-03-04"))
    fall.insats = steg.insats
    fall.kv("2024-03-05", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": "2024-03-12"}, motivering="fel dag")
    assert fall.insats.inlagt.omfattning == 25 and str(fall.insats.startdatum) == "2024-03-12"


@pytest.mark.krav("K13.2", "K6.3")
def test_no_uppdrag_is_entered_once_the_aktualisering_is_decided_to_end() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.avsluta("2024-03-01T10:00", "2024-03-20", "kundens_egen_begaran")
    fall.avvisas("K13.2", fall.kv, "2024-03-04", "lagg_in_uppdrag", startdatum="2024-03-11")
    fall.kv("2024-03-05", "aterkalla_avslut", motivering="ångrat")
    fall.kv("2024-03-06", "lagg_in_uppdrag", startdatum="2024-03-11")
    assert fall.status == "pagar"
