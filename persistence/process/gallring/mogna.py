"""Which kunder, and which former staff of the anordnares, are ripe to be weeded out, and what stands in the way (K3.8).

A kund goes whole, with all its cases, counted from the last entry in any of them: never a part of somebody. One who is
in no register is told from nobody else, so there each case is by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Engine, text

from domain.grund.beteckning import OKAND_KUND
from persistence.databas.motor import transaktion

Hinder = Literal["pagar", "obetalt", "stoppad", "process", "pa_vag"]
HINDER: Mapping[Hinder, str] = {
    "pagar": "ett ärende pågår",
    "obetalt": "en utbetalning är inte gjord och attesterad",
    "stoppad": "gallringen är stoppad: överklagat, tvist eller utlämnande",
    "process": "en incident i ärendet är inte avgjord",
    "pa_vag": "något som sagts till ärendet är inte avgjort",
}
"""What keeps a kund from being weeded out → how it is said."""


@dataclass(frozen=True, slots=True)
class Mogen:
    """A kund, or a case of one in no register, whose time has come.

    Attributes:
        kund: None for a case by itself.
        arenden: the kund's cases, in order.
        senast: the last entry (UTC).
        hinder: why it may not be done all the same; the first that holds.
    """

    kund: str | None
    arenden: tuple[str, ...]
    senast: datetime
    hinder: Hinder | None


@dataclass(frozen=True, slots=True)
class Slutade:
    """One who has left an anordnare, and whose name or address the register still has."""

    anordnare: str
    person: str


def mogna(motor: Engine, dag: date, manader: int) -> list[Mogen]:
    """All whose last entry was at least ``manader`` before ``dag``, with what stands in the way. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return mogna_i(forbindelse, dag, manader)


def mogna_i(forbindelse: Connection, dag: date, manader: int, *, enhet: str | None = None) -> list[Mogen]:
    """The same in a transaction; ``enhet`` is a kund, or a case by itself, that alone is asked for."""
    fraga = {"dag": dag, "manader": manader, "okand": OKAND_KUND}
    rader = forbindelse.execute(_EN, fraga | {"enhet": enhet}) if enhet else forbindelse.execute(_ALLA, fraga)
    return [_mogen(r) for r in rader.mappings()]


def slutade(motor: Engine, dag: date, manader: int) -> list[Slutade]:
    """Former staff whose last day was at least ``manader`` before ``dag``. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return [Slutade(**r) for r in forbindelse.execute(_SLUTADE, {"dag": dag, "manader": manader}).mappings()]


def _mogen(r: Mapping[Any, Any]) -> Mogen:
    hinder = next((h for h in HINDER if r[h]), None)
    return Mogen(r["kund"], tuple(r["arenden"]), r["senast"], hinder)


_SQL = """
    WITH enhet AS (
        SELECT CASE WHEN kund = :okand THEN arende ELSE kund END AS id, nullif(kund, :okand) AS kund, arende, senast
        FROM insats WHERE {av_insats}
        UNION ALL
        SELECT id, id, NULL, andrad FROM kund WHERE {av_kund}
    ), akt AS (
        SELECT id, max(kund) AS kund, max(senast) AS senast,
            coalesce(array_agg(arende ORDER BY arende) FILTER (WHERE arende IS NOT NULL), '{{}}') AS arenden
        FROM enhet
        GROUP BY id
        HAVING (max(senast) AT TIME ZONE 'Europe/Stockholm')::date + make_interval(months => :manader) <= :dag
    )
    SELECT kund, arenden, senast,
        EXISTS (SELECT FROM insats i WHERE i.arende = ANY(arenden) AND i.status <> 'slutford') AS pagar,
        EXISTS (
            SELECT FROM utbetalning u WHERE u.arende = ANY(arenden) AND (
                u.status IN ('vantar', 'klar') OR u.status = 'utbetald' AND NOT EXISTS (
                    SELECT FROM betalningsrad b JOIN process p ON p.id = 'betalningsmanad-' || b.manad
                    WHERE b.arende = u.arende AND b.nyckel = u.nyckel AND p.status = 'attesterad'
                )
            )
        ) AS obetalt,
        EXISTS (
            SELECT FROM gallringsstopp s WHERE s.havt IS NULL AND (s.kund = akt.kund OR s.arende = ANY(arenden))
        ) AS stoppad,
        EXISTS (SELECT FROM process p WHERE p.arende = ANY(arenden) AND p.oppen) AS process,
        EXISTS (SELECT FROM sagt_i_kon k WHERE k.arende = ANY(arenden)) AS pa_vag
    FROM akt
    WHERE NOT EXISTS (
        SELECT FROM gallringsrad g WHERE g.status = 'gallrad'
        AND (g.kund = akt.kund OR akt.kund IS NULL AND g.arenden @> akt.arenden)
    )
    ORDER BY akt.id
"""
_ALLA = text(_SQL.format(av_insats="true", av_kund="true"))
_EN = text(_SQL.format(av_insats="kund = :enhet OR kund = :okand AND arende = :enhet", av_kund="id = :enhet"))
_SLUTADE = text(
    """
    SELECT anordnare, person FROM personal
    WHERE till + make_interval(months => :manader) <= :dag
        AND (namn IS NOT NULL OR epost IS NOT NULL OR uppdrag IS NOT NULL)
    ORDER BY anordnare, person
    """
)
