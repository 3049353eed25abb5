"""§3.2: what is awaited of an anordnare by a day: reminded of, and passed (K0.8, K3.4, K16.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from domain.grund.parter import Roll
from domain.processer.anordnarakt.akt import Akt
from domain.processer.process import Processbevakning, Processutfall, processbenamning
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import VIKT_FRIST, Klockslag
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import datum, klockan, passerad


@dataclass(frozen=True, slots=True)
class AktPaminnelse(Handelse):
    """The anordnare was reminded of what is awaited of it."""

    nyckel: str
    frist: date
    slag: Literal["aktpaminnelse"] = "aktpaminnelse"


@dataclass(frozen=True, slots=True)
class AktfristPasserad(Handelse):
    """The day passed, and it had not come."""

    nyckel: str
    frist: date
    slag: Literal["aktfrist_passerad"] = "aktfrist_passerad"


def paminn(frist: date, fall: Fall, r: Regelverk) -> datetime | None:
    """K0.8: on the last arbetsdag before, or, if that is behind us, on the day itself; None if that is too.

    What is told long afterwards has no day before it: it may be the calendar's first.
    """
    nar = time.fromisoformat(r.text_varde("paminnelse.klockslag", fall.idag))
    if (pa_dagen := klockan(frist, nar)) < fall.nu:
        return None
    fore = klockan(arbetsdag_fore(frist), nar)
    return fore if fore >= fall.nu else pa_dagen


def tillampa(a: Akt, h: AktPaminnelse | AktfristPasserad) -> Akt:
    """The fold."""
    match h:
        case AktPaminnelse():
            return replace(a, paminda=a.paminda | {h.nyckel})
        case AktfristPasserad():
            return replace(a, passerade=a.passerade | {h.nyckel})


def bevakningar(a: Akt) -> Iterator[Processbevakning]:
    """An application for access of each who begins, and a confirmation of each set of conditions."""
    return (b for b, _ in _bevakade(a))


def _bevakade(a: Akt) -> Iterator[tuple[Processbevakning, datetime | None]]:
    """What is awaited, and when to remind of it."""
    for person, p in a.personal.items():
        if p.fran:
            # The frist is the first day itself, whatever day of the week that is.
            upphord = p.till is not None and p.ansokt is None
            yield _bevakning(a, "behorighetsansokan", person, "K3.4", p.anmald, p.fran, p.ansokt, upphord), p.paminn
    for namn, v in a.villkor.items():
        yield _bevakning(a, "villkorsbekraftelse", namn, "K16.2", v.skickat, v.frist, v.bekraftat), v.paminn


def _bevakning(
    a: Akt,
    slag: str,
    avser: str,
    regel: str,
    oppnad: datetime,
    frist: date,
    gjord: datetime | None,
    upphord: bool = False,
) -> Processbevakning:
    nyckel = f"{slag}:{avser}:{oppnad.isoformat()}"
    utfall: Processutfall = "forsenad" if nyckel in a.passerade else "oppen"
    if upphord:
        utfall = "upphord"
    elif gjord:
        utfall = "uppfylld" if datum(gjord) <= frist else "sen"
    return Processbevakning(
        nyckel, slag, regel, Roll.ANORDNARE, a.anordnare, oppnad, passerad(frist), frist, utfall, gjord
    )  # fmt: skip


def klockslag(a: Akt) -> Iterator[Klockslag]:
    """What is open is reminded of (K0.8), and passed."""
    for b, nar in _bevakade(a):
        if b.utfall != "oppen" or b.frist is None:
            continue
        text = f"{processbenamning(b.slag)} senast {b.frist} · {b.regel}"
        yield Klockslag(b.forfaller, VIKT_FRIST, b.nyckel, AktfristPasserad(b.nyckel, b.frist), text)
        if nar and b.nyckel not in a.paminda:
            nyckel = f"paminn:{b.nyckel}"
            yield Klockslag(nar, VIKT_FRIST, nyckel, AktPaminnelse(b.nyckel, b.frist), f"påminnelse: {text}")
