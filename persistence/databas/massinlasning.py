"""Bulk loading: rows are copied to a temporary table, judged there as a set, and moved in the same transaction.

So a file of any length is taken whole or not at all, in flat memory, and a process that is killed half-way leaves
nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    Table,
    column,
    exists,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import insert

from persistence.databas.motor import DatabasFel, DataFel, transaktion

INLAST = "inlast"
"""The temporary table: ``rad`` is the row's number in the file, the rest are the columns of the file."""


@dataclass(frozen=True, slots=True)
class Utfall:
    """What an import came to, in rows; the three add up to what was read."""

    nya: int
    andrade: int
    oforandrade: int

    @property
    def lasta(self) -> int:
        """How many rows were read."""
        return self.nya + self.andrade + self.oforandrade


@dataclass(frozen=True, slots=True)
class Traffar:
    """The rows that a set-based check found: the first of them by number, and how many they are in all."""

    rader: Sequence[int]
    antal: int


class _Torrkorning(Exception):
    """Undoes the transaction of a dry run."""


class Inlasning:
    """An open bulk loading. ``forbindelse`` is in its transaction."""

    def __init__(self, forbindelse: Connection, kolumner: Mapping[str, str]) -> None:
        self.forbindelse = forbindelse
        self._namn = ("rad", *kolumner)
        self.tabell: FromClause = table(INLAST, *(column(namn) for namn in self._namn))
        delar: list[sql.Composable] = [sql.SQL("rad integer NOT NULL")]
        delar += [sql.SQL("{} {}").format(sql.Identifier(namn), sql.SQL(typ)) for namn, typ in kolumner.items()]
        skapa = sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP")
        self._markor().execute(skapa.format(sql.Identifier(INLAST), sql.SQL(", ").join(delar)))

    def kopiera(self, rader: Iterable[Sequence[Any]]) -> int:
        """COPY the rows, each beginning with its number; returns how many. What iterating raises is passed on."""
        antal = 0
        kopia = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(INLAST), sql.SQL(", ").join(map(sql.Identifier, self._namn))
        )
        markor = self._markor()
        with markor.copy(kopia) as mal:
            for antal, rad in enumerate(rader, start=1):  # noqa: B007 - the last number is how many there were
                mal.write_row(rad)
        # Without figures the planner believes that the table is small, and joins it row by row.
        markor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(INLAST)))
        return antal

    def dubbletter(self, *kolumner: str, storst: int = 1000) -> Traffar:
        """Rows whose values in ``kolumner`` (none of them empty) stand in an earlier row."""
        k = [self.tabell.c[namn] for namn in kolumner]
        nummer = func.row_number().over(partition_by=k, order_by=self.tabell.c.rad).label("nummer")
        numrerade = select(self.tabell.c.rad, nummer).where(*(x.is_not(None) for x in k)).subquery()
        return self._traffar(select(numrerade.c.rad).where(numrerade.c.nummer > 1), storst)

    def saknas(self, kolumn: str, mal: Column[Any], *villkor: ColumnElement[bool], storst: int = 1000) -> Traffar:
        """Rows whose value in ``kolumn``, if any, is not in ``mal`` among the rows that meet ``villkor``."""
        k = self.tabell.c[kolumn]
        finns = exists().where(mal == k, *villkor)
        return self._traffar(select(self.tabell.c.rad).where(k.is_not(None), ~finns), storst)

    def dar(self, *villkor: ColumnElement[bool], storst: int = 1000) -> Traffar:
        """Rows that meet a condition on ``tabell``."""
        return self._traffar(select(self.tabell.c.rad).where(*villkor), storst)

    def _traffar(self, fraga: Any, storst: int) -> Traffar:
        traff = fraga.subquery()
        rader = self.forbindelse.execute(
            select(traff.c.rad, func.count().over()).order_by(traff.c.rad).limit(storst)
        ).all()
        return Traffar([r[0] for r in rader], rader[0][1] if rader else 0)

    def stall_in(
        self, mal: Table, nyckel: Sequence[str], kolumner: Sequence[str], satt: Mapping[str, Any] | None = None
    ) -> Utfall:
        """Add what is new in ``mal`` and change what differs; a row that is there as it is stays untouched.

        Args:
            nyckel: the columns of a primary key or unique constraint; two rows of the file never share one.
            kolumner: the columns that the file gives, those of the key among them; others keep their values.
            satt: columns to set besides, in rows that are new or differ (who changed, when); not compared.
        """
        satt = {k: v if isinstance(v, ColumnElement) else literal(v) for k, v in (satt or {}).items()}
        ur = select(*(self.tabell.c[k] for k in kolumner), *satt.values())
        ny = insert(mal).from_select([*kolumner, *satt], ur)
        varden = [k for k in kolumner if k not in nyckel]
        if varden:
            skiljer = func.row(*(mal.c[k] for k in varden)).is_distinct_from(
                func.row(*(ny.excluded[k] for k in varden))
            )
            ny = ny.on_conflict_do_update(
                index_elements=list(nyckel),
                set_={k: ny.excluded[k] for k in (*varden, *satt)},
                where=skiljer,
            )
        else:
            ny = ny.on_conflict_do_nothing(index_elements=list(nyckel))
        # xmax is set on a row that was there before.
        skrivna = ny.returning(literal_column("(xmax = 0)").label("ny")).cte("skrivna")
        alla = select(func.count()).select_from(self.tabell).scalar_subquery()
        nya = func.count().filter(skrivna.c.ny)
        rad = self.forbindelse.execute(select(nya, func.count(), alla).select_from(skrivna)).one()
        return Utfall(rad[0], rad[1] - rad[0], rad[2] - rad[1])

    def _markor(self) -> psycopg.Cursor[Any]:
        rak: psycopg.Connection[Any] = self.forbindelse.connection.driver_connection  # type: ignore[assignment]
        return rak.cursor()


@contextmanager
def inlasning(motor: Engine, namn: str, kolumner: Mapping[str, str], *, torrkor: bool = False) -> Iterator[Inlasning]:
    """A bulk loading in one transaction, rolled back by any error, and at the end of a dry run.

    Args:
        namn: what is loaded; two loadings of the same thing wait for each other.
        kolumner: column → SQL type. Both come from the program, never from a file.

    Raises:
        DataFel: the database refuses a value.
        DatabasFel: the database cannot be used now. Neither repeats what was written (K3.3).
    """
    try:
        with transaktion(motor) as forbindelse:
            forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"massinlasning {namn}"))))
            yield Inlasning(forbindelse, kolumner)
            if torrkor:
                raise _Torrkorning
    except _Torrkorning:
        return
    except (psycopg.DataError, psycopg.IntegrityError) as fel:
        raise DataFel(f"databasen tar inte emot uppgiften ({type(fel).__name__})") from None
    except psycopg.Error as fel:
        raise DatabasFel(f"databasen svarar inte som den ska ({type(fel).__name__})") from None
