"""§5.2, §5.4: the kartläggning and the framtidsplan before the decision, and whose choice the anordnare was."""

from __future__ import annotations

from typing import Any

import pytest

from domain.forklaring.beslut import forklara_beslut
from domain.insats.anteckningar import Beslutsgrund
from domain.liv import rutin
from domain.liv.forlopp import paborja
from domain.liv.insyn import post_for
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.skeende.handelse import DORR_MED_FORARBETE
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import (
    ANORDNARE,
    ARBETSLEDARE,
    FORARBETE,
    KUNDER,
    KV,
    TILLS_VIDARE,
    Spel,
    d,
    regelverket,
    tid,
)

FORRA = {
    "arende": "arende-0", "sort": "byte_av_anordnare", "insats": "AMI2", "avslutsdatum": "2024-02-29",
    "forsta_start": "2023-09-01", "planerat_slut": "2024-11-30", "forlangda_manader": 0,
}  # fmt: skip


def dag_ett(dorr: int = DORR_MED_FORARBETE, **data: Any) -> Spel:
    """Day 1 on 2024-03-01, exactly as ``data`` says it, in a run of that edition of the doors."""
    fall = Spel(tid("2024-03-01T09:00"))
    sagt = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"]}
    inkommet = Inkommet("dag1", KV, las_kommando(sagt | data))
    fall._ta(paborja("arende-1", inkommet, regelverket(), TILLS_VIDARE, fall.nu, dorr=dorr))
    return fall


def grunden(fall: Spel) -> Beslutsgrund:
    assert fall.insats.beslutsgrund
    return fall.insats.beslutsgrund


def nekas(falt: str, regel: str = "K5.2", **data: Any) -> str:
    fall = Spel.aktualiserat()  # the refusal has a case to leave as it was
    return fall.avvisas(regel, lambda: dag_ett(**data), falt=falt)


@pytest.mark.krav("K5.2", sort="avslag")
def test_a_decision_without_framtidsplan_or_kartlaggning_is_refused() -> None:
    nekas("framtidsplan", kartlagd="2024-02-20")
    nekas("kartlagd", framtidsplan="arbete")
    nekas("kartlagd")


@pytest.mark.krav("K5.2", sort="gräns")
def test_the_kartlaggning_is_made_by_the_day_of_the_decision() -> None:
    assert grunden(dag_ett(**FORARBETE | {"kartlagd": "2024-03-01"})).kartlagd == d("2024-03-01")
    assert "går före beslutet 2024-03-01" in nekas("kartlagd", **FORARBETE | {"kartlagd": "2024-03-02"})


@pytest.mark.krav("K5.2", "K13.4")
def test_a_change_of_anordnare_decides_nothing_anew_and_needs_neither() -> None:
    fall = dag_ett(foregaende=FORRA)
    assert (grunden(fall).kartlagd, grunden(fall).anordnarval) == (None, None)
    nekas("kartlagd", foregaende=FORRA | {"sort": "annan_insats", "insats": "FAI1"})


@pytest.mark.krav("K5.2", sort="gräns")
def test_a_run_begun_before_takes_a_decision_without() -> None:
    fall = dag_ett(DORR_MED_FORARBETE - 1)
    assert (grunden(fall).kartlagd, grunden(fall).anordnarval) == (None, None)
    assert rutin.mening(fall.poster[0]).text == "Kunden är aktualiserad för AMI2 hos A"


@pytest.mark.krav("K5.4")
@pytest.mark.parametrize(
    ("sagt", "val", "mening", "forklaring"),
    [
        ({}, "kundens", ", kundens val", "Anordnaren är kundens eget val (§5.4, K5.4)."),
        ({"anordnarval": "kundens"}, "kundens", ", kundens val", "Anordnaren är kundens eget val (§5.4, K5.4)."),
        (
            {"anordnarval": "forval"}, "forval", ", förvalsanordnare",
            "Kunden valde ingen, så anordnaren är förvalsanordnaren den 2024-03-01 (§5.4.1, K5.4).",
        ),
    ],
)  # fmt: skip
def test_whose_choice_the_anordnare_was_is_kept_told_and_explained(
    sagt: dict[str, str], val: str, mening: str, forklaring: str
) -> None:
    fall = dag_ett(**FORARBETE, **sagt)
    assert grunden(fall).anordnarval == val
    assert insats_fran_json(insats_till_json(fall.insats)).beslutsgrund == grunden(fall)
    assert rutin.mening(fall.poster[0]).text == f"Kunden är aktualiserad för AMI2 hos A{mening}"
    assert forklara_beslut(fall.insats, fall.poster, ARBETSLEDARE).text.endswith(forklaring)
    # It is of the basis, which the anordnare is not given (K3.7)
    assert rutin.mening(post_for(ANORDNARE, fall.poster[0])).text == "Kunden är aktualiserad för AMI2 hos A"


@pytest.mark.krav("K5.2", "K5.4", "K5.6", "K0.10")
def test_both_are_put_right_with_the_basis() -> None:
    fall = dag_ett(**FORARBETE)
    ratt = {"motivering": "fel", "kartlagd": "2024-02-27", "anordnarval": "forval"}
    fall.kv("2024-03-04", "ratta_beslutsgrund", **ratt)
    assert (grunden(fall).kartlagd, grunden(fall).anordnarval) == (d("2024-02-27"), "forval")
    text = rutin.mening(fall.poster[-1]).text
    assert "kartläggning 2024-02-27 (var 2023-12-01), anordnare förvalsanordnare (var kundens val)" in text
    fall.avvisas("K5.6", fall.kv, "2024-03-05", "ratta_beslutsgrund", **ratt)  # nothing is otherwise
    sen = ratt | {"kartlagd": "2024-03-02"}
    fall.avvisas("K5.2", fall.kv, "2024-03-05", "ratta_beslutsgrund", falt="kartlagd", **sen)
    fall.kv("2024-03-05", "ratta_beslutsgrund", arbetsformaga=60, motivering="fel")  # the rest stays
    assert (grunden(fall).kartlagd, grunden(fall).anordnarval) == (d("2024-02-27"), "forval")
