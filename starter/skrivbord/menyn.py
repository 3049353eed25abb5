"""Where each role goes: the menu, and the list that one went from to a case and comes back to (K0.8)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from domain.grund.parter import Aktor, Roll
from starter.tjanster.arbetslista import vyer_for

ATT_GORA, _ARENDEN, _SOK = ("/", "Att göra"), ("/arenden", "Ärenden"), ("/sok", "Sök")
_VID_SIDAN, _KUNDER, _KVALITET = ("/vid-sidan", "Vid sidan av"), ("/kunder", "Kunder"), ("/kvalitet", "Kvalitet")
_NAMND, INKORG, KO = ("/namnd", "Nämnd"), ("/meddelanden", "Meddelanden"), ("/ko", "Kö")

MENY: dict[Roll, tuple[tuple[str, str], ...]] = {
    Roll.KARRIARVAGLEDARE: (ATT_GORA, INKORG, _ARENDEN, _KUNDER, _SOK, _VID_SIDAN, _KVALITET),
    Roll.ANORDNARE: (
        ATT_GORA, KO, ("/veckan", "Veckan"), INKORG, _ARENDEN, _SOK, ("/ekonomi", "Ekonomi"), _VID_SIDAN,
        _KVALITET,
    ),
    Roll.ARBETSLEDARE: (
        ATT_GORA, INKORG, _ARENDEN, _KUNDER, _SOK, ("/ekonomi", "Ekonomi"), _VID_SIDAN, _KVALITET,
        ("/forseningar", "Förseningar"), _NAMND,
    ),
    Roll.EKONOM: (ATT_GORA, INKORG, ("/ekonomi", "Betalningar"), _ARENDEN, _SOK, _VID_SIDAN, _KVALITET, _NAMND),
    Roll.DATASKYDDSSAMORDNARE: (
        ATT_GORA, INKORG, _VID_SIDAN, ("/oppningar", "Öppningar"), ("/registerutdrag", "Registerutdrag"),
    ),
    Roll.SYSTEMSPECIALIST: (ATT_GORA, INKORG, _VID_SIDAN, ("/drift", "Drift")),
    Roll.KUNDKOORDINATOR: (ATT_GORA, INKORG, _VID_SIDAN),
    Roll.SOCIALSEKRETERARE: (ATT_GORA, INKORG, ("/mina-kunder", "Mina kunder")),
    Roll.KUND: (("/min-insats", "Min insats"),),
}  # fmt: skip
"""Where each role goes; a page that is not there is refused all the same when it is asked for."""


def adress(vag: str, **fraga: object) -> str:
    """A path with a query of what is said; nothing of a person ever stands in one."""
    sagt = {k: v for k, v in fraga.items() if v not in (None, "")}
    return f"{vag}?{urlencode(sagt)}" if sagt else vag


_LISTAN = "listan"
LISTOR = ("/", "/ko", "/veckan", "/arenden", "/ekonomi", "/meddelanden", "/kunder")
"""The lists that one goes from to a case, and comes back to."""
_I_LISTAN = ("vy", "slag", "anordnare", "band", "ordning", "sida", "status", "vilka", "vecka", "visa", "efter", "fore")
"""What chooses among a list's rows, and where in it one is; nothing of a person is ever filtered by."""


def minns_listan(request: Request, svar: HTMLResponse) -> None:
    """Which list one went from, and where in it, so that what is done leads back to it."""
    if request.method != "GET" or request.url.path not in LISTOR or svar.status_code != 200:
        return
    sagt = urlencode({"var": request.url.path} | {k: v for k in _I_LISTAN if (v := request.query_params.get(k))})
    if sagt != request.cookies.get(_LISTAN) and len(sagt) <= _LANGST:
        svar.set_cookie(_LISTAN, sagt, httponly=True, samesite="lax", secure=request.url.scheme == "https")


_LANGST = 500
"""Characters of a list that is remembered."""


def kom_fran(request: Request, som: Aktor | None) -> tuple[str, str]:
    """The list that one went from and what it is called, or one's own; another role's is none of this one's."""
    sagt = dict(parse_qsl(request.cookies.get(_LISTAN, "")[:_LANGST]))
    meny = dict(MENY.get(som.roll, ())) if som else {}
    var = sagt.get("var", "")
    if som is None or var not in LISTOR or var not in meny or sagt.get("vy", "mina") not in vyer_for(som):
        return ATT_GORA
    return adress(var, **{k: sagt[k] for k in _I_LISTAN if sagt.get(k)}), meny[var]
