"""What an explanation rests on is there for every kind of bevakning, and says how its days were counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.forklaring.forklaring import rakning
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats
from domain.kapitel.alla import SLAGEN, bevakningar
from domain.liv.rutin import tillampa
from domain.regler.nycklar import INSATSER
from domain.regler.provning import skapa_regelverk
from domain.tid.frist import arbetsdagar_fran, dagar_fran, fast_datum
from regelverk import las_utgavor
from tests.starter.provkorning.fallen import FALLEN, spelat
from tests.verktyg.spel import Spel, tid

pytestmark = pytest.mark.langsam


GRUNDER = {(slag.namn, regel): grund for slag in SLAGEN.values() for regel, grund in slag.grund.items()}


def test_every_key_is_one_that_the_regelverk_has() -> None:
    regelverket = skapa_regelverk(las_utgavor())
    for grund in GRUNDER.values():
        for nyckel in grund.nycklar:
            for insats in INSATSER if "{insats}" in nyckel else ("",):
                assert regelverket.parameter(nyckel.format(insats=insats))


@pytest.mark.parametrize("fil", FALLEN, ids=lambda f: f.stem)
def test_whatever_is_awaited_in_any_case_can_be_explained(fil: Path) -> None:
    i: Insats | None = None
    poster = spelat(fil).poster
    for nr, post in enumerate(poster, start=1):
        i = tillampa(i, post)
        if nr % 7 and nr != len(poster):
            continue  # every seventh state is enough to meet every kind
        for b in bevakningar(i):
            assert b.start
            for nyckel, dag in b.parametrar(i):
                assert i.regelverk.parameter(nyckel)
                assert isinstance(dag, date)


# What is asked for on which day: the first counted, the uppdrag's, the first of the month after, the first of the
# absence, and the day of the decision on an end.
FRAN, UPPDRAGET, EFTER, FRANVARO, BESLUTET = (
    date(2024, 5, 2), date(2024, 3, 4), date(2024, 6, 1), date(2024, 5, 6), date(2024, 4, 20),
)  # fmt: skip
DAGARNA: dict[tuple[str, str, str | None], dict[str, date]] = {
    ("bemanning", "K6.2", None): {"bemanning.arbetsdagar": FRAN},
    ("bemanning", "K3.4", "2024-05-31"): {"bemanning.arbetsdagar": FRAN},
    ("uppdrag", "K6.3", None): {
        "uppdrag.arbetsdagar_fran_aktualisering": FRAN, "uppdrag.arbetsdagar_fran_bemanning": FRAN,
    },
    ("uppstartsmote", "K7.1", None): {"uppstartsmote.dagar": FRAN},
    ("veckokontakt", "K7.2", "2024-W19"): {},
    ("genomforandeplan", "K7.3", None): {
        "genomforandeplan.dagar": UPPDRAGET, "genomforandeplan.dagar_fran_uppdrag": UPPDRAGET,
    },
    ("plangranskning", "K7.4", "1"): {"plangranskning.arbetsdagar": FRAN},
    ("planrevidering", "K8.5", "1"): {"planrevidering.arbetsdagar": FRAN},
    ("uppfoljningsmote", "K7.7", "2024-05-31"): {},
    ("manadsrapport", "K8.1", "2024-05"): {"manadsrapport.dag": EFTER},
    ("rapportgranskning", "K8.2", "2024-05"): {
        "rapportgranskning.dag": EFTER, "rapportgranskning.dagar_efter_sen": EFTER,
    },
    ("rapportgodkannande", "K8.3", "2024-05"): {
        "rapportgodkannande.dag": EFTER, "rapportgodkannande.dagar_efter_sen": EFTER,
    },
    ("beslut_om_avslut", "K8.7", "2024-05"): {"beslut_om_avslut.arbetsdagar": FRAN},
    ("beslut_om_avslut", "K13.10", "malgrupp_upphord-2024-05-06"): {"beslut_om_avslut.arbetsdagar": FRAN},
    ("beslut_om_avslut", "K9.3", "ledighet 2024-05-06"): {
        "ledighet.max_dagar": FRANVARO, "beslut_om_avslut.arbetsdagar": FRAN,
    },
    ("lakarintyg", "K10.1", "2024-05-06"): {
        "lakarintyg.dag": FRANVARO, "lakarintyg.dagar": FRANVARO, "intyg.nytt_dagar": FRANVARO,
    },
    ("lakarintyg", "K10.2", "2024-05-06"): {"forstadagsintyg.dagar": FRANVARO},
    ("vabintyg", "K10.4", "2024-05-06"): {
        "vabintyg.dag": FRANVARO, "vabintyg.dagar": FRANVARO, "intyg.nytt_dagar": FRANVARO,
    },
    ("trepartsmote", "K10.3", "2024-05-06"): {
        "trepartsmote.antal": FRANVARO, "trepartsmote.inom_dagar": FRANVARO, "trepartsmote.dagar": FRANVARO,
    },
    ("sjukskrivning_avbrott", "K10.7", "2024-05-06"): {
        "sjukskrivning_avbrott.dag": FRANVARO, "sjukskrivning_avbrott.arbetsdagar": FRAN,
        "sjukskrivning_avbrott.igen_dagar": FRANVARO,
    },
    ("franvaroanmalan", "K10.6", "2024-05-06"): {"franvaroanmalan.dagar": FRAN, "franvaroanmalan.forsok": FRAN},
    ("forlangningsbeslut", "K11.1", "2024-06-01"): {
        "forlangning.fraga_dagar_fore": UPPDRAGET, "forlangning.max_manader": UPPDRAGET,
    },
    ("slutrapport", "K12.1", "2024-06-01"): {
        "slutrapport.oppnas_dagar_fore": FRAN, "slutrapport.slutdagen_raknas": FRAN, "slutrapport.sen_dagar": FRAN,
    },
    ("slutrapport", "K12.2", "2024-06-01"): {
        "slutrapport.fortid_dagar": BESLUTET, "slutrapport.fortid_tidigast_slutet": BESLUTET,
        "slutrapport.sen_dagar": FRAN,
    },
    ("slutrapport", "K12.3", "2024-06-01"): {"slutrapport.avbrott_dagar": BESLUTET, "slutrapport.sen_dagar": FRAN},
    ("slutrapportgranskning", "K12.6", "2024-06-01"): {"slutrapportgranskning.arbetsdagar": FRAN},
    ("svar", "K4.6", "anmalan 1"): {"svar.arbetsdagar": FRAN},
    ("svar", "K13.2", "attest-avslut-1"): {"attest.arbetsdagar": FRAN},
    ("svar", "K13.7", "attest-avskrivning-9-manadsrapport-2024-05"): {"attest.arbetsdagar": FRAN},
    ("faktureringsunderlag", "K14.7", "2024-05"): {"utbetalning.brytdag": EFTER},
}  # fmt: skip


def awaited(slag: str, regel: str, avser: str | None) -> Bevakning:
    oppnas = tid("2024-05-02")
    return Bevakning(SLAGEN[slag], avser, regel, oppnas, dagar_fran(FRAN, 7), oppnas)


def test_the_table_of_days_leaves_no_kind_out() -> None:
    assert {(slag, regel) for slag, regel, _ in DAGARNA} == GRUNDER.keys()


@pytest.mark.parametrize("vilken", DAGARNA, ids=lambda v: f"{v[0]}-{v[1]}")
def test_each_key_is_asked_for_on_the_day_that_decides_it(vilken: tuple[str, str, str | None]) -> None:
    i = Spel.pagaende(dag1="2024-03-04").avsluta("2024-04-20", "2024-06-01").insats
    b = awaited(*vilken)
    assert dict(b.parametrar(i)) == DAGARNA[vilken]
    assert b.start == GRUNDER[b.slag, b.regel].start != ""


@pytest.mark.parametrize(("regel", "nyckel"), [("K12.2", "fortid"), ("K12.3", "avbrott")])
def test_a_final_report_whose_decision_is_struck_is_explained_by_its_frist(regel: str, nyckel: str) -> None:
    b = awaited("slutrapport", regel, "2024-06-01")
    assert dict(b.parametrar(Spel.pagaende().insats))[f"slutrapport.{nyckel}_dagar"] == b.frist == date(2024, 5, 10)


@pytest.mark.krav("K0.3", "K0.4")
def test_the_arithmetic_in_words() -> None:
    assert rakning(arbetsdagar_fran(date(2024, 3, 1), 1)) == (
        "1 arbetsdag från 2024-03-01, som själv inte räknas: 2024-03-04 (K0.3). "
        "Inga arbetsdagar: 2024-03-02 (lördag), 2024-03-03 (söndag)."
    )
    assert rakning(dagar_fran(date(2024, 3, 11), 14)) == (
        "14 dagar från 2024-03-11, som själv inte räknas: 2024-03-25, som är en arbetsdag (K0.4)."
    )
    assert rakning(dagar_fran(date(2024, 6, 7), 14)) == (
        "14 dagar från 2024-06-07, som själv inte räknas: 2024-06-21. Det är ingen arbetsdag, så fristen flyttas till "
        "2024-06-24: 2024-06-21 (midsommarafton), 2024-06-22 (midsommardagen), 2024-06-23 (söndag) (K0.4)."
    )
    assert rakning(fast_datum(date(2024, 3, 31), date(2024, 4, 7))) == (
        "2024-04-07 är ett fast datum, som inte flyttas (K0.4)."
    )
