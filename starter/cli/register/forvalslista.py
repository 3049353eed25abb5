"""The förvalslista (§5.4.1, K5.5): whose turn, when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, get_args

import click

from domain.grund.slag import Kundval
from domain.register.forval.forvalslista import Forvalsperiod
from domain.tid.kalender import FORSTA_AR, SISTA_AR
from domain.tid.tidpunkt import datum
from starter.api.terminal import siffror
from starter.cli.ram.gemensamt import json_val, skriv_json
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be, nagon
from starter.tjanster.kunden import forval
from starter.visning.tabell import tabell


@click.command()
@click.argument("kundval", type=click.Choice(get_args(Kundval)))
@click.option("--datum", "dag", type=Datum(), help="Bara vem som är förvalsanordnare den dagen.")
@click.option("--ar", type=click.IntRange(FORSTA_AR, SISTA_AR), help="Året som visas; utelämnat betyder i år.")
@json_val
def forvalslista(kundval: Kundval, dag: date | None, ar: int | None, som_json: bool) -> None:
    """Visa vem som är förvalsanordnare, period för period (§5.4.1).

    En period som har börjat ligger fast, utom de dagar då dess anordnare inte längre är auktoriserad: då går nästa i
    tur in. Perioder som inte har börjat ändras om listan ändras.
    """
    if dag is not None and ar is not None:
        raise click.UsageError("Ange antingen --datum eller --ar.")
    nu = datum(datetime.now(UTC))
    if dag is not None:
        period = be(nagon(), siffror.forvalsperiod, kundval=kundval, dag=dag)
        if som_json:
            vem = period.den(dag).anordnare
            skriv_json({"kundval": kundval, "datum": dag, "anordnare": vem, "period": _post(period, nu)})
        else:
            click.echo(forval.i_ord(period, kundval, dag))
        return
    perioder = be(nagon(), siffror.forvalsperioder, kundval=kundval, ar=ar or nu.year)
    if som_json:
        skriv_json({"kundval": kundval, "perioder": [_post(p, nu) for p in perioder]})
    else:
        kolumner = ("Veckor", "Från", "Till", "Förvalsanordnare", "Varför")
        grupper = groupby(perioder, key=lambda p: p.ingen)
        rader = [rad for ingen, grupp in grupper for rad in (_tomma(list(grupp)) if ingen else _visade(grupp, nu))]
        tabell(f"Förvalslista {kundval} {ar or nu.year}", kolumner, rader)


def _post(p: Forvalsperiod, nu: date) -> dict[str, Any]:
    return {
        "start": p.start,
        "slut": p.slut,
        "veckor": [d.isocalendar().week for d in (p.start, p.slut)],
        "har_borjat": p.start <= nu,
        "varv": p.varv,
        "tur": p.tur,
        "plats": p.plats[0] or None,
        "auktoriserade": p.plats[1],
        "forbigangna": p.forbigangna,
        "delar": p.delar,
    }


def _visade(perioder: Iterable[Forvalsperiod], nu: date) -> Iterator[tuple[str, ...]]:
    for p in perioder:
        for n, d in enumerate(p.delar):
            veckor = forval.veckor(p.start, p.slut) if n == 0 else ""
            skal = [forval.varfor(p, d), *(forval.forbigangna(p) if n == 0 else ())]
            har = "▸ " if d.fran <= nu <= d.till else ""
            yield veckor, str(d.fran), str(d.till), f"{har}{d.anordnare or '–'}", "\n".join(skal)


def _tomma(perioder: list[Forvalsperiod]) -> Iterator[tuple[str, ...]]:
    """Periods in a row that nobody has, as one."""
    start, slut = perioder[0].start, perioder[-1].slut
    yield forval.veckor(start, slut), str(start), str(slut), "–", "ingen är auktoriserad"
