"""§2, §5.3, §6.1: what a decision asks for and rests on, and which other cases stand in its way, word for word."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import med
from domain.kapitel.uppdrag.dag_ett.behorighet import Kundfakta, kundfakta, prova_behorighet, prova_malgrupp
from domain.kapitel.uppdrag.dag_ett.beslutsgrund import BeslutsgrundRattad, grunden_i_ord, mening_om_rattelse
from domain.skeende.mening import Mening
from tests.verktyg.spel import Spel, d, regelverket

DAG1 = "2024-03-01"


def nej(fel: pytest.ExceptionInfo[Avvisning]) -> tuple[str, str | None, str]:
    return fel.value.regel, fel.value.falt, fel.value.text


def kund(**fakta: Any) -> Kundfakta:
    return Kundfakta.model_validate({"malgrupp": "ekonomiskt_bistand", "alder": 34} | fakta)


# Whom the insatser are for


@pytest.mark.krav("K1.2", sort="gräns")
@pytest.mark.parametrize(
    ("grupp", "yngst", "aldst", "i_ord"),
    [
        ("ekonomiskt_bistand", 18, 66, "ekonomiskt bistånd"),
        ("kaa", 16, 20, "kommunala aktivitetsansvaret"),
        ("unga_vuxna", 18, 24, "unga vuxna"),
    ],
)
def test_a_malgrupp_has_its_ages_and_the_refusal_says_which(grupp: str, yngst: int, aldst: int, i_ord: str) -> None:
    for alder in (yngst, aldst):
        prova_malgrupp(kund(malgrupp=grupp, alder=alder), True, regelverket(), d(DAG1))
    for alder in (yngst - 1, aldst + 1):
        with pytest.raises(Avvisning) as fel:
            prova_malgrupp(kund(malgrupp=grupp, alder=alder), True, regelverket(), d(DAG1))
        text = f"målgruppen {i_ord} omfattar åldrarna {yngst}–{aldst} år"
        assert nej(fel) == ("K1.2", "kund.alder", text)


@pytest.mark.krav("K1.2", sort="gräns")
@pytest.mark.parametrize(
    ("grupp", "alder", "kravs"), [("kaa", 17, True), ("kaa", 18, False), ("unga_vuxna", 18, False)]
)
def test_only_a_kund_under_eighteen_needs_a_motivering(grupp: str, alder: int, kravs: bool) -> None:
    fakta = kund(malgrupp=grupp, alder=alder)
    prova_malgrupp(fakta, True, regelverket(), d(DAG1))
    if kravs:
        with pytest.raises(Avvisning) as fel:
            prova_malgrupp(fakta, False, regelverket(), d(DAG1))
        assert nej(fel) == ("K1.2", "motivering", "för en kund på 16–17 år krävs en motivering")
    else:
        prova_malgrupp(fakta, False, regelverket(), d(DAG1))


ETABL = "etableringsprogrammet"


@pytest.mark.krav("K2.2", "K2.5", sort="avslag")
@pytest.mark.parametrize(
    ("insats", "fakta", "regel", "falt", "text"),
    [
        ("FAI1", {"arbetsformaga": 25}, "K2.2", "kund.arbetsformaga",
         "FAI1 är för kunder med oklar arbetsförmåga, eller under 25 %"),
        ("FAI1", {"arbetsformaga": 24}, "K2.5", "motivering",
         "för en kund med känd arbetsförmåga under 25 % krävs en motivering"),
        ("FAI2", {}, "K2.2", "kund.utan_sysselsattning", "FAI2 är för kunder som länge saknat sysselsättning"),
        ("AMI1", {"arbetsformaga": 99}, "K2.2", "kund.arbetsformaga", "AMI1 kräver arbetsförmåga på minst 100 %"),
        ("AMI2", {"arbetsformaga": 24}, "K2.2", "kund.arbetsformaga", "AMI2 kräver arbetsförmåga på minst 25 %"),
        ("AMI2", {}, "K2.2", "kund.arbetsformaga", "AMI2 kräver arbetsförmåga på minst 25 %"),
        ("ISA1", {"etablering": "inskriven"}, "K2.2", "kund.behov_av_sfi", "ISA1 är för kunder i behov av sfi"),
        ("ISA2", {"etablering": "avslutad"}, "K2.2", "kund.behov_av_sfi", "ISA2 är för kunder i behov av sfi"),
        ("ISA1", {"behov_av_sfi": True, "etablering": "ej_berattigad"}, "K2.2", "kund.etablering",
         f"ISA1 är för kunder som har rätt till eller är inskrivna i {ETABL}"),
        ("ISA1", {"behov_av_sfi": True}, "K2.2", "kund.etablering",
         f"ISA1 är för kunder som har rätt till eller är inskrivna i {ETABL}"),
        ("ISA2", {"behov_av_sfi": True, "etablering": "berattigad"}, "K2.2", "kund.etablering",
         f"ISA2 är för kunder som inte (längre) omfattas av {ETABL}"),
    ],
)  # fmt: skip
def test_a_kund_outside_an_insats_is_refused_by_what_it_asks_for(
    insats: Any, fakta: dict[str, Any], regel: str, falt: str, text: str
) -> None:
    with pytest.raises(Avvisning) as fel:
        prova_behorighet(insats, kund(**fakta), False, regelverket(), d(DAG1))
    assert nej(fel) == (regel, falt, text)


@pytest.mark.krav("K2.2", "K2.5", sort="gräns")
@pytest.mark.parametrize(
    ("insats", "fakta"),
    [
        ("FAI1", {}),
        ("FAI1", {"arbetsformaga": 24}),
        ("FAI2", {"utan_sysselsattning": True}),
        ("AMI1", {"arbetsformaga": 100}),
        ("AMI2", {"arbetsformaga": 25}),
        ("ISA1", {"behov_av_sfi": True, "etablering": "inskriven"}),
        ("ISA1", {"behov_av_sfi": True, "etablering": "berattigad"}),
        ("ISA2", {"behov_av_sfi": True, "etablering": "ej_berattigad"}),
        ("ISA2", {"behov_av_sfi": True, "etablering": "avslutad"}),
    ],
)
def test_a_kund_within_an_insats_is_let_through(insats: Any, fakta: dict[str, Any]) -> None:
    prova_behorighet(insats, kund(**fakta), True, regelverket(), d(DAG1))


@pytest.mark.krav("K9.4")
@pytest.mark.parametrize(
    ("fakta", "blir"),
    [
        ({"malgrupp": "ekonomiskt_bistand"}, (None, False, True, False)),
        ({"malgrupp": "etableringsprogrammet"}, ("inskriven", False, False, True)),
        ({"malgrupp": "anhoriginvandrare"}, ("ej_berattigad", False, False, False)),
        ({"malgrupp": "efter_etablering"}, ("avslutad", True, False, False)),
        ({"malgrupp": "efter_etablering", "behov_av_sfi": False}, ("avslutad", False, False, False)),
        ({"malgrupp": "etableringsprogrammet", "etablering": "berattigad"}, ("berattigad", False, False, True)),
        ({"malgrupp": "kaa", "ekonomiskt_bistand": True}, (None, False, True, False)),
        ({"malgrupp": "ekonomiskt_bistand", "ekonomiskt_bistand": False}, (None, False, False, False)),
    ],
)
def test_a_malgrupp_says_by_itself_what_is_not_said(fakta: dict[str, Any], blir: tuple[Any, ...]) -> None:
    k = kund(**fakta)
    assert (k.etablering, k.behov_av_sfi, k.ekonomiskt_bistand, k.etableringsersattning) == blir


@pytest.mark.krav("K1.2", "K3.3", sort="gräns")
def test_a_birth_date_becomes_an_age_on_the_day_of_the_decision_and_none_after_it() -> None:
    assert kundfakta({"fodelsedatum": d("2006-03-01"), "id": "ku"}, d(DAG1)) == {"id": "ku", "alder": 18}
    assert kundfakta({"fodelsedatum": "2024-03-01"}, d(DAG1)) == {"alder": 0}
    assert kundfakta({"alder": 7}, d(DAG1)) == {"alder": 7}
    for fodd, text in (("2024-03-02", "ligger efter beslutet"), ("x", "ska vara ett datum, ÅÅÅÅ-MM-DD")):
        with pytest.raises(Avvisning) as fel:
            kundfakta({"fodelsedatum": fodd}, d(DAG1))
        assert nej(fel) == ("K1.2", "kund.fodelsedatum", text)


# What it rests on


def grund(**fakta: Any) -> Beslutsgrund:
    hel = {
        "malgrupp": "etableringsprogrammet", "alder": 34, "arbetsformaga": None, "utan_sysselsattning": False,
        "etablering": None, "behov_av_sfi": False, "regel": "K2.2",
    }  # fmt: skip
    return Beslutsgrund(**(hel | fakta))


@pytest.mark.krav("K5.6", "K1.2")
@pytest.mark.parametrize(
    ("insats", "fakta", "text"),
    [
        ("FAI1", {"regel": "K2.5"}, "FAI1 kräver oklar arbetsförmåga, eller med motivering en känd under 25 %; "
         "kunden uppfyllde det (§2, K2.5)."),
        ("FAI2", {}, "FAI2 kräver att kunden länge saknat sysselsättning; kunden uppfyllde det (§2, K2.2)."),
        ("AMI1", {"ej_beviljad": "K2.2"}, "AMI1 kräver arbetsförmåga på minst 100 %; det rättade underlaget räcker "
         "inte (§2, K2.2)."),
        ("AMI2", {"ej_beviljad": "K1.2", "malgrupp": "kaa"}, "AMI2 kräver arbetsförmåga på minst 25 %; men kundens "
         "ålder ligger utanför målgruppens (§2, K2.2). Målgruppen kommunala aktivitetsansvaret omfattar åldrarna "
         "16–20 år (§1.2, K1.2)."),
        ("ISA1", {}, f"ISA1 kräver behov av sfi, och rätt till eller inskrivning i {ETABL}; kunden uppfyllde det "
         "(§2, K2.2)."),
        ("ISA2", {}, f"ISA2 kräver behov av sfi, och att kunden inte (längre) omfattas av {ETABL}; kunden uppfyllde "
         "det (§2, K2.2)."),
        ("AMI2", {"regel": "K13.4", "malgrupp": "kaa"}, "Insatsen följde med från den förra anordnaren; behörigheten "
         "prövades när den beviljades (§13.2, K13.4)."),
        ("FAI2", {"kartlagd": d("2024-02-01"), "anordnarval": "forval"}, "FAI2 kräver att kunden länge saknat "
         "sysselsättning; kunden uppfyllde det (§2, K2.2). Kartläggningen med kunden gjordes 2024-02-01, före beslutet "
         "(§5.2, K5.2). Kunden valde ingen, så anordnaren är förvalsanordnaren den 2024-03-01 (§5.4.1, K5.4)."),
    ],
)  # fmt: skip
def test_why_a_decision_was_let_through_is_told_whole(insats: Any, fakta: dict[str, Any], text: str) -> None:
    i = med(Spel.aktualiserat().insats, slag=insats)
    assert grunden_i_ord(i, grund(**fakta)) == text


@pytest.mark.krav("K5.6")
@pytest.mark.parametrize(
    ("fore", "efter", "text"),
    [
        ({}, {"alder": 35}, "ålder 35 år (var 34 år)"),
        ({"arbetsformaga": 50}, {"behov_av_sfi": True}, "arbetsförmåga oklar (var 50 %), behov av sfi ja (var nej)"),
        (
            {}, {"etablering": "inskriven", "ej_beviljad": "K2.2"},
            "etablering inskriven i etableringsprogrammet (var inte angiven); insatsen hade inte beviljats (K2.2)",
        ),
        (
            None, {"alder": None, "utan_sysselsattning": True, "kartlagd": d("2024-02-01"), "anordnarval": "kundens"},
            "målgrupp etableringsprogrammet, ålder inte angiven, arbetsförmåga oklar, länge utan sysselsättning ja, "
            "etablering inte angiven, behov av sfi nej, kartläggning 2024-02-01, anordnare kundens val",
        ),
    ],
)  # fmt: skip
def test_a_correction_tells_what_is_otherwise_and_what_it_was(
    fore: dict[str, Any] | None, efter: dict[str, Any], text: str
) -> None:
    h = BeslutsgrundRattad(None if fore is None else grund(**fore), grund(**efter))
    assert mening_om_rattelse(h) == Mening(f"Beslutets underlag är rättat: {text}", "K5.6", "sen")
