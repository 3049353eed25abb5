"""What the clock raises in a bevakning: it opens, reminds, passes, moves and lapses (K0.8, K13.7).

Each is journaled, so that no bevakning is forgotten, and a late one is late for a reason that can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from domain.grund.kallor import hanvisning
from domain.grund.parter import BENAMNING, Roll
from domain.grund.slag import VANTAR, Utfall
from domain.insats.anteckningar import Oppnad, Passerad, Upphord
from domain.insats.bevakning import Bevakning, nycklar, ouppfyllda
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.skeende.handelse import Brev, Handelse
from domain.skeende.klockslag import VIKT_FRIST, VIKT_OPPNA, VIKT_UPPHOR, Klockslag
from domain.skeende.mening import Mening, Ton
from domain.tid.tidpunkt import datum, passerad

KOM_ALDRIG = "kom aldrig in"
"""Why a late bevakning ended with the case (K13.7): it counts as missing in the review."""


@dataclass(frozen=True, slots=True)
class _OmFrist(Handelse):
    """Which bevakning it is told of, whose it is, and by when."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    ansvarig: Roll
    frist: date


@dataclass(frozen=True, slots=True)
class BevakningOppnad(_OmFrist):
    """The clock raised that something is awaited (K0.8)."""

    slag: Literal["bevakning_oppnad"] = "bevakning_oppnad"


@dataclass(frozen=True, slots=True)
class PaminnelseSkickad(_OmFrist):
    """Whoever owes it was reminded (K0.8)."""

    slag: Literal["paminnelse_skickad"] = "paminnelse_skickad"


@dataclass(frozen=True, slots=True)
class FristPasserad(_OmFrist):
    """Midnight after the frist came, and it was not met, or was met late (K0.8)."""

    utfall: Literal["forsenad", "sen", "upphord"]
    slag: Literal["frist_passerad"] = "frist_passerad"


@dataclass(frozen=True, slots=True)
class BevakningUpphord(Handelse):
    """It is awaited no more: its ground fell away (K0.8)."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    skal: str
    slag: Literal["bevakning_upphord"] = "bevakning_upphord"


@dataclass(frozen=True, slots=True)
class FristAndrad(Handelse):
    """A frist that moved with the facts it rests on: the end date, the bemanning it waited for."""

    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    fran: date
    till: date
    slag: Literal["frist_andrad"] = "frist_andrad"


def klockslag(insats: Insats, bevakningar: Sequence[Bevakning]) -> Iterator[Klockslag]:
    """For each bevakning the one next thing the clock raises in it; and what has lapsed, at once.

    Of those that have yet to open by themselves only the nearest is given: one durable timer then suffices.
    """
    paminns = time.fromisoformat(insats.regelverk.text_varde("paminnelse.klockslag", insats.idag))
    planerade: list[tuple[datetime, Bevakning]] = []
    for b in ouppfyllda(bevakningar):
        utfall = b.utfall(insats)
        if utfall == "upphord" and _kan_komma_ater(insats, b.nyckel) and _lever(insats, b):
            planerade.append((insats.senast, b))  # it fell away, and has come back
        elif utfall == "planerad" and _lever(insats, b):
            planerade.append((b.oppnas, b))
        elif utfall in VANTAR:
            if (skal := _upphor(insats, b, utfall)) is not None:
                yield _upphora(b.nyckel, b.slag, b.avser, b.regel, insats.senast, skal)
            elif (var := insats.oppnade[b.nyckel].frist) != b.frist:
                andrad = FristAndrad(b.nyckel, b.slag, b.avser, b.regel, var, b.frist)
                yield Klockslag(insats.senast, VIKT_FRIST, b.nyckel, andrad)
            elif utfall == "oppen" and not b.vilar:
                yield _nasta(b, paminns, insats.paminda.get(b.nyckel) == b.frist)
    for nyckel in insats.oppnade.keys() - nycklar(bevakningar):
        if nyckel not in insats.upphorda and nyckel not in insats.avskrivna:
            o = insats.oppnade[nyckel]
            yield _upphora(nyckel, o.slag, o.avser, o.regel, insats.senast, "förutsättningen finns inte längre")
    if planerade:
        narmast = max(min(nar for nar, _ in planerade), insats.senast)
        yield from (_oppna(b, nar) for nar, b in planerade if nar <= narmast)


def _lever(insats: Insats, b: Bevakning) -> bool:
    """Whether it may still be awaited: while the insats goes on, and after its end what lives on or had passed."""
    return insats.avslutad is None or (
        insats.avslutsform != "aterkallad" and (b.typ.efter_slutet or b.har_passerat(insats))
    )


def _kan_komma_ater(insats: Insats, nyckel: str) -> bool:
    """Whether it fell away with its ground. What never came is not awaited again while the end stands (K13.7)."""
    upphord = insats.upphorda.get(nyckel)
    return upphord is not None and not (insats.avslutad and upphord.skal == KOM_ALDRIG)


def kom_aldrig(insats: Insats, b: Bevakning) -> Klockslag:
    """What is late, and nothing rests on, ends when all else in the case is settled (K13.7)."""
    return _upphora(b.nyckel, b.slag, b.avser, b.regel, insats.senast, KOM_ALDRIG)


@lru_cache(maxsize=16384)
def _oppna(b: Bevakning, nar: datetime) -> Klockslag:
    handelse = BevakningOppnad(b.nyckel, b.slag, b.avser, b.regel, b.ansvarig, b.frist)
    return Klockslag(nar, VIKT_OPPNA, b.nyckel, handelse, f"{b.rubrik} öppnas {datum(nar)} · {b.regel}")


@lru_cache(maxsize=16384)
def _nasta(b: Bevakning, paminns: time, pamind: bool) -> Klockslag:
    """The reminder, or when that has been sent, or would come too late, the passing of the frist."""
    fakta = (b.nyckel, b.slag, b.avser, b.regel, b.ansvarig, b.frist)
    text = f"{b.rubrik} senast {b.frist} · {b.regel}"
    if not pamind and (nar := b.paminnelse(paminns)):
        return Klockslag(nar, VIKT_FRIST, b.nyckel, PaminnelseSkickad(*fakta), f"påminnelse: {text}")
    return Klockslag(passerad(b.frist), VIKT_FRIST, b.nyckel, FristPasserad(*fakta, b.typ.vid_frist), text)


def _upphor(insats: Insats, b: Bevakning, utfall: Utfall) -> str | None:
    """Why an open bevakning has lapsed, if it has (K13.7)."""
    if insats.avslutad is None:
        return None
    if insats.avslutsform == "aterkallad":
        return "insatsen är återkallad"
    if utfall == "oppen" and not b.typ.efter_slutet:
        return "insatsen är avslutad"
    return None


def _upphora(nyckel: str, slag: str, avser: str | None, regel: str, nar: datetime, skal: str) -> Klockslag:
    return Klockslag(nar, VIKT_UPPHOR, nyckel, BevakningUpphord(nyckel, slag, avser, regel, skal))


def _oppnades(insats: Insats, h: BevakningOppnad, tid: datetime) -> Insats:
    # One that comes back was opened when it first was: that is what it was known from (K0.7).
    forst = insats.oppnade[h.nyckel].tid if h.nyckel in insats.oppnade else tid
    oppnad = Oppnad(forst, h.bevakning, h.avser, h.regel, h.ansvarig, h.frist)
    upphorda = {k: v for k, v in insats.upphorda.items() if k != h.nyckel}
    return med(insats, oppnade={**insats.oppnade, h.nyckel: oppnad}, upphorda=upphorda)


def _andrades(insats: Insats, h: FristAndrad, tid: datetime) -> Insats:
    oppnad = replace(insats.oppnade[h.nyckel], frist=h.till)
    return med(insats, oppnade={**insats.oppnade, h.nyckel: oppnad})


def _pamindes(insats: Insats, h: PaminnelseSkickad, tid: datetime) -> Insats:
    return med(insats, paminda={**insats.paminda, h.nyckel: h.frist})


def _passerade(insats: Insats, h: FristPasserad, tid: datetime) -> Insats:
    passerat = (*insats.passerade.get(h.nyckel, ()), Passerad(tid, h.frist))
    return med(insats, passerade={**insats.passerade, h.nyckel: passerat})


def _upphorde(insats: Insats, h: BevakningUpphord, tid: datetime) -> Insats:
    return med(insats, upphorda={**insats.upphorda, h.nyckel: Upphord(tid, h.skal)})


def kapitel(slagen: Mapping[str, Bevakningsslag]) -> Kapitel:
    """The clock of these kinds of bevakning, wired as a chapter."""

    def brev_oppnad(insats: Insats, h: BevakningOppnad) -> Iterator[Brev]:
        slag = slagen[h.bevakning]
        if slag.aviseras:
            namn = slag.benamning(h.avser)
            yield Brev(h.ansvarig, h.regel, f"Att göra: {namn}, senast {h.frist} ({hanvisning(h.regel)})")

    def brev_paminnelse(insats: Insats, h: PaminnelseSkickad) -> Iterator[Brev]:
        namn = slagen[h.bevakning].benamning(h.avser, h.ansvarig)
        yield Brev(h.ansvarig, h.regel, f"Påminnelse: {namn}, senast {h.frist} ({hanvisning(h.regel)})")

    def brev_passerad(insats: Insats, h: FristPasserad) -> Iterator[Brev]:
        slag = slagen[h.bevakning]
        namn = slag.benamning(h.avser, h.ansvarig)
        if h.utfall == "upphord":
            rubrik = f"Frågan har förfallit utan beslut: {namn}, sista dag {h.frist} ({hanvisning(h.regel)})"
        elif slag.avvikelse == "aldrig":
            rubrik = f"Inte inkommet till brytdatum {h.frist}: {namn}; utbetalningen flyttas ({hanvisning(h.regel)})"
        else:
            vad = "Missat" if h.utfall == "sen" else "Försenat"
            rubrik = f"{vad}: {namn}; fristen var {h.frist} ({hanvisning(h.regel)})"
        yield Brev(h.ansvarig, h.regel, rubrik)
        if h.ansvarig is Roll.ANORDNARE:
            avvikelse = "" if slag.avvikelse == "aldrig" else "Avvikelse hos anordnaren. "
            yield Brev(Roll.KARRIARVAGLEDARE, h.regel, f"{avvikelse}{rubrik}")

    def avisering(h: _OmFrist, vad: str, ton: Ton) -> Mening:
        namn = slagen[h.bevakning].benamning(h.avser, h.ansvarig)
        return Mening(f"{vad}: {namn}, senast {h.frist} ({BENAMNING[h.ansvarig]})", h.regel, ton)

    def mening_passerad(h: FristPasserad) -> Mening:
        if slagen[h.bevakning].avvikelse == "aldrig":
            return avisering(h, "Inte inkommet till brytdatum", "sen")
        vad = {"forsenad": "Försenat", "sen": "Missat", "upphord": "Frågan förföll utan beslut"}[h.utfall]
        return avisering(h, vad, "dampad" if h.utfall == "upphord" else "sen")

    def mening_andrad(h: FristAndrad) -> Mening:
        namn = slagen[h.bevakning].benamning(h.avser)
        return Mening(f"Ny frist: {namn} senast {h.till} (var {h.fran})", h.regel, "dampad")

    def mening_upphord(h: BevakningUpphord) -> Mening:
        return Mening(f"Bevakas inte längre: {slagen[h.bevakning].benamning(h.avser)} ({h.skal})", h.regel, "dampad")

    return Kapitel(
        foljder={
            BevakningOppnad: Foljd(_oppnades, mening=lambda h: avisering(h, "Bevakas", "dampad"), brev=brev_oppnad),
            FristAndrad: Foljd(_andrades, mening=mening_andrad),
            PaminnelseSkickad: Foljd(
                _pamindes, mening=lambda h: avisering(h, "Påminnelse", "dampad"), brev=brev_paminnelse
            ),
            FristPasserad: Foljd(_passerade, mening=mening_passerad, brev=brev_passerad),
            BevakningUpphord: Foljd(_upphorde, mening=mening_upphord),
        },
    )
