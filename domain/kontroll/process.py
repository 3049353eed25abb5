"""The hunt for impossible states in a process beside the cases: what its tables hold against its journal's fold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from domain.grund.avvisning import finns
from domain.grund.granser import Json, LastJson
from domain.kontroll.arende import luckor
from domain.kontroll.fynd import Fynd, Granser, antal_meddelanden, radskillnader
from domain.liv.vikning import GAR_INTE_ATT_VIKA
from domain.processer import forlopp
from domain.processer.alla import PROCESSER
from domain.processer.forlopp import Processlage
from domain.processer.lagring import post_fran_json
from domain.processer.process import Processbevakning, Processrutin

_OM = "nästa gång något sägs till processen skrivs raderna om; till dess gäller journalen"


@dataclass(frozen=True, slots=True)
class Processkrivet:
    """What stands in the tables of one process at one instant.

    Attributes:
        rad: its row in ``process``; None if it has none.
        rader: its journal lines as JSON.
        meddelanden: journal line → how many messages it has.
        dokument: ids of the documents that the process has.
        gallrat: the case that it is about has been weeded out, and its words with it (K3.8).
    """

    process: str
    rad: LastJson | None
    rader: Sequence[LastJson] = ()
    bevakningar: Mapping[str, Processbevakning] = field(default_factory=dict)
    meddelanden: Mapping[int, int] = field(default_factory=dict)
    dokument: frozenset[str] = frozenset()
    gallrat: bool = False


@dataclass(frozen=True, slots=True)
class Processgranskat:
    """A process that has been looked at: its kind and fold, None where that cannot be said, and what was found."""

    process: str
    rutin: Processrutin | None
    lage: Processlage | None
    fynd: tuple[Fynd, ...]

    @property
    def oppen(self) -> bool:
        """Whether its workflow has anything left to do."""
        return self.rutin is None or self.lage is None or not self.rutin.klar(self.lage.lage)


def granska_process(s: Processkrivet, nu: datetime, granser: Granser) -> Processgranskat:
    """Every check of one process that its own tables are enough for. ``nu``: the instant they were read (UTC)."""
    rutin = _rutin(s)
    text = ""
    if rutin is None:
        text = "processen är av ett slag som inte finns"
    elif not s.rader:
        text = "processen finns men har ingen journal"
    elif borta := luckor([r["nr"] for r in s.rader], s.rad["nr"] if s.rad else 0):
        text = f"journalen saknar rad {borta}"
    if text or rutin is None:
        return Processgranskat(s.process, rutin, None, (_journal(s.process, text),))
    brev: dict[int, int] = {}
    p: Processlage | None = None
    try:
        for rad in s.rader:
            post = post_fran_json(rutin, rad)
            p = forlopp.tillampa(rutin, s.process, p, post)
            brev[post.nr] = sum(1 for _ in rutin.brev(p.lage, post.handelse))
        p = finns(p, "a process has a first line")
        # A fold may be made of lines that do not follow on each other, and then not be able to say what it is.
        fynd = (*_lastabeller(s, rutin, p), *_klocka(rutin, p, nu - granser.andrum))
    except GAR_INTE_ATT_VIKA:
        return Processgranskat(s.process, rutin, None, (_journal(s.process, "raderna går inte att läsa eller vika"),))
    return Processgranskat(s.process, rutin, p, (*fynd, *_meddelanden(s, brev), *(() if s.gallrat else _dokument(s))))


def _rutin(s: Processkrivet) -> Processrutin | None:
    """Its kind: what its row says, or without one what its lines are."""
    if s.rad is not None:
        return PROCESSER.get(s.rad["slag"])
    slag = {r["handelse"].get("slag") for r in s.rader}
    return next((r for r in PROCESSER.values() if slag & _slag(r)), None)


def _slag(rutin: Processrutin) -> set[str]:
    return {str(h.__dataclass_fields__["slag"].default) for h in rutin.handelser}  # type: ignore[attr-defined]


SLAG: frozenset[str] = frozenset(s for r in PROCESSER.values() for s in _slag(r))
"""What the lines of processes are called."""


def _journal(id: str, text: str) -> Fynd:
    return Fynd("journal", id, text, "återställ raderna från säkerhetskopian; processen kan inte skrivas vidare utan")


def _lastabeller(s: Processkrivet, rutin: Processrutin, p: Processlage) -> Iterator[Fynd]:
    egen = rutin.rad(p.lage)
    ratt: Json = {"slag": rutin.slag, "oppen": not rutin.klar(p.lage), "nr": p.nr, "senast": p.senast}
    ratt |= {f.name: getattr(egen, f.name) for f in fields(egen)}
    ratt["data"] = json.loads(json.dumps(dict(egen.data)))  # as the database gives it back
    if s.rad is None:
        yield Fynd("lastabell", s.process, "raden i process saknas", _OM)
    elif avviker := [falt for falt, varde in ratt.items() if s.rad[falt] != varde]:
        yield Fynd("lastabell", s.process, f"process: {', '.join(sorted(avviker))} avviker från journalen", _OM)
    vantat = {b.nyckel: b for b in rutin.bevakningar(p.lage)}
    for text in radskillnader("processbevakning", s.bevakningar, vantat):
        yield Fynd("lastabell", s.process, text, _OM)


def _meddelanden(s: Processkrivet, brev: Mapping[int, int]) -> Iterator[Fynd]:
    for nr in sorted(brev.keys() | s.meddelanden.keys()):
        if (antal := s.meddelanden.get(nr, 0)) != (ratt := brev.get(nr, 0)):
            text = f"rad {nr} har {antal_meddelanden(antal)}; den ska ha {antal_meddelanden(ratt)}"
            yield Fynd("meddelande", s.process, text, "underrätta parten på annat sätt")


def _dokument(s: Processkrivet) -> Iterator[Fynd]:
    namnda = {r["dokument"]: r["nr"] for r in reversed(s.rader) if r["dokument"]}
    for id, nr in namnda.items():
        if id not in s.dokument:
            text = f"dokumentet {id}, som rad {nr} nämner, finns inte"
            yield Fynd("dokument", s.process, text, "återställ dokumentet från säkerhetskopian")


def _klocka(rutin: Processrutin, p: Processlage, senast: datetime) -> Iterator[Fynd]:
    forsta = next(iter(forlopp.klockslag(rutin, p)), None)
    if forsta is not None and forsta.nar <= senast and not rutin.klar(p.lage):
        text = f"{forsta.sammanfattning or forsta.nyckel} skulle ha tagits upp {forsta.nar:%Y-%m-%d %H:%M} UTC"
        yield Fynd("klocka", p.process, text, "se att en arbetare kör; den tar igen det")
