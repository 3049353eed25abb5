"""The shipped edition: that it loads, and that its numbers are those of the routine."""

import re
from datetime import date
from decimal import Decimal

import pytest

from domain.regler.nycklar import INSATSER, NYCKLAR, RUBRIKPREFIX
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from regelverk import las_utgavor

DAG = date(2024, 6, 1)


@pytest.fixture(scope="module")
def regelverk() -> Regelverk:
    return skapa_regelverk(las_utgavor())


TAL = {
    "K1.2": {"alder.ekonomiskt_bistand.min": 18, "alder.ekonomiskt_bistand.max": 66, "alder.kaa.min": 16}
    | {
        "alder.kaa.utan_motivering_fran": 18,
        "alder.kaa.max": 20,
        "alder.unga_vuxna.min": 18,
        "alder.unga_vuxna.max": 24,
    },
    "K2.1": {"insatstid.FAI1": 3, "insatstid.FAI2": 6, "insatstid.AMI1": 3}
    | {"insatstid.AMI2": 12, "insatstid.ISA1": 9, "insatstid.ISA2": 12},
    "K2.2": {"arbetsformaga.AMI1": 100, "arbetsformaga.AMI2": 25},
    "K3.1": {"incident.kontakt_timmar": 72, "incident.bedomning_timmar": 72}
    | {"incident.forsta_paminnelse_timmar": 24, "incident.sista_paminnelse_timmar": 60},
    "K3.8": {"gallring.arende_manader": 60, "gallring.personal_manader": 24},
    "K4.6": {"svar.arbetsdagar": 5},
    "K4.7": {"bilaga.hogst_megabyte": 10},
    "K5.4": {"jamforelse.minst_avslutade": 5},
    "K16.3": {"namnd.minsta_antal": 5},
    "K5.5": {"forvalslista.period": 2},
    "K16.2": {"villkor.bekraftelse_arbetsdagar": 10},
    "K6.2": {"bemanning.arbetsdagar": 1},
    "K6.3": {"uppdrag.arbetsdagar_fran_aktualisering": 2, "uppdrag.arbetsdagar_fran_bemanning": 1},
    "K6.5": {"omfattning.heltid": 100},
    "K6.7": {"kontaktuppgifter.dagar_efter_slut": 14},
    "K6.6": {"oppet_meddelande.arbetsdagar": 1},
    "K7.1": {"uppstartsmote.dagar": 7},
    "K7.3": {"genomforandeplan.dagar": 14, "genomforandeplan.dagar_fran_uppdrag": 7},
    "K7.4": {"plangranskning.arbetsdagar": 5},
    "K7.7": {"uppfoljning.var_manad.FAI1": 2, "uppfoljning.var_manad.FAI2": 2, "uppfoljning.var_manad.AMI1": 1}
    | {"uppfoljning.var_manad.AMI2": 3, "uppfoljning.var_manad.ISA1": 3, "uppfoljning.var_manad.ISA2": 3},
    "K8.1": {"manadsrapport.dag": 7},
    "K8.2": {"rapportgranskning.dag": 12, "rapportgranskning.dagar_efter_sen": 5},
    "K8.3": {"rapportgodkannande.dag": 15, "rapportgodkannande.dagar_efter_sen": 8},
    "K8.5": {"planrevidering.arbetsdagar": 5},
    "K8.7": {"beslut_om_avslut.arbetsdagar": 5},
    "K9.2": {"ledighet.max_dagar": 14},
    "K10.1": {
        "lakarintyg.dag": 8,
        "lakarintyg.dagar": 7,
        "intyg.nytt_dagar": 7,
        "sjukskrivning_avbrott.igen_dagar": 14,
    },
    "K10.2": {"forstadagsintyg.dagar": 7},
    "K10.3": {"trepartsmote.antal": 3, "trepartsmote.inom_dagar": 90, "trepartsmote.dagar": 7},
    "K10.4": {"vabintyg.dag": 8, "vabintyg.dagar": 7},
    "K10.5": {"annan_franvaro.antal": 3, "annan_franvaro.inom_dagar": 30},
    "K10.6": {"franvaroanmalan.forsok": 3, "franvaroanmalan.dagar": 1},
    "K10.7": {"sjukskrivning_avbrott.dag": 15, "sjukskrivning_avbrott.arbetsdagar": 5},
    "K11.1": {"forlangning.max_manader": 2, "forlangning.fraga_dagar_fore": 30},
    "K0.8": {"slutrapport.oppnas_dagar_fore": 14},
    "K12.2": {"slutrapport.fortid_dagar": 14},
    "K12.3": {"slutrapport.avbrott_dagar": 14},
    "K12.5": {"slutrapport.sen_dagar": 14},
    "K12.6": {"slutrapport.lamnas_dagar_fore": 30, "slutrapportgranskning.arbetsdagar": 5},
    "K8.6": {"annan_insats.rapport_inom_dagar": 7},
    "K16.5": {"regelutgava.attest_arbetsdagar": 3},
    "K13.2": {"attest.arbetsdagar": 5},
    "K13.9": {"onskemal.samtal_dagar": 14},
    "K13.6": {"brist.sen_rapport_manader": 1, "brist.antal_sena": 3, "brist.antal_aterremisser": 3},
    "K14.2": {"ersattning.dagar_per_manad": 30},
    "K14.3": {"ersattning.avbrott_dagar": 14},
    "K14.5": {"utbetalning.brytdag": 7},
    "K14.6": {"utbetalning.korningsdag": 16, "betalningsmanad.vantan": 120, "betalningsmanad.arbetsdagar": 3},
}
TOLKADE_TAL = {
    "gallring.arende_manader",
    "gallring.personal_manader",
    "jamforelse.minst_avslutade",
    "namnd.minsta_antal",
    "alder.kaa.min",
    "alder.kaa.utan_motivering_fran",
    "uppdrag.arbetsdagar_fran_aktualisering",
    "uppdrag.arbetsdagar_fran_bemanning",
    "oppet_meddelande.arbetsdagar",
    "kontaktuppgifter.dagar_efter_slut",
    *(f"uppfoljning.var_manad.{i}" for i in INSATSER),
    "incident.bedomning_timmar",
    "villkor.bekraftelse_arbetsdagar",
    "incident.forsta_paminnelse_timmar",
    "incident.sista_paminnelse_timmar",
    "genomforandeplan.dagar_fran_uppdrag",
    "rapportgranskning.dagar_efter_sen",
    "rapportgodkannande.dagar_efter_sen",
    "beslut_om_avslut.arbetsdagar",
    "bilaga.hogst_megabyte",
    "svar.arbetsdagar",
    "slutrapport.lamnas_dagar_fore",
    "onskemal.samtal_dagar",
    "regelutgava.attest_arbetsdagar",
    "attest.arbetsdagar",
    "slutrapportgranskning.arbetsdagar",
    "trepartsmote.antal",
    "trepartsmote.inom_dagar",
    "trepartsmote.dagar",
    "annan_franvaro.antal",
    "annan_franvaro.inom_dagar",
    "sjukskrivning_avbrott.arbetsdagar",
    "intyg.nytt_dagar",
    "sjukskrivning_avbrott.igen_dagar",
    "forlangning.fraga_dagar_fore",
    "slutrapport.oppnas_dagar_fore",
    "brist.antal_sena",
    "brist.antal_aterremisser",
    "utbetalning.brytdag",
    "betalningsmanad.vantan",
    "betalningsmanad.arbetsdagar",
}


@pytest.mark.parametrize(("krav", "nyckel", "tal"), [(k, n, t) for k, rader in TAL.items() for n, t in rader.items()])
def test_a_number_is_the_one_its_rule_states(regelverk: Regelverk, krav: str, nyckel: str, tal: int) -> None:
    assert regelverk.tal(nyckel, DAG) == tal
    assert regelverk.parameter(nyckel).krav == krav
    assert regelverk.parameter(nyckel).status == ("tolkning" if nyckel in TOLKADE_TAL else "faststalld")


def test_every_number_of_the_edition_is_tested_here() -> None:
    tal = {n for n, slag in NYCKLAR.items() if slag.form == "tal"}
    assert tal == {n for rader in TAL.values() for n in rader}
    assert tal >= TOLKADE_TAL


def test_the_check_amounts_are_those_decided_for_2024_and_none_for_2025(regelverk: Regelverk) -> None:
    for nyckel, belopp in (("FAI", "8160"), ("AMI", "3876"), ("ISA", "6324")):
        assert regelverk.belopp(f"checkbelopp.{nyckel}", date(2024, 1, 1)) == Decimal(belopp)
        assert regelverk.belopp(f"checkbelopp.{nyckel}", date(2024, 12, 31)) == Decimal(belopp)
        assert regelverk.belopp(f"checkbelopp.{nyckel}", date(2025, 1, 1)) is None


def test_all_but_the_amounts_hold_from_2024_until_further_notice(regelverk: Regelverk) -> None:
    for p in regelverk.parametrar:
        till = date(2024, 12, 31) if p.nyckel.startswith("checkbelopp.") else None
        assert [(v.fran, v.till) for v in p.varden] == [(date(2024, 1, 1), till)], p.nyckel


@pytest.mark.krav("K13.1")
def test_each_reason_to_end_has_the_form_of_its_paragraph(regelverk: Regelverk) -> None:
    form = regelverk.tabell("avslut.form", DAG)
    avbrott = {"oforutsedd_handelse", "tidsbrist_andra_insatser", "sjukskrivning", "utebliven_progression"}
    avbrott |= {"kundens_egen_begaran", "langre_planerad_franvaro"}
    fortid = {
        "egen_forsorjning",
        "mal_natt",
        "annan_insats",
        "byte_av_anordnare",
        "insats_via_af",
        "brister_hos_anordnare",
    }
    assert {o for o, f in form.items() if f == "avbrott"} == avbrott
    assert {o for o, f in form.items() if f == "fortid"} == fortid
    ovriga = regelverk.tabell("avslut.form_ovriga", DAG)
    assert {o for o, f in ovriga.items() if f == "avbrott"} == {"flytt", "dodsfall"}
    assert {o for o, f in ovriga.items() if f == "fortid"} == {
        "annan_orsak",
        "malgrupp_upphord",
        "auktorisation_upphord",
    }
    assert regelverk.lista("avslut.utan_samtal", DAG) == (
        "egen_forsorjning", "mal_natt", "byte_av_anordnare", "kundens_egen_begaran", "oforutsedd_handelse", "dodsfall",
        "flytt",
    )  # fmt: skip
    assert regelverk.lista("avslut.fast_form", DAG) == ("brister_hos_anordnare",)
    assert regelverk.text_varde("paminnelse.klockslag", DAG) == "08:00"


def test_the_forvalslista_begins_on_a_monday_that_is_our_reading(regelverk: Regelverk) -> None:
    start = regelverk.parameter("forvalslista.forsta_start")
    assert (start.varden[0].varde, start.krav, start.status) == ("2024-01-08", "K5.5", "tolkning")


@pytest.mark.krav("K4.5", "K7.5", "K8.4", "K12.4")
def test_every_template_has_its_headings_and_the_kundval_differ(regelverk: Regelverk) -> None:
    assert set(regelverk.lista("mall.genomforandeplan", DAG)) == {
        "arbetsmarknadskunskap",
        "rattigheter_via_arbetsformedlingen",
        "andra_aktorer",
        "vardkontakt",
        "ekonomiska_konsekvenser",
        "hela_planeringen",
        "ledtider",
    }
    for slag, gemensamma in (
        ("manadsrapport", {"progression", "utmaningar_och_stod", "justeringar", "narvaro"}),
        ("slutrapport", {"resultat", "bedomning"}),
    ):
        mallar = [regelverk.lista(f"mall.{slag}.{k}", DAG) for k in ("FAI", "AMI", "ISA")]
        assert all(gemensamma <= set(m) and 4 <= len(m) <= 6 for m in mallar)
        assert len(set(mallar)) == 3


@pytest.mark.krav("K9.3")
def test_the_breaks_are_dated_and_our_reading(regelverk: Regelverk) -> None:
    assert {n: (str(p.fran), str(p.till)) for n, p in regelverk.perioder("ledighet.lov", DAG).items()} == {
        "jullov_2023": ("2023-12-21", "2024-01-08"),
        "sportlov_2024": ("2024-02-26", "2024-03-01"),
        "pasklov_2024": ("2024-04-02", "2024-04-05"),
        "sommaren_2024": ("2024-06-01", "2024-08-31"),
        "hostlov_2024": ("2024-10-28", "2024-11-01"),
        "jullov_2024": ("2024-12-21", "2025-01-07"),
    }
    assert regelverk.parameter("ledighet.lov").status == "tolkning"
    for nyckel in ("avslut.form", "ledighet.max_dagar"):
        with pytest.raises(TypeError, match="är inte perioder"):
            regelverk.perioder(nyckel, DAG)


def test_every_heading_has_a_text_and_every_text_is_used(regelverk: Regelverk) -> None:
    texter = {p.nyckel.removeprefix(RUBRIKPREFIX) for p in regelverk.parametrar if p.nyckel.startswith(RUBRIKPREFIX)}
    mallar = [p.nyckel for p in regelverk.parametrar if p.nyckel.startswith("mall.")]
    assert texter == {rubrik for m in mallar for rubrik in regelverk.lista(m, DAG)}


def test_every_value_explains_itself_with_a_sentence_and_its_source(regelverk: Regelverk) -> None:
    for p in regelverk.parametrar:
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", p.text), p.nyckel
        assert re.fullmatch(r"§\d+(\.\d+)*", p.paragraf), p.nyckel


def test_the_edition_of_2024_holds_no_key_twice() -> None:
    rader = las_utgavor()["2024.toml"]["parameter"]
    assert isinstance(rader, list)
    assert len({rad["nyckel"] for rad in rader}) == len(rader)
