"""What stands beside the cases, from the terminal: how one stands, lists, and what an order would move or has moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator
from rich.console import Console

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.akt import Akt
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.skeende.form import las_kommando
from persistence.arende import massflytt
from persistence.process import processlasning
from persistence.process.processlasning import Processpost
from persistence.register.anordnare import personal
from persistence.register.anordnare.personal import Anstalld
from starter.api.terminal.fraga import Har, Matt, Visat, fraga, i_ord
from starter.tjanster import processen
from starter.tjanster.personal import andra
from starter.tjanster.processen import AttFlytta, Lage
from starter.visning.bevakningar import bevakningstabell
from starter.visning.ordval.processord import HANDELSE, LAGE
from starter.visning.ordval.processuppgifter import uppgifter
from starter.visning.tabell import i_tabell
from starter.visning.tid import klockslag


def _kant(slag: str) -> str:
    if slag not in PROCESSER:
        raise ValueError("okänt slag")
    return slag


Slag = Annotated[str, AfterValidator(_kant)]
"""A kind of process."""


@fraga()
def visa(har: Har, som: Aktor, slag: Slag, process: str, matt: Matt) -> Visat:
    """How a process stands: what it is, what it awaits, and its lines. Raises: FinnsInte."""
    s = processen.hur_det_star(har.motor, som, slag, process)
    rader = [{"nr": p.nr, "tid": p.tid, "av": str(p.av), "handelse": p.handelse} for p in s.journal]
    data = {"process": s.process, "bevakningar": s.bevakningar, "journal": rader, "texter": s.texter}
    return Visat(data, i_ord(matt, lambda ut: _visa(ut, s)))


def _visa(ut: Console, s: Lage) -> None:
    ut.print(f"{s.process.id}: {s.process.rubrik} – {LAGE[s.process.status]}", soft_wrap=True)
    i_tabell(ut, *bevakningstabell([(s.process.id, b) for b in s.bevakningar]))
    for t in uppgifter(s.process.slag, s.process.data):
        i_tabell(ut, t.rubrik, t.kolumner, t.rader)
    orden = {d.id: "; ".join(str(v) for v in d.innehall.values()) for d in s.texter}
    i_tabell(ut, "Journal", ("Rad", "När", "Vad", "Vem", "Ord"), [
        (
            str(p.nr), klockslag(p.tid), HANDELSE.get(p.handelse.slag, p.handelse.slag),
            "systemet" if p.av.roll is Roll.SYSTEM else str(p.av), orden.get(p.dokument or "", ""),
        )
        for p in s.journal
    ])  # fmt: skip


@fraga()
def lista(har: Har, som: Aktor, slag: Slag, oppna: bool = False) -> list[Processpost]:
    """The processes of a kind that one may see, the latest first."""
    return list(processlasning.processer(har.motor, som, slag, bara_oppna=oppna))


@dataclass(frozen=True, slots=True)
class Villkorsrad:
    """Conditions that an anordnare has been sent; ``bekraftat`` None until it has confirmed them."""

    anordnare: str
    villkor: str
    galler_fran: date
    frist: date
    bekraftat: datetime | None
    av: str | None


@fraga()
def villkoren(har: Har, som: Aktor, namn: str | None, saknas: bool) -> list[Villkorsrad]:
    """Who has been sent the conditions, and who has confirmed them (K16.2)."""
    rader = []
    for post in processlasning.processer(har.motor, som, ANORDNARAKT.slag):
        svar = processlasning.en_process(har.motor, som, post.id)
        assert svar is not None
        akt: Akt = svar[1].lage
        rader += [
            Villkorsrad(akt.anordnare, v, u.galler_fran, u.frist, u.bekraftat, u.av)
            for v, u in akt.villkor.items()
            if namn in (None, v) and not (saknas and u.bekraftat)
        ]
    return sorted(rader, key=lambda r: (r.villkor, r.anordnare))


@fraga()
def att_flytta(har: Har, som: Aktor, data: dict[str, str]) -> AttFlytta:
    """What a bulk move would move, were it ordered now. Raises: Avvisning."""
    rutin = MASSBYTE
    prova_roll(som, frozenset(type(las_kommando(data, rutin.verb)).roller), rutin.regel)
    return processen.att_flytta(har.motor, data, har.idag)


@dataclass(frozen=True, slots=True)
class Flyttlage:
    """How a bulk move goes; ``klart`` when it is carried out, with what could not be moved and why."""

    klart: bool
    flyttade: int
    kunder: int = 0
    avvisade: tuple[tuple[str, str], ...] = ()


@fraga()
def flyttlage(har: Har, som: Aktor, process: str) -> Flyttlage:
    """How a bulk move goes. Raises: FinnsInte."""
    svar = processlasning.en_process(har.motor, som, process)
    if svar is None or svar[0].slag != MASSBYTE.slag:
        raise processen.finns_inte(MASSBYTE, process)
    m = svar[1].lage
    if m.utfall is None:
        return Flyttlage(False, massflytt.flyttade(har.motor, process, m.order.sort, m.order.till) if m.order else 0)
    return Flyttlage(True, m.utfall.flyttade, m.utfall.kunder, m.utfall.avvisade)


@dataclass(frozen=True, slots=True)
class Utskickslage:
    """What an order about conditions has come to; ``klart`` when it is carried out."""

    klart: bool
    sagda: Sequence[str] = ()
    hade_redan: Sequence[str] = ()
    avvisade: tuple[tuple[str, str], ...] = ()


@fraga()
def utskickslage(har: Har, som: Aktor, process: str) -> Utskickslage:
    """What an order about conditions has come to. Raises: FinnsInte."""
    svar = processlasning.en_process(har.motor, som, process)
    if svar is None or svar[0].slag != VILLKORSUTSKICK.slag:
        raise processen.finns_inte(VILLKORSUTSKICK, process)
    u: Any = svar[1].lage.utfall
    return Utskickslage(False) if u is None else Utskickslage(True, u.sagda, u.hade_redan, u.avvisade)


@fraga()
def personalen(har: Har, som: Aktor, anordnare: str | None) -> list[Anstalld]:
    """The staff that one may see (K3.4)."""
    return personal.lista(har.motor, som, anordnare)


@fraga("skriv")
def personuppgifter(har: Har, som: Aktor, person: str, uppgifter: dict[str, str | None]) -> None:
    """Keep the details of one's own staff current (K3.4). Raises: Avvisning."""
    andra(har.motor, som, person, uppgifter)
