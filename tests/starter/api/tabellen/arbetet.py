"""What a request had the database do: the statements put to it, the ends of transactions, and whether it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event


@dataclass
class Arbete:
    """``satser`` in the order they came, with ``COMMIT`` and ``ROLLBACK``; ``skrev``: how many of the transactions had
    something to put on the disk before the answer."""

    satser: list[str] = field(default_factory=list)
    skrev: int = 0

    def sats(self, _f: Connection, _c: Any, text: str, *_mer: Any) -> None:
        self.satser.append(text)

    def klart(self, _f: Connection) -> None:
        self.satser.append("COMMIT")

    def avbrutet(self, _f: Connection) -> None:
        self.satser.append("ROLLBACK")


@contextmanager
def arbetet(motor: Engine) -> Iterator[Arbete]:
    """What is done by every engine of this process while the block runs, the doors' own among them."""
    a = Arbete()
    lyssnare = (("before_cursor_execute", a.sats), ("commit", a.klart), ("rollback", a.avbrutet))
    fore = _skrivande(motor)
    with ExitStack() as stack:
        for namn, lyssnar in lyssnare:
            event.listen(Engine, namn, lyssnar)
            stack.callback(event.remove, Engine, namn, lyssnar)
        yield a
    a.skrev = _skrivande(motor) - fore


def samma_arbete(motor: Engine, *fragor: Callable[[], object]) -> bool:
    """Whether questions have the database do the same. What is done once in a while, whatever is asked for (a login's
    use is noted, new rules are looked for), is not there when they are asked again."""

    def gjort(fraga: Callable[[], object]) -> Arbete:
        with arbetet(motor) as a:
            fraga()
        return a

    for _ in range(3):
        forst, *andra = map(gjort, fragor)
        if all(a == forst for a in andra):
            return True
    return False


def _skrivande(motor: Engine) -> int:
    """How many transactions have written something: each has taken a number, and waited for the server's log."""
    with psycopg.connect(motor.url.set(drivername="postgresql").render_as_string(hide_password=False)) as f:
        rad = f.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
        assert rad is not None
        return int(rad[0])
