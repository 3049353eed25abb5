"""§1–2, §5.3, §6.1: who may be granted which insats, and day 1."""

from typing import Any

import pytest

from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats
from domain.insats.uppgifter import Kundlage
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad, paborja
from domain.register.auktorisation import Auktorisation
from tests.domain.kapitel.uppdrag.dag_ett.nekat import nekas
from tests.verktyg.spel import KUNDER, Spel, d, regelverket, tid

SLAG = sorted(KUNDER)


@pytest.mark.krav("K5.3", "K6.1")
@pytest.mark.parametrize("insats", SLAG)
def test_each_of_the_six_insatser_is_granted_to_a_kund_it_is_for(insats: str) -> None:
    fall = Spel.aktualiserat(insats)
    assert (fall.status, fall.insats.kundval) == ("aktualiserad", insats[:3])
    rubrik = f"Ny kund i kö för {insats}: bemanna ärendet och meddela karriärvägledaren (§6.2, K6.2)"
    assert [(m.till, m.regel, m.rubrik) for m in fall.meddelanden] == [("anordnare", "K6.1", rubrik)]


@pytest.mark.krav("K6.1", "K9.4")
@pytest.mark.parametrize(
    ("malgrupp", "fakta", "bistand", "etablering"),
    [
        ("ekonomiskt_bistand", {}, True, False),
        ("ekonomiskt_bistand", {"ekonomiskt_bistand": False}, False, False),
        ("etableringsprogrammet", {}, False, True),
        ("unga_vuxna", {"etableringsersattning": True, "alder": 24}, False, True),
    ],
)
def test_day_1_writes_down_what_was_granted_to_whom_and_under_which_rules(
    malgrupp: str, fakta: dict[str, Any], bistand: bool, etablering: bool
) -> None:
    till = Auktorisation(d("2024-01-01"), d("2026-12-31"))
    fall = Spel.aktualiserat(auktorisation=till, id="ku-1", malgrupp=malgrupp, **fakta)
    i = fall.insats
    inskriven = "inskriven" if malgrupp == "etableringsprogrammet" else None
    fore: dict[str, Any] = {"kartlagd": d("2023-12-01"), "anordnarval": "kundens"}
    grund = Beslutsgrund(malgrupp, fakta.get("alder", 34), 50, False, inskriven, False, "K2.2", **fore)
    assert fall.poster[0].handelse == InsatsAktualiserad(
        arende="arende-1", insats="AMI2", anordnare="A", karriarvagledare="kv1", kund="ku-1", malgrupp=malgrupp,
        ekonomiskt_bistand=bistand, etableringsersattning=etablering, auktoriserad_till=d("2026-12-31"),
        regelverk=regelverket(), grund=grund, framtidsplan_angiven=True,
    )  # fmt: skip
    assert paborja(fall.poster[0].handelse, tid("2024-03-01T09:00")) == Insats(
        arende="arende-1", regelverk=regelverket(), slag="AMI2", anordnare="A", karriarvagledare="kv1", kund="ku-1",
        malgrupp=malgrupp, aktualiserad=tid("2024-03-01T09:00"), beslutsgrund=grund, auktoriserad_till=d("2026-12-31"),
        senast=tid("2024-03-01T09:00"), kundlagen=(Kundlage(d("2024-03-01"), malgrupp, bistand, etablering),),
        framtidsplan_angiven=True,
    )  # fmt: skip
    assert (i.kundlagen, i.aktualiserad) == (
        (Kundlage(d("2024-03-01"), malgrupp, bistand, etablering),), tid("2024-03-01T09:00"),
    )  # fmt: skip


FORRA = {
    "arende": "arende-0", "insats": "AMI2", "avslutsdatum": "2024-02-29", "forsta_start": "2023-09-01",
    "planerat_slut": "2024-11-30", "forlangda_manader": 3,
}  # fmt: skip


@pytest.mark.krav("K13.4", "K13.5")
@pytest.mark.parametrize(
    ("insats", "sort", "tas_over"),
    [
        (
            "AMI2", "byte_av_anordnare",
            {"forsta_start": d("2023-09-01"), "bestamt_slut": d("2024-11-30"), "forlangda_fore": 3},
        ),
        ("AMI1", "annan_insats", {"forsta_start": None, "bestamt_slut": None, "forlangda_fore": 0}),
        ("AMI2", "annan_insats", {"forsta_start": None, "bestamt_slut": None, "forlangda_fore": 0}),
    ],
)  # fmt: skip
def test_a_case_that_follows_another_begins_the_day_after_and_takes_over_times_only_at_a_change_of_anordnare(
    insats: str, sort: str, tas_over: dict[str, Any]
) -> None:
    fall = Spel.aktualiserat(insats, foregaende=FORRA | {"sort": sort})
    vantat = {"foregaende": "arende-0", "tidigast_start": d("2024-03-01"), **tas_over}
    (h,) = fall.handelser("insats_aktualiserad")
    for namn, varde in vantat.items():
        assert (getattr(h, namn), getattr(fall.insats, namn)) == (varde, varde), namn


@pytest.mark.krav("K13.4")
def test_at_a_change_of_anordnare_the_insats_is_the_same_and_the_kund_is_not_tried_anew() -> None:
    byte = FORRA | {"sort": "byte_av_anordnare"}
    sagt = nekas("K13.4", "insats", "AMI1", foregaende=byte)
    assert sagt == "insats: vid byte av anordnare är insatsen densamma, AMI2 (K13.4, §13.2)"
    for fakta in ({"alder": 90}, {"alder": None}, {"arbetsformaga": 0}):
        assert Spel.aktualiserat(foregaende=byte, **fakta).status == "aktualiserad"
    nekas("K1.2", "kund.alder", foregaende=FORRA | {"sort": "annan_insats"}, alder=90)
    nekas("K2.2", "kund.arbetsformaga", foregaende=FORRA | {"sort": "annan_insats"}, arbetsformaga=0)


@pytest.mark.krav("K6.1")
def test_an_aktualisering_opens_bemanning_and_uppdrag_and_nothing_else() -> None:
    fall = Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    assert [(b.slag, b.ansvarig, b.utfall) for b in fall.bevakningar()] == [
        ("bemanning", "anordnare", "oppen"),
        ("uppdrag", "karriarvagledare", "oppen"),
    ]


@pytest.mark.krav("K1.1")
@pytest.mark.parametrize(
    ("fran", "till", "gar"),
    [
        ("2024-03-01", None, True),
        ("2024-03-02", None, False),
        ("2024-01-01", "2024-03-01", True),
        ("2024-01-01", "2024-02-29", False),
    ],
)
def test_the_anordnare_must_be_auktoriserad_on_the_day_of_aktualisering(fran: str, till: str | None, gar: bool) -> None:
    auktorisation = Auktorisation(d(fran), d(till) if till else None)
    if gar:
        assert Spel.aktualiserat(auktorisation=auktorisation).status == "aktualiserad"
    elif till:
        sagt = "anordnare: anordnarens auktorisation för AMI upphörde 2024-02-29 (K1.1, §1.1)"
        assert nekas("K1.1", "anordnare", auktorisation=auktorisation) == sagt
    else:
        sagt = "anordnare: anordnaren är inte auktoriserad för AMI den 2024-03-01 (K1.1, §1.1)"
        assert nekas("K1.1", "anordnare", auktorisation=auktorisation) == sagt


@pytest.mark.krav("K1.1")
def test_an_anordnare_without_auktorisation_for_the_kundval_is_refused() -> None:
    assert "inte auktoriserad för AMI" in nekas("K1.1", "anordnare", auktorisation=None)


@pytest.mark.krav("K1.1")
def test_an_auktorisation_that_ends_during_the_insats_is_told_the_kv_the_day_after_and_ends_nothing() -> None:
    fall = Spel.aktualiserat(auktorisation=Auktorisation(d("2024-01-01"), d("2024-04-10")))
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    assert not fall.till("2024-04-10T23:59").brev("karriarvagledare", "auktorisation upphörde")
    fall.till("2024-04-11")
    assert len(fall.brev("karriarvagledare", "auktorisation upphörde 2024-04-10")) == 1
    assert fall.status == "pagar"
    assert len(fall.till("2024-06-01").brev("karriarvagledare", "auktorisation upphörde")) == 1
