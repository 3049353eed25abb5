"""The start page: what somebody owes, in the order of its frist, with the name of the one it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.bemanning import BEMANNING
from domain.processer.process import Processbevakning
from persistence.arende import arbetslista
from persistence.arende.arbetslista import OPPNA_BAND, RAKNAR_TILL, Band, Bandinnehall, Uppgift, Urval, Vy
from persistence.journal.dagens_moten import Dagsmote, dagens_moten
from persistence.meddelanden import inkorg
from persistence.process import processlasning
from persistence.register.kund import kundlasning
from persistence.register.kund.kundlasning import Kundpost

PER_BAND = 15
"""Rows of each band on the start page; the rest are a click away."""
PER_SIDA = 50
KO = BEMANNING.namn
"""What an anordnare's queue waits for: the case is given to it, and it has staffed it with nobody yet (K6.2)."""
SISTA_SIDA = 20
"""Further than this nobody leafs: there are filters."""

VYER: Mapping[Roll, tuple[Vy, ...]] = {
    Roll.KARRIARVAGLEDARE: ("mina", "alla", "ingens", "klara"),
    Roll.ANORDNARE: ("mina", "klara"),
    Roll.ARBETSLEDARE: ("mina", "ingens", "kv_sena", "anordnare_sena", "klara"),
}
"""The views that a role has; others have their own alone."""


@dataclass(frozen=True, slots=True)
class Arbetslista:
    """One's list.

    Attributes:
        antal: view → how many are awaited in it, at most ``RAKNAR_TILL``.
        kunder: id → the kund as a list shows them.
        processer: what is awaited beside the cases: the process's id and the bevakning.
        anordnare, slag: what may be filtered by.
    """

    urval: Urval
    vyer: Sequence[Vy]
    antal: Mapping[Vy, int]
    band: Sequence[Bandinnehall]
    kunder: Mapping[str, Kundpost]
    processer: Sequence[tuple[str, Processbevakning]]
    anordnare: Sequence[str]
    slag: Sequence[str]


def vyer_for(som: Aktor) -> tuple[Vy, ...]:
    """The views that a role has, what is one's own first."""
    return VYER.get(som.roll, ("mina",))


def lista(
    motor: Engine, som: Aktor, urval: Urval, idag: date, *, band: Band | None = None, sida: int = 1
) -> Arbetslista:
    """The list, every band a little; or a page of one band.

    Raises:
        Avvisning: K0.8, a view that is not the role's, or a page beyond the last.
    """
    vyer = vyer_for(som)
    if urval.vy not in vyer:
        raise Avvisning("K0.8", f"din roll har vyerna {', '.join(vyer)}", "vy")
    if not 1 <= sida <= SISTA_SIDA:
        raise Avvisning("K0.8", f"sidorna är 1–{SISTA_SIDA}; filtrera för att se färre", "sida")
    vilka: tuple[Band, ...] = (band,) if band else ("klara",) if urval.vy == "klara" else OPPNA_BAND
    raknade = [v for v in vyer if v != "klara"]
    per_sida = PER_SIDA if band else PER_BAND
    listan = arbetslista.allt(motor, som, urval, idag, band=vilka, per_sida=per_sida, sida=sida, vyer=raknade)
    ider = {u.kund for b in listan.band for u in b.rader}
    visar_processer = urval.vy == "mina" and band is None and not (urval.slag or urval.anordnare)
    return Arbetslista(
        urval=urval,
        vyer=vyer,
        antal=listan.antal,
        band=listan.band,
        kunder=kundlasning.namn_pa(motor, som, ider),
        processer=processlasning.bevakningar(motor, som, antal=PER_SIDA) if visar_processer else (),
        anordnare=listan.anordnare,
        slag=listan.slag,
    )


@dataclass(frozen=True, slots=True)
class Menytal:
    """What the menu counts, each no further than ``RAKNAR_TILL``: what waits for one, what one has not read, and of an
    anordnare the cases that it is to staff (K6.2)."""

    att_gora: int
    olasta: int
    i_ko: int = 0


def menytal(motor: Engine, som: Aktor, idag: date) -> Menytal:
    """The counts of the menu. Raises: DatabasFel."""
    mina, i_ko = arbetslista.antal_mina(motor, som, idag, kon=KO if som.roll is Roll.ANORDNARE else None)
    vantar = mina + len(processlasning.bevakningar(motor, som, antal=RAKNAR_TILL))
    return Menytal(min(vantar, RAKNAR_TILL), inkorg.antal_olasta(motor, som, RAKNAR_TILL), i_ko)


@dataclass(frozen=True, slots=True)
class Dagen:
    """What one asks before any click: what is new, whom one is to meet today, and what happens if one does nothing.

    Attributes:
        moten: today's, with ``kunder`` as a list shows them.
        idag, veckan: how many frister pass at the end of today, and of the week after that; ``forst`` is the next one.
    """

    olasta: int
    moten: Sequence[Dagsmote]
    kunder: Mapping[str, Kundpost]
    idag: int
    veckan: int
    forst: Uppgift | None


def dagen(motor: Engine, som: Aktor, lista: Arbetslista, idag: date) -> Dagen:
    """The day, beside one's own list. Raises: DatabasFel."""
    moten = dagens_moten(motor, som, idag)
    snart = {b.band: b for b in lista.band if b.band in ("i_dag", "veckan")}
    return Dagen(
        olasta=inkorg.antal_olasta(motor, som, RAKNAR_TILL),
        moten=moten,
        kunder=kundlasning.namn_pa(motor, som, {m.kund for m in moten}),
        idag=snart["i_dag"].antal,
        veckan=snart["veckan"].antal,
        forst=next((u for b in snart.values() for u in b.rader), None),
    )
