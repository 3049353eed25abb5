"""§9.1: deviations told the KV, the socialsekreterare where it concerns them, and facts of the kund with dates."""

import pytest

from domain.kapitel.uppdrag.kundlage import kundlage
from tests.verktyg.spel import Spel, d


def avvik(fall: Spel, nar: str, datum: str | None = None) -> Spel:
    return fall.anordnare(nar, "anmal_avvikelse", datum=datum or nar[:10], beskrivning="kom inte")


def med_social(fall: Spel) -> Spel:
    """With the kund's socialsekreterare named (K9.5)."""
    return fall.kv("2024-03-12", "utse_socialsekreterare", till="ss1")


def till_social(fall: Spel) -> int:
    return len(fall.brev("socialsekreterare", "Det finns en avvikelse att bedöma"))


@pytest.mark.krav("K9.1")
def test_the_kv_is_told_of_a_deviation_and_the_socialsekreterare_of_one_with_bistand() -> None:
    fall = avvik(med_social(Spel.pagaende(start="2024-03-11")), "2024-04-10")
    assert fall.brev("karriarvagledare", "Avvikelse från planeringen 2024-04-10")
    assert till_social(fall) == 1
    assert all("2024-04-10" not in rubrik for rubrik in fall.brev("socialsekreterare"))
    assert not fall.brev("karriarvagledare", "Avvikelsen har inte nått")


@pytest.mark.krav("K9.5", sort="avslag")
def test_where_no_socialsekreterare_is_named_the_kv_is_told_that_nobody_was() -> None:
    fall = avvik(Spel.pagaende(start="2024-03-11"), "2024-04-10")
    assert fall.brev("socialsekreterare") == []
    assert len(fall.brev("karriarvagledare", "Avvikelsen har inte nått någon socialsekreterare")) == 1


@pytest.mark.krav("K9.2")
@pytest.mark.parametrize("insats", ["ISA1", "ISA2"])
def test_without_bistand_the_kv_is_told_the_same_and_the_socialsekreterare_nothing(insats: str) -> None:
    fall = avvik(Spel.pagaende(insats, start="2024-03-11"), "2024-04-10")
    assert fall.brev("karriarvagledare", "Avvikelse från planeringen 2024-04-10")
    assert till_social(fall) == 0


@pytest.mark.krav("K9.4", "K9.1", sort="gräns")
@pytest.mark.parametrize(("dag", "antal"), [("2024-04-14", 1), ("2024-04-15", 0), ("2024-04-16", 0)])
def test_who_is_told_follows_what_held_on_the_day_of_the_deviation(dag: str, antal: int) -> None:
    fall = med_social(Spel.pagaende(start="2024-03-11"))
    fall.kv("2024-04-20", "andra_kundlage", fran="2024-04-15", ekonomiskt_bistand=False, malgrupp="unga_vuxna")
    assert till_social(avvik(fall, "2024-04-22", dag)) == antal


@pytest.mark.krav("K9.4")
def test_a_change_between_two_others_holds_until_the_next() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.kv("2024-05-02", "andra_kundlage", fran="2024-05-01", ekonomiskt_bistand=False)
    fall.kv("2024-05-03", "andra_kundlage", fran="2024-04-01", etableringsersattning=True)
    lagen = [kundlage(fall.insats, d(x)) for x in ("2024-02-01", "2024-03-31", "2024-04-01", "2024-05-01")]
    assert [(x.ekonomiskt_bistand, x.etableringsersattning) for x in lagen] == [
        (True, False), (True, False), (True, True), (False, False)
    ]  # fmt: skip


@pytest.mark.krav("K9.4")
def test_of_two_changes_on_the_same_day_the_latest_holds() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.kv("2024-04-02", "andra_kundlage", fran="2024-04-01", ekonomiskt_bistand=False)
    fall.kv("2024-04-03", "andra_kundlage", fran="2024-04-01", ekonomiskt_bistand=True)
    assert kundlage(fall.insats, d("2024-04-05")).ekonomiskt_bistand
    assert len(fall.insats.kundlagen) == 2


@pytest.mark.krav("K9.4", "K0.6", sort="avslag")
def test_a_change_says_something_new_of_a_day_between_day_1_and_today() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    andra = {"ekonomiskt_bistand": False}
    fall.avvisas("K0.6", fall.kv, "2024-04-02", "andra_kundlage", fran="2024-04-03", falt="fran", **andra)
    fall.avvisas("K9.4", fall.kv, "2024-04-02", "andra_kundlage", fran="2024-02-29", falt="fran", **andra)
    fall.avvisas("K9.4", fall.kv, "2024-04-02", "andra_kundlage", fran="2024-04-02", ekonomiskt_bistand=True)
    fall.avvisas("K9.4", fall.anordnare, "2024-04-02", "andra_kundlage", fran="2024-04-02", falt="av", **andra)


@pytest.mark.krav("K9.1", "K0.6", sort="avslag")
def test_a_deviation_lies_inside_the_insats_and_not_ahead() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.avvisas("K9.1", avvik, fall, "2024-04-10", "2024-03-10", falt="datum")
    fall.avvisas("K0.6", avvik, fall, "2024-04-10", "2024-04-11", falt="datum")


@pytest.mark.krav("K9.2")
def test_a_kund_without_bistand_ends_the_insats_at_any_time() -> None:
    fall = Spel.pagaende("ISA2", start="2024-03-11").avsluta("2024-03-12", "2024-03-12", "kundens_egen_begaran")
    assert (fall.till("2024-03-13").status, fall.insats.avslutsform) == ("avslutad", "avbruten")
