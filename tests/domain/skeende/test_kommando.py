"""How a kommando is read: every kind of bad input is a refusal that names field and rule in Swedish."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.avvisning import Avvisning
from domain.grund.text import Textfakta, fakta_om
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import rutin
from domain.liv.kommandon import las_inkommet, las_kommando
from domain.skeende import form
from domain.skeende import inkommet as kuvert
from domain.skeende.form import pa_svenska, texter
from domain.skeende.kommando import Kommando
from tests.domain.kapitel.uppdrag.dag_ett.test_behorighet import FAKTA
from tests.verktyg.spel import KUNDER, Spel, d, mall

HELA = FAKTA | {"aktualisera": {"insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]}}
ENGELSKA = re.compile(r"\b(Input|should|valid|value|field|type|error|must|expected|None|True|False|str|int|pydantic)\b")


def nekas(data: dict[Any, Any]) -> Avvisning:
    with pytest.raises(Avvisning) as fel:
        las_kommando(data)
    assert re.fullmatch(r"K\d+\.\d+", fel.value.regel)
    assert not ENGELSKA.search(fel.value.text), fel.value.text
    return fel.value


def avslag(fel: Avvisning) -> tuple[str, str, str | None]:
    return fel.regel, fel.text, fel.falt


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


# Free text


@pytest.mark.krav("K3.3", "K8.4")
@pytest.mark.parametrize(
    ("text", "fakta"),
    [
        ("cv", Textfakta(2)),
        ("  cv \n", Textfakta(2)),
        ("", Textfakta(0)),
        ("Ej aktuellt", Textfakta(0, True)),
        ("ej aktuellt: kunden är föräldraledig", Textfakta(23, True)),
        ("Ej aktuellt – redan klart", Textfakta(11, True)),
        ("Ej aktuellta frågor", Textfakta(19)),
        ("Ej aktuellt!", Textfakta(0, True)),
        ("Ej aktuellt; — (…)", Textfakta(0, True)),
        ("Ej aktuellt (klart)", Textfakta(6, True)),
        ("Ej\u00a0aktuellt", Textfakta(0, True)),  # as a word processor writes it
        ("Ej  aktuellt\nklart", Textfakta(5, True)),
    ],
)
def test_a_text_is_kept_as_facts_about_it(text: str, fakta: Textfakta) -> None:
    assert fakta_om(text) == fakta
    assert fakta.ifylld == (fakta.tecken > 0)


@pytest.mark.krav("K3.3")
def test_the_words_are_handed_to_the_store_and_never_carried_by_the_kommando() -> None:
    data = {
        "kommando": "lamna_genomforandeplan",
        "mal": "hemligt mål",
        "delmal": ["hemligt delmål"],
        "aktiviteter": ["hemlig aktivitet"],
        "rubriker": dict.fromkeys(mall("mall.genomforandeplan.AMI2"), "hemligt"),
    }
    kommando = las_kommando(data)
    assert texter(data, kommando) == {k: v for k, v in data.items() if k != "kommando"}
    assert "hemlig" not in kommando.model_dump_json()


@pytest.mark.krav("K3.3")
def test_what_is_not_text_is_not_handed_to_the_store() -> None:
    data = {"kommando": "justera_uppdrag", "langd_manader": 3, "motivering": "hemligt"}
    assert texter(data, las_kommando(data)) == {"motivering": "hemligt"}


@pytest.mark.krav("K3.3")
def test_facts_about_a_text_are_read_as_well_as_the_text() -> None:
    sagt = {"kommando": "aterkalla_avslut", "motivering": "skäl"}
    las = las_kommando(sagt)
    assert las_kommando(las.model_dump(mode="json")) == las


@pytest.mark.parametrize("verb", HELA)
def test_a_kommando_survives_json(verb: str) -> None:
    kommando = las_kommando({"kommando": verb, **HELA[verb]})
    assert las_kommando(kommando.model_dump(mode="json")) == kommando


# A new edition of the rules


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


# The envelope, whole


KUVERT = {
    "kommando": {"kommando": "bemanna", "handlaggare": "H1"},
    "id": "k1",
    "av": "anordnare:a1@A",
}


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
    assert kuvert.las_inkommet(KUVERT, bara_bemanna) == las_inkommet(KUVERT)
    with pytest.raises(Avvisning) as fel:
        kuvert.las_inkommet(KUVERT | {"kommando": {"kommando": "ta_emot_intyg"}}, bara_bemanna)
    assert avslag(fel.value) == ("K0.6", "okänt kommando ”ta_emot_intyg”; kommandon är bemanna", "kommando")


FAKTA_OM_TEXT = {"tecken": 7, "ej_aktuellt": False}
PLAN = {
    "kommando": "lamna_genomforandeplan",
    "mal": FAKTA_OM_TEXT,
    "delmal": [FAKTA_OM_TEXT, FAKTA_OM_TEXT],
    "aktiviteter": [FAKTA_OM_TEXT],
    "rubriker": {"mal": FAKTA_OM_TEXT},
}


@pytest.mark.krav("K3.3")
def test_facts_about_a_text_travel_wherever_the_kommando_has_texts() -> None:
    inkommet = las_inkommet(KUVERT | {"kommando": PLAN})
    assert inkommet.kommando == las_kommando(PLAN)


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "varde"),
    [
        ("mal", "hemligt"),
        ("delmal", ["hemligt"]),
        ("delmal", [FAKTA_OM_TEXT, "hemligt"]),
        ("aktiviteter", ("hemligt", FAKTA_OM_TEXT)),
        ("rubriker", {"mal": "hemligt"}),
        ("rubriker", {"kunden har sagt": FAKTA_OM_TEXT}),
    ],
)
def test_words_do_not_travel_in_any_place_a_kommando_has_for_text(falt: str, varde: Any) -> None:
    hel = KUVERT | {"kommando": PLAN | {falt: varde}}
    with pytest.raises(Avvisning) as fel:
        las_inkommet(hel)
    vantat = ("K3.3", "texten hör till dokumentlagret; det som skickas bär bara uppgifter om den", falt)
    assert avslag(fel.value) == vantat
    assert las_inkommet(hel, med_ord=True).kommando == las_kommando(PLAN | {falt: varde})


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
