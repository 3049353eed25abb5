"""An uppdrag has its two texts, and one that says nothing of meetings has those of the insats (K6.3, K7.7)."""

from typing import Any

import pytest

from domain.forklaring.forklaring import forklara_bevakning
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_HELA_ANDRA_UTGAVAN, DORR_MED_FORARBETE
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KV, Spel, helt_uppdrag, med, tid

BORTA = {"uppdragsbeskrivning": None, "framtidsplan": None}


def lagg_in(fall: Spel, **fakta: Any) -> Spel:
    return fall.kv("2024-03-04", "lagg_in_uppdrag", startdatum="2024-03-11", **fakta)


@pytest.mark.krav("K6.3", sort="avslag")
@pytest.mark.parametrize("falt", ["uppdragsbeskrivning", "framtidsplan"])
def test_an_uppdrag_that_lacks_one_of_its_texts_is_refused(falt: str) -> None:
    fall = Spel.aktualiserat().till("2024-03-04T12:00")
    fall.avvisas("K6.3", lagg_in, fall, falt=falt, **{falt: None})
    fall.avvisas("K6.3", lagg_in, fall, falt=falt, **{falt: "  "})
    assert lagg_in(fall).status == "pagar"


@pytest.mark.krav("K5.2", "K6.3", sort="gräns")
@pytest.mark.parametrize(("dorr", "tas_emot"), [(DORR_MED_FORARBETE - 1, True), (DORR_MED_FORARBETE, False)])
def test_that_the_decision_referenced_the_framtidsplan_is_enough_only_in_a_run_begun_before(
    dorr: int, tas_emot: bool
) -> None:
    fall = Spel.aktualiserat()
    utan_plan = {f: v for f, v in helt_uppdrag({"startdatum": "2024-03-11"}).items() if f != "framtidsplan"}
    kommando = las_kommando({"kommando": "lagg_in_uppdrag", **utan_plan})

    def utan() -> None:
        fall._ta(utfor(fall.insats, Inkommet("k", KV, kommando), tid("2024-03-01T10:00"), dorr))

    if tas_emot:
        utan()
        assert fall.status == "pagar"
    else:
        fall.avvisas("K6.3", utan, falt="framtidsplan")


@pytest.mark.krav("K6.3", sort="gräns")
@pytest.mark.parametrize(("dorr", "tas_emot"), [(DORR_HELA_ANDRA_UTGAVAN - 1, True), (DORR_HELA_ANDRA_UTGAVAN, False)])
def test_a_run_begun_before_takes_one_without(dorr: int, tas_emot: bool) -> None:
    fall = Spel.aktualiserat()
    kommando = las_kommando({"kommando": "lagg_in_uppdrag", "startdatum": "2024-03-11"})

    def utan() -> None:
        fall._ta(utfor(fall.insats, Inkommet("k", KV, kommando), tid("2024-03-01T10:00"), dorr))

    if tas_emot:
        utan()
        # What was taken then is not refused when something is put right now, nor when it is that itself
        fall.insats = med(fall.insats, senast=tid("2024-03-01T10:00"))
        fall.rattar("2024-03-05", "lagg_in_uppdrag", andringar={"startdatum": "2024-03-12"}, motivering="fel dag")
        assert str(fall.insats.startdatum) == "2024-03-12"
    else:
        fall.avvisas("K6.3", utan)


INTERVALL = {"FAI1": 2, "FAI2": 2, "AMI1": 1, "AMI2": 3, "ISA1": 3, "ISA2": 3}


def utan_ord_om_moten(insats: str, **fakta: Any) -> Spel:
    fall = Spel.aktualiserat(insats)
    return lagg_in(fall, utan_uppfoljning=None, **fakta)


@pytest.mark.krav("K7.7")
@pytest.mark.parametrize(
    ("insats", "dagar"),
    [
        ("FAI1", ["2024-05-11"]),
        ("FAI2", ["2024-05-11", "2024-07-11"]),
        ("AMI1", ["2024-04-11", "2024-05-11"]),
        ("AMI2", ["2024-06-11", "2024-09-11", "2024-12-11"]),
        ("ISA1", ["2024-06-11", "2024-09-11"]),
        ("ISA2", ["2024-06-11", "2024-09-11", "2024-12-11"]),
    ],
)
def test_where_the_uppdrag_says_nothing_the_interval_of_the_insats_holds(insats: str, dagar: list[str]) -> None:
    fall = utan_ord_om_moten(insats)
    assert fall.oppnade("uppfoljningsmote") == dagar
    assert fall.insats.uppfoljning_var_manad == INTERVALL[insats]


@pytest.mark.krav("K7.7")
def test_the_interval_is_told_and_explained_with_its_number() -> None:
    fall = utan_ord_om_moten("AMI2")
    f = forklara_bevakning(fall.insats, fall.poster, "uppfoljningsmote", "2024-06-11")
    (p,) = f.parametrar
    assert (p.nyckel, p.varde, p.status) == ("uppfoljning.var_manad.AMI2", 3, "tolkning")
    assert "följer av insatsens intervall" in f.start
    egen = lagg_in(Spel.aktualiserat(), uppfoljningsdagar=["2024-06-11"])
    assert forklara_bevakning(egen.insats, egen.poster, "uppfoljningsmote", "2024-06-11").parametrar == ()


@pytest.mark.krav("K7.7")
def test_that_there_are_none_takes_a_reason() -> None:
    assert (
        lagg_in(Spel.aktualiserat(), utan_uppfoljning="kort insats, allt sägs vid starten").oppnade("uppfoljningsmote")
        == []
    )
    fall = Spel.aktualiserat().till("2024-03-04T12:00")
    fall.avvisas("K6.3", lagg_in, fall, falt="utan_uppfoljning", utan_uppfoljning=" ")


@pytest.mark.krav("K7.7", sort="avslag")
@pytest.mark.parametrize("ocksa", [{"uppfoljning_var_manad": 2}, {"uppfoljningsdagar": ["2024-05-10"]}])
def test_there_are_not_none_and_some(ocksa: dict[str, Any]) -> None:
    fall = Spel.aktualiserat().till("2024-03-04T12:00")
    fall.avvisas("K7.7", lagg_in, fall, falt="utan_uppfoljning", utan_uppfoljning="inga behövs", **ocksa)


@pytest.mark.krav("K7.7", sort="gräns")
def test_a_case_begun_before_the_intervals_has_no_meetings_that_its_uppdrag_does_not_name() -> None:
    fall = Spel.aktualiserat().fore_reglerna()
    assert lagg_in(fall, utan_uppfoljning=None).oppnade("uppfoljningsmote") == []


@pytest.mark.krav("K0.7", "K7.7")
def test_a_moved_start_moves_the_interval_with_it() -> None:
    fall = utan_ord_om_moten("AMI1")
    fall.rattar("2024-03-05", "lagg_in_uppdrag", andringar={"startdatum": "2024-03-12"}, motivering="fel dag")
    vantas = {v.avser for v in fall.bevakningar() if v.slag == "uppfoljningsmote" and v.utfall == "oppen"}
    assert vantas == {"2024-04-12", "2024-05-12"}
