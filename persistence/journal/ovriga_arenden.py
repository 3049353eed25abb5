"""The kund's other cases, as the read tables have them: what K6.1, K8.6 and K13.4 are held against.

A kund without an id is told from no other, so such cases are known to be the same kund's only where one follows on
another.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Connection, Row, Text, and_, any_, cast, func, select, tuple_

from domain.grund.beteckning import OKAND_KUND
from domain.grund.slag import Status
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad, prova_samtidiga
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from persistence.tabeller.grund import borjar, foljer_pa, insats, journal

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
    return [k for r in _rader(forbindelse, urval, arende) if r.status in _PAGAR and (k := kundarende(r))]


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
    rader = (
        r for r in _rader(forbindelse, urval, arende) if r.slag == egen.slag or not (r.parallell or egen.parallell)
    )
    return [k for r in rader if (k := kundarende(r))]


def som_kan_overlappa(forbindelse: Connection) -> list[Row[Any]]:
    """Every case that has another to be held against: of the same kund with the same insats, or in a chain."""
    i = insats.c
    flera = select(i.kund, i.slag).where(i.kund != OKAND_KUND).group_by(i.kund, i.slag).having(func.count() > 1)
    lankar = select(journal.c.arende, foljer_pa).where(borjar, foljer_pa.is_not(None))
    ids = {a for lank in forbindelse.execute(lankar) for a in lank}
    ids |= set(forbindelse.execute(select(i.arende).where(tuple_(i.kund, i.slag).in_(flera))).scalars())
    return _med_id(forbindelse, ids)


def _rader(forbindelse: Connection, urval: list[Any], utom: str) -> list[Row[Any]]:
    # The ids first: joined in one question, all the cases there are would be gone through.
    ids = {a for u in urval for a in forbindelse.execute(u).scalars()} - {utom}
    return _med_id(forbindelse, ids)


def _med_id(forbindelse: Connection, ids: set[str]) -> list[Row[Any]]:
    fraga = _RADER.where(insats.c.arende == any_(cast(sorted(ids), ARRAY(Text)))).order_by(insats.c.arende)
    return list(forbindelse.execute(fraga)) if ids else []


def _efter(arende: str) -> Any:
    """The cases that follow on one."""
    return select(journal.c.arende).where(borjar, foljer_pa == arende)


def kundarende(r: Row[Any]) -> Kundarende | None:
    """A case that has days or is to have them; None for one that is recalled, or decided to be (K13.2)."""
    slut_beslutat = r.avslutsorsak is not None or r.status not in _PAGAR
    if r.startdatum is None:
        dag1 = datum(r.aktualiserad)
        fran = max(dag1, date.fromisoformat(r.tidigast_start)) if r.tidigast_start else dag1
        utan_dagar = slut_beslutat
    else:
        fran, utan_dagar = r.startdatum, r.slutdatum is not None and r.slutdatum < r.startdatum
    if utan_dagar or r.avslutsform == "aterkallad":
        return None
    return Kundarende(r.arende, r.slag, fran, r.slutdatum, slut_beslutat, r.foregaende, r.parallell)
