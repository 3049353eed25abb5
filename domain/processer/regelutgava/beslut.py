"""§14.1: whether decided values can be taken, and who may sign them (K16.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from domain.grund.avvisning import Avvisning
from domain.processer.regelutgava.kommandon import (
    REGEL,
    AttesteraVarden,
    DraTillbakaVarden,
    ForeslaCheckbelopp,
    ForeslaVarden,
    RegistreraInforande,
    par,
)
from domain.processer.regelutgava.lage import (
    Regelutgava,
    UtgavaInford,
    VardenAttesterade,
    VardenForeslagna,
    VardenTillbakadragna,
)
from domain.regler.beslut import las_varde, prova_nya
from domain.regler.rad import som_rad, tolka_rad
from domain.regler.regelverk import Parameter, Regelverk, SaknarRegel
from domain.regler.varde import FelIRegelverk, i_foljd
from domain.skeende.handelse import DORR_MED_FORARBETE, Fall, Handelse
from domain.skeende.kommando import Kommando


def besluta(u: Regelutgava, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    """Raises: Avvisning under K16.5."""
    if isinstance(k, ForeslaCheckbelopp | ForeslaVarden):
        if u.forslag:
            raise Avvisning(REGEL, "värdena är redan införda för attest", "kommando")
        yield _foresla(k, fall, r)
        return
    if u.forslag is None:
        raise Avvisning(REGEL, "det finns inga värden att ta ställning till", "kommando")
    if u.kontroll.aterlamnad:
        raise Avvisning(REGEL, "värdena är tillbakadragna; för in dem på nytt", "kommando")
    match k:
        case AttesteraVarden():
            u.kontroll.prova_attestera(fall.av, REGEL)
            yield VardenAttesterade(str(fall.av))
        case DraTillbakaVarden():
            u.kontroll.prova_aterlamna(REGEL)
            yield VardenTillbakadragna(str(fall.av))
        case RegistreraInforande():
            if u.status != "infors":
                raise Avvisning(REGEL, "värdena är inte attesterade", "kommando")
            yield UtgavaInford(k.hinder)


def _foresla(k: ForeslaCheckbelopp | ForeslaVarden, fall: Fall, r: Regelverk) -> VardenForeslagna:
    if k.till is not None and k.till < k.fran:
        raise Avvisning(REGEL, "sista dagen ligger före den första", "till")
    fall.prova_beteckning(k.utgava, "utgava")
    fall.prova_beteckning(k.beslut, "beslut")
    rader = list(k.rader())
    utgar = tuple(_utgar(k.utgar)) if isinstance(k, ForeslaVarden) else ()
    if not rader and not utgar:
        raise Avvisning(REGEL, "ange minst ett värde", "varden" if isinstance(k, ForeslaVarden) else "ami")
    parametrar = _parametrar(r, rader, k.fran, k.till)
    ersatta = tuple((p.nyckel, k.fran) for p in parametrar if _finns(r, p.nyckel, k.fran)) if k.rattelse else ()
    if utgar and not k.rattelse:
        raise Avvisning(REGEL, "säg varför beslutade värden stryks", "rattelse")
    if k.utgava in r.utgavor:
        raise Avvisning(REGEL, "en utgåva med det namnet finns redan; ge den nya ett eget", "utgava")
    try:
        prova_nya(r, parametrar, k.utgava, (*utgar, *ersatta))
    except FelIRegelverk as fel:
        raise Avvisning(REGEL, f"{fel.nyckel}: {fel.skal}", "varden") from None
    forslag = VardenForeslagna(k.utgava, k.beslut, parametrar, str(fall.av), (*utgar, *ersatta))
    if not fall.kraver(DORR_MED_FORARBETE):
        return forslag
    dagar = r.tal("regelutgava.attest_arbetsdagar", fall.idag)
    return replace(
        forslag, arbetsdagar=dagar, paminns=time.fromisoformat(r.text_varde("paminnelse.klockslag", fall.idag))
    )


def _finns(r: Regelverk, nyckel: str, fran: date) -> bool:
    return any(v.fran == fran for v in r.parameter(nyckel).varden)


def _parametrar(r: Regelverk, rader: Iterable[tuple[str, str]], fran: date, till: date | None) -> tuple[Parameter, ...]:
    """Each value held against the checks of an edition's file. Raises: Avvisning."""
    samlade: dict[str, Parameter] = {}
    for nyckel, text in rader:
        try:
            p = r.parameter(nyckel)
            ny = tolka_rad("varden", som_rad(p, las_varde(nyckel, text), fran, till), nyckel)
            fore = samlade[nyckel].varden if nyckel in samlade else ()
            samlade[nyckel] = replace(ny, varden=i_foljd("varden", nyckel, (*fore, *ny.varden)))
        except SaknarRegel:
            raise Avvisning(REGEL, "regelverket har ingen sådan regel; nycklarna visas av insats regelverk", "varden") from None  # noqa: E501  # fmt: skip
        except FelIRegelverk as fel:
            raise Avvisning(REGEL, f"{fel.nyckel}: {fel.skal}", "varden") from None
    return tuple(samlade.values())


def _utgar(rader: Iterable[str]) -> Iterator[tuple[str, date]]:
    for n, rad in enumerate(rader):
        nyckel, dag = par(rad, f"utgar.{n}", "nyckel=första dag, till exempel checkbelopp.AMI=2025-01-01")
        try:
            yield nyckel, date.fromisoformat(dag)
        except ValueError:
            raise Avvisning(REGEL, "första dagen skrivs ÅÅÅÅ-MM-DD", f"utgar.{n}") from None
