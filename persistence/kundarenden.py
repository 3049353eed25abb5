"""The kund's other cases, as the read tables have them: what K6.1, K8.6 and K13.4 are held against.

A kund without an id is told from no other, so such cases are known to be the same kund's only where one follows on
another.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, union

from domain.aktualisering import InsatsAktualiserad, prova_samtidiga
from domain.behorighet import OKAND_KUND
from domain.insats import Status
from domain.journal import Post
from domain.samtidiga import Kundarende
from domain.tid import datum
from persistence.tabeller import borjar, foljer_pa, insats, journal

_PAGAR = [s.value for s in (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR)]
_borjan = journal.alias("borjan")
_RADER = select(
    insats,
    _borjan.c.tid.label("aktualiserad"),
    _borjan.c.handelse["foregaende"].astext.label("foregaende"),
    _borjan.c.handelse["tidigast_start"].astext.label("tidigast_start"),
    func.coalesce(_borjan.c.handelse["parallell"].as_boolean(), False).label("parallell"),
).join(_borjan, and_(_borjan.c.arende == insats.c.arende, _borjan.c.nr == 1))
"""The cases, with what their first lines say."""


def pagaende(forbindelse: Connection, arende: str, kund: str, foregaende: str | None) -> list[Kundarende]:
    """The cases under way that are known to be the same kund's as a new one's.

    Args:
        arende: the new one.
        kund: the kund's id; ``OKAND_KUND`` where there is none.
        foregaende: the case that the new one follows on, if any.
    """
    urval = [select(insats.c.arende).where(insats.c.kund == kund)] if kund != OKAND_KUND else []
    if foregaende is not None:
        urval += [_efter(foregaende), select(insats.c.arende).where(insats.c.arende == foregaende)]
    if not urval:
        return []
    i = insats.c
    fraga = _RADER.where(i.arende.in_(union(*urval)), i.arende != arende, i.status.in_(_PAGAR))
    return _med_dagar(forbindelse.execute(fraga.order_by(i.arende)))


def prova_borjan(forbindelse: Connection, post: Post) -> None:
    """Whether a case may begin with this line, as the tables stand when it is written: of two that are begun for the
    kund at once, the one that is written last meets the other.

    Raises: Avvisning, K6.1 or K8.6.
    """
    h = post.handelse
    if not isinstance(h, InsatsAktualiserad):
        return
    nyckel = h.kund if h.kund != OKAND_KUND else h.foregaende
    if nyckel is None:
        return
    # Held until the line is committed: nobody else's can be written meanwhile without being seen.
    forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"aktualisering:{nyckel}", 0))))
    prova_samtidiga(h, datum(post.tid), pagaende(forbindelse, h.arende, h.kund, h.foregaende))


def far_inte_overlappa(forbindelse: Connection, arende: str) -> list[Kundarende]:
    """The cases that this one may have no day in common with: the same kund's with the same insats; and those that it
    is linked to, unless the kund was judged to be able to go on in both (K8.6)."""
    i = insats.c
    egen = forbindelse.execute(_RADER.where(i.arende == arende)).first()
    if egen is None:
        return []
    urval = [_efter(arende), select(i.arende).where(i.arende == egen.foregaende)]
    if egen.kund != OKAND_KUND:
        urval.append(select(i.arende).where(i.kund == egen.kund, i.slag == egen.slag))
    parallella = and_(i.slag != egen.slag, or_(_borjan.c.handelse["parallell"].as_boolean(), egen.parallell))
    fraga = _RADER.where(i.arende.in_(union(*urval)), i.arende != arende, func.coalesce(parallella, False).is_(False))
    return _med_dagar(forbindelse.execute(fraga.order_by(i.arende)))


def _efter(arende: str) -> Any:
    """The cases that follow on one."""
    return select(journal.c.arende).where(borjar, foljer_pa == arende)


def _med_dagar(rader: Any) -> list[Kundarende]:
    return [k for r in rader if (k := _kundarende(r)) is not None]


def _kundarende(r: Row[Any]) -> Kundarende | None:
    """A case that has days or is to have them; None for one that is recalled, or decided to be (K13.2)."""
    slut_beslutat = r.avslutsorsak is not None or r.status not in _PAGAR
    if r.startdatum is None:
        dag1 = datum(r.aktualiserad)
        fran = max(dag1, date.fromisoformat(r.tidigast_start)) if r.tidigast_start else dag1
        utan_dagar = slut_beslutat
    else:
        fran, utan_dagar = r.startdatum, r.slutdatum < r.startdatum
    if utan_dagar or r.avslutsform == "aterkallad":
        return None
    return Kundarende(r.arende, r.slag, fran, r.slutdatum, slut_beslutat, r.foregaende, r.parallell)
