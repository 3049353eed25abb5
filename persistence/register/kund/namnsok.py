"""To find a kund by name: by the beginning of any part of it, in any order, of which there is an index.

What stands in the middle of a part is not looked for: that would be to read the whole register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Connection, false, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from persistence.tabeller.kund import namnets_delar

_MELLAN = re.compile(r"[ .,'’()/-]+")
"""What parts a name: as in ``namnets_delar``."""


def har(namn: str, tabell: str = "kund") -> ColumnElement[bool]:
    """Whether each word of ``namn`` begins a part of the name, as a condition on ``kund`` where it is not protected.

    ``tabell``: what its rows are called, if not so; of them there is no index, and each is looked at.
    """
    orden = [ord_ for ord_ in _MELLAN.split(namn) if ord_]
    if not orden:
        return false()
    fraga = " & ".join(f"'{ord_.replace(chr(92), chr(92) * 2)}':*" for ord_ in orden)
    # Folded by the database, as the names are: letters of other alphabets are folded otherwise in Python.
    delarna: ColumnElement[str] = literal_column(namnets_delar(tabell), TSVECTOR)
    return delarna.bool_op("@@")(func.lower(literal(fraga)).cast(TSQUERY))


@contextmanager
def genom_indexet(forbindelse: Connection) -> Iterator[None]:
    """While the block runs, what is asked is answered by the index of the names' parts.

    The database holds it for as cheap to take a name apart as to compare two numbers. It is a hundred times as dear,
    and left to choose it takes each name of the register apart, in the order of another index.
    """
    vagar = ("enable_seqscan", "enable_indexscan", "enable_indexonlyscan")

    def stall(hur: str) -> None:
        forbindelse.execute(select(*(func.set_config(vag, hur, True) for vag in vagar)))

    stall("off")
    yield
    stall("on")  # of a transaction that failed nothing is left to set
