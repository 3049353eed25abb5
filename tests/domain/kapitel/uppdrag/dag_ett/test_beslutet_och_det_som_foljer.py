"""Around the case: the decision and the choice, the kartläggning, what changes, and another insats after it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv.forlopp import lat_ga, paborja
from domain.liv.kommandon import las_kommando
from domain.register.auktorisation import Auktorisation
from domain.skeende.form import texter
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import FORARBETE, KUNDER, KV, TILLS_VIDARE, Spel, d, regelverket, tid

ANMALD = "anmal_till_karriarvagledare"


def aktualisera(nar: str, auktorisation: Auktorisation | None = TILLS_VIDARE, **data: Any) -> Spel:
    """A case begun by a kommando written out in full."""
    spel = Spel(tid(nar))
    kommando = las_kommando({"kommando": "aktualisera", **FORARBETE, **data})
    steg = paborja("arende-2", Inkommet("dag1", KV, kommando), regelverket(), auktorisation, spel.nu)
    steg += lat_ga(steg.insats, spel.nu)
    spel.insats, spel.poster, spel.meddelanden = steg.insats, [*steg.poster], [*steg.meddelanden]
    return spel


# K5.2, K5.4: the decision


@pytest.mark.krav("K5.2")
@pytest.mark.parametrize(
    "data",
    [
        {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]},
        {"kommando": "lagg_in_uppdrag", "startdatum": "2024-03-11"},
    ],
    ids=["beslutet", "uppdraget"],
)
def test_the_framtidsplan_goes_with_the_decision_and_the_uppdrag_as_a_document(data: dict[str, Any]) -> None:
    data = {**data, "framtidsplan": "yrkesutbildning till hösten"}
    assert texter(data, las_kommando(data)) == {"framtidsplan": "yrkesutbildning till hösten"}


@pytest.mark.krav("K5.2", sort="avslag")
def test_a_framtidsplan_that_is_given_empty_is_refused() -> None:
    fall = Spel.aktualiserat().anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    sagt = {"startdatum": "2024-03-11", "framtidsplan": " "}
    fall.avvisas("K6.3", fall.kv, "2024-03-01T11:00", "lagg_in_uppdrag", falt="framtidsplan", **sagt)


@pytest.mark.krav("K5.4")
def test_the_anordnare_that_was_chosen_is_the_one_told_and_the_one_who_may_act() -> None:
    fall = aktualisera("2024-03-01T09:00", insats="AMI2", anordnare="Valvet", kund=KUNDER["AMI2"])
    assert fall.insats.anordnare == "Valvet"
    assert [m.part for m in fall.meddelanden if m.till == "anordnare"] == ["Valvet"]
    fall.avvisas("K6.2", fall.anordnare, "2024-03-01T10:00", "bemanna", handlaggare="H1", falt="av")


@pytest.mark.krav("K5.4", sort="avslag")
def test_a_decision_that_names_no_anordnare_is_refused() -> None:
    with pytest.raises(Avvisning, match="fältet saknas") as fel:
        las_kommando({"kommando": "aktualisera", "insats": "AMI2", "kund": KUNDER["AMI2"]})
    assert fel.value.falt == "anordnare"


# K4.1: kartläggning


@pytest.mark.krav("K4.1")
def test_a_kartlaggning_is_registered_with_the_day_it_was_made() -> None:
    fall = Spel.pagaende().anordnare("2024-03-14", "registrera_kartlaggning", datum="2024-03-12", kartlaggning="x")
    (h,) = fall.handelser("kartlaggning_registrerad")
    assert getattr(h, "datum", None) == d("2024-03-12")
    assert fall.insats.kartlaggningar == (d("2024-03-12"),)


@pytest.mark.krav("K4.1", "K0.6", sort="gräns")
@pytest.mark.parametrize("dag", ["2024-03-01", "2024-03-14"])
def test_it_may_have_been_made_on_any_day_from_day_1_until_today(dag: str) -> None:
    fall = Spel.pagaende().anordnare("2024-03-14", "registrera_kartlaggning", datum=dag, kartlaggning="x")
    assert fall.insats.kartlaggningar == (d(dag),)


@pytest.mark.krav("K4.1", "K0.6", sort="avslag")
@pytest.mark.parametrize(
    ("regel", "falt", "sagt"),
    [
        ("K4.1", "datum", {"datum": "2024-02-29", "kartlaggning": "x"}),
        ("K0.6", "datum", {"datum": "2024-03-15", "kartlaggning": "x"}),
        ("K4.1", "kartlaggning", {"datum": "2024-03-12", "kartlaggning": " "}),
        ("K4.1", "kartlaggning", {"datum": "2024-03-12"}),
    ],
)
def test_a_kartlaggning_before_the_case_ahead_of_today_or_without_words_is_refused(
    regel: str, falt: str, sagt: dict[str, str]
) -> None:
    fall = Spel.pagaende()
    fall.avvisas(regel, fall.anordnare, "2024-03-14", "registrera_kartlaggning", falt=falt, **sagt)


@pytest.mark.krav("K4.1", sort="avslag")
def test_the_kartlaggning_is_the_anordnares_to_register() -> None:
    fall = Spel.pagaende()
    sagt = {"datum": "2024-03-12", "kartlaggning": "x"}
    fall.avvisas("K4.1", fall.kv, "2024-03-14", "registrera_kartlaggning", falt="av", **sagt)


# K4.2: what affects the planning


@pytest.mark.krav("K4.2", "K6.4")
def test_other_commitments_that_change_are_reported_and_the_uppdrag_is_adjusted_by_the_kv() -> None:
    fall = Spel.pagaende().anordnare("2024-04-02", ANMALD, anledning="andrade_ataganden", beskrivning="sfi på dagtid")
    assert len(fall.brev("karriarvagledare", "ändrade åtaganden (§4, K4.2)")) == 1
    sagt = {"omfattning": 75, "skal_till_deltidsplanering": "sfi", "motivering": "sfi på dagtid"}
    fall.avvisas("K6.4", fall.anordnare, "2024-04-03T10:00", "justera_uppdrag", falt="av", **sagt)
    fall.kv("2024-04-03T10:00", "justera_uppdrag", **sagt).kv("2024-04-03T11:00", "besvara_anmalan", svar="justerat")
    uppdrag = fall.insats.uppdrag
    assert uppdrag is not None
    assert (uppdrag.omfattning, uppdrag.slutdatum) == (75, d("2025-03-10"))
    assert len(fall.brev("anordnare", "Anmälan 1 är besvarad")) == 1


@pytest.mark.krav("K4.2", sort="avslag")
def test_a_report_of_changed_commitments_says_what_has_changed() -> None:
    fall = Spel.pagaende()
    sagt = {"anledning": "andrade_ataganden", "beskrivning": ""}
    fall.avvisas("K4.3", fall.anordnare, "2024-04-02", ANMALD, falt="beskrivning", **sagt)


# K13.5: another insats


def efter(slut: str) -> dict[str, Any]:
    """What a case takes with it from an AMI2 that ran from 11 March 2024 and ended on ``slut``."""
    return {
        "arende": "arende-1",
        "sort": "annan_insats",
        "insats": "FAI1",
        "avslutsdatum": slut,
        "forsta_start": "2024-03-11",
        "planerat_slut": "2024-06-10",
        "forlangda_manader": 1,
    }


def foljande(start: str) -> Spel:
    nya: dict[str, Any] = {
        "insats": "AMI2",
        "anordnare": "A",
        "kund": KUNDER["AMI2"],
        "foregaende": efter("2024-05-15"),
    }
    fall = aktualisera("2024-05-14T09:00", **nya).anordnare("2024-05-14T10:00", "bemanna", handlaggare="H1")
    return fall.kv("2024-05-14T11:00", "lagg_in_uppdrag", startdatum=start)


@pytest.mark.krav("K13.5")
def test_the_old_insats_ends_early_when_another_is_granted() -> None:
    fall = Spel.pagaende("FAI1").avsluta("2024-05-10", "2024-05-15", "annan_insats").till("2024-05-16")
    assert (fall.status, fall.insats.form, fall.insats.avslutsorsak) == ("avslutad", "fortid", "annan_insats")


@pytest.mark.krav("K13.5")
def test_the_new_insats_is_linked_to_the_old_and_has_a_time_of_its_own() -> None:
    fall = foljande("2024-05-16")
    i = fall.insats
    assert i.foregaende == "arende-1"
    assert i.slutdatum == d("2025-05-15")
    assert (i.forlangda_fore, i.forsta_start, i.bestamt_slut) == (0, None, None)


@pytest.mark.krav("K13.5", sort="gräns")
def test_the_new_insats_begins_the_day_after_the_old_one_at_the_earliest() -> None:
    assert foljande("2024-05-16").insats.startdatum == d("2024-05-16")
    with pytest.raises(Avvisning, match="2024-05-16"):
        foljande("2024-05-15")
