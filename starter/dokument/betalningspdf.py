"""The payment basis as a PDF that can be read in print, on screen and by a screen reader: tagged, PDF/UA-1, in Swedish.

Typst sets it: one wheel without a library of the operating system, with its fonts in it. The layout is in
``mallar/betalningsunderlag.typ``; here are the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.grund.parter import BENAMNING, Aktor
from domain.grund.pengar import kronor
from domain.tid.manad import Manad
from domain.tid.tidpunkt import STOCKHOLM
from persistence.betalning.lasning import Betalningsrad
from starter.dokument.typsattning import satt
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.ordval.utbetalningsord import betald_forklaring, manaden, vad

_FORBEHALL = "Inte attesterat: ett förhandsbesked till ekonomen. Betala inte efter det här."


def pdf(u: Underlag) -> bytes:
    """The document; the same basis gives the same bytes. Raises: DatabasFel."""
    nar = (_signerad(u, "attesterad") or u.stangd).replace(microsecond=0)
    return satt("betalningsunderlag", innehall(u), nar)


def innehall(u: Underlag) -> dict[str, Any]:
    """Every word of the document, in the template's form."""
    alla = list(u.rader())
    ersattning = [r for r in alla if r.slag in ("manad", "avbrott")]
    justeringar = [r for r in alla if r.slag == "justering"]
    overfort = [r for r in alla if r.slag == "overfort"]
    t = u.total
    avsnitt = [
        _avsnitt(
            u.manad,
            "Ersättning",
            f"{_rader(len(ersattning))}. Om inget annat står kom allt i tid för {manaden(u.manad)} (§14, K14.5).",
            ersattning,
            ("Summa ersättning", t.ersattning),
        )
    ]
    if justeringar:
        text = f"{_rader(len(justeringar))}. Skillnaden mot det som redan är betalt; det betalda ändras aldrig (K0.7)."
        avsnitt.append(_avsnitt(u.manad, "Justeringar", text, justeringar, ("Summa justeringar", t.justeringar)))
    if overfort:
        text = "Avdrag som inte rymdes i en tidigare månad (K0.7)."
        avsnitt.append(_avsnitt(u.manad, "Överfört från tidigare", text, overfort, ("Summa överfört", t.ingaende)))
    return {
        "titel": f"Betalningsunderlag {u.manad}, {u.anordnare}",
        "beskrivning": f"Vad {u.anordnare} får betalt i betalningsmånad {u.manad}, varför, och vad som väntar.",
        "anordnare": u.anordnare,
        "manad": manaden(u.manad),
        "forbehall": None if u.attesterad else _FORBEHALL,
        "sidfot": f"Betalningsunderlag {u.manad} · {u.anordnare}",
        "summor": _summor(u),
        "steg": _steg(u),
        "avsnitt": [*avsnitt, _hallet(u)],
    }


def _summor(u: Underlag) -> list[dict[str, Any]]:
    t = u.total
    rader = [("Ersättning", t.ersattning, False)]
    if t.justeringar:
        rader.append(("Justeringar", t.justeringar, False))
    if t.ingaende:
        rader.append(("Överfört från tidigare", t.ingaende, False))
    rader.append(("Att betala", t.att_betala, True))
    if t.utgaende:
        rader.append(("Förs över till nästa månad", t.utgaende, False))
    return [{"vad": v, "belopp": _tal(b), "fet": fet} for v, b, fet in rader]


def _steg(u: Underlag) -> list[list[str]]:
    rader = [["Stängd", _nar(u.stangd)]]
    for steg, ord_ in (("forberedd", "Förberedd"), ("attesterad", "Attesterad")):
        data = u.process.data.get(steg) if u.process else None
        if data:
            av = Aktor.tolka(data["av"])
            rader.append([ord_, f"{BENAMNING[av.roll]} {av.id}, {_nar(datetime.fromisoformat(data['tid']))}"])
        else:
            rader.append([ord_, "inte än"])
    return rader


def _avsnitt(
    m: Manad, rubrik: str, ledtext: str, rader: Sequence[Betalningsrad], summa: tuple[str, Decimal]
) -> dict[str, Any]:
    return {
        "rubrik": rubrik,
        "ledtext": ledtext,
        "kolumn": "Så är beloppet räknat",
        "rader": [_rad(r.arende, r.insats, r.slag, r.avser, r.dagar, r.belopp, betald_forklaring(r, m)) for r in rader],
        "summa": {"vad": summa[0], "belopp": _tal(summa[1])} if len(rader) > 1 else None,
    }


def _hallet(u: Underlag) -> dict[str, Any]:
    rader, summa, utan = [], Decimal(), 0
    for h in u.innehallna():
        text = h.forklaring
        rader.append(_rad(h.arende, h.insats, h.slag, h.avser, h.dagar, h.belopp, text))
        summa += h.belopp or 0
        utan += h.belopp is None
    ledtext = f"{_rader(len(rader))} som inte betalas den här månaden, och varför." if rader else "Ingenting."
    vad_summan = "Summa beräknade belopp" + (f" ({_rader(utan)} utan beslutat belopp)" if utan else "")
    return {
        "rubrik": "Väntar eller hålls inne",
        "ledtext": ledtext,
        "kolumn": "Varför",
        "rader": rader,
        "summa": {"vad": vad_summan, "belopp": _tal(summa)} if len(rader) > 1 else None,
    }


def _rad(
    arende: str | None, insats: str | None, slag: str, avser: str, dagar: int, belopp: Decimal | None, text: str
) -> dict[str, Any]:
    return {
        "arende": arende,
        "vad": " · ".join(filter(None, (insats, vad(slag, avser)))),
        "forklaring": re.sub(r"(§[\d.]+), K", "\\1,\u00a0K", text),
        "dagar": str(dagar) if dagar else "–",
        "belopp": "ej beslutat" if belopp is None else _tal(belopp),
    }


def _rader(antal: int) -> str:
    return "1 rad" if antal == 1 else f"{antal} rader"


def _tal(belopp: Decimal) -> str:
    return kronor(belopp).removesuffix("\u00a0kr").replace("-", "\u2212")


def _nar(tid: datetime) -> str:
    return f"{tid.astimezone(STOCKHOLM):%Y-%m-%d kl. %H:%M}"


def _signerad(u: Underlag, steg: str) -> datetime | None:
    data = u.process.data.get(steg) if u.process else None
    return datetime.fromisoformat(data["tid"]) if data else None
