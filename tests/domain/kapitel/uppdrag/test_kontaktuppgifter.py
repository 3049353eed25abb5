"""Who at the anordnare sees how the kund is reached, and when; who stands in for the handläggare (K6.7)."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.kontaktuppgifter import kontaktdagar, prova_kontaktuppgifter
from tests.verktyg.spel import KV, Spel, d

pytestmark = pytest.mark.krav("K6.7")

H1, H2, VIKARIE, KOLLEGA = (Aktor(Roll.ANORDNARE, vem, "A") for vem in ("h1", "H2", "v1", "a9"))


def ser(fall: Spel, som: Aktor, dag: str) -> bool:
    try:
        prova_kontaktuppgifter(fall.insats, som, d(dag))
    except Avvisning as avvisning:
        assert avvisning.regel == "K6.7"
        return False
    return True


def utse(fall: Spel, nar: str = "2024-03-12", **fakta: Any) -> Spel:
    hel = {"vikarie": "v1", "fran": "2024-03-18", "till": "2024-03-22"}
    return fall.anordnare(nar, "utse_vikarie", **(hel | fakta))


def avslutat() -> Spel:
    """Ends on 2024-04-30."""
    return utse(Spel.pagaende(), till="2024-12-31").avsluta("2024-04-15", "2024-04-30").till("2024-05-02")


@pytest.mark.krav("K6.7", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "ser_de"),
    [("2024-03-01", True), ("2024-04-30", True), ("2024-05-14", True), ("2024-05-15", False)],
)
def test_the_handlaggare_and_who_stands_in_see_it_from_the_bemanning_until_14_days_after_the_end(
    dag: str, ser_de: bool
) -> None:
    fall = avslutat()
    assert ser(fall, H1, dag) == ser_de
    assert ser(fall, VIKARIE, dag) == (ser_de and dag >= "2024-03-18")
    assert not ser(fall, KOLLEGA, dag)


def test_nobody_at_the_anordnare_sees_it_before_the_bemanning() -> None:
    fall = Spel.aktualiserat()
    assert not any(ser(fall, som, "2024-03-01") for som in (H1, VIKARIE, KOLLEGA))
    fall.anordnare("2024-03-04T10:00", "bemanna", handlaggare="H1")
    assert not ser(fall, H1, "2024-03-03"), "the day before it"
    assert ser(fall, H1, "2024-03-04")


@pytest.mark.krav("K6.7", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "ser_den"), [("2024-03-17", False), ("2024-03-18", True), ("2024-03-22", True), ("2024-03-23", False)]
)
def test_who_stands_in_sees_it_on_those_days_only_both_included(dag: str, ser_den: bool) -> None:
    assert ser(utse(Spel.pagaende()), VIKARIE, dag) == ser_den


def test_it_goes_over_to_the_one_that_the_case_is_staffed_with_next() -> None:
    fall = Spel.pagaende().anordnare("2024-04-02", "bemanna", handlaggare="H2")
    assert ser(fall, H2, "2024-04-02")
    assert not ser(fall, H1, "2024-04-02")


def test_an_end_that_is_revoked_or_moved_moves_the_last_day_with_it() -> None:
    fall = Spel.pagaende().avsluta("2024-04-15", "2024-04-30")
    assert kontaktdagar(fall.insats) == (d("2024-03-01"), d("2024-05-14"))
    fall.kv("2024-04-16", "aterkalla_avslut", motivering="ångrat")
    assert kontaktdagar(fall.insats) == (d("2024-03-01"), d("2025-03-24"))


def test_a_case_that_is_recalled_counts_from_the_recall_and_one_without_an_end_has_no_last_day() -> None:
    fall = Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    assert kontaktdagar(fall.insats) == (d("2024-03-01"), None)
    fall.kv("2024-03-05", "aterkalla_aktualisering", felregistrerad=True, motivering="fel kund")
    assert kontaktdagar(fall.insats) == (d("2024-03-01"), d("2024-03-19"))
    assert ser(fall, H1, "2024-03-19") and not ser(fall, H1, "2024-03-20")


def test_the_kv_is_told_who_stands_in_and_it_can_be_struck() -> None:
    fall = utse(Spel.pagaende())
    assert fall.brev("karriarvagledare", "vikarierar") == [
        "v1 vikarierar för handläggaren 2024-03-18–2024-03-22 (§7.1, K6.7)"
    ]
    fall.rattar("2024-03-13", "utse_vikarie", stryk=True, motivering="fel person")
    assert not ser(fall, VIKARIE, "2024-03-18")


@pytest.mark.krav("K6.7", sort="avslag")
def test_nobody_names_themselves_nor_the_handlaggare_nor_a_time_that_ends_before_it_begins() -> None:
    fall = Spel.pagaende().till("2024-03-12T12:00")
    fall.avvisas("K6.7", utse, fall, "2024-03-12", falt="vikarie", vikarie="A1")
    fall.avvisas("K6.7", utse, fall, "2024-03-12", falt="vikarie", vikarie="H1")
    fall.avvisas("K6.7", utse, fall, "2024-03-12", falt="till", till="2024-03-17")
    fall.avvisas(
        "K6.7",
        fall.sager,
        KV,
        "2024-03-12",
        "utse_vikarie",
        falt="av",
        vikarie="v1",
        fran="2024-03-18",
        till="2024-03-22",
    )
    annan = Aktor(Roll.ANORDNARE, "x", "B")
    fall.avvisas(
        "K6.7",
        fall.sager,
        annan,
        "2024-03-12",
        "utse_vikarie",
        falt="av",
        vikarie="v1",
        fran="2024-03-18",
        till="2024-03-22",
    )
    utan = Spel.aktualiserat().till("2024-03-04T12:00")
    utan.avvisas("K6.7", utse, utan, "2024-03-12", falt="kommando")


def test_a_case_from_before_the_rule_shows_it_as_long() -> None:
    fall = avslutat().fore_reglerna()
    assert kontaktdagar(fall.insats) == (d("2024-03-01"), d("2024-05-14"))
