"""What a decision rests on is kept with it, explained, and put right with a reason (K5.6, K0.10)."""

from dataclasses import replace
from typing import Any

import pytest

from domain.forklaring.beslut import forklara_beslut
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import med
from domain.kapitel.uppdrag.kundlage import kundlage
from domain.liv.insyn import post_for, ser_post
from domain.liv.lagring import handelse_till_json, insats_fran_json, insats_till_json
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, SYSTEMET, Spel, d

pytestmark = pytest.mark.krav("K5.6")


FORE: dict[str, Any] = {"kartlagd": d("2023-12-01"), "anordnarval": "kundens"}
"""What came before the decision, as ``Spel`` says it."""


def grunden(fall: Spel) -> Beslutsgrund:
    assert fall.insats.beslutsgrund is not None
    return fall.insats.beslutsgrund


def ratta(fall: Spel, nar: str = "2024-03-04", **fakta: Any) -> Spel:
    return fall.kv(nar, "ratta_beslutsgrund", **({"motivering": "fel i underlaget"} | fakta))


@pytest.mark.parametrize(
    ("insats", "kund", "motivering", "vantad"),
    [
        ("AMI2", {}, None, Beslutsgrund("ekonomiskt_bistand", 34, 50, False, None, False, "K2.2")),
        ("FAI1", {}, None, Beslutsgrund("ekonomiskt_bistand", 34, None, False, None, False, "K2.2")),
        (
            "FAI1", {"arbetsformaga": 24}, "behöver förbereda sig",
            Beslutsgrund("ekonomiskt_bistand", 34, 24, False, None, False, "K2.5", motiverad=True),
        ),
        ("FAI2", {}, None, Beslutsgrund("ekonomiskt_bistand", 34, None, True, None, False, "K2.2")),
        ("ISA1", {}, None, Beslutsgrund("etableringsprogrammet", 34, None, False, "inskriven", True, "K2.2")),
        ("ISA2", {}, None, Beslutsgrund("efter_etablering", 34, None, False, "avslutad", True, "K2.2")),
    ],
)  # fmt: skip
def test_the_facts_and_the_rule_that_let_it_through_stand_with_the_decision(
    insats: str, kund: dict[str, Any], motivering: str | None, vantad: Beslutsgrund
) -> None:
    fall = Spel.aktualiserat(insats, motivering=motivering, **kund)
    vantad = replace(vantad, **FORE)
    assert grunden(fall) == vantad
    assert handelse_till_json(fall.poster[0].handelse)["grund"]["regel"] == vantad.regel
    assert insats_fran_json(insats_till_json(fall.insats)).beslutsgrund == vantad


def test_what_is_put_right_changes_what_it_names_and_no_frist() -> None:
    fall = Spel.pagaende()
    fore = fall.bevakningar()
    ratta(fall, arbetsformaga=75, utan_sysselsattning=True)
    ratt = Beslutsgrund("ekonomiskt_bistand", 34, 75, True, None, False, "K2.2", motiverad=True)
    assert grunden(fall) == replace(ratt, **FORE)
    assert fall.bevakningar() == fore
    assert fall.brev("arbetsledare") == []


@pytest.mark.parametrize(
    ("insats", "fakta", "regel"),
    [
        ("AMI2", {"arbetsformaga": 24}, "K2.2"),
        ("AMI2", {"arbetsformaga_oklar": True}, "K2.2"),
        ("AMI1", {"arbetsformaga": 99}, "K2.2"),
        ("FAI1", {"arbetsformaga": 25}, "K2.2"),
        ("FAI2", {"utan_sysselsattning": False}, "K2.2"),
        ("ISA1", {"behov_av_sfi": False}, "K2.2"),
        ("ISA1", {"etablering": "avslutad"}, "K2.2"),
        ("AMI2", {"alder": 67}, "K1.2"),
        ("AMI2", {"alder": 17}, "K1.2"),
        ("AMI2", {"malgrupp": "unga_vuxna"}, "K1.2"),
    ],
)
def test_one_that_would_not_have_been_granted_is_let_through_and_told_to_the_arbetsledare(
    insats: str, fakta: dict[str, Any], regel: str
) -> None:
    fall = ratta(Spel.aktualiserat(insats), **fakta)
    assert grunden(fall).ej_beviljad == regel
    text = f"Insatsen hade inte beviljats på det rättade underlaget ({regel}): ta ställning (§5.3, K5.6)"
    assert fall.brev("arbetsledare") == [text]
    assert fall.status == "aktualiserad"


@pytest.mark.krav("K5.6", sort="gräns")
@pytest.mark.parametrize(
    ("insats", "fakta"),
    [
        ("AMI2", {"arbetsformaga": 25}),
        ("FAI1", {"arbetsformaga": 24}),
        ("AMI2", {"alder": 66}),
        ("AMI2", {"alder": 18}),
        ("AMI2", {"malgrupp": "kaa", "alder": 16}),
    ],
)
def test_one_at_the_limit_would_still_have_been_granted(insats: str, fakta: dict[str, Any]) -> None:
    fall = ratta(Spel.aktualiserat(insats), **fakta)
    assert grunden(fall).ej_beviljad is None
    assert fall.brev("arbetsledare") == []


def test_it_is_granted_again_when_it_is_put_right_once_more() -> None:
    fall = ratta(Spel.aktualiserat(), arbetsformaga=10)
    ratta(fall, "2024-03-05", arbetsformaga=50)
    assert grunden(fall).ej_beviljad is None
    assert len(fall.brev("arbetsledare")) == 1


def test_the_malgrupp_of_day_1_follows_until_a_registered_change_and_its_etablering_with_it() -> None:
    fall = Spel.aktualiserat("ISA1").kv("2024-03-10", "andra_kundlage", fran="2024-03-10", malgrupp="efter_etablering")
    ratta(fall, "2024-03-11", malgrupp="anhoriginvandrare")
    assert grunden(fall).etablering == "ej_berattigad"
    assert kundlage(fall.insats, d("2024-03-09")).malgrupp == fall.insats.malgrupp == "anhoriginvandrare"
    assert kundlage(fall.insats, d("2024-03-09")).etableringsersattning, "the ersättning is a fact of its own"
    assert kundlage(fall.insats, d("2024-03-10")).malgrupp == "efter_etablering"


def test_a_correction_of_something_else_lets_it_stand() -> None:
    fall = ratta(Spel.pagaende(), arbetsformaga=75)
    fall.rattar("2024-03-05", "lagg_in_uppdrag", andringar={"startdatum": "2024-03-12"}, motivering="fel dag")
    assert grunden(fall).arbetsformaga == 75


def test_at_a_change_of_anordnare_it_was_tried_before_and_is_not_tried_again() -> None:
    foregaende = {
        "arende": "arende-0", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-02-29",
        "forsta_start": "2023-09-01", "planerat_slut": "2024-08-31",
    }  # fmt: skip
    fall = Spel.aktualiserat(foregaende=foregaende, alder=None, arbetsformaga=10)
    assert grunden(fall).regel == "K13.4"
    ratta(fall, arbetsformaga=5)
    assert (grunden(fall).regel, grunden(fall).ej_beviljad) == ("K13.4", None)
    assert "följde med från den förra anordnaren" in forklara_beslut(fall.insats, fall.poster, KV).text


def test_a_case_from_before_it_was_kept_is_given_one() -> None:
    fall = Spel.aktualiserat()
    fall.insats = med(fall.insats, beslutsgrund=None)
    forr = "arende: ärendet började innan beslutets underlag sparades; det kan registreras med ratta_beslutsgrund"
    with pytest.raises(Avvisning, match=rf"^{forr} \(K5\.6, §5\.3\)$"):
        forklara_beslut(fall.insats, fall.poster, KV)
    fall.avvisas("K5.6", ratta, fall, "2024-03-04", falt="alder", arbetsformaga=50)
    ratta(fall, arbetsformaga=50, alder=40)
    assert grunden(fall) == Beslutsgrund("ekonomiskt_bistand", 40, 50, False, None, False, "K2.2", motiverad=True)


@pytest.mark.krav("K5.6", sort="avslag")
def test_a_correction_says_why_and_changes_something() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K5.6", fall.kv, "2024-03-04", "ratta_beslutsgrund", falt="motivering", arbetsformaga=60)
    fall.avvisas("K5.6", fall.kv, "2024-03-04", "ratta_beslutsgrund", falt="motivering", alder=40, motivering=" ")
    fall.avvisas("K5.6", ratta, fall, "2024-03-04", arbetsformaga=50)
    fall.avvisas("K5.6", ratta, fall, "2024-03-04", falt="arbetsformaga", arbetsformaga=60, arbetsformaga_oklar=True)


@pytest.mark.krav("K0.10", "K5.6", sort="avslag")
@pytest.mark.parametrize("av", [ANORDNARE, ARBETSLEDARE, SYSTEMET])
def test_only_who_could_have_granted_it_puts_it_right(av: Aktor) -> None:
    fall = Spel.aktualiserat()
    fakta = {"arbetsformaga": 60, "motivering": "x"}
    fall.avvisas("K5.6", fall.sager, av, "2024-03-04", "ratta_beslutsgrund", falt="av", **fakta)


def test_it_is_explained_in_swedish_with_its_corrections() -> None:
    fall = ratta(Spel.aktualiserat(malgrupp="unga_vuxna", alder=24), arbetsformaga=10)
    f = forklara_beslut(fall.insats, fall.poster, ARBETSLEDARE)
    assert f.fakta == {
        "målgrupp": "unga vuxna", "ålder": "24 år", "arbetsförmåga": "10 %", "länge utan sysselsättning": "nej",
        "etablering": "inte angiven", "behov av sfi": "nej", "kartläggning": "2023-12-01",
        "anordnare": "kundens val",
    }  # fmt: skip
    assert f.text == (
        "AMI2 kräver arbetsförmåga på minst 25 %; det rättade underlaget räcker inte (§2, K2.2)."
        " Målgruppen unga vuxna omfattar åldrarna 18–24 år (§1.2, K1.2)."
        " Kartläggningen med kunden gjordes 2023-12-01, före beslutet (§5.2, K5.2)."
        " Anordnaren är kundens eget val (§5.4, K5.4)."
    )
    ratta(fall, "2024-03-05", alder=25)
    ratta(fall, "2024-03-05", arbetsformaga=50)
    assert "men kundens ålder ligger utanför målgruppens" in forklara_beslut(fall.insats, fall.poster, KV).text
    assert [p.handelse.slag for p in f.rader] == ["insats_aktualiserad", "beslutsgrund_rattad"]


@pytest.mark.parametrize(
    ("insats", "vad"),
    [
        ("FAI1", "FAI1 kräver oklar arbetsförmåga, eller med motivering en känd under 25 %; kunden uppfyllde det"),
        ("FAI2", "FAI2 kräver att kunden länge saknat sysselsättning; kunden uppfyllde det"),
        ("AMI1", "AMI1 kräver arbetsförmåga på minst 100 %; kunden uppfyllde det"),
        ("ISA1", "ISA1 kräver behov av sfi, och rätt till eller inskrivning i etableringsprogrammet"),
        ("ISA2", "ISA2 kräver behov av sfi, och att kunden inte (längre) omfattas av etableringsprogrammet"),
    ],
)
def test_each_insats_tells_what_it_asks_for(insats: str, vad: str) -> None:
    fall = Spel.aktualiserat(insats)
    assert vad in forklara_beslut(fall.insats, fall.poster, KV).text


@pytest.mark.krav("K3.7", "K5.6", sort="avslag")
@pytest.mark.parametrize("roll", [Roll.ANORDNARE, Roll.EKONOM])
def test_the_municipality_alone_reads_it_and_sees_that_it_was_put_right(roll: Roll) -> None:
    fall = ratta(Spel.aktualiserat(), arbetsformaga=75)
    av = replace(ANORDNARE, roll=roll)
    dag1, rattat = fall.poster[0], fall.poster[-1]
    assert post_for(av, dag1).handelse.grund is None  # type: ignore[attr-defined]
    assert post_for(KV, dag1) == dag1
    assert not ser_post(av, rattat)
    assert ser_post(KV, rattat)
    assert ser_post(ARBETSLEDARE, rattat)
    with pytest.raises(Avvisning, match=r"^som: beslutets underlag läses av karriärvägledare och arbetsledare \(K3\.7"):
        forklara_beslut(fall.insats, fall.poster, av)
