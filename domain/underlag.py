"""§14: what a month is worth in a case, and whether an underlag shows it (K14.2–K14.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.berakning import Ersattning, avbrottsersattning, forklara, manadsersattning
from domain.insats import Insats
from domain.manad import Manad, forsta, sista
from domain.manadsrapport import sista_insatsdag
from domain.minne import harled
from domain.period import Period
from domain.slutrapport import slutrapport_for, slutrapportfrist
from domain.tid import datum
from domain.uppgifter import Underlag


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


def vantat_underlag(i: Insats, m: Manad) -> Decimal | None:
    """The amount the month's underlag must show: the month's, and for the last month the avbrott with it (K14.4)."""
    summa = ersattning_for(i, m).belopp
    if summa is not None and m == i.sista_manad and (a := avbrott_for(i)) and not avbrott_forverkat(i):
        return None if a.belopp is None else summa + a.belopp
    return summa


def stammer(i: Insats, m: Manad, u: Underlag) -> bool:
    """Whether an underlag shows what was computed when it came, or, if nothing could be then, what is computed now.

    One that came before the month's last insatsdag was written for an end that has since moved on (K11.1).
    """
    if datum(u.tid) < sista_insatsdag(i, m):
        return False
    return u.belopp == (u.vantat if u.vantat is not None else vantat_underlag(i, m))


def underlag_ankom(i: Insats, m: Manad) -> datetime | None:
    """The arrival of the first matching underlag (K14.4); of a month that is paid, the one it was paid by (K0.7)."""
    if (betald := i.utbetalda.get(f"manad:{m}")) is not None:
        if tider := [u.tid for u in i.underlag.get(m, ()) if u.tid <= betald.tid]:
            return tider[-1]
    return next((u.tid for u in i.underlag.get(m, ()) if stammer(i, m, u)), None)


def forklaring_av_belopp(i: Insats, m: Manad) -> dict[str, Any]:
    """How a month's amount came about: the days, each amount and its source, the sum. Requires an insatsmånad."""
    e = ersattning_for(i, m)
    parameter = i.regelverk.parameter(f"checkbelopp.{i.kundval}")
    return {
        "manad": m,
        "fran": e.period.fran.isoformat(),
        "till": str(e.period.till),
        "insatsdagar": e.dagar,
        "hel_manad": e.hel_manad,
        "delar": [
            {
                "fran": d.fran.isoformat(),
                "till": d.till.isoformat(),
                "dagar": d.dagar,
                "manadsbelopp": str(d.manadsbelopp),
                "delat_med": d.delat_med,
            }
            for d in e.delar
        ],
        "utan_belopp_fran": [d.isoformat() for d in e.utan_belopp],
        "belopp": None if e.belopp is None else str(e.belopp),
        "vantat_underlag": None if (v := vantat_underlag(i, m)) is None else str(v),
        "kalla": f"{parameter.paragraf}, {parameter.krav} ({parameter.status})",
        "forklaring": forklara(e),
    }
