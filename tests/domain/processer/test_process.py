"""How a process beside the cases walks: what is said, what the clock raises, each line folded and told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.grund.text import Text
from domain.processer import forlopp
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse
from domain.processer.anordnarakt.personal import BehorighetAnsokt, PersonalBorjade
from domain.processer.anordnarakt.rutin import RUTIN
from domain.processer.forlopp import Processlage, Processteg, klockslag, lat_ga, utfor, vik
from domain.processer.process import Processbrev, Processrad, Processrutin, benamning
from domain.regler.regelverk import Regelverk
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando
from tests.verktyg.spel import d, regelverket, tid

AL, EKONOM = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")


class Stall(Kommando):
    """Set an alarm for each of these hours on 1 March."""

    roller: ClassVar = (Roll.ARBETSLEDARE, Roll.EKONOM)
    regel: ClassVar = "K14.6"
    rubrik: ClassVar = "Ställ klockan"

    kommando: Literal["stall"] = "stall"
    timmar: tuple[int, ...]
    skal: Text | None = None


@dataclass(frozen=True, slots=True)
class Stalld(Handelse):
    nar: datetime
    slag: Literal["stalld"] = "stalld"


@dataclass(frozen=True, slots=True)
class Ringde(Handelse):
    nar: datetime
    slag: Literal["ringde"] = "ringde"


@dataclass(frozen=True)
class Vackarklocka:
    namn: str
    stallda: tuple[datetime, ...] = ()
    ringde: tuple[datetime, ...] = ()


def _besluta(v: Vackarklocka, k: Stall, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    assert r is regelverket()
    if 0 in k.timmar:
        raise Avvisning("K14.6", f"{v.namn} ringer inte vid midnatt", "timmar")
    return (Stalld(tid(f"2024-03-01T{t:02}:00")) for t in k.timmar)


def _tillampa(v: Vackarklocka, h: Handelse, nar: datetime) -> Vackarklocka:
    if isinstance(h, Stalld):
        return replace(v, stallda=(*v.stallda, h.nar))
    return replace(v, stallda=tuple(s for s in v.stallda if s != h.nar), ringde=(*v.ringde, nar))  # type: ignore[attr-defined]


def _klockslag(v: Vackarklocka) -> Iterator[Klockslag]:
    return (Klockslag(s, 0, "ringer", Ringde(s)) for s in v.stallda)


def _brev(v: Vackarklocka, h: Handelse) -> Iterator[Processbrev]:
    for roll in (Roll.ARBETSLEDARE, Roll.EKONOM):
        yield Processbrev(roll, v.namn, "K14.6", f"{h.slag}, {len(v.stallda)} kvar")


KLOCKA = Processrutin(
    slag="vackarklocka",
    regel="K14.6",
    tillstand=Vackarklocka,
    kommandon=(Stall,),
    handelser=(Stalld, Ringde),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=lambda v: Processrad("ringer", None, None, v.namn),
    klar=lambda v: not v.stallda,
    far_se=lambda _v, _aktor: True,
    borjan=Vackarklocka,
    klockslag=_klockslag,
    brev=_brev,
)
"""An alarm clock: the least process that the walk can be seen in."""


def stall(p: Processlage | None, nar: str, *timmar: int, id: str = "k1", av: Aktor = AL, skal: str = "x") -> Processteg:
    kommando = las_kommando({"kommando": "stall", "timmar": timmar, "skal": skal}, KLOCKA.verb)
    return utfor(KLOCKA, "klocka-1", p, Inkommet(id, av, kommando, f"dok-{id}"), regelverket(), tid(nar))


def igang(*timmar: int, nar: str = "2024-03-01T06:00") -> Processlage:
    p = stall(None, nar, *timmar).efter
    assert p is not None
    return p


def nu(timme: str) -> datetime:
    return tid(f"2024-03-01T{timme}")


SEX, SJU, ATTA, NIO = (nu(f"0{t}:00") for t in (6, 7, 8, 9))


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


# --- the clock


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
            steg = lat_ga(RUTIN, p, tid(nar))
            p, poster = steg.efter, poster + steg.poster
        inkommet = Inkommet(f"k{nr}", a, las_kommando(data, RUTIN.verb))
        steg = utfor(RUTIN, "anordnare-A", p, inkommet, regelverket(), tid(nar))
        p, poster = steg.efter, poster + steg.poster
    nyckel = f"behorighetsansokan:H7:{tid('2024-03-01').isoformat()}"
    frist = d("2024-03-18")
    assert poster == (
        Post(1, tid("2024-03-01"), a, "k1", None, PersonalBorjade("H7", frist, tid("2024-03-15T08:00"))),
        Post(2, tid("2024-03-15T08:00"), SYSTEMET, None, None, AktPaminnelse(nyckel, frist)),
        Post(3, tid("2024-03-19T00:00"), SYSTEMET, None, None, AktfristPasserad(nyckel, frist)),
        Post(4, tid("2024-03-19"), a, "k2", None, BehorighetAnsokt("H7")),
    )
    assert p == vik(RUTIN, "anordnare-A", poster)
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
    assert benamning(slag) == namn
