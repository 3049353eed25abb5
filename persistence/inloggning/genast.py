"""Who is asking and whether the case is theirs, in one statement: what almost every kommando is let through by.

A kommando waits for its receipt, and before it leaves the session, the register and the case are asked. Asked apart,
each in a transaction, it took longer than all else that a door does. Here they are one question, put to the database
each time, which has an answer only where everything is as it should be; where anything at all is otherwise it has none,
and the long way asks again, tells why, and writes down what is to be written.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, LargeBinary, Text, bindparam, not_, select
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import SQLAlchemyError

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.databas.motor import utan_transaktion
from persistence.inloggning import konton
from persistence.inloggning.sessioner import FALT, RORS, Granser, Session, Slag, fingeravtryck
from persistence.insyn.vem_ser import ar_skyddad, far_tala
from persistence.tabeller.grund import insats
from persistence.tabeller.inloggning import session

_FLEST = 10_000


@dataclass
class Genast:
    """The question, for one process. ``_vilka`` remembers whom a session's hash acts as, which never changes while
    the hash is there; it chooses how the question is put, and is itself held against the session's row by it."""

    motor: Engine
    granser: Mapping[Slag, Granser]
    _vilka: OrderedDict[bytes, Aktor] = field(default_factory=OrderedDict)
    _utan: Engine | None = None

    def stang(self) -> None:
        """Let go of the connections."""
        if self._utan is not None:
            self._utan.dispose()

    def minns(self, hemlighet: str, som: Aktor) -> None:
        """The long way has found whom a session acts as."""
        self._vilka[fingeravtryck(hemlighet)] = som
        while len(self._vilka) > _FLEST:
            self._vilka.popitem(last=False)

    def fraga(self, hemlighet: str, arende: str, nu: datetime) -> tuple[Session, int] | None:
        """The session, and the last line of a case that its actor may say something to; None: ask the long way.

        No answer is also had where the session's use is to be noted, or the kund is protected, which is logged.
        """
        som = self._vilka.get(nyckel := fingeravtryck(hemlighet))
        if som is None:
            return None
        fragan, fasta = _fragan(som)
        varden = fasta | {"b_hash": nyckel, "b_dag": datum(nu), "b_arende": arende}
        if self._utan is None:
            self._utan = utan_transaktion(self.motor)
        try:
            with self._utan.connect() as forbindelse:
                rad = forbindelse.exec_driver_sql(fragan, varden).first()
        except SQLAlchemyError:
            return None  # the long way waits for a database that is away, and says so
        if rad is None:
            return None
        s = Session(**dict(zip(FALT, rad, strict=False)), aktor=som, omraden=_omraden(rad[-2]))
        ror = nu - s.senast >= RORS
        slut = nu >= s.gar_ut or nu >= s.senast + self.granser[s.slag].vila
        return None if ror or slut else (s, int(rad[-1]))


def _omraden(varde: Any) -> tuple[str, ...] | None:
    return None if varde is None else tuple(varde)


@lru_cache(maxsize=2048)
def _fragan(som: Aktor) -> tuple[str, dict[str, Any]]:
    """The question of one who speaks, as text, with the values that are always the same."""
    s, i = session.c, insats.c
    fraga = (
        select(*(s[f] for f in FALT), s.omraden, i.nr)
        .select_from(session)
        .join(insats, i.arende == bindparam("b_arende", type_=Text))
        .where(
            s.hash == bindparam("b_hash", type_=LargeBinary), s.avslutad.is_(None), s.aktor == str(som),
            konton.star_for(s.utfardare, s.konto, som), far_tala(som), not_(ar_skyddad(i.kund)),
        )
    )  # fmt: skip
    c = fraga.compile(dialect=_DIALEKT, compile_kwargs={"render_postcompile": True})
    return str(c), {k: v for k, v in {**c.params, **konton.vem(som)}.items() if k in c.params}


_DIALEKT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
