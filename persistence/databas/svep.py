"""Several statements in one go: sent one after the other, and answered together, in one walk to the server and back.

Each statement is SQLAlchemy's own, put in words once a process; what is sent is what would have been sent one by one,
in the same transaction and the same order, under the same limits of time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError

Varden = Mapping[str, Any]
Sats = tuple[Executable, Varden | Sequence[Varden]]
"""A statement and its values; with a list of them it is said once for each."""


class Tvekan(Exception):
    """The database refuses a value that was sent: which statement is at fault, and why, is found one by one."""


def svep(forbindelse: Connection, satser: Sequence[Sats]) -> list[list[Any]]:
    """The rows that each statement answers with.

    Raises:
        Tvekan: see there; the transaction must be left.
        DBAPIError: as the statement by itself would raise it.
    """
    rak: psycopg.Connection[Any] = forbindelse.connection.driver_connection  # type: ignore[assignment]
    markorer: list[psycopg.Cursor[Any]] = []
    try:
        with rak.pipeline():
            for sats, varden in satser:
                rader = [varden] if isinstance(varden, Mapping) else varden
                text, kodare, egna = _i_ord(sats, tuple(rader[0]), forbindelse.dialect)
                kodade = [{k: kodare[k](v) if k in kodare else v for k, v in rad.items()} | egna for rad in rader]
                markorer.append(rak.cursor())
                if len(kodade) == 1:
                    markorer[-1].execute(text, kodade[0])
                else:
                    markorer[-1].executemany(text, kodade)
        return [m.fetchall() if m.description else [] for m in markorer]
    except (psycopg.IntegrityError, psycopg.DataError):
        raise Tvekan from None
    except psycopg.Error as fel:
        if rak.closed:
            forbindelse.invalidate()
        raise DBAPIError.instance(None, None, fel, psycopg.Error, hide_parameters=True) from None


@lru_cache(maxsize=64)
def _i_ord(
    sats: Executable, falt: tuple[str, ...], dialekt: Dialect
) -> tuple[str, Mapping[str, Callable[[Any], Any]], dict[str, Any]]:
    """A statement as the driver takes it, what is done to those values that do not go as they are, and its own."""
    klar: Any = sats.compile(dialect=dialekt, column_keys=list(falt))  # type: ignore[attr-defined]
    kodare = {namn: b.type.dialect_impl(dialekt).bind_processor(dialekt) for namn, b in klar.binds.items()}
    egna = {namn: varde for namn, varde in klar.params.items() if namn not in falt}
    return str(klar), {namn: koda for namn, koda in kodare.items() if koda}, egna
