"""How a kommando is read: every kind of bad input is a refusal that names field and rule in Swedish."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.kommando import Kommando
from tests.domain.skeende.sagt import HELA, avslag
from tests.verktyg.spel import d

ENGELSKA = re.compile(r"\b(Input|should|valid|value|field|type|error|must|expected|None|True|False|str|int|pydantic)\b")


def nekas(data: dict[Any, Any]) -> Avvisning:
    with pytest.raises(Avvisning) as fel:
        las_kommando(data)
    assert re.fullmatch(r"K\d+\.\d+", fel.value.regel)
    assert not ENGELSKA.search(fel.value.text), fel.value.text
    return fel.value


@pytest.mark.parametrize("verb", HELA)
def test_a_whole_kommando_is_read(verb: str) -> None:
    assert isinstance(las_kommando({"kommando": verb, **HELA[verb]}), rutin.KOMMANDON[verb])


@pytest.mark.parametrize(("verb", "falt"), [(v, f) for v in HELA for f in HELA[v]])
def test_a_missing_field_is_named_if_it_is_needed(verb: str, falt: str) -> None:
    utan = {"kommando": verb, **{k: v for k, v in HELA[verb].items() if k != falt}}
    if rutin.KOMMANDON[verb].model_fields[falt].is_required():
        nekad = nekas(utan)
        assert (nekad.regel, nekad.falt, nekad.text) == (rutin.KOMMANDON[verb].regel, falt, "fältet saknas")
    else:
        assert las_kommando(utan)


@pytest.mark.parametrize("verb", HELA)
def test_an_unknown_field_is_refused_by_name(verb: str) -> None:
    nekad = nekas({"kommando": verb, **HELA[verb], "personnummer": "19900502-1234"})
    assert (nekad.falt, nekad.text) == ("personnummer", "fältet hör inte till kommandot")
    assert "1990" not in str(nekad)


def test_a_field_without_a_name_is_refused_as_the_kommandos() -> None:
    nekad = nekas({"kommando": "bemanna", **HELA["bemanna"], "": "x"})
    assert avslag(nekad) == ("K6.2", "fältet hör inte till kommandot", "kommando")


@pytest.mark.parametrize("verb", [None, "", "BEMANNA", "besluta_allt", 7, ["bemanna"], {"a": 1}])
def test_an_unknown_verb_is_refused_with_those_there_are(verb: Any) -> None:
    nekad = nekas({"kommando": verb})
    assert nekad.falt == "kommando"
    assert "besluta_forlangning" in nekad.text


@pytest.mark.parametrize(
    ("verb", "falt", "varde", "text"),
    [
        ("lagg_in_uppdrag", "startdatum", "2024-02-30", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "startdatum", "11/3 2024", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "startdatum", None, "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "startdatum", True, "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "startdatum", 86400, "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "startdatum", "86400", "ska vara ett datum, ÅÅÅÅ-MM-DD"),
        ("lagg_in_uppdrag", "langd_manader", 0, "ska vara minst 1"),
        ("lagg_in_uppdrag", "langd_manader", "tre", "ska vara ett tal"),
        ("lagg_in_uppdrag", "omfattning", 101, "ska vara högst 100"),
        ("lagg_in_uppdrag", "omfattning", 50.5, "ska vara ett tal"),
        ("bemanna", "handlaggare", "", "får inte vara tomt"),
        ("bemanna", "handlaggare", 7, "ska vara en text"),
        ("granska_plan", "beslut", "kanske", "ska vara någon av 'godkand' eller 'aterremiss'"),
        ("klarmarkera_manadsrapport", "manad", "mars", "har fel form (månad skrivs ÅÅÅÅ-MM)"),
        ("klarmarkera_manadsrapport", "manad", "2024-13", "har fel form (månad skrivs ÅÅÅÅ-MM)"),
        ("klarmarkera_manadsrapport", "rubriker", "allt väl", "ska vara en tabell med namn och värden"),
        ("lamna_genomforandeplan", "delmal", [], "ska ha minst 1 rad"),
        ("lamna_genomforandeplan", "delmal", "praktik", "ska vara en lista"),
        ("lamna_slutrapport", "mal_uppnatt", "kanske", "ska vara ja eller nej (true eller false)"),
        ("lamna_faktureringsunderlag", "belopp", "1.001", "får ha högst 2 decimaler"),
        ("lamna_faktureringsunderlag", "belopp", "-1", "ska vara minst 0"),
        ("lamna_faktureringsunderlag", "belopp", "NaN", "ska vara ett tal"),
        ("lamna_faktureringsunderlag", "belopp", "tusen", "ska vara ett tal"),
        ("lamna_faktureringsunderlag", "fakturanummer", "F" * 41, "får vara högst 40 tecken"),
        ("oppna_slutrapport", "motivering", 5, "ska vara en text"),
    ],
)
def test_each_kind_of_wrong_value_has_its_sentence(verb: str, falt: str, varde: Any, text: str) -> None:
    nekad = nekas({"kommando": verb, **HELA[verb], falt: varde})
    assert (nekad.regel, nekad.falt, nekad.text) == (rutin.KOMMANDON[verb].regel, falt, text)


@pytest.mark.parametrize("verb", [v for v in HELA if any("datum" in f or f in ("fran", "till") for f in HELA[v])])
@pytest.mark.parametrize("ar", ["0001-01-01", "1999-12-31", "2099-01-01", "9999-12-31"])
def test_a_date_the_calendar_cannot_count_with_is_refused_by_its_field(verb: str, ar: str) -> None:
    for falt, varde in HELA[verb].items():
        if isinstance(varde, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", varde):
            nekad = nekas({"kommando": verb, **HELA[verb], falt: ar})
            assert nekad.falt == falt
            assert "kalendern" in nekad.text


@pytest.mark.krav("K0.2", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "kan_raknas_med"),
    [("2014-12-31", False), ("2015-01-01", True), ("2040-12-31", True), ("2041-01-01", False)],
)
def test_a_fact_is_dated_in_the_years_the_calendar_can_count_from(dag: str, kan_raknas_med: bool) -> None:
    data = {"kommando": "lagg_in_uppdrag", "startdatum": dag}
    if kan_raknas_med:
        assert las_kommando(data).startdatum == d(dag)  # type: ignore[attr-defined]
    else:
        assert avslag(nekas(data)) == ("K6.3", "kalendern omfattar åren 2015–2040", "startdatum")


def test_every_day_of_a_list_is_one_the_calendar_can_count_from() -> None:
    data = {"kommando": "lagg_in_uppdrag", "startdatum": "2024-03-11"}
    dagar = (d("2024-06-03"), d("2040-12-31"))
    assert las_kommando(data | {"uppfoljningsdagar": dagar}).uppfoljningsdagar == dagar  # type: ignore[attr-defined]
    nekad = nekas(data | {"uppfoljningsdagar": ["2024-06-03", "2041-01-01"]})
    assert avslag(nekad) == ("K6.3", "kalendern omfattar åren 2015–2040", "uppfoljningsdagar")


@pytest.mark.parametrize("tal", [86400, 86400.0, True, "86400", "-86400", ""])
def test_a_number_is_no_date_where_a_date_may_be_left_out_either(tal: Any) -> None:
    data = {"kommando": "anmal_franvaro", **HELA["anmal_franvaro"], "till": tal}
    assert avslag(nekas(data)) == ("K10.0", "ska vara ett datum, ÅÅÅÅ-MM-DD", "till")


@pytest.mark.parametrize("malgrupp", [["kaa"], {"kaa": 1}, None, 5, "okänd"])
def test_a_malgrupp_of_any_shape_is_refused_by_its_field(malgrupp: Any) -> None:
    kund = {"malgrupp": malgrupp, "alder": 30}
    assert nekas({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": kund}).falt == "kund.malgrupp"


SKRAP = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=4)
    | st.decimals()
    | st.sampled_from(["2024-03-11", "2024-03", "Ej aktuellt", "sjuk", "-1", "1e400"]),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), x, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(HELA)), st.data())
def test_whatever_is_written_is_a_kommando_or_a_refusal(verb: str, data: st.DataObject) -> None:
    falt = sorted(rutin.KOMMANDON[verb].model_fields)
    bytta = data.draw(st.dictionaries(st.sampled_from(falt) | st.text(max_size=5), SKRAP, max_size=3))
    try:
        assert isinstance(las_kommando({**HELA[verb], **bytta, "kommando": verb}), Kommando)
    except Avvisning as avvisning:
        assert avvisning.falt
        assert not ENGELSKA.search(avvisning.text), avvisning.text


@given(st.dictionaries(st.text(max_size=8) | st.integers(), SKRAP, max_size=4))
def test_a_mapping_without_a_known_verb_is_always_refused(data: dict[Any, Any]) -> None:
    data.pop("kommando", None)
    assert nekas(data).falt == "kommando"


@given(SKRAP)
def test_any_birth_date_is_an_age_or_a_refusal(fodd: Any) -> None:
    try:
        fakta = kundfakta({"fodelsedatum": fodd}, d("2024-03-01"))
        assert set(fakta) == {"alder"}
        assert 0 <= fakta["alder"] <= 2024
    except Avvisning as avvisning:
        assert (avvisning.regel, avvisning.falt) == ("K1.2", "kund.fodelsedatum")


# The kund's birth date


@pytest.mark.krav("K1.2", "K3.3")
@pytest.mark.parametrize(
    ("fodd", "ar"),
    [
        ("1990-03-02", 33),
        ("1990-03-01", 34),
        (date(1990, 3, 2), 33),
        (datetime(1990, 3, 1, 23, 59, tzinfo=UTC), 34),
        ("2024-03-01", 0),
    ],
)
def test_a_birth_date_however_it_is_read_becomes_the_age_on_the_day_of_the_decision(fodd: Any, ar: int) -> None:
    sagt = {"id": "k", "fodelsedatum": fodd}
    assert kundfakta(sagt, d("2024-03-01")) == {"id": "k", "alder": ar}
    assert sagt == {"id": "k", "fodelsedatum": fodd}


@pytest.mark.krav("K1.2", sort="avslag")
def test_a_kund_is_not_born_after_the_decision() -> None:
    with pytest.raises(Avvisning) as fel:
        kundfakta({"fodelsedatum": "2024-03-02"}, d("2024-03-01"))
    assert avslag(fel.value) == ("K1.2", "ligger efter beslutet", "kund.fodelsedatum")


@pytest.mark.krav("K1.2", sort="avslag")
@pytest.mark.parametrize("fodd", ["", "1990-02-30", "2 mars 1990", None])
def test_a_birth_date_that_is_none_is_refused_without_being_repeated(fodd: Any) -> None:
    with pytest.raises(Avvisning) as fel:
        kundfakta({"fodelsedatum": fodd}, d("2024-03-01"))
    assert avslag(fel.value) == ("K1.2", "ska vara ett datum, ÅÅÅÅ-MM-DD", "kund.fodelsedatum")
