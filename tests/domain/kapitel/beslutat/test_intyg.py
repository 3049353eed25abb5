"""§10.1, §10.2: which absence a certificate is of, and when it is refused (K10.1, K10.4)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Forstadagskrav
from domain.kapitel.franvaro.forstadagsintyg import ForstadagsintygKravt
from domain.kapitel.franvaro.intyg import IntygMottaget
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen, intyg, med_franvaro
from tests.verktyg.spel import ANORDNARE, KV, d, tid

NU = "2024-05-20"


def tva(*intygen: str) -> Insats:
    """Two periods of sickness, one of care of a child, and some certificates."""
    return med_franvaro(
        "sjuk 2024-04-08/2024-04-19", "sjuk 2024-05-06/2024-05-17", "vab 2024-05-02/2024-05-03",
        intyg=tuple(intyg(rad) for rad in intygen),
    )  # fmt: skip


@pytest.mark.krav("K10.1", "K10.4", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "blir"),
    [
        ({}, IntygMottaget("sjuk", d("2024-05-06"))),  # the latest, if nothing is said
        ({"fran": "2024-04-08"}, IntygMottaget("sjuk", d("2024-04-08"))),
        ({"fran": "2024-04-19"}, IntygMottaget("sjuk", d("2024-04-08"))),
        ({"fran": "2024-05-17", "till": "2024-05-17"}, IntygMottaget("sjuk", d("2024-05-06"), d("2024-05-17"))),
        ({"slag": "vab"}, IntygMottaget("vab", d("2024-05-02"))),
        ({"till": "2024-05-06", "grad": 50}, IntygMottaget("sjuk", d("2024-05-06"), d("2024-05-06"), 50)),
        (
            {"tacker_fran": "2024-05-17", "till": "2024-05-17"},
            IntygMottaget("sjuk", d("2024-05-06"), d("2024-05-17"), tacker_fran=d("2024-05-17")),
        ),
    ],
)
def test_a_certificate_is_of_the_period_that_its_day_lies_in(fakta: dict[str, Any], blir: IntygMottaget) -> None:
    assert beslutat(tva(), ANORDNARE, NU, "ta_emot_intyg", **fakta) == [blir]


@pytest.mark.krav("K10.1", "K10.4", sort="avslag")
@pytest.mark.parametrize(
    ("intygen", "fakta", "regel", "falt", "text"),
    [
        ([], {"fran": "2024-04-22"}, "K10.1", "fran", "det finns ingen frånvaro som intyget kan avse"),
        ([], {"slag": "vab", "fran": "2024-05-06"}, "K10.4", "fran", "det finns ingen frånvaro som intyget kan avse"),
        ([], {"till": "2024-05-05"}, "K10.1", "till", "intygets sista dag ligger före den första"),
        ([], {"fran": "2024-05-08", "till": "2024-05-07"}, "K10.1", "till",
         "intygets sista dag ligger före den första"),
        ([], {"tacker_fran": "2024-05-10", "till": "2024-05-09"}, "K10.1", "till",
         "intygets sista dag ligger före den första"),
        ([], {"tacker_fran": "2024-05-18"}, "K10.1", "tacker_fran",
         "frånvaron slutar 2024-05-17, före intygets första dag"),
        (["sjuk 2024-05-06@2024-05-07"], {}, "K10.1", "fran",
         "intyg för frånvaron från 2024-05-06 är redan mottaget"),
        (["sjuk 2024-05-06@2024-05-07,/2024-05-10"], {"till": "2024-05-10"}, "K10.1", "till",
         "intyg för frånvaron från 2024-05-06 till 2024-05-10 är redan mottaget"),
        (["vab 2024-05-02@2024-05-07"], {"slag": "vab"}, "K10.4", "fran",
         "intyg för frånvaron från 2024-05-02 är redan mottaget"),
    ],
)  # fmt: skip
def test_a_certificate_that_is_of_nothing_or_adds_nothing_is_refused(
    intygen: list[str], fakta: dict[str, Any], regel: str, falt: str, text: str
) -> None:
    assert nekat(tva(*intygen), ANORDNARE, NU, "ta_emot_intyg", **fakta) == (regel, falt, text)


@pytest.mark.krav("K10.1", sort="gräns")
@pytest.mark.parametrize(
    ("har", "fakta"),
    [
        ("sjuk 2024-05-06@2024-05-07,/2024-05-10", {"till": "2024-05-11"}),  # it reaches further
        ("sjuk 2024-05-06@2024-05-07,/2024-05-10", {}),
        ("sjuk 2024-05-06@2024-05-07,2024-05-08/", {}),  # it begins earlier
        ("sjuk 2024-04-08@2024-04-10", {}),  # of the other period
        ("vab 2024-05-02@2024-05-07", {}),
    ],
)
def test_one_that_covers_more_than_what_has_come_is_taken(har: str, fakta: dict[str, Any]) -> None:
    (h,) = beslutat(tva(har), ANORDNARE, NU, "ta_emot_intyg", **fakta)
    assert isinstance(h, IntygMottaget) and h.fran == d("2024-05-06")


@pytest.mark.krav("K0.7", "K10.1")
def test_what_has_come_is_kept_also_when_its_absence_has_moved_away() -> None:
    utan = med(tva(), franvaro=())
    assert beslutat(utan, ANORDNARE, NU, "ta_emot_intyg", om=True) == [IntygMottaget("sjuk", d(NU))]
    sagt = {"fran": "2024-04-08", "till": "2024-04-12"}
    assert beslutat(utan, ANORDNARE, NU, "ta_emot_intyg", om=True, **sagt) == [
        IntygMottaget("sjuk", d("2024-04-08"), d("2024-04-12"))
    ]
    # the insats does not reach the day that it named, but does reach the absence
    tidigt = med_franvaro("sjuk 2024-03-04/2024-03-15", "sjuk 2024-05-06/2024-05-17")
    assert beslutat(tidigt, ANORDNARE, NU, "ta_emot_intyg", om=True, fran="2024-03-05") == [
        IntygMottaget("sjuk", d("2024-03-11"))
    ]
    nej = ("K10.1", "fran", "det finns ingen frånvaro som intyget kan avse")
    assert nekat(tidigt, ANORDNARE, NU, "ta_emot_intyg", fran="2024-03-05") == nej  # said for the first time
    for dag in ("2024-03-10", "2024-03-11"):  # whichever of its days is named
        (h,) = beslutat(tidigt, ANORDNARE, NU, "ta_emot_intyg", om=True, fran=dag)
        assert h == IntygMottaget("sjuk", d("2024-03-11"))
    igen = tva("sjuk 2024-05-06@2024-05-07")
    assert beslutat(igen, ANORDNARE, NU, "ta_emot_intyg", om=True) == [IntygMottaget("sjuk", d("2024-05-06"))]


# From the first day


@pytest.mark.krav("K10.2", sort="avslag")
def test_a_demand_is_made_once_and_taken_back_once() -> None:
    oppet, stangt = (Forstadagskrav(tid("2024-04-02"), till) for till in (None, tid("2024-04-10")))
    sagt = {"motivering": "x"}
    for krav, galler in (((), True), ((stangt,), True), ((oppet,), False), ((stangt, oppet), False)):
        i = med(insatsen(), forstadagskrav=krav)
        assert beslutat(i, KV, NU, "krav_forstadagsintyg", galler=galler, **sagt) == [ForstadagsintygKravt(galler)]
        text = "det finns inget krav att ta tillbaka" if galler else "kravet gäller redan"
        assert nekat(i, KV, NU, "krav_forstadagsintyg", galler=not galler, **sagt) == ("K10.2", "galler", text)
