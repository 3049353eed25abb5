"""§8.4: a thread from its first message to its end, with all that each line carries, says and tells (K4.6)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.insats.tradar import Fraga, Trad
from domain.kapitel.dialog.svar import SVAR
from domain.kapitel.dialog.trad import MeddelandeSkrivet, TradStangd
from domain.skeende.mening import Mening
from tests.domain.kapitel.dialog.trad.traden import ORD, fallet
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel, tid

pytestmark = pytest.mark.krav("K4.6")
SS = Aktor(Roll.SOCIALSEKRETERARE, "ss1")
FYRA = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE, Roll.SOCIALSEKRETERARE)
KOMMUNEN = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)


def med_fyra() -> Spel:
    """The anordnare asks the arbetsledare, with a file; the socialsekreterare reads it too."""
    fall = fallet().kv("2024-04-02", "utse_socialsekreterare", till="ss1")
    till = ["socialsekreterare", "arbetsledare"]
    return fall.anordnare(
        "2024-04-02T13:00", "skriv_meddelande", till=till, svar_vantas_av="arbetsledare", bilagor=["fil-1"], **ORD
    )


def brev(fall: Spel, nar: str) -> list[tuple[str, str, str]]:
    return [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden if m.tid == tid(nar)]


def test_a_question_to_two_carries_its_file_and_is_told_to_each_as_what_it_is_to_them() -> None:
    fall = med_fyra()
    assert fall.handelser("meddelande_skrivet") == [
        MeddelandeSkrivet(1, 1, Roll.ANORDNARE, FYRA, svar_av=Roll.ARBETSLEDARE, bilagor=("fil-1",))
    ]
    fragan = Fraga(1, tid("2024-04-02T13:00"), Roll.ANORDNARE, Roll.ARBETSLEDARE, 5)
    assert fall.insats.tradar == (Trad(FYRA, False, 1, (fragan,)),)
    assert brev(fall, "2024-04-02T13:00") == [
        ("karriarvagledare", "K4.6", "Nytt meddelande i tråd 1 (§8.4, K4.6)"),
        ("arbetsledare", "K4.6", "Fråga att besvara i tråd 1 (§8.4, K4.6)"),
        ("socialsekreterare", "K4.6", "Nytt meddelande i tråd 1 (§8.4, K4.6)"),
    ]
    assert rader(fall.poster, "meddelande_skrivet") == [Mening("Fråga till arbetsledaren, tråd 1", "K4.6")]


def test_an_answer_goes_to_the_same_and_leaves_what_another_was_asked() -> None:
    fall = med_fyra().sager(SS, "2024-04-03", "svara_i_trad", trad=1, text="x", svar_vantas_av="anordnare")
    fall.arbetsledare("2024-04-04", "svara_i_trad", trad=1, text="x", bilagor=["fil-2"])
    assert fall.handelser("meddelande_skrivet")[1:] == [
        MeddelandeSkrivet(1, 2, Roll.SOCIALSEKRETERARE, FYRA, svar_av=Roll.ANORDNARE),
        MeddelandeSkrivet(1, 3, Roll.ARBETSLEDARE, FYRA, bilagor=("fil-2",)),
    ]
    (traden,) = fall.insats.tradar
    assert (traden.meddelanden, traden.fragor) == (3, (
        Fraga(1, tid("2024-04-02T13:00"), Roll.ANORDNARE, Roll.ARBETSLEDARE, 5, tid("2024-04-04")),
        Fraga(2, tid("2024-04-03"), Roll.SOCIALSEKRETERARE, Roll.ANORDNARE, 5),
    ))  # fmt: skip
    assert [f.nummer for f in traden.obesvarade()] == [2]
    assert rader(fall.poster, "meddelande_skrivet")[1:] == [
        Mening("Fråga till anordnaren, tråd 1", "K4.6"),
        Mening("Meddelande till karriärvägledaren, anordnaren, socialsekreteraren, tråd 1", "K4.6"),
    ]


def test_a_closed_thread_keeps_what_was_answered_and_lets_ones_own_question_fall() -> None:
    fall = med_fyra().arbetsledare("2024-04-03", "svara_i_trad", trad=1, text="x")
    fall.anordnare("2024-04-04", "svara_i_trad", trad=1, text="x", svar_vantas_av="karriarvagledare")
    nej = fall.avvisas("K4.6", fall.arbetsledare, "2024-04-05", "stang_trad", trad=1)
    assert nej == "trad: en fråga från anordnaren väntar på svar; den som frågade kan stänga tråden (K4.6, §8.4)"
    fall.anordnare("2024-04-05", "stang_trad", trad=1)
    assert fall.handelser("trad_stangd") == [TradStangd(1, FYRA)]
    assert rader(fall.poster, "trad_stangd") == [Mening("Tråd 1 är stängd", "K4.6", "dampad")]
    (traden,) = fall.insats.tradar
    assert (traden.stangd, [f.nummer for f in traden.fragor]) == (tid("2024-04-05"), [1])
    assert [fall.bevakning("svar", f"trad-1-{n}").utfall for n in (1, 3)] == ["uppfylld", "upphord"]


@pytest.mark.parametrize(("vem", "laser"), [("kv", KOMMUNEN), ("arbetsledare", KOMMUNEN), ("anordnare", None)])
def test_a_note_carries_its_file_and_is_told_in_the_log_alone(vem: str, laser: Any) -> None:
    fall = med_fyra()
    getattr(fall, vem)("2024-04-03", "anteckna_internt", bilagor=["fil-3"], **ORD)
    (_, noten) = fall.handelser("meddelande_skrivet")
    assert isinstance(noten, MeddelandeSkrivet)
    assert (noten.trad, noten.nummer, noten.intern, noten.svar_av, noten.bilagor) == (2, 1, True, None, ("fil-3",))
    assert noten.mellan == (laser or (Roll.ANORDNARE,))
    assert brev(fall, "2024-04-03") == []
    assert rader(fall.poster, "meddelande_skrivet")[1] == Mening("Intern anteckning, tråd 2", "K4.6")
    getattr(fall, vem)("2024-04-04", "svara_i_trad", trad=2, text="x")
    assert fall.handelser("meddelande_skrivet")[2] == MeddelandeSkrivet(2, 2, noten.av, noten.mellan, True)


@pytest.mark.parametrize(
    ("avser", "ord_"),
    [
        ("trad-12-3", "meddelande 3 i tråd 12"),
        ("intern-1-10", "meddelande 10 i tråd 1"),
        ("anmalan-2", "anmälan 2"),
        ("forslag-andrat-uppdrag-3", "förslag 3 om ändrat uppdrag"),
        ("forslag-annan-insats-1", "förslag 1 om en annan insats"),
        ("forslag-okant-slag-1", "förslag 1 om okant-slag"),
        ("onskemal-byte-av-anordnare-2", "kundens önskemål 2 att byta anordnare"),
        ("onskemal-avslut-1-samtal", "kundens önskemål 1 att avsluta insatsen efter samtalet"),
        ("onskemal-okant-slag-4", "kundens önskemål 4 att okant-slag"),
    ],
)
def test_what_is_awaited_is_told_by_what_was_asked(avser: str, ord_: str) -> None:
    assert SVAR.benamning(avser) == f"svar på {ord_}"


@pytest.mark.krav("K4.6", "K0.8")
def test_the_wait_begins_when_it_was_asked_and_its_reminder_is_no_earlier() -> None:
    fall = med_fyra()
    (b,) = (b for b in fall.bevakningar() if b.slag == "svar")
    assert (b.oppnad, b.frist, b.regel) == (tid("2024-04-02T13:00"), "2024-04-09", "K4.6")
    fall.till("2024-04-10T00:00")
    assert fall.brev("arbetsledare", "svar på") == [
        "Påminnelse: svar på meddelande 1 i tråd 1, senast 2024-04-09 (§8.4, K4.6)",
        "Försenat: svar på meddelande 1 i tråd 1; fristen var 2024-04-09 (§8.4, K4.6)",
    ]
