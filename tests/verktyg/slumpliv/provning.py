"""What holds of every life, after each step and when it is completed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from domain.insats.insats import Insats
from domain.kapitel.ersattning.utbetalningsrad import korning
from domain.kapitel.inlamning.slutrapportfrist import slutrapport_for, slutrapportfrist
from domain.liv import rutin
from domain.liv.forlopp import Steg, lat_ga
from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.tid.kalender import ar_arbetsdag
from domain.tid.tidpunkt import datum
from tests.verktyg.slumpliv.inspelat import vikt
from tests.verktyg.spel import Spel

LEVANDE = {"oppen", "forsenad", "planerad"}
FASTA = {
    "manadsrapport", "faktureringsunderlag", "slutrapport", "forlangningsbeslut",
    "rapportgranskning", "rapportgodkannande", "veckokontakt", "franvaroanmalan", "uppfoljningsmote",
}  # fmt: skip
"""Kinds whose frist is a date that the routine or the uppdrag names, an end date, or a calendar day (K0.4)."""


# What always holds


def provat(fall: Spel) -> None:
    """What holds after every step."""
    insats = fall.insats
    assert lat_ga(insats, fall.nu) == Steg(insats)
    for k in rutin.klockslag(insats):
        assert k.nar > fall.nu, k
    for b in rutin.bevakningar(insats):
        assert b.slag in FASTA or ar_arbetsdag(b.frist), b
        if b.nyckel in insats.oppnade and not insats.slutford and b.utfall(insats) == "oppen" and not b.vilar:
            assert b.frist >= datum(fall.nu), b
    assert all(v.utfall in {"uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord"} for v in fall.bevakningar())
    for u in fall.utbetalningar():
        assert (u.utbetalningsmanad is not None) == (u.status in ("klar", "utbetald")), u


def provat_till_slut(fall: Spel) -> None:
    """What holds of a completed case: nothing forgotten, everything paid, and the journal is all there is."""
    insats = fall.insats
    assert fall.status == "slutford"
    slut = {b.utfall for b in fall.bevakningar()}
    assert slut <= {"uppfylld", "sen", "avskriven", "upphord"}, fall.bevakningar()
    oppnade = {p.handelse.nyckel for p in fall.poster if p.handelse.slag == "bevakning_oppnad"}  # type: ignore[attr-defined]
    assert oppnade <= {f"{b.slag}:{b.avser}" if b.avser else b.slag for b in fall.bevakningar()}
    assert all(u.status == "utbetald" or u.forfallen for u in fall.utbetalningar())
    assert vikt(fall.poster) == insats
    assert insats_fran_json(insats_till_json(insats)) == insats
    assert [p.nr for p in fall.poster] == list(range(1, len(fall.poster) + 1))
    betalda = [(h.utbetalning, h.avser) for h in fall.handelser("utbetalning_verkstalld")]  # type: ignore[attr-defined]
    assert len(betalda) == len(set(betalda))
    for p in fall.poster:
        if p.handelse.slag == "utbetalning_verkstalld":  # never in a month that had been closed (K14.6)
            assert p.tid == korning(insats, p.handelse.utbetalningsmanad), p  # type: ignore[attr-defined]
    assert betalt_per_rad(insats) == vart_per_rad(insats)


def betalt_per_rad(insats: Insats) -> dict[str, Decimal]:
    """What each month and each avbrott has been paid, adjustments with it."""
    summa: dict[str, Decimal] = {}
    for nyckel, u in insats.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        om = avser.split(" #")[0] if slag in ("manad", "justering") else slag
        om = "avbrott" if om.startswith("avbrott") else om
        summa[om] = summa.get(om, Decimal()) + u.belopp
    return summa


def vart_per_rad(insats: Insats) -> dict[str, Decimal]:
    """The same rows counted anew, day by day, from the insatsdagar as they stand in the end."""
    period = insats.insatsperiod
    svar: dict[str, Decimal] = {}
    for om in betalt_per_rad(insats):
        if om == "avbrott":
            slut = insats.slutdatum
            assert slut is not None
            rapport = slutrapport_for(insats, slut)
            i_tid = rapport is not None and datum(rapport) <= slutrapportfrist(insats).frist
            ratt = insats.form == "avbruten" and period and (i_tid or insats.avbrottsersattning_beviljad)
            dagar = [slut + timedelta(days=n) for n in range(1, 15)] if ratt else []  # a grant may be struck (K0.7)
            hel = False
        else:
            ar, m = int(om[:4]), int(om[5:])
            alla = [date(ar, m, d + 1) for d in range(monthrange(ar, m)[1])]
            dagar = [d for d in alla if period and period.innehaller(d)]
            hel = dagar == alla
        exakt = sum((Fraction(_manadsbelopp(insats, d), len(dagar) if hel else 30) for d in dagar), Fraction())
        svar[om] = (Decimal(exakt.numerator) / exakt.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return svar


def _manadsbelopp(insats: Insats, d: date) -> int:
    """As it was last entered for the year."""
    borjor = {v.fran.year: v.varde for v in insats.regelverk.parameter(f"checkbelopp.{insats.kundval}").varden}
    return int(Decimal(str(borjor[d.year])))
