"""A year of each anordnare (§1.1, K16.1): the figures as a chart and as the table that the chart is drawn of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Kundval
from domain.kvalitet.matt import MATT, PUNKTLIGA
from domain.kvalitet.nyckeltal import Andel, Nyckeltal
from domain.kvalitet.rakning import arets_period, senaste_ar
from persistence.kvalitet import forseningar
from persistence.kvalitet.forseningar import HOS
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vyer.arssiffror import arssiffror
from starter.skrivbord.vyer.raknat import Raknat
from starter.visning.ordval.kvalitetstext import Rubrik, definitioner, heltal, procent, som_csv

router = APIRouter(include_in_schema=False)

_TIDIGAST = 2024
_MAL = "mal"
_GRADER, _FLEST = 4, 40
"""Degrees of warmth; and how many of those who were late are shown, the most late first."""
VEM = {Roll.KARRIARVAGLEDARE: ("Karriärvägledarna", "kv_sena"), Roll.ANORDNARE: ("Anordnarna", "anordnare_sena")}
"""Who owes → the heading, and the view of the list that holds what is still late."""


@dataclass(frozen=True, slots=True)
class Stapel:
    """A share as a bar: of whom, how much in per cent (None where there is nothing to count), and in words."""

    namn: str
    andel: Decimal | None
    text: str


@router.get("/kvalitet")
async def kvalitet(
    request: Request, plats: Sittande, ar: Annotated[int | None, Query(ge=2000, le=2200)] = None,
    kundval: Annotated[str, Query(max_length=3)] = "", visa: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """One year and one chart: the year under way (on its first day the last) and "mål nått", unless asked otherwise."""
    aret, valt, siffror = await _rader(plats, ar, kundval)
    matten = {_MAL: "Mål nått", **{m.namn: f"{m.rubrik} i tid" for m in MATT if m.namn in PUNKTLIGA}}
    visat = visa if visa in matten else _MAL
    staplar = [_stapel(n, n.mal if visat == _MAL else getattr(n, visat).andel) for n in siffror.varde]
    rubrik = Rubrik(arets_period(aret, plats.idag), valt)
    return sida(
        request, "uppfoljning/kvalitet.html", plats, rader=siffror.varde, raknade=siffror.nar, ar=aret,
        aren=range(senaste_ar(plats.idag), _TIDIGAST - 1, -1), kundval=valt, kundvalen=get_args(Kundval), matten=matten,
        visat=visat, staplar=staplar, heltal=heltal, procent=procent, rubrik=rubrik, definitioner=definitioner(),
    )  # fmt: skip


@router.get("/kvalitet.csv")
async def som_fil(
    plats: Sittande, ar: Annotated[int | None, Query(ge=2000, le=2200)] = None,
    kundval: Annotated[str, Query(max_length=3)] = "",
) -> Response:  # fmt: skip
    """The same figures for Excel."""
    aret, valt, siffror = await _rader(plats, ar, kundval)
    innehall = som_csv(siffror.varde, Rubrik(arets_period(aret, plats.idag), valt))
    huvud = {"content-disposition": f'attachment; filename="kvalitet-{aret}.csv"'}
    return Response(innehall, headers=huvud, media_type="text/csv; charset=utf-8")


@router.get("/forseningar")
async def forsenade(request: Request, plats: Sittande) -> Response:
    """Where it has been late, week by week: the municipality's own and the anordnare, as a heat map of numbers."""
    kartor = [(hos, VEM[hos], list(await plats.las(forseningar.forseningar, hos, plats.idag))) for hos in HOS]
    varst = max((n for _, _, rader in kartor for f in rader for n in f.veckor.values()), default=0)
    return sida(
        request, "uppfoljning/forseningar.html", plats, kartor=kartor, veckor=forseningar.veckorna(plats.idag),
        flest=_FLEST, varme=lambda n: 0 if not n else 1 + (_GRADER - 1) * (n - 1) // max(1, varst - 1),
    )  # fmt: skip


async def _rader(plats: Plats, ar: int | None, kundval: str) -> tuple[int, Kundval | None, Raknat[list[Nyckeltal]]]:
    """Raises: Avvisning, to a role that has no part in it, or for a year of which no day has been."""
    aret = ar or senaste_ar(plats.idag)
    valt: Kundval | None = kundval if kundval in get_args(Kundval) else None  # type: ignore[assignment]
    if aret < _TIDIGAST:
        raise Avvisning("K16.1", f"tidigaste året är {_TIDIGAST}", "ar")
    return aret, valt, await plats.las(arssiffror, aret, valt, plats.hus.regelverk, plats.hus.klocka())


def _stapel(n: Nyckeltal, andel: Andel) -> Stapel:
    return Stapel(
        n.anordnare, None if andel.procent is None else round(Decimal(100 * andel.antal) / andel.av, 1), procent(andel)
    )
