"""The templates: always escaped, Swedish dates and money, and what every page shows of who one is."""

from __future__ import annotations

import hashlib
import re
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from domain.grund import ord
from domain.grund.kallor import hanvisning, paragraf
from domain.grund.ordval import med_stor
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.grund.pengar import kronor
from domain.grund.text import synligt
from domain.processer.process import processbenamning
from domain.tid import tidpunkt
from persistence.arende.att_gora.menytal import Menytal
from persistence.arende.att_gora.urvalet import RAKNAR_TILL
from starter.inloggning import csrf
from starter.skrivbord.plats import ATT_GORA, INKORG, KO, MENY, Plats, adress, kom_fran, minns_listan
from starter.visning import datum
from starter.visning.ordval import lagesord, utbetalningsord
from starter.visning.ordval.bevakningsord import vad_vantas
from starter.visning.ordval.lagesord import aktor_i_ord
from starter.visning.tidslinje import om_gallring

STATISKT = Path(__file__).parent / "statiskt"
FILERNA = "/statiskt"


@cache
def fil(namn: str) -> str:
    """The address of a static file; what it holds is part of it, so that it may be kept for ever."""
    return f"{FILERNA}/{namn}?v={hashlib.sha256((STATISKT / namn).read_bytes()).hexdigest()[:12]}"


def _egna(ord_: ModuleType) -> dict[str, Any]:
    """The words that a module of words holds."""
    return {k: v for k, v in vars(ord_).items() if k.isupper()}


def hem(arende: str, som: Aktor) -> str:
    """Where a case is read: a socialsekreterare, who sees none, has a page of its own for what it is told (K3.7)."""
    rum = "mina-kunder" if som.roll is Roll.SOCIALSEKRETERARE else "arenden"
    return f"/{rum}/{quote(arende, safe='')}"


_DAG, _KRONOR = re.compile(r"\b(\d{4}-\d\d-\d\d)\b"), re.compile(r"\b(\d+)[.,](\d\d) kr\b")
_SPANN = re.compile(r"(?<!faktura )(?<![\w/-])(20\d\d-(?:W\d\d|0[1-9]|1[0-2]))(?![\w/-])")
"""A week or a month, and no part of a day or of an id; what follows on ``faktura`` is the invoice's own number."""


_IDAG: ContextVar[date] = ContextVar("idag")
"""The day that the page is made on."""


def svenska(text: object) -> str:
    """The service's own words, the same at every door, as a page says them: dates as Swedes write them, and kronor with
    their spaces. What somebody has written stands as it was written."""

    def dagen(m: re.Match[str]) -> str:
        try:
            return datum.dag(date.fromisoformat(m[1]), _IDAG.get(date.min))
        except ValueError:
            return m[0]

    ord_ = _SPANN.sub(lambda m: datum.avser(m[1], _IDAG.get(date.min)), _DAG.sub(dagen, str(text)))
    return _KRONOR.sub(lambda m: kronor(Decimal(f"{m[1]}.{m[2]}")), ord_)


def _vem(aktor: str) -> str:
    """Somebody whom a log names (``roll:id[@organisation]``), as a person reads it."""
    try:
        return med_stor(aktor_i_ord(Aktor.tolka(aktor)))
    except ValueError:  # a line from before an id had its form
        return aktor


def regellank(krav: str, text: str = "", *, ny_flik: bool = False) -> Markup:
    """The reference to a rule, which opens what it says; in a tab of its own from the middle of a form.

    ``text``: the reference as it stands in a sentence.
    """
    flik = Markup(' target="_blank" rel="noopener"') if ny_flik else ""
    lank = Markup('<a class="govuk-link varfor" href="/regler/{}"{}>{}</a>')
    return lank.format(quote(krav, safe=""), flik, text or hanvisning(krav))


def med_regel(text: object, krav: str | None) -> Markup:
    """A sentence whose rule can be opened: where it names it, else after it."""
    if not krav:
        return escape(text)
    # With its paragraph as a reference has it or as a refusal does, or alone; and no rule that only begins alike.
    for form in (hanvisning(krav), f"{krav}, {paragraf(krav)}", krav):
        if namnd := re.fullmatch(rf"(?s)(.*(?<!\w))({re.escape(form)})((?!\.?\d).*)", str(text)):
            return Markup("{}{}{}").format(namnd[1], regellank(krav, namnd[2]), namnd[3])
    return Markup('{} <span class="dampad">{}</span>').format(text, regellank(krav))


def sa_manga(n: int) -> str:
    """A count that goes no further than ``RAKNAR_TILL``, in words."""
    return f"fler än {n}" if n >= RAKNAR_TILL else str(n)


def _miljo() -> Environment:
    miljo = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("starter.skrivbord", "mallar"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    miljo.globals |= {
        "adress": adress,
        "ansvarig": BENAMNING,
        "sa_manga": sa_manga,
        "dict": dict,
        "fil": fil,
        "hanvisning": hanvisning,
        "hem": hem,
        "hur_lange": datum.hur_lange,
        "om_gallring": om_gallring,
        "ord": SimpleNamespace(**_egna(ord), **_egna(lagesord)),
        "processord": processbenamning,
        "regellank": regellank,
        "raknad_i": utbetalningsord.raknad_i,
        "Roll": Roll,
        "timmar": datum.timmar,
        "slagets_namn": lambda slag: vad_vantas(slag, None, None, _IDAG.get(date.min)),
        "vad_avser": utbetalningsord.vad,
    }
    miljo.filters |= {
        "fodd": lambda d: datum.hel_dag(d).partition(" ")[2],
        "hel_dag": datum.hel_dag,
        "i_ord": aktor_i_ord,
        "vem": _vem,
        "kr": lambda b: "–" if b is None else kronor(b),
        "kronor": lambda t: kronor(Decimal(t)),
        "manaden": datum.manaden,
        "orsak": lambda o: ord.ORSAK.get(o, o),
        "med_regel": med_regel,
        "q": lambda t: quote(str(t), safe=""),
        "stor": med_stor,
        "svenska": svenska,
    }
    return miljo


MILJO = _miljo()


def sida(request: Request, mall: str, plats: Plats | None = None, *, status: int = 200, **fakta: Any) -> HTMLResponse:
    """A page. ``plats`` None is somebody who is not logged in, or has no role yet."""
    idag: date = plats.idag if plats else tidpunkt.datum(datetime.now(UTC))
    _IDAG.set(idag)
    meny = MENY.get(plats.som.roll, (("/", "Att göra"),)) if plats else ()
    listan, listans_namn = kom_fran(request, plats.som if plats else None)
    text = MILJO.get_template(mall).render(
        vag=request.url.path,
        idag=idag,
        meny=meny,
        listan=listan,
        listans_namn=listans_namn,
        # Of a page that anybody reads it is not asked who does; who has a login is not led to make one.
        med_kaka=csrf.kaka_namn(request.app.state.inloggning.inst) in request.cookies,
        i_menyn=_antalen(plats.tal) if plats and plats.tal else {},
        jag=_jag(plats.som) if plats else None,
        som=plats.som if plats else None,
        logga_ut=csrf.kod(plats.hemlighet, "/logga-ut") if plats else None,
        vad=lambda b: vad_vantas(b.slag, b.avser, b.ansvarig, idag),
        avser=lambda t: datum.avser(t, idag),
        dag=lambda d: datum.dag(d, idag) if d else "–",
        stund=lambda t: datum.stund(t, idag) if t else "–",
        **fakta,
    )
    svar = HTMLResponse(synligt(text), status)  # a text may hold what turns the page's words about (K3.3)
    if plats:
        minns_listan(request, svar)
    return svar


def _antalen(tal: Menytal) -> dict[str, tuple[int, str]]:
    """What the menu counts, by where it leads: how many, and of what."""
    return {
        ATT_GORA[0]: (tal.att_gora, "att göra"), INKORG[0]: (tal.olasta, "olästa"), KO[0]: (tal.i_ko, "att bemanna")
    }  # fmt: skip


def _jag(som: Aktor) -> str:
    """Who one is logged in as; a kund is no number to themselves."""
    return "Inloggad som kund" if som.roll is Roll.KUND else med_stor(aktor_i_ord(som))
