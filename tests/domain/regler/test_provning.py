"""What is refused in an edition, and that the refusal names the file, the key and the reason."""

import copy
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from domain.regler.nycklar import INSATSER, NYCKLAR
from domain.regler.provning import skapa_regelverk
from domain.regler.rad import tolka_rad
from domain.regler.varde import FelIRegelverk
from regelverk import las_utgavor

Filer = dict[str, dict[str, Any]]
NYAR25 = date(2025, 1, 1)


@pytest.fixture
def filer() -> Filer:
    """The shipped edition, free to be spoiled."""
    return copy.deepcopy({"2024.toml": las_utgavor()["2024.toml"]})


def rad(filer: Filer, nyckel: str, fil: str = "2024.toml") -> dict[str, Any]:
    """The row of the key, to be changed in place."""
    rader: list[dict[str, Any]] = filer[fil]["parameter"]
    return next(r for r in rader if r["nyckel"] == nyckel)


def ny_utgava(filer: Filer, *rader: dict[str, Any], utgava: str = "2025", fran: date = NYAR25) -> None:
    filer[f"{utgava}.toml"] = {"regelverk": {"utgava": utgava, "fran": fran}, "parameter": list(rader)}


def skal(filer: Filer) -> str:
    with pytest.raises(FelIRegelverk) as fel:
        skapa_regelverk(filer)
    assert str(fel.value) == f"{fel.value.fil}: {fel.value.nyckel}: {fel.value.skal}"
    return str(fel.value)


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
    mall = rad(filer, "mall.genomforandeplan")
    rubrik = rad(filer, "rubrik.ledtider") | {"nyckel": "rubrik.praktik", "varde": "Praktik", "fran": NYAR25}
    ny_utgava(filer, mall | {"fran": NYAR25, "varde": [*mall["varde"], "praktik"]}, rubrik)
    assert "praktik" in skapa_regelverk(filer).lista("mall.genomforandeplan", NYAR25)
    rubrik["fran"] = date(2025, 1, 2)
    assert skal(filer) == "2025.toml: mall.genomforandeplan: okänt ord: praktik"


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


# --- what is wrong


@pytest.mark.parametrize(
    ("nyckel", "varde", "vantat"),
    [
        ("plangranskning.arbetsdagar", "5", "ett heltal"),
        ("plangranskning.arbetsdagar", 5.0, "ett heltal"),
        ("plangranskning.arbetsdagar", True, "ett heltal"),
        ("plangranskning.arbetsdagar", -5, "-5 arbetsdagar går inte"),
        ("plangranskning.arbetsdagar", 0, "0 arbetsdagar går inte"),
        ("genomforandeplan.dagar", -1, "-1 dagar går inte"),
        ("manadsrapport.dag", 29, "29 dag i månaden går inte, talet ska vara 1–28"),
        ("arbetsformaga.AMI2", 101, "101 procent går inte"),
        ("ersattning.dagar_per_manad", 0, "0 dagar går inte"),
        ("checkbelopp.AMI", 3876, "ett belopp skrivet som text"),
        ("checkbelopp.AMI", 3876.0, "ett belopp skrivet som text"),
        ("checkbelopp.AMI", "-3876", "inte negativt"),
        ("checkbelopp.AMI", "3 876", "ett belopp skrivet som text"),
        ("checkbelopp.AMI", "3876.005", "ett belopp skrivet som text"),
        ("paminnelse.klockslag", "8:00", "ett klockslag"),
        ("paminnelse.klockslag", "24:00", "ett klockslag"),
        ("paminnelse.klockslag", "02:30", "finns alla dagar"),
        ("forvalslista.forsta_start", "2024-01-07", "en måndag"),
        ("forvalslista.forsta_start", "2024-01-09", "en måndag"),
        ("forvalslista.forsta_start", "2024-13-01", "en måndag"),
        ("forvalslista.forsta_start", "20240108", "en måndag"),
        ("forvalslista.forsta_start", date(2024, 1, 8), "skriven som text"),
        ("forvalslista.period", 0, "0 veckor går inte, talet ska vara 1–52"),
        ("mall.genomforandeplan", "ledtider", "en lista"),
        ("mall.genomforandeplan", [], "en lista"),
        ("mall.genomforandeplan", ["ledtider", "ledtider"], "olika ord"),
        ("mall.genomforandeplan", ["Ledtider"], "en lista"),
        ("mall.genomforandeplan", ["ledtider", "hittapa"], "okänt ord: hittapa"),
        ("avslut.form", ["mal_natt"], "en tabell"),
        ("avslut.form", {"mal_natt": 1}, "en tabell"),
        ("avslut.form", {"mal_natt": "avslutad"}, "okänt ord: avslutad"),
        ("avslut.form", {"mal_natt": "fortid"}, "orsaken saknas: annan_insats, brister_hos_anordnare"),
        ("avslut.utan_samtal", ["mal_natt", "mal_nat"], "okänt ord: mal_nat"),
        ("rubrik.ledtider", " ", "en text"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(filer: Filer, nyckel: str, varde: object, vantat: str) -> None:
    rad(filer, nyckel)["varde"] = varde
    meddelande = skal(filer)
    assert meddelande.startswith(f"2024.toml: {nyckel}: ")
    assert vantat in meddelande


GRANSER = {
    "månader": (1, 60), "år": (0, 120), "procent": (0, 100), "arbetsdagar": (1, 366), "minuter": (0, 1440),
    "dagar": (0, 366), "veckor": (1, 52), "timmar": (1, 366), "dag i månaden": (1, 28), "dag i perioden": (1, 366),
    "insatser": (1, 366), "megabyte": (1, 12), "gånger": (1, 366),
}  # fmt: skip
RADER = {r["nyckel"]: r for r in las_utgavor()["2024.toml"]["parameter"] if type(r["varde"]) is int}


@pytest.mark.parametrize("nyckel", sorted(RADER))
def test_a_number_is_kept_within_what_the_calendar_can_count_with(nyckel: str) -> None:
    enhet = RADER[nyckel]["enhet"]
    egna = {"ersattning.dagar_per_manad": (1, 366), "svar.arbetsdagar": (0, 366)}
    egna["slutrapportgranskning.arbetsdagar"] = (0, 366)
    egna |= {f"uppfoljning.var_manad.{i}": (0, 60) for i in INSATSER}
    egna |= dict.fromkeys(("gallring.arende_manader", "gallring.personal_manader"), (1, 600))
    minst, hogst = egna.get(nyckel) or GRANSER[enhet]

    def last(tal: int) -> object:
        return tolka_rad("prov.toml", RADER[nyckel] | {"varde": tal}, "").varden[0].varde

    assert (last(minst), last(hogst)) == (minst, hogst)
    for tal in (minst - 1, hogst + 1):
        with pytest.raises(FelIRegelverk) as fel:
            last(tal)
        assert fel.value.skal == f"{tal} {enhet} går inte, talet ska vara {minst}–{hogst}"


@pytest.mark.parametrize(
    ("falt", "varde", "vantat"),
    [
        ("krav", "7.4", "”7.4” är inget krav-id"),
        ("krav", "K7", "”K7” är inget krav-id"),
        ("krav", "K7.4b", "”K7.4b” är inget krav-id"),
        ("paragraf", "7.3", "”7.3” är ingen paragraf"),
        ("paragraf", " ", "fältet paragraf saknas"),
        ("enhet", "dagar", "enheten ska vara ”arbetsdagar”, inte ”dagar”"),
        ("status", "fastställd", "status ska vara faststalld eller tolkning"),
        ("text", "", "fältet text saknas"),
        ("fran", "2024-01-01", "fältet fran saknas eller är inget datum"),
        ("fran", datetime.fromisoformat("2024-01-01T00:00"), "fältet fran saknas eller är inget datum"),
        ("till", date(2023, 12, 31), "till 2023-12-31 ligger före fran 2024-01-01"),
        ("till", date(2024, 12, 31), "värde saknas för tiden efter 2024-12-31"),
        ("fran", date(2024, 1, 2), "värde saknas från 2024-01-01 till 2024-01-02"),
    ],
)
def test_a_field_of_the_wrong_form_is_refused(filer: Filer, falt: str, varde: object, vantat: str) -> None:
    rad(filer, "plangranskning.arbetsdagar")[falt] = varde
    assert skal(filer).startswith(f"2024.toml: plangranskning.arbetsdagar: {vantat}")


def test_a_value_for_a_single_day_is_allowed(filer: Filer) -> None:
    rad(filer, "checkbelopp.AMI")["till"] = date(2024, 1, 1)
    assert skapa_regelverk(filer).belopp("checkbelopp.AMI", date(2024, 1, 2)) is None
