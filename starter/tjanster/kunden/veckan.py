"""The week of an anordnare's kunder on one page (§7.2, §10): what has been registered of each, and what more there is.

The daily work is a register, not a form a person: what is filled in for many is said to each case by itself, under an
id of its own, so that the same form sent twice says nothing twice, and what one case refuses stands in no other's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.ord import FRANVARO, KONTAKTFORM
from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.grund.slag import Status
from domain.kapitel.kontakt.veckokontakt import VECKOKONTAKT, vecka
from domain.liv.lagesbild import Insatsrad
from persistence.arende import lasning
from persistence.arende.att_gora import arbetslista
from persistence.arende.att_gora.urvalet import RAKNAR_TILL, Urval
from persistence.journal.veckans import Antecknat, antecknat

PER_SIDA = 15
"""Each day of each is a choice of ten: more would weigh more than a page may."""
_DAGAR = 5
REGEL = "K7.2"

VAL: Mapping[str, str] = {
    **{f"kontakt-{k}": f"Kontakt: {text}" for k, text in KONTAKTFORM.items()},
    **{f"franvaro-{k}": med_stor(text) for k, text in FRANVARO.items()},
    "uteblev": "Uteblev",
}
"""What may be registered of a kund and a day, and what it is called."""


@dataclass(frozen=True, slots=True)
class Kundvecka:
    """A case's week: what stands of each of its days, and whether a contact is still missing."""

    rad: Insatsrad
    dagar: Mapping[date, Sequence[Antecknat]]
    kontakt_saknas: bool


@dataclass(frozen=True, slots=True)
class Vecka:
    """A page of the week: its Monday, its weekdays that have been, the cases, and where the next page begins."""

    mandag: date
    dagar: Sequence[date]
    rader: Sequence[Kundvecka]
    saknas: int
    mer: str | None

    @property
    def namn(self) -> str:
        """``2024-W12``."""
        return vecka(self.mandag)


@dataclass(frozen=True, slots=True)
class Sagt:
    """What is to be said to a case: the kommando, what it is called, and the last part of its id."""

    arende: str
    data: Mapping[str, Any]
    text: str
    nyckel: str

    @property
    def falten(self) -> list[str]:
        """The fields of the form that it was filled in by."""
        forsta = date.fromisoformat(self.data.get("fran") or self.data["datum"])
        sista = date.fromisoformat(self.data.get("till") or f"{forsta}")
        dagar = [forsta + timedelta(days=n) for n in range((sista - forsta).days + 1)]
        return [*(f"d.{self.arende}.{dag}" for dag in dagar), f"orsak.{self.arende}"]


def veckan(motor: Engine, som: Aktor, mandag: date, idag: date, efter: str | None = None) -> Vecka:
    """A page of the cases under way, those without a contact first.

    Raises: Avvisning, K7.2, to another than an anordnare, or a week that has not begun.
    """
    prova_roll(som, frozenset({Roll.ANORDNARE}), REGEL)
    if mandag > idag:
        raise Avvisning(REGEL, "veckan har inte börjat", "vecka")
    sist = lasning.ett_arende(motor, som, efter) if efter else None
    efter_plats = (sist.senast, sist.arende) if sist else None
    rader = lasning.arenden(motor, som, status=str(Status.PAGAR), efter=efter_plats, antal=PER_SIDA + 1)
    mer = rader[PER_SIDA - 1].arende if len(rader) > PER_SIDA else None
    rader = rader[:PER_SIDA]
    fredag = min(mandag + timedelta(days=_DAGAR - 1), idag)
    sagt = antecknat(motor, som, [r.arende for r in rader], mandag, fredag)
    saknar = _utan_kontakt(motor, som, mandag, idag)
    dagar = [mandag + timedelta(days=n) for n in range((fredag - mandag).days + 1)]
    veckor = [Kundvecka(r, {d: sagt.get((r.arende, d), []) for d in dagar}, r.arende in saknar) for r in rader]
    return Vecka(mandag, dagar, sorted(veckor, key=lambda v: (not v.kontakt_saknas, v.rad.arende)), len(saknar), mer)


def nytt_sedan(
    motor: Engine, som: Aktor, sagt: Iterable[Sagt], sett: Mapping[str, int], mandag: date, idag: date
) -> dict[str, list[tuple[date, Antecknat]]]:
    """Case → what others have registered of its week since it was seen as far as the line ``sett``, of those that
    something is to be said to: two may fill in the same week."""
    arenden = {s.arende for s in sagt} & sett.keys()
    noterat = antecknat(motor, som, arenden, mandag, min(mandag + timedelta(days=_DAGAR - 1), idag)) if arenden else {}
    svar: dict[str, list[tuple[date, Antecknat]]] = {}
    for (arende, dag), det in sorted(noterat.items()):
        nya = [(dag, x) for x in det if x.nr > sett[arende] and x.av != str(som)]
        if nya:
            svar.setdefault(arende, []).extend(nya)
    return svar


def _utan_kontakt(motor: Engine, som: Aktor, mandag: date, idag: date) -> set[str]:
    """The cases in which a contact of the week is still awaited; no further than a list counts."""
    if mandag + timedelta(days=7) <= idag:  # a week that has been is judged, and awaits nothing
        return set()
    urval = Urval("mina", VECKOKONTAKT.namn)
    band = arbetslista.las(motor, som, urval, idag, band=("i_dag", "veckan"), per_sida=RAKNAR_TILL)
    return {u.arende for b in band for u in b.rader if u.bevakning.avser == vecka(mandag)}


def att_saga(fyllt: Mapping[tuple[str, date], str], orsaker: Mapping[str, str]) -> list[Sagt]:
    """What has been filled in, as kommandon: days of the same absence that follow on each other are one.

    Args:
        fyllt: (case, day) → a key of ``VAL``; ``orsaker`` case → why it is absent.

    Raises: Avvisning, K10.0, an absence without a reason; K7.2, what is no choice.
    """
    svar: list[Sagt] = []
    for arende in sorted({a for a, _ in fyllt}):
        egna = sorted((dag, val) for (a, dag), val in fyllt.items() if a == arende)
        for val, dagar in _foljder(egna):
            if val not in VAL:
                raise Avvisning(REGEL, "välj något av alternativen", f"d.{arende}.{dagar[0]}")
            svar.append(_sagt(arende, val, dagar, orsaker.get(arende, "").strip()))
    return svar


def _foljder(egna: Iterable[tuple[date, str]]) -> Iterable[tuple[str, list[date]]]:
    """The choices in order, with the days that each is of; only an absence goes on from one day to the next."""
    svar: list[tuple[str, list[date]]] = []
    for dag, val in egna:
        if val.startswith("franvaro-") and svar and svar[-1][0] == val and dag - svar[-1][1][-1] == timedelta(days=1):
            svar[-1][1].append(dag)
        else:
            svar.append((val, [dag]))
    return svar


def _sagt(arende: str, val: str, dagar: Sequence[date], orsak: str) -> Sagt:
    sort, _, vilken = val.partition("-")
    nyckel = sha256(f"{arende} {dagar[0]} {val}".encode()).hexdigest()[:12]
    match sort:
        case "kontakt":
            data: dict[str, Any] = {"kommando": "registrera_kundkontakt", "datum": f"{dagar[0]}", "form": vilken}
        case "franvaro":
            if not orsak:
                raise Avvisning("K10.0", "skriv orsaken till frånvaron", f"orsak.{arende}")
            spann = {"fran": f"{dagar[0]}", "till": f"{dagar[-1]}"}
            data = {"kommando": "anmal_franvaro", "slag": vilken, **spann, "orsak": orsak}
        case _:
            data = {"kommando": "registrera_uteblivande", "datum": f"{dagar[0]}"}
    return Sagt(arende, data, VAL[val], nyckel)
