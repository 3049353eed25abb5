"""§8.4, §13: what two decide waits for the arbetsledare as all that somebody awaits (K4.6, K13.2, K13.7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.forklaring.oversikt import i_korthet
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.insats.insats import med
from domain.liv import rutin
from domain.liv.insyn import ser_bevakning, ser_post
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import DORR_ATTEST_SVARAS, Fall
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, tid

AVSLUT, RATTELSE, AVSKRIVNING = "attest-avslut-1", "attest-rattelse-", "attest-avskrivning-"
EKONOM = Aktor(Roll.EKONOM, "e1")


def mars_godkand() -> Spel:
    return Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03")


def avslut(fall: Spel | None = None) -> Spel:
    """An end into an approved month is proposed on Thursday 11 April."""
    sagt = {"orsak": "flytt", "avslutsdatum": "2024-03-29", "nasta_steg": "x", "motivering": "kom sent"}
    return (fall or mars_godkand()).kv("2024-04-11", "foresla_avslut", **sagt)


def rattelse() -> Spel:
    fall = mars_godkand().avsluta("2024-04-10T13:00", "2024-04-30", "flytt")
    andrat = {"vad": "besluta_avslut", "andringar": {"avslutsdatum": "2024-03-29"}, "motivering": "fel"}
    return fall.kv("2024-04-11", "ratta", **andrat)


def avskrivning() -> Spel:
    """The report of March has not come; on 11 April it is proposed to be written off."""
    return _avskriv(Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3), "2024-04-11")


def _avskriv(fall: Spel, nar: str, slag: str = "manadsrapport") -> Spel:
    return fall.kv(nar, "avskriv", slag=slag, avser="2024-03", motivering="kommer inte")


def avgor(fall: Spel, nar: str, verb: str, beslut: str = "bevilja") -> Spel:
    vad = {"slag": "manadsrapport", "avser": "2024-03"} if verb == "besluta_avskrivning" else {}
    return fall.arbetsledare(nar, verb, beslut=beslut, motivering="skäl", **vad)


FORSLAGEN: tuple[tuple[Callable[[], Spel], str, str, str], ...] = (
    (avslut, AVSLUT, "K13.2", "attestera_avslut"),
    (rattelse, RATTELSE, "K13.2", "besluta_rattelse"),
    (avskrivning, AVSKRIVNING, "K13.7", "besluta_avskrivning"),
)
ALLA = pytest.mark.parametrize(("foreslaget", "namn", "regel", "verb"), FORSLAGEN, ids=lambda v: str(v)[:20])


def svaret(fall: Spel, namn: str) -> str:
    """The name of the one question that begins so."""
    (avser,) = {a for a in (o.avser for o in fall.insats.oppnade.values()) if a and a.startswith(namn)}
    return avser


@pytest.mark.krav("K13.2", "K13.7", "K4.6")
@ALLA
def test_what_two_decide_waits_for_the_arbetsledare_is_reminded_of_and_late(
    foreslaget: Callable[[], Spel], namn: str, regel: str, verb: str
) -> None:
    fall = foreslaget()
    avser = svaret(fall, namn)
    b = fall.bevakning("svar", avser)
    assert (b.regel, b.ansvarig, b.frist, b.utfall) == (regel, "arbetsledare", "2024-04-18", "oppen")
    ord_ = rutin.RUTIN.benamning("svar", avser)
    assert f"Att göra: {ord_}" not in "".join(fall.brev("arbetsledare"))  # the proposal itself is told of
    fall.till("2024-04-17T08:00")
    assert fall.brev("arbetsledare", f"Påminnelse: {ord_}, senast 2024-04-18 (§13, {regel})")
    fall.till("2024-04-19")
    assert fall.bevakning("svar", avser).utfall == "forsenad"
    assert fall.brev("arbetsledare", f"Försenat: {ord_}; fristen var 2024-04-18")


@pytest.mark.krav("K13.2", "K13.7", "K4.6")
@ALLA
@pytest.mark.parametrize("beslut", ["bevilja", "avsla"])
@pytest.mark.parametrize(("nar", "utfall"), [("2024-04-18T23:59", "uppfylld"), ("2024-04-19T00:01", "sen")])
def test_it_is_answered_by_the_decision_whichever_that_is(
    foreslaget: Callable[[], Spel], namn: str, regel: str, verb: str, beslut: str, nar: str, utfall: str
) -> None:
    fall = foreslaget()
    avser = svaret(fall, namn)
    assert avgor(fall, nar, verb, beslut).bevakning("svar", avser).utfall == utfall
    assert not [b for b in rutin.bevakningar(fall.insats) if b.avser == avser and b.vantar(fall.insats)]


@pytest.mark.krav("K13.2", "K0.10")
def test_an_end_that_is_taken_back_or_proposed_otherwise_is_awaited_no_more() -> None:
    struket = avslut().kv("2024-04-12", "ratta", vad="foresla_avslut", stryk=True, motivering="fel ärende")
    assert struket.bevakning("svar", AVSLUT).utfall == "upphord"
    annat = {"orsak": "flytt", "avslutsdatum": "2024-03-28", "nasta_steg": "x", "motivering": "kom sent"}
    fall = avslut().kv("2024-04-12", "foresla_avslut", **annat)
    assert fall.bevakning("svar", AVSLUT).utfall == "upphord"
    assert fall.bevakning("svar", "attest-avslut-2").frist == "2024-04-19"


@pytest.mark.krav("K13.7", "K0.10")
def test_a_write_off_that_is_taken_back_is_awaited_no_more_and_one_proposed_again_is() -> None:
    fall = avskrivning()
    forst = svaret(fall, AVSKRIVNING)
    fall.kv("2024-04-12", "ratta", vad="avskriv", stryk=True, motivering="fel ärende")
    assert fall.bevakning("svar", forst).utfall == "upphord"
    _avskriv(fall, "2024-04-15")
    (nytt,) = {o.avser for o in fall.insats.oppnade.values() if o.slag == "svar"} - {forst}
    assert fall.bevakning("svar", nytt or "").frist == "2024-04-22"


@pytest.mark.krav("K13.7")
def test_a_report_that_comes_while_its_write_off_waits_leaves_nothing_to_decide() -> None:
    fall = avskrivning()
    avser = svaret(fall, AVSKRIVNING)
    assert fall.rapportera("2024-03", "2024-04-12").bevakning("svar", avser).utfall == "upphord"
    assert not fall.till("2024-04-20").brev("arbetsledare", "Påminnelse: svar")


@pytest.mark.krav("K13.7", "K0.9", sort="avslag")
def test_what_has_been_handed_in_again_is_not_written_off_by_a_proposal_of_before() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-10")
    _avskriv(fall, "2024-05-02", "rapportgodkannande").rapportera("2024-03", "2024-05-03")
    avser = svaret(fall, AVSKRIVNING)
    assert fall.bevakning("svar", avser).utfall == "upphord"
    fakta = {"slag": "rapportgodkannande", "avser": "2024-03", "motivering": "skäl"}
    fall.avvisas("K13.7", fall.arbetsledare, "2024-05-06", "besluta_avskrivning", falt="slag", **fakta)
    assert not fall.utbetalning("2024-03").forfallen
    assert str(fall.till("2024-05-16").betalt()) == "2713.20"  # a silent KV, and its own proposal, hold nothing


@pytest.mark.krav("K13.7", "K16.2", sort="gräns")
def test_a_run_begun_before_the_rule_decides_as_it_did() -> None:
    fall = Spel.pagaende().rapportera("2024-03").fakturera("2024-03").aterremittera("2024-03", "2024-04-10")
    _avskriv(fall, "2024-05-02", "rapportgodkannande").rapportera("2024-03", "2024-05-03")
    fakta = {"slag": "rapportgodkannande", "avser": "2024-03", "motivering": "skäl"}
    k = las_kommando({"kommando": "besluta_avskrivning", **fakta})
    nu = tid("2024-05-06")
    (h,) = rutin.besluta(fall.insats, k, Fall(nu, ARBETSLEDARE, dorr=DORR_ATTEST_SVARAS - 1))
    assert h.slag == "bevakning_avskriven"
    with pytest.raises(Avvisning, match="har kommit in"):
        rutin.besluta(fall.insats, k, Fall(nu, ARBETSLEDARE))


@pytest.mark.krav("K13.2")
def test_an_end_decided_otherwise_or_come_leaves_nothing_to_decide() -> None:
    beslutat = avslut().avsluta("2024-04-12", "2024-04-30", "flytt")
    assert beslutat.bevakning("svar", AVSLUT).utfall == "uppfylld"
    slut = avslut().till("2024-06-11")
    assert slut.insats.avslutad and slut.bevakning("svar", AVSLUT).utfall == "upphord"


@pytest.mark.krav("K13.2", "K0.7")
def test_a_correction_of_something_else_lets_it_wait_as_it_did() -> None:
    fall = avslut().anordnare("2024-04-12", "registrera_kundkontakt", datum="2024-04-12", form="telefon")
    fall.anordnare("2024-04-15", "ratta", vad="registrera_kundkontakt", stryk=True, motivering="fel")
    assert (fall.bevakning("svar", AVSLUT).utfall, fall.bevakning("svar", AVSLUT).frist) == ("oppen", "2024-04-18")
    avgjort = avgor(fall, "2024-04-16", "attestera_avslut")
    assert avgjort.bevakning("svar", AVSLUT).utfall == "uppfylld"
    sparad = insats_fran_json(insats_till_json(fall.insats))
    assert (sparad.avslutsattester, sparad.attestfragor) == (fall.insats.avslutsattester, fall.insats.attestfragor)


@pytest.mark.krav("K13.2", "K13.7", "K3.7", sort="avslag")
@ALLA
def test_who_sees_no_proposal_does_not_see_that_one_waits(
    foreslaget: Callable[[], Spel], namn: str, regel: str, verb: str
) -> None:
    fall = foreslaget()
    avser = svaret(fall, namn)
    oppnad = next(p for p in fall.poster if getattr(p.handelse, "avser", None) == avser)
    for av, ser in ((KV, True), (ARBETSLEDARE, True), (ANORDNARE, False), (EKONOM, False)):
        assert ser_bevakning(av, "svar", avser) is ser
        assert ser_post(av, oppnad) is ser
        vantar = [o for o in i_korthet(fall.insats, av, fall.insats.idag).obesvarat if o.till is Roll.ARBETSLEDARE]
        assert [o.vad for o in vantar] == ([rutin.RUTIN.benamning("svar", avser)] if ser else [])


@pytest.mark.krav("K13.2", "K13.7", "K16.2", sort="gräns")
def test_in_a_case_begun_before_the_rule_the_decision_is_shown_and_not_awaited() -> None:
    fall = mars_godkand()
    r = fall.insats.regelverk
    egna = tuple(p for p in r.parametrar if p.nyckel != "attest.arbetsdagar")
    fall.insats = med(fall.insats, regelverk=Regelverk(r.utgavor, egna))
    avslut(fall)
    assert fall.oppnade("svar") == []
    (o,) = i_korthet(fall.insats, KV, fall.insats.idag).obesvarat
    assert (o.vad, o.till, o.frist) == ("karriärvägledarens förslag om avslut", Roll.ARBETSLEDARE, None)


@pytest.mark.krav("K13.2", "K13.7")
@pytest.mark.parametrize(
    ("avser", "text"),
    [
        ("attest-avslut-2", "svar på karriärvägledarens förslag 2 om avslut"),
        ("attest-rattelse-31", "svar på karriärvägledarens förslag om rättelse av ett avslut"),
        (
            "attest-avskrivning-31-manadsrapport-2024-03",
            "svar på karriärvägledarens förslag om avskrivning av månadsrapport 2024-03",
        ),
        (
            "attest-avskrivning-4-rapportgodkannande-2024-03",
            "svar på karriärvägledarens förslag om avskrivning av rapportgodkännande 2024-03",
        ),
    ],
)
def test_it_is_named_by_what_is_to_be_decided(avser: str, text: str) -> None:
    assert rutin.RUTIN.benamning("svar", avser) == text
