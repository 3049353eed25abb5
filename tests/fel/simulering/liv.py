"""A life: what is said in a case around a turn of month, by whom, when, and whether anybody waits for the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any
from zlib import crc32

from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.liv import forlopp, rutin
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_inkommet, las_kommando
from kontrakt.overlamning import las_regler, packa_regler
from kontrakt.spridning import INGEN, Spridning
from tests.verktyg.slumpliv.utsagor import VEM, fakta
from tests.verktyg.spel import ANORDNARE, FORARBETE, KUNDER, KV, TILLS_VIDARE, regelverket, tid

ARENDE = "in-sim"
FORUT, BORJAN, SKIFTE = tid("2024-03-28T09:00"), tid("2024-03-29T15:00"), tid("2024-04-01T00:00")
SLUT = tid("2024-04-01T12:00")
SPRIDD = Spridning(timedelta(minutes=2), timedelta(minutes=2))
NEKAD = Aktor(Roll.ANORDNARE, "a9", "A")
"""One to whom the case is closed: nobody has named them (K3.2)."""
VERB = ("bemanna", "justera_uppdrag", "anmal_franvaro", "registrera_kundkontakt", "byt_karriarvagledare", "ratta",
        "boka_uppstartsmote", "bemanna", "foresla", "lamna_genomforandeplan", "krav_forstadagsintyg")  # fmt: skip
_FORSTA = (("aktualisera", KV), ("bemanna", ANORDNARE), ("lagg_in_uppdrag", KV))


@dataclass(frozen=True)
class Sagt:
    """One thing that is said. ``inkommet``: as a door sends it. ``signal``: nobody waits for the answer."""

    id: str
    inkommet: dict[str, Any]
    nar: datetime
    signal: bool


@dataclass(frozen=True)
class Liv:
    """``forut``: what had been said before it begins, and ``borjar`` what had come of that; None for a new case.

    ``spridning``: how the fleet's load is spread. What comes at one instant may then ring minutes after it.
    ``utan_sigill``: ids of what bears an instant of its own that no door has noted. ``stangt_for``: those to whom the
    case is closed, which is asked at each write. ``en_i_taget``: what could be written in one walk mostly is not.
    """

    forut: tuple[Sagt, ...]
    sagt: tuple[Sagt, ...]
    borjar: Steg | None
    spridning: Spridning = INGEN
    utan_sigill: frozenset[str] = frozenset()
    stangt_for: frozenset[Aktor] = frozenset()
    en_i_taget: bool = False

    def med_id(self, id_: str) -> Sagt:
        return next(s for s in (*self.forut, *self.sagt) if s.id == id_)


@lru_cache(1)
def liv(nr: int) -> Liv:
    """The life of that number: one of twelve begins on the case's first day, the others when there is an uppdrag; one
    of twelve is of a fleet whose load is spread, two of a case that is closed to one who speaks to it; in two of
    seven the journal is mostly written a statement at a time."""
    return replace(_liv(nr), en_i_taget=nr % 7 in {2, 5})


def _liv(nr: int) -> Liv:
    r = Random(f"liv {nr}")
    if nr % 12 == 0:
        return Liv((), tuple(_sagda(r, [*_FORSTA, *_nagra(r, r.randint(0, 2))], 0.8)), None)
    forut = tuple(_sag(r, f"f{n}-{verb}", verb, av, FORUT + n * timedelta(hours=1), signal=False)
                  for n, (verb, av) in enumerate(_FORSTA))  # fmt: skip
    borjar = folj(None, forut[0], forut[0].nar)
    for s in forut[1:]:
        borjar += forlopp.lat_ga(borjar.insats, s.nar)
        borjar += folj(borjar.insats, s, s.nar)
    borjar += forlopp.lat_ga(borjar.insats, BORJAN)
    sagt = tuple(_sagda(r, _nagra(r, r.randint(1, 3)), 0.2))
    if nr % 12 == 7:
        return Liv(forut, (*sagt, *_strax_fore_skiftet(r)), borjar, SPRIDD)
    if nr % 12 in {4, 10}:
        slutet = tuple(_i_en_svarm(r))
        utan_sigill = frozenset(s.id for s in slutet if r.random() < 0.25)
        return Liv(forut, slutet, borjar, utan_sigill=utan_sigill, stangt_for=frozenset({NEKAD}))
    return Liv(forut, sagt, borjar)


def folj(insats: Insats | None, s: Sagt, nar: datetime) -> Steg:
    """What the pure engine makes of a thing said at an instant. Raises: Avvisning."""
    inkommet = las_inkommet(s.inkommet, med_ord=s.signal)
    if insats is None:
        regler = las_regler(packa_regler(regelverket()))
        return forlopp.paborja(ARENDE, inkommet, regler, TILLS_VIDARE, nar, ())
    return forlopp.utfor(insats, inkommet, nar)


def _nagra(r: Random, antal: int) -> Iterator[tuple[str, Aktor]]:
    for _ in range(antal):
        verb = r.choice(VERB)
        yield verb, VEM[str(rutin.KOMMANDON[verb].roller[0] if verb != "ratta" else "anordnare")]


def _sagda(r: Random, vad: Iterable[tuple[str, Aktor]], signaler: float) -> Iterator[Sagt]:
    """Some of it at once, some just as one run hands over to the next; of so many nobody awaits the answer."""
    nar = BORJAN
    for n, (verb, av) in enumerate(vad):
        if n:
            nar += timedelta(seconds=r.choice((0, 0, 0.002, 0.05, 1, 30, 4000, 40_000)))
        if verb not in {"aktualisera", "lagg_in_uppdrag"} and r.random() < 0.3:
            nar = max(nar, SKIFTE + timedelta(seconds=r.choice((-0.01, -0.001, 0, 0.001, 0.05))))
        nar = min(nar, SLUT)
        yield _sag(r, f"{n}-{verb}", verb, av, nar, signal=verb != "aktualisera" and r.random() < signaler)


def _strax_fore_skiftet(r: Random) -> Iterator[Sagt]:
    """Where timers ring after their instant, something is decided just before it and written just after it."""
    for n, fore in enumerate((timedelta(minutes=1), timedelta(seconds=2))):
        yield _sag(r, f"skifte-{n}", "bemanna", ANORDNARE, SKIFTE - fore, signal=n > 0, utan_tid=n > 0)


def _i_en_svarm(r: Random) -> Iterator[Sagt]:
    """Said within the time that a worker can be away for; some by one to whom the case is closed, some that a door took
    in long before, or as long before as what says so of itself is believed."""
    nar, nekas = BORJAN, r.randrange(3)
    for n in range(3):
        av = NEKAD if n == nekas or r.random() < 0.2 else ANORDNARE
        sent = timedelta(seconds=r.choice((0, 20, 119, 600)))
        s = _sag(r, f"{n}-bemanna", "bemanna", av, nar, signal=r.random() < 0.8, utan_tid=False)
        yield replace(s, inkommet=s.inkommet | {"inkom": (nar - sent).isoformat()}) if s.signal else s
        nar += timedelta(seconds=r.choice((0, 0.05, 2, 5, 9)))


def _sag(
    r: Random, id_: str, verb: str, av: Aktor, nar: datetime, *, signal: bool, utan_tid: bool | None = None
) -> Sagt:
    data: Mapping[str, Any]
    if verb == "aktualisera":
        data = {"insats": "AMI2", "anordnare": "A", "kund": {"id": "okand"} | KUNDER["AMI2"], **FORARBETE}
    elif verb == "lagg_in_uppdrag":
        data = {"startdatum": f"{nar:%Y-%m-%d}", "langd_manader": 2, "uppdragsbeskrivning": "x", "framtidsplan": "x"}
    else:
        data = fakta(verb, nar, r)
    kommando = las_kommando({"kommando": verb, **data}).model_dump(mode="json", exclude_none=True)
    # Of what nobody awaits some comes by a way that is no door, and bears no instant of its own.
    if utan_tid is None:
        utan_tid = signal and crc32(f"{id_} {nar}".encode()) % 3 == 0
    inkom = None if utan_tid else nar.isoformat()
    inkommet = {"id": id_, "av": str(av), "inkom": inkom, "dokument": None, "kommando": kommando}
    return Sagt(id_, inkommet, nar, signal)
