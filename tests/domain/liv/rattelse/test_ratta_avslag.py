"""K0.7, K0.10: who corrects what, and what is refused."""

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.liv import rutin
from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_HELA_ANDRA_UTGAVAN, DORR_RATTAT_HELT, Fall
from domain.skeende.inkommet import Inkommet
from tests.domain.liv.rattelse.grund import ANDRA_ANORDNAREN, pagaende, ratta
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, rattaren, tid


@pytest.mark.krav("K0.7", sort="avslag")
def test_the_one_who_can_register_it_corrects_it() -> None:
    fall = pagaende().anordnare("2024-03-12", "boka_uppstartsmote", datum="2024-03-14")
    sagt = {"vad": "boka_uppstartsmote", "andringar": {"datum": "2024-03-15"}, "motivering": "x"}
    fall.avvisas("K0.10", fall.arbetsledare, "2024-03-13", "ratta", falt="av", **sagt)
    fall.avvisas("K0.10", fall.kv, "2024-03-13", "ratta", falt="av", **sagt)
    fall.avvisas("K0.7", fall.sager, ANDRA_ANORDNAREN, "2024-03-13", "ratta", falt="av", **sagt)
    fall.sager(ANORDNARE, "2024-03-13", "ratta", **sagt)
    assert str(fall.insats.uppstartsmoten[-1][1]) == "2024-03-15"


@pytest.mark.krav("K0.7", sort="avslag")
def test_the_anordnare_does_not_correct_what_the_kv_has_decided() -> None:
    fall = pagaende()
    sagt = {"vad": "lagg_in_uppdrag", "andringar": {"startdatum": "2024-03-18"}, "motivering": "x"}
    fall.avvisas("K0.10", fall.anordnare, "2024-03-13", "ratta", falt="av", **sagt)


@pytest.mark.krav("K0.7", "K11.1")
def test_the_arbetsledare_corrects_its_own_decision() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").arbetsledare("2024-05-20", "besluta_forlangning", motivering="x")
    sagt = {"vad": "besluta_forlangning", "andringar": {"beslut": "avsla"}, "motivering": "x"}
    assert str(fall.sager(ARBETSLEDARE, "2024-05-21", "ratta", **sagt).insats.slutdatum) == "2024-06-10"


@pytest.mark.krav("K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("sagt", "falt"),
    [
        ({"vad": "finns_inte", "stryk": True}, "vad"),
        ({"vad": "avskriv", "stryk": True}, "vad"),
        ({"vad": "aktualisera", "stryk": True}, "vad"),
        ({"vad": "lamna_genomforandeplan", "stryk": True}, "vad"),  # none has been handed in
        ({"vad": "bemanna", "nr": 999, "stryk": True}, "nr"),
        ({"vad": "bemanna"}, "andringar"),
        ({"vad": "bemanna", "stryk": True, "andringar": {"handlaggare": "H2"}}, "andringar"),
        ({"vad": "bemanna", "andringar": {"handlaggare": "H1"}}, "andringar"),  # changes nothing
        ({"vad": "lagg_in_uppdrag", "andringar": {"startdatum": "2024-03-11"}}, "andringar"),
        ({"vad": "bemanna", "andringar": {"finns_inte": 1}}, "andringar"),
        ({"vad": "bemanna", "andringar": {"kommando": "avskriv"}}, "andringar"),
        ({"vad": "lagg_in_uppdrag", "andringar": {"startdatum": "i mars"}}, "andringar.startdatum"),
        ({"vad": "lagg_in_uppdrag", "andringar": {"langd_manader": "många"}}, "andringar.langd_manader"),
        ({"vad": "lagg_in_uppdrag", "andringar": {"uppdragsbeskrivning": "Anna"}}, "andringar.uppdragsbeskrivning"),
        ({"vad": "lamna_genomforandeplan", "andringar": {"delmal": ["Anna"]}}, "andringar.delmal"),
        ({"vad": "lamna_genomforandeplan", "andringar": {"rubriker": {"x": "Anna"}}}, "andringar.rubriker"),
    ],
)
def test_a_correction_names_something_registered_and_says_something_else_of_it(sagt: dict[str, Any], falt: str) -> None:
    fall = pagaende()
    av = rattaren(sagt["vad"])
    text = fall.avvisas("K0.7", fall.sager, av, "2024-03-13", "ratta", motivering="x", falt=falt, **sagt)
    assert "Anna" not in text


@pytest.mark.krav("K0.7", sort="avslag")
def test_what_is_put_right_by_being_said_again_and_what_no_case_knows_is_not_corrected() -> None:
    fall = pagaende().kv("2024-03-12", "andra_kundlage", malgrupp="kaa", fran="2024-03-12", ekonomiskt_bistand=False)
    for vad, sagt in (
        ("andra_kundlage", "ändra kundläge rättas genom att sägas på nytt"),
        *((vad, f"{vad} kan inte rättas") for vad in ("aktualisera",)),
        ("finns_inte", "det finns inget sådant kommando"),
    ):
        svar = fall.avvisas("K0.7", fall.kv, "2024-03-13", "ratta", vad=vad, stryk=True, motivering="x")
        assert svar == f"vad: {sagt} (K0.7)"


@pytest.mark.krav("K0.7", "K3.3", sort="avslag")
@pytest.mark.parametrize("verb", rutin.KOMMANDON)
def test_no_free_text_travels_in_a_correction(verb: str) -> None:
    for falt, beskrivning in rutin.KOMMANDON[verb].model_fields.items():
        if "Textfakta" in str(beskrivning.annotation):
            data = {"kommando": "ratta", "vad": verb, "andringar": {falt: "Anna Andersson"}, "motivering": "x"}
            with pytest.raises(Avvisning) as fel:
                las_kommando(data)
            assert (fel.value.regel, fel.value.falt) == ("K0.7", f"andringar.{falt}")
            assert "Anna" not in str(fel.value)


@pytest.mark.krav("K0.7", sort="avslag")
def test_a_correction_has_a_reason() -> None:
    fall = pagaende()
    fall.avvisas("K0.7", fall.kv, "2024-03-13", "ratta", vad="bemanna", stryk=True, falt="motivering")
    fall.avvisas("K0.7", fall.kv, "2024-03-13", "ratta", vad="bemanna", stryk=True, motivering=" ", falt="motivering")


@pytest.mark.krav("K0.7", sort="avslag")
def test_the_corrected_saying_is_held_against_the_rules_as_if_it_came_in_then() -> None:
    fall = pagaende()
    fall.avvisas("K6.3", ratta, fall, "2024-04-13", "lagg_in_uppdrag", {"startdatum": "2024-02-29"}, falt="startdatum")
    fall.avvisas("K2.1", ratta, fall, "2024-04-13", "lagg_in_uppdrag", {"langd_manader": 13}, falt="langd_manader")
    fall.anordnare("2024-04-15", "registrera_kundkontakt", datum="2024-04-15")
    framat = ("2024-04-20", "registrera_kundkontakt", {"datum": "2024-04-16"})
    text = fall.avvisas("K0.6", ratta, fall, *framat, falt="datum")
    assert text == "datum: 2024-04-16 ligger i framtiden, räknat från registreringen 2024-04-15 (K0.6)"


@pytest.mark.krav("K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("vad", "vilar_pa_den"),
    [
        ("lagg_in_uppdrag", "boka uppstartsmöte"),
        ("klarmarkera_manadsrapport", "granska månadsrapport"),
        ("lamna_genomforandeplan", "granska plan"),
    ],
)
def test_what_something_later_rests_on_is_not_struck_before_that(vad: str, vilar_pa_den: str) -> None:
    fall = pagaende().anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12").lamna_plan("2024-03-20")
    fall.kv("2024-03-21", "granska_plan", beslut="godkand").rapportera("2024-03").godkann("2024-03")
    text = fall.avvisas("K0.7", ratta, fall, "2024-04-24", vad, falt="andringar")
    assert f"går inte ihop med {vilar_pa_den} " in text


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("slut", ["2024-04-22", None])
def test_a_certificate_whose_sickness_has_moved_out_of_the_insats_is_kept(slut: str | None) -> None:
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-12", "anmal_franvaro", slag="sjuk", fran="2024-03-11",
                                                       till=slut and "2024-03-19", orsak="x")  # fmt: skip
    fall.kv("2024-03-20", "ta_emot_intyg")
    ratta(fall, "2024-03-21", "lagg_in_uppdrag", {"startdatum": "2024-03-21" if slut else "2024-03-12"})
    assert len(fall.insats.intyg) == 1


@pytest.mark.krav("K0.7")
def test_the_end_of_an_absence_that_is_struck_goes_with_it() -> None:
    fall = pagaende().anordnare("2024-04-15", "anmal_franvaro", slag="sjuk", fran="2024-04-15", orsak="x")
    fall.anordnare("2024-04-18", "avsluta_franvaro", slag="sjuk", till="2024-04-17")
    assert ratta(fall, "2024-04-19", "anmal_franvaro").insats.franvaro == ()


@pytest.mark.krav("K0.7", "K11.1", sort="gräns")
def test_a_start_that_is_put_right_does_not_refuse_an_extension_that_was_in_time_when_it_was_decided() -> None:
    fall = Spel.pagaende("AMI1", start="2024-04-08", dag1="2024-04-02")
    fall.arbetsledare("2024-06-20", "besluta_forlangning", motivering="x")
    fall.arbetsledare("2024-07-08", "besluta_forlangning", motivering="x")
    ratta(fall, "2024-07-15", "lagg_in_uppdrag", {"startdatum": "2024-04-10"})
    assert str(fall.insats.slutdatum) == "2024-09-09"


@pytest.mark.krav("K0.7", "K11.1", sort="avslag")
def test_in_a_run_begun_before_the_rule_it_does() -> None:
    fall = Spel.pagaende("AMI1", start="2024-04-08", dag1="2024-04-02")
    fall.arbetsledare("2024-06-20", "besluta_forlangning", motivering="x")
    fall.arbetsledare("2024-07-08", "besluta_forlangning", motivering="x")
    sagt = {"kommando": "ratta", "vad": "lagg_in_uppdrag", "andringar": {"startdatum": "2024-04-10"}}
    kommando = las_kommando(sagt | {"motivering": "x"})
    with pytest.raises(Avvisning, match="kan beslutas tidigast"):
        rutin.besluta(fall.insats, kommando, Fall(tid("2024-07-15"), KV, dorr=1))


@pytest.mark.krav("K0.7")
def test_of_several_the_latest_is_meant_unless_a_number_says_which() -> None:
    fall = pagaende()
    for dag in ("2024-03-12", "2024-03-13", "2024-03-14"):
        fall.anordnare(dag, "registrera_kundkontakt", datum=dag)
    forsta = next(s.nr for s in fall.insats.sagda if s.kommando["kommando"] == "registrera_kundkontakt")
    ratta(ratta(fall, "2024-03-15", "registrera_kundkontakt"), "2024-03-15", "registrera_kundkontakt", nr=forsta)
    assert [str(k.datum) for k in fall.insats.kontakter] == ["2024-03-13"]


@pytest.mark.krav("K0.7")
def test_what_has_been_corrected_can_be_corrected_again() -> None:
    fall = pagaende()
    for start in ("2024-03-18", "2024-03-25", "2024-03-12"):
        ratta(fall, "2024-03-12", "lagg_in_uppdrag", {"startdatum": start})
        assert str(fall.insats.startdatum) == start
    assert [h.fore["startdatum"] for h in fall.handelser("uppgift_rattad")] == [  # type: ignore[attr-defined]
        "2024-03-11", "2024-03-18", "2024-03-25"
    ]  # fmt: skip


@pytest.mark.krav("K0.7", "K2.3", "K7.6", "K7.8", "K13.1", sort="avslag")
def test_a_correction_is_no_way_round_what_was_asked_of_the_saying_itself() -> None:
    fall = (
        pagaende().lamna_plan("2024-03-12", delmal=["praktik", "cv"]).kv("2024-03-13", "granska_plan", beslut="godkand")
    )
    fall.rapportera("2024-03", uppfoljning_datum="2024-04-02").rapportera("2024-04", uppfoljning_datum="2024-04-30")
    rapporten = ("2024-05-13", "klarmarkera_manadsrapport")
    forr = las_kommando({"kommando": "ratta", "vad": rapporten[1], "andringar": {"delmal": []}, "motivering": "x"})
    assert rutin.besluta(fall.insats, forr, Fall(tid("2024-05-13"), ANORDNARE, dorr=DORR_RATTAT_HELT - 1))
    fall.avvisas("K7.6", ratta, fall, *rapporten, {"uppfoljning_datum": "2024-04-02"}, falt="uppfoljning_datum")
    fall.avvisas("K7.6", ratta, fall, *rapporten, {"uppfoljning_datum": "2024-03-28"}, falt="uppfoljning_datum")
    fall.avvisas("K7.8", ratta, fall, *rapporten, {"delmal": ["natt"]}, falt="delmal")
    ratta(fall, *rapporten, {"uppfoljning_datum": "2024-04-29", "delmal": ["natt", "pagar"]})
    assert fall.insats.progression["2024-04"] == ("natt", "pagar")
    fall.kv("2024-05-14", "besluta_avslut", orsak="flytt", avslutsdatum="2024-05-31", nasta_steg="x")
    slutet = ("2024-05-15", "besluta_avslut")
    fall.avvisas("K13.1", ratta, fall, *slutet, {"orsak": "egen_forsorjning"}, falt="forsorjning")
    fall.avvisas("K2.3", ratta, fall, *slutet, {"mal_uppnatt": True}, falt="natt_mal")
    ratta(fall, *slutet, {"orsak": "egen_forsorjning", "forsorjning": "studier"})
    ratta(fall, *slutet, {"avslutsdatum": "2024-05-13"})  # behind its day: the correction has its own motivering
    assert str(fall.insats.slutdatum) == "2024-05-13"


@pytest.mark.krav("K0.7", "K2.3")
def test_what_was_not_asked_when_it_was_said_is_not_asked_of_its_correction() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").till("2024-06-04")
    k = las_kommando({"kommando": "besluta_avslut", "orsak": "mal_natt", "avslutsdatum": "2024-06-08"})
    fall._ta(utfor(fall.insats, Inkommet("s", KV, k), fall.nu, dorr=DORR_HELA_ANDRA_UTGAVAN - 1))
    assert (
        str(ratta(fall, "2024-06-05", "besluta_avslut", {"avslutsdatum": "2024-06-07"}).insats.slutdatum)
        == "2024-06-07"
    )
