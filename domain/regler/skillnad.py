"""What running cases are kept up to date with: rules, new or put right, and changed auktorisationer (K1.1, K14.1).

A case reads no file and no register. So what has changed around it is said to it, as a kommando from the service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from domain.grund.granser import Json
from domain.regler.regelverk import FOR_ALDRE, Parameter, Regelverk
from domain.regler.varde import Varde


def att_infora(har: Regelverk, galler: Regelverk) -> Json | None:
    """What makes the values of ``har`` those of ``galler``, as ``infor_regelverk``; None where nothing does.

    Values that ``har`` lacks, those that stand otherwise in ``galler`` from the same day, and those that no longer
    stand there. But from files that lack an edition which ``har`` has, nothing is put right: they are the older.
    """
    varden = list(_nya(har, galler))
    utgar: list[Json] = []
    if set(har.utgavor) <= set(galler.utgavor):
        varden = sorted((*varden, *_andrade(har, galler)), key=lambda v: (v["nyckel"], v["fran"]))
        utgar = list(_utgangna(har, galler))
    if not varden and not utgar:
        return None
    sagt = {"kommando": "infor_regelverk", "utgava": galler.utgavor[-1], "varden": varden}
    return sagt | ({"utgar": utgar} if utgar else {})


def _gemensamma(har: Regelverk, galler: Regelverk) -> Iterator[tuple[Parameter, Mapping[date, Varde]]]:
    """The parameters of ``galler`` that a case may ask for, with what ``har`` has of each by first day.

    One that it lacks is a rule of newer code. It takes those that cases ask for, which there is an older reading of
    (``FOR_ALDRE``); the others are not its own.
    """
    kanda = {nyckel: dict[date, Varde]() for nyckel in FOR_ALDRE}
    kanda |= {p.nyckel: {v.fran: v for v in p.varden} for p in har.parametrar}
    for p in galler.parametrar:
        if p.nyckel in kanda:
            yield p, kanda[p.nyckel]


def _nya(har: Regelverk, galler: Regelverk) -> Iterator[Json]:
    for p, kanda in _gemensamma(har, galler):
        yield from (_som_sagt(p, v) for v in p.varden if v.fran not in kanda)


def _andrade(har: Regelverk, galler: Regelverk) -> Iterator[Json]:
    """The values that stand otherwise from the same day.

    One that stood until further notice ends of itself the day before a new one begins, and is then no other.
    """
    for p, kanda in _gemensamma(har, galler):
        nya = {v.fran for v in p.varden} - kanda.keys()
        for v in p.varden:
            if (var := kanda.get(v.fran)) is None or var == v:
                continue
            stangs = var.till is None and v.till is not None and v.till + timedelta(days=1) in nya
            if not (stangs and var.varde == v.varde):
                yield _som_sagt(p, v)


def _utgangna(har: Regelverk, galler: Regelverk) -> Iterator[Json]:
    for p, kanda in _gemensamma(har, galler):
        kvar = {v.fran for v in p.varden}
        yield from ({"nyckel": p.nyckel, "fran": fran.isoformat()} for fran in kanda if fran not in kvar)


def _som_sagt(p: Parameter, v: Varde) -> Json:
    sagt = {"nyckel": p.nyckel, "varde": v.varde, "fran": v.fran.isoformat()}
    return sagt | ({"till": v.till.isoformat()} if v.till else {})
