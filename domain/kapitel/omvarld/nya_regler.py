"""A new edition of the dated rules reaches a running case as a kommando, and so does one put right (K14.1, K16.2).

The case keeps the rules it runs under in its own journal; what was decided under the old values stays. A value with the
first day of one that the case has was the right one all along, and takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.ersattning.rattat_belopp import ar_belopp, belopp_kom, brev_rattat, rattade_underlag
from domain.regler.provning import kontrollera_helhet
from domain.regler.rad import som_rad, tolka_rad
from domain.regler.regelverk import Parameter, Regelverk, SaknarRegel
from domain.regler.varde import FelIRegelverk, Varde
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Indata, Kommando
from domain.skeende.mening import Mening


class NyttVarde(Indata):
    """A later value of a known parameter, or the right one of its first day; no ``till``: until further notice."""

    nyckel: str
    varde: int | str | tuple[str, ...] | tuple[tuple[str, str], ...]
    fran: date
    till: date | None = None


class UtgangetVarde(Indata):
    """A value that should never have been, by its first day."""

    nyckel: str
    fran: date


class InforRegelverk(Kommando):
    """Enter values of a new edition into a running case, or values put right; ``utgar`` are those struck."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Inför en ny regelverksutgåva"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    flest: ClassVar = 10_000

    kommando: Literal["infor_regelverk"] = "infor_regelverk"
    utgava: str = Field(min_length=1, description="Utgåvans namn.")
    varden: tuple[NyttVarde, ...] = Field(default=(), description="Nya värden; anges i en fil (--fil).")
    utgar: tuple[UtgangetVarde, ...] = Field(
        default=(),
        description="Värden som aldrig skulle ha funnits, med nyckel och första dag; anges i en fil (--fil).",
    )


@dataclass(frozen=True, slots=True)
class RegelverkInfort(Handelse):
    """``ersatta`` are the parameters that had a value put right or struck (``utgar``), as they stood until then."""

    utgava: str
    parametrar: tuple[Parameter, ...]
    utgar: tuple[tuple[str, date], ...] = ()
    ersatta: tuple[Parameter, ...] = ()
    slag: Literal["regelverk_infort"] = "regelverk_infort"


def _parametrar(regelverk: Regelverk, varden: tuple[NyttVarde, ...]) -> Iterator[Parameter]:
    for n, v in enumerate(varden):
        falt = f"varden.{n}"
        try:
            parameter = regelverk.parameter(v.nyckel)
        except SaknarRegel:
            raise Avvisning("K16.2", f"regelverket har ingen regel {v.nyckel}", f"{falt}.nyckel") from None
        if v.till is not None and v.till < v.fran:
            raise Avvisning("K16.2", "sista dagen ligger före den första", f"{falt}.till")
        try:
            yield tolka_rad(falt, som_rad(parameter, v.varde, v.fran, v.till), falt)
        except FelIRegelverk as fel:
            raise Avvisning("K16.2", f"{fel.nyckel}: {fel.skal}", f"{falt}.varde") from None


def _en_per_nyckel(parametrar: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """All values of a key together, as in an edition's file: which came first in the list must not matter."""
    samlade: dict[str, Parameter] = {}
    for p in parametrar:
        fore = samlade.get(p.nyckel)
        samlade[p.nyckel] = replace(p, varden=(*fore.varden, *p.varden)) if fore else p
    return tuple(samlade.values())


def _infor(i: Insats, k: InforRegelverk, fall: Fall) -> Iterator[Handelse]:
    if not k.varden and not k.utgar:
        raise Avvisning("K16.2", "ange minst ett värde", "varden")
    parametrar = _en_per_nyckel(_parametrar(i.regelverk, k.varden))
    utgar = tuple((u.nyckel, u.fran) for u in k.utgar)
    try:
        nytt = i.regelverk.rattat(parametrar, k.utgava, utgar)
        kontrollera_helhet(nytt, {})
    except FelIRegelverk as fel:
        raise Avvisning("K16.2", f"{fel.nyckel}: {fel.skal}", "varden") from None
    if nytt == i.regelverk:
        raise Avvisning("K16.2", f"utgåvan {k.utgava} är redan införd", "utgava")
    yield RegelverkInfort(k.utgava, parametrar, utgar, tuple(_ersatta(i.regelverk, nytt)))


def _ersatta(fore: Regelverk, efter: Regelverk) -> Iterator[Parameter]:
    """The parameters that lose what they said of a first day; one that only ends where the next begins does not."""
    for p in fore.parametrar:
        nu = {v.fran: v for v in efter.parameter(p.nyckel).varden}
        if any(v.fran not in nu or _sade_annat(v, nu[v.fran]) for v in p.varden):
            yield p


def _sade_annat(v: Varde, nu: Varde) -> bool:
    return v.varde != nu.varde or (v.till is not None and v.till != nu.till)


def _infordes(i: Insats, h: RegelverkInfort, tid: datetime) -> Insats:
    ny = med(i, regelverk=i.regelverk.rattat(h.parametrar, h.utgava, h.utgar), regelverk_infort=tid)
    if h.ersatta:
        ny = med(ny, ersatta_regler=(*i.ersatta_regler, *((tid, p) for p in h.ersatta)))
        ny = med(ny, underlag=rattade_underlag(i, ny))
    return med(ny, beloppen_kom={**i.beloppen_kom, **belopp_kom(i, ny, tid)})


def _brev(i: Insats, h: RegelverkInfort) -> Iterator[Brev]:
    return brev_rattat(i, h.ersatta)


def som_reglerna_var(i: Insats, tid: datetime) -> Regelverk:
    """The rules that a saying of an earlier instant was decided under: with what has been put right since then undone.

    What was right to decide then is not refused afterwards (K0.7). An amount is no ground to decide on, and stands as
    it is now.
    """
    fore: dict[str, Parameter] = {}
    for nar, p in i.ersatta_regler:
        if nar > tid and not ar_belopp(p):
            fore.setdefault(p.nyckel, p)
    return i.regelverk.med_parametrar(fore.values()) if fore else i.regelverk


def _mening(h: RegelverkInfort) -> Mening:
    if h.ersatta:
        rattade = ", ".join(p.nyckel for p in h.ersatta)
        return Mening(f"Värden i regelverket är rättade: {rattade} (utgåva {h.utgava})", "K16.2")
    return Mening(f"Ny regelverksutgåva är införd: {h.utgava}", "K16.2")


KAPITEL = Kapitel(
    beslut={InforRegelverk: _infor},
    foljder={
        RegelverkInfort: Foljd(_infordes, mening=_mening, brev=_brev),
    },
)
