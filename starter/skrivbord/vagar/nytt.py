"""A new case (§5, §6.1): the kund, what the rules ask of them, whom they choose, and what it sets going."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.ord import MALGRUPP
from domain.grund.ordval import med_stor
from domain.grund.parter import Roll
from domain.grund.slag import Insatsslag, Kundval
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera
from domain.kapitel.uppdrag.dag_ett.behorighet import Malgrupp
from domain.liv.lagesbild import bevakningsrader
from persistence.arende.utkast import Utkast, Utkastplats
from persistence.register.kund import kundlasning
from persistence.register.kund.kundlasning import Kund
from persistence.tabeller.skrivbord import NYTT
from starter.api.regel import Aktorskrav
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import VERSION, Formular
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.formular import Falt, Fel, formfel, visat
from starter.skrivbord.vyer.rader import rader
from starter.tjanster import aktualisering
from starter.tjanster.uppfoljning import jamforelse

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.KARRIARVAGLEDARE))])

VAG = "/nytt-arende"
_ID = re.compile(r"[0-9a-f]{16}")
_JA_NEJ = ("utan_sysselsattning", "behov_av_sfi")
_FORVAL = "forval"
_OVRIGA = ("anordnare", "motivering", "stegforflyttning_bedoms_mojlig")

FORST = (
    Falt("insats", "val", "Vilken insats?", "Längsta tid och villkor prövas på nästa sida.", True,
         tuple((s, s) for s in get_args(Insatsslag))),
    Falt("malgrupp", "val", "Vilken målgrupp hör kunden till?", "Åldern tas ur registret (§1.2).", True,
         tuple((m, med_stor(MALGRUPP[m])) for m in get_args(Malgrupp))),
    Falt("arbetsformaga", "tal", "Arbetsförmåga, procent", "Lämna tomt om den är oklar (§2).", False),
    Falt("utan_sysselsattning", "ja_nej", "Har kunden länge varit utan sysselsättning?", "För FAI2.", False),
    Falt("behov_av_sfi", "ja_nej", "Har kunden behov av sfi?", "För ISA1 och ISA2.", False),
    Falt("kartlagd", "datum", "När gjordes kartläggningen med kunden?", "Den går före beslutet (§5.2).", True),
    Falt("framtidsplan", "text", "Hänvisning till framtidsplanen", "Framtidsplanen går före beslutet (§5.2).", True),
)  # fmt: skip
"""What is asked first: what the rules need of the kund and the decision (K1.2, K2.2)."""


@router.get(VAG)
async def borja(request: Request, plats: Sittande, kund: Annotated[str, Query(max_length=80)] = "") -> Response:
    """The questions about one kund, with what was begun; without a kund, where to find one."""
    if not kund:
        return RedirectResponse("/sok", 303)
    k = await _kunden(plats, kund)
    u = await utkast.hamta(plats, _formularet(k))
    return await _form(request, plats, k, u.innehall if u else {}, u=u, version=str(u.version) if u else "0")


@router.post(VAG + "/utkast")
async def spara_sjalv(request: Request, plats: Sittande) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte."""
    skrivet = await las_formularet(request)
    return await utkast.spara_sjalv(plats, _formularet(await _kunden(plats, skrivet.get("kund", ""))), skrivet)


@router.post(VAG)
async def svara(request: Request, plats: Sittande) -> Response:
    """The next step, or what stands in its way, with its paragraph; confirmed, the case."""
    skrivet = await las_formularet(request)
    k = await _kunden(plats, skrivet.get("kund", ""))
    varden = {f: v for f, v in skrivet.items() if f not in ("csrf", "steg", "id", "kund", VERSION)}
    steg, nyckel, version = skrivet.get("steg", "vidare"), skrivet.get("id", ""), skrivet.get(VERSION, "0")
    if steg == "kasta":
        await utkast.glom(plats, _formularet(k))
        return RedirectResponse(f"{VAG}?{urlencode({'kund': k.id})}", 303)
    if steg == "utkast":
        u, krock = await utkast.spara_eller_krock(plats, _formularet(k), skrivet)
        return await _form(request, plats, k, varden, u=u, version=str(u.version) if u else "0", krock=krock)
    fel = formfel(FORST, varden, Aktualisera.regel)
    if fel or steg == "andra" or not _ID.fullmatch(nyckel):
        return await _form(request, plats, k, varden, () if steg == "andra" else fel, version=version)
    data = _data(k, varden)
    try:
        hela, forval = await asyncio.to_thread(
            aktualisering.fyll_i, plats.hus.motor, plats.hus.regelverk, plats.som, data, plats.idag
        )
        if steg == "gor":
            id_ = f"in-{nyckel[:10]}"
            await (await plats.klient()).starta(hela, plats.som, arende=id_)
            await utkast.glom(plats, _formularet(k))
            return RedirectResponse(f"/arenden/{quote(id_, safe='')}", 303)
        blir = await asyncio.to_thread(
            aktualisering.tank, plats.hus.motor, plats.hus.regelverk, plats.som, hela, plats.hus.klocka()
        )
    except FinnsInte:
        raise
    except Avvisning as nej:
        falt = (nej.falt or "").removeprefix("kund.")
        alla = {f.namn for f in FORST} | {*_OVRIGA}
        fel = [Fel(falt if falt in alla else "", nej.text, nej.regel)]
        return await _form(request, plats, k, varden, fel, version=version)
    svar = [(f, visat(f, varden[f.namn])) for f in FORST if varden.get(f.namn, "").strip()]
    return sida(
        request, "gor/nytt_kontroll.html", plats, k=k, varden=varden | {VERSION: version}, hela=hela, forval=forval,
        nyckel=nyckel, kod=plats.kod(VAG), falt=svar,
        hander=rader(blir.poster), frister=[r for r in bevakningsrader(blir.insats) if r.utfall == "oppen"],
        brev=blir.meddelanden, varning=aktualisering.stangd_dorr(plats.hus.motor, hela) if k.skydd else None,
    )  # fmt: skip


def _formularet(k: Kund) -> Formular:
    """Where it keeps itself: with whoever begins it, one for each kund; it is nobody else's until it is decided."""
    var = Utkastplats(NYTT, "aktualisera", k.id, ser=lambda *_: True, egen=True)
    return Formular(var, f"{VAG}/utkast", frozenset({f.namn for f in FORST} | {*_OVRIGA}))


async def _form(
    request: Request, plats: Plats, k: Kund, varden: Mapping[str, str], fel: Sequence[Fel] = (), *,
    u: Utkast | None = None, version: str = "0", krock: str | None = None,
) -> Response:  # fmt: skip
    insats = varden.get("insats", "")
    j = None
    if insats in get_args(Insatsslag):
        kundval: Kundval = insats[:3]  # type: ignore[assignment]
        j = await asyncio.to_thread(jamforelse.jamfor, plats.hus.motor, plats.hus.regelverk, kundval, plats.idag)
    return sida(
        request, "gor/nytt.html", plats, status=409 if krock else 422 if fel else 200, k=k, varden=varden, fel=fel,
        falt=FORST, j=j, felen={f.falt: f.text for f in fel}, nyckel=secrets.token_hex(8), kod=plats.kod(VAG),
        **utkast.sidans(plats, _formularet(k), u, version, falt=FORST, krock=krock),
    )  # fmt: skip


async def _kunden(plats: Plats, id: str) -> Kund:
    kund = await plats.las(kundlasning.en, id)
    if kund is None:
        raise FinnsInte("K3.3", "kunden finns inte i registret, eller är inte din att se", "kund")
    return kund


def _data(k: Kund, varden: Mapping[str, str]) -> dict[str, Any]:
    """The kommando as staff write it; what is left empty is left out."""
    fakta: dict[str, Any] = {"id": k.id, "malgrupp": varden["malgrupp"]}
    if tal := varden.get("arbetsformaga", "").strip().removesuffix("%").strip():
        fakta["arbetsformaga"] = tal
    fakta |= {f: True for f in _JA_NEJ if varden.get(f) == "ja"}
    data: dict[str, Any] = {"insats": varden["insats"], "anordnare": varden.get("anordnare") or _FORVAL, "kund": fakta}
    data |= {f: v for f in ("kartlagd", "framtidsplan", "motivering") if (v := varden.get(f, "").strip())}
    if varden.get("stegforflyttning_bedoms_mojlig") == "ja":
        data["stegforflyttning_bedoms_mojlig"] = True
    return data
