"""The start page: what one owes, late first (K0.8)."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from persistence.arende.att_gora import sparade_urval
from persistence.arende.att_gora.urvalet import Band, Ordning, Urval, Vy
from persistence.journal.dagens_moten import Motesslag
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande, adress
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vagar.utifran import min_insats
from starter.skrivbord.vyer.uppgift import lank
from starter.tjanster import arbetslista

router = APIRouter(include_in_schema=False)

VYORD: dict[Vy, str] = {
    "mina": "Mina", "egna": "Mina kunder", "alla": "Allas", "ingens": "Utan ansvarig", "klara": "Klara",
    "kv_sena": "Karriärvägledarnas försenade", "anordnare_sena": "Anordnarnas försenade",
}  # fmt: skip
BANDORD: dict[Band, str] = {
    "forsenade": "Försenade", "i_dag": "I dag", "veckan": "Den här veckan", "senare": "Senare",
    "passerade": "Dagen har passerat, men det räknas inte som försenat", "klara": "Klara",
}  # fmt: skip

MOTESORD: dict[Motesslag, str] = {
    "uppstartsmote": "uppstartsmöte", "uppfoljningsmote": "uppföljningsmöte", "trepartsmote": "trepartsmöte",
}  # fmt: skip
URVAL = "/urval"
_FILTER = ("vy", "slag", "anordnare", "ordning")
ORDNINGSORD: dict[Ordning, str] = {
    "frist": "Frist", "kund": "Kund", "vad": "Vad", "insats": "Insats", "anordnare": "Anordnare",
}  # fmt: skip


@router.get("/")
async def start(
    request: Request,
    plats: Sittande,
    vy: Annotated[str, Query(max_length=20)] = "mina",
    slag: Annotated[str, Query(max_length=60)] = "",
    anordnare: Annotated[str, Query(max_length=200)] = "",
    ordning: Annotated[str, Query(max_length=20)] = "",
    band: Annotated[str, Query(max_length=20)] = "",
    sida_nr: Annotated[int, Query(alias="sida", ge=1, le=1000)] = 1,
    fel: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """What one has to do; a kund comes to its own page."""
    if plats.som.roll is Roll.KUND:
        return RedirectResponse(min_insats.VAG, 303)
    efter = ordning if ordning in arbetslista.ordningar(plats.som) else "frist"
    urval = Urval(vy if vy in get_args(Vy) else "mina", slag or None, anordnare or None, efter)  # type: ignore[arg-type]
    ett = band if band in get_args(Band) else None
    mina = plats.tal.i_arenden if plats.tal else None
    lista = await plats.las(arbetslista.lista, urval, plats.idag, band=ett, sida=sida_nr, mina=mina)
    hela = urval == Urval(ordning=urval.ordning) and ett is None
    dagen = await plats.las(arbetslista.dagen, lista, plats.idag) if hela else None
    sedda = {u.arende for b in lista.band for u in b.rader} | {m.arende for m in (dagen.moten if dagen else ())}
    return sida(
        request, "listor/start.html", plats, lista=lista, kunder=await plats.namnen(sedda), vyord=VYORD,
        bandord=BANDORD, band=ett, sida_nr=sida_nr,
        per_sida=arbetslista.PER_SIDA, sista=arbetslista.sista_sidan(urval),
        ordningar={o: ORDNINGSORD[o] for o in arbetslista.ordningar(plats.som)}, lank=lank, dagen=dagen,
        motesord=MOTESORD, olasta=plats.tal.olasta if plats.tal else 0,
        fraga={"vy": urval.vy, "slag": urval.slag, "anordnare": urval.anordnare, "ordning": _sagd(urval.ordning)},
        sparade=await plats.las(sparade_urval.alla), urvalskod=plats.kod(URVAL), fel=fel == "urval",
        langst=sparade_urval.LANGST, flest=sparade_urval.FLEST,
    )  # fmt: skip


def _sagd(ordning: Ordning) -> str:
    """The order that one has chosen; by frist nobody needs to say."""
    return "" if ordning == "frist" else ordning


@router.post(URVAL)
async def urval(request: Request, plats: Sittande) -> Response:
    """Keep the filter under a name, or keep it no more; then the list again."""
    skrivet = await las_formularet(request)
    fraga = {k: v[:200] for k in _FILTER if (v := skrivet.get(k, ""))}
    if skrivet.get("steg") == "ta-bort":
        await plats.las(sparade_urval.ta_bort, skrivet.get("namn", ""))
        return RedirectResponse("/", 303)
    try:
        await plats.las(sparade_urval.spara, skrivet.get("namn", ""), fraga, plats.hus.klocka())
    except Avvisning:
        return RedirectResponse(adress("/", **fraga, fel="urval"), 303)
    return RedirectResponse(adress("/", **fraga), 303)
