"""What was meant for a socialsekreterare where none is named, and a wish that is refused (K9.1, K9.5, K13.9)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel

KUND = Aktor(Roll.KUND, "kund")


def brev(fall: Spel, regel: str) -> list[tuple[str, str]]:
    return [(str(m.till), m.rubrik) for m in fall.meddelanden if m.regel == regel]


@pytest.mark.krav("K9.5")
def test_a_judgement_that_nobody_can_confirm_is_told_to_the_kv_who_names_somebody() -> None:
    fall = Spel.pagaende().kv("2024-05-02", "registrera_helhetsbedomning", manad="2024-04", bedomning="x")
    text = "Ingen socialsekreterare är utsedd för kunden, så ingen kan bekräfta bedömningen: utse en (§9.1, K9.5)"
    assert brev(fall, "K9.5") == [("karriarvagledare", text)]


@pytest.mark.krav("K9.1", "K9.5")
def test_a_deviation_that_reaches_no_socialsekreterare_is_told_to_the_kv_and_only_of_ekonomiskt_bistand() -> None:
    sagt = {"datum": "2024-04-02", "beskrivning": "x"}
    text = "Avvikelsen har inte nått någon socialsekreterare, för ingen är utsedd: utse en (§9.1, K9.5)"
    fall = Spel.pagaende().anordnare("2024-04-02", "anmal_avvikelse", **sagt)
    assert brev(fall, "K9.5") == [("karriarvagledare", text)]
    utsedd = Spel.pagaende().kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    utsedd.anordnare("2024-04-02", "anmal_avvikelse", **sagt)
    assert ("socialsekreterare", "Det finns en avvikelse att bedöma (§9.1, K9.1)") in brev(utsedd, "K9.1")
    assert ("karriarvagledare", text) not in brev(utsedd, "K9.5")
    ung = Spel.aktualiserat("AMI2", malgrupp="unga_vuxna", alder=20)
    ung.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    ung.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11")
    ung.anordnare("2024-04-02", "anmal_avvikelse", **sagt)
    assert brev(ung, "K9.5") == []


@pytest.mark.krav("K9.5")
def test_once_the_socialsekreterare_is_taken_away_the_kv_is_told_that_there_is_nobody() -> None:
    fall = Spel.pagaende().kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    fall.kv("2024-04-01", "ta_bort_socialsekreterare")
    fall.anordnare("2024-04-02", "anmal_avvikelse", datum="2024-04-02", beskrivning="x")
    text = "Avvikelsen har inte nått någon socialsekreterare, för ingen är utsedd: utse en (§9.1, K9.5)"
    assert ("karriarvagledare", text) in brev(fall, "K9.5")
    assert not [till for till, _ in brev(fall, "K9.1") if till == "socialsekreterare"]
    till = {"till": ["socialsekreterare"], "amne": "x", "text": "x"}
    fall.avvisas("K4.6", fall.kv, "2024-04-03", "skriv_meddelande", falt="till", **till)
    borta = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
    for verb in ("registrera_helhetsbedomning", "bekrafta_helhetsbedomning"):
        sagt = {"manad": "2024-03"} | ({"bedomning": "x"} if verb.startswith("r") else {})
        fall.avvisas("K9.5", fall.sager, borta, "2024-04-03", verb, falt="av", **sagt)


@pytest.mark.krav("K4.6", "K9.5")
def test_what_waits_for_a_socialsekreterare_who_is_taken_away_waits_for_the_kv_and_the_kvs_own_question_falls() -> None:
    fall = Spel.pagaende().kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    fraga = {"till": ["socialsekreterare"], "svar_vantas_av": "socialsekreterare", "amne": "x", "text": "x"}
    fall.anordnare("2024-04-02", "skriv_meddelande", **fraga)
    fall.kv("2024-04-02T12:00", "skriv_meddelande", **fraga)
    fall.sager(Aktor(Roll.SOCIALSEKRETERARE, "ss1"), "2024-04-02T13:00", "skriv_meddelande",
               till=["karriarvagledare"], svar_vantas_av="karriarvagledare", amne="x", text="x")  # fmt: skip
    assert fall.bevakning("svar", "trad-1-1").ansvarig == "socialsekreterare"
    fall.kv("2024-04-03", "ta_bort_socialsekreterare")
    hos_kv = fall.bevakning("svar", "trad-1-1")
    assert (hos_kv.ansvarig, hos_kv.frist, hos_kv.utfall) == ("karriarvagledare", "2024-04-09", "oppen")
    assert fall.bevakning("svar", "intern-2-1").utfall == "upphord"
    assert fall.bevakning("svar", "intern-3-1").ansvarig == "karriarvagledare"  # was the KV's all the time
    fall.kv("2024-04-04", "svara_i_trad", trad=1, text="x")
    assert fall.bevakning("svar", "trad-1-1").utfall == "uppfylld"


@pytest.mark.krav("K13.9")
def test_a_wish_that_is_refused_is_told_to_the_kund_and_stands_in_the_log() -> None:
    fall = Spel.pagaende().sager(KUND, "2024-04-02", "framfor_onskemal", sort="trepartssamtal")
    fall.kv("2024-04-03", "besvara_onskemal", sort="trepartssamtal", svar="avslag", motivering="nyss hållet")
    ((till, rubrik),) = [b for b in brev(fall, "K13.9") if b[0] == "kund"]
    assert (till, rubrik.endswith(": svaret är nej, med motivering (§13.2, K13.9)")) == ("kund", True)
    (rad,) = rader(fall.poster, "onskemal_besvarat")
    assert (rad.regel, rad.text.endswith(" är besvarat: avslag")) == ("K13.9", True)
    (framfort,) = rader(fall.poster, "onskemal_framfort")
    assert isinstance(framfort, Mening) and not framfort.text.endswith("det ska följas")
