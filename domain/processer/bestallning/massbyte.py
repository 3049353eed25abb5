"""§5.1, §13.2: all of one's cases move at once: a karriärvägledare leaves, or an anordnare ceases (K5.1, K13.4).

One order, carried out case by case: what one case refuses is told, and never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Medarbetarid, Namn
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor, Roll
from domain.processer.process import Effekt, Processbrev, Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando

AKTIVITET_FLYTTA = "flytta_arenden"
Sort = Literal["karriarvagledare", "anordnare"]
VISADE = 200
"""So many refusals are kept with the order; they are few, and each stands in its case's own answer."""


class BytAllaKarriarvagledare(Kommando):
    """Make ``till`` responsible for every case, and for every kund in the register, that ``fran`` is (§5.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    regel: ClassVar = "K5.1"
    rubrik: ClassVar = "Byt karriärvägledare i alla ärenden"

    kommando: Literal["byt_alla_karriarvagledare"] = "byt_alla_karriarvagledare"
    fran: Medarbetarid = Field(description="Karriärvägledaren som ansvarar nu.")
    till: Medarbetarid = Field(description="Karriärvägledaren som tar över.")


class BytAllaAnordnare(Kommando):
    """End every insats at ``fran`` on ``avslutsdatum``, and begin it anew at ``till`` the day after (§13.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.4"
    rubrik: ClassVar = "Byt anordnare i alla ärenden"

    kommando: Literal["byt_alla_anordnare"] = "byt_alla_anordnare"
    fran: Namn = Field(description="Anordnaren som har insatserna nu.")
    till: Namn = Field(description="Anordnaren som tar över.")
    avslutsdatum: date = Field(description="Sista dagen i insatsen.")
    samtal_datum: date = Field(description="Dagen för samtalet med anordnare och kund.")


class RegistreraFlytt(Kommando):
    """What the order came to; what the service says to itself. ``avvisade`` are pairs of case and reason."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K5.1"
    rubrik: ClassVar = "Massbytets utfall"

    flest: ClassVar = 50_000

    kommando: Literal["registrera_flytt"] = "registrera_flytt"
    flyttade: int = Field(description="Ärendena som flyttades.")
    avvisade: tuple[tuple[str, str], ...] = Field(description="Ärendena som inte kunde flyttas, med skälet.")
    antal_avvisade: int = Field(description="Hur många som inte kunde flyttas.")
    kunder: int = Field(default=0, description="Kunderna i registret som flyttades.")


@dataclass(frozen=True, slots=True)
class MassbyteBestallt(Handelse):
    """All of one's cases are to move (K5.1, K13.4)."""

    sort: Sort
    fran: str
    till: str
    av: str
    avslutsdatum: date | None = None
    samtal_datum: date | None = None
    slag: Literal["massbyte_bestallt"] = "massbyte_bestallt"


@dataclass(frozen=True, slots=True)
class MassbyteKlart(Handelse):
    """They have, but for those that refused; of these at most as many are named as a line holds."""

    flyttade: int
    avvisade: tuple[tuple[str, str], ...]
    antal_avvisade: int
    kunder: int = 0
    slag: Literal["massbyte_klart"] = "massbyte_klart"


@dataclass(frozen=True)
class Massbyte:
    """State: the order, and what it came to."""

    process: str
    order: MassbyteBestallt | None = None
    utfall: MassbyteKlart | None = None


def _besluta(
    m: Massbyte, k: BytAllaKarriarvagledare | BytAllaAnordnare | RegistreraFlytt, fall: Fall, r: Regelverk
) -> Iterator[Handelse]:
    if isinstance(k, RegistreraFlytt):
        yield MassbyteKlart(k.flyttade, k.avvisade[:VISADE], k.antal_avvisade, k.kunder)
        return
    if m.order:
        raise Avvisning(k.regel, "massbytet är redan beställt", "kommando")
    if k.fran == k.till:
        raise Avvisning(k.regel, "bytet ändrar ingenting", "till")
    if isinstance(k, BytAllaKarriarvagledare):
        yield MassbyteBestallt("karriarvagledare", k.fran, k.till, str(fall.av))
        return
    if k.samtal_datum > fall.idag:
        raise Avvisning("K0.6", "ligger i framtiden", "samtal_datum")
    yield MassbyteBestallt("anordnare", k.fran, k.till, str(fall.av), k.avslutsdatum, k.samtal_datum)


def _tillampa(m: Massbyte, h: MassbyteBestallt | MassbyteKlart, tid: datetime) -> Massbyte:
    return replace(m, order=h) if isinstance(h, MassbyteBestallt) else replace(m, utfall=h)


def _effekter(m: Massbyte) -> Iterator[Effekt]:
    if m.order and m.utfall is None:
        argument = {
            "sort": m.order.sort,
            "fran": m.order.fran,
            "till": m.order.till,
            "av": m.order.av,
            "avslutsdatum": str(m.order.avslutsdatum) if m.order.avslutsdatum else None,
            "samtal_datum": str(m.order.samtal_datum) if m.order.samtal_datum else None,
        }
        yield Effekt("flytta", AKTIVITET_FLYTTA, argument, f"flyttar ärenden från {m.order.fran} till {m.order.till}")


def _brev(m: Massbyte, h: Handelse) -> Iterator[Processbrev]:
    if isinstance(h, MassbyteKlart) and m.order:
        regel = "K5.1" if m.order.sort == "karriarvagledare" else "K13.4"
        kvar = f", {h.antal_avvisade} kunde inte flyttas" if h.antal_avvisade else ""
        kunder = f", {numerus(h.kunder, 'kund', 'kunder')} i registret med" if h.kunder else ""
        hur = f"{h.flyttade} flyttade{kvar}{kunder}"
        text = f"Massbytet från {m.order.fran} till {m.order.till} är klart: {hur} ({regel})"
        av = Aktor.tolka(m.order.av)
        yield Processbrev(av.roll, av.id, regel, text)


def _rad(m: Massbyte) -> Processrad:
    assert m.order is not None, "the first line is the order"
    data = {"fran": m.order.fran, "till": m.order.till, "sort": m.order.sort}
    if m.utfall:
        data |= {"flyttade": str(m.utfall.flyttade), "avvisade": str(m.utfall.antal_avvisade)}
        data |= {"kunder": str(m.utfall.kunder)} if m.utfall.kunder else {}
    rubrik = f"Ärenden från {m.order.fran} till {m.order.till}"
    return Processrad("klart" if m.utfall else "pagar", None, None, rubrik, data)


def _far_se(m: Massbyte, aktor: Aktor) -> bool:
    return aktor.roll in (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SYSTEM)


MASSBYTE = Processrutin(
    slag="massbyte",
    namn="massbyte",
    regel="K5.1",
    tillstand=Massbyte,
    borjan=Massbyte,
    kommandon=(BytAllaKarriarvagledare, BytAllaAnordnare, RegistreraFlytt),
    borjar=(BytAllaKarriarvagledare, BytAllaAnordnare),
    handelser=(MassbyteBestallt, MassbyteKlart),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=lambda m: m.utfall is not None,
    far_se=_far_se,
    brev=_brev,
    effekter=_effekter,
)
