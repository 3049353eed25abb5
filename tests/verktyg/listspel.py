"""The register's log as tests write it, and the förvalslista that follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from domain.register.forval.auktorisationslista import Registerhandelse
from domain.register.forval.forvalslista import Forvalsperiod, forvalsperiod_den, forvalsperioder
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import klockan, tolka_tid
from regelverk import las_utgavor

D = date.fromisoformat
FORSTA = date(2024, 1, 8)


@cache
def regelverket() -> Regelverk:
    return skapa_regelverk(las_utgavor())


def instant(nar: str | date) -> datetime:
    """A day is told at nine in the morning, Stockholm time."""
    if isinstance(nar, date):
        return klockan(nar, time(9))
    return tolka_tid(nar if "T" in nar else f"{nar}T09:00")


@dataclass
class Lista:
    """A log in the making, for AMI unless said otherwise. Without ``den`` a line is registered on its own first day."""

    handelser: list[Registerhandelse] = field(default_factory=list)

    def ny(self, namn: str, fran: str, till: str | None = None, *, den: str = "", kundval: str = "AMI") -> Lista:
        self._skriv(namn, None, fran, till, den or fran, kundval)
        return self

    def upphor(self, namn: str, fran: str, till: str | None, *, den: str) -> Lista:
        """Set or remove the last day of the auktorisation that began on ``fran``."""
        self._skriv(namn, fran, fran, till, den, "AMI")
        return self

    def stryk(self, namn: str, fran: str, *, den: str) -> Lista:
        self._skriv(namn, fran, None, None, den, "AMI")
        return self

    def _skriv(self, namn: str, avser: str | None, fran: str | None, till: str | None, den: str, kundval: str) -> None:
        dagar = (D(d) if d else None for d in (avser, fran, till))
        self.handelser.append(Registerhandelse(instant(den), namn, kundval, *dagar))  # type: ignore[arg-type]

    def perioder(self, till: str) -> list[Forvalsperiod]:
        return list(forvalsperioder(self.handelser, "AMI", regelverket(), D(till)))

    def turer(self, till: str) -> str:
        """``A 01-08, B 01-22``: whose turn, from when."""
        return ", ".join(f"{p.tur or '–'} {p.start:%m-%d}" for p in self.perioder(till))

    def delar(self, dag: str) -> str:
        """``A 01-08–01-10, B 01-11–01-21``: who holds which days of the period that holds the day."""
        period = forvalsperiod_den(self.handelser, "AMI", regelverket(), D(dag))
        return ", ".join(f"{d.anordnare or '–'} {d.fran:%m-%d}–{d.till:%m-%d}" for d in period.delar)

    def den(self, dag: str) -> str | None:
        return forvalsperiod_den(self.handelser, "AMI", regelverket(), D(dag)).den(D(dag)).anordnare


def dagar(fran: date, till: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [fran + timedelta(days=n) for n in range((till - fran).days + 1)]
