"""The payment months as those who pay, attest and are paid see them (K14.6): two people, never the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.attest import AterlamnaBetalning, AttesteraBetalning, ForberedBetalning
from domain.processer.betalningsmanad.lage import REGEL, SER
from domain.tid.manad import Manad, forsta
from persistence.betalning import lasning
from persistence.betalning.lasning import InnehallenRad, Manadsprocess, Manadstotal
from persistence.betalning.stangning import Anordnartotal, Stangning
from persistence.insyn import tillgang
from persistence.journal.dokument import Dokument
from starter.tjanster.betalning import betalningsinsyn

FLEST_INNEHALLNA = 200
"""Rows of what is held that a page shows; the files hold them all."""


@dataclass(frozen=True, slots=True)
class Manadsblad:
    """A closed month. ``mojliga`` are the kommandon that one may say to it now.

    ``innehallna`` are the first of what is held; ``tysta`` all whose case did not answer, to those who see the whole.
    """

    manad: Manad
    status: str
    stangd: Stangning
    totaler: Sequence[Anordnartotal]
    innehallna: Sequence[InnehallenRad]
    tysta: Sequence[InnehallenRad]
    anteckningar: Sequence[Dokument]
    process: Mapping[str, Any]
    mojliga: Sequence[str]


def manader(
    motor: Engine, som: Aktor, *, fore: Manad | None = None, antal: int | None = None
) -> list[tuple[Manadstotal, str]]:
    """The closed months, latest first, with how each stands; to an anordnare its own of those that are attested.

    Args:
        fore: only those before this month; ``antal`` at most so many.

    Raises: Avvisning, to a role that has no part in payments.
    """
    egen = som.organisation if som.roll is Roll.ANORDNARE else None
    if egen is None:
        betalningsinsyn.prova_roll(som)
    tillgang.prova_tillgang(motor, som)
    lagen = {m: status(p) for m, p in lasning.processer(motor).items()}
    bara = None if egen is None else [m for m, s in lagen.items() if s == "attesterad"]
    rader = lasning.manader(motor, egen, bara=bara, fore=fore, antal=antal)
    return [(m, lagen.get(m.manad, "stangd")) for m in rader]


def som_stangs(motor: Engine, som: Aktor) -> list[Manad]:
    """The months whose closing is under way; none to an anordnare. Raises: Avvisning, as ``manader``."""
    if som.roll is Roll.ANORDNARE:
        return []
    betalningsinsyn.prova_roll(som)
    return [p.manad for p in lasning.processer(motor).values() if p.status == "stangs"]


def en_manad(motor: Engine, som: Aktor, manad: str) -> Manadsblad:
    """A closed month. Raises: Avvisning, for one that is not closed or not one's to see."""
    try:
        forsta(manad)
    except ValueError:
        raise Avvisning(REGEL, "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
    if som.roll is Roll.ANORDNARE:
        u = betalningsinsyn.en_del(motor, manad, str(som.organisation), som)
        totaler: Sequence[Anordnartotal] = (u.total,)
        innehallna = _nagra(u.innehallna())
    else:
        betalningsinsyn.prova_hela(motor, manad, som)
        innehallna = _nagra(lasning.innehallna(motor, manad))
        totaler = ()
    stangd, process = lasning.stangning(motor, manad), lasning.process_for(motor, manad)
    assert stangd is not None, "what is not closed has been refused"
    tysta = stangd.ej_svarat and som.roll in SER
    data: Mapping[str, Any] = process.data if process else {}
    return Manadsblad(
        manad=manad, status=status(process), stangd=stangd, totaler=totaler or stangd.totaler, innehallna=innehallna,
        tysta=[h for h in lasning.innehallna(motor, manad) if h.status == "ej_svarat"] if tysta else [],
        anteckningar=lasning.anteckningar(motor, manad) if som.roll in SER else (),
        process=data, mojliga=_mojliga(som, status(process), data),
    )  # fmt: skip


def manaden_fore(motor: Engine, som: Aktor, manad: Manad) -> tuple[Manad, Mapping[str, Decimal]] | None:
    """The closed month before, and what each anordnare was paid in it; to those who see whole months, else None.

    Raises: DatabasFel.
    """
    if som.roll is Roll.ANORDNARE:
        return None
    tidigare = next((m.manad for m in lasning.manader(motor) if m.manad < manad), None)
    stangd = lasning.stangning(motor, tidigare) if tidigare else None
    if tidigare is None or stangd is None:
        return None
    return tidigare, {t.anordnare: t.att_betala for t in stangd.totaler}


def _nagra(rader: Any) -> list[InnehallenRad]:
    return [r for _, r in zip(range(FLEST_INNEHALLNA), rader, strict=False)]


def _mojliga(som: Aktor, laget: str, data: Mapping[str, Any]) -> list[str]:
    """By the kommandon's own roles, and that nobody attests what they have prepared."""
    if laget == "stangd" and som.roll in ForberedBetalning.roller:
        return ["forbered_betalning"]
    if laget != "forberedd":
        return []
    forberedde = Aktor.tolka((data.get("forberedd") or {}).get("av", str(som)))
    svar = []
    if som.roll in AttesteraBetalning.roller and not samma_person(forberedde.id, som.id):
        svar.append("attestera_betalning")
    if som.roll in AterlamnaBetalning.roller:
        svar.append("aterlamna_betalning")
    return svar


def status(process: Manadsprocess | None) -> str:
    """How a closed month stands; its process may not have got to note that it is."""
    return "stangd" if process is None or process.status == "stangs" else process.status
