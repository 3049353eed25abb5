"""K14.1: what it does to a case that an amount it lacked is entered, and that a wrong one is put right (K0.7).

Months that are not paid are worth what is then right, and those that are paid are adjusted: that follows by itself
(``underlag``, ``justering``). Here stands what has to be remembered for it, and what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Underlag
from domain.kapitel.ersattning.underlag import stammer
from domain.kapitel.ersattning.varde import avbrott_for, ersattning_for, vantat_underlag
from domain.regler.regelverk import Parameter
from domain.skeende.handelse import Brev
from domain.tid.manad import Manad


def ar_belopp(p: Parameter) -> bool:
    """Whether a parameter is an amount that is paid."""
    return p.nyckel.startswith("checkbelopp.")


def belopp_kom(fore: Insats, efter: Insats, tid: datetime) -> Mapping[Manad, datetime]:
    """The months that the underlag could not be computed for, and now can."""
    return {
        m: tid
        for m in efter.insatsmanader
        if vantat_underlag(fore, m) is None and vantat_underlag(efter, m) is not None
    }


def rattade_underlag(fore: Insats, efter: Insats) -> Mapping[Manad, tuple[Underlag, ...]]:
    """The underlag after an amount was put right: the anordnare does not pay for the municipality's mistake (K14.4).

    One that showed what was computed is enough as it is; one that showed the right amount all along is right.
    """
    return {
        m: tuple(_rattat(fore, efter, m, u) for u in alla) if m in efter.insatsmanader else alla
        for m, alla in efter.underlag.items()
    }


def _rattat(fore: Insats, efter: Insats, m: Manad, u: Underlag) -> Underlag:
    var, ar = vantat_underlag(fore, m), vantat_underlag(efter, m)
    if var == ar:
        return u
    if stammer(fore, m, u):
        return replace(u, vantat=var) if u.vantat is None else u
    return replace(u, vantat=ar) if u.belopp == ar else u


def _rader(i: Insats) -> Iterator[tuple[str, Decimal | None]]:
    """What each month, and the avbrott, is worth."""
    for m in i.insatsmanader:
        yield m, ersattning_for(i, m).belopp
    if (a := avbrott_for(i)) is not None:
        yield f"avbrott {i.slutdatum}", a.belopp


def brev_rattat(i: Insats, ersatta: Iterable[Parameter]) -> Iterator[Brev]:
    """Once, to those whom the case's payments concern, if what it is paid is another than it was."""
    nyckel = f"checkbelopp.{i.kundval}"
    fore = next((p for p in ersatta if p.nyckel == nyckel), None)
    if fore is None:
        return
    var = dict(_rader(med(i, regelverk=i.regelverk.med_parametrar([fore]))))
    andrade = [rad for rad, belopp in _rader(i) if belopp != var[rad]]
    if not andrade:
        return
    vilka = andrade[0] if len(andrade) == 1 else f"{andrade[0]}–{andrade[-1]}"
    beskedet = ", ".join(_andring(fore, i.regelverk.parameter(nyckel)))
    text = (
        f"Checkbeloppet för {i.kundval} är rättat: {beskedet}. Det gäller {vilka}: det som inte är betalt räknas om, "
        "det som är betalt regleras (§14.1, K14.1, K0.7)"
    )
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.EKONOM):
        yield Brev(roll, "K14.1", text)


def _andring(fore: Parameter, nu: Parameter) -> Iterator[str]:
    """What the amount is from each day that it has become another."""
    var = {v.fran: v for v in fore.varden}
    for v in nu.varden:
        gammalt = var.pop(v.fran, None)
        if gammalt is None:
            yield f"{_kr(v.varde)} från {v.fran}"
        elif gammalt.varde != v.varde:
            yield f"{_kr(v.varde)} från {v.fran}, inte {_kr(gammalt.varde)}"
        elif gammalt.till is not None and gammalt.till != v.till:
            yield f"{_kr(v.varde)} från {v.fran} gäller {f'till {v.till}' if v.till else 'tills vidare'}"
    for struket in var.values():
        yield f"{_kr(struket.varde)} från {struket.fran} utgår"


def _kr(varde: object) -> str:
    return kronor(Decimal(str(varde)))
