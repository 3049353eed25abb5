"""The payment month from the terminal: as tables for people, as data for programs, and as files (K14.6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from rich.console import Console

from domain.grund.avvisning import Avvisning
from domain.grund.parter import BENAMNING, Aktor
from domain.grund.pengar import kronor
from domain.processer.betalningsmanad.lage import REGEL, SER
from domain.tid.manad import Manad, forsta
from persistence.betalning import lasning
from persistence.betalning.lasning import Manadstotal
from persistence.betalning.stangning import Anordnartotal
from persistence.insyn import tillgang
from starter.api.terminal.fraga import Filen, Har, Matt, Visat, fraga, i_ord
from starter.dokument.betalningscsv import KOLUMNER, csv_rader
from starter.stod.filer import csvut
from starter.tjanster.betalning import betalningsinsyn, betalningsmanader, betalningsunderlag
from starter.tjanster.betalning.betalningsmanader import Manadsblad
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.ordval.processord import LAGE
from starter.visning.ordval.utbetalningsord import HALLEN, betald_forklaring, vad
from starter.visning.tabell import i_tabell
from starter.visning.tid import klockslag

_ANTECKNING = {"forbered_betalning": "vid förberedelsen", "aterlamna_betalning": "vid återlämnandet"}
_STEG = (("forberedd", "Förberedd"), ("attesterad", "Attesterad"), ("aterlamnad", "Senast återlämnad"))
_TOTALER = (
    "Anordnare", "Ersättning", "Justeringar", "Överfört från tidigare", "Att betala", "Förs över", "Rader",
    "Väntar eller hålls inne",
)  # fmt: skip
_TAL = (*_TOTALER[1:], "Dagar", "Belopp")
"""The columns that hold figures."""


@fraga()
def manader(har: Har, som: Aktor, matt: Matt) -> Visat:
    """The months there are; an anordnare's are those that are attested and hold something of its own.

    Raises: Avvisning, if they are not for ``som`` to see.
    """
    alla, stangs = betalningsmanader.manader(har.motor, som), betalningsmanader.som_stangs(har.motor, som)
    data = {"manader": [{**_som_data(m), "status": s} for m, s in alla], "stangs": stangs}
    return Visat(data, i_ord(matt, lambda ut: _visa_manader(ut, alla, stangs)))


def _visa_manader(ut: Console, alla: Sequence[tuple[Manadstotal, str]], stangs: Sequence[Manad]) -> None:
    i_tabell(
        ut, "Betalningsmånader",
        ("Månad", "Läge", "Att betala", "Justeringar", "Förs över", "Rader", "Väntar eller hålls inne"),
        [(m, LAGE["stangs"], "", "", "", "", "") for m in stangs]
        + [
            (m.manad, LAGE[s], kronor(m.att_betala), kronor(m.justeringar),
             kronor(m.utgaende), str(m.rader), str(m.innehallna))
            for m, s in alla
        ],
        tal=_TAL,
    )  # fmt: skip


@fraga()
def en_manad(har: Har, som: Aktor, manad: str, matt: Matt) -> Visat:
    """A closed month: the totals, how far it has come, and which cases did not answer. Raises: Avvisning."""
    tillgang.prova_tillgang(har.motor, som)
    m = betalningsmanader.en_manad(har.motor, som, manad)
    data = {
        "manad": manad, "stangd": m.stangd.stangd, "status": m.status, "process": m.process or None,
        "anordnare": list(m.totaler), "totalt": summa("totalt", m.totaler), "ej_svarat": list(m.tysta),
        "anteckningar": [{"av": d.av, "tid": d.skapad, "slag": d.slag, "text": d.innehall} for d in m.anteckningar],
    }  # fmt: skip
    return Visat(data, i_ord(matt, lambda ut: _visa_manad(ut, m)))


def _visa_manad(ut: Console, m: Manadsblad) -> None:
    _huvud(ut, f"Betalningsmånad {m.manad}", m.stangd.stangd, m.status, m.process)
    alla = [*m.totaler, summa("Alla", m.totaler)] if len(m.totaler) > 1 else list(m.totaler)
    i_tabell(ut, "Per anordnare", _TOTALER, [tuple(map(_cell, _varden(t))) for t in alla], tal=_TAL)
    if m.tysta:
        i_tabell(
            ut, "Ärenden som inte svarade; de kommer i nästa månad som stängs",
            ("Ärende", "Anordnare", "Avser", "Belopp"),
            [(h.arende, h.anordnare, vad(h.slag, h.avser), _kr(h.belopp)) for h in m.tysta],
            tal=_TAL,
        )  # fmt: skip
    if m.anteckningar:
        i_tabell(ut, "Anteckningar", ("När", "Vem", "Vad", "Text"), [
            (klockslag(d.skapad), d.av, _ANTECKNING.get(d.slag, d.slag), "; ".join(map(str, d.innehall.values())))
            for d in m.anteckningar
        ])  # fmt: skip


@fraga()
def en_del(har: Har, som: Aktor, manad: str, anordnare: str, matt: Matt) -> Visat:
    """One anordnare's part, row by row. Raises: Avvisning."""
    u = _delen(har, som, manad, anordnare)
    laget = betalningsmanader.status(u.process)
    data = {
        "manad": u.manad, "stangd": u.stangd, "status": laget, "total": u.total, "rader": list(u.rader()),
        "innehallna": list(u.innehallna()),
    }  # fmt: skip
    return Visat(data, i_ord(matt, lambda ut: _visa_del(ut, u, laget)))


def _visa_del(ut: Console, u: Underlag, laget: str) -> None:
    process = u.process.data if u.process else {}
    _huvud(ut, f"Betalningsunderlag {u.manad}, {u.anordnare}", u.stangd, laget, process)
    t = u.total
    for text, belopp in (
        ("Ersättning", t.ersattning), ("Justeringar", t.justeringar), ("Överfört från tidigare", t.ingaende),
        ("Att betala", t.att_betala), ("Förs över till nästa månad", t.utgaende),
    ):  # fmt: skip
        if belopp or text in ("Ersättning", "Att betala"):
            _rad(ut, f"{text}: {kronor(belopp)}")
    kolumner = ("Ärende", "Insats", "Avser", "Dagar", "Belopp", "Förklaring")
    i_tabell(ut, "Betalas eller räknas av", kolumner, [
        (r.arende or "–", r.insats or "–", vad(r.slag, r.avser), str(r.dagar), kronor(r.belopp),
         betald_forklaring(r, u.manad))
        for r in u.rader()
    ], tal=_TAL)  # fmt: skip
    i_tabell(ut, "Väntar eller hålls inne", (*kolumner[:5], "Läge", "Varför"), [
        (h.arende, h.insats, vad(h.slag, h.avser), str(h.dagar), _kr(h.belopp), HALLEN[h.status], h.forklaring)
        for h in u.innehallna()
    ], tal=_TAL)  # fmt: skip


@fraga()
def delen_som_fil(har: Har, som: Aktor, manad: str, anordnare: str, slag: Literal["csv", "pdf"]) -> Filen:
    """One anordnare's payment basis as a file. Raises: Avvisning."""
    u = _delen(har, som, manad, anordnare)
    if slag == "csv":
        return Filen.av(csvut.som_bytes(KOLUMNER, csv_rader(u)), namn=u.filnamn)
    from starter.dokument.betalningspdf import pdf  # what sets the page is large

    return Filen.av(pdf(u), namn=u.filnamn)


@fraga()
def delarna(har: Har, som: Aktor, manad: str) -> list[str]:
    """The anordnare that have a part in a month. Raises: Avvisning."""
    _prova_hela(har, som, manad)
    return [u.anordnare for u in betalningsunderlag.las(har.motor, manad)]


@fraga()
def summor_som_fil(har: Har, som: Aktor, manad: str) -> Filen:
    """A closed month as CSV, a row for each anordnare. Raises: Avvisning."""
    _prova_hela(har, som, manad)
    stangd = lasning.stangning(har.motor, manad)
    return Filen.av(csvut.som_bytes(_TOTALER, map(_varden, stangd.totaler if stangd else ())))


@dataclass(frozen=True, slots=True)
class Stangningslage:
    """How far a month's closing has come; ``haller_pa`` tells of one that is under way."""

    stangd: bool
    borjad: bool
    haller_pa: str | None


@fraga()
def stangningslage(har: Har, som: Aktor, manad: str) -> Stangningslage:
    """Whether a month is closed, or may be. Raises: Avvisning, also for one that a later one has taken in."""
    tillgang.prova_tillgang(har.motor, som)
    if som.roll not in SER:
        raise Avvisning(REGEL, "betalningsmånaden stängs av ekonomen eller arbetsledaren", "som")
    _manad(manad)
    stangd, process = lasning.stangning(har.motor, manad) is not None, lasning.process_for(har.motor, manad)
    if not stangd and lasning.stangd_efter(har.motor, manad):
        raise betalningsinsyn.inte_stangd(har.motor, manad)
    pagar = process is not None and process.status == "stangs" and not stangd
    text = betalningsinsyn.haller_pa(har.motor, manad, process) if process and pagar else None
    return Stangningslage(stangd, process is not None, text)


@fraga()
def prova_att_den_finns(har: Har, som: Aktor, manad: str) -> None:
    """Raises: Avvisning, with why a month has nothing to sign; to who sees no whole months the same of every month."""
    tillgang.prova_tillgang(har.motor, som)
    betalningsinsyn.prova_roll(som)
    if lasning.process_for(har.motor, _manad(manad)) is None:
        raise betalningsinsyn.inte_stangd(har.motor, manad)


def _delen(har: Har, som: Aktor, manad: str, anordnare: str) -> Underlag:
    tillgang.prova_tillgang(har.motor, som)
    return betalningsinsyn.en_del(har.motor, _manad(manad), anordnare, som)


def _prova_hela(har: Har, som: Aktor, manad: str) -> None:
    tillgang.prova_tillgang(har.motor, som)
    betalningsinsyn.prova_hela(har.motor, _manad(manad), som)


def _manad(text: str) -> Manad:
    try:
        forsta(text)
    except ValueError:
        raise Avvisning(REGEL, "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
    return text


def summa(namn: str, totaler: Iterable[Anordnartotal]) -> Anordnartotal:
    """The totals together, under a name."""
    alla = list(totaler)
    kronor_ = {f.name: sum((getattr(t, f.name) for t in alla), Decimal()) for f in fields(Anordnartotal)[1:6]}
    return Anordnartotal(namn, **kronor_, rader=sum(t.rader for t in alla), innehallna=sum(t.innehallna for t in alla))


def _huvud(ut: Console, rubrik: str, stangd: datetime, status: str, data: Mapping[str, Any]) -> None:
    _rad(ut, f"{rubrik}: {LAGE[status]}.")
    _rad(ut, f"Stängd {klockslag(stangd)}.")
    for steg, ord_ in _STEG:
        if s := data.get(steg):
            av = Aktor.tolka(s["av"])
            _rad(ut, f"{ord_} {klockslag(datetime.fromisoformat(s['tid']))} av {BENAMNING[av.roll]} {av.id}.")


def _rad(ut: Console, text: str) -> None:
    ut.print(text, soft_wrap=True)


def _varden(t: Anordnartotal) -> tuple[object, ...]:
    return (t.anordnare, t.ersattning, t.justeringar, t.ingaende, t.att_betala, t.utgaende, t.rader, t.innehallna)


def _cell(varde: object) -> str:
    return kronor(varde) if isinstance(varde, Decimal) else str(varde)


def _kr(belopp: Decimal | None) -> str:
    return "inte beslutat" if belopp is None else kronor(belopp)


def _som_data(m: lasning.Manadstotal) -> dict[str, Any]:
    return {f.name: getattr(m, f.name) for f in fields(m)}
