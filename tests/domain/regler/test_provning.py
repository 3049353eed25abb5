"""What is refused in an edition, and that the refusal names the file, the key and the reason."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.regler.nycklar import NYCKLAR
from domain.regler.provning import kontrollera_helhet, skapa_regelverk
from domain.regler.regelverk import Parameter, Regelverk
from domain.regler.varde import FelIRegelverk, Varde
from tests.domain.regler.ny_utgava import Filer, rad, skal

NYAR25 = date(2025, 1, 1)


def ny_utgava(filer: Filer, *rader: dict[str, Any], utgava: str = "2025", fran: date = NYAR25) -> None:
    filer[f"{utgava}.toml"] = {"regelverk": {"utgava": utgava, "fran": fran}, "parameter": list(rader)}


# --- several editions


def test_editions_are_laid_in_order_of_their_valid_from_not_of_their_names(filer: Filer) -> None:
    ny_utgava(filer, rad(filer, "plangranskning.arbetsdagar") | {"fran": NYAR25, "varde": 4}, utgava="0-senare")
    r = skapa_regelverk(dict(sorted(filer.items())))
    assert r.utgavor == ("2024", "0-senare")
    assert r.tal("plangranskning.arbetsdagar", date(2024, 12, 31)) == 5
    assert r.tal("plangranskning.arbetsdagar", NYAR25) == 4


def test_a_later_edition_enters_the_amount_of_its_year(filer: Filer) -> None:
    ny_utgava(
        filer,
        rad(filer, "checkbelopp.AMI") | {"fran": NYAR25, "till": date(2025, 12, 31), "varde": "4000.50"},
    )
    r = skapa_regelverk(filer)
    assert r.belopp("checkbelopp.AMI", NYAR25) == Decimal("4000.50")
    assert r.belopp("checkbelopp.FAI", NYAR25) is None


def test_overlapping_values_in_one_file_are_refused(filer: Filer) -> None:
    bas = {k: v for k, v in rad(filer, "checkbelopp.AMI").items() if k != "till"}
    ny_utgava(filer, bas | {"fran": NYAR25}, bas | {"fran": date(2025, 6, 1)})
    assert skal(filer) == "2025.toml: checkbelopp.AMI: perioderna 2025-01-01– och 2025-06-01– överlappar varandra"


def test_values_overlapping_those_of_an_earlier_edition_are_refused(filer: Filer) -> None:
    ny_utgava(filer, rad(filer, "checkbelopp.AMI") | {"fran": date(2024, 12, 31), "till": date(2025, 12, 31)})
    assert "2025.toml: checkbelopp.AMI: perioderna 2024-01-01–2024-12-31 och 2024-12-31–" in skal(filer)


def test_a_gap_between_the_values_of_a_key_is_refused(filer: Filer) -> None:
    ny_utgava(filer, rad(filer, "checkbelopp.AMI") | {"fran": date(2025, 1, 2), "till": date(2025, 12, 31)})
    assert "2025.toml: checkbelopp.AMI: det finns ett glapp" in skal(filer)


def test_the_same_edition_in_two_files_is_refused(filer: Filer) -> None:
    filer["kopia.toml"] = copy.deepcopy(filer["2024.toml"])
    assert "utgåvan 2024 finns redan i en annan fil" in skal(filer)


def test_a_template_may_take_up_a_heading_that_comes_with_the_same_edition_but_not_before(
    filer: Filer,
) -> None:
    mall = rad(filer, "mall.genomforandeplan.AMI2")
    rubrik = rad(filer, "rubrik.ledtider") | {"nyckel": "rubrik.praktik", "varde": "Praktik", "fran": NYAR25}
    ny_utgava(filer, mall | {"fran": NYAR25, "varde": [*mall["varde"], "praktik"]}, rubrik)
    assert "praktik" in skapa_regelverk(filer).lista("mall.genomforandeplan.AMI2", NYAR25)
    rubrik["fran"] = date(2025, 1, 2)
    assert skal(filer) == "2025.toml: mall.genomforandeplan.AMI2: okänt ord: praktik"


# --- what is missing or unknown


def test_no_edition_at_all_is_refused() -> None:
    assert "det finns ingen utgåva" in skal({})


@pytest.mark.parametrize("nyckel", sorted(NYCKLAR))
def test_every_required_key_is_missed_by_name(filer: Filer, nyckel: str) -> None:
    filer["2024.toml"]["parameter"].remove(rad(filer, nyckel))
    assert skal(filer) == f"2024.toml: {nyckel}: nyckeln saknas"


@pytest.mark.parametrize("falt", ["varde", "enhet", "paragraf", "krav", "fran", "status", "text"])
def test_every_missing_field_is_refused_by_name(filer: Filer, falt: str) -> None:
    del rad(filer, "plangranskning.arbetsdagar")[falt]
    assert skal(filer) == f"2024.toml: plangranskning.arbetsdagar: fältet {falt} saknas"


def test_a_row_without_a_key_is_refused_by_its_number(filer: Filer) -> None:
    del filer["2024.toml"]["parameter"][2]["nyckel"]
    assert skal(filer) == "2024.toml: parameter nr 3: fältet nyckel saknas eller är ingen text"


def test_unknown_fields_keys_and_sections_are_refused(filer: Filer) -> None:
    rad(filer, "plangranskning.arbetsdagar")["kommentar"] = "x"
    assert skal(filer) == "2024.toml: plangranskning.arbetsdagar: okänt fält kommentar"
    del rad(filer, "plangranskning.arbetsdagar")["kommentar"]
    filer["2024.toml"]["parameter"].append(
        rad(filer, "plangranskning.arbetsdagar") | {"nyckel": "plangransking.arbetsdagar"}
    )
    assert skal(filer) == "2024.toml: plangransking.arbetsdagar: okänd nyckel, ingen regel frågar efter den"
    filer["2024.toml"]["parameter"][-1]["nyckel"] = "rubrik."  # a heading without a name
    assert skal(filer) == "2024.toml: rubrik.: okänd nyckel, ingen regel frågar efter den"
    filer["2024.toml"]["parameter"].pop()
    filer["2024.toml"]["parametrar"] = []
    assert "parametrar: okänt avsnitt" in skal(filer)


@pytest.mark.parametrize(
    ("huvud", "vantat"),
    [
        (None, "avsnittet saknas"),
        ({"utgava": "2024"}, "fältet fran saknas"),
        ({"fran": date(2024, 1, 1)}, "fältet utgava saknas"),
        ({"utgava": "2024", "fran": date(2024, 1, 1), "datum": 1}, "okänt fält datum"),
    ],
)
def test_an_edition_must_say_its_name_and_its_first_day(filer: Filer, huvud: object, vantat: str) -> None:
    filer["2024.toml"]["regelverk"] = huvud
    assert skal(filer).startswith(f"2024.toml: [regelverk]: {vantat}")


@pytest.mark.parametrize("rader", [None, [], {}])
def test_an_edition_without_parameters_is_refused(filer: Filer, rader: object) -> None:
    filer["2024.toml"]["parameter"] = rader
    assert "utgåvan har inga parametrar" in skal(filer)


def test_the_forvalslista_has_one_first_start_for_good(filer: Filer) -> None:
    ny_utgava(filer, rad(filer, "forvalslista.forsta_start") | {"fran": NYAR25, "varde": "2025-01-06"})
    assert skal(filer).endswith(
        "forvalslista.forsta_start: förvalslistan har en enda första start, den kan inte ändras senare"
    )


# --- what is seen only of the whole


def egen(nyckel: str, *varden: Varde, enhet: str = "rubriker") -> Parameter:
    return Parameter(nyckel, enhet, "§7.3", "K7.5", "faststalld", "Text.", varden)


def fran(dag: str, varde: Any, till: str | None = None) -> Varde:
    return Varde(date.fromisoformat(dag), date.fromisoformat(till) if till else None, varde)


RUBRIKER = tuple(egen(f"rubrik.{n}", fran("2024-01-01", n), enhet="rubrik") for n in "abc")


@pytest.mark.krav("K16.2", "K4.5", sort="gräns")
@pytest.mark.parametrize(
    ("alla", "skal"),
    [
        ([egen("mall.slutrapport.AMI", fran("2024-01-01", ("a", "b")))], None),
        ([egen("mall.slutrapport.AMI", fran("2024-01-01", ("d", "a", "e")))], "mall.slutrapport.AMI: okänt ord: d, e"),
        ([egen("mall.slutrapport.AMI", fran("2023-12-31", ("a",)))], "mall.slutrapport.AMI: okänt ord: a"),
        # what every plan has stands in each insats's own template, on every day that it has come to be so
        (
            [egen("mall.genomforandeplan", fran("2024-01-01", ("a", "b"))),
             egen("mall.genomforandeplan.AMI2", fran("2024-01-01", ("b", "c", "a")))], None,
        ),
        (
            [egen("mall.genomforandeplan", fran("2024-01-01", ("a", "b", "c"))),
             egen("mall.genomforandeplan.AMI2", fran("2024-01-01", ("a",)))],
            "mall.genomforandeplan.AMI2: rubrik som varje plan har saknas: b, c",
        ),
        (
            [egen("mall.genomforandeplan", fran("2024-01-01", ("a",), "2024-12-31"), fran("2025-01-01", ("a", "b"))),
             egen("mall.genomforandeplan.AMI2", fran("2024-01-01", ("a",)))],
            "mall.genomforandeplan.AMI2: rubrik som varje plan har saknas: b",
        ),
        (
            [egen("mall.genomforandeplan", fran("2024-01-01", ("a",), "2024-12-31"), fran("2025-01-01", ("a", "b"))),
             egen("mall.genomforandeplan.AMI2", fran("2024-01-01", ("a",), "2024-12-31"),
                  fran("2025-01-01", ("a", "b")))], None,
        ),
        (
            [egen("forvalslista.forsta_start", fran("2024-01-01", "2024-01-08", "2024-12-31"),
                  fran("2025-01-01", "2025-01-06"), enhet="måndag")],
            "forvalslista.forsta_start: förvalslistan har en enda första start, den kan inte ändras senare",
        ),
        ([egen("checkbelopp.AMI", fran("2024-01-01", "1.00", "2024-12-31"), enhet="kr per månad")], None),
        (
            [egen("svar.arbetsdagar", fran("2024-01-01", 5, "2024-12-31"), enhet="arbetsdagar")],
            "svar.arbetsdagar: värde saknas för tiden efter 2024-12-31",
        ),
        ([egen("avslut.utan_samtal", fran("2024-01-01", ("flytt", "b")))], "avslut.utan_samtal: okänt ord: b"),
        ([egen("mal.FAI1", fran("2024-01-01", ("stegforflyttning", "flytt")))], "mal.FAI1: okänt ord: flytt"),
    ],
)  # fmt: skip
def test_what_no_parameter_shows_by_itself_is_told_by_its_key(alla: list[Parameter], skal: str | None) -> None:
    r = Regelverk(("2024", "2025"), (*alla, *RUBRIKER))
    if skal is None:
        kontrollera_helhet(r, {})
    else:
        with pytest.raises(FelIRegelverk) as f:
            kontrollera_helhet(r, {})
        assert str(f.value) == f"2025: {skal}"
