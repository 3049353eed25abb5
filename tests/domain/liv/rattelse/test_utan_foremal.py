"""K0.7: what a correction leaves without an object is told and kept, whatever the order things were registered in."""

from __future__ import annotations

import pytest

from domain.liv.forlopp import utfor
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_SAGT_VAD_SOM_BLEV_OVER
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import KV, Spel, tid

KVAR = "Efter rättelsen har läkarintyget som kom in {} inget att avse; det ligger kvar (K0.7)"


def sjuk(intyget: str) -> Spel:
    """Sick 11–21 March, told to be over on the 22nd; the certificate comes on a day."""
    fall = Spel.pagaende("AMI2", start="2024-03-11")
    fall.anordnare("2024-03-11", "anmal_franvaro", slag="sjuk", fran="2024-03-11", orsak="x")
    if intyget < "2024-03-22":
        fall.kv(intyget, "ta_emot_intyg")
    fall.anordnare("2024-03-22", "avsluta_franvaro", slag="sjuk", till="2024-03-21")
    if intyget > "2024-03-22":
        fall.kv(intyget, "ta_emot_intyg")
    return fall


def flytta(fall: Spel, start: str) -> Spel:
    return fall.kv("2024-04-02", "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": start}, motivering="fel")


@pytest.mark.krav("K0.7", "K10.1")
@pytest.mark.parametrize("intyget", ["2024-03-20", "2024-03-25"])
def test_a_certificate_whose_sickness_has_moved_away_is_kept_and_told_of(intyget: str) -> None:
    fall = flytta(sjuk(intyget), "2024-04-02")
    assert len(fall.insats.intyg) == 1 and str(fall.insats.startdatum) == "2024-04-02"
    for roll in ("karriarvagledare", "anordnare"):
        assert fall.brev(roll, "Efter rättelsen") == [KVAR.format(intyget)]
    # A later correction of something else has nothing new to tell of it.
    fall.anordnare("2024-04-03", "ratta", vad="bemanna", andringar={"handlaggare": "h2"}, motivering="fel")
    assert len(fall.brev("anordnare", "Efter rättelsen")) == 1


@pytest.mark.krav("K0.7", "K10.1", sort="gräns")
@pytest.mark.parametrize("dag", ["2024-03-12", "2024-03-18"])
def test_a_certificate_stands_for_what_is_left_of_its_sickness_whichever_day_it_named(dag: str) -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11")
    fall.anordnare("2024-03-11", "anmal_franvaro", slag="sjuk", fran="2024-03-11", till="2024-03-29", orsak="x")
    fall.kv("2024-03-19", "ta_emot_intyg", fran=dag)
    flytta(fall, "2024-03-15")
    assert not fall.brev("anordnare", "Efter rättelsen")
    assert [str(g.fran) for g in fall.insats.intyg] == ["2024-03-15"]
    assert fall.bevakning("lakarintyg", "2024-03-15").utfall == "uppfylld"


@pytest.mark.krav("K0.7", "K14.3")
def test_a_grant_for_an_avbrott_that_is_none_is_kept_and_told_of() -> None:
    fall = Spel.pagaende("AMI2", start="2024-03-11").avsluta("2024-04-10", "2024-04-20", "utebliven_progression")
    fall.till("2024-05-10").kv("2024-05-10", "bevilja_avbrottsersattning", motivering="x")
    fall.rattar("2024-05-13", "besluta_avslut", andringar={"orsak": "annan_insats"}, motivering="fel")
    assert fall.brev("karriarvagledare", "Efter rättelsen har den beviljade avbrottsersättningen inget att avse")


@pytest.mark.krav("K0.7", "K16.2", sort="gräns")
def test_a_run_begun_before_tells_nothing_of_it() -> None:
    fall = sjuk("2024-03-20").till("2024-04-02")
    k = las_kommando({"kommando": "ratta", "vad": "lagg_in_uppdrag", "andringar": {"startdatum": "2024-04-02"},
                      "motivering": "fel"})  # fmt: skip
    steg = utfor(fall.insats, Inkommet("r", KV, k), tid("2024-04-02"), DORR_SAGT_VAD_SOM_BLEV_OVER - 1)
    assert not [m for m in steg.meddelanden if m.rubrik.startswith("Efter rättelsen")]
