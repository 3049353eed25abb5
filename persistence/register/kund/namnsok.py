"""To find a kund by name: by the beginning of any part of it, in any order, of which there is an index.

What stands in the middle of a part is not looked for: that would be to read the whole register.
"""

from __future__ import annotations

import re

from sqlalchemy import ColumnElement, false, func, literal, literal_column
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from persistence.tabeller.kund import NAMNETS_DELAR

_MELLAN = re.compile(r"[ .,'’()/-]+")
"""What parts a name: as in ``NAMNETS_DELAR``."""
_DELARNA: ColumnElement[str] = literal_column(NAMNETS_DELAR, TSVECTOR)


def har(namn: str) -> ColumnElement[bool]:
    """Whether each word of ``namn`` begins a part of the name, as a condition on ``kund`` where it is not protected."""
    orden = [ord_ for ord_ in _MELLAN.split(namn) if ord_]
    if not orden:
        return false()
    fraga = " & ".join(f"'{ord_.replace(chr(92), chr(92) * 2)}':*" for ord_ in orden)
    # Folded by the database, as the names are: letters of other alphabets are folded otherwise in Python.
    return _DELARNA.bool_op("@@")(func.lower(literal(fraga)).cast(TSQUERY))
