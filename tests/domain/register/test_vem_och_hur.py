"""Whose register it is to read and write, and how its words are looked for (K1.1, K3.3, K3.4, K5.1)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.register.anordnare import (
    SKOTER_REGISTRET,
    las_namn,
    namnnyckel,
    prova_adressandring,
    ser_registreringarna,
)
from domain.register.auktorisation import sista_dag
from domain.register.falt import las_datum, las_falt, las_id, las_rad, las_telefon, som_raden_skrivs
from domain.register.hanvisning import Hanvisning, sok
from domain.register.kund import kundfalt
from domain.register.medarbetare import MEDARBETARFALT, las_medarbetarroll
from tests.verktyg.spel import d


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize("roll", list(Roll))
def test_who_registered_what_is_seen_by_the_municipality_and_by_the_anordnare_itself(roll: Roll) -> None:
    assert ser_registreringarna(Aktor(roll, "x", "A"), "A") is (roll is not Roll.KUND)
    assert ser_registreringarna(Aktor(roll, "x", "B"), "A") is (roll not in (Roll.KUND, Roll.ANORDNARE))


@pytest.mark.krav("K3.4", sort="avslag")
@pytest.mark.parametrize("roll", list(Roll))
@pytest.mark.parametrize(
    ("till", "part", "egen"),
    [
        (Roll.ANORDNARE, "A", True),
        (Roll.ANORDNARE, "B", False),
        (Roll.KARRIARVAGLEDARE, "A", False),
    ],
)
def test_where_notices_go_is_said_by_who_keeps_the_register_and_by_an_anordnare_of_itself(
    roll: Roll, till: Roll, part: str, egen: bool
) -> None:
    som = Aktor(roll, "x", "A")
    if roll in SKOTER_REGISTRET or (egen and roll is Roll.ANORDNARE):
        prova_adressandring(som, till, part)
        return
    with pytest.raises(Avvisning) as nej:
        prova_adressandring(som, till, part)
    assert (nej.value.regel, nej.value.falt) == ("K3.4", "som")


@pytest.mark.krav("K1.1")
def test_one_name_is_one_however_it_is_written_and_the_word_for_forval_is_none() -> None:
    assert namnnyckel("  Ka\u0308llan\u00a0 AB ") == namnnyckel("KÄLLAN ab") == "källan ab"
    assert namnnyckel("Källan AB") != namnnyckel("KällanAB")
    assert las_namn(" Forvalet ") == "Forvalet"
    for ordet in ("forval", " FORVAL "):
        with pytest.raises(Avvisning, match=r"K5\.4"):
            las_namn(ordet)


@pytest.mark.krav("K3.3", "K3.4", "K5.1", sort="avslag")
def test_an_id_is_refused_under_the_rule_of_its_own_register() -> None:
    for id_, text in (
        ("X", "ska vara 2–40 små bokstäver, siffror eller tecknen . _ -"),
        ("19900502-2398", "får inte vara ett personnummer"),
    ):
        with pytest.raises(Avvisning) as nej:
            las_falt(MEDARBETARFALT, {"id": id_})
        assert (nej.value.regel, nej.value.text, nej.value.falt) == ("K3.4", text, "id")
        with pytest.raises(Avvisning) as nej:
            las_id(id_)
        assert (nej.value.regel, nej.value.falt) == ("K3.3", "id")
    with pytest.raises(ValueError, match=r".") as fel:
        las_medarbetarroll("kund")
    assert str(fel.value) == (
        "ska vara någon av arbetsledare, dataskyddssamordnare, ekonom, kundkoordinator, socialsekreterare, "
        "systemspecialist"
    )


@pytest.mark.krav("K3.3", sort="gräns")
def test_words_of_one_line_are_kept_with_one_blank_between_and_are_looked_for_so() -> None:
    assert las_rad(" Ka\u0308llan   AB ") == som_raden_skrivs("Källan AB  ") == "Källan AB"
    assert las_rad("x" * 200) == "x" * 200
    for text, sagt in (
        ("x" * 201, "ska vara en rad på högst 200 tecken"),
        ("a\tb", "ska vara en rad på högst 200 tecken"),
        ("a\u200bb", "får inte innehålla osynliga tecken"),
        ("a\u2028b", "får inte innehålla osynliga tecken"),
        ("a\u0085b", "får inte innehålla osynliga tecken"),
    ):
        with pytest.raises(ValueError, match=f"^{re.escape(sagt)}$"):
            las_rad(text)


@pytest.mark.parametrize(("text", "tas"), [("08-718", True), ("+46871", True), ("08718", True), ("0871", False)])
def test_a_telephone_number_has_five_signs_at_least(text: str, tas: bool) -> None:
    if tas:
        assert las_telefon(text) == text
    else:
        with pytest.raises(ValueError, match=r"^ska vara ett telefonnummer$"):
            las_telefon(text)


def test_a_date_is_written_in_one_way_and_is_one_that_there_is() -> None:
    assert las_datum("2024-02-29") == d("2024-02-29") and las_datum("2040-12-31") == d("2040-12-31")
    for text in ("2041-01-01", "9999-12-31"):
        with pytest.raises(ValueError, match=r"^kalendern omfattar datum till och med 2040$"):
            las_datum(text)
    for text in ("2023-02-29", "20240229", "2024-W09-4", "2024-2-29", ""):
        with pytest.raises(ValueError, match=r"^ska vara ett datum, ÅÅÅÅ-MM-DD$"):
            las_datum(text)


@pytest.mark.krav("K4.4")
def test_what_is_looked_for_is_found_by_parts_of_words_in_all_that_is_said_and_first_in_the_question() -> None:
    def rad(fraga: str, **fakta: Any) -> Hanvisning:
        return Hanvisning(
            **{"fraga": fraga, "till": "x", "paragraf": "§4.1", "krav": "K4.4", "status": "tolkning", **fakta}
        )

    alla = [rad("A", hur="Hyra och skuld"), rad("B", till="Hyresnämnden"), rad("Hyr ut", sokord=("lägenhet",))]
    hittade = {text: [h.fraga for h in sok(alla, text)] for text in ("hyr", "SKULD hyra", "lagen", "skuld ut", "")}
    assert hittade == {
        "hyr": ["Hyr ut", "A", "B"], "SKULD hyra": ["A"], "lagen": ["Hyr ut"], "skuld ut": [], "": ["A", "B", "Hyr ut"],
    }  # fmt: skip


@pytest.mark.krav("K1.1", "K3.4", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "sista"),
    [
        ("2024-01-01", "2024-06-30"),
        ("2024-03-31", "2024-06-30"),
        ("2024-04-01", "2024-06-30"),
        ("2024-06-30", "2024-06-30"),
        ("2024-07-02", None),
        ("2023-12-31", "ingen"),
        ("2024-07-01", "ingen"),
    ],
)
def test_an_auktorisation_reaches_on_through_those_that_begin_the_day_after(dag: str, sista: str | None) -> None:
    alla = [
        (d("2023-01-01"), d("2023-12-30")), (d("2024-01-01"), d("2024-03-31")), (d("2024-04-01"), d("2024-06-30")),
        (d("2024-07-02"), None),
    ]  # fmt: skip
    if sista == "ingen":
        with pytest.raises(LookupError):
            sista_dag(alla, d(dag))
    else:
        assert sista_dag(alla, d(dag)) == (d(sista) if sista else None)


@pytest.mark.krav("K5.1", "K9.5")
def test_what_is_said_of_a_kund_besides_is_kept_as_it_was_written() -> None:
    skrivet = {"sprak": "arabiska", "tolk": "ja, i telefon", "socialsekreterare": "ss1", "karriarvagledare": "kv1"}
    assert las_falt(kundfalt(d("2024-03-01")), skrivet) == skrivet
    for falt in ("sprak", "tolk"):
        with pytest.raises(Avvisning) as nej:
            las_falt(kundfalt(d("2024-03-01")), {falt: "a\tb"})
        assert (nej.value.regel, nej.value.falt) == ("K5.1", falt)
