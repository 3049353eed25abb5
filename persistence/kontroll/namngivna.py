"""The hunt for impossible states, of whom a case names: a socialsekreterare who is there and may read (K9.5)."""

from __future__ import annotations

from sqlalchemy import Engine, and_, case, not_, or_, select, true

from domain.grund.slag import Status
from domain.kontroll.fynd import Fynd
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import samma_id, socialsekreterare_i_tjanst
from persistence.tabeller.grund import insats, journal
from persistence.tabeller.kund import kund

_SAGT = ("insats_aktualiserad", "socialsekreterare_utsedd", "socialsekreterare_borttagen")
"""The lines that say who it is; the last of them holds."""
_BORTA = "kundens socialsekreterare finns inte i registret, eller är inte i tjänst"
_ANNAN = "ärendet berättar för en annan socialsekreterare än den som kundregistret har"


def utan_socialsekreterare(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Cases under way that tell a socialsekreterare who is in no register or no longer employed: a deviation reaches
    nobody. That the register of kunder names another, or nobody, is told and does no harm by itself: who is told may
    not read it (K3.7, K9.5).
    """
    i, j, k = insats.c, journal.c, kund.c
    den = case(
        (j.slag == _SAGT[0], j.handelse["socialsekreterare"].astext), (j.slag == _SAGT[1], j.handelse["till"].astext)
    )
    fraga_efter = select(den.label("id")).where(j.arende == i.arende, j.slag.in_(_SAGT)).order_by(j.nr.desc()).limit(1)
    namnd = fraga_efter.correlate(insats).lateral("namnd")
    i_tjanst = socialsekreterare_i_tjanst(namnd.c.id)
    annan = and_(k.id.is_not(None), or_(k.socialsekreterare.is_(None), not_(samma_id(k.socialsekreterare, namnd.c.id))))
    fraga = (
        select(i.arende, i_tjanst.label("i_tjanst"))
        .select_from(insats)
        .join(namnd, true())
        .outerjoin(kund, k.id == i.kund)
        .where(i.status != Status.SLUTFORD.value, namnd.c.id.is_not(None), or_(not_(i_tjanst), annan))
        .where(i.arende == arende if arende else true())
    )
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(i.arende)).all()
    return [Fynd("socialsekreterare", r.arende, *_ord(r.arende, r.i_tjanst), upplysning=r.i_tjanst) for r in rader]


def _ord(arende: str, i_tjanst: bool) -> tuple[str, str]:
    verb = f"insats sag {arende} utse_socialsekreterare --till ID"
    if i_tjanst:
        return _ANNAN, f"ändra kundregistret (insats kund andra), eller säg det till ärendet: {verb}"
    return _BORTA, f"utse en annan: {verb}, eller säg att ingen är det: insats sag {arende} ta_bort_socialsekreterare"
