"""The record in memory: what is committed, and the failings of the way to it.

The code that decides is the product's (``persistence.journal``, ``persistence.meddelanden``); here and in
``transaktion`` stands only what PostgreSQL promises it: a transaction is whole or nothing, a row has one writer at a
time, a conditional statement sees what is committed when it gets the row, a key is there once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.grund.parter import Aktor
from domain.liv import lagring
from domain.liv.forlopp import Steg
from domain.liv.lagesbild import Rader, insatsrad, rader
from persistence.databas.falt import falt
from persistence.databas.motor import DatabasFel
from persistence.journal.projektion import bevakningsrad, utbetalningsrad
from persistence.meddelanden import brevlada
from tests.fel.simulering.servrar.transaktion import BORTA, Transaktion
from tests.fel.simulering.varlden import Agare, Arbete, Varld

Tabell = dict[str, Mapping[str, Any]]
"""Rows of one case by their keys."""

_BORJAN = datetime.min.replace(tzinfo=UTC)


@dataclass
class Butik:
    """What is committed, and who holds which row."""

    varld: Varld
    journal: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = field(default_factory=dict)
    """Each row as it was written, and as it is read."""
    insats: dict[str, dict[str, Any]] = field(default_factory=dict)
    tabeller: dict[tuple[str, str], Tabell] = field(default_factory=dict)
    """By table and case."""
    meddelanden: list[dict[str, Any]] = field(default_factory=list)
    utkorg: dict[int, dict[str, Any]] = field(default_factory=dict)
    las: dict[Any, Transaktion] = field(default_factory=dict)
    vantar: dict[Any, list[Arbete]] = field(default_factory=dict)
    server: Agare = field(default_factory=lambda: Agare("postgresql"))
    """Who goes through what was sent in one walk."""
    borta_till: datetime = _BORJAN
    """Until then nobody gets in."""
    kon: list[dict[str, Any]] = field(default_factory=list)
    """What doors have noted as taken in without waiting, as it travelled."""

    stangt_for: frozenset[Aktor] = frozenset()
    """Those to whom the case is closed: its kund is protected (K3.2)."""
    utan_sigill: frozenset[str] = frozenset()
    """Ids of what no door has noted that it took in (K0.6)."""
    en_i_taget: bool = False
    """What could be written in one walk is mostly written a statement at a time in this life."""

    def har(self, steg: Steg) -> None:
        """What has been written before the schedule begins, its notices sent."""
        arende = steg.insats.arende
        rad_, tabeller, skrivna, meddelanden = vid_borjan(steg)
        self.insats[arende] = dict(rad_)
        for namn, nya in tabeller.items():
            self.tabell(namn, arende).update(nya)
        self.skriv_i_journalen(arende, skrivna)
        self.lagg(arende, meddelanden, "levererad")

    def skriver_i_ett_svep(self) -> bool:
        """Whether a write that can go in one walk does so here."""
        return self.varld.val(0.25) == self.en_i_taget

    # --- what is committed -------------------------------------------------------------------------------------

    def nummer(self, arende: str) -> set[int]:
        return {rad["nr"] for rad, _ in self.journal.get(arende, ())}

    def skriv_i_journalen(self, arende: str, nya: Sequence[dict[str, Any]]) -> None:
        self.journal.setdefault(arende, []).extend((skriven, rad(skriven)) for skriven in nya)

    def tabell(self, namn: str, arende: str) -> Tabell:
        return self.tabeller.setdefault((namn, arende), {})

    def lagg(self, arende: str, meddelanden: Sequence[dict[str, Any]], status: str) -> None:
        for m in meddelanden:
            self.meddelanden.append(m)
            self.utkorg[len(self.meddelanden)] = {"arende": arende, "status": status}

    # --- what is read ------------------------------------------------------------------------------------------

    def journalrader(self, arende: str, efter_nr: int = 0) -> list[dict[str, Any]]:
        """The lines that are committed, as ``skrivning.journalrader`` gives them."""
        return [last for rad, last in self.journal.get(arende, ()) if rad["nr"] > efter_nr]

    def rader(self, arende: str) -> Rader:
        """The rows that are committed, as ``projektion.las_rader`` gives them."""
        bevakningar, utbetalningar = self.tabell("bevakning", arende), self.tabell("utbetalning", arende)
        return Rader(
            {nyckel: bevakningsrad(r) for nyckel, r in bevakningar.items()},  # type: ignore[arg-type]
            {nyckel: utbetalningsrad(r) for nyckel, r in utbetalningar.items()},  # type: ignore[arg-type]
        )

    def utan_utfall(self, arende: str) -> list[dict[str, Any]]:
        """What the doors have noted and no line bears the id of, as ``kon.utan_utfall`` gives it."""
        avgjort = {rad["kommando"] for rad, _ in self.journal.get(arende, ())}
        return [inkommet for inkommet in self.kon if inkommet["id"] not in avgjort]

    def andras(self, arende: str) -> list[str]:
        """The other cases with something that waits to be sent."""
        return sorted({r["arende"] for r in self.utkorg.values() if r["status"] == "vantar"} - {arende})

    @contextmanager
    def transaktion(self, slag: type[Transaktion] = Transaktion) -> Iterator[Transaktion]:
        """As ``motor.transaktion``; the connection may be lost before, in the middle, and in the commit itself."""
        self.varld.paus()
        if self.varld.nu < self.borta_till:
            raise DatabasFel(BORTA)
        if self.varld.hander("databasen svarar inte", 0.02):
            self.borta_till = self.varld.nu + timedelta(seconds=self.varld.r.choice((0, 0, 0, 4, 20, 90)))
            raise DatabasFel(BORTA)
        t = slag(self)
        try:
            yield t
            self.varld.paus()
            if self.varld.hander("förbindelsen bryts före commit", 0.02):
                raise DatabasFel(BORTA)
            t.bekrafta()
        finally:
            t.slapp()
        self.varld.paus()
        if self.varld.hander("commit skickad, svaret borta", 0.03):
            raise DatabasFel(BORTA)

    def stang(self) -> None:
        """Let go of what the server is still at."""
        for arbete in list(self.server.arbeten):
            arbete.dods()


_LASES = ("nr", "av", "kommando", "dokument", "handelse", "sagt")


def rad(skriven: dict[str, Any]) -> dict[str, Any]:
    """A line of the journal as it is read."""
    return {**{f: skriven[f] for f in _LASES}, "tid": skriven["tid"].isoformat()}


def vid_borjan(steg: Steg) -> tuple[dict[str, Any], dict[str, Tabell], list[dict[str, Any]], list[dict[str, Any]]]:
    """The case's row, those under it by table, its journal and its messages, as a writer would have left them."""
    i = steg.insats
    under: dict[str, Any] = {"bevakning": rader(i).bevakningar, "utbetalning": rader(i).utbetalningar}
    skrivna = [
        {"arende": i.arende, **lagring.post_till_json(p), "tid": p.tid, "slag": p.handelse.slag} for p in steg.poster
    ]
    return (
        falt(insatsrad(i)),
        {namn: {nyckel: falt(r) for nyckel, r in nya.items()} for namn, nya in under.items()},
        skrivna,
        brevlada.som_sats(i.arende, steg.meddelanden, epost=True)[1]["b_rader"],
    )
