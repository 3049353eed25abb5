"""The record in memory: the transactions, locks and conditions that the journal's code leans on, and their failings.

The code that decides is the product's (``persistence.journal.skrivning``, ``persistence.meddelanden.utkorg``); here
stands only what PostgreSQL promises it: a transaction is whole or nothing, a row has one writer at a time, a
conditional statement sees what is committed when it gets the row, a key is there once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy.sql.dml import Update

from domain.grund.parter import Aktor, Roll
from domain.liv import lagring
from domain.liv.forlopp import Steg
from domain.liv.lagesbild import Rader, insatsrad, rader
from domain.skeende.journal import Meddelande
from persistence.databas.falt import falt
from persistence.databas.motor import DatabasFel, DataFel
from persistence.journal import skrivning
from persistence.journal.projektion import INGA
from persistence.meddelanden.utkorg import Utgaende
from persistence.tabeller import grund, post
from tests.fel.simulering.varlden import Arbete, Varld

_BORTA = "databasen svarar inte som den ska (OperationalError)"


@dataclass
class Butik:
    """What is committed, and who holds which row."""

    varld: Varld
    journal: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=dict)
    """Each row as it was written, and as it is read."""
    insats: dict[str, dict[str, Any]] = field(default_factory=dict)
    rader: dict[str, Rader] = field(default_factory=dict)
    meddelanden: list[tuple[str, Meddelande]] = field(default_factory=list)
    utkorg: dict[int, dict[str, Any]] = field(default_factory=dict)
    las: dict[Any, Transaktion] = field(default_factory=dict)
    vantar: dict[Any, list[Arbete]] = field(default_factory=dict)

    stangt_for: frozenset[Aktor] = frozenset()
    """Those to whom the case is closed (K3.2)."""
    utan_sigill: frozenset[str] = frozenset()
    """Ids of what no door has noted that it took in (K0.6)."""

    def har(self, steg: Steg) -> None:
        """What has been written before the schedule begins, its notices sent."""
        i = steg.insats
        self.insats[i.arende], self.rader[i.arende] = falt(insatsrad(i)), rader(i)
        self.journal[i.arende] = [
            _rad({"arende": i.arende, **lagring.post_till_json(p), "tid": p.tid, "slag": p.handelse.slag})
            for p in steg.poster
        ]
        self.meddelanden += ((i.arende, m) for m in steg.meddelanden)
        nummer = range(1, len(self.meddelanden) + 1)
        self.utkorg.update({nr: {"arende": i.arende, "status": "levererad"} for nr in nummer})

    def journalrader(self, arende: str, efter_nr: int = 0) -> list[dict[str, Any]]:
        """The lines that are committed, as ``skrivning.journalrader`` gives them."""
        return [last for rad, last in self.journal.get(arende, ()) if rad["nr"] > efter_nr]

    def andras(self, arende: str) -> list[str]:
        """The other cases with something that waits to be sent."""
        return sorted({r["arende"] for r in self.utkorg.values() if r["status"] == "vantar"} - {arende})

    @contextmanager
    def transaktion(self) -> Iterator[Transaktion]:
        """As ``motor.transaktion``; the connection may be lost before, in the middle, and in the commit itself."""
        self.varld.paus()
        if self.varld.hander("databasen svarar inte", 0.02):
            raise DatabasFel(_BORTA)
        t = Transaktion(self)
        try:
            yield t
            self.varld.paus()
            if self.varld.hander("förbindelsen bryts före commit", 0.02):
                raise DatabasFel(_BORTA)
            t.bekrafta()
        finally:
            t.slapp()
        self.varld.paus()
        if self.varld.hander("commit skickad, svaret borta", 0.03):
            raise DatabasFel(_BORTA)


class Transaktion:
    """What one connection has written and not yet committed."""

    def __init__(self, butik: Butik) -> None:
        self._b, self._skrivet, self._hallna = butik, list[Any](), list[Any]()

    def execute(self, sats: Any, varden: Any = None) -> _Svar:
        self._b.varld.paus()
        if sats is skrivning._BORJA:
            return self._borja(varden)
        if isinstance(sats, Update) and sats.table is grund.insats:
            return self._fortsatt(sats, varden)
        if isinstance(sats, Update) and sats.table is post.utkorg:
            nr, status = varden["b_meddelande"], varden["status"]
            self.ta(("utkorg", nr))
            if self._b.utkorg[nr]["status"] == "vantar":
                self._skrivet.append(lambda: self._b.utkorg[nr].update(status=status))
        elif sats.table is grund.journal:
            self._i_journalen(varden)
        elif sats.table is not grund.dokument:
            raise AssertionError(f"butiken känner inte satsen {sats}")
        return _Svar(None)

    def bekrafta(self) -> None:
        for gor in self._skrivet:
            gor()

    def slapp(self) -> None:
        for rad in self._hallna:
            del self._b.las[rad]
            for arbete in self._b.vantar.pop(rad, ()):
                self._b.varld.strax(arbete.vidare, arbete.agare)
        self._hallna.clear()

    def ta(self, rad: Any, *, hoppa: bool = False) -> bool:
        """Take a row's lock, after whoever has it; with ``hoppa``, not at all if somebody has it."""
        while (har := self._b.las.get(rad)) is not None and har is not self:
            if hoppa:
                return False
            self._b.varld.parkera(self._b.vantar.setdefault(rad, []))
        if har is None:
            self._b.las[rad] = self
            self._hallna.append(rad)
        return True

    def skriv_rader(self, arende: str, fore: Rader, efter: Rader) -> None:
        def gor() -> None:
            nu = self._b.rader.get(arende, INGA)
            delar = (
                _andrade(nu.bevakningar, fore.bevakningar, efter.bevakningar),
                _andrade(nu.utbetalningar, fore.utbetalningar, efter.utbetalningar),
            )
            self._b.rader[arende] = Rader(*delar)

        self._skrivet.append(gor)

    def lagg(self, arende: str, meddelanden: Sequence[Meddelande]) -> bool:
        self._b.varld.paus()

        def gor() -> None:
            for m in meddelanden:
                self._b.meddelanden.append((arende, m))
                self._b.utkorg[len(self._b.meddelanden)] = {"arende": arende, "status": "vantar"}

        self._skrivet.append(gor)
        return bool(meddelanden)

    def ta_ur_utkorgen(self, arende: str, efter: int) -> Utgaende | None:
        self._b.varld.paus()
        for nr, rad in self._b.utkorg.items():
            vantar = rad["arende"] == arende and rad["status"] == "vantar" and nr > efter
            if vantar and self.ta(("utkorg", nr), hoppa=True):
                return Utgaende(nr, Roll.KARRIARVAGLEDARE, "kv1", f"{nr}@nacka.example")
        return None

    def _borja(self, rad: Mapping[str, Any]) -> _Svar:
        self.ta(("insats", rad["arende"]))
        if rad["arende"] in self._b.insats:
            return _Svar(None)
        self._skrivet.append(lambda: self._b.insats.__setitem__(rad["arende"], dict(rad)))
        return _Svar(rad["nr"])

    def _fortsatt(self, sats: Update, rad: Mapping[str, Any]) -> _Svar:
        self.ta(("insats", rad["b_arende"]))
        nu = self._b.insats.get(rad["b_arende"])
        if nu is None or (_ser_efter_nr(sats) and nu["nr"] != rad["b_nr"]):
            return _Svar(None)
        self._skrivet.append(lambda: nu.update({k: v for k, v in rad.items() if not k.startswith("b_")}))
        return _Svar(rad["nr"])

    def _i_journalen(self, rader: Sequence[dict[str, Any]]) -> None:
        """A number is there once: what another has committed is refused at once."""
        har = self._b.journal.setdefault(rader[0]["arende"], [])
        nummer = {r["nr"] for r, _ in har}
        if any(r["nr"] in nummer for r in rader):
            raise DataFel("databasen tar inte emot uppgiften (UniqueViolation)")
        self._skrivet.append(lambda: har.extend(map(_rad, rader)))


@dataclass
class _Svar:
    varde: Any

    def first(self) -> Any:
        return self.varde


_LASES = ("nr", "av", "kommando", "dokument", "handelse", "sagt")


def _rad(skriven: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return skriven, {**{f: skriven[f] for f in _LASES}, "tid": skriven["tid"].isoformat()}


@cache
def _ser_efter_nr(sats: Update) -> bool:
    """Whether the statement has its condition: it is read for it, so that one that lost it is played as it stands."""
    return "b_nr" in str(sats.whereclause)


def _andrade(nu: Mapping[str, Any], fore: Mapping[str, Any], efter: Mapping[str, Any]) -> dict[str, Any]:
    kvar = {k: v for k, v in nu.items() if k not in fore.keys() - efter.keys()}
    return kvar | {k: v for k, v in efter.items() if fore.get(k) != v}
