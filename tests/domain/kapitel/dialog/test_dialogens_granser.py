"""The last day that is taken, and each line and letter whole: wishes, the common judgement, brister (K9.5, K13.9)."""

from __future__ import annotations

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.tradar import Brist, Helhetsbedomning, Onskemal
from domain.kapitel.dialog.helhetsbedomning import HelhetsbedomningRegistrerad
from domain.kapitel.dialog.onskemal import OnskemalBesvarat, OnskemalFramfort
from domain.liv import rutin
from domain.skeende.mening import Mening
from tests.domain.kapitel.dialog.onskat import KUND, onska, pagaende, svara, ung
from tests.verktyg.logg import rader
from tests.verktyg.spel import ANORDNARE, KV, Spel, d, tid

SOCIAL = Aktor(Roll.SOCIALSEKRETERARE, "ss1")


@pytest.mark.krav("K13.9", sort="gräns")
def test_a_talk_may_be_held_the_same_day_and_the_wait_is_counted_from_it() -> None:
    fall = onska(pagaende(), "2024-03-20", "byte_av_anordnare")
    svara(fall, "2024-03-21", "byte_av_anordnare", "samtal", samtal_datum="2024-03-21")
    assert fall.insats.onskemal == (
        Onskemal(
            tid("2024-03-20"), "byte_av_anordnare", d("2024-03-20"), 5, samtal=d("2024-03-21"),
            skjutet=tid("2024-03-21"), av=Roll.KUND,
        ),
    )  # fmt: skip
    assert fall.bevakning("svar", "onskemal-byte-av-anordnare-1-samtal").frist == "2024-03-28"
    nej = fall.avvisas("K13.9", svara, fall, "2024-03-22", "byte_av_anordnare", "samtal", samtal_datum="2024-03-25")
    assert nej == "svar: samtalet är redan bestämt till 2024-03-21 (K13.9, §13.2)"


@pytest.mark.krav("K13.9", sort="avslag")
@pytest.mark.parametrize(
    ("dag", "sagt"),
    [
        ("2024-03-20", "samtal_datum: samtalet ligger bakåt i tiden (K13.9, §13.2)"),
        ("2024-04-05", "samtal_datum: samtalet hålls tidigast i dag och senast 2024-04-04 (K13.9, §13.2)"),
    ],
)
def test_a_day_that_is_no_day_for_a_talk_is_refused_by_which_way_it_lies(dag: str, sagt: str) -> None:
    fall = onska(pagaende(), "2024-03-20", "avslut")
    assert fall.avvisas("K13.9", svara, fall, "2024-03-21", "avslut", "samtal", samtal_datum=dag) == sagt


@pytest.mark.krav("K13.9", sort="gräns")
def test_a_kund_may_name_today_and_another_the_day_of_the_decision() -> None:
    fall = pagaende().sager(KUND, "2024-03-20", "framfor_onskemal", sort="avslut", sagt_den="2024-03-20")
    assert fall.handelser("onskemal_framfort") == [OnskemalFramfort("avslut", d("2024-03-20"), Roll.KUND)]
    onska(fall, "2024-03-20T13:00", "trepartssamtal", ANORDNARE, sagt_den="2024-03-01")
    assert fall.handelser("onskemal_framfort")[1] == OnskemalFramfort("trepartssamtal", d("2024-03-01"), Roll.ANORDNARE)


@pytest.mark.krav("K13.9")
def test_each_line_of_a_wish_tells_what_it_is_and_what_came_of_it() -> None:
    fall = onska(ung(), "2024-03-20", "avslut")
    fall.sager(KUND, "2024-03-21", "ta_tillbaka_onskemal", sort="avslut")
    onska(fall, "2024-03-22", "byte_av_anordnare", KV, sagt_den="2024-03-21")
    svara(fall, "2024-03-25", "byte_av_anordnare", "samtal", samtal_datum="2024-03-26")
    onska(fall, "2024-03-27", "trepartssamtal")
    svara(fall, "2024-03-28", "trepartssamtal", "avslag")
    assert rader(fall.poster, "onskemal_framfort") == [
        Mening("Kunden vill avsluta insatsen, sagt 2024-03-20; det ska följas", "K13.9"),
        Mening("Kunden vill byta anordnare, sagt 2024-03-21", "K13.9"),
        Mening("Kunden vill ha ett trepartssamtal, sagt 2024-03-27", "K13.9"),
    ]
    assert rader(fall.poster, "onskemal_besvarat") == [
        Mening("Kunden vill inte längre avsluta insatsen", "K13.9"),
        Mening("Kundens önskemål att byta anordnare är besvarat: samtal 2024-03-26", "K13.9"),
        Mening("Kundens önskemål att ha ett trepartssamtal är besvarat: avslag", "K13.9"),
    ]
    assert fall.handelser("onskemal_besvarat") == [
        OnskemalBesvarat("avslut", "aterkallat", None, Roll.KUND, Roll.KUND),
        OnskemalBesvarat("byte_av_anordnare", "samtal", d("2024-03-26"), Roll.KARRIARVAGLEDARE),
        OnskemalBesvarat("trepartssamtal", "avslag", None, Roll.KUND),
    ]
    assert [(o.hur, o.besvarad) for o in fall.insats.onskemal] == [
        ("aterkallat", tid("2024-03-21")), (None, None), ("avslag", tid("2024-03-28")),
    ]  # fmt: skip
    assert [(m.regel, m.rubrik) for m in fall.meddelanden if "Kunden vill" in m.rubrik] == [
        ("K13.9", "Kunden vill avsluta insatsen, sagt 2024-03-20; det ska följas (§13.2, K13.9)"),
        ("K13.9", "Kunden vill inte längre avsluta insatsen (§13.2, K13.9)"),
        ("K13.9", "Kunden vill byta anordnare, sagt 2024-03-21 (§13.2, K13.9)"),
        ("K13.9", "Kunden vill ha ett trepartssamtal, sagt 2024-03-27 (§13.2, K13.9)"),
    ]
    assert [m.rubrik for m in fall.meddelanden if m.regel == "K13.9" and m.till == "kund"] == [
        "Ditt önskemål att byta anordnare: ett samtal hålls 2024-03-26 (§13.2, K13.9)",
        "Ditt önskemål att ha ett trepartssamtal: svaret är nej, med motivering (§13.2, K13.9)",
    ]


@pytest.mark.krav("K13.9", "K13.7")
def test_a_wish_that_lapses_with_the_insats_takes_none_with_it_that_was_answered() -> None:
    fall = onska(pagaende(), "2024-09-05", "trepartssamtal")
    onska(fall, "2024-09-06", "avslut")
    svara(fall, "2024-09-09", "avslut", "avslag").till("2024-09-11")
    assert [fall.bevakning("svar", f"onskemal-{n}").utfall for n in ("trepartssamtal-1", "avslut-2")] == [
        "upphord", "uppfylld",
    ]  # fmt: skip


@pytest.mark.krav("K9.5", sort="gräns")
def test_the_month_under_way_may_be_judged_and_both_lines_name_it() -> None:
    fall = Spel.pagaende(start="2024-03-11").kv("2024-03-12", "utse_socialsekreterare", till="ss1")
    fall.kv("2024-05-02", "registrera_helhetsbedomning", manad="2024-05", bedomning="x")
    assert fall.insats.helhetsbedomningar == {"2024-05": Helhetsbedomning(tid("2024-05-02"), str(KV))}
    fall.sager(SOCIAL, "2024-05-03", "bekrafta_helhetsbedomning", manad="2024-05")
    assert rader(fall.poster, "helhetsbedomning_registrerad") == [
        Mening("Helhetsbedömning av maj är registrerad; den andra ska bekräfta den", "K9.5")
    ]
    assert rader(fall.poster, "helhetsbedomning_bekraftad") == [
        Mening("Helhetsbedömningen av maj är bekräftad och gemensam", "K9.5")
    ]
    assert [(str(m.till), m.rubrik) for m in fall.meddelanden if m.regel == "K9.5"][1:] == [
        ("socialsekreterare", "Helhetsbedömning av 2024-05 att bekräfta (§9.1, K9.5)"),
        *(
            (roll, "Helhetsbedömningen av 2024-05 är gemensam: båda har skrivit under (§9.1, K9.5)")
            for roll in ("karriarvagledare", "socialsekreterare")
        ),
    ]
    forr = next(p for p in fall.poster if p.handelse.slag == "helhetsbedomning_registrerad")
    assert (
        list(rutin.RUTIN.foljder[HelhetsbedomningRegistrerad].brev(fall.insats, HelhetsbedomningRegistrerad("2024-05")))
        == []
    )
    assert forr.handelse == HelhetsbedomningRegistrerad("2024-05", str(KV))


@pytest.mark.krav("K13.6")
def test_a_brist_is_kept_by_its_line_and_told_whole() -> None:
    fall = Spel.pagaende(start="2024-03-11").kv(
        "2024-04-02", "registrera_brist", sort="brister_i_uppdrag", motivering="x"
    )
    (nr,) = (p.nr for p in fall.poster if p.handelse.slag == "brist_konstaterad")
    assert fall.insats.brister == (Brist(tid("2024-04-02"), "brister_i_uppdrag", "2024-04-02", nr),)
    assert rader(fall.poster, "brist_konstaterad") == [
        Mening("Brist hos anordnaren: brister i uppdraget (2024-04-02)", "K13.6", "sen")
    ]
    for roll in ("karriarvagledare", "arbetsledare"):
        assert fall.brev(roll, "Brist") == ["Brist hos anordnaren: brister i uppdrag (2024-04-02) (§13.5, K13.6)"]
