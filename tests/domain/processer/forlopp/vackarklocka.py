"""A process of the smallest kind: an alarm that is set and rings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.text import Text
from domain.processer.forlopp import Processlage, Processteg, utfor
from domain.processer.process import Processbrev, Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.form import las_kommando
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.inkommet import Inkommet
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando
from tests.verktyg.spel import regelverket, tid

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


def besluta(v: Vackarklocka, k: Stall, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    assert r is regelverket()
    if 0 in k.timmar:
        raise Avvisning("K14.6", f"{v.namn} ringer inte vid midnatt", "timmar")
    return (Stalld(tid(f"2024-03-01T{t:02}:00")) for t in k.timmar)


def tillampa(v: Vackarklocka, h: Handelse, nar: datetime) -> Vackarklocka:
    if isinstance(h, Stalld):
        return replace(v, stallda=(*v.stallda, h.nar))
    return replace(v, stallda=tuple(s for s in v.stallda if s != h.nar), ringde=(*v.ringde, nar))  # type: ignore[attr-defined]


def _klockslag(v: Vackarklocka) -> Iterator[Klockslag]:
    return (Klockslag(s, 0, "ringer", Ringde(s)) for s in v.stallda)


def brev(v: Vackarklocka, h: Handelse) -> Iterator[Processbrev]:
    for roll in (Roll.ARBETSLEDARE, Roll.EKONOM):
        yield Processbrev(roll, v.namn, "K14.6", f"{h.slag}, {len(v.stallda)} kvar")


KLOCKA = Processrutin(
    slag="vackarklocka",
    regel="K14.6",
    tillstand=Vackarklocka,
    kommandon=(Stall,),
    handelser=(Stalld, Ringde),
    besluta=besluta,
    tillampa=tillampa,
    rad=lambda v: Processrad("ringer", None, None, v.namn),
    klar=lambda v: not v.stallda,
    far_se=lambda _v, _aktor: True,
    borjan=Vackarklocka,
    klockslag=_klockslag,
    brev=brev,
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
