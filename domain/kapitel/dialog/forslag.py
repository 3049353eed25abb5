"""What the anordnare proposes and the KV decides: avslut, förlängning, annan insats, ändrat uppdrag.

The decision is the kommando that decides it (``besluta_avslut``, ``besluta_forlangning``, ``justera_uppdrag``), and
with it the proposal is settled. Refused, it has a reason. While an avslut is proposed, the payments that it would
change are held, and say so. A proposal lapses with the insats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.ord import FORSLAG
from domain.grund.ordval import i_ord
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Forslag
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

Sort = Literal["avslut", "forlangning", "annan_insats", "andrat_uppdrag"]

REGEL: dict[str, str] = {
    "avslut": "K13.1",
    "forlangning": "K11.1",
    "annan_insats": "K13.5",
    "andrat_uppdrag": "K6.4",
}
"""The krav that a proposal of each sort is decided under."""


class Foresla(Kommando):
    """Propose; a new proposal of the same sort takes the place of the old. ``avslutsdatum`` for an avslut."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K13.1"
    rubrik: ClassVar = "Föreslå avslut, förlängning, annan insats eller ändrat uppdrag"
    tillstand: ClassVar = (Status.PAGAR,)

    kommando: Literal["foresla"] = "foresla"
    sort: Sort = Field(description="Vad förslaget gäller.")
    avslutsdatum: date | None = Field(default=None, description="Sista dagen i insatsen.")
    motivering: Text = Field(description="Motivering.")


class AterkallaForslag(Kommando):
    """Withdraw a proposal that is not decided."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K13.1"
    rubrik: ClassVar = "Ta tillbaka ett förslag"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["aterkalla_forslag"] = "aterkalla_forslag"
    sort: Sort = Field(description="Vad förslaget gäller.")


class BesvaraForslag(Kommando):
    """Refuse a proposal, with the reason; it is granted by the decision itself (``besluta_avslut`` …).

    Another insats, which is decided in a case of its own, is granted here.
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    regel: ClassVar = "K13.1"
    rubrik: ClassVar = "Besvara ett förslag"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["besvara_forslag"] = "besvara_forslag"
    sort: Sort = Field(description="Vad förslaget gäller.")
    svar: Literal["avslag", "bifall"] = Field(default="avslag", description="Svaret.")
    motivering: Text = Field(description="Motivering.")

    def sags_av(self) -> tuple[Roll, ...]:
        """The roles that may make it."""
        return (_avgor(self.sort),)


@dataclass(frozen=True, slots=True)
class ForslagLamnat(Handelse):
    """A proposal is made; ``ersatter``: in the place of one that was not answered."""

    sort: Sort
    avslutsdatum: date | None
    ersatter: bool
    slag: Literal["forslag_lamnat"] = "forslag_lamnat"


@dataclass(frozen=True, slots=True)
class ForslagAvgjort(Handelse):
    """``hur``: withdrawn by the anordnare, refused, or (another insats) granted."""

    sort: Sort
    hur: Literal["aterkallat", "avslag", "bifall"]
    slag: Literal["forslag_avgjort"] = "forslag_avgjort"


def _foresla(i: Insats, k: Foresla, fall: Fall) -> Iterator[Handelse]:
    if (k.sort == "avslut") != (k.avslutsdatum is not None):
        vad = "ange avslutsdatum" if k.sort == "avslut" else "hör bara till ett förslag om avslut"
        raise Avvisning(REGEL[k.sort], vad, "avslutsdatum")
    if (
        not fall.om
        and k.avslutsdatum
        and i.uppdrag
        and not i.uppdrag.startdatum <= k.avslutsdatum < i.uppdrag.slutdatum
    ):
        raise Avvisning("K13.2", f"ska ligga inom insatsen, före {i.uppdrag.slutdatum}", "avslutsdatum")
    gammalt = i.forslag.get(k.sort)
    if gammalt and k.sort == "avslut" and gammalt.avslutsdatum == k.avslutsdatum:
        raise Avvisning(REGEL[k.sort], "samma förslag väntar redan på svar", "avslutsdatum")
    yield ForslagLamnat(k.sort, k.avslutsdatum, gammalt is not None)


def _krav_oppet(i: Insats, sort: Sort) -> None:
    if sort not in i.forslag:
        raise Avvisning(REGEL[sort], "det finns inget sådant förslag att avgöra", "sort")


def _aterkalla(i: Insats, k: AterkallaForslag, fall: Fall) -> Iterator[Handelse]:
    _krav_oppet(i, k.sort)
    yield ForslagAvgjort(k.sort, "aterkallat")


def _besvara(i: Insats, k: BesvaraForslag, fall: Fall) -> Iterator[Handelse]:
    _krav_oppet(i, k.sort)
    if (k.sort == "forlangning") != (fall.av.roll is Roll.ARBETSLEDARE):
        vem = "arbetsledaren" if k.sort == "forlangning" else "karriärvägledaren"
        raise Avvisning(REGEL[k.sort], f"förslaget avgörs av {vem}", "av")
    if k.svar == "bifall" and k.sort != "annan_insats":
        raise Avvisning(REGEL[k.sort], "förslaget bifalls genom beslutet självt", "svar")
    yield ForslagAvgjort(k.sort, k.svar)


def _lamnades(i: Insats, h: ForslagLamnat, tid: datetime) -> Insats:
    # A date that is proposed instead settles the one before: what that held is released from now on, not from before.
    avgjort = tid if h.ersatter else i.forslag_avgjort
    nummer = i.forslag_lamnade + 1
    namn, dagar = f"forslag-{h.sort.replace('_', '-')}-{nummer}", i.regelverk.tal("svar.arbetsdagar", datum(tid))
    nytt = Forslag(tid, h.avslutsdatum, namn, _avgor(h.sort), dagar)
    return med(i, forslag={**i.forslag, h.sort: nytt}, forslag_avgjort=avgjort, forslag_lamnade=nummer)


def _avgjordes(i: Insats, h: ForslagAvgjort, tid: datetime) -> Insats:
    if h.hur == "aterkallat":
        return med(i, forslag=i.utan_forslag(h.sort), forslag_avgjort=tid)
    return med(i, forslag_avgjort=tid, **i.med_svar(tid, h.sort))


def _avgor(sort: Sort) -> Roll:
    """Who decides a proposal, and so is told that it is made and that it is withdrawn."""
    return Roll.ARBETSLEDARE if sort == "forlangning" else Roll.KARRIARVAGLEDARE


def _brev_lamnat(i: Insats, h: ForslagLamnat) -> Iterator[Brev]:
    till = _avgor(h.sort)
    vad = i_ord(h.sort)
    nar = f" {h.avslutsdatum}" if h.avslutsdatum else ""
    nytt = "Ändrat förslag" if h.ersatter else "Förslag"
    yield Brev(till, REGEL[h.sort], f"{nytt} att ta ställning till: {vad}{nar} ({hanvisning(REGEL[h.sort])})")


_HUR = {"aterkallat": "är återkallat", "avslag": "är avslaget", "bifall": "är bifallet"}
"""What came of a proposal, as it is told."""


def _brev_avgjort(i: Insats, h: ForslagAvgjort) -> Iterator[Brev]:
    till = _avgor(h.sort) if h.hur == "aterkallat" else Roll.ANORDNARE
    yield Brev(till, REGEL[h.sort], f"Förslaget om {i_ord(h.sort)} {_HUR[h.hur]} ({hanvisning(REGEL[h.sort])})")


def _mening_lamnat(h: ForslagLamnat) -> Mening:
    nar = f" {h.avslutsdatum}" if h.avslutsdatum else ""
    nytt = "Ändrat förslag" if h.ersatter else "Förslag"
    return Mening(f"{nytt} om {FORSLAG[h.sort]}{nar}", REGEL[h.sort])


def _mening_avgjort(h: ForslagAvgjort) -> Mening:
    return Mening(f"Förslaget om {FORSLAG[h.sort]} {_HUR[h.hur]}", REGEL[h.sort])


KAPITEL = Kapitel(
    beslut={Foresla: _foresla, AterkallaForslag: _aterkalla, BesvaraForslag: _besvara},
    foljder={
        ForslagLamnat: Foljd(_lamnades, mening=_mening_lamnat, brev=_brev_lamnat),
        ForslagAvgjort: Foljd(_avgjordes, mening=_mening_avgjort, brev=_brev_avgjort),
    },
)
