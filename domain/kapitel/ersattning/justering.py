"""What was paid is never changed: the difference is a row of its own (K0.7, K13.8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.grund.pengar import kronor
from domain.insats.insats import Insats
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning, korning
from domain.kapitel.ersattning.varde import avbrott_for, avbrott_forverkat, betalt_avbrott, ersattning_for
from domain.kapitel.franvaro.franvaro import perioder
from domain.kapitel.inlamning.slutrapportfrist import slutrapport_for
from domain.tid.manad import manad, nasta
from domain.tid.period import Period
from domain.tid.tidpunkt import datum

INTYGSORD = {"sjuk": "läkarintyget", "vab": "VAB-intyget"}
"""What a certificate is called in a sentence."""


def justeringar(i: Insats) -> Iterator[Utbetalning]:
    """What was paid and what should have been paid, where a correction or a moved end made them differ (K0.7, K13.8).

    A row that was paid is never changed: the difference is a row of its own, without underlag, in the first payment
    month that is closed after that. A negative one is set off there.
    """
    if not i.utbetalda:
        return
    betalt: dict[str, Decimal] = {}
    antal: dict[str, int] = {}
    for nyckel, u in i.utbetalda.items():
        slag, _, avser = nyckel.partition(":")
        om = _om(avser) if slag == "justering" else nyckel
        betalt[om] = betalt.get(om, Decimal()) + u.belopp
        antal[om] = antal.get(om, 0) + (slag == "justering")
    blev = max(t for t in (i.rattad, i.slutdatum_satt, i.regelverk_infort, i.aktualiserad) if t)
    for om, summa in sorted(betalt.items()):
        ratt = _ratt_belopp(i, om)
        if ratt is not None and ratt != summa:
            p = manad(datum(blev))
            p = nasta(p) if blev >= korning(i, p) else p
            skulle = f"{_i_ord(om)} skulle ha varit {kronor(ratt)}, {kronor(summa)} är betalt"
            text = f"rättat: {skulle}; regleras i {p} (K0.7)"
            yield Utbetalning("justering", _avser(om, antal[om] + 1), 0, ratt - summa, p, "klar", text)


def _avser(om: str, nummer: int) -> str:
    """What an adjustment concerns: ``2024-03``, ``2024-03 #2`` for the second, ``avbrott 2024-06-14``."""
    slag, _, avser = om.partition(":")
    return (avser if slag == "manad" else f"{slag} {avser}") + (f" #{nummer}" if nummer > 1 else "")


def _i_ord(om: str) -> str:
    """The paid row that was put right, as staff name it: ``månad 2024-03``, ``avbrott 2024-06-14``."""
    return om.replace("manad:", "månad ").replace("avbrott:", "avbrott ")


def _om(avser: str) -> str:
    """The paid row that an adjustment concerns: the inverse of ``_avser``."""
    rad = avser.partition(" #")[0]
    return rad.replace(" ", ":") if " " in rad else f"manad:{rad}"


def utan_foremal(i: Insats) -> tuple[str, ...]:
    """What stands in the case and has no object as the facts are now: it is kept, and told of (K0.7)."""
    over = [
        f"{INTYGSORD[g.slag]} som kom in {datum(g.tid)}"
        for g in i.intyg
        if not any(Period(p.fran, p.till).innehaller(g.fran) for p in perioder(i, g.slag))
    ]
    if i.avbrottsersattning_beviljad and avbrott_for(i) is None:
        over.append("den beviljade avbrottsersättningen")
    return tuple(over)


def _ratt_belopp(i: Insats, nyckel: str) -> Decimal | None:
    """What a paid row would be worth by the facts as they now stand; None where no amount is decided."""
    slag, _, avser = nyckel.partition(":")
    if slag == "manad":
        return ersattning_for(i, avser).belopp if avser in i.insatsmanader else Decimal()
    # What has been paid for an avbrott is not lost by its date being put right: only by its not having been one, and by
    # what it was paid on, a final report in time or the KV's grant, being no longer there.
    a = avbrott_for(i) if nyckel == betalt_avbrott(i) else None
    return a.belopp if a is not None and not _utan_grund(i, avser) else Decimal()


def _utan_grund(i: Insats, avslutsdatum: str) -> bool:
    """Whether a paid avbrott rests on nothing any more (K0.7, K14.3)."""
    if not i.regelverk.ja("avskrivning.attesteras", date.fromisoformat(avslutsdatum)):
        return False
    rapport = slutrapport_for(i, i.slutdatum)
    if avslutsdatum == str(i.slutdatum):
        return avbrott_forverkat(i) or (rapport is None and not i.avbrottsersattning_beviljad)
    return rapport is None and not i.avbrottsersattning_beviljad
