"""How payment months are shown: a table for people, the same as data for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

import click
from sqlalchemy import Engine

from domain.grund.parter import BENAMNING, Aktor
from domain.grund.pengar import kronor
from domain.tid.manad import Manad
from persistence.betalning import lasning as last
from persistence.betalning.stangning import Anordnartotal
from starter.cli.ram.gemensamt import skriv_json
from starter.stod.filer import csvut
from starter.tjanster.betalning import betalningsmanader
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.ordval.processord import LAGE
from starter.visning.ordval.utbetalningsord import HALLEN, betald_forklaring, vad
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag

_ANTECKNING = {"forbered_betalning": "vid förberedelsen", "aterlamna_betalning": "vid återlämnandet"}
_STEG = (("forberedd", "Förberedd"), ("attesterad", "Attesterad"), ("aterlamnad", "Senast återlämnad"))
_TOTALER = (
    "Anordnare", "Ersättning", "Justeringar", "Överfört från tidigare", "Att betala", "Förs över", "Rader",
    "Väntar eller hålls inne",
)  # fmt: skip
_TAL = (*_TOTALER[1:], "Dagar", "Belopp")
"""The columns that hold figures."""


def svara(sagt: Sequence[str], som_json: bool, annars: Callable[[], None]) -> None:
    """Tell of files that were written; show what was asked for where nothing else was, or as data."""
    for rad in sagt:
        click.echo(rad, err=som_json)
    if som_json or not sagt:
        annars()


def manader(motor: Engine, som: Aktor, som_json: bool) -> None:
    """The months there are; an anordnare's are those that are attested and hold something of its own.

    Raises: Avvisning, if they are not for ``som`` to see.
    """
    alla, stangs = betalningsmanader.manader(motor, som), betalningsmanader.som_stangs(motor, som)
    if som_json:
        skriv_json({
            "manader": [{**_som_data(m), "status": s} for m, s in alla],
            "stangs": stangs,
        })  # fmt: skip
        return
    tabell(
        "Betalningsmånader",
        ("Månad", "Läge", "Att betala", "Justeringar", "Förs över", "Rader", "Väntar eller hålls inne"),
        [(m, LAGE["stangs"], "", "", "", "", "") for m in stangs]
        + [
            (m.manad, LAGE[s], kronor(m.att_betala), kronor(m.justeringar),
             kronor(m.utgaende), str(m.rader), str(m.innehallna))
            for m, s in alla
        ],
        tal=_TAL,
    )  # fmt: skip


def en_manad(motor: Engine, som: Aktor, manad: Manad, som_json: bool) -> None:
    """A closed month: every anordnare's totals, how far it has come, and which cases did not answer."""
    m = betalningsmanader.en_manad(motor, som, manad)
    if som_json:
        skriv_json({
            "manad": manad, "stangd": m.stangd.stangd, "status": m.status, "process": m.process or None,
            "anordnare": list(m.totaler), "totalt": summa("totalt", m.totaler), "ej_svarat": list(m.tysta),
            "anteckningar": [{"av": d.av, "tid": d.skapad, "slag": d.slag, "text": d.innehall} for d in m.anteckningar],
        })  # fmt: skip
        return
    _huvud(f"Betalningsmånad {manad}", m.stangd.stangd, m.status, m.process)
    alla = [*m.totaler, summa("Alla", m.totaler)] if len(m.totaler) > 1 else list(m.totaler)
    tabell("Per anordnare", _TOTALER, [tuple(map(_cell, _varden(t))) for t in alla], tal=_TAL)
    if m.tysta:
        tabell(
            "Ärenden som inte svarade; de kommer i nästa månad som stängs",
            ("Ärende", "Anordnare", "Avser", "Belopp"),
            [(h.arende, h.anordnare, vad(h.slag, h.avser), _kr(h.belopp)) for h in m.tysta],
            tal=_TAL,
        )
    if m.anteckningar:
        tabell("Anteckningar", ("När", "Vem", "Vad", "Text"), [
            (klockslag(d.skapad), d.av, _ANTECKNING.get(d.slag, d.slag), "; ".join(map(str, d.innehall.values())))
            for d in m.anteckningar
        ])  # fmt: skip


def en_anordnare(u: Underlag, som_json: bool) -> None:
    """One anordnare's part, row by row."""
    laget = betalningsmanader.status(u.process)
    if som_json:
        skriv_json({
            "manad": u.manad, "stangd": u.stangd, "status": laget, "total": u.total, "rader": list(u.rader()),
            "innehallna": list(u.innehallna()),
        })  # fmt: skip
        return
    _huvud(f"Betalningsunderlag {u.manad}, {u.anordnare}", u.stangd, laget, u.process.data if u.process else {})
    t = u.total
    for text, belopp in (
        ("Ersättning", t.ersattning), ("Justeringar", t.justeringar), ("Överfört från tidigare", t.ingaende),
        ("Att betala", t.att_betala), ("Förs över till nästa månad", t.utgaende),
    ):  # fmt: skip
        if belopp or text in ("Ersättning", "Att betala"):
            click.echo(f"{text}: {kronor(belopp)}")
    kolumner = ("Ärende", "Insats", "Avser", "Dagar", "Belopp", "Förklaring")
    tabell("Betalas eller räknas av", kolumner, [
        (r.arende or "–", r.insats or "–", vad(r.slag, r.avser), str(r.dagar), kronor(r.belopp),
         betald_forklaring(r, u.manad))
        for r in u.rader()
    ], tal=_TAL)  # fmt: skip
    tabell("Väntar eller hålls inne", (*kolumner[:5], "Läge", "Varför"), [
        (h.arende, h.insats, vad(h.slag, h.avser), str(h.dagar), _kr(h.belopp), HALLEN[h.status], h.forklaring)
        for h in u.innehallna()
    ], tal=_TAL)  # fmt: skip


def totaler_csv(motor: Engine, manad: Manad) -> bytes:
    """A closed month as CSV, a row for each anordnare."""
    stangd = last.stangning(motor, manad)
    return csvut.som_bytes(_TOTALER, map(_varden, stangd.totaler if stangd else ()))


def summa(namn: str, totaler: Iterable[Anordnartotal]) -> Anordnartotal:
    """The totals together, under a name."""
    alla = list(totaler)
    kronor_ = {f.name: sum((getattr(t, f.name) for t in alla), Decimal()) for f in fields(Anordnartotal)[1:6]}
    return Anordnartotal(namn, **kronor_, rader=sum(t.rader for t in alla), innehallna=sum(t.innehallna for t in alla))


def _huvud(rubrik: str, stangd: datetime, status: str, data: Mapping[str, Any]) -> None:
    click.echo(f"{rubrik}: {LAGE[status]}.")
    click.echo(f"Stängd {klockslag(stangd)}.")
    for steg, ord_ in _STEG:
        if s := data.get(steg):
            av = Aktor.tolka(s["av"])
            click.echo(f"{ord_} {klockslag(datetime.fromisoformat(s['tid']))} av {BENAMNING[av.roll]} {av.id}.")


def _varden(t: Anordnartotal) -> tuple[object, ...]:
    return (t.anordnare, t.ersattning, t.justeringar, t.ingaende, t.att_betala, t.utgaende, t.rader, t.innehallna)


def _cell(varde: object) -> str:
    return kronor(varde) if isinstance(varde, Decimal) else str(varde)


def _kr(belopp: Decimal | None) -> str:
    return "inte beslutat" if belopp is None else kronor(belopp)


def _som_data(m: last.Manadstotal) -> dict[str, Any]:
    return {f.name: getattr(m, f.name) for f in fields(m)}
