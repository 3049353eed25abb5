"""The week of all one's kunder: a row a kund, a column a day, and one form for all of it (§7.2, §10)."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.ord import FRANVARO, KONTAKTFORM
from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor, Roll
from persistence.arende.utkast import Utkast, Utkastplats
from persistence.tabeller.skrivbord import ARENDENA, NYTT
from starter.api.regel import Aktorskrav
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande, adress
from starter.skrivbord.utkast import VERSION, Formular
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.formular import Fel
from starter.tjanster.kunden import veckan
from starter.tjanster.kunden.veckan import VAL, Sagt
from starter.visning.ordval.lagesord import aktor_i_ord

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.ANORDNARE))])

VAG = "/veckan"
_RUTA = re.compile(r"d\.([a-z0-9._-]{1,80})\.([0-9]{4}-[0-9]{2}-[0-9]{2})")
_ORSAK = re.compile(r"orsak\.([a-z0-9._-]{1,80})")
_SETT = re.compile(r"sett\.([a-z0-9._-]{1,80})")
"""How far a case had come when the page was made, to tell what others have registered since."""
_VECKA = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID = re.compile(r"[0-9a-f]{16}")
_NR = re.compile(r"[0-9]{1,9}")
_AT_GANGEN = 6
_FORMER = {"kontakt": KONTAKTFORM, "franvaro": FRANVARO, "uteblev": {"": "uteblev"}}
Vecka = Annotated[str, Query(max_length=10)]


@router.get(VAG)
async def visa(
    request: Request, plats: Sittande, vecka: Vecka = "", efter: Annotated[str, Query(max_length=80)] = ""
) -> Response:
    """The week under way, unless another is asked for by a day of it, with what was begun. Raises: Avvisning."""
    mandag = _mandag(vecka, plats.idag)
    u = await utkast.hamta(plats, _formularet(mandag, {}))
    return await _visa(request, plats, mandag, efter, u.innehall if u else {}, u=u)


@router.post(VAG + "/utkast/{vecka}")
async def spara_sjalv(request: Request, plats: Sittande, vecka: str) -> Response:
    """What the page's script saves while one fills it in. Raises: Avvisning."""
    mandag = _mandag(vecka, plats.idag)
    hela = await _hela(plats, mandag, await las_formularet(request))
    return await utkast.spara_sjalv(plats, _formularet(mandag, hela), hela)


@router.post(VAG)
async def fyll_i(request: Request, plats: Sittande) -> Response:
    """What is wrong with it, what would be said of whom, or, confirmed, what each answered. Raises: IngenKontakt."""
    skrivet = await las_formularet(request)
    mandag, efter = _mandag(skrivet.get("vecka", ""), plats.idag), skrivet.get("efter", "")
    id_, steg = skrivet.get("id", ""), skrivet.get("steg", "kontroll")
    if steg == "kasta":
        await utkast.glom(plats, _formularet(mandag, {}))
        return RedirectResponse(adress(VAG, vecka=mandag, efter=efter), 303)
    if steg == "utkast":
        hela = await _hela(plats, mandag, skrivet)
        u, krock = await utkast.spara_eller_krock(plats, _formularet(mandag, hela), hela)
        return await _visa(request, plats, mandag, efter, skrivet, u=u, krock=krock)
    fyllt = {(m[1], _dag(m[2])): v for k, v in skrivet.items() if v and (m := _RUTA.fullmatch(k))}
    orsaker = {m[1]: v for k, v in skrivet.items() if (m := _ORSAK.fullmatch(k))}
    try:
        sagt = veckan.att_saga(fyllt, orsaker)
        if not sagt:
            raise Avvisning(veckan.REGEL, "fyll i minst en ruta", "vecka")
        if not _ID.fullmatch(id_):
            raise Avvisning("K0.6", "formuläret är gammalt: skicka det en gång till", "")
    except Avvisning as nej:
        return await _visa(request, plats, mandag, efter, skrivet, [Fel(nej.falt or "", nej.text, nej.regel)])
    if steg == "andra":
        return await _visa(request, plats, mandag, efter, skrivet)
    kunder = await plats.namnen(s.arende for s in sagt)
    sett = {m[1]: int(v) for k, v in skrivet.items() if (m := _SETT.fullmatch(k)) and _NR.fullmatch(v)}
    nytt = await plats.las(veckan.nytt_sedan, sagt, sett, mandag, plats.idag)
    if steg != "gor" or nytt:  # what a colleague has registered meanwhile is seen before one's own is said
        kvar = {k: v for k, v in skrivet.items() if v and (_RUTA.fullmatch(k) or _ORSAK.fullmatch(k))}
        sedda = {f"sett.{a}": max([nr, *(x.nr for _, x in nytt.get(a, ()))]) for a, nr in sett.items()}
        return sida(
            request, "anordnare/veckan_kontroll.html", plats, sagt=_per_arende(sagt), kvar=kvar | sedda,
            mandag=mandag, efter=efter, id=id_, kod=plats.kod(VAG), antal=len(sagt),
            version=skrivet.get(VERSION, "0"), kunder=kunder, nytt=nytt, former=_FORMER, vem=_vem,
        )  # fmt: skip
    svar = await _sag(plats, sagt, id_)
    await _behall(plats, mandag, skrivet, [s for s, nej in svar if nej])
    return sida(request, "anordnare/veckan_klart.html", plats, svar=svar, mandag=mandag, efter=efter, kunder=kunder)


def _formularet(mandag: date, skrivet: Mapping[str, str]) -> Formular:
    """Where a week is kept: with the one who fills it in, since each has kunder of their own to tell of."""
    namn = frozenset(k for k in skrivet if _RUTA.fullmatch(k) or _ORSAK.fullmatch(k) or k == ARENDENA)
    var = Utkastplats(NYTT, "veckan", f"{mandag}", ser=lambda *_: True, egen=True)
    return Formular(var, f"{VAG}/utkast/{mandag}", namn)


async def _hela(plats: Plats, mandag: date, skrivet: Mapping[str, str]) -> dict[str, str]:
    """All of a week that is begun: what stands on the page, and what stood on the others, with the cases it names."""
    u = await utkast.hamta(plats, _formularet(mandag, {}))
    ovrigt = {k: v for k, v in (u.innehall if u else {}).items() if k not in skrivet}
    return _med_arenden({**ovrigt, **skrivet})


def _med_arenden(skrivet: Mapping[str, str]) -> dict[str, str]:
    ifyllt = (k for k, v in skrivet.items() if v.strip())
    namnda = {m[1] for k in ifyllt if (m := _RUTA.fullmatch(k) or _ORSAK.fullmatch(k))}
    return {**skrivet, ARENDENA: "\n".join(sorted(namnda))}


async def _behall(plats: Plats, mandag: date, skrivet: Mapping[str, str], nekat: Sequence[Sagt]) -> None:
    """What has been said is begun no more; what a case refused still is, and what stands on other pages of the week."""
    f = _formularet(mandag, {})
    u = await utkast.hamta(plats, f)
    pa_sidan = {m[1] for k in skrivet if (m := _RUTA.fullmatch(k) or _ORSAK.fullmatch(k))}
    ovriga = {
        k: v
        for k, v in (u.innehall if u else {}).items()
        if (m := _RUTA.fullmatch(k) or _ORSAK.fullmatch(k)) and m[1] not in pa_sidan
    }
    nekade = {falt for s in nekat for falt in s.falten}
    hela = ovriga | {k: v for k, v in skrivet.items() if k in nekade}
    if not hela:
        return await utkast.glom(plats, f)
    hela = _med_arenden({**hela, VERSION: str(u.version if u else 0)})
    await utkast.spara_eller_krock(plats, _formularet(mandag, hela), hela)
    return None


async def _sag(plats: Plats, sagt: Sequence[Sagt], id_: str) -> list[tuple[Sagt, Avvisning | None]]:
    """Say it, one thing at a time to a case and some cases at a time; what one refuses is told of it alone."""
    grind = asyncio.Semaphore(_AT_GANGEN)

    async def till_ett(egna: Sequence[Sagt]) -> list[tuple[Sagt, Avvisning | None]]:
        svar: list[tuple[Sagt, Avvisning | None]] = []
        async with grind:
            for s in egna:
                try:
                    await plats.sag(s.arende, s.data, f"{id_}{s.nyckel}")
                    svar.append((s, None))
                except Avvisning as nej:
                    svar.append((s, nej))
        return svar

    alla = await asyncio.gather(*(till_ett(egna) for _, egna in _per_arende(sagt)))
    return [s for del_ in alla for s in del_]


def _per_arende(sagt: Sequence[Sagt]) -> list[tuple[str, list[Sagt]]]:
    return [(arende, list(egna)) for arende, egna in groupby(sagt, key=lambda s: s.arende)]


async def _visa(
    request: Request, plats: Plats, mandag: date, efter: str, skrivet: Mapping[str, str], fel: Sequence[Fel] = (), *,
    u: Utkast | None = None, krock: str | None = None,
) -> Response:  # fmt: skip
    v = await plats.las(veckan.veckan, mandag, plats.idag, efter or None)
    version = str(u.version) if u else skrivet.get(VERSION, "0")
    pa_sidan = {k.rad.arende for k in v.rader}
    if u and not pa_sidan.intersection(u.innehall.get(ARENDENA, "").split("\n")):
        u = None  # what is begun stands on another page of the week
    mer: dict[str, Any] = {"fore": mandag - timedelta(days=7), "nasta": mandag + timedelta(days=7)}
    return sida(
        request, "anordnare/veckan.html", plats, status=409 if krock else 422 if fel else 200, v=v, val=VAL,
        skrivet=skrivet, fel=fel,
        felen={f.falt: f.text for f in fel}, efter=efter, id=secrets.token_hex(8), kod=plats.kod(VAG),
        former=_FORMER, kunder=await plats.namnen(pa_sidan), **mer,
        **utkast.sidans(plats, _formularet(mandag, {}), u, version, krock=krock),
    )  # fmt: skip


def _vem(av: str) -> str:
    return med_stor(aktor_i_ord(Aktor.tolka(av)))


def _mandag(text: str, idag: date) -> date:
    """The Monday of the week that a day is in. Raises: Avvisning, K7.2."""
    dag = _dag(text) if _VECKA.fullmatch(text) else idag
    return dag - timedelta(days=dag.weekday())


def _dag(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Avvisning(veckan.REGEL, "dagen finns inte", "vecka") from None
