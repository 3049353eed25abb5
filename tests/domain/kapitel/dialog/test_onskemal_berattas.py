"""K13.9: who is shown a kund's wish, who is told what came of it, and who may put it right."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag, laser, ser
from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.insyn import ser_bevakning, ser_post
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_ONSKEMAL_I_TYSTHET, Fall
from tests.domain.kapitel.dialog.onskat import KUND, onska, pagaende, svara, ung
from tests.verktyg.spel import ANORDNARE, KV, Spel, tid


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


@pytest.mark.krav("K13.9", "K3.7", sort="avslag")
@pytest.mark.parametrize("av", [KUND, KV], ids=str)
def test_an_anordnare_that_registers_a_wish_which_waits_already_is_not_told_that_one_does(av: Aktor) -> None:
    ingen, vantar = pagaende(), onska(pagaende(), "2024-03-20", "byte_av_anordnare", av)
    sett = []
    for fall in (ingen, vantar):
        fore = len(fall.till("2024-03-21T11:59").poster)
        onska(fall, "2024-03-21", "byte_av_anordnare", ANORDNARE)
        sett.append([p.handelse for p in fall.poster[fore:] if ser_post(ANORDNARE, p)])
    assert sett[0] == sett[1] != []
    assert vantar.oppnade("svar") == ["onskemal-byte-av-anordnare-1"]  # it is one wish
    assert len(vantar.brev("karriarvagledare", "Kunden vill byta anordnare")) == 2
    svara(vantar, "2024-03-22", "byte_av_anordnare", "samtal", samtal_datum="2024-03-25")
    assert till(vantar, "anordnare") == ["Kundens önskemål att byta anordnare: ett samtal hålls 2024-03-25"]
    assert [h.slag for p in vantar.poster if ser_post(ANORDNARE, p) and (h := p.handelse).slag.startswith("onskemal")]


@pytest.mark.krav("K13.9", sort="gräns")
def test_of_a_wish_that_both_have_registered_the_anordnare_takes_back_its_own_word_alone() -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    onska(fall, "2024-03-21", "avslut", ANORDNARE)
    fall.avvisas("K13.9", onska, fall, "2024-03-21", "avslut", ANORDNARE, falt="sort")  # that it knows of
    fall.anordnare("2024-03-22", "ta_tillbaka_onskemal", sort="avslut", sagt_den="2024-03-22")
    assert fall.bevakning("svar").utfall == "oppen"
    assert fall.brev("karriarvagledare", "Kunden vill inte längre avsluta insatsen, enligt anordnaren")
    svara(fall, "2024-03-25", "avslut", "avslag")
    assert till(fall, "anordnare") == []  # it knows of none any more
    assert till(fall, "kund") == ["Ditt önskemål att avsluta insatsen: svaret är nej, med motivering"]


@pytest.mark.krav("K13.9", "K0.7")
def test_when_the_kunds_own_word_is_struck_the_anordnares_stands() -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    nr = fall.insats.sagda[-1].nr
    onska(fall, "2024-03-21", "avslut", ANORDNARE)
    fall.sager(KUND, "2024-03-22", "ratta", nr=nr, vad="framfor_onskemal", stryk=True, motivering="fel")
    (o,) = fall.insats.onskemal
    assert (o.av, o.aven_anordnaren, str(o.sagt)) == (Roll.ANORDNARE, False, "2024-03-21")


@pytest.mark.krav("K13.9", "K16.2", sort="gräns")
def test_a_run_begun_before_the_rule_refuses_as_it_did() -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    k = las_kommando({"kommando": "framfor_onskemal", "sort": "avslut", "sagt_den": "2024-03-21"})
    for dorr in (DORR_ONSKEMAL_I_TYSTHET - 1, DORR_ONSKEMAL_I_TYSTHET):
        om = Fall(tid("2024-03-21"), ANORDNARE, dorr=dorr)
        if dorr < DORR_ONSKEMAL_I_TYSTHET:
            with pytest.raises(Avvisning, match="väntar redan på svar"):
                rutin.besluta(fall.insats, k, om)
        else:
            assert rutin.besluta(fall.insats, k, om)
