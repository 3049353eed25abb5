"""Closing a payment month: every row that its case has marked as paid is frozen, once (K14.6).

A handful of statements, whatever the number of cases, in one transaction on one snapshot: no row falls between what is
paid and what is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection, Engine, text

from domain.tid.manad import Manad
from persistence.databas.motor import transaktion


@dataclass(frozen=True, slots=True)
class Anordnartotal:
    """A month's totals for one anordnare, in kronor, as the closing counted them: more than the process keeps of it.

    ``ersattning`` + ``justeringar`` + ``ingaende`` = ``att_betala`` + ``utgaende``; the two carried balances are never
    positive. ``rader`` and ``innehallna`` count the rows of cases that are paid and that are not.
    """

    anordnare: str
    ersattning: Decimal
    justeringar: Decimal
    ingaende: Decimal
    att_betala: Decimal
    utgaende: Decimal
    rader: int
    innehallna: int


@dataclass(frozen=True, slots=True)
class Stangning:
    """A closed month: when (UTC), its totals by anordnare, and how many rows their cases had not marked in time."""

    manad: Manad
    stangd: datetime
    totaler: tuple[Anordnartotal, ...]
    ej_svarat: int


@dataclass(frozen=True, slots=True)
class IngarI:
    """The month was never closed for itself: a later one, already closed, holds its rows."""

    manad: Manad


def kvar(motor: Engine, manad: Manad) -> int:
    """How much is still to come before the month can be closed: rows that are to be paid by ``manad`` and that their
    cases have not marked, and earlier months that are being closed. Nothing, once it is closed. Raises: DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        return int(forbindelse.execute(_KVAR, {"manad": manad}).scalar_one())


def stang(motor: Engine, manad: Manad, nu: datetime) -> Stangning | IngarI:
    """Close the month; a closed one answers with what it was closed with.

    Frozen is every row that is marked as paid in ``manad`` or an earlier month and stands in no closed month. So a row
    that its case marked late comes in the next month that is closed, and a month that was never closed comes in the
    one after it. What an anordnare owes by adjustments is set off, and the rest carried to the next month (K0.7).

    Raises:
        DataFel: the rows do not add up; nothing is closed.
        DatabasFel: the database cannot be used now. Whether the month was closed is found out by closing it again.
    """
    # One snapshot for all statements: a case that marks a row in between is seen by none of them.
    with transaktion(motor.execution_options(isolation_level="REPEATABLE READ")) as forbindelse:
        # The snapshot is taken after the lock, so the one who waited sees what the other closed.
        forbindelse.execute(text("LOCK TABLE betalningsmanad IN EXCLUSIVE MODE"))
        if (redan := hamta(forbindelse, manad)) is not None:
            return redan
        senare = forbindelse.execute(_SENARE, {"manad": manad}).scalar()
        if senare is not None:
            return IngarI(senare)
        vad = {"manad": manad, "nu": nu, "forra": forbindelse.execute(_FORRA, {"manad": manad}).scalar()}
        for sats in (_MANADEN, _RADERNA, _INNEHALLNA, _TOTALERNA):
            forbindelse.execute(sats, vad)
        stangd = hamta(forbindelse, manad)
        assert stangd is not None
        return stangd


def hamta(forbindelse: Connection, manad: Manad) -> Stangning | None:
    """A closed month, or None."""
    stangd = forbindelse.execute(_STANGD, {"manad": manad}).scalar()
    if stangd is None:
        return None
    totaler = tuple(Anordnartotal(**r) for r in forbindelse.execute(_TOTALER, {"manad": manad}).mappings())
    return Stangning(
        manad, stangd.astimezone(UTC), totaler, forbindelse.execute(_EJ_SVARAT, {"manad": manad}).scalar_one()
    )


_KVAR = text(
    """
    SELECT CASE WHEN EXISTS (SELECT 1 FROM betalningsmanad WHERE manad >= :manad) THEN 0 ELSE
           (SELECT count(*) FROM utbetalning WHERE status = 'klar' AND utbetalningsmanad <= :manad)
         + (SELECT count(*) FROM process
            WHERE slag = 'betalningsmanad' AND status = 'stangs' AND data ->> 'manad' < :manad)
           END
    """
)
_STANGD = text("SELECT stangd FROM betalningsmanad WHERE manad = :manad")
_SENARE = text("SELECT min(manad) FROM betalningsmanad WHERE manad > :manad")
_FORRA = text("SELECT max(manad) FROM betalningsmanad WHERE manad < :manad")
_TOTALER = text(
    """
    SELECT anordnare, ersattning, justeringar, ingaende, att_betala, utgaende, rader, innehallna
    FROM betalning_anordnare WHERE manad = :manad ORDER BY anordnare COLLATE "C"
    """
)
_EJ_SVARAT = text("SELECT count(*) FROM betalning_innehallen WHERE manad = :manad AND status = 'ej_svarat'")

_MANADEN = text("INSERT INTO betalningsmanad (manad, stangd) VALUES (:manad, :nu)")

_RADERNA = text(
    """
    INSERT INTO betalningsrad (manad, anordnare, ordning, arende, nyckel, insats, slag, avser, utbetalningsmanad,
                               dagar, belopp, forklaring)
    SELECT :manad, anordnare,
           row_number() OVER (PARTITION BY anordnare
                              ORDER BY sort, arende COLLATE "C", avser COLLATE "C", nyckel COLLATE "C"),
           arende, nyckel, insats, slag, avser, utbetalningsmanad, dagar, belopp, forklaring
    FROM (
        SELECT 1 AS sort, u.anordnare, u.arende, u.nyckel, i.slag AS insats, u.slag, u.avser, u.utbetalningsmanad,
               u.dagar, u.belopp, u.forklaring
        FROM utbetalning u JOIN insats i ON i.arende = u.arende
        WHERE u.status = 'utbetald' AND u.utbetalningsmanad <= :manad
          AND NOT EXISTS (SELECT 1 FROM betalningsrad b WHERE b.arende = u.arende AND b.nyckel = u.nyckel)
        UNION ALL
        SELECT 2, a.anordnare, NULL, 'overfort:' || a.manad, NULL, 'overfort', a.manad, :manad,
               0, a.utgaende, 'överfört från ' || a.manad || ': avdrag som inte rymdes i den månaden (K0.7)'
        FROM betalning_anordnare a WHERE a.manad = :forra AND a.utgaende < 0
    ) AS alla
    """
)

# A completed case awaits nothing: what it forfeited is told once, not every month for good.
_INNEHALLNA = text(
    """
    INSERT INTO betalning_innehallen (manad, anordnare, ordning, arende, nyckel, insats, slag, avser, dagar, belopp,
                                      status, forklaring)
    SELECT :manad, anordnare,
           row_number() OVER (PARTITION BY anordnare
                              ORDER BY arende COLLATE "C", avser COLLATE "C", nyckel COLLATE "C"),
           arende, nyckel, insats, slag, avser, dagar, belopp, hur,
           forklaring || CASE hur WHEN 'ej_svarat' THEN
               '; ärendet har inte svarat: raden var inte markerad som utbetald när månaden stängdes, '
               'och kommer i nästa månad som stängs (§14, K14.6)' ELSE '' END
    FROM (
        SELECT u.anordnare, u.arende, u.nyckel, i.slag AS insats, u.slag, u.avser, u.dagar, u.belopp, u.forklaring,
               CASE WHEN u.status <> 'klar' THEN u.status
                    WHEN u.utbetalningsmanad <= :manad THEN 'ej_svarat' ELSE 'senare' END AS hur
        FROM utbetalning u JOIN insats i ON i.arende = u.arende
        WHERE u.status <> 'utbetald'
          AND NOT (i.status = 'slutford' AND EXISTS (
              SELECT 1 FROM betalning_innehallen t
              WHERE t.arende = u.arende AND t.nyckel = u.nyckel AND t.forklaring = u.forklaring))
    ) AS alla
    """
)

_TOTALERNA = text(
    """
    INSERT INTO betalning_anordnare (manad, anordnare, ersattning, justeringar, ingaende, att_betala, utgaende,
                                     rader, innehallna)
    SELECT :manad, anordnare, ersattning, justeringar, ingaende,
           greatest(ersattning + justeringar + ingaende, 0), least(ersattning + justeringar + ingaende, 0),
           rader, innehallna
    FROM (
        SELECT anordnare,
               coalesce(sum(belopp) FILTER (WHERE slag IN ('manad', 'avbrott')), 0) AS ersattning,
               coalesce(sum(belopp) FILTER (WHERE slag = 'justering'), 0) AS justeringar,
               coalesce(sum(belopp) FILTER (WHERE slag = 'overfort'), 0) AS ingaende,
               count(*) FILTER (WHERE slag IN ('manad', 'avbrott', 'justering')) AS rader,
               count(*) FILTER (WHERE slag IS NULL) AS innehallna
        FROM (
            SELECT anordnare, slag, belopp FROM betalningsrad WHERE manad = :manad
            UNION ALL
            SELECT anordnare, NULL, NULL FROM betalning_innehallen WHERE manad = :manad
        ) AS rader
        GROUP BY anordnare
    ) AS per_anordnare
    """
)
