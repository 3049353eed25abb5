"""The envelope that a kommando comes in, whole or refused by rule, sentence and field; and a new edition in one."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import skeende
from domain.grund.avvisning import Avvisning
from domain.liv import rutin
from domain.liv.kommandon import las_inkommet
from domain.skeende import form
from domain.skeende.form import pa_svenska
from tests.domain.skeende.sagt import KUVERT, avslag
from tests.verktyg.spel import Spel, d


def infor(*varden: dict[str, Any]) -> dict[str, Any]:
    return {"utgava": "2025", "varden": list(varden)}


@pytest.mark.krav("K14.1", "K16.2")
@pytest.mark.parametrize(
    ("rad", "falt"),
    [
        ({"nyckel": "finns.inte", "varde": 3}, "varden.0.nyckel"),
        ({"nyckel": "insatstid.AMI2", "varde": "tolv"}, "varden.0.varde"),
        ({"nyckel": "insatstid.AMI2", "varde": 0}, "varden.0.varde"),
        ({"nyckel": "bemanning.arbetsdagar", "varde": -1}, "varden.0.varde"),
        ({"nyckel": "manadsrapport.dag", "varde": 31}, "varden.0.varde"),
        ({"nyckel": "checkbelopp.AMI", "varde": "fyra tusen"}, "varden.0.varde"),
        ({"nyckel": "checkbelopp.AMI", "varde": "-1.00"}, "varden.0.varde"),
        ({"nyckel": "checkbelopp.AMI", "varde": 4000}, "varden.0.varde"),
        ({"nyckel": "paminnelse.klockslag", "varde": "åtta"}, "varden.0.varde"),
        ({"nyckel": "paminnelse.klockslag", "varde": "02:30"}, "varden.0.varde"),
        ({"nyckel": "mall.slutrapport.AMI", "varde": [["a", "b"]]}, "varden.0.varde"),
        ({"nyckel": "avslut.form", "varde": ["mal_natt"]}, "varden.0.varde"),
        ({"nyckel": "avslut.form", "varde": [["mal_natt", "fortid"]]}, "varden"),
        ({"nyckel": "avslut.utan_samtal", "varde": ["lust"]}, "varden"),
        ({"nyckel": "mall.slutrapport.AMI", "varde": ["utan_text"]}, "varden"),
        ({"nyckel": "insatstid.AMI2", "varde": 12, "till": "2025-12-31"}, "varden"),
        ({"nyckel": "checkbelopp.AMI", "varde": "4000.00", "till": "2024-12-31"}, "varden.0.till"),
        ({"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-02-01"}, "varden"),
        ({"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2024-12-31"}, "varden"),
    ],
)
def test_a_value_no_case_could_run_under_is_refused(rad: dict[str, Any], falt: str) -> None:
    fall = Spel.pagaende()
    hel = {"fran": "2025-01-01"} | rad
    fall.avvisas("K16.2", fall.systemet, "2024-12-01", "infor_regelverk", **infor(hel), falt=falt)


@pytest.mark.krav("K16.2")
def test_a_new_value_applies_from_its_day_and_the_old_one_until_then() -> None:
    fall = Spel.pagaende()
    rad = {"nyckel": "plangranskning.arbetsdagar", "varde": 7, "fran": "2024-06-01"}
    fall.systemet("2024-03-20", "infor_regelverk", **infor(rad))
    r = fall.insats.regelverk
    assert [r.tal("plangranskning.arbetsdagar", date(2024, m, dag)) for m, dag in ((5, 31), (6, 1))] == [5, 7]
    fall.avvisas("K16.2", fall.systemet, "2024-03-21", "infor_regelverk", **infor(rad), falt="utgava")


@pytest.mark.krav("K16.2")
@given(
    st.sampled_from([p.nyckel for p in Spel.pagaende().insats.regelverk.parametrar]),
    st.integers(-10, 400) | st.text(max_size=6) | st.lists(st.text(max_size=4) | st.lists(st.text(), max_size=2)),
    st.dates(d("2024-01-01"), d("2026-01-01")),
    st.none() | st.dates(d("2024-01-01"), d("2026-12-31")),
)
def test_a_case_goes_on_whatever_new_values_are_sent_to_it(nyckel: str, varde: Any, fran: Any, till: Any) -> None:
    fall = Spel.pagaende().lamna_plan("2024-03-20").rapportera("2024-03", "2024-03-31")
    rad = {"nyckel": nyckel, "varde": varde, "fran": str(fran), "till": str(till) if till else None}
    try:
        fall.systemet("2024-04-01", "infor_regelverk", **infor(rad))
    except Avvisning as avvisning:
        assert avvisning.regel == "K16.2"
    fall.till("2025-06-01")
    assert fall.utbetalningar()


@pytest.mark.krav("K0.6", sort="avslag")
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, "kommando: inget kommando"),
        ({}, "kommando: inget kommando"),
        ({"kommando": "bemanna"}, "kommando: inget kommando"),
        ({"kommando": {}}, "id: kommandots id saknas"),
        ({"kommando": {}, "id": ""}, "id: kommandots id saknas"),
        ({"kommando": {}, "id": 7}, "id: kommandots id saknas"),
        ({"kommando": {}, "id": "1", "av": "kund:k1", "dokument": 7}, "dokument: ska vara ett dokuments id"),
    ],
)
def test_an_envelope_that_is_none_is_refused_by_what_is_missing(data: Any, text: str) -> None:
    with pytest.raises(Avvisning) as fel:
        las_inkommet(data)
    assert str(fel.value).startswith(text)


def test_an_envelope_is_read_with_who_when_and_its_document() -> None:
    data = {
        "kommando": {"kommando": "bemanna", "handlaggare": "H1"},
        "id": "k1",
        "av": "anordnare:a1@A",
        "dokument": "d1",
        "inkom": "2024-03-01T10:00:00Z",
    }
    inkommet = las_inkommet(data)
    assert (inkommet.id, str(inkommet.av), inkommet.dokument) == ("k1", "anordnare:a1@A", "d1")
    assert inkommet.inkom is not None and inkommet.inkom.isoformat() == "2024-03-01T10:00:00+00:00"
    assert inkommet.kommando.kommando == "bemanna"  # type: ignore[attr-defined]
    for falt, varde in (("av", "ingen"), ("inkom", "igår")):
        with pytest.raises(Avvisning) as fel:
            las_inkommet({**data, falt: varde})
        assert fel.value.falt == falt
    utan = las_inkommet({k: v for k, v in data.items() if k not in ("dokument", "inkom")})
    assert (utan.dokument, utan.inkom) == (None, None)


@pytest.mark.krav("K0.6", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("andrat", "vantat"),
    [
        ({"kommando": None}, ("K0.6", "inget kommando", "kommando")),
        ({"id": None}, ("K0.6", "kommandots id saknas", "id")),
        ({"dokument": 7}, ("K0.6", "ska vara ett dokuments id", "dokument")),
        ({"av": ""}, ("K0.6", "ska skrivas roll:id eller roll:id@organisation", "av")),
        ({"av": "ingen"}, ("K0.6", "ska skrivas roll:id eller roll:id@organisation", "av")),
        (
            {"inkom": "igår"},
            ("K0.6", "går inte att läsa som en tid", "inkom"),
        ),
        (
            {"kommando": {"kommando": "aterkalla_avslut", "motivering": "hon är sjuk"}},
            ("K3.3", "texten hör till dokumentlagret; det som skickas bär bara uppgifter om den", "motivering"),
        ),
    ],
)
def test_a_malformed_envelope_is_refused_by_rule_sentence_and_field(
    andrat: dict[str, Any], vantat: tuple[str, str, str]
) -> None:
    with pytest.raises(Avvisning) as fel:
        las_inkommet(KUVERT | andrat)
    assert avslag(fel.value) == vantat


def test_an_envelope_that_says_nobody_sent_it_is_refused_as_one_that_says_so_with_nothing() -> None:
    with pytest.raises(Avvisning) as fel:
        las_inkommet({k: v for k, v in KUVERT.items() if k != "av"})
    assert avslag(fel.value) == ("K0.6", "ska skrivas roll:id eller roll:id@organisation", "av")


def test_an_envelope_is_read_by_the_kommandon_it_is_to_be_read_by() -> None:
    bara_bemanna = {"bemanna": rutin.KOMMANDON["bemanna"]}
    assert skeende.inkommet.las_inkommet(KUVERT, bara_bemanna) == las_inkommet(KUVERT)
    with pytest.raises(Avvisning) as fel:
        skeende.inkommet.las_inkommet(KUVERT | {"kommando": {"kommando": "ta_emot_intyg"}}, bara_bemanna)
    assert avslag(fel.value) == ("K0.6", "okänt kommando ”ta_emot_intyg”; kommandon är bemanna", "kommando")


@pytest.mark.parametrize(
    ("verb", "vad"),
    [
        (None, "kommandot saknas"),
        ("", "kommandot saknas"),
        (7, "kommandot saknas"),
        ("bemana", "okänt kommando ”bemana”"),
    ],
)
def test_a_verb_that_is_none_is_refused_with_the_verbs_in_their_order(verb: Any, vad: str) -> None:
    nagra = {v: rutin.KOMMANDON[v] for v in ("bemanna", "ta_emot_intyg")}
    with pytest.raises(Avvisning) as fel:
        form.las_kommando({"kommando": verb}, nagra)
    assert avslag(fel.value) == ("K0.6", f"{vad}; kommandon är bemanna, ta_emot_intyg", "kommando")


@pytest.mark.parametrize(
    ("slag", "text"),
    [
        ("date_from_datetime_parsing", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("datetime_parsing", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("int_parsing", "ska vara ett tal"),
        ("float_type", "ska vara ett tal"),
        ("decimal_parsing", "ska vara ett tal"),
        ("finite_number", "ska vara ett tal"),
        ("set_type", "har fel form"),
    ],
)
def test_each_kind_of_error_is_said_in_swedish(slag: str, text: str) -> None:
    assert pa_svenska({"type": slag}) == text
