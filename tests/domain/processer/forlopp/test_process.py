"""How a process beside the cases walks: what is said, what the clock raises, each line folded and told of."""

from __future__ import annotations

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.forlopp import Processlage
from domain.skeende.journal import Meddelande, Post
from tests.domain.processer.forlopp.vackarklocka import (
    AL,
    ATTA,
    EKONOM,
    NIO,
    SEX,
    SJU,
    Stalld,
    Vackarklocka,
    igang,
    nu,
    stall,
)

# --- what is said


def test_the_first_kommando_begins_the_process_and_each_line_says_who_when_and_by_which_words() -> None:
    steg = stall(None, "2024-03-01T06:00", 7, 9)
    assert steg.poster == (Post(1, SEX, AL, "k1", "dok-k1", Stalld(SJU)), Post(2, SEX, AL, "k1", "dok-k1", Stalld(NIO)))
    assert steg.efter == Processlage("klocka-1", 2, SEX, Vackarklocka("klocka-1", (SJU, NIO)), {"k1": (1, 2, SEX)})
    assert steg.meddelanden == tuple(
        Meddelande(nr, ordning, SEX, roll, "klocka-1", "K14.6", f"stalld, {nr} kvar")
        for nr in (1, 2)
        for ordning, roll in enumerate((Roll.ARBETSLEDARE, Roll.EKONOM))
    )


def test_what_is_said_next_goes_on_where_the_last_line_ended() -> None:
    steg = stall(igang(7), "2024-03-01T06:30", 8, id="k2", av=EKONOM)
    halv = nu("06:30")
    assert steg.poster == (Post(2, halv, EKONOM, "k2", "dok-k2", Stalld(ATTA)),)
    assert steg.efter == Processlage(
        "klocka-1", 2, halv, Vackarklocka("klocka-1", (SJU, ATTA)), {"k1": (1, 1, SEX), "k2": (2, 2, halv)}
    )
    assert [(m.nr, m.ordning, m.tid) for m in steg.meddelanden] == [(2, 0, halv), (2, 1, halv)]


@pytest.mark.krav("K14.6", sort="avslag")
def test_one_whose_role_may_not_say_it_is_told_whose_may() -> None:
    for p in (None, igang(7)):
        with pytest.raises(Avvisning) as fel:
            stall(p, "2024-03-01T06:30", 8, av=Aktor(Roll.ANORDNARE, "a1", "A"))
        text = "av: det här gör arbetsledaren eller ekonomen, inte anordnaren (K14.6, §14)"
        assert (str(fel.value), fel.value.regel) == (text, "K14.6")


@pytest.mark.krav("K14.6", sort="avslag")
def test_empty_words_are_refused_and_so_is_what_the_process_itself_refuses() -> None:
    with pytest.raises(Avvisning, match=r"^skal: texten är tom \(K14.6, §14\)$"):
        stall(None, "2024-03-01T06:00", 7, skal=" ")
    with pytest.raises(Avvisning, match=r"^timmar: klocka-1 ringer inte vid midnatt \(K14.6, §14\)$"):
        stall(None, "2024-03-01T06:00", 7, 0)
