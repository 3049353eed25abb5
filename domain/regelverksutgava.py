"""A new edition of the dated rules reaches a running case as a kommando (K14.1, K16.2).

The case keeps the rules it runs under in its own journal; what was decided under the old values stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.avvisning import Avvisning
from domain.insats import Insats, Status, med
from domain.kapitel import Fall, Handelse, Indata, Kapitel, Kommando
from domain.parter import Roll
from domain.regelverk import FelIRegelverk, Parameter, Regelverk, SaknarRegel
from domain.regelverkskontroll import kontrollera_helhet
from domain.regelverksrad import tolka_rad


class NyttVarde(Indata):
    """A later value of a known parameter; ``till`` empty means until further notice."""

    nyckel: str
    varde: int | str | tuple[str, ...] | tuple[tuple[str, str], ...]
    fran: date
    till: date | None = None


class InforRegelverk(Kommando):
    """Enter values of a new edition into a running case."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Inför en ny regelverksutgåva"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["infor_regelverk"] = "infor_regelverk"
    utgava: str = Field(min_length=1)
    varden: tuple[NyttVarde, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class RegelverkInfort(Handelse):
    utgava: str
    parametrar: tuple[Parameter, ...]
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
            yield tolka_rad(falt, _rad(parameter, v), falt)
        except FelIRegelverk as fel:
            raise Avvisning("K16.2", f"{fel.nyckel}: {fel.skal}", f"{falt}.varde") from None


def _en_per_nyckel(parametrar: Iterable[Parameter]) -> tuple[Parameter, ...]:
    """All values of a key together, as in an edition's file: which came first in the list must not matter."""
    samlade: dict[str, Parameter] = {}
    for p in parametrar:
        fore = samlade.get(p.nyckel)
        samlade[p.nyckel] = replace(p, varden=(*fore.varden, *p.varden)) if fore else p
    return tuple(samlade.values())


def _rad(p: Parameter, v: NyttVarde) -> dict[str, object]:
    """The value as a row of an edition's file, so that it is held against the same checks."""
    rad: dict[str, object] = {
        "nyckel": p.nyckel, "enhet": p.enhet, "paragraf": p.paragraf, "krav": p.krav, "status": p.status,
        "text": p.text, "fran": v.fran, "varde": _som_i_filen(v.varde),
    }  # fmt: skip
    return rad if v.till is None else rad | {"till": v.till}


def _som_i_filen(varde: object) -> object:
    if not isinstance(varde, tuple):
        return varde
    return dict(varde) if varde and isinstance(varde[0], tuple) else list(varde)


def _infor(i: Insats, k: InforRegelverk, fall: Fall) -> Iterator[Handelse]:
    parametrar = _en_per_nyckel(_parametrar(i.regelverk, k.varden))
    try:
        nytt = i.regelverk.tillfor(parametrar, k.utgava)
        kontrollera_helhet(nytt, {})
    except FelIRegelverk as fel:
        raise Avvisning("K16.2", f"{fel.nyckel}: {fel.skal}", "varden") from None
    if nytt == i.regelverk:
        raise Avvisning("K16.2", f"utgåvan {k.utgava} är redan införd", "utgava")
    yield RegelverkInfort(k.utgava, parametrar)


def _infordes(i: Insats, h: RegelverkInfort, tid: datetime) -> Insats:
    return med(i, regelverk=i.regelverk.tillfor(h.parametrar, h.utgava), regelverk_infort=tid)


KAPITEL = Kapitel(beslut={InforRegelverk: _infor}, foljder={RegelverkInfort: _infordes})
