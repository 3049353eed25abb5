"""§14.1: the attest of decided values is awaited, reminded of and late as any bevakning (K0.8, K16.5).

What has been entered holds payments for as long as nobody has attested it (K14.1), so somebody else owes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from domain.grund.parter import Aktor, Roll
from domain.processer.process import Processbevakning, Processutfall
from domain.processer.regelutgava.kommandon import REGEL
from domain.processer.regelutgava.lage import AttestForsenad, AttestPaminnelse, Attestvantan, Regelutgava
from domain.skeende.klockslag import VIKT_FRIST, Klockslag
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import klockan, passerad

ATTEST: Literal["vardeattest"] = "vardeattest"
"""The kind of the bevakning."""


def klockslag(u: Regelutgava) -> Iterator[Klockslag]:
    """A reminder on the last arbetsdag before the frist, or on its day, and the frist passed (K0.8)."""
    if (v := _vantan(u)) is None or v.forsenad:
        return
    assert u.forslag is not None, "what is awaited has been entered"
    vad = f"attest av utgåvan {u.forslag.utgava} senast {v.frist} · {REGEL}"
    if not v.pamind:
        fore = klockan(arbetsdag_fore(v.frist), v.paminns)
        nar = fore if fore >= v.oppnad else klockan(v.frist, v.paminns)
        yield Klockslag(nar, VIKT_FRIST, f"paminnelse:{ATTEST}", AttestPaminnelse(), f"påminnelse: {vad}")
    yield Klockslag(passerad(v.frist), VIKT_FRIST, f"frist:{ATTEST}", AttestForsenad(), vad)


def bevakningar(u: Regelutgava) -> Iterator[Processbevakning]:
    """The attest, from when the values were entered; one of values that were taken back is awaited no more."""
    if (v := u.vantan) is None:
        return
    utfall: Processutfall = "forsenad" if v.forsenad else "oppen"
    klar: datetime | None = None
    if u.kontroll.attesterad:
        utfall, klar = ("sen" if v.forsenad else "uppfylld"), u.kontroll.attesterad.tid
    elif u.kontroll.aterlamnad:
        utfall = "upphord"
    yield Processbevakning(
        ATTEST, ATTEST, REGEL, Roll.EKONOM, None, v.oppnad, passerad(v.frist), v.frist, utfall, klar, _forde_in(u)
    )


def tillampa(u: Regelutgava, h: AttestPaminnelse | AttestForsenad) -> Regelutgava:
    """The fold."""
    assert u.vantan is not None, "only what is awaited is reminded of"
    if isinstance(h, AttestPaminnelse):
        return replace(u, vantan=replace(u.vantan, pamind=True))
    return replace(u, vantan=replace(u.vantan, forsenad=True))


def _forde_in(u: Regelutgava) -> str | None:
    """Who entered the values, and so does not attest them."""
    return Aktor.tolka(u.forslag.av).id if u.forslag else None


def _vantan(u: Regelutgava) -> Attestvantan | None:
    return u.vantan if u.status == "foreslagen" else None
