"""§7.5, §9.2, §13.2: the kund's own wishes (K13.9)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from tests.domain.kapitel.dialog.onskat import KUND, onska, pagaende, svara, ung
from tests.verktyg.spel import ANORDNARE, KV

SORTER = [
    ("trepartssamtal", "onskemal-trepartssamtal-1"),
    ("byte_av_anordnare", "onskemal-byte-av-anordnare-1"),
    ("avslut", "onskemal-avslut-1"),
]


@pytest.mark.krav("K13.9", "K4.6")
@pytest.mark.parametrize("av", [KUND, KV, ANORDNARE], ids=str)
@pytest.mark.parametrize(("sort", "avser"), SORTER)
def test_each_wish_waits_for_the_kvs_answer_whoever_registers_it(av: Aktor, sort: str, avser: str) -> None:
    fall = onska(pagaende(), "2024-03-28", sort, av)
    b = fall.bevakning("svar")
    # Thursday before Easter: the holidays are no arbetsdagar
    assert (b.avser, b.regel, b.ansvarig, b.frist) == (avser, "K4.6", "karriarvagledare", "2024-04-08")
    assert fall.till("2024-04-09").bevakning("svar").utfall == "forsenad"


@pytest.mark.krav("K13.9", sort="avslag")
def test_another_than_the_kund_tells_the_day_and_only_of_what_has_been() -> None:
    fall = pagaende()
    fall.avvisas("K13.9", onska, fall, "2024-03-20", "avslut", KV, sagt_den=None, falt="sagt_den")
    fall.avvisas("K0.6", onska, fall, "2024-03-20", "avslut", KV, sagt_den="2024-03-21", falt="sagt_den")
    fall.avvisas("K13.9", onska, fall, "2024-03-20", "avslut", KV, sagt_den="2024-02-29", falt="sagt_den")
    fall.avvisas("K13.9", onska, fall, "2024-03-20", "avslut", sagt_den="2024-03-19", falt="sagt_den")
    onska(fall, "2024-03-20", "avslut", KV, sagt_den="2024-03-01")
    fall.avvisas("K13.9", onska, fall, "2024-03-20", "avslut", falt="sort")  # it waits already


@pytest.mark.krav("K13.9", sort="avslag")
def test_a_kund_speaks_in_its_own_case_alone_and_says_nothing_else() -> None:
    fall = pagaende()
    fall.avvisas("K13.9", onska, fall, "2024-03-20", "avslut", Aktor(Roll.KUND, "ku-2"), sagt_den=None, falt="av")
    fall.avvisas("K13.1", fall.sager, KUND, "2024-03-20", "besluta_avslut", orsak="flytt", avslutsdatum="2024-04-01")
    fall.avvisas("K13.9", fall.sager, KUND, "2024-03-20", "besvara_onskemal", sort="avslut", svar="avslag",
                 motivering="x")  # fmt: skip


@pytest.mark.krav("K13.9", "K9.2", sort="avslag")
def test_a_wish_to_end_of_a_kund_without_ekonomiskt_bistand_is_followed_without_talk_or_refusal() -> None:
    fall = onska(ung(), "2024-03-20", "avslut")
    assert fall.brev("karriarvagledare", "det ska följas")
    assert not fall.brev("socialsekreterare")
    fall.avvisas("K9.2", svara, fall, "2024-03-21", "avslut", "avslag", falt="svar")
    fall.avvisas("K9.2", svara, fall, "2024-03-21", "avslut", "samtal", samtal_datum="2024-03-22", falt="svar")
    fall.avsluta("2024-03-21", "2024-03-22", "kundens_egen_begaran", samtal_datum=None)
    assert fall.bevakning("svar").utfall == "uppfylld"


@pytest.mark.krav("K13.9", "K9.4", sort="gräns")
@pytest.mark.parametrize(("fran", "foljs"), [("2024-03-20", True), ("2024-03-21", False)])
def test_who_must_be_followed_is_told_by_what_held_on_the_day_it_was_said(fran: str, foljs: bool) -> None:
    fall = pagaende().kv("2024-03-22", "andra_kundlage", fran=fran, ekonomiskt_bistand=False)
    onska(fall, "2024-03-25", "avslut", KV, sagt_den="2024-03-20")
    assert fall.insats.onskemal[0].foljs is foljs


@pytest.mark.krav("K13.9", "K9.1")
def test_a_wish_to_end_of_a_kund_with_ekonomiskt_bistand_is_a_deviation_and_may_be_refused() -> None:
    fall = pagaende().kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    onska(fall, "2024-03-20", "byte_av_anordnare")
    assert not fall.brev("socialsekreterare", "avvikelse")
    onska(fall, "2024-03-20T13:00", "avslut")
    assert fall.brev("socialsekreterare", "avvikelse att bedöma")
    svara(fall, "2024-03-21", "avslut", "avslag")
    assert fall.bevakning("svar", "onskemal-avslut-2").utfall == "uppfylld"
    assert fall.brev("kund", "Ditt önskemål att avsluta insatsen: svaret är nej")


@pytest.mark.krav("K13.9", "K13.4", sort="gräns")
def test_a_change_of_anordnare_is_put_off_by_one_talk_at_most_a_fortnight_ahead_and_not_refused() -> None:
    fall, sort = onska(pagaende(), "2024-03-20", "byte_av_anordnare"), "byte_av_anordnare"
    fall.avvisas("K13.4", svara, fall, "2024-03-21", sort, "avslag", falt="svar")
    fall.avvisas("K13.9", svara, fall, "2024-03-21", sort, "samtal", falt="samtal_datum")
    for dag in ("2024-03-20", "2024-04-05"):
        fall.avvisas("K13.9", svara, fall, "2024-03-21", sort, "samtal", samtal_datum=dag, falt="samtal_datum")
    svara(fall, "2024-03-21", sort, "samtal", samtal_datum="2024-04-04")
    assert fall.bevakning("svar", "onskemal-byte-av-anordnare-1").utfall == "uppfylld"
    efter = fall.bevakning("svar", "onskemal-byte-av-anordnare-1-samtal")
    assert (efter.frist, efter.utfall) == ("2024-04-11", "oppen")  # five arbetsdagar from the talk
    fall.avvisas("K13.9", svara, fall, "2024-03-22", sort, "samtal", samtal_datum="2024-04-05", falt="svar")
    fall.avsluta("2024-04-11", "2024-04-19", sort)
    assert fall.bevakning("svar", "onskemal-byte-av-anordnare-1-samtal").utfall == "uppfylld"


@pytest.mark.krav("K13.9", sort="avslag")
def test_a_day_belongs_to_a_talk() -> None:
    fall = onska(pagaende(), "2024-03-20", "trepartssamtal")
    fall.avvisas("K13.9", svara, fall, "2024-03-21", "trepartssamtal", "avslag", samtal_datum="2024-03-22",
                 falt="samtal_datum")  # fmt: skip
    fall.avvisas("K13.9", svara, fall, "2024-03-21", "avslut", "avslag", falt="sort")  # that was never wished for


@pytest.mark.krav("K13.9", "K7.6")
@pytest.mark.parametrize("hur", ["bokat", "registrerat", "svar"])
def test_a_trepartssamtal_is_answered_by_being_arranged(hur: str) -> None:
    fall = onska(pagaende(), "2024-03-20", "trepartssamtal")
    if hur == "bokat":
        fall.anordnare("2024-03-21", "boka_trepartsmote", datum="2024-03-25")
    elif hur == "svar":
        svara(fall, "2024-03-21", "trepartssamtal", "samtal", samtal_datum="2024-03-25")
    else:
        mote = {"kallat_av": "kund", "utfall": "vi fortsätter"}
        fall.kv("2024-03-21", "registrera_trepartsmote", datum="2024-03-19", **mote)
        assert fall.bevakning("svar").utfall == "oppen"  # held before it was wished for
        fall.kv("2024-03-21T13:00", "registrera_trepartsmote", datum="2024-03-20", **mote)
    assert fall.bevakning("svar").utfall == "uppfylld"


@pytest.mark.krav("K13.9", "K13.2")
def test_a_revoked_end_lets_the_wish_wait_again_until_the_kund_takes_it_back() -> None:
    fall = onska(ung(), "2024-03-20", "avslut")
    fall.avsluta("2024-03-21", "2024-04-30", "kundens_egen_begaran")
    fall.kv("2024-03-22", "aterkalla_avslut", motivering="ångrat")
    assert fall.bevakning("svar").utfall == "oppen"
    fall.avvisas("K13.9", fall.kv, "2024-03-22", "ta_tillbaka_onskemal", sort="avslut", falt="sagt_den")
    fall.sager(KUND, "2024-03-22", "ta_tillbaka_onskemal", sort="avslut")
    assert fall.bevakning("svar").utfall == "uppfylld"
    assert fall.brev("karriarvagledare", "Kunden vill inte längre avsluta insatsen")


@pytest.mark.krav("K13.9", "K13.7")
def test_what_nothing_has_come_of_lapses_with_the_insats() -> None:
    fall = onska(pagaende(), "2024-09-09", "trepartssamtal").till("2024-09-11")
    assert fall.status == "avslutad"
    assert fall.bevakning("svar", "onskemal-trepartssamtal-1").utfall == "upphord"


@pytest.mark.krav("K13.9", "K13.7", sort="gräns")
@pytest.mark.parametrize(("svarat", "utfall"), [("2024-09-03", "uppfylld"), ("2024-09-06", "sen")])
def test_a_talk_was_an_answer_also_when_the_insats_ends_before_the_decision(svarat: str, utfall: str) -> None:
    fall = onska(pagaende(), "2024-08-29", "byte_av_anordnare")
    svara(fall, svarat, "byte_av_anordnare", "samtal", samtal_datum="2024-09-09").till("2024-09-11")
    assert fall.status == "avslutad"
    assert fall.bevakning("svar", "onskemal-byte-av-anordnare-1").utfall == utfall
    assert fall.bevakning("svar", "onskemal-byte-av-anordnare-1-samtal").utfall == "upphord"
    assert len([h for h in fall.handelser("bevakning_upphord") if h.bevakning == "svar"]) == 1  # type: ignore[attr-defined]


@pytest.mark.krav("K13.9", "K16.2")
def test_in_a_case_begun_before_answers_were_awaited_none_is() -> None:
    fall = onska(pagaende().fore_reglerna(), "2024-03-20", "avslut")
    assert fall.oppnade("svar") == []
    assert fall.brev("karriarvagledare", "Kunden vill avsluta insatsen")
