"""K3.3: the words of a kommando go to the store, and what the kommando carries is facts about them."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.text import Textfakta, fakta_om
from domain.liv.kommandon import las_inkommet, las_kommando
from domain.skeende.form import texter
from tests.domain.skeende.sagt import HELA, KUVERT, avslag
from tests.verktyg.spel import mall


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
