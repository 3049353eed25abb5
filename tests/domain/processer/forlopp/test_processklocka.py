"""What the clock raises in a process, and that its journal is its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer import forlopp
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse
from domain.processer.anordnarakt.personal import BehorighetAnsokt, PersonalBorjade
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.forlopp import Processlage, Processteg, klockslag, lat_ga, utfor, vik
from domain.processer.process import Processrutin, processbenamning
from domain.skeende.form import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from domain.skeende.klockslag import Klockslag
from tests.domain.processer.forlopp.vackarklocka import (
    AL,
    ATTA,
    KLOCKA,
    NIO,
    SEX,
    SJU,
    Ringde,
    Stall,
    Stalld,
    Vackarklocka,
    igang,
    nu,
    stall,
)
from tests.verktyg.spel import d, regelverket, tid


@pytest.mark.parametrize(
    ("till", "ringde"),
    [("06:59", ()), ("07:00", (SJU,)), ("07:01", (SJU,)), ("08:59", (SJU,)), ("09:00", (SJU, NIO))],
)
def test_the_clock_raises_all_that_is_due_by_then_each_at_its_own_instant(
    till: str, ringde: tuple[datetime, ...]
) -> None:
    steg = lat_ga(KLOCKA, igang(9, 7), nu(till))
    assert steg.poster == tuple(
        Post(nr, nar, SYSTEMET, None, None, Ringde(nar)) for nr, nar in enumerate(ringde, start=3)
    )
    assert [m.nr for m in steg.meddelanden] == [nr for nr in range(3, 3 + len(ringde)) for _ in range(2)]
    assert steg.efter == vik(KLOCKA, "klocka-1", (*stall(None, "2024-03-01T06:00", 9, 7).poster, *steg.poster))


def test_what_was_due_before_the_last_line_is_raised_at_that_lines_instant() -> None:
    p = igang(7, 9, nar="2024-03-01T08:00")
    steg = lat_ga(KLOCKA, p, nu("23:00"))
    assert [(p.tid, p.handelse) for p in steg.poster] == [(ATTA, Ringde(SJU)), (NIO, Ringde(NIO))]
    assert steg.efter == replace(p, nr=4, senast=NIO, lage=Vackarklocka("klocka-1", (), (ATTA, NIO)))


def test_of_two_with_the_same_key_only_the_sooner_is_next() -> None:
    assert klockslag(KLOCKA, igang(9, 7, 8)) == [Klockslag(SJU, 0, "ringer", Ringde(SJU))]
    var_for_sig = replace(KLOCKA, klockslag=lambda v: (Klockslag(s, 0, f"{s}", Ringde(s)) for s in v.stallda))
    assert [k.nar for k in klockslag(var_for_sig, igang(9, 7, 8))] == [SJU, ATTA, NIO]


def test_a_process_with_nothing_to_raise_stands_still() -> None:
    p = lat_ga(KLOCKA, igang(7), NIO).efter
    assert p is not None
    assert lat_ga(KLOCKA, p, tid("2030-01-01")) == Processteg(p)


def test_a_clock_that_never_settles_is_a_fault_and_no_endless_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forlopp, "_HOGST", 50)
    nasta = Klockslag(SJU, 0, "ringer", Stalld(SJU), "ringer igen")
    evig = replace(KLOCKA, klockslag=lambda _v: [nasta])
    with pytest.raises(AssertionError) as fel:
        lat_ga(evig, igang(7), ATTA)
    assert str(fel.value) == f"the clock never settles: {nasta}"
    assert lat_ga(evig, igang(7), SEX).poster == ()


# --- the journal is the state


def test_a_journal_without_lines_is_no_process() -> None:
    assert vik(KLOCKA, "klocka-1", ()) is None


def test_a_kommando_whose_lines_lie_apart_is_known_by_its_first_and_last() -> None:
    poster = [
        Post(1, SEX, AL, "k1", None, Stalld(SJU)),
        Post(2, SJU, SYSTEMET, None, None, Ringde(SJU)),
        Post(3, ATTA, AL, "k1", None, Stalld(NIO)),
    ]
    p = vik(KLOCKA, "klocka-1", poster)
    assert p == Processlage("klocka-1", 3, ATTA, Vackarklocka("klocka-1", (NIO,), (SJU,)), {"k1": (1, 3, SEX)})


def test_a_process_begins_from_nothing_unless_its_routine_says_otherwise() -> None:
    sedda: list[object] = []
    minnet = Processrutin(
        slag="minne", regel="K14.6", tillstand=Vackarklocka, kommandon=(Stall,), handelser=(Stalld,),
        besluta=lambda _lage, _k, _fall, _r: [Stalld(SJU)],
        tillampa=lambda lage, _h, _tid: sedda.append(lage) or Vackarklocka("x"),
        rad=KLOCKA.rad, klar=KLOCKA.klar, far_se=KLOCKA.far_se,
    )  # fmt: skip
    steg = utfor(minnet, "m", None, Inkommet("k1", AL, Stall(timmar=(7,))), regelverket(), SEX)
    assert (sedda, steg.meddelanden) == ([None], ())
    assert steg.efter is not None
    assert lat_ga(minnet, steg.efter, NIO) == Processteg(steg.efter)
    assert (list(minnet.bevakningar(None)), list(minnet.effekter(None))) == ([], [])


@pytest.mark.krav("K3.4", "K0.7")
def test_an_anordnares_record_is_walked_in_the_same_way() -> None:
    p: Processlage | None = None
    poster: tuple[Post, ...] = ()
    a = Aktor(Roll.ANORDNARE, "h1", "A")
    for nr, (nar, data) in enumerate(
        (
            ("2024-03-01", {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-18"}),
            ("2024-03-19", {"kommando": "ansok_behorighet", "person": "H7"}),
        ),
        start=1,
    ):
        if p:
            steg = lat_ga(ANORDNARAKT, p, tid(nar))
            p, poster = steg.efter, poster + steg.poster
        inkommet = Inkommet(f"k{nr}", a, las_kommando(data, ANORDNARAKT.verb))
        steg = utfor(ANORDNARAKT, "anordnare-A", p, inkommet, regelverket(), tid(nar))
        p, poster = steg.efter, poster + steg.poster
    nyckel = f"behorighetsansokan:H7:{tid('2024-03-01').isoformat()}"
    frist = d("2024-03-18")
    assert poster == (
        Post(1, tid("2024-03-01"), a, "k1", None, PersonalBorjade("H7", frist, tid("2024-03-15T08:00")),
             {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-18"}),
        Post(2, tid("2024-03-15T08:00"), SYSTEMET, None, None, AktPaminnelse(nyckel, frist)),
        Post(3, tid("2024-03-19T00:00"), SYSTEMET, None, None, AktfristPasserad(nyckel, frist)),
        Post(4, tid("2024-03-19"), a, "k2", None, BehorighetAnsokt("H7"),
             {"kommando": "ansok_behorighet", "person": "H7"}),
    )  # fmt: skip
    assert p == vik(ANORDNARAKT, "anordnare-A", poster)
    assert p is not None and p.hanterade == {"k1": (1, 1, tid("2024-03-01")), "k2": (4, 4, tid("2024-03-19"))}


@pytest.mark.parametrize(
    ("slag", "namn"),
    [
        ("incidentkontakt", "kontakt om incident"),
        ("betalningsattest", "attest av betalning"),
        ("nagot_nytt", "nagot_nytt"),
    ],
)
def test_what_is_awaited_has_a_name_or_is_called_by_its_kind(slag: str, namn: str) -> None:
    assert processbenamning(slag) == namn
