"""To explain: why an insats was granted, a frist is what it is, an amount came about, leave may be taken, something was
refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.forklaring.beslut import Beslutsforklaring, forklara_beslut
from domain.forklaring.forklaring import (
    Avslagsforklaring,
    Beloppsforklaring,
    Bevakningsforklaring,
    Parametervarde,
    forklara_avslag,
    forklara_belopp,
    forklara_bevakning,
)
from domain.forklaring.ledighet import Ledighetsforklaring, forklara_ledighet
from domain.grund.kallor import hanvisning
from domain.grund.ord import SLAG, UTFALL
from domain.grund.ordval import med_stor, numerus
from domain.grund.parter import BENAMNING, Aktor
from domain.kapitel.alla import benamning
from domain.liv.rutin import mening
from domain.skeende.journal import Post
from domain.skeende.mening import spann
from starter.api.terminal.fraga import Har, Matt, Visat, fraga, i_ord
from starter.tjanster.arendet import tillstand
from starter.visning import tid
from starter.visning.json import BEVAKNING, UTBETALNING, enkelt, rad
from starter.visning.ordval import lagesord
from starter.visning.reglerna import STATUS, visa_varde
from starter.visning.skillnad import i_kronor
from starter.visning.tidslinje import skriv_ut, vem


@fraga()
def beslut(har: Har, som: Aktor, arende: str, matt: Matt) -> Visat:
    """Why the insats was granted. Raises: FinnsInte; Avvisning."""
    i, poster = tillstand(har.motor, som, arende)
    f = forklara_beslut(i, poster, som)
    data = {"grund": f.grund, "fakta": f.fakta, "text": f.text, "hant": [_rad(p) for p in f.rader]}
    return Visat(data, i_ord(matt, lambda ut: _visa_beslut(ut, f)))


def _visa_beslut(ut: Console, f: Beslutsforklaring) -> None:
    for vad, varde in f.fakta.items():
        ut.print(Text.assemble((f"{med_stor(vad)}: ", "bold"), varde))
    ut.print(f.text)
    skriv_ut(ut, f.rader)


@fraga()
def bevakning(har: Har, som: Aktor, arende: str, slag: str, avser: str | None, matt: Matt) -> Visat:
    """What started a bevakning, how its frist was counted, what has happened. Raises: FinnsInte; Avvisning."""
    i, poster = tillstand(har.motor, som, arende)
    f = forklara_bevakning(i, poster, slag.lower(), avser, som)
    data = {
        "bevakning": rad(f.rad, BEVAKNING), "hanvisning": hanvisning(f.rad.regel), "start": f.start,
        "startrad": _rad(f.startrad) if f.startrad else None, "berakning": f.berakning,
        "rakning": f.rakning, "parametrar": f.parametrar, "tolkning": f.ar_tolkning,
        "hant": [_rad(p) for p in f.rader],
    }  # fmt: skip
    return Visat(data, i_ord(matt, lambda ut: _visa_bevakning(ut, f)))


@fraga()
def belopp(har: Har, som: Aktor, arende: str, manad: str, matt: Matt) -> Visat:
    """How a month's amount came about. Raises: FinnsInte; Avvisning."""
    i, _ = tillstand(har.motor, som, arende)
    f = forklara_belopp(i, manad)
    data = {"berakning": f.berakning, "utbetalningar": [rad(r, UTBETALNING) for r in f.rader]}
    return Visat(data, i_ord(matt, lambda ut: _visa_belopp(ut, f)))


@fraga()
def avslag(har: Har, som: Aktor, arende: str, kommando: str, matt: Matt) -> Visat:
    """Why something that was put in the queue was refused. Raises: FinnsInte; Avvisning."""
    _, poster = tillstand(har.motor, som, arende)
    f = forklara_avslag(poster, kommando)
    data = {
        "kommando": f.verb, "regel": f.regel, "text": f.text, "tid": f.rad.tid, "av": str(f.rad.av), "nr": f.rad.nr,
    }  # fmt: skip
    return Visat(data, i_ord(matt, lambda ut: _visa_avslag(ut, f)))


@fraga()
def ledighet(har: Har, som: Aktor, arende: str, fran: date, till: date | None, matt: Matt) -> Visat:
    """Whether days may be taken as leave, and why. Raises: FinnsInte; Avvisning."""
    i, poster = tillstand(har.motor, som, arende)
    f = forklara_ledighet(i, poster, fran, till)
    data = {
        "dagar": f.dagar, "hinder": f.hinder, "parametrar": f.parametrar, "hant": [_rad(p) for p in f.rader],
    }  # fmt: skip
    return Visat(data, i_ord(matt, lambda ut: _visa_ledighet(ut, f)))


def _visa_ledighet(ut: Console, f: Ledighetsforklaring) -> None:
    for d in f.dagar:
        ut.print(f"{spann(d.fran, d.till)}: {d.varfor}")
    ut.print(f"Går inte: {f.hinder}." if f.hinder else "Ledigheten kan anmälas.")
    ut.print(_parametertabell(f.parametrar, "Ledigheten vilar på"))
    skriv_ut(ut, f.rader)


def _visa_avslag(ut: Console, f: Avslagsforklaring) -> None:
    nar = f" ({f.verb}), rad {f.rad.nr}, {tid.tidpunkt(f.rad.tid)}, {vem(f.rad.av)}"
    ut.print(Text.assemble((f.rubrik, "bold"), nar))
    ut.print(f"Avvisades: {f.text}")
    ut.print(f"Regel: {hanvisning(f.regel)}. Ingenting ändrades i ärendet.")


def _visa_bevakning(ut: Console, f: Bevakningsforklaring) -> None:
    utfall, stil = UTFALL[f.rad.utfall], lagesord.UTFALLSFARG[f.rad.utfall]
    vad = benamning(f.rad.slag, f.rad.avser)
    ut.print(Text.assemble((vad, "bold"), f", senast {f.rad.frist}: ", (utfall, stil)))
    ut.print(f"Regel: {hanvisning(f.rad.regel)}. Ansvarig: {BENAMNING[f.rad.ansvarig]}.")
    startrad = f" Rad {f.startrad.nr}: {mening(f.startrad).text}." if f.startrad else ""
    ut.print(f"Klockan startade: {f.start}{startrad}")
    ut.print(f"Räkning: {f.rakning}")
    if f.parametrar:
        ut.print(_parametertabell(f.parametrar))
    ut.print("Det här har hänt:" if f.rader else "Inget har hänt än.")
    skriv_ut(ut, f.rader)


def _parametertabell(parametrar: tuple[Parametervarde, ...], over: str = "Fristen vilar på") -> Table:
    tabell = Table("Regelverket", "Värde", "Gäller", "Källa", "Status", title=over, title_justify="left")
    for p in parametrar:
        varde = "saknas" if p.varde is None else visa_varde(p.varde, p.enhet)
        tabell.add_row(
            Text.assemble(f"{p.nyckel}\n", (p.text, "dim")), varde, f"{p.galler_fran or ''}–{p.galler_till or ''}",
            f"{p.paragraf}, {p.krav}", STATUS[p.status],
        )  # fmt: skip
    return tabell


def _visa_belopp(ut: Console, f: Beloppsforklaring) -> None:
    b = f.berakning
    dagar = numerus(b["insatsdagar"], "insatsdag", "insatsdagar")
    nar = f", {b['fran']}–{b['till']}" if b["fran"] else ""
    ut.print(Text.assemble((b["manad"], "bold"), f": {dagar}{nar}"))
    kalla = b["kalla"].replace("faststalld", STATUS["faststalld"])
    ut.print(f"Källa: {kalla}. {b['forklaring']}")
    if b["avbrott"]:
        forverkat = "; förverkad, slutrapporten kom inte i tid" if b["avbrott"]["forverkat"] else ""
        ut.print(f"Avbrottsersättning: {b['avbrott']['forklaring']}{forverkat}")
    for t in b["tidigare"]:
        till = tid.tidpunkt(datetime.fromisoformat(t["gallde_till"]))
        ut.print(f"{med_stor(SLAG[t['slag']])}: till {till}, då beloppet rättades: {t['forklaring']}")
    if b["vantat_underlag"] and not any(r.slag == "manad" and r.status == "utbetald" for r in f.rader):
        ut.print(f"Faktureringsunderlaget ska visa {i_kronor(Decimal(b['vantat_underlag']))} (§14, K14.4).")
    for r in f.rader:
        nar = f" i {r.utbetalningsmanad}" if r.status == "utbetald" else f", betalas i {r.utbetalningsmanad}"
        hur = lagesord.STATUS[r.status][0] + (nar if r.utbetalningsmanad else "")
        ut.print(f"{med_stor(SLAG[r.slag])} {r.avser}: {i_kronor(r.belopp)}, {hur}")
        ut.print(f"  {r.forklaring}", style="dim")
    if not f.rader:
        ut.print("Månaden har inte börjat bevakas än; inget är betalt.")


def _rad(post: Post) -> dict[str, Any]:
    m = mening(post)
    return {"nr": post.nr, "tid": enkelt(post.tid), "av": str(post.av), "text": m.text, "regel": m.regel}
