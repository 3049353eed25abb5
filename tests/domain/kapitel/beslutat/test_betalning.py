"""§14: when an underlag is taken and an avbrott granted, at each limit (K14.3, K14.4, K14.7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.insats.anteckningar import Passerad
from domain.insats.insats import med
from domain.insats.uppgifter import Slutrapport
from domain.kapitel.ersattning.betalningshandelser import AvbrottsersattningBeviljad, FaktureringsunderlagLamnat
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.staten import avslutad, insatsen, underlag
from tests.verktyg.spel import ANORDNARE, KV, d, tid

VERB = "lamna_faktureringsunderlag"
SLUT = "2024-04-20"


def sagt(manad: str = "2024-03", belopp: str = "2713.20", nummer: str = "F9") -> dict[str, Any]:
    return {"manad": manad, "belopp": belopp, "fakturanummer": nummer}


@pytest.mark.krav("K14.4", "K14.7", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "har", "fakta", "nej"),
    [
        ("2024-03-31T00:00", {}, sagt(), None),
        ("2024-03-30T23:59", {}, sagt(),
         ("K14.7", "manad", "underlaget kan lämnas tidigast på månadens sista insatsdag 2024-03-31")),
        ("2024-04-02", {}, sagt("2024-02"), ("K14.4", "manad", "2024-02 har inga insatsdagar i det här ärendet")),
        ("2024-04-02", {"2024-03": (underlag("2024-04-01"),)}, sagt(),
         ("K14.4", "manad", "ett underlag som stämmer har redan kommit in för 2024-03")),
        # the same number and amount; another number, or another amount, is a new one
        ("2024-04-02", {"2024-03": (underlag("2024-04-01", "1", nummer="F9"),)}, sagt(belopp="1"),
         ("K14.4", "fakturanummer", "samma underlag är redan inlämnat")),
        ("2024-04-02", {"2024-03": (underlag("2024-04-01", "1", nummer="F9"),)}, sagt(belopp="2"), None),
        ("2024-04-02", {"2024-03": (underlag("2024-04-01", "1", nummer="F8"),)}, sagt(belopp="1"), None),
        # a number is of one month
        ("2024-05-02", {"2024-03": (underlag("2024-04-01", "1", nummer="F9"),)}, sagt("2024-04", "3876.00"),
         ("K14.4", "fakturanummer", "fakturanumret är redan använt för 2024-03")),
        ("2024-05-02", {"2024-03": (underlag("2024-04-01", "1", nummer="F8"),)}, sagt("2024-04", "3876.00"), None),
    ],
)  # fmt: skip
def test_an_underlag_is_taken_from_the_last_insatsdag_until_one_is_enough(
    nar: str, har: dict[str, Any], fakta: dict[str, Any], nej: tuple[str, str, str] | None
) -> None:
    i = med(insatsen(), underlag=har)
    if nej:
        assert nekat(i, ANORDNARE, nar, VERB, **fakta) == nej
    else:
        vantat = Decimal("2713.20" if fakta["manad"] == "2024-03" else "3876.00")
        assert beslutat(i, ANORDNARE, nar, VERB, **fakta) == [
            FaktureringsunderlagLamnat(fakta["manad"], Decimal(fakta["belopp"]), fakta["fakturanummer"], vantat)
        ]


@pytest.mark.krav("K0.7", "K13.8", "K14.4")
def test_one_that_was_taken_stands_when_its_month_is_corrected_away() -> None:
    assert beslutat(insatsen(), ANORDNARE, "2024-03-02", VERB, om=True, **sagt("2024-02")) == [
        FaktureringsunderlagLamnat("2024-02", Decimal("2713.20"), "F9", None)
    ]
    har = med(insatsen(), underlag={"2024-03": (underlag("2024-04-01"),)})
    assert len(beslutat(har, ANORDNARE, "2024-03-02", VERB, om=True, **sagt())) == 1


@pytest.mark.krav("K14.3", sort="gräns")
@pytest.mark.parametrize(
    ("form", "fakta", "nej"),
    [
        ("avbruten", {"slutrapporter": (Slutrapport(tid("2024-05-07T00:00"), d(SLUT)),)}, None),
        ("avbruten", {"passerade": {f"slutrapport:{SLUT}": (Passerad(tid("2024-05-07T00:00"), d("2024-05-06")),)}},
         None),
        ("avbruten", {"slutrapporter": (Slutrapport(tid("2024-05-06T23:59"), d(SLUT)),)},
         "avbrottsersättningen behöver inte beviljas; slutrapportens frist är inte försutten"),
        ("avbruten", {}, "avbrottsersättningen behöver inte beviljas; slutrapportens frist är inte försutten"),
        ("fortid", {"slutrapporter": (Slutrapport(tid("2024-06-07"), d(SLUT)),)},
         "insatsen är inte avslutad som avbrott"),
    ],
)  # fmt: skip
def test_an_avbrott_is_granted_its_pay_where_the_final_report_missed_its_frist(
    form: Any, fakta: dict[str, Any], nej: str | None
) -> None:
    i, verb = avslutad(SLUT, form, **fakta), "bevilja_avbrottsersattning"
    if nej:
        assert nekat(i, KV, "2024-06-10", verb, motivering="x") == ("K14.3", None, nej)
    else:
        assert beslutat(i, KV, "2024-06-10", verb, motivering="x") == [AvbrottsersattningBeviljad()]
    assert beslutat(i, KV, "2024-06-10", verb, om=True, motivering="x") == [AvbrottsersattningBeviljad()]
