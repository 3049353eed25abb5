"""K2.3: the goals of each insats and which of them was reached; ends behind the decision (K13.2), and who is told."""

from itertools import product
from typing import Any, get_args

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Insatsmal
from domain.kapitel.uppdrag.dag_ett.insatsmal import insatsens_forsta_mal, prova_mal
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_ATERTAR, DORR_HELA_ANDRA_UTGAVAN, DORR_LEDAREN_BERATTAS
from domain.skeende.inkommet import Inkommet
from tests.domain.kapitel.slut.pagaende import pagaende
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, mall, tid

KV2 = Aktor(Roll.KARRIARVAGLEDARE, "kv2")


# The goals (K2.3)


@pytest.mark.krav("K2.3")
@pytest.mark.parametrize(
    ("insats", "mal", "steg_till"),
    [
        ("FAI1", "stegforflyttning", "AMI2"), ("FAI2", "stegforflyttning", "FAI1"), ("FAI1", "annan_myndighet", None),
        ("AMI1", "arbete", None), ("AMI2", "eget_foretagande", None), ("ISA1", "insats_via_af", None),
        ("ISA2", "stegforflyttning", "AMI2"),
    ],
)  # fmt: skip
def test_what_is_registered_is_which_goal_was_reached(insats: str, mal: str, steg_till: str | None) -> None:
    fall = pagaende(insats).avsluta("2024-04-10", "2024-04-30", natt_mal=mal, steg_till=steg_till)
    (h,) = fall.handelser("avslut_beslutat")
    assert (h.natt_mal, h.steg_till, h.mal_uppnatt) == (mal, steg_till, True)  # type: ignore[attr-defined]
    fall.slutrapportera("2024-04-30", natt_mal=mal, steg_till=steg_till)
    assert fall.handelser("slutrapport_lamnad")[0].natt_mal == mal  # type: ignore[attr-defined]


@pytest.mark.krav("K2.3", sort="avslag")
@pytest.mark.parametrize(
    ("insats", "sagt", "falt"),
    [
        ("FAI1", {"natt_mal": "arbete"}, "natt_mal"),
        ("AMI2", {"natt_mal": "insats_via_af"}, "natt_mal"),
        ("FAI1", {"natt_mal": "stegforflyttning"}, "steg_till"),
        ("FAI1", {"natt_mal": "stegforflyttning", "steg_till": "FAI2"}, "steg_till"),
        ("AMI2", {"natt_mal": "arbete", "steg_till": "AMI1"}, "steg_till"),
        ("AMI2", {"steg_till": "AMI1"}, "steg_till"),
    ],
)
def test_a_goal_that_is_not_the_insatss_own_is_refused(insats: str, sagt: dict[str, Any], falt: str) -> None:
    fall = pagaende(insats)
    fall.avvisas("K2.3", fall.avsluta, "2024-04-10", "2024-04-30", falt=falt, **sagt)
    fall.avsluta("2024-04-10", "2024-04-30")
    fall.avvisas("K2.3", fall.slutrapportera, "2024-04-30", falt=falt, **sagt)


FORSORJNING: set[tuple[str, str | None]] = {("arbete", None), ("studier", None), ("eget_foretagande", None)}
TILL_AMI: set[tuple[str, str | None]] = {("stegforflyttning", "AMI1"), ("stegforflyttning", "AMI2")}
MALEN: dict[str, set[tuple[str, str | None]]] = {
    "FAI1": {("stegforflyttning", "AMI2"), ("annan_myndighet", None)},
    "FAI2": {("stegforflyttning", "FAI1"), ("annan_myndighet", None)},
    "AMI1": FORSORJNING,
    "AMI2": FORSORJNING,
    "ISA1": {("insats_via_af", None), *TILL_AMI},
    "ISA2": TILL_AMI,
}
"""Each insats's goals, and the insatser that a stegförflyttning leads to (§2)."""


@pytest.mark.krav("K2.3", sort="gräns")
@pytest.mark.parametrize("insats", MALEN)
def test_the_goals_of_an_insats_are_those_of_the_routine_and_no_others(insats: str) -> None:
    fall = pagaende(insats)

    def tas(mal: Any, steg_till: Any) -> bool:
        try:
            prova_mal(fall.insats, mal, steg_till, fall.insats.idag)
        except Avvisning as avvisning:
            assert avvisning.regel == "K2.3"
            return False
        return True

    assert {par for par in product(get_args(Insatsmal), (None, *MALEN)) if tas(*par)} == MALEN[insats]


@pytest.mark.krav("K2.3")
@pytest.mark.parametrize(
    ("insats", "mal"),
    [
        ("FAI1", {"natt_mal": "stegforflyttning", "steg_till": "AMI2"}),
        ("FAI2", {"natt_mal": "stegforflyttning", "steg_till": "FAI1"}),
        ("AMI1", {"natt_mal": "arbete"}),
        ("AMI2", {"natt_mal": "arbete"}),
        ("ISA1", {"natt_mal": "insats_via_af"}),
        ("ISA2", {"natt_mal": "stegforflyttning", "steg_till": "AMI1"}),
    ],
)
def test_the_first_goal_of_an_insats_is_the_one_the_routine_names_first(insats: str, mal: dict[str, str]) -> None:
    i = pagaende(insats).insats
    assert insatsens_forsta_mal(i, i.idag) == mal


@pytest.mark.krav("K2.3", sort="avslag")
def test_a_goal_is_not_both_named_and_not_reached() -> None:
    fall = pagaende().avsluta("2024-04-10", "2024-04-30")
    fall.avvisas("K2.3", fall.slutrapportera, "2024-04-30", mal_uppnatt=False, natt_mal="arbete", falt="natt_mal")


@pytest.mark.krav("K2.3", sort="avslag")
def test_a_goal_that_is_reached_is_named_by_the_end_and_by_the_final_report() -> None:
    fall = pagaende()
    for sagt in ({"orsak": "mal_natt"}, {"orsak": "flytt", "mal_uppnatt": True}):
        fall.avvisas("K2.3", fall.avsluta, "2024-04-10", "2024-04-30", falt="natt_mal", natt_mal=None, **sagt)
    fall.avsluta("2024-04-10", "2024-04-30", "flytt")
    fall.avvisas("K2.3", fall.slutrapportera, "2024-04-30", falt="natt_mal", natt_mal=None)
    assert fall.slutrapportera("2024-04-30", mal_uppnatt=False).handelser("slutrapport_lamnad")


@pytest.mark.krav("K2.3", "K13.1", sort="gräns")
def test_an_end_for_egen_forsorjning_says_to_what_and_that_is_its_goal() -> None:
    fall = pagaende()
    sagt = {"orsak": "egen_forsorjning", "forsorjning": None}
    fall.avvisas("K13.1", fall.avsluta, "2024-04-10", "2024-04-30", falt="forsorjning", **sagt)
    fall.avsluta("2024-04-10", "2024-04-30", "egen_forsorjning", forsorjning="studier")
    (h,) = fall.handelser("avslut_beslutat")
    assert (h.mal_uppnatt, h.natt_mal, h.forsorjning) == (True, None, "studier")  # type: ignore[attr-defined]


@pytest.mark.krav("K2.3", sort="gräns")
def test_an_end_before_the_start_has_reached_no_goal_to_name() -> None:
    fall = pagaende().avsluta("2024-03-05", "2024-03-08", "mal_natt", natt_mal=None)
    assert fall.insats.form == "aterkallad"


@pytest.mark.krav("K2.3", "K16.2")
@pytest.mark.parametrize("verb", ["besluta_avslut", "lamna_slutrapport"])
def test_a_run_begun_before_names_no_goal_unless_it_is_said(verb: str) -> None:
    """What was said under an earlier edition of the doors is decided as it was, also anew."""
    fall = pagaende().till("2024-06-09")
    hel = {"mal_uppnatt": True, "sjalvforsorjande": True, "rubriker": mall("mall.slutrapport.AMI")}
    fakta = {"besluta_avslut": {"orsak": "mal_natt", "avslutsdatum": "2024-06-09"}, "lamna_slutrapport": hel}[verb]
    av = KV if verb == "besluta_avslut" else ANORDNARE
    inkommet = Inkommet("k9", av, las_kommando({"kommando": verb, **fakta}), None)
    steg = utfor(fall.insats, inkommet, tid("2024-06-09T09:00"), dorr=DORR_HELA_ANDRA_UTGAVAN - 1)
    assert any(getattr(p.handelse, "mal_uppnatt", False) for p in steg.poster)
    with pytest.raises(Avvisning, match="ange vilket mål som är nått: arbete, studier, eget företagande"):
        utfor(fall.insats, inkommet, tid("2024-06-09T09:00"))


# An end behind the decision (K13.2)


@pytest.mark.krav("K13.2", sort="gräns")
def test_an_end_before_the_day_of_the_decision_needs_a_motivering() -> None:
    fall = pagaende()
    fall.avvisas("K13.2", fall.avsluta, "2024-04-10", "2024-04-09", motivering=None, falt="motivering")
    fall.avsluta("2024-04-10", "2024-04-10", motivering=None)
    assert str(fall.insats.slutdatum) == "2024-04-10"
    assert str(pagaende().avsluta("2024-04-10", "2024-04-09", motivering="x").insats.slutdatum) == "2024-04-09"


@pytest.mark.krav("K13.2")
def test_a_run_begun_before_takes_it_without_one() -> None:
    fall = pagaende().till("2024-04-10")
    sagt = {"kommando": "besluta_avslut", "orsak": "mal_natt", "avslutsdatum": "2024-04-09"}
    inkommet = Inkommet("k", KV, las_kommando(sagt))
    assert utfor(fall.insats, inkommet, tid("2024-04-10"), DORR_ATERTAR).poster
    with pytest.raises(Avvisning, match=r"K13\.2"):
        utfor(fall.insats, inkommet, tid("2024-04-10"))


# Who is told (K13.10)


@pytest.mark.krav("K13.10")
def test_what_another_karriarvagledare_does_is_told_to_the_responsible_one_and_nothing_of_ones_own() -> None:
    fall = pagaende()
    fall.sager(KV2, "2024-04-10", "krav_forstadagsintyg", motivering="x")
    (m,) = (m for m in fall.meddelanden if m.regel == "K13.10")
    assert (m.part, m.rubrik) == (
        "kv1", "Gjort i ditt ärende av kv2: Kräv läkarintyg från första sjukdagen (§13, K13.10)",
    )  # fmt: skip
    fall.kv("2024-04-11", "krav_forstadagsintyg", galler=False, motivering="x")
    fall.anordnare("2024-04-11", "registrera_kundkontakt", datum="2024-04-11")
    fall.sager(KV2, "2024-04-12", "byt_karriarvagledare", till="kv2")
    assert sum(m.regel == "K13.10" for m in fall.meddelanden) == 1
    assert len({(m.nr, m.ordning) for m in fall.meddelanden}) == len(fall.meddelanden)


@pytest.mark.krav("K13.10")
def test_in_a_run_begun_before_nobody_is_told_so() -> None:
    fall = pagaende()
    inkommet = Inkommet("k", KV2, las_kommando({"kommando": "krav_forstadagsintyg", "motivering": "x"}))
    assert not [m for m in utfor(fall.insats, inkommet, fall.nu, DORR_ATERTAR).meddelanden if m.regel == "K13.10"]


@pytest.mark.krav("K13.10", "K9.5")
def test_the_kv_is_told_that_the_arbetsledare_has_named_a_socialsekreterare() -> None:
    fall = pagaende()
    sagt = las_kommando({"kommando": "utse_socialsekreterare", "till": "ss1"})
    steg = utfor(fall.insats, Inkommet("k", ARBETSLEDARE, sagt), fall.nu)
    (m,) = (m for m in steg.meddelanden if m.regel == "K13.10")
    assert (m.part, m.rubrik) == ("kv1", "Gjort i ditt ärende av al1: Utse kundens socialsekreterare (§13, K13.10)")
    forut = utfor(fall.insats, Inkommet("k", ARBETSLEDARE, sagt), fall.nu, DORR_LEDAREN_BERATTAS - 1)
    assert not [m for m in forut.meddelanden if m.regel == "K13.10"]
    assert not [m for m in utfor(fall.insats, Inkommet("k", KV, sagt), fall.nu).meddelanden if m.regel == "K13.10"]


# Day 1 undone (K6.2)


@pytest.mark.krav("K6.2", sort="gräns")
def test_what_was_registered_by_mistake_is_recalled_at_any_time_before_the_uppdrag_with_a_motivering() -> None:
    fall = Spel.aktualiserat()
    fall.avvisas("K6.2", fall.kv, "2024-03-01T09:30", "aterkalla_aktualisering", motivering="x")
    fall.avvisas("K6.2", fall.kv, "2024-03-01T09:30", "aterkalla_aktualisering", felregistrerad=True, falt="motivering")
    fall.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    fall.kv("2024-03-01T11:00", "aterkalla_aktualisering", felregistrerad=True, motivering="fel kund")
    assert (fall.insats.avslutsform, fall.insats.avslutsorsak) == ("aterkallad", "felregistrering")
    assert fall.brev("anordnare", "Aktualiseringen är återkallad: ärendet var registrerat av misstag")
    assert fall.till("2024-03-20").status == "slutford"


@pytest.mark.krav("K6.2", sort="avslag")
def test_once_the_uppdrag_is_in_it_is_not_recalled() -> None:
    fall = pagaende()
    fall.avvisas("K6.2", fall.kv, "2024-03-05", "aterkalla_aktualisering", felregistrerad=True, motivering="x")
