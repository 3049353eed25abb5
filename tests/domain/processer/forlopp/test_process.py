"""How a process beside the cases walks: what is said, what the clock raises, each line folded and told of."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.forlopp import Processlage, utfor
from domain.skeende.form import las_kommando
from domain.skeende.handelse import DORR_SAGT_TILL_PROCESS
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from tests.domain.processer.forlopp.vackarklocka import (
    AL,
    ATTA,
    EKONOM,
    KLOCKA,
    NIO,
    SEX,
    SJU,
    Stalld,
    Vackarklocka,
    igang,
    nu,
    stall,
)
from tests.verktyg.spel import regelverket

# --- what is said


def sagt(*timmar: int) -> dict[str, Any]:
    """What was said, as its first line tells it: of a text how long it is."""
    return {"kommando": "stall", "timmar": list(timmar), "skal": {"tecken": 1, "ej_aktuellt": False}}


def test_a_run_of_before_and_the_service_itself_leave_it_at_what_came_of_it() -> None:
    kommando = las_kommando({"kommando": "stall", "timmar": [7], "skal": "x"}, KLOCKA.verb)
    inkommet = Inkommet("k1", AL, kommando)
    forr = utfor(KLOCKA, "klocka-1", None, inkommet, regelverket(), SEX, DORR_SAGT_TILL_PROCESS - 1)
    nu_ = utfor(KLOCKA, "klocka-1", None, inkommet, regelverket(), SEX, DORR_SAGT_TILL_PROCESS)
    assert [p.sagt for p in (*forr.poster, *nu_.poster)] == [None, sagt(7)]


def test_the_first_kommando_begins_the_process_and_each_line_says_who_when_and_by_which_words() -> None:
    steg = stall(None, "2024-03-01T06:00", 7, 9)
    assert steg.poster == (
        Post(1, SEX, AL, "k1", "dok-k1", Stalld(SJU), sagt(7, 9)),
        Post(2, SEX, AL, "k1", "dok-k1", Stalld(NIO)),
    )  # fmt: skip
    assert steg.efter == Processlage("klocka-1", 2, SEX, Vackarklocka("klocka-1", (SJU, NIO)), {"k1": (1, 2, SEX)})
    assert steg.meddelanden == tuple(
        Meddelande(nr, ordning, SEX, roll, "klocka-1", "K14.6", f"stalld, {nr} kvar")
        for nr in (1, 2)
        for ordning, roll in enumerate((Roll.ARBETSLEDARE, Roll.EKONOM))
    )


def test_what_is_said_next_goes_on_where_the_last_line_ended() -> None:
    steg = stall(igang(7), "2024-03-01T06:30", 8, id="k2", av=EKONOM)
    halv = nu("06:30")
    assert steg.poster == (Post(2, halv, EKONOM, "k2", "dok-k2", Stalld(ATTA), sagt(8)),)
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
