"""A value of an edition is of the right kind and within what the calendar can count with, or is refused by name."""

from datetime import date, datetime

import pytest

from domain.regler.nycklar import INSATSER
from domain.regler.provning import skapa_regelverk
from domain.regler.rad import som_rad, tolka_rad
from domain.regler.varde import FelIRegelverk
from regelverk import las_utgavor
from tests.domain.regler.ny_utgava import Filer, rad, skal
from tests.verktyg.spel import regelverket


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
        ("avslut.form", {}, "en tabell från ord till ord"),
        ("avslut.form", {"Mal_natt": "fortid"}, "en tabell från ord till ord"),
        ("mal.FAI1", ["stegforflyttning", "flytt"], "okänt ord: flytt"),
        ("stegforflyttning.ISA2", ["ami1", "fortid"], "okänt ord: fortid"),
        ("omfattning.heltid_kundval", ["ami", "ami2"], "okänt ord: ami2"),
        ("utbetalning.kraver_godkannande", 2, "true (ja) eller false (nej)"),
        ("utbetalning.kraver_godkannande", "ja", "true (ja) eller false (nej)"),
        ("avslut.form", {"mal_natt": 1}, "en tabell"),
        ("avslut.form", {"mal_natt": "avslutad"}, "okänt ord: avslutad"),
        ("avslut.form", {"mal_natt": "fortid"}, "orsaken saknas: annan_insats, brister_hos_anordnare"),
        ("avslut.utan_samtal", ["mal_natt", "mal_nat"], "okänt ord: mal_nat"),
        ("rubrik.ledtider", " ", "en text"),
        ("ledighet.lov", {}, "en tabell från ord till dagar"),
        ("ledighet.lov", ["hostlov"], "en tabell från ord till dagar"),
        ("ledighet.lov", {"höstlov": "2024-10-28/2024-11-01"}, "en tabell från ord till dagar"),
        ("ledighet.lov", {"hostlov": "2024-10-28"}, "en tabell från ord till dagar"),
        ("ledighet.lov", {"hostlov": "20241028/20241101"}, "en tabell från ord till dagar"),
        ("ledighet.lov", {"hostlov": "2024-11-01/2024-10-28"}, "en tabell från ord till dagar"),
        ("ledighet.lov", {"hostlov": "2024-10-28/2024-11-31"}, "en tabell från ord till dagar"),
        ("ledighet.lov", {"hostlov": 5}, "en tabell från ord till dagar"),
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


JA_NEJ = next(r for r in las_utgavor()["2024.toml"]["parameter"] if r["nyckel"] == "utbetalning.kraver_godkannande")


@pytest.mark.parametrize("nyckel", sorted(RADER))
def test_a_number_is_kept_within_what_the_calendar_can_count_with(nyckel: str) -> None:
    enhet = RADER[nyckel]["enhet"]
    egna = {"ersattning.dagar_per_manad": (1, 366), "svar.arbetsdagar": (0, 366)}
    attester = ("regelutgava.attest_arbetsdagar", "attest.arbetsdagar")
    egna |= dict.fromkeys(("slutrapportgranskning.arbetsdagar", *attester), (0, 366))
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
        ("krav", "7.4", "”7.4” är inget krav-id, skriv till exempel K7.3"),
        ("krav", "K7", "”K7” är inget krav-id"),
        ("krav", "K7.4b", "”K7.4b” är inget krav-id"),
        ("paragraf", "7.3", "”7.3” är ingen paragraf, skriv till exempel §7.3"),
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


@pytest.mark.parametrize(("varde", "vantat"), [(False, 0), (True, 1), (0, 0), (1, 1)])
def test_a_choice_is_kept_as_the_number_that_a_journal_has(varde: object, vantat: int) -> None:
    (last,) = tolka_rad("x.toml", JA_NEJ | {"varde": varde}, "").varden
    assert (last.varde, type(last.varde)) == (vantat, int)


@pytest.mark.parametrize("nyckel", ["avslut.form", "mal.FAI1", "ledighet.lov", "checkbelopp.AMI", "svar.arbetsdagar"])
def test_a_value_as_a_case_keeps_it_is_written_as_a_file_has_it_and_read_back_the_same(nyckel: str) -> None:
    p = regelverket().parameter(nyckel)
    (v,) = p.varden
    assert tolka_rad("x.toml", som_rad(p, v.varde, v.fran, v.till), "") == p
    for inga, i_filen in ((), []), ((("a", "b"),), {"a": "b"}), (("a",), ["a"]), ("a", "a"), (1, 1):
        assert som_rad(p, inga, v.fran, None)["varde"] == i_filen


@pytest.mark.parametrize(
    ("falt", "varde", "skal"),
    [
        ("nyckel", 7, "rad 4: fältet nyckel saknas eller är ingen text"),
        ("enhet", 7, "fältet enhet saknas eller är ingen text"),
        ("enhet", "dagar", "enheten ska vara ”arbetsdagar”, inte ”dagar”"),
        ("paragraf", 7, "fältet paragraf saknas eller är ingen text"),
        ("paragraf", "7.3", "”7.3” är ingen paragraf, skriv till exempel §7.3"),
        ("krav", 7, "fältet krav saknas eller är ingen text"),
        ("krav", "7.3", "”7.3” är inget krav-id, skriv till exempel K7.3"),
        ("text", " ", "fältet text saknas eller är ingen text"),
        ("fran", "2024", "fältet fran saknas eller är inget datum, skriv till exempel 2024-01-01"),
        ("till", "2024", "fältet till saknas eller är inget datum, skriv till exempel 2024-01-01"),
        ("till", date(2023, 12, 31), "till 2023-12-31 ligger före fran 2024-01-01"),
        ("status", "x", "status ska vara faststalld eller tolkning"),
        ("varde", 0, "0 arbetsdagar går inte, talet ska vara 1–366"),
        ("varde", "5", "värdet ska vara ett heltal"),
        ("mer", 1, "okänt fält mer"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_file_and_its_key(falt: str, varde: object, skal: str) -> None:
    with pytest.raises(FelIRegelverk) as fel:
        tolka_rad("x.toml", RADER["plangranskning.arbetsdagar"] | {falt: varde}, "rad 4")
    assert str(fel.value) == f"x.toml: {'' if falt == 'nyckel' else 'plangranskning.arbetsdagar: '}{skal}"


@pytest.mark.parametrize("falt", ["varde", "enhet", "paragraf", "krav", "fran", "status", "text"])
def test_a_row_that_lacks_a_field_is_told_of_with_its_file_and_its_key(falt: str) -> None:
    rad = {namn: v for namn, v in RADER["plangranskning.arbetsdagar"].items() if namn != falt}
    with pytest.raises(FelIRegelverk) as fel:
        tolka_rad("x.toml", rad, "rad 4")
    assert str(fel.value) == f"x.toml: plangranskning.arbetsdagar: fältet {falt} saknas"
    with pytest.raises(FelIRegelverk, match=r"^x\.toml: finns\.inte: okänd nyckel, ingen regel frågar efter den$"):
        tolka_rad("x.toml", rad | {"nyckel": "finns.inte"}, "rad 4")
