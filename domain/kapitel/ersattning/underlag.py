"""§14: what a month is worth in a case, and whether an underlag shows it (K14.2–K14.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from domain.insats.insats import Insats
from domain.insats.minne import harled
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.rakning import Ersattning, avbrottsersattning, manadsersattning
from domain.kapitel.inlamning.manadsrapport import sista_insatsdag
from domain.kapitel.inlamning.slutrapport import slutrapport_for, slutrapportfrist
from domain.tid.frist import Fristrakning, dagar_fran
from domain.tid.manad import Manad, forsta, sista
from domain.tid.period import Period
from domain.tid.tidpunkt import datum


def ersattning_for(i: Insats, m: Manad) -> Ersattning:
    """The computed amount of a month with insatsdagar."""
    return harled(i, _ersattningar)[i.insatsmanader.index(m)]


def _ersattningar(i: Insats) -> Iterator[Ersattning]:
    """What each insatsmånad is worth. Much rests on it, and it changes only with the insats' days and the rules."""
    for m in i.insatsmanader:
        fonster = i.insatsperiod and Period(forsta(m), sista(m)).snitt(i.insatsperiod)
        assert fonster is not None
        yield manadsersattning(i.regelverk, i.kundval, fonster)


def avbrott_for(i: Insats) -> Ersattning | None:
    """The two weeks' pay of an avbrott (K14.3), if the end is of that form."""
    if i.form != "avbruten" or i.slutdatum is None or i.insatsperiod is None:
        return None
    return avbrottsersattning(i.regelverk, i.kundval, i.slutdatum)


def betalt_avbrott(i: Insats) -> str | None:
    """The paid row (its nyckel) of the avbrott that is now decided; None where none has been paid, or another has.

    A decision that is put right is the same one, and so is one of the same day again; a decision that was made after
    the payment is of another avbrott (K0.7).
    """
    beslut = i.avslutsbeslut
    betalda = {nyckel: u.tid for nyckel, u in i.utbetalda.items() if nyckel.startswith("avbrott:")}
    if beslut is None or not betalda:
        return None
    samma_dag = f"avbrott:{i.slutdatum}"
    return next((n for n, tid in betalda.items() if beslut.tid <= tid), samma_dag if samma_dag in betalda else None)


def avbrott_forverkat(i: Insats) -> bool:
    """K14.3: the final report missed its frist, and the KV has not granted the pay."""
    if i.avbrottsersattning_beviljad or i.slutdatum is None:
        return False
    lamnad = slutrapport_for(i, i.slutdatum)
    frist = slutrapportfrist(i).frist
    if lamnad:
        return datum(lamnad) > frist
    nyckel = f"slutrapport:{i.slutdatum.isoformat()}"
    return i.har_passerat(nyckel, frist) or nyckel in i.avskrivna


def manad_forverkad(i: Insats, m: Manad) -> bool:
    """K13.7: what the month's payment needs has been written off."""
    nycklar = [f"manadsrapport:{m}", f"rapportgodkannande:{m}", f"faktureringsunderlag:{m}"]
    if m == i.sista_manad:
        nycklar.append(f"slutrapport:{i.slutdatum}")
    return any(nyckel in i.avskrivna for nyckel in nycklar)


def avbrott_i_underlaget(i: Insats, m: Manad) -> Ersattning | None:
    """The avbrott that the month's underlag shows beside the month: in the last one, unless it is forfeited, or has
    been paid with another month that was the last one then (K14.4, K13.8).
    """
    betalt = betalt_avbrott(i)
    if m != i.sista_manad or avbrott_forverkat(i) or (betalt and betalt.removeprefix("avbrott:")[: len(m)] != m):
        return None
    return avbrott_for(i)


def vantat_underlag(i: Insats, m: Manad) -> Decimal | None:
    """The amount the month's underlag must show: the month's, and for the last month the avbrott with it (K14.4).

    Where the month is forfeited the avbrott stands alone (K13.7).
    """
    summa = ersattning_for(i, m).belopp
    if summa is not None and (a := avbrott_i_underlaget(i, m)) is not None:
        if a.belopp is None:
            return None
        return a.belopp if manad_forverkad(i, m) else summa + a.belopp
    return summa


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
    return next(u.tid for u in i.underlag[m] if u.stamde_till or stammer(i, m, u))


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


def rattade_underlag(fore: Insats, efter: Insats, tid: datetime) -> dict[Manad, tuple[Underlag, ...]]:
    """The underlag after a correction at ``tid``: each that showed the amount until then keeps that it did (K14.4).

    One that the correction itself has changed counts as it then stands.
    """
    return {m: tuple(_rattat(fore, efter, m, u, tid) for u in alla) for m, alla in efter.underlag.items()}


def _rattat(fore: Insats, efter: Insats, m: Manad, u: Underlag, tid: datetime) -> Underlag:
    samma = (
        f for f in fore.underlag.get(m, ()) if (f.tid, f.fakturanummer, f.belopp) == (u.tid, u.fakturanummer, u.belopp)
    )
    if (var := next(samma, None)) is None:
        return u
    hade, har = m in fore.insatsmanader, m in efter.insatsmanader
    if hade and har and vantat_underlag(fore, m) == vantat_underlag(efter, m):
        return var  # nothing that it is held against was corrected
    if har and stammer(efter, m, u):
        return u
    return replace(u, stamde_till=tid if hade and stammer(fore, m, var) else var.stamde_till)
