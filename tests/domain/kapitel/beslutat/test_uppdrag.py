"""§6, §7, §3.2.1: what uppdrag, staffing and meetings are refused for, at each limit (K2.1, K3.4, K6, K7.1, K7.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET
from domain.insats.insats import Insats, med
from domain.insats.tradar import Uppstartsutfall
from domain.insats.uppgifter import Avslutsbeslut, Bemanning, Ombemanning
from domain.kapitel.uppdrag.bemanning import ArendeBemannat
from domain.kapitel.uppdrag.ombemanning import OmbemanningAterkallad, OmbemanningKravs
from domain.kapitel.uppdrag.uppdrag import UppdragInlagt
from domain.kapitel.uppdrag.uppdragsjustering import UppdragJusterat
from domain.kapitel.uppdrag.uppstartsmote import UppstartsmoteBokat
from tests.domain.kapitel.beslutat.fragan import beslutat, nekat
from tests.domain.kapitel.raknat.borta import insatsen
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, helt_uppdrag, tid

NU = "2024-03-04"


def utan(**fakta: Any) -> Insats:
    return med(Spel.aktualiserat("AMI2").insats, **fakta)


def uppdraget(start: str = "2024-03-11", **fakta: Any) -> dict[str, Any]:
    return helt_uppdrag({"startdatum": start} | fakta)


SLUTAR = {"avslutsbeslut": Avslutsbeslut(tid("2024-03-02"), d("2024-03-20"), "flytt", "aterkallad")}
BYTE = {"bestamt_slut": d("2024-08-31"), "forsta_start": d("2023-09-01")}


@pytest.mark.krav("K2.1", "K6.3", "K6.5", "K13.2", "K13.4", "K7.7", sort="gräns")
@pytest.mark.parametrize(
    ("staten", "sagt", "nej"),
    [
        ({}, uppdraget("2024-03-01"), None),
        ({}, uppdraget("2024-02-29"),
         ("K6.3", "startdatum", "startdatum kan inte ligga före aktualiseringen 2024-03-01")),
        (SLUTAR, uppdraget(),
         ("K13.2", None, "insatsen är beslutad att avslutas 2024-03-20; återkalla det beslutet först")),
        ({"tidigast_start": d("2024-03-11")}, uppdraget(), None),
        ({"tidigast_start": d("2024-03-12")}, uppdraget(),
         ("K13.4", "startdatum", "den förra insatsen slutar dagen före 2024-03-12")),
        (BYTE, uppdraget("2024-08-31"), None),
        (BYTE, uppdraget("2024-09-01"),
         ("K13.4", "startdatum", "insatsen slutar 2024-08-31, som vid den förra anordnaren")),
        (BYTE, uppdraget(langd_manader=3),
         ("K13.4", "langd_manader", "slutdatum 2024-08-31 följer med från den förra anordnaren")),
        ({}, uppdraget(langd_manader=12), None),
        ({}, uppdraget(langd_manader=13), ("K2.1", "langd_manader", "AMI2 får vara högst 12 månader")),
        ({}, uppdraget(omfattning=99),
         ("K6.5", "omfattning", "huvudregeln är heltid: ange skäl till deltidsplanering")),
        ({}, uppdraget(omfattning=99, skal_till_deltidsplanering="x"), None),
        ({}, uppdraget(uppfoljningsdagar=["2024-05-02"], uppfoljning_var_manad=2),
         ("K7.7", "uppfoljningsdagar", "ange antingen dagar eller intervall för uppföljningssamtalen")),
        ({}, uppdraget(uppfoljning_var_manad=2, utan_uppfoljning="x"),
         ("K7.7", "utan_uppfoljning", "ange antingen dagar, intervall eller att inga hålls")),
        ({}, uppdraget(uppfoljningsdagar=["2024-03-11", "2025-03-10"]), None),
        ({}, uppdraget(uppfoljningsdagar=["2024-03-10"]),
         ("K7.7", "uppfoljningsdagar", "2024-03-10 ligger utanför insatsen")),
        ({}, uppdraget(uppfoljningsdagar=["2025-03-11"]),
         ("K7.7", "uppfoljningsdagar", "2025-03-11 ligger utanför insatsen")),
    ],
)  # fmt: skip
def test_an_uppdrag_lies_within_what_the_decision_and_the_routine_give(
    staten: dict[str, Any], sagt: dict[str, Any], nej: tuple[str, str | None, str] | None
) -> None:
    if nej:
        assert nekat(utan(**staten), KV, NU, "lagg_in_uppdrag", **sagt) == nej
    else:
        (h,) = beslutat(utan(**staten), KV, NU, "lagg_in_uppdrag", **sagt)
        assert isinstance(h, UppdragInlagt)
        assert (str(h.startdatum), h.omfattning) == (sagt["startdatum"], sagt.get("omfattning", 100))


@pytest.mark.krav("K2.1", "K6.3", "K7.7", "K13.4")
def test_what_an_uppdrag_does_not_say_is_the_insats_s_own() -> None:
    tyst = {k: v for k, v in uppdraget().items() if k != "utan_uppfoljning"}
    assert beslutat(utan(), KV, NU, "lagg_in_uppdrag", **tyst) == [
        UppdragInlagt(d("2024-03-11"), 12, 100, d("2025-03-10"), (), 3, (), True)
    ]
    assert beslutat(utan(**BYTE), KV, NU, "lagg_in_uppdrag", **uppdraget()) == [
        UppdragInlagt(d("2024-03-11"), 12, 100, d("2024-08-31"))
    ]
    dagar = uppdraget(langd_manader=1, uppfoljningsdagar=["2024-04-02", "2024-03-20", "2024-04-02"])
    assert beslutat(utan(), KV, NU, "lagg_in_uppdrag", **dagar) == [
        UppdragInlagt(d("2024-03-11"), 1, 100, d("2024-04-10"), (d("2024-03-20"), d("2024-04-02")))
    ]


@pytest.mark.krav("K6.4", "K2.1", "K6.5", sort="gräns")
@pytest.mark.parametrize(
    ("sagt", "slutar", "blir", "nej"),
    [
        ({"langd_manader": 7}, False, UppdragJusterat(7, 100, d("2024-10-10")), None),
        ({"langd_manader": 12}, False, UppdragJusterat(12, 100, d("2025-03-10")), None),
        ({"langd_manader": 13}, False, None, ("K2.1", "langd_manader", "AMI2 får vara högst 12 månader")),
        ({"langd_manader": 5}, False, None,
         ("K6.4", "langd_manader", "uppdraget kan inte kortas; insatsen avslutas i stället (§13)")),
        ({"langd_manader": 6}, False, None, ("K6.4", None, "justeringen ändrar ingenting")),
        ({"omfattning": 100}, False, None, ("K6.4", None, "justeringen ändrar ingenting")),
        ({"omfattning": 50}, False, None,
         ("K6.5", "omfattning", "huvudregeln är heltid: ange skäl till deltidsplanering")),
        ({"omfattning": 50, "skal_till_deltidsplanering": "x"}, True, UppdragJusterat(6, 50, d("2024-09-10")), None),
        ({"langd_manader": 7}, True, None, ("K6.4", "langd_manader", "insatsen är beslutad att avslutas 2024-08-20")),
    ],
)  # fmt: skip
def test_an_uppdrag_is_made_longer_or_another_degree_and_never_shorter(
    sagt: dict[str, Any], slutar: bool, blir: UppdragJusterat | None, nej: tuple[str, str | None, str] | None
) -> None:
    slut = Avslutsbeslut(tid(NU), d("2024-08-20"), "flytt", "avbruten") if slutar else None
    i = med(insatsen(), avslutsbeslut=slut)
    if nej:
        assert nekat(i, KV, NU, "justera_uppdrag", motivering="x", **sagt) == nej
    else:
        assert beslutat(i, KV, NU, "justera_uppdrag", motivering="x", **sagt) == [blir]


@pytest.mark.krav("K7.1", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "staten", "efter", "nej"),
    [
        ("2024-03-25", {}, False, None),  # the plan is due that day
        ("2024-03-26", {}, True, None),
        ("2024-03-01", {}, False, None),
        ("2024-02-29", {}, False, "mötet kan inte ligga före aktualiseringen 2024-03-01"),
        ("2024-09-10", {}, True, None),
        ("2024-09-11", {}, True, "mötet ligger efter insatsens slut 2024-09-10"),
        ("2024-03-12", {"uppstartsmoten": ((tid(NU), d("2024-03-12")),)}, False,
         "uppstartsmötet är redan bokat till 2024-03-12"),
        ("2024-03-12", {"uppstartsmoten": ((tid(NU), d("2024-03-12")), (tid(NU), d("2024-03-13")))}, False, None),
    ],
)  # fmt: skip
def test_a_first_meeting_is_booked_within_the_case_and_once(
    dag: str, staten: dict[str, Any], efter: bool, nej: str | None
) -> None:
    i = med(insatsen(), **staten)
    if nej:
        assert nekat(i, ANORDNARE, NU, "boka_uppstartsmote", datum=dag) == ("K7.1", "datum", nej)
    else:
        assert beslutat(i, ANORDNARE, NU, "boka_uppstartsmote", datum=dag) == [UppstartsmoteBokat(d(dag), efter)]
    hallet = med(i, uppstartsutfall=(Uppstartsutfall(tid("2024-03-14"), d("2024-03-14"), True),))
    if dag == "2024-03-25":
        text = "uppstartsmötet hölls 2024-03-14; det finns inget att boka"
        assert nekat(hallet, ANORDNARE, NU, "boka_uppstartsmote", datum=dag) == ("K7.1", "datum", text)


# Staffing


def bemannat(*ombemanningar: Ombemanning, antal: int = 1) -> Insats:
    vilka = tuple(Bemanning(tid(NU), f"H{n}") for n in range(1, antal + 1))
    return med(insatsen(), bemanningar=vilka, ombemanningar=ombemanningar)


@pytest.mark.krav("K6.2", "K3.4", sort="avslag")
def test_a_case_is_staffed_with_another_or_with_one_who_was_to_leave_and_stays() -> None:
    slutar = Ombemanning(tid(NU), tid(NU), d("2024-03-28"), d("2024-03-28"), 1)
    redan = ("K6.2", "handlaggare", "ärendet är redan bemannat med H1")
    assert nekat(bemannat(), ANORDNARE, NU, "bemanna", handlaggare="H1") == redan
    assert beslutat(bemannat(), ANORDNARE, NU, "bemanna", handlaggare="H2") == [ArendeBemannat("H2")]
    assert beslutat(bemannat(slutar), ANORDNARE, NU, "bemanna", handlaggare="H1") == [ArendeBemannat("H1")]
    igen = ("K6.2", "handlaggare", "ärendet är redan bemannat med H2")
    assert nekat(bemannat(slutar, antal=2), ANORDNARE, NU, "bemanna", handlaggare="H2") == igen


@pytest.mark.krav("K3.4", "K0.6", sort="gräns")
def test_one_who_leaves_is_counted_from_the_last_day_or_from_when_it_was_learnt() -> None:
    def slutar(av: Any, dag: str, i: Insats | None = None) -> Any:
        return beslutat(i or bemannat(), av, NU, "handlaggare_slutar", handlaggare="h1", sista_dag=dag)

    for av, dag, fran in (
        (SYSTEMET, "2024-03-01", "2024-03-01"),
        (KV, "2024-03-01", NU),
        (KV, "2024-03-28", "2024-03-28"),
    ):
        assert slutar(av, dag) == [OmbemanningKravs("h1", d(dag), d(fran))]
    vantar = Ombemanning(tid(NU), tid(NU), d("2024-03-28"), d("2024-03-28"), 1)
    assert nekat(bemannat(vantar), KV, NU, "handlaggare_slutar", handlaggare="H1", sista_dag="2024-03-28") == (
        "K3.4", "sista_dag", "H1 är redan anmäld att sluta 2024-03-28",
    )  # fmt: skip
    assert slutar(KV, "2024-03-29", bemannat(vantar)) == [OmbemanningKravs("h1", d("2024-03-29"), d("2024-03-29"))]
    assert slutar(KV, "2024-03-28", bemannat(replace(vantar, antal=0)))
    assert nekat(bemannat(), KV, NU, "handlaggare_slutar", handlaggare="H2", sista_dag="2024-03-28") == (
        "K3.4", "handlaggare", "ärendet är inte bemannat med H2",
    )  # fmt: skip
    assert beslutat(bemannat(vantar), KV, NU, "handlaggare_stannar", handlaggare="h1") == [OmbemanningAterkallad("h1")]
    for i, vem in ((bemannat(), "H1"), (bemannat(vantar), "H2")):
        assert nekat(i, KV, NU, "handlaggare_stannar", handlaggare=vem) == (
            "K3.4", "handlaggare", f"{vem} är inte anmäld att sluta i ärendet",
        )  # fmt: skip
