"""§7.5, §9.2, §13.2: the kund's own wishes (K13.9)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag, laser, ser
from domain.grund.parter import Aktor, Roll
from domain.liv.insyn import ser_bevakning, ser_post
from tests.verktyg.spel import ANORDNARE, KV, Spel

KUND = Aktor(Roll.KUND, "kund")
"""The kund of the case, who is started without an id of the register's."""
UNG = {"malgrupp": "unga_vuxna", "alder": 20}
"""One of K9.2's groups, without ekonomiskt bistånd."""


def pagaende(**kund: Any) -> Spel:
    spel = Spel.aktualiserat("AMI2", "2024-03-01T09:00", **kund)
    spel.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    return spel.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=6)


def ung() -> Spel:
    return pagaende(**UNG)


def onska(fall: Spel, nar: str, sort: str, av: Aktor = KUND, **fakta: Any) -> Spel:
    sagt = {} if av is KUND else {"sagt_den": nar[:10]}
    return fall.sager(av, nar, "framfor_onskemal", sort=sort, **(sagt | fakta))


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


def svara(fall: Spel, nar: str, sort: str, svar: str, **fakta: Any) -> Spel:
    return fall.kv(nar, "besvara_onskemal", sort=sort, svar=svar, motivering="vi behöver tala om det", **fakta)


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


@pytest.mark.krav("K13.9", "K16.2")
def test_in_a_case_begun_before_answers_were_awaited_none_is() -> None:
    fall = onska(pagaende().fore_reglerna(), "2024-03-20", "avslut")
    assert fall.oppnade("svar") == []
    assert fall.brev("karriarvagledare", "Kunden vill avsluta insatsen")


@pytest.mark.krav("K13.9", "K3.7")
def test_the_anordnare_is_not_shown_a_wish_that_may_be_about_it() -> None:
    fall = onska(pagaende(), "2024-03-20", "byte_av_anordnare", KV)
    post = next(p for p in fall.poster if p.handelse.slag == "onskemal_framfort")
    ser_den = {r for r in Roll if ser_post(Aktor(r, "kund", "A"), post)}
    assert ser_den == {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.KUND, Roll.SYSTEM}
    assert not ser_bevakning(ANORDNARE, "svar", "onskemal-byte-av-anordnare-1")
    assert ser_bevakning(KUND, "svar", "onskemal-byte-av-anordnare-1")
    assert not ser_bevakning(KUND, "svar", "anmalan-1") and not ser_bevakning(KUND, "manadsrapport", "2024-03")
    assert not fall.brev("anordnare", "önskemål")


@pytest.mark.krav("K13.9", "K3.7")
def test_a_kund_reads_its_wishes_and_their_answers_and_no_other_text() -> None:
    assert [s for s in Textslag if laser(Roll.KUND, s)] == [Textslag.ONSKEMAL]
    assert [s for s in Textslag if ser(Roll.KUND, s)] == [Textslag.ONSKEMAL]


@pytest.mark.krav("K13.9", "K0.10")
def test_the_kund_corrects_its_own_wish_and_nothing_that_it_could_not_have_said() -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    nr = fall.insats.sagda[-1].nr
    fall.sager(KUND, "2024-03-21", "ratta", nr=nr, vad="framfor_onskemal", stryk=True, motivering="fel")
    assert fall.insats.onskemal == () and fall.bevakning("svar").utfall == "upphord"
    bemannad = next(s.nr for s in fall.insats.sagda if s.kommando["kommando"] == "bemanna")
    with pytest.raises(Avvisning, match=r"K0\.10"):
        fall.sager(KUND, "2024-03-21", "ratta", nr=bemannad, vad="bemanna", stryk=True, motivering="x")


def till(fall: Spel, roll: str) -> list[str]:
    """What a role is told of the kund's wishes, without the paragraph."""
    return [m.rubrik.removesuffix(" (§13.2, K13.9)") for m in fall.meddelanden if (m.till, m.regel) == (roll, "K13.9")]


@pytest.mark.krav("K13.9")
@pytest.mark.parametrize("av", [KUND, KV, ANORDNARE], ids=str)
@pytest.mark.parametrize("sort", ["avslut", "byte_av_anordnare"])
def test_that_a_wish_is_followed_is_told_the_kund_and_the_anordnare_that_registered_it(av: Aktor, sort: str) -> None:
    fall = onska(ung(), "2024-03-20", sort, av).avsluta("2024-03-21", "2024-04-30", "kundens_egen_begaran")
    vad = {"avslut": "avsluta insatsen", "byte_av_anordnare": "byta anordnare"}[sort]
    text = f"önskemål att {vad} är besvarat: insatsen avslutas 2024-04-30"
    assert till(fall, "kund") == [f"Ditt {text}"]
    assert till(fall, "anordnare") == ([f"Kundens {text}"] if av is ANORDNARE else [])


@pytest.mark.krav("K13.9")
def test_a_meeting_that_was_wished_for_is_told_when_it_is_booked_or_held() -> None:
    bokat = onska(pagaende(), "2024-03-20", "trepartssamtal").kv("2024-03-21", "boka_trepartsmote", datum="2024-04-03")
    assert till(bokat, "kund") == [
        "Ditt önskemål att ha ett trepartssamtal är besvarat: mötet är bokat till 2024-04-03"
    ]
    hallet = onska(pagaende(), "2024-03-20", "trepartssamtal", ANORDNARE)
    hallet.kv("2024-03-22", "registrera_trepartsmote", datum="2024-03-21", kallat_av="kund", utfall="vi går vidare")
    assert till(hallet, "kund") == ["Ditt önskemål att ha ett trepartssamtal är besvarat: mötet hölls 2024-03-21"]
    assert len(till(hallet, "anordnare")) == 1


@pytest.mark.krav("K13.9")
@pytest.mark.parametrize("av", [KUND, ANORDNARE], ids=str)
def test_a_talk_and_a_refusal_are_told_both_and_the_reason_is_not_the_anordnares(av: Aktor) -> None:
    nej = svara(onska(pagaende(), "2024-03-20", "trepartssamtal", av), "2024-03-21", "trepartssamtal", "avslag")
    vad = "önskemål att ha ett trepartssamtal: svaret är nej"
    assert till(nej, "kund") == [f"Ditt {vad}, med motivering"]
    assert till(nej, "anordnare") == ([f"Kundens {vad}"] if av is ANORDNARE else [])
    samtal = onska(pagaende(), "2024-03-20", "byte_av_anordnare", av)
    svara(samtal, "2024-03-21", "byte_av_anordnare", "samtal", samtal_datum="2024-03-25")
    assert till(samtal, "anordnare") == (
        ["Kundens önskemål att byta anordnare: ett samtal hålls 2024-03-25"] if av is ANORDNARE else []
    )


@pytest.mark.krav("K13.9", sort="gräns")
def test_what_was_answered_before_is_not_told_again_and_what_waits_is_not_told_of() -> None:
    fall = svara(onska(pagaende(), "2024-03-20", "trepartssamtal"), "2024-03-21", "trepartssamtal", "avslag")
    onska(fall, "2024-03-22", "byte_av_anordnare")
    fall.kv("2024-03-25", "boka_trepartsmote", datum="2024-04-03")
    assert len(till(fall, "kund")) == 1  # the refusal alone
    fall.avsluta("2024-03-26", "2024-04-30", "kundens_egen_begaran").kv(
        "2024-03-27", "aterkalla_avslut", motivering="x"
    )
    fall.avsluta("2024-03-28", "2024-05-03", "kundens_egen_begaran")
    assert [t.rpartition(" ")[2] for t in till(fall, "kund")[1:]] == ["2024-04-30", "2024-05-03"]


@pytest.mark.krav("K13.9", "K3.7")
@pytest.mark.parametrize("av", [KUND, KV, ANORDNARE], ids=str)
def test_the_anordnare_sees_of_the_kunds_wishes_those_it_has_registered(av: Aktor) -> None:
    fall = svara(onska(pagaende(), "2024-03-20", "trepartssamtal", av), "2024-03-21", "trepartssamtal", "avslag")
    rader = [p for p in fall.poster if p.handelse.slag in ("onskemal_framfort", "onskemal_besvarat")]
    assert [ser_post(ANORDNARE, p) for p in rader] == [av is ANORDNARE] * 2


@pytest.mark.krav("K13.9", "K0.10", sort="avslag")
def test_an_anordnare_takes_back_and_puts_right_no_wish_but_what_it_has_registered() -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    sagt = {"sort": "avslut", "sagt_den": "2024-03-21"}
    text = fall.avvisas("K13.9", fall.anordnare, "2024-03-21", "ta_tillbaka_onskemal", falt="sort", **sagt)
    ingen = fall.avvisas(
        "K13.9", fall.anordnare, "2024-03-21", "ta_tillbaka_onskemal", **sagt | {"sort": "trepartssamtal"}
    )
    assert text == ingen  # that there is one is not told either
    stryk = {"vad": "framfor_onskemal", "stryk": True, "motivering": "fel"}
    fall.avvisas("K0.7", fall.anordnare, "2024-03-21", "ratta", **stryk)
    eget = onska(pagaende(), "2024-03-20", "avslut", ANORDNARE)
    eget.anordnare("2024-03-21", "ratta", **stryk)
    assert eget.insats.onskemal == ()
    onska(eget, "2024-03-22", "avslut", ANORDNARE).anordnare("2024-03-25", "ta_tillbaka_onskemal", **sagt)
    assert eget.insats.onskemal[0].hur == "aterkallat"
