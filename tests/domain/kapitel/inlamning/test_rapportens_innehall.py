"""§7.3, §7.4, §8.1: what a plan and a report must hold (K4.5, K7.5, K7.6, K7.8)."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.kapitel.inlamning.innehall import narvaro, planversion
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, DORR_ATERTAR
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, Spel, d, mall, tid


def pagaende() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def med_plan(*delmal: str, nar: str = "2024-03-20") -> Spel:
    fall = pagaende().lamna_plan(nar, delmal=list(delmal) or ["praktik", "cv"])
    return fall.kv("2024-03-21", "granska_plan", beslut="godkand")


def rapport(fall: Spel) -> Any:
    return fall.handelser("manadsrapport_inlamnad")[-1]


def gammal_dorr(fall: Spel, nar: str, dorr: int = DORR_ATERTAR, **sagt: Any) -> Any:
    """The same said in a run that was begun under the last of the first editions, or another."""
    inkommet = Inkommet("k", ANORDNARE, las_kommando(sagt))
    return utfor(fall.insats, inkommet, tid(nar), dorr)


# The plan's headings (K4.5, K7.5)


@pytest.mark.krav("K4.5", "K7.5", sort="avslag")
def test_a_plan_that_lacks_a_heading_is_refused_and_says_which() -> None:
    fall, rubriker = pagaende(), mall("mall.genomforandeplan.AMI2")
    fall.avvisas("K4.5", fall.lamna_plan, "2024-03-20", rubriker={}, falt="rubriker")
    for rubrik in ("andra_aktorer", "ledtider"):
        utan = {k: v for k, v in rubriker.items() if k != rubrik}
        text = fall.avvisas("K7.5", fall.lamna_plan, "2024-03-20", rubriker=utan, falt="rubriker")
        assert rubrik in text
    tom = rubriker | {"ledtider": "Ej aktuellt"}
    fall.avvisas("K7.5", fall.lamna_plan, "2024-03-20", rubriker=tom, falt="rubriker.ledtider")
    fall.lamna_plan("2024-03-20", rubriker=rubriker | {"ledtider": "Ej aktuellt: ingen väntan"})
    assert fall.bevakning("genomforandeplan").utfall == "uppfylld"


@pytest.mark.krav("K4.5")
def test_a_plan_in_a_run_begun_before_is_taken_without_headings_as_it_was() -> None:
    sagt = {"kommando": "lamna_genomforandeplan", "mal": "x", "delmal": ["x"], "aktiviteter": ["x"]}
    steg = gammal_dorr(pagaende(), "2024-03-20", **sagt)
    assert steg.poster[0].handelse.saknade_rubriker == tuple(mall("mall.genomforandeplan.AMI2"))


@pytest.mark.krav("K7.8", "K16.2", sort="gräns")
def test_from_the_second_edition_a_plan_counts_its_delmal_and_a_report_tells_what_is_filled_in_for_it() -> None:
    planen = {"kommando": "lamna_genomforandeplan", "mal": "x", "delmal": ["x", "y"], "aktiviteter": ["x"],
              "rubriker": mall("mall.genomforandeplan.AMI2")}  # fmt: skip
    fall = med_plan().till("2024-04-02")
    rapporten = {"kommando": "klarmarkera_manadsrapport", "manad": "2024-03", "uppfoljning_datum": "2024-03-27",
                 "rubriker": mall("mall.manadsrapport.AMI"), "delmal": ["pagar", "natt"]}  # fmt: skip
    delmal, ifyllt = [], []
    for dorr in (DORR_ATERTAR, DORR_ANDRA_UTGAVAN):
        delmal.append(gammal_dorr(pagaende(), "2024-03-20", dorr, **planen).poster[0].handelse.delmal)
        h = gammal_dorr(fall, "2024-04-02", dorr, **rapporten).poster[0].handelse
        ifyllt.append((h.kompletteringar, h.plan, h.narvaro))
    assert delmal == [0, 2]
    assert ifyllt == [(None, None, None), ((), planversion(fall.insats), narvaro(fall.insats, "2024-03"))]
    assert planversion(fall.insats) is not None and narvaro(fall.insats, "2024-03") is not None


# The follow-up (K7.6)


@pytest.mark.krav("K7.6", sort="gräns")
def test_the_follow_up_lies_from_the_months_first_insatsdag_to_the_hand_in() -> None:
    fall = pagaende().rapportera("2024-03", "2024-04-02", uppfoljning_datum="2024-03-11")
    for dag in ("2024-03-31", "2024-03-10"):
        fall.avvisas(
            "K7.6", fall.rapportera, "2024-04", "2024-05-03", uppfoljning_datum=dag, falt="uppfoljning_datum"
        )  # fmt: skip
    fall.rapportera("2024-04", "2024-05-03", uppfoljning_datum="2024-04-01")
    fall.rapportera("2024-05", "2024-06-03", uppfoljning_datum="2024-06-03")
    assert [h.uppfoljning_datum for h in fall.handelser("manadsrapport_inlamnad")] == [  # type: ignore[attr-defined]
        d("2024-03-11"), d("2024-04-01"), d("2024-06-03"),
    ]  # fmt: skip


@pytest.mark.krav("K7.6", sort="avslag")
def test_one_follow_up_is_named_by_one_months_report_and_by_each_of_its_versions() -> None:
    fall = pagaende().rapportera("2024-03", "2024-04-03", uppfoljning_datum="2024-04-02")
    fall.aterremittera("2024-03", "2024-04-08").rapportera("2024-03", "2024-04-09", uppfoljning_datum="2024-04-02")
    text = fall.avvisas(
        "K7.6", fall.rapportera, "2024-04", "2024-05-03", uppfoljning_datum="2024-04-02", falt="uppfoljning_datum"
    )
    assert "2024-03" in text
    fall.aterremittera("2024-03", "2024-05-04").rapportera("2024-03", "2024-05-05", uppfoljning_datum="2024-03-27")
    fall.rapportera("2024-04", "2024-05-06", uppfoljning_datum="2024-04-02")  # no other report names it now
    assert rapport(fall).uppfoljning_datum == d("2024-04-02")


@pytest.mark.krav("K7.6")
def test_a_run_begun_before_takes_a_follow_up_of_another_month() -> None:
    fall = pagaende().rapportera("2024-03", "2024-04-03", uppfoljning_datum="2024-03-27").till("2024-05-03")
    sagt = {"kommando": "klarmarkera_manadsrapport", "manad": "2024-04", "uppfoljning_datum": "2024-03-27",
            "rubriker": mall("mall.manadsrapport.AMI")}  # fmt: skip
    assert gammal_dorr(fall, "2024-05-03", **sagt).poster
    with pytest.raises(Avvisning, match=r"K7\.6"):
        utfor(fall.insats, Inkommet("k", ANORDNARE, las_kommando(sagt)), tid("2024-05-03"))


# The plan it follows (K7.6)


@pytest.mark.krav("K7.6")
def test_a_report_says_which_version_of_the_plan_it_follows_and_that_none_is_approved() -> None:
    fall = pagaende().lamna_plan("2024-03-20").rapportera("2024-03", "2024-04-01")
    assert (rapport(fall).plan.omgang, rapport(fall).plan.version) == (None, None)
    assert fall.brev("karriarvagledare", "Månadsrapporten för mars följer ingen plan, för ingen är godkänd")
    fall.kv("2024-04-02", "granska_plan", beslut="aterremiss", motivering="x").lamna_plan("2024-04-03")
    fall.kv("2024-04-04", "granska_plan", beslut="godkand").lamna_plan("2024-04-20")  # a revision, not approved
    fall.rapportera("2024-04")
    assert (rapport(fall).plan.omgang, rapport(fall).plan.version) == (1, 2)
    assert not fall.brev("karriarvagledare", "Månadsrapporten för april följer ingen plan")
    fall.kv("2024-05-04", "granska_plan", beslut="godkand").rapportera("2024-05")
    assert (rapport(fall).plan.omgang, rapport(fall).plan.version) == (2, 1)


# Progression (K7.8)


@pytest.mark.krav("K7.8", sort="gräns")
@pytest.mark.parametrize("antal", [0, 1, 3])
def test_a_report_that_leaves_a_delmal_out_or_has_one_too_many_is_refused(antal: int) -> None:
    fall = med_plan("praktik", "cv")
    fall.avvisas("K7.8", fall.rapportera, "2024-03", "2024-04-03", delmal=["pagar"] * antal, falt="delmal")
    fall.rapportera("2024-03", "2024-04-03", delmal=["natt", "struket"], mal="pagar")
    assert (rapport(fall).delmal, rapport(fall).mal) == (("natt", "struket"), "pagar")


@pytest.mark.krav("K7.8", sort="avslag")
def test_without_an_approved_plan_no_delmal_has_a_status() -> None:
    fall = pagaende().lamna_plan("2024-03-20")
    fall.avvisas("K7.8", fall.rapportera, "2024-03", "2024-04-03", delmal=["pagar"], falt="delmal")
    fall.rapportera("2024-03", "2024-04-03")
    assert rapport(fall).delmal == ()


@pytest.mark.krav("K7.8")
def test_the_delmal_are_those_of_the_plan_in_force_and_not_of_a_revision_that_waits() -> None:
    fall = med_plan("praktik", "cv").lamna_plan("2024-03-25", delmal=["praktik"])
    fall.rapportera("2024-03", "2024-04-03", delmal=["pagar", "pagar"])
    fall.kv("2024-04-05", "granska_plan", beslut="godkand")
    fall.avvisas("K7.8", fall.rapportera, "2024-04", "2024-05-03", delmal=["pagar", "pagar"], falt="delmal")
    assert rapport(fall.rapportera("2024-04", delmal=["natt"])).delmal == ("natt",)


@pytest.mark.krav("K7.8", "K7.7")
def test_how_the_delmal_stand_month_by_month_is_kept_and_told_in_the_follow_up_meeting() -> None:
    fall = med_plan("praktik", "cv").rapportera("2024-03", delmal=["pagar", "ej_paborjat"])
    fall.rapportera("2024-04", delmal=["natt", "pagar"])
    assert fall.insats.progression == {"2024-03": ("pagar", "ej_paborjat"), "2024-04": ("natt", "pagar")}
    fall.kv("2024-05-10", "registrera_uppfoljningsmote", datum="2024-05-10", planen="galler")
    (mote,) = fall.handelser("uppfoljningsmote_registrerat")
    assert mote.delmal == ("natt", "pagar")  # type: ignore[attr-defined]


@pytest.mark.krav("K7.8", "K8.4", sort="gräns")
def test_attendance_is_arbetsdagar_without_absence_against_the_omfattning() -> None:
    fall = Spel.pagaende(start="2024-03-11", omfattning=50, skal_till_deltidsplanering="x")
    fall.anordnare("2024-03-15", "anmal_franvaro", slag="sjuk", fran="2024-03-15", till="2024-03-18", orsak="x")
    fall.anordnare("2024-03-18", "registrera_uteblivande", datum="2024-03-18").rapportera("2024-03")
    # 11–31 March: 15 weekdays less långfredagen; Friday and Monday of absence
    n = rapport(fall).narvaro
    assert (n.arbetsdagar, n.franvaro, n.omfattning) == (14, 2, 50)


@pytest.mark.krav("K7.8", "K0.7")
def test_a_report_handed_in_before_stands_when_something_else_is_corrected() -> None:
    fall = med_plan("praktik", "cv").rapportera("2024-03", delmal=["pagar", "pagar"])
    fall.anordnare("2024-04-10", "registrera_kundkontakt", datum="2024-04-10")
    fall.rattar("2024-04-11", "registrera_kundkontakt", andringar={"datum": "2024-04-09"}, motivering="x")
    assert fall.insats.progression == {"2024-03": ("pagar", "pagar")}
