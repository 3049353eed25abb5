"""K14.1, K0.7: an amount that is put right – which months it is of, what is told, and what becomes of the underlag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Avslutsbeslut, Underlag
from domain.kapitel.ersattning.rattat_belopp import ar_belopp, belopp_kom, brev_rattat, rattade_underlag
from domain.regler.regelverk import Parameter
from domain.regler.varde import Varde
from tests.domain.kapitel.ersattning.belopp import utan_brytning
from tests.verktyg.spel import Spel, d, tid

AMI = "checkbelopp.AMI"
FORR = "2024-01-01/2024-12-31=3876.00"


@cache
def insatsen() -> Insats:
    """AMI2 from 11 March 2024 to 10 March 2025."""
    return Spel.pagaende(start="2024-03-11").insats


def slutar(slut: str) -> Insats:
    return med(insatsen(), uppdrag=replace(insatsen().inlagt, slutdatum=d(slut)))


def avbruten() -> Insats:
    slut = Avslutsbeslut(tid("2024-12-20"), d("2024-12-27"), "flytt", "avbruten")
    return med(insatsen(), avslutsbeslut=slut)


def parameter(*rader: str, nyckel: str = AMI) -> Parameter:
    """An amount by its values, ``2024-01-01/2024-12-31=3876.00``."""

    def v(rad: str) -> Varde:
        dagar, _, varde = rad.partition("=")
        fran, _, till = dagar.partition("/")
        return Varde(date.fromisoformat(fran), date.fromisoformat(till) if till else None, varde)

    return replace(insatsen().regelverk.parameter(AMI), nyckel=nyckel, varden=tuple(v(rad) for rad in rader))


def med_belopp(i: Insats, *rader: str) -> Insats:
    return med(i, regelverk=i.regelverk.med_parametrar([parameter(*rader)]))


@pytest.mark.krav("K14.1", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "var", "ar", "beskedet", "vilka"),
    [
        (insatsen, ["2025-01-01/=4000"], ["2025-01-01/=4100"],
         "4 100,00 kr från 2025-01-01, inte 4 000,00 kr", "2025-01–2025-03"),
        (lambda: slutar("2025-01-20"), ["2025-01-01/=4000"], ["2025-01-01/=4100"],
         "4 100,00 kr från 2025-01-01, inte 4 000,00 kr", "2025-01"),
        (lambda: slutar("2025-02-20"), ["2025-01-01/=4000"], ["2025-01-01/=4100"],
         "4 100,00 kr från 2025-01-01, inte 4 000,00 kr", "2025-01–2025-02"),
        (avbruten, ["2025-01-01/=4000"], ["2025-01-01/=4100"],
         "4 100,00 kr från 2025-01-01, inte 4 000,00 kr", "avbrott 2024-12-27"),
        # it ends on another day, or no more
        (insatsen, ["2025-01-01/2025-12-31=4000"], ["2025-01-01/2025-01-31=4000"],
         "4 000,00 kr från 2025-01-01 gäller till 2025-01-31", "2025-02–2025-03"),
        (insatsen, ["2025-01-01/2025-01-31=4000"], ["2025-01-01/=4000"],
         "4 000,00 kr från 2025-01-01 gäller tills vidare", "2025-02–2025-03"),
        # it begins on another day, or never was
        (insatsen, ["2025-02-01/=4000"], ["2025-01-01/=4000"],
         "4 000,00 kr från 2025-01-01, 4 000,00 kr från 2025-02-01 utgår", "2025-01"),
        (insatsen, ["2025-01-01/=4000"], [], "4 000,00 kr från 2025-01-01 utgår", "2025-01–2025-03"),
        # one that only ends where the next begins is not told of
        (insatsen, ["2025-01-01/=4000"], ["2025-01-01/2025-02-28=4000", "2025-03-01/=4500"],
         "4 500,00 kr från 2025-03-01", "2025-03"),
    ],
)  # fmt: skip
def test_the_parties_are_told_which_months_it_is_of_and_what_it_was(
    staten: Callable[[], Insats], var: list[str], ar: list[str], beskedet: str, vilka: str
) -> None:
    i = med_belopp(staten(), FORR, *ar)
    annan = parameter(FORR, nyckel="checkbelopp.FAI")
    brev = list(brev_rattat(i, [annan, parameter(FORR, *var)]))
    text = (
        f"Checkbeloppet för AMI är rättat: {beskedet}. Det gäller {vilka}: det som inte är betalt räknas om, det som "
        "är betalt regleras (§14.1, K14.1, K0.7)"
    )
    assert [(b.till, b.regel, utan_brytning(b.rubrik)) for b in brev] == [
        (roll, "K14.1", text) for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.EKONOM)
    ]


@pytest.mark.krav("K14.1", "K0.7", sort="avslag")
def test_nobody_is_told_of_one_that_is_of_no_month_of_the_case_or_of_another_kundval() -> None:
    i = med_belopp(insatsen(), FORR, "2025-01-01/2025-03-31=4000", "2025-04-01/=4200")
    assert list(brev_rattat(i, [parameter(FORR, "2025-01-01/2025-03-31=4000", "2025-04-01/=4100")])) == []
    assert list(brev_rattat(i, [parameter(FORR, "2025-01-01/=1", nyckel="checkbelopp.FAI")])) == []
    assert list(brev_rattat(i, [])) == []
    assert (ar_belopp(parameter()), ar_belopp(parameter(nyckel="svar.arbetsdagar"))) == (True, False)


@pytest.mark.krav("K14.1")
def test_an_amount_comes_to_the_months_that_lacked_one() -> None:
    fore, nu = insatsen(), tid("2025-02-20")
    assert belopp_kom(fore, med_belopp(fore, FORR, "2025-02-01/=4000"), nu) == {"2025-02": nu, "2025-03": nu}
    assert belopp_kom(fore, fore, nu) == {}
    har = med_belopp(fore, FORR, "2025-01-01/=4000")
    assert belopp_kom(har, med_belopp(fore, FORR, "2025-01-01/=4100"), nu) == {}


@pytest.mark.krav("K14.4", "K0.7")
@pytest.mark.parametrize(
    ("var", "belopp", "vantat", "blir"),
    [
        ("4000", "4000.00", "4000.00", "4000.00"),  # it showed what was computed: enough as it is
        ("4000", "4000.00", None, "4000.00"),  # nothing could be computed when it came, and then it matched
        ("4000", "4100.00", "4000.00", "4100.00"),  # it showed the right amount all along
        ("4000", "1.00", "4000.00", "4000.00"),
        ("4100", "4100.00", None, None),  # nothing was put right
    ],
)
def test_an_underlag_that_showed_the_wrong_or_the_right_amount_is_enough(
    var: str, belopp: str, vantat: str | None, blir: str | None
) -> None:
    u = Underlag(tid("2025-02-03"), Decimal(belopp), "F1", Decimal(vantat) if vantat else None)
    utanfor = (replace(u, fakturanummer="F2"),)
    fore = med_belopp(med(insatsen(), underlag={"2025-01": (u,), "2025-06": utanfor}), FORR, f"2025-01-01/={var}")
    efter = med_belopp(fore, FORR, "2025-01-01/=4100")
    assert rattade_underlag(fore, efter) == {
        "2025-01": (replace(u, vantat=Decimal(blir) if blir else None),), "2025-06": utanfor,
    }  # fmt: skip
