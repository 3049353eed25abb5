"""The year as the nämnd is told of it (§1.1, K16.3): tables, picture and file, and the budget that is entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Kundval
from domain.kvalitet.namnd import Namndstatistik, krav_fora_in
from domain.kvalitet.rakning import senaste_ar
from persistence.arende.utkast import Utkast, Utkastplats
from persistence.tabeller.skrivbord import NYTT
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.arssiffror import namndbild, namndens
from starter.skrivbord.vyer.formular import Falt, Fel, formfel
from starter.skrivbord.vyer.raknat import Raknat
from starter.tjanster.uppfoljning import budget
from starter.visning.ordval.namndtext import DEFINITIONER, som_csv, tabeller, titel, underrubrik

router = APIRouter(include_in_schema=False)

_TIDIGAST = 2024
Ar = Annotated[int | None, Query(ge=2000, le=2200)]
_POST = budget.Budgetpost.model_fields
_REGEL = "K16.3"
_FALT = (
    Falt("kundval", "val", "Kundval", "", True, tuple((k, k) for k in get_args(Kundval))),
    Falt("belopp", "tal", "Belopp", str(_POST["belopp"].description), True),
    Falt("beslut", "rad", "Beslut", str(_POST["beslut"].description), True),
    Falt("motivering", "rad", "Motivering", str(_POST["motivering"].description), False),
)


@router.get("/namnd")
async def namnd(request: Request, plats: Sittande, ar: Ar = None, internt: bool = False) -> Response:
    """The year under way, unless another is asked for."""
    return await _sida(request, plats, ar, internt=internt)


@router.get("/namnd.csv")
async def som_fil(plats: Sittande, ar: Ar = None) -> Response:
    """The tables for Excel, small numbers left out."""
    s = (await _statistik(plats, ar)).varde
    huvud = {"content-disposition": f'attachment; filename="namnd-{s.period.fran.year}.csv"'}
    return Response(som_csv(s), headers=huvud, media_type="text/csv; charset=utf-8")


@router.get("/namnd.svg")
async def som_bild(plats: Sittande, ar: Ar = None) -> Response:
    """The picture, small numbers left out."""
    s = await _statistik(plats, ar)
    return Response(await plats.las(lambda motor, _som: namndbild(motor, s, plats.hus.klocka())), media_type="image/svg+xml")  # noqa: E501  # fmt: skip


@router.post("/namnd/budget/{ar}")
async def for_in(request: Request, plats: Sittande, ar: int) -> Response:
    """Enter what has been decided; or keep it until then."""
    krav_fora_in(plats.som)
    skrivet = await las_formularet(request)
    f, steg = _formularet(ar), skrivet.get("steg", "")
    if steg == "kasta":
        await utkast.glom(plats, f)
    if steg == "utkast":
        u, krock = await utkast.spara_eller_krock(plats, f, skrivet)
        if krock:
            return await _sida(request, plats, ar, varden=skrivet, u=u, krock=krock)
    if steg in ("kasta", "utkast"):
        return RedirectResponse(f"/namnd?ar={ar}#t-budget", 303)
    varden = {f.namn: skrivet.get(f.namn, "").strip() for f in _FALT}
    data = {k: v for k, v in varden.items() if v}
    if "belopp" in data:
        data["belopp"] = "".join(data["belopp"].replace(",", ".").split()).removesuffix("kr")
    if not (fel := formfel(_FALT, varden, _REGEL)):
        try:
            await plats.las(budget.for_in, ar, data)
        except Avvisning as nej:
            namn = {f.namn: f.etikett for f in _FALT}.get(nej.falt or "")
            fel = [Fel(nej.falt or "", f"{namn}: {nej.text}", nej.regel) if namn else Fel("", nej.text, nej.regel)]
    if fel:
        return await _sida(request, plats, ar, varden=skrivet | varden, fel=fel)
    await utkast.glom(plats, f)
    return RedirectResponse(f"/namnd?ar={ar}", 303)


@router.post("/namnd/budget/utkast/{ar}")
async def spara_sjalv(request: Request, plats: Sittande, ar: int) -> Response:
    """What the page's script saves while one writes. Raises: Avvisning."""
    krav_fora_in(plats.som)
    return await utkast.spara_sjalv(plats, _formularet(ar), await las_formularet(request))


def _formularet(ar: int) -> Formular:
    """Where a year's budget is kept until it is entered: with those who may enter it."""
    var = Utkastplats(NYTT, "budget", str(ar), ser=lambda *_: True)
    return Formular(var, f"/namnd/budget/utkast/{ar}", frozenset(f.namn for f in _FALT))


async def _sida(
    request: Request, plats: Plats, ar: int | None, *, internt: bool = False, varden: Mapping[str, str] | None = None,
    fel: list[Fel] | None = None, u: Utkast | None = None, krock: str | None = None,
) -> Response:  # fmt: skip
    svar = await _statistik(plats, ar, internt=internt)
    s = svar.varde
    aret = s.period.fran.year
    far = plats.som.roll is Roll.EKONOM
    ifyllt: Mapping[str, str] = {}
    mer: dict[str, Any] = {}
    if far:
        ifyllt, mer = await utkast.fylld(plats, _formularet(aret), varden, falt=_FALT, nu=u, krock=krock)
    return sida(
        request, "uppfoljning/namnd.html", plats, status=409 if krock else 422 if fel else 200, s=s,
        raknade=svar.nar, ar=aret, titel=titel(s), underrubrik=underrubrik(s),
        aren=range(senaste_ar(plats.idag), _TIDIGAST - 1, -1), tabeller=tabeller(s), definitioner=DEFINITIONER,
        falt=_FALT if far else (), varden=ifyllt, fel=fel or [],
        felen={f.falt: f.text for f in fel or ()}, kod=plats.kod(f"/namnd/budget/{aret}") if far else "", **mer,
    )  # fmt: skip


async def _statistik(plats: Plats, ar: int | None, *, internt: bool = False) -> Raknat[Namndstatistik]:
    """Raises: Avvisning, to a role that has no part in it, or for a year of which no day has been; Raknas."""
    aret = ar or senaste_ar(plats.idag)
    if aret < _TIDIGAST:
        raise Avvisning("K16.3", f"tidigaste året är {_TIDIGAST}", "ar")
    return await plats.las(namndens, aret, plats.hus.regelverk, plats.hus.klocka(), intern=internt)
