"""§3.2: new conditions, or a new edition of the rules, told to every anordnare by one order, or taken back from all
who have them (K16.2, K0.7).

One order, carried out record by record: what one record refuses is told, and never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Beteckning
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor, Roll
from domain.grund.text import Text
from domain.processer.process import Effekt, Processbrev, Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando

AKTIVITET_UTSKICK = "sag_till_anordnarna"
Sort = Literal["skicka", "aterkalla"]
SKOTER = (Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST)
"""Who may order; the same as may tell one anordnare."""


class SkickaVillkorTillAlla(Kommando):
    """Tell every anordnare that is authorised today, and has not been told, of the conditions (§3.2)."""

    roller: ClassVar = SKOTER
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Skicka nya villkor till alla anordnare"

    kommando: Literal["skicka_villkor_till_alla"] = "skicka_villkor_till_alla"
    villkor: Beteckning = Field(description="Villkorens beteckning.")
    galler_fran: date = Field(description="Första dagen som villkoren gäller.")


class AterkallaVillkorHosAlla(Kommando):
    """Take back conditions that were sent by mistake from every anordnare that has them (K0.7)."""

    roller: ClassVar = SKOTER
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Ta tillbaka villkor hos alla anordnare"

    kommando: Literal["aterkalla_villkor_hos_alla"] = "aterkalla_villkor_hos_alla"
    villkor: Beteckning = Field(description="Villkorens beteckning.")
    motivering: Text = Field(description="Motivering.")


class RegistreraUtskick(Kommando):
    """What the order came to; what the service says to itself. ``avvisade`` are pairs of anordnare and reason."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Utskickets utfall"

    flest: ClassVar = 10_000

    kommando: Literal["registrera_utskick"] = "registrera_utskick"
    sagda: tuple[str, ...] = Field(description="Anordnarna som har fått veta.")
    hade_redan: tuple[str, ...] = Field(description="Anordnarna som hade villkoren redan.")
    avvisade: tuple[tuple[str, str], ...] = Field(description="Anordnarna som inte kunde nås, med skälet.")


@dataclass(frozen=True, slots=True)
class UtskickBestallt(Handelse):
    """Conditions are to be told to all, or taken back."""

    sort: Sort
    villkor: str
    av: str
    dag: date
    galler_fran: date | None = None
    slag: Literal["utskick_bestallt"] = "utskick_bestallt"


@dataclass(frozen=True, slots=True)
class UtskickKlart(Handelse):
    """They are: to whom, who had them already, and who refused."""

    sagda: tuple[str, ...]
    hade_redan: tuple[str, ...]
    avvisade: tuple[tuple[str, str], ...]
    slag: Literal["utskick_klart"] = "utskick_klart"


@dataclass(frozen=True)
class Utskick:
    """State: the order, and what it came to."""

    process: str
    order: UtskickBestallt | None = None
    utfall: UtskickKlart | None = None


def _besluta(u: Utskick, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    match k:
        case RegistreraUtskick():
            yield UtskickKlart(k.sagda, k.hade_redan, k.avvisade)
        case SkickaVillkorTillAlla() | AterkallaVillkorHosAlla() if u.order:
            raise Avvisning(k.regel, "utskicket är redan beställt", "kommando")
        case SkickaVillkorTillAlla():
            fall.prova_beteckning(k.villkor, "villkor")
            yield UtskickBestallt("skicka", k.villkor, str(fall.av), fall.idag, k.galler_fran)
        case AterkallaVillkorHosAlla():
            yield UtskickBestallt("aterkalla", k.villkor, str(fall.av), fall.idag)


def _tillampa(u: Utskick, h: UtskickBestallt | UtskickKlart, tid: datetime) -> Utskick:
    return replace(u, order=h) if isinstance(h, UtskickBestallt) else replace(u, utfall=h)


def _effekter(u: Utskick) -> Iterator[Effekt]:
    if u.order and u.utfall is None:
        argument = {
            "sort": u.order.sort,
            "villkor": u.order.villkor,
            "av": u.order.av,
            "dag": str(u.order.dag),
            "galler_fran": str(u.order.galler_fran) if u.order.galler_fran else None,
        }
        vad = "skickar" if u.order.sort == "skicka" else "tar tillbaka"
        yield Effekt("utskick", AKTIVITET_UTSKICK, argument, f"{vad} villkoren {u.order.villkor}")


def _brev(u: Utskick, h: Handelse) -> Iterator[Processbrev]:
    if isinstance(h, UtskickKlart) and u.order:
        regel, vad = ("K16.2", "skickade till") if u.order.sort == "skicka" else ("K0.7", "återtagna hos")
        kvar = f", {len(h.avvisade)} kunde inte nås" if h.avvisade else ""
        text = f"Villkoren {u.order.villkor} är {vad} {numerus(len(h.sagda), 'anordnare', 'anordnare')}{kvar} ({regel})"
        av = Aktor.tolka(u.order.av)
        yield Processbrev(av.roll, av.id, regel, text)


def _rad(u: Utskick) -> Processrad:
    assert u.order is not None, "the first line is the order"
    data = {"villkor": u.order.villkor, "sort": u.order.sort}
    if u.utfall:
        data |= {"sagda": str(len(u.utfall.sagda)), "avvisade": str(len(u.utfall.avvisade))}
    vad = "till alla anordnare" if u.order.sort == "skicka" else "tas tillbaka"
    return Processrad("utskickat" if u.utfall else "skickas", None, None, f"Villkoren {u.order.villkor} {vad}", data)


def _far_se(u: Utskick, aktor: Aktor) -> bool:
    return aktor.roll in (*SKOTER, Roll.SYSTEM)


VILLKORSUTSKICK = Processrutin(
    slag="villkorsutskick",
    namn="utskick",
    regel="K16.2",
    tillstand=Utskick,
    borjan=Utskick,
    kommandon=(SkickaVillkorTillAlla, AterkallaVillkorHosAlla, RegistreraUtskick),
    borjar=(SkickaVillkorTillAlla, AterkallaVillkorHosAlla),
    handelser=(UtskickBestallt, UtskickKlart),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=lambda u: u.utfall is not None,
    far_se=_far_se,
    brev=_brev,
    effekter=_effekter,
)
