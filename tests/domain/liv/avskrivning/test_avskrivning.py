"""K13.7, K0.10: a write-off that costs pay takes two, and can be undone; what never came does not hold a case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import Fall
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, tid

MARS = Decimal("2713.20")


def foreslagen(slag: str = "manadsrapport", avser: str = "2024-03") -> Spel:
    """March's report has not come; the KV proposes on 22 April to write it off."""
    return foresla(Spel.pagaende(), "2024-04-22", slag, avser)


def foresla(fall: Spel, nar: str, slag: str, avser: str) -> Spel:
    return fall.kv(nar, "avskriv", slag=slag, avser=avser, motivering="kommer inte")


def beslutar(
    fall: Spel, nar: str, beslut: str = "bevilja", slag: str = "manadsrapport", avser: str = "2024-03"
) -> Spel:
    fakta = {"slag": slag, "avser": "2024-03", "beslut": beslut, "motivering": "skäl"}
    return fall.arbetsledare(nar, "besluta_avskrivning", **fakta)


@pytest.mark.krav("K13.7")
def test_a_write_off_that_forfeits_pay_is_proposed_by_the_kv_and_decided_by_the_arbetsledare() -> None:
    fall = foreslagen()
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "forsenad"
    assert not fall.utbetalning("2024-03").forfallen
    assert fall.brev("arbetsledare", "avskrivning av månadsrapport 2024-03")
    assert fall.brev("anordnare", "är föreslagen; beviljas den betalas inte ersättningen")
    beslutar(fall, "2024-04-24")
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "avskriven"
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.forfallen, rad.hinder) == ("innehallen", True, "avskrivet")
    assert fall.brev("anordnare", "Avskriven: månadsrapport 2024-03")
    assert fall.brev("karriarvagledare", "Avskriven: månadsrapport 2024-03")


@pytest.mark.krav("K13.7", sort="avslag")
def test_nobody_decides_on_their_own_proposal_or_on_one_that_is_not_made() -> None:
    fall = foreslagen()
    samma = Aktor(Roll.ARBETSLEDARE, "KV1")
    fakta = {"slag": "manadsrapport", "avser": "2024-03", "motivering": "x"}
    fall.avvisas("K13.7", fall.sager, samma, "2024-04-23", "besluta_avskrivning", falt="av", **fakta)
    fall.avvisas("K13.7", foresla, fall, "2024-04-23", "manadsrapport", "2024-03", falt="slag")
    annan = fakta | {"slag": "faktureringsunderlag"}
    fall.avvisas("K13.7", fall.arbetsledare, "2024-04-23", "besluta_avskrivning", falt="slag", **annan)
    fall.avvisas("K13.7", fall.kv, "2024-04-23", "besluta_avskrivning", falt="av", **fakta)


@pytest.mark.krav("K13.7", sort="gräns")
def test_a_report_that_comes_while_the_proposal_waits_is_not_written_off() -> None:
    fall = foreslagen().rapportera("2024-03", "2024-04-23").fakturera("2024-03", "2024-04-23")
    fall.avvisas("K0.8", beslutar, fall, "2024-04-24")
    assert fall.till("2024-05-17").betalt() == MARS


@pytest.mark.krav("K13.7")
def test_a_refused_write_off_lets_the_report_be_awaited_and_the_parties_know() -> None:
    fall = beslutar(foreslagen(), "2024-04-24", "avsla")
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "forsenad"
    assert fall.brev("anordnare", "är avslagen; den väntas fortfarande")
    assert foresla(fall, "2024-04-25", "manadsrapport", "2024-03").insats.avskrivningsforslag


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize("slag", ["rapportgodkannande", "rapportgranskning"])
def test_a_duty_of_the_kvs_that_is_written_off_forfeits_nothing_and_takes_one(slag: str) -> None:
    fall = Spel.pagaende().rapportera("2024-03", "2024-04-20").fakturera("2024-03", "2024-04-20").till("2024-05-02")
    fall.skriv_av("2024-05-02T10:00", slag, "2024-03")
    assert fall.bevakning(slag, "2024-03").utfall == "avskriven"
    assert fall.till("2024-05-16").betalt() == MARS


@pytest.mark.krav("K13.7", sort="gräns")
def test_a_report_that_lies_returned_is_the_anordnares_and_is_written_off_by_two() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-10")
    foresla(fall, "2024-05-02", "rapportgodkannande", "2024-03")
    assert not fall.utbetalning("2024-03").forfallen
    beslutar(fall, "2024-05-03", slag="rapportgodkannande")
    assert (fall.utbetalning("2024-03").forfallen, fall.till("2024-06-17").betalt()) == (True, Decimal())


@pytest.mark.krav("K13.7")
def test_the_underlag_of_a_forfeited_month_ends_with_it() -> None:
    fall = beslutar(foreslagen(), "2024-04-24")
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "upphord"


@pytest.mark.krav("K13.7", sort="gräns")
def test_but_not_while_an_avbrott_is_to_be_shown_in_it() -> None:
    fall = Spel.pagaende().avsluta("2024-03-20", "2024-03-29", "sjukskrivning").slutrapportera("2024-04-02")
    fall = beslutar(foresla(fall, "2024-04-22", "manadsrapport", "2024-03"), "2024-04-24")
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "forsenad"
    fall.fakturera("2024-03", "2024-04-25", belopp="1808.80").till("2024-05-16")
    assert fall.betalt() == Decimal("1808.80")


@pytest.mark.krav("K0.10", "K13.7")
def test_a_write_off_that_is_struck_lets_the_month_be_awaited_from_where_it_stood_and_paid() -> None:
    fall = beslutar(foreslagen(), "2024-04-22T15:00")
    fall.sager(ARBETSLEDARE, "2024-04-23", "ratta", vad="besluta_avskrivning", stryk=True, motivering="fel månad")
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "forsenad"
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "forsenad"
    assert fall.brev("anordnare", "Avskrivningen är struken: månadsrapport 2024-03 väntas igen")
    fall.rapportera("2024-03", "2024-04-24").fakturera("2024-03", "2024-04-24").godkann("2024-03", "2024-04-25")
    rad = fall.till("2024-05-16").utbetalning("2024-03")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("utbetald", MARS, "2024-05")


@pytest.mark.krav("K0.10", sort="avslag")
def test_a_write_off_is_struck_by_one_who_could_make_it() -> None:
    fall = beslutar(foreslagen(), "2024-04-22T15:00")
    for av in (KV, ANORDNARE):
        fall.avvisas("K0.10", fall.sager, av, "2024-04-23", "ratta", vad="besluta_avskrivning", stryk=True,
                     motivering="x", falt="av")  # fmt: skip
    # The proposal is decided: there is nothing of the KV's to strike.
    fall.avvisas("K0.7", fall.kv, "2024-04-23", "ratta", vad="avskriv", stryk=True, motivering="x", falt="vad")
    andrat = {"vad": "besluta_avskrivning", "andringar": {"avser": "2024-04"}, "motivering": "x"}
    fall.avvisas("K0.7", fall.arbetsledare, "2024-04-23", "ratta", falt="andringar", **andrat)


@pytest.mark.krav("K0.10")
def test_the_kv_takes_back_a_proposal_and_strikes_a_write_off_of_its_own() -> None:
    fall = foreslagen().kv("2024-04-23", "ratta", vad="avskriv", stryk=True, motivering="fel ärende")
    assert not fall.insats.avskrivningsforslag
    fall.skriv_av("2024-04-24", "genomforandeplan").kv(
        "2024-04-25", "ratta", vad="avskriv", stryk=True, motivering="den kommer"
    )
    assert fall.bevakning("genomforandeplan").utfall == "forsenad"


@pytest.mark.krav("K0.10", sort="gräns")
def test_the_line_that_is_named_is_the_one_that_is_struck() -> None:
    fall = Spel.pagaende().skriv_av("2024-04-24", "genomforandeplan")
    nr = fall.poster[-1].nr if fall.poster[-1].handelse.slag == "bevakning_avskriven" else fall.insats.nr
    fall.skriv_av("2024-04-25", "uppstartsmote")
    fall.avvisas("K0.7", fall.kv, "2024-04-26", "ratta", vad="avskriv", nr=1, stryk=True, motivering="x", falt="nr")
    fall.kv("2024-04-26T13:00", "ratta", vad="avskriv", nr=nr, stryk=True, motivering="den kommer")
    assert fall.bevakning("genomforandeplan").utfall == "forsenad"
    assert fall.bevakning("uppstartsmote").utfall == "avskriven"


@pytest.mark.krav("K0.10", sort="avslag")
def test_a_run_begun_before_the_rule_decides_as_it_did() -> None:
    fall = foreslagen()
    kommando = las_kommando({"kommando": "ratta", "vad": "avskriv", "stryk": True, "motivering": "x"})
    with pytest.raises(Exception, match="avskriv kan inte rättas"):
        rutin.besluta(fall.insats, kommando, Fall(tid("2024-04-23"), KV, dorr=1))


@pytest.mark.krav("K0.10", "K13.6")
def test_a_brist_in_the_wrong_case_is_struck_and_off_the_record() -> None:
    fall = Spel.pagaende().kv("2024-04-02", "registrera_brist", sort="brister_i_uppdrag", motivering="x")
    fall.kv("2024-04-03", "ratta", vad="registrera_brist", stryk=True, motivering="fel ärende")
    assert fall.insats.brister == ()
    assert fall.brev("arbetsledare", "är struken: brister i uppdrag")
    fall.avvisas("K0.7", fall.kv, "2024-04-04", "ratta", vad="registrera_brist", stryk=True, motivering="x", falt="vad")


@pytest.mark.krav("K13.7")
def test_what_never_came_and_nothing_rests_on_ends_when_all_else_is_settled() -> None:
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11")  # ends 10 April; no plan ever comes
    fall.rapportera("2024-03").fakturera("2024-03").slutrapportera("2024-04-09")
    fall.rapportera("2024-04", "2024-04-12").fakturera("2024-04", "2024-04-12")
    fall.godkann("2024-03", "2024-04-12").godkann("2024-04", "2024-04-12").till("2024-05-15")
    assert fall.bevakning("genomforandeplan").utfall == "forsenad"
    fall.till("2024-05-16")
    assert (fall.status, fall.bevakning("genomforandeplan").utfall) == ("slutford", "upphord")
    assert fall.handelser("bevakning_upphord")[-1].skal == "kom aldrig in"  # type: ignore[attr-defined]


@pytest.mark.krav("K13.7", sort="avslag")
def test_a_report_that_never_came_does_hold_the_case() -> None:
    fall = Spel.pagaende("AMI1", langd_manader=1, start="2024-03-11").rapportera("2024-03").fakturera("2024-03")
    fall.slutrapportera("2024-04-09").till("2024-08-16")
    assert (fall.status, fall.bevakning("genomforandeplan").utfall) == ("avslutad", "forsenad")
