"""The start page: what somebody owes, in the order of its frist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET
from domain.kapitel.kontakt.veckokontakt import VECKOKONTAKT
from domain.processer.process import Processbevakning
from persistence.arende.att_gora import arbetslista
from persistence.arende.att_gora.arbetslista import Bandinnehall, Uppgift
from persistence.arende.att_gora.urvalet import OPPNA_BAND, Band, Ordning, Urval, Vy
from persistence.journal.dagens_moten import Dagsmote, dagens_moten
from persistence.process import processlasning

PER_BAND = 15
"""Rows of each band on the start page; the rest are a click away."""
PER_SIDA = 50
SISTA_SIDA = 20
"""Further than this nobody leafs: there are filters."""
ORDNINGAR: tuple[Ordning, ...] = ("frist", "kund", "vad", "insats", "anordnare")

VYER: Mapping[Roll, tuple[Vy, ...]] = {
    Roll.KARRIARVAGLEDARE: ("mina", "alla", "ingens", "klara"),
    Roll.ANORDNARE: ("mina", "egna", "klara"),
    Roll.ARBETSLEDARE: ("mina", "ingens", "kv_sena", "anordnare_sena", "klara"),
}
"""The views that a role has; others have their own alone."""


@dataclass(frozen=True, slots=True)
class Arbetslista:
    """One's list.

    Attributes:
        antal: view → how many are awaited in it, at most ``RAKNAR_TILL``.
        processer: what is awaited beside the cases: the process's id and the bevakning.
        anordnare, slag: what may be filtered by.
    """

    urval: Urval
    vyer: Sequence[Vy]
    antal: Mapping[Vy, int]
    band: Sequence[Bandinnehall]
    processer: Sequence[tuple[str, Processbevakning]]
    anordnare: Sequence[str]
    slag: Sequence[str]


def vyer_for(som: Aktor) -> tuple[Vy, ...]:
    """The views that a role has, what is one's own first."""
    return VYER.get(som.roll, ("mina",))


def ordningar(som: Aktor) -> tuple[Ordning, ...]:
    """What one may have one's list in the order of: by name only who reads names, by anordnare only who has several."""
    utan = {"kund"} if som.roll not in LASER_REGISTRET else set()
    utan |= {"anordnare"} if som.roll is Roll.ANORDNARE else set()
    return tuple(o for o in ORDNINGAR if o not in utan)


def sista_sidan(urval: Urval) -> int:
    """The last page of a band."""
    return SISTA_SIDA if urval.ordning == "frist" else arbetslista.ORDNAR_BLAND // PER_SIDA


def lista(
    motor: Engine, som: Aktor, urval: Urval, idag: date, *, band: Band | None = None, sida: int = 1,
    mina: int | None = None,
) -> Arbetslista:  # fmt: skip
    """The list, every band a little; or a page of one band. ``mina`` is how many wait in one's own view, where the page
    has counted them already.

    Raises:
        Avvisning: K0.8, a view that is not the role's, or a page beyond the last.
    """
    vyer = vyer_for(som)
    if urval.vy not in vyer:
        raise Avvisning("K0.8", f"din roll har vyerna {', '.join(vyer)}", "vy")
    if urval.ordning not in ordningar(som):
        raise Avvisning("K0.8", f"din roll ordnar efter {', '.join(ordningar(som))}", "ordning")
    if not 1 <= sida <= sista_sidan(urval):
        raise Avvisning("K0.8", f"sidorna är 1–{sista_sidan(urval)}; filtrera för att se färre", "sida")
    vilka: tuple[Band, ...] = (band,) if band else ("klara",) if urval.vy == "klara" else OPPNA_BAND
    kanda: dict[Vy, int] = {} if mina is None else {"mina": mina}
    raknade = [v for v in vyer if v != "klara" and v not in kanda]
    per_sida = PER_SIDA if band else PER_BAND
    listan = arbetslista.allt(motor, som, urval, idag, band=vilka, per_sida=per_sida, sida=sida, vyer=raknade)
    visar_processer = urval.vy == "mina" and band is None and not (urval.slag or urval.anordnare)
    return Arbetslista(
        urval=urval,
        vyer=vyer,
        antal={**listan.antal, **kanda},
        band=listan.band,
        processer=processlasning.bevakningar(motor, som, antal=PER_SIDA) if visar_processer else (),
        anordnare=listan.anordnare,
        slag=listan.slag,
    )


@dataclass(frozen=True, slots=True)
class Dagen:
    """What one asks before any click: whom one is to meet today, and what happens if one does nothing.

    Attributes:
        moten: today's.
        idag, veckan: how many frister pass at the end of today, and of the week after that; ``forst`` is the next one.
        utan_kontakt: an anordnare's kunder with whom the week's contact is still awaited (K7.2).
    """

    moten: Sequence[Dagsmote]
    idag: int
    veckan: int
    forst: Uppgift | None
    utan_kontakt: int = 0


def dagen(motor: Engine, som: Aktor, lista: Arbetslista, idag: date) -> Dagen:
    """The day, beside one's own list. Raises: DatabasFel."""
    snart = {b.band: b for b in lista.band if b.band in ("i_dag", "veckan")}
    kontakter = Urval("mina", VECKOKONTAKT.namn)
    utan = som.roll is Roll.ANORDNARE and arbetslista.hur_manga(motor, som, kontakter, idag, ("i_dag", "veckan"))
    return Dagen(
        utan_kontakt=int(utan),
        moten=dagens_moten(motor, som, idag),
        idag=snart["i_dag"].antal,
        veckan=snart["veckan"].antal,
        forst=next((u for b in snart.values() for u in b.rader), None),
    )
