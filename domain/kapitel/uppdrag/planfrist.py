"""§7.3: how long the genomförandeplan may take (K7.3)."""

from __future__ import annotations

from datetime import date, datetime

from domain.insats.insats import Insats, med
from domain.insats.uppgifter import SagdStart
from domain.tid.frist import Fristrakning, dagar_fran, fast_datum, senast
from domain.tid.tidpunkt import datum


def planfrist(i: Insats) -> Fristrakning:
    """K7.3: 14 days from startdatum, and at least 7 from the uppdrag. Requires an uppdrag."""
    inlagt = datum(i.inlagt.tid)
    fran_start = dagar_fran(i.inlagt.startdatum, i.regelverk.tal("genomforandeplan.dagar", inlagt))
    frist = senast(fran_start, _plantid(i, inlagt))
    sagda = [s for s in i.sagda_starter if s.startdatum <= i.inlagt.startdatum]
    if not sagda:
        return frist
    forst = min(sagda, key=lambda s: s.tid)
    kvar = _plantid(i, datum(forst.tid))
    return senast(frist, kvar if kvar.frist <= forst.planfrist else fast_datum(forst.planfrist, forst.planfrist))


def _plantid(i: Insats, fran: date) -> Fristrakning:
    """The days that the anordnare always has for the plan, from what the KV registers (K7.3, K0.6)."""
    return dagar_fran(fran, i.regelverk.tal("genomforandeplan.dagar_fran_uppdrag", fran))


def med_sagd_start(ny: Insats, var: Insats, tid: datetime) -> Insats:
    """**Tolkning** (K0.6, K0.7): a startdatum that the KV corrects to an earlier one never makes the plan late.

    From the first correction that told of so early a start the anordnare has the days it has from an uppdrag, or what
    was left of its frist if that is less. ``var`` is the case before the correction, ``ny`` after it.
    """
    if ny.uppdrag is None or var.uppdrag is None:
        return ny
    sagda = ny.sagda_starter
    for tillfalle, uppdrag in ((var.uppdrag.tid, var.uppdrag), (tid, ny.uppdrag)):
        if ny.uppdrag.startdatum != var.uppdrag.startdatum and uppdrag.startdatum not in {s.startdatum for s in sagda}:
            sagda = (*sagda, SagdStart(tillfalle, uppdrag.startdatum, planfrist(var).frist))
    return med(ny, sagda_starter=sagda)
