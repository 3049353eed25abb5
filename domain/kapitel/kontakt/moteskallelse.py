"""§7.5: a follow-up meeting is called, moved and cancelled; that it was held stands in ``uppfoljning`` (K7.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import KONTAKTFORM
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Moteskallelse
from domain.kapitel.kontakt.sekretess import Motesform
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening


class KallaTillUppfoljningsmote(Kommando):
    """Call the parties to a follow-up meeting on a day (§7.5)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K7.7"
    rubrik: ClassVar = "Kalla till uppföljningsmöte"
    tillstand: ClassVar = (Status.PAGAR,)

    kommando: Literal["kalla_till_uppfoljningsmote"] = "kalla_till_uppfoljningsmote"
    datum: date = Field(description="Dagen för mötet.")
    form: Motesform = "personligt"
    innehall: Text | None = Field(default=None, description="Tid, plats och vad mötet ska handla om.")


class FlyttaUppfoljningsmote(Kommando):
    """Move a meeting that the parties have been called to (§7.5)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K7.7"
    rubrik: ClassVar = "Flytta ett uppföljningsmöte"
    tillstand: ClassVar = (Status.PAGAR,)

    kommando: Literal["flytta_uppfoljningsmote"] = "flytta_uppfoljningsmote"
    fran: date = Field(description="Dagen som mötet skulle ha hållits.")
    till: date = Field(description="Den nya dagen.")
    motivering: Text = Field(description="Motivering.")


class StallInUppfoljningsmote(Kommando):
    """Cancel a meeting that the parties have been called to; what the uppdrag decides is awaited as before (§7.5)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K7.7"
    rubrik: ClassVar = "Ställ in ett uppföljningsmöte"
    tillstand: ClassVar = (Status.PAGAR,)

    kommando: Literal["stall_in_uppfoljningsmote"] = "stall_in_uppfoljningsmote"
    datum: date = Field(description="Dagen som mötet skulle ha hållits.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class UppfoljningsmoteKallat(Handelse):
    """Both are called to a follow-up meeting."""

    datum: date
    form: str
    slag: Literal["uppfoljningsmote_kallat"] = "uppfoljningsmote_kallat"


@dataclass(frozen=True, slots=True)
class UppfoljningsmoteFlyttat(Handelse):
    """The meeting is on another day."""

    fran: date
    till: date
    slag: Literal["uppfoljningsmote_flyttat"] = "uppfoljningsmote_flyttat"


@dataclass(frozen=True, slots=True)
class UppfoljningsmoteInstallt(Handelse):
    """The meeting is called off."""

    datum: date
    slag: Literal["uppfoljningsmote_installt"] = "uppfoljningsmote_installt"


def _kalla(i: Insats, k: KallaTillUppfoljningsmote, fall: Fall) -> Iterator[Handelse]:
    _prova_dagen(i, k.datum, fall, "datum")
    yield UppfoljningsmoteKallat(k.datum, k.form)


def _flytta(i: Insats, k: FlyttaUppfoljningsmote, fall: Fall) -> Iterator[Handelse]:
    if not (_finns(i, k.fran, fall, "fran")):
        return
    _prova_dagen(i, k.till, fall, "till")
    yield UppfoljningsmoteFlyttat(k.fran, k.till)


def _stall_in(i: Insats, k: StallInUppfoljningsmote, fall: Fall) -> Iterator[Handelse]:
    if _finns(i, k.datum, fall, "datum"):
        yield UppfoljningsmoteInstallt(k.datum)


def _prova_dagen(i: Insats, dag: date, fall: Fall, falt: str) -> None:
    """That a meeting can be called to that day: ahead, within the insats, and none is called to it already.

    Raises: Avvisning, K7.7.
    """
    if dag < fall.idag:
        raise Avvisning("K7.7", f"{dag} har redan varit; ett möte som har hållits registreras", falt)
    if not fall.om and (i.insatsperiod is None or not i.insatsperiod.innehaller(dag)):
        raise Avvisning("K7.7", "mötet ligger utanför insatsen", falt)
    if any(m.datum == dag for m in i.kallelser):
        raise Avvisning("K7.7", f"parterna är redan kallade till ett möte den {dag}", falt)


def _finns(i: Insats, dag: date, fall: Fall, falt: str) -> bool:
    """Whether a call to that day stands, and the meeting has not been held.

    Raises: Avvisning, K7.7; False instead where what it rests on has been struck (K0.7).
    """
    kallat = any(m.datum == dag for m in i.kallelser)
    hallet = any(m.datum == dag for m in i.uppfoljningsmoten)
    if kallat and not hallet:
        return True
    if fall.star:
        return False
    skal = f"mötet den {dag} är redan hållet" if hallet else f"parterna är inte kallade till något möte den {dag}"
    raise Avvisning("K7.7", skal, falt)


def kommande_moten(i: Insats, pa: date) -> tuple[Moteskallelse, ...]:
    """The meetings that the parties are called to, from a day on and not yet held, soonest first."""
    hallna = {m.datum for m in i.uppfoljningsmoten}
    return tuple(sorted((m for m in i.kallelser if m.datum >= pa and m.datum not in hallna), key=lambda m: m.datum))


def _kallades(i: Insats, h: UppfoljningsmoteKallat, tid: datetime) -> Insats:
    return med(i, kallelser=(*i.kallelser, Moteskallelse(tid, h.datum, h.form)))


def _flyttades(i: Insats, h: UppfoljningsmoteFlyttat, tid: datetime) -> Insats:
    nya = tuple(replace(m, datum=h.till, tid=tid) if m.datum == h.fran else m for m in i.kallelser)
    return med(i, kallelser=nya)


def _stalldes_in(i: Insats, h: UppfoljningsmoteInstallt, tid: datetime) -> Insats:
    return med(i, kallelser=tuple(m for m in i.kallelser if m.datum != h.datum))


def _till_parterna(text: str) -> Iterator[Brev]:
    for roll in (Roll.ANORDNARE, Roll.KUND):
        yield Brev(roll, "K7.7", f"{text} (§7.5, K7.7)")


def _brev_kallat(i: Insats, h: UppfoljningsmoteKallat) -> Iterator[Brev]:
    return _till_parterna(f"Kallelse till uppföljningsmöte {h.datum}, {KONTAKTFORM[h.form]}")


def _brev_flyttat(i: Insats, h: UppfoljningsmoteFlyttat) -> Iterator[Brev]:
    return _till_parterna(f"Uppföljningsmötet {h.fran} är flyttat till {h.till}")


def _brev_installt(i: Insats, h: UppfoljningsmoteInstallt) -> Iterator[Brev]:
    return _till_parterna(f"Uppföljningsmötet {h.datum} är inställt")


KAPITEL = Kapitel(
    beslut={
        KallaTillUppfoljningsmote: _kalla,
        FlyttaUppfoljningsmote: _flytta,
        StallInUppfoljningsmote: _stall_in,
    },
    foljder={
        UppfoljningsmoteKallat: Foljd(
            _kallades,
            mening=lambda h: Mening(f"Kallelse till uppföljningsmöte {h.datum}, {KONTAKTFORM[h.form]}", "K7.7"),
            brev=_brev_kallat,
        ),
        UppfoljningsmoteFlyttat: Foljd(
            _flyttades,
            mening=lambda h: Mening(f"Uppföljningsmötet {h.fran} är flyttat till {h.till}", "K7.7"),
            brev=_brev_flyttat,
        ),
        UppfoljningsmoteInstallt: Foljd(
            _stalldes_in,
            mening=lambda h: Mening(f"Uppföljningsmötet {h.datum} är inställt", "K7.7", "sen"),
            brev=_brev_installt,
        ),
    },
)
