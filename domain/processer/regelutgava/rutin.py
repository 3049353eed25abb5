"""§14.1: decided values as a process: its chapters put together, its one effect, and who is told (K16.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.process import Effekt, Processbrev, Processrad, Processrutin
from domain.processer.regelutgava import attestvantan
from domain.processer.regelutgava.beslut import besluta
from domain.processer.regelutgava.kommandon import (
    REGEL,
    AttesteraVarden,
    DraTillbakaVarden,
    ForeslaCheckbelopp,
    ForeslaVarden,
    RegistreraInforande,
)
from domain.processer.regelutgava.lage import (
    AttestForsenad,
    AttestPaminnelse,
    Regelutgava,
    UtgavaInford,
    VardenAttesterade,
    VardenForeslagna,
    VardenTillbakadragna,
    tillampa,
)
from domain.regler.beslut import BeslutatVarde
from domain.skeende.handelse import Handelse

SLAG = "regelutgava"
AKTIVITET_INFOR = "infor_utgava"
SER = (Roll.EKONOM, Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST, Roll.SYSTEM)
"""Roles that see what is entered and decided."""


def beslutade(u: Regelutgava) -> list[BeslutatVarde]:
    """What was entered, value by value; struck ones that nothing takes the place of have no value."""
    f = u.forslag
    if f is None:
        return []
    nya = {(p.nyckel, v.fran): v for p in f.parametrar for v in p.varden}
    struket = [BeslutatVarde(f.utgava, f.beslut, n, fran, None, None) for n, fran in f.utgar if (n, fran) not in nya]
    return struket + [BeslutatVarde(f.utgava, f.beslut, n, v.fran, v.till, v.varde) for (n, _), v in nya.items()]


def _effekter(u: Regelutgava) -> Iterator[Effekt]:
    if u.status == "infors" and u.forslag:
        yield Effekt("inforande", AKTIVITET_INFOR, {"utgava": u.forslag.utgava}, f"inför utgåvan {u.forslag.utgava}")


def _brev(u: Regelutgava, h: Handelse) -> Iterator[Processbrev]:
    assert u.forslag is not None, "the first line is what was entered"
    vad = f"Utgåvan {u.forslag.utgava} (beslut {u.forslag.beslut})"
    match h:
        case VardenForeslagna():
            text = "är införd och väntar på attest av någon annan"
        case VardenTillbakadragna():
            text = "är tillbakadragen och gäller inte"
        case AttestPaminnelse() | AttestForsenad() if v := u.vantan:
            skulle = "skulle ha attesterats" if isinstance(h, AttestForsenad) else "ska attesteras"
            text = f"{skulle} senast {v.frist} av någon annan än {Aktor.tolka(u.forslag.av).id}"
        case UtgavaInford() if h.hinder:
            text = f"kunde inte införas: {h.hinder}"
        case UtgavaInford():
            text = "gäller; pågående ärenden får den i natt"
        case _:
            return
    roller = (Roll.EKONOM, Roll.ARBETSLEDARE)
    for roll in (*roller, Roll.SYSTEMSPECIALIST) if isinstance(h, UtgavaInford) else roller:
        yield Processbrev(roll, None, REGEL, f"{vad} {text} ({hanvisning(REGEL)})")


def _rad(u: Regelutgava) -> Processrad:
    assert u.forslag is not None, "the first line is what was entered"
    f, attest = u.forslag, u.kontroll.attesterad
    varden = [
        {
            "nyckel": b.nyckel, "fran": b.fran.isoformat(), "till": b.till.isoformat() if b.till else None,
            "varde": b.varde,
        }
        for b in beslutade(u)
    ]  # fmt: skip
    data = {
        "utgava": f.utgava, "beslut": f.beslut, "varden": varden, "forde_in": f.av,
        "attesterade": str(attest.av) if attest else None, "hinder": u.utfall.hinder if u.utfall else None,
    }  # fmt: skip
    return Processrad(u.status, None, None, f"Utgåva {f.utgava}, beslut {f.beslut}", data)


def _tillampa(u: Regelutgava, h: Handelse, tid: datetime) -> Regelutgava:
    if isinstance(h, AttestPaminnelse | AttestForsenad):
        return attestvantan.tillampa(u, h)
    return tillampa(u, h, tid)


def _far_se(_u: Regelutgava, aktor: Aktor) -> bool:
    return aktor.roll in SER


REGELUTGAVA = Processrutin(
    slag=SLAG,
    namn="utgava",
    borjar=(ForeslaCheckbelopp, ForeslaVarden),
    regel=REGEL,
    tillstand=Regelutgava,
    borjan=Regelutgava,
    kommandon=(ForeslaCheckbelopp, ForeslaVarden, AttesteraVarden, DraTillbakaVarden, RegistreraInforande),
    handelser=(
        VardenForeslagna,
        VardenAttesterade,
        VardenTillbakadragna,
        UtgavaInford,
        AttestPaminnelse,
        AttestForsenad,
    ),
    besluta=besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=lambda u: u.status in ("galler", "hindrad", "tillbakadragen"),
    far_se=_far_se,
    klockslag=attestvantan.klockslag,
    brev=_brev,
    bevakningar=attestvantan.bevakningar,
    effekter=_effekter,
)
