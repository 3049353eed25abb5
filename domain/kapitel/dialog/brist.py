"""§13.5: shortcomings of the anordnare's, on its record and raised to KV and arbetsledare (K13.6).

No threshold ends an insats: the KV does, with a motivering that progression is at risk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.ord import BRIST
from domain.grund.ordval import antal_i_ord, i_ord
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.minne import harled
from domain.insats.tradar import Brist
from domain.kapitel.inlamning import manadsrapport, slutrapport
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.manad import dag, dagar_i, manad, nasta
from domain.tid.tidpunkt import datum, passerad

Sort = Literal[
    "rapport_sen_over_en_manad",
    "upprepade_sena_rapporter",
    "upprepade_ofullstandiga_rapporter",
    "brister_i_uppdrag",
    "brister_i_genomforandeplan",
    "utebliven_uppfoljning",
]
_RAPPORTER = {
    slag.namn: slag
    for kapitel in (manadsrapport.KAPITEL, slutrapport.KAPITEL)
    for slag in kapitel.slag
    if slag.inkommen
}
"""The reports that are a brist when they are late, by the name of their kind."""


class RegistreraBrist(Kommando):
    """Put a shortcoming on the anordnare's record that no clock can see (§13.5)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K13.6"
    rubrik: ClassVar = "Registrera brist hos anordnaren"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["registrera_brist"] = "registrera_brist"
    sort: Literal["brister_i_uppdrag", "brister_i_genomforandeplan", "utebliven_uppfoljning"] = Field(
        description="Vilken brist det är."
    )
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class BristKonstaterad(Handelse):
    """A breach by the anordnare is on record; ``avser`` is what it was in (K16.1)."""

    sort: Sort
    avser: str | None
    slag: Literal["brist_konstaterad"] = "brist_konstaterad"


def _registrera(i: Insats, k: RegistreraBrist, fall: Fall) -> Iterator[Handelse]:
    yield BristKonstaterad(k.sort, fall.idag.isoformat())


def _konstaterades(i: Insats, h: BristKonstaterad, tid: datetime) -> Insats:
    return med(i, brister=(*i.brister, Brist(tid, h.sort, h.avser, i.nr + 1)))


def en_manad_efter(frist: date, manader: int) -> date:
    """The frist's day that many months on, or that month's last day."""
    m = manad(frist)
    for _ in range(manader):
        m = nasta(m)
    return dag(m, min(frist.day, dagar_i(m)))


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """A report late by more than a month; the third late one; the third återremiss (K13.6)."""
    if i.slutford:
        return
    redan = {(b.sort, b.avser) for b in i.brister}
    sena = harled(i, _sena)
    for nyckel, frist in sena:
        if ("rapport_sen_over_en_manad", nyckel) in redan:
            continue
        inkommen = _inkommen(i, nyckel)
        sista = en_manad_efter(frist, manader := _talda_manader(i, frist))
        klar = nyckel in i.avskrivna or nyckel in i.upphorda or (inkommen is not None and datum(inkommen) <= sista)
        if not klar:
            nar = max(passerad(sista), i.senast)
            sort, _, avser = nyckel.partition(":")
            rapport = _RAPPORTER[sort].benamning(avser)
            text = f"{rapport} mer än {antal_i_ord(manader, 'månad', 'månader')} sen {sista} · K13.6"
            yield Klockslag(
                nar, VIKT_SLUT, f"brist:{nyckel}", BristKonstaterad("rapport_sen_over_en_manad", nyckel), text
            )
    yield from _upprepat(i, [nyckel for nyckel, _ in sena if nyckel not in i.upphorda], redan)


def _talda_manader(i: Insats, frist: date) -> int:
    return i.regelverk.tal("brist.sen_rapport_manader", frist)


def _sena(i: Insats) -> Iterator[tuple[str, date]]:
    """The reports whose frist, as it now stands, has passed; and that frist."""
    for nyckel in i.passerade:
        if (o := i.oppnade.get(nyckel)) and o.slag in _RAPPORTER and i.har_passerat(nyckel, o.frist):
            yield nyckel, o.frist


def _inkommen(i: Insats, nyckel: str) -> datetime | None:
    slag, _, avser = nyckel.partition(":")
    inkommen = _RAPPORTER[slag].inkommen
    return inkommen(i, avser) if inkommen else None


def _upprepat(i: Insats, sena: list[str], redan: set[tuple[str, str | None]]) -> Iterator[Klockslag]:
    aterremisser = sum(not g.godkand for r in i.rapporter.values() for g in r.granskningar)
    aterremisser += sum(s.granskad is not None and not s.godkand for s in i.slutrapporter)
    for sort, antal, nyckel in (
        ("upprepade_sena_rapporter", len(sena), "brist.antal_sena"),
        ("upprepade_ofullstandiga_rapporter", aterremisser, "brist.antal_aterremisser"),
    ):
        if antal == 0:
            continue
        grans = i.regelverk.tal(nyckel, i.idag)
        # Raised at the third, and again at the sixth: each is a new reason to look.
        for nr in range(grans, antal + 1, grans):
            if (sort, str(nr)) not in redan:
                handelse = BristKonstaterad(sort, str(nr))  # type: ignore[arg-type]
                yield Klockslag(i.senast, VIKT_SLUT, f"brist:{sort}:{nr}", handelse)


def _brev(i: Insats, h: BristKonstaterad) -> Iterator[Brev]:
    vad, (rapport, _, vilken) = i_ord(h.sort), (h.avser or "").partition(":")
    if h.sort == "rapport_sen_over_en_manad" and h.avser and h.avser in i.oppnade:
        manader = _talda_manader(i, i.oppnade[h.avser].frist)
        vad = f"rapport sen över {antal_i_ord(manader, 'månad', 'månader')}"
    vilket = f" ({_RAPPORTER[rapport].benamning(vilken) if vilken else rapport})" if h.avser else ""
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE):
        yield Brev(roll, "K13.6", f"Brist hos anordnaren: {vad}{vilket} (§13.5, K13.6)")


def _mening(h: BristKonstaterad) -> Mening:
    avser = f" ({h.avser.replace(':', ' ').replace('manadsrapport', 'månadsrapport')})" if h.avser else ""
    return Mening(f"Brist hos anordnaren: {BRIST[h.sort]}{avser}", "K13.6", "sen")


KAPITEL = Kapitel(
    beslut={RegistreraBrist: _registrera},
    foljder={
        BristKonstaterad: Foljd(_konstaterades, mening=_mening, brev=_brev),
    },
    klockslag=klockslag,
)
