"""K0.7, K13.8: what staff have registered they can correct; fristen and payments follow, the history stays."""

from dataclasses import replace

import pytest

from domain.forklaring.rattbart import rattbart
from domain.grund.lasratt import ser
from domain.grund.parter import Roll
from domain.insats.insats import med
from domain.liv import rutin
from domain.liv.lagring import insats_fran_json, insats_till_json, post_fran_json, post_till_json
from domain.liv.omspelning import BESTAR
from tests.domain.liv.rattelse.grund import fakta, pagaende, ratta
from tests.domain.liv.rattelse.sagt import SAGT
from tests.verktyg.slumpliv.inspelat import vikt
from tests.verktyg.slumpliv.provning import provat
from tests.verktyg.spel import ANORDNARE, KV, rattaren, tid


@pytest.mark.krav("K0.7")
def test_every_kommando_can_be_corrected_but_those_that_are_put_right_by_being_said_again() -> None:
    assert set(rutin.KOMMANDON) - SAGT.keys() == BESTAR | {"aktualisera"}


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("verb", SAGT)
def test_what_is_struck_is_as_if_it_had_not_been_said_but_stays_in_the_history(verb: str) -> None:
    fore, sag, _ = SAGT[verb]
    fall = fore()
    ursprung = fakta(fall)
    sag(fall)
    sagt, antal = fall.insats.sagda[-1], len(fall.poster)
    assert sagt.kommando["kommando"] == verb
    ratta(fall, f"{fall.nu.date()}T20:00", verb)
    assert fakta(fall) == ursprung
    assert fall.insats.sagda == tuple(s for s in fall.insats.sagda if s.nr != sagt.nr)
    assert len(fall.poster) > antal
    (h,) = fall.handelser("uppgift_rattad")
    assert (h.nr, h.vad, h.fore, h.efter) == (sagt.nr, verb, dict(sagt.kommando), None)  # type: ignore[attr-defined]
    berattas = {r for r in ("anordnare", "karriarvagledare") if ser(Roll(r), rutin.KOMMANDON[verb].lases)}  # K3.7
    assert {r for r in ("anordnare", "karriarvagledare") if fall.brev(r, "struken")} == berattas
    assert vikt(fall.poster) == fall.insats
    provat(fall)


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("verb", [v for v, (_, _, andring) in SAGT.items() if andring])
def test_what_is_changed_is_as_if_it_had_been_said_right_and_back_as_it_was(verb: str) -> None:
    fore, sag, andring = SAGT[verb]
    assert andring
    fall = sag(fore())
    var = fakta(fall)
    gammalt = {falt: fall.insats.sagda[-1].kommando.get(falt) for falt in andring}
    bevakat = {b.nyckel: b.frist for b in rutin.bevakningar(fall.insats)}
    ratta(fall, f"{fall.nu.date()}T20:00", verb, andring)
    blev = fakta(fall)
    ratta(fall, f"{fall.nu.date()}T21:00", verb, gammalt)
    assert fakta(fall) == var
    assert {
        n: f for n, f in {b.nyckel: b.frist for b in rutin.bevakningar(fall.insats)}.items() if n in bevakat
    } == bevakat
    if verb not in ("klarmarkera_manadsrapport", "registrera_trepartsmote", "anmal_avvikelse", "ta_emot_intyg",
                    "registrera_helhetsbedomning", "lamna_slutrapport", "anmal_behov_av_annan_insats",
                    "besvara_anmalan", "besvara_forslag"):  # fmt: skip
        assert blev != var
    assert len(fall.handelser("uppgift_rattad")) == 2
    assert vikt(fall.poster) == fall.insats


@pytest.mark.krav("K0.7")
@pytest.mark.parametrize("verb", SAGT)
def test_a_correction_survives_being_stored(verb: str) -> None:
    fore, sag, _ = SAGT[verb]
    fall = sag(fore())
    ratta(fall, f"{fall.nu.date()}T20:00", verb)
    assert insats_fran_json(insats_till_json(fall.insats)) == fall.insats
    assert [post_fran_json(post_till_json(p)) for p in fall.poster] == fall.poster


@pytest.mark.krav("K0.7", "K0.10")
@pytest.mark.parametrize("verb", SAGT)
def test_what_one_may_choose_to_put_right_is_what_one_may_and_nothing_that_is_another_s(verb: str) -> None:
    fore, sag, _ = SAGT[verb]
    fall = sag(fore())
    sagt, ratt = fall.insats.sagda[-1], rattaren(verb)
    valt = rattbart(fall.insats, ratt)
    assert (sagt.nr, verb) in [(r.nr, r.vad) for r in valt] or ratt.roll not in rutin.KOMMANDON[verb].roller
    for annan in (ANORDNARE, KV):
        if annan.roll not in rutin.KOMMANDON[verb].roller:
            assert verb not in {r.vad for r in rattbart(fall.insats, annan)}
    assert not {r.vad for r in valt if not r.stryks} & (BESTAR | {"aktualisera"})


@pytest.mark.krav("K0.7", "K4.6", sort="avslag")
@pytest.mark.parametrize("vad", ["skriv_meddelande", "byt_karriarvagledare", "avskriv", "aktualisera", "finns_inte"])
def test_what_state_of_older_code_has_kept_and_is_put_right_otherwise_is_not_to_be_chosen(vad: str) -> None:
    i = pagaende().insats
    (sagt,) = (s for s in i.sagda if s.kommando["kommando"] == "lagg_in_uppdrag")
    aldre = med(i, sagda=(*i.sagda, replace(sagt, nr=sagt.nr + 1, kommando={"kommando": vad})))
    assert rattbart(aldre, KV) == rattbart(i, KV)
    assert sagt.nr in {r.nr for r in rattbart(i, KV)}


@pytest.mark.krav("K0.10")
def test_a_write_off_and_a_breach_may_be_chosen_to_be_struck_and_are_gone_when_they_are() -> None:
    fall = pagaende().till("2024-04-02").kv("2024-04-02", "registrera_brist", sort="brister_i_uppdrag", motivering="x")
    fall.kv("2024-04-02T14:00", "avskriv", slag="genomforandeplan", motivering="x")
    for vad, nar in (("registrera_brist", "2024-04-02"), ("avskriv", "2024-04-02T14:00")):
        (r,) = (r for r in rattbart(fall.insats, KV) if r.vad == vad)
        assert r.tid == tid(nar)
        assert r.stryks and vad not in {x.vad for x in rattbart(fall.insats, ANORDNARE)}
        ratta(fall, "2024-04-02T20:00", vad, nr=r.nr)
        assert vad not in {x.vad for x in rattbart(fall.insats, KV)}
