"""§14: what a month is worth in a case, and whether an underlag shows it (K14.2–K14.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.insats.bevakning import Bevakning, bevaka
from domain.insats.insats import Insats
from domain.insats.minne import harled
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.ersattning.varde import underlag_vantas, vantat_underlag
from domain.kapitel.inlamning.rapportmanad import manadens_ramar, sista_insatsdag
from domain.tid.frist import Fristrakning, dagar_fran, senast
from domain.tid.manad import Manad
from domain.tid.tidpunkt import datum


def stammer(i: Insats, m: Manad, u: Underlag) -> bool:
    """Whether an underlag shows what was computed when it came, or, if nothing could be then, what is computed now.

    One that came before the month's last insatsdag was written for an end that has since moved on (K11.1).
    """
    if datum(u.tid) < sista_insatsdag(i, m):
        return False
    return u.belopp == (u.vantat if u.vantat is not None else vantat_underlag(i, m))


def underlag_ankom(i: Insats, m: Manad) -> datetime | None:
    """The arrival of the first matching underlag (K14.4); of a month that is paid, the one it was paid by (K0.7).

    Where a correction has changed the amount, the one that matches now arrived when the one that matched before did.
    """
    if (betald := _betalt_underlag(i, m)) is not None:
        return betald
    if underlag_stamde(i, m) is None:
        return None
    return min(u.ankom or u.tid for u in i.underlag[m] if u.stamde_till or stammer(i, m, u))


def underlag_efter(i: Insats, tid: datetime) -> Fristrakning:
    """When an underlag is due that could not be written before ``tid``: as many days after it as after a month."""
    dag = datum(tid)
    return dagar_fran(dag, i.regelverk.tal("utbetalning.brytdag", dag))


def underlag_vantade_in(i: Insats, m: Manad) -> bool:
    """Whether the underlag came as soon as it should once the amount it had waited for was entered.

    It is then not later than the others were (K14.1, K14.5): its month is paid in the next run.
    """
    kom, ankom = i.beloppen_kom.get(m), underlag_ankom(i, m)
    return kom is not None and ankom is not None and datum(ankom) <= underlag_efter(i, kom).frist


def underlag_stamde(i: Insats, m: Manad) -> datetime | None:
    """When there was an underlag that shows what is computed now: what is put right later is paid later."""
    if (betald := _betalt_underlag(i, m)) is not None:
        return betald
    return underlag.tid if (underlag := godtaget_underlag(i, m)) else None


def godtaget_underlag(i: Insats, m: Manad) -> Underlag | None:
    """The first underlag that is enough for the month as it stands."""
    return next((u for u in i.underlag.get(m, ()) if stammer(i, m, u)), None)


def _betalt_underlag(i: Insats, m: Manad) -> datetime | None:
    if (betald := i.utbetalda.get(f"manad:{m}")) is None:
        return None
    return max((u.tid for u in i.underlag.get(m, ()) if u.tid <= betald.tid), default=None)


def rattade_underlag(
    fore: Insats, efter: Insats, tid: datetime, *, ankommer_nu: bool
) -> dict[Manad, tuple[Underlag, ...]]:
    """The underlag after a correction at ``tid``: each that showed the amount until then keeps that it did (K14.4).

    One that the correction itself has changed counts as it then stands, and with ``ankommer_nu`` from then: a
    correction is no way round the brytdatum. If the month had its underlag already, nothing came later by it.
    """
    return {m: tuple(_rattat(fore, efter, m, u, tid, ankommer_nu) for u in alla) for m, alla in efter.underlag.items()}


def _rattat(fore: Insats, efter: Insats, m: Manad, u: Underlag, tid: datetime, ankommer_nu: bool) -> Underlag:
    samma = (
        f for f in fore.underlag.get(m, ()) if (f.tid, f.fakturanummer, f.belopp) == (u.tid, u.fakturanummer, u.belopp)
    )
    if (var := next(samma, None)) is None:
        hade_kommit = m in fore.insatsmanader and underlag_ankom(fore, m) is not None
        return replace(u, ankom=tid) if ankommer_nu and not hade_kommit else u
    u = replace(u, ankom=var.ankom)
    hade, har = m in fore.insatsmanader, m in efter.insatsmanader
    if hade and har and vantat_underlag(fore, m) == vantat_underlag(efter, m):
        return var  # nothing that it is held against was corrected
    if har and stammer(efter, m, u):
        return u
    return replace(u, stamde_till=tid if hade and stammer(fore, m, var) else var.stamde_till)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`faktureringsunderlag` per month, by the brytdatum (K14.7); met by the first that matches.

    While an amount that it must show is not decided nothing is awaited of the anordnare (K14.1), whether it has sent
    one or not; from when it is entered there are as many days as the routine gives after the month.
    """
    for m, start, _, brytdag in harled(i, manadens_ramar):
        ankom = underlag_ankom(i, m)
        if ankom is None and not underlag_vantas(i, m):
            continue  # what was forfeited is not invoiced (K13.7)
        vilar = ankom is None and vantat_underlag(i, m) is None
        frist, satt = brytdag, start
        if (kom := i.beloppen_kom.get(m)) is not None:
            frist, satt = senast(frist, underlag_efter(i, kom)), max(satt, kom)
        rattat = max((u.stamde_till for u in i.underlag.get(m, ()) if u.stamde_till), default=None)
        if ankom is None and rattat is not None:  # no frist runs from before what made it necessary (K0.6)
            frist, satt = senast(frist, underlag_efter(i, rattat)), max(satt, rattat)
        yield bevaka(
            FAKTURERINGSUNDERLAG, m, "K14.7", min(start, ankom or start),
            frist, frist_satt=satt, uppfylld=ankom, vilar=vilar,
        )  # fmt: skip
