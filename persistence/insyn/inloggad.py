"""What the doors keep of somebody: the login, who has been logged in by it, and where mail to a kund goes (K3.8)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, exists, false, or_

from domain.grund.parter import Aktor, Roll
from persistence.tabeller.inloggning import konto, session, terminalkod
from persistence.tabeller.post import adress

GALLRAS = (terminalkod, session, adress)
"""What goes by a statement of its own, before the login does: ``konto`` is taken away by a signed gallring alone."""


def skrivs_som(vem: Aktor) -> tuple[str, ...]:
    """How somebody is written where they act; at a door the id is in lower case."""
    return tuple({str(Aktor(vem.roll, id, vem.organisation)) for id in (vem.id, vem.id.lower())})


def hos_dorrarna(tabell: Table, vem: Aktor) -> ColumnElement[bool] | None:
    """What of a table is theirs as one who logs in or is written to; None for a table of something else.

    One login may be several people's here: a kund who is employed somewhere. What was done by it as another stays; a
    session that has not chosen whom to act as is theirs where the login can be nobody else.
    """
    dem = skrivs_som(vem)
    if tabell is adress:
        egen = adress.c.part.in_((vem.id, vem.id.lower()))
        return and_(adress.c.roll == Roll.KUND.value, egen) if vem.roll is Roll.KUND else false()
    if tabell is konto:
        return konto.c.aktor.in_(dem)
    if tabell is not session and tabell is not terminalkod:
        return None
    t = tabell.c
    samma = (konto.c.utfardare == t.utfardare, konto.c.konto == t.konto)
    ingen_annan = exists().where(*samma, konto.c.aktor.in_(dem)) & ~exists().where(*samma, konto.c.aktor.not_in(dem))
    return or_(t.aktor.in_(dem), and_(t.aktor.is_(None), ingen_annan))
