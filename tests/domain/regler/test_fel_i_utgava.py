"""A fault in an edition of the rules is told with its file, its place and its reason, word for word."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.regler.provning import skapa_regelverk, tolka_parametrar
from domain.regler.regelverk import Parameter
from domain.regler.varde import FelIRegelverk, Varde
from regelverk import las_utgavor

Utgava = dict[str, Any]


def utgavan() -> Utgava:
    return copy.deepcopy(dict(las_utgavor()["2024.toml"]))


def rad(utgava: Utgava, nyckel: str) -> dict[str, Any]:
    traff: dict[str, Any] = next(r for r in utgava["parameter"] if r["nyckel"] == nyckel)
    return traff


def fel(*utgavor: Utgava) -> str:
    with pytest.raises(FelIRegelverk) as f:
        skapa_regelverk({f"{nr}.toml": utgava for nr, utgava in enumerate(utgavor, start=1)})
    return str(f.value)


def forstord(hur: Callable[[Utgava], object]) -> str:
    utgava = utgavan()
    hur(utgava)
    return fel(utgava)


@pytest.mark.krav("K16.2", sort="avslag")
def test_what_is_wrong_with_a_whole_edition_is_told_with_its_file_and_section() -> None:
    assert fel() == "regelverk: [regelverk]: det finns ingen utgåva"
    assert fel(utgavan(), utgavan()) == "2.toml: [regelverk]: utgåvan 2024 finns redan i en annan fil"
    for inga in ([], {"nyckel": "x"}, None):
        trasig = forstord(lambda u, inga=inga: u.update(parameter=inga))
        assert trasig == "1.toml: [[parameter]]: utgåvan har inga parametrar"
    assert forstord(lambda u: u.update(mera={})) == (
        "1.toml: mera: okänt avsnitt, bara [regelverk] och [[parameter]] får finnas"
    )
    assert forstord(lambda u: u.pop("regelverk")) == "1.toml: [regelverk]: avsnittet saknas"
    assert forstord(lambda u: u["regelverk"].update(mera=1)) == "1.toml: [regelverk]: okänt fält mera"


@pytest.mark.krav("K16.2", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "skal"),
    [
        ("fran", "fältet fran saknas eller är inget datum, skriv till exempel 2024-01-01"),
        ("utgava", "fältet utgava saknas eller är ingen text"),
    ],
)
def test_a_head_that_lacks_a_field_names_it(falt: str, skal: str) -> None:
    assert forstord(lambda u: u["regelverk"].pop(falt)) == f"1.toml: [regelverk]: {skal}"


@pytest.mark.krav("K16.2", sort="avslag")
def test_a_row_without_a_key_is_named_by_its_number_and_one_with_a_key_by_that() -> None:
    assert forstord(lambda u: u["parameter"][0].pop("nyckel")).startswith("1.toml: parameter nr 1: fältet nyckel")
    assert forstord(lambda u: u["parameter"].insert(1, "inte en tabell")).startswith("1.toml: parameter nr 2: ")
    for falt in ("enhet", "paragraf", "krav"):
        trasig = forstord(lambda u, falt=falt: rad(u, "bemanning.arbetsdagar").update({falt: 7}))
        assert trasig.startswith(f"1.toml: bemanning.arbetsdagar: fältet {falt} saknas")
    assert forstord(lambda u: rad(u, "bemanning.arbetsdagar").update(till="nyår")).startswith(
        "1.toml: bemanning.arbetsdagar: fältet till saknas eller är inget datum"
    )


@pytest.mark.krav("K16.2", sort="gräns")
def test_a_value_may_hold_for_one_day() -> None:
    utgava = utgavan()
    forsta = rad(utgava, "checkbelopp.AMI")
    fran: date = forsta["fran"]
    resten = {**forsta, "fran": date(fran.year, fran.month, fran.day + 1), "varde": "4000.00"}
    forsta["till"] = fran
    utgava["parameter"].append(resten)
    r = skapa_regelverk({"1.toml": utgava})
    assert [r.belopp("checkbelopp.AMI", dag) for dag in (fran, resten["fran"])] == [
        Decimal("3876.00"),
        Decimal("4000.00"),
    ]


@pytest.mark.krav("K16.2")
def test_a_parameter_is_read_with_all_that_its_row_says() -> None:
    utgava = utgavan()
    r = skapa_regelverk({"1.toml": utgava})
    for skriven in utgava["parameter"]:
        p = r.parameter(skriven["nyckel"])
        assert (p.enhet, p.paragraf, p.krav, p.status) == tuple(
            skriven[f] for f in ("enhet", "paragraf", "krav", "status")
        )
        assert p.text == skriven.get("text", "")


@pytest.mark.krav("K16.2", sort="avslag")
def test_every_unknown_word_of_a_template_is_named_whatever_list_stands_before_it() -> None:
    def tva_okanda(u: Utgava) -> None:
        rad(u, "mall.slutrapport.AMI")["varde"] = ["okant_b", "okant_a"]

    assert forstord(tva_okanda) == "1.toml: mall.slutrapport.AMI: okänt ord: okant_a, okant_b"


@pytest.mark.krav("K16.2", sort="gräns")
@pytest.mark.parametrize(("klockslag", "gar"), [("01:59", True), ("02:00", False), ("02:59", False), ("03:00", True)])
def test_the_hour_that_the_clock_skips_and_repeats_is_no_hour_to_remind_at(klockslag: str, gar: bool) -> None:
    utgava = utgavan()
    rad(utgava, "paminnelse.klockslag")["varde"] = klockslag
    if gar:
        assert skapa_regelverk({"1.toml": utgava})
    else:
        assert fel(utgava).startswith("1.toml: paminnelse.klockslag: värdet ska vara ett klockslag")


@pytest.mark.krav("K16.2", sort="avslag")
@pytest.mark.parametrize("varde", [[], ["a", "a"], ["Stor"], ["rubrik med ord"], [1]])
def test_a_template_is_a_list_of_different_words(varde: list[object]) -> None:
    assert "mall.slutrapport.AMI: värdet ska vara en lista av olika ord" in forstord(
        lambda u: rad(u, "mall.slutrapport.AMI").update(varde=varde)
    )


# Small editions: what is wrong with one is seen without reading a whole one

HUVUD = {"utgava": "2024", "fran": date(2024, 1, 1), "kalla": "påhittad"}
SVAR = {
    "nyckel": "svar.arbetsdagar", "varde": 5, "enhet": "arbetsdagar", "paragraf": "§8.4", "krav": "K4.6",
    "fran": date(2024, 1, 1), "status": "tolkning", "text": "Svar inom.",
}  # fmt: skip


def liten(*rader: object, **huvud: Any) -> Utgava:
    return {"regelverk": HUVUD | huvud, "parameter": list(rader)}


@pytest.mark.krav("K16.2")
def test_the_rows_of_a_key_are_one_parameter_with_all_that_they_say() -> None:
    forst = SVAR | {"till": date(2024, 12, 31)}
    sedan = SVAR | {"fran": date(2025, 1, 1), "varde": 7, "text": "Den senare lydelsen."}
    (p,) = tolka_parametrar("a.toml", {"parameter": [sedan | {"text": "x"}, forst | {"text": "Den senare lydelsen."}]})
    assert p == Parameter(
        "svar.arbetsdagar", "arbetsdagar", "§8.4", "K4.6", "tolkning", "Den senare lydelsen.",
        (Varde(date(2024, 1, 1), date(2024, 12, 31), 5), Varde(date(2025, 1, 1), None, 7)),
    )  # fmt: skip
    andra = SVAR | {"nyckel": "plangranskning.arbetsdagar"}
    tva = tolka_parametrar("a.toml", {"parameter": [SVAR, andra]})
    assert [(q.nyckel, len(q.varden)) for q in tva] == [("svar.arbetsdagar", 1), ("plangranskning.arbetsdagar", 1)]


@pytest.mark.krav("K16.2", sort="avslag")
@pytest.mark.parametrize(
    ("filer", "skal"),
    [
        ([liten(SVAR, utgava="")], "1.toml: [regelverk]: fältet utgava saknas eller är ingen text"),
        (
            [liten(SVAR, fran="2024")],
            "1.toml: [regelverk]: fältet fran saknas eller är inget datum, skriv till exempel 2024-01-01",
        ),
        ([liten(SVAR, mer=1)], "1.toml: [regelverk]: okänt fält mer"),
        ([liten(SVAR) | {"mer": 1}], "1.toml: mer: okänt avsnitt, bara [regelverk] och [[parameter]] får finnas"),
        ([liten()], "1.toml: [[parameter]]: utgåvan har inga parametrar"),
        ([liten(SVAR, "inte en tabell")], "1.toml: parameter nr 2: fältet nyckel saknas eller är ingen text"),
        (
            [liten(SVAR, SVAR)],
            "1.toml: svar.arbetsdagar: perioderna 2024-01-01– och 2024-01-01– överlappar varandra",
        ),
        ([liten(SVAR), liten(SVAR)], "2.toml: [regelverk]: utgåvan 2024 finns redan i en annan fil"),
        (
            [liten(SVAR), liten(SVAR | {"varde": 6}, utgava="2025", fran=date(2025, 1, 1))],
            "2.toml: svar.arbetsdagar: perioderna 2024-01-01– och 2024-01-01– överlappar varandra",
        ),
        (
            [liten(SVAR, utgava="2025", fran=date(2025, 1, 1)), liten(SVAR | {"varde": 6})],
            "1.toml: svar.arbetsdagar: perioderna 2024-01-01– och 2024-01-01– överlappar varandra",  # by valid-from
        ),
        ([liten(SVAR)], "1.toml: ledighet.lov: nyckeln saknas"),
        ([liten(SVAR, utgava="2025", fran=date(2025, 1, 1)), liten(SVAR)], "2.toml: ledighet.lov: nyckeln saknas"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_edition_is_told_with_its_file_and_place(filer: list[Utgava], skal: str) -> None:
    assert fel(*filer) == skal
