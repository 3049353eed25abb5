"""The rules in force: the files' editions and what has been decided in the service (K16.5)."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic

from sqlalchemy import Connection, Engine, func, insert, select, text

from domain.regler.beslut import BeslutatVarde, med_beslutade
from domain.regler.regelverk import Regelverk
from domain.regler.varde import FelIRegelverk, Innehall
from persistence.databas.motor import DatabasFel, transaktion
from persistence.tabeller.process import beslutat_varde

_LAS = 0x16050000
"""The lock of those who put something among the rules: one at a time."""


class Gallande:
    """The rules in force, asked of the database when they may have changed.

    Args:
        grund: the rules of the files.
        halls: seconds that an answer is held without asking anew; a database that is away is not noticed meanwhile, and
            what was last known is then held.
    """

    def __init__(self, motor: Engine, grund: Regelverk, halls: float = 0) -> None:
        self._motor, self._grund, self._halls = motor, grund, halls
        self._nr, self._regelverk, self._fragad = 0, grund, float("-inf")

    def __call__(self) -> Regelverk:
        """Raises: DatabasFel; FelIRegelverk, the files say otherwise of a day that is decided."""
        if monotonic() - self._fragad >= self._halls:
            try:
                with transaktion(self._motor) as forbindelse:
                    nr = forbindelse.execute(select(func.max(beslutat_varde.c.nr))).scalar() or 0
                    if nr != self._nr:
                        self._regelverk, self._nr = med_beslutade(self._grund, _alla(forbindelse)), nr
            except DatabasFel:
                if not self._halls:
                    raise
            self._fragad = monotonic()
        return self._regelverk


def beslutade(motor: Engine) -> list[tuple[str, BeslutatVarde]]:
    """Every value that has been decided, in order, with the process that it was decided in."""
    with transaktion(motor) as forbindelse:
        return [(r.process, _varde(r)) for r in forbindelse.execute(select(beslutat_varde).order_by("nr"))]


def infor(motor: Engine, grund: Regelverk, process: str, varden: Iterable[BeslutatVarde]) -> str | None:
    """Put what has been attested among the rules in force, once; why not, in Swedish, if it cannot be."""
    b = beslutat_varde.c
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("SELECT pg_advisory_xact_lock(:las)"), {"las": _LAS})
        if forbindelse.execute(select(b.nr).where(b.process == process).limit(1)).first():
            return None
        fore, nya = _alla(forbindelse), list(varden)
        try:
            _prova_upprepat(fore, nya)
            med_beslutade(grund, [*fore, *nya])
        except FelIRegelverk as fel:
            return str(fel)
        forbindelse.execute(
            insert(beslutat_varde),
            [
                {
                    "process": process, "utgava": v.utgava, "beslut": v.beslut, "nyckel": v.nyckel, "fran": v.fran,
                    "till": v.till, "varde": v.varde,
                }
                for v in nya
            ],
        )  # fmt: skip
    return None


def _prova_upprepat(fore: list[BeslutatVarde], nya: list[BeslutatVarde]) -> None:
    """Two that were entered at the same time may have got the same name. Raises: FelIRegelverk."""
    tagna = {b.utgava for b in fore}
    for v in nya:
        if v.utgava in tagna:
            raise FelIRegelverk(v.utgava, v.nyckel, "en annan utgåva med det namnet har redan införts")


def _alla(forbindelse: Connection) -> list[BeslutatVarde]:
    return [_varde(r) for r in forbindelse.execute(select(beslutat_varde).order_by("nr"))]


def _varde(rad: object) -> BeslutatVarde:
    r = rad._mapping  # type: ignore[attr-defined]
    return BeslutatVarde(r["utgava"], r["beslut"], r["nyckel"], r["fran"], r["till"], _innehall(r["varde"]))


def _innehall(varde: object) -> Innehall | None:
    """Lists and pairs are frozen, as a regelverk has them."""
    if isinstance(varde, list):
        return tuple(tuple(v) if isinstance(v, list) else v for v in varde)
    assert varde is None or isinstance(varde, int | str)
    return varde
