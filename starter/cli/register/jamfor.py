"""Jämförelseverktyget (§5.4, K5.4): those the kund can choose among, in their own words and in figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

import click
from rich.padding import Padding
from rich.text import Text

from domain.grund.slag import Kundval
from domain.kvalitet.jamforelsen import TIDSMATT, Jamforelsetal
from domain.kvalitet.matt import AR, I_TID, MATT_EFTER_NAMN
from domain.tid.tidpunkt import datum
from persistence.register.anordnare.register import Anordnare
from starter.api.terminal import siffror
from starter.cli.ram.gemensamt import json_val, skriv_json
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be, nagon
from starter.cli.register.anordnare import RUBRIK, visad
from starter.visning.ordval.kvalitetstext import definition, heltal, procent
from starter.visning.tabell import konsol


@click.command()
@click.argument("kundval", type=click.Choice(get_args(Kundval)))
@click.option("--datum", "dag", type=Datum(), help="De som är auktoriserade den dagen; utelämnat betyder i dag.")
@click.option("--ar", type=click.INT, help="Året som siffrorna gäller; utelämnat betyder förra året.")
@json_val
def jamfor(kundval: Kundval, dag: date | None, ar: int | None, som_json: bool) -> None:
    """Jämför de anordnare som kunden kan välja: kontaktuppgifter, presentation och årets siffror (§5.4)."""
    nu = datum(datetime.now(UTC))
    dag, ar = dag or nu, nu.year - 1 if ar is None else ar
    j = be(nagon(), siffror.jamfor, kundval=kundval, dag=dag, ar=ar)
    alla, minst, forvald, tal = j.anordnare, j.minst, j.forvald, j.tal
    if som_json:
        poster = [_post(a, tal[a.namn]) for a in alla]
        skriv_json({"kundval": kundval, "datum": dag, "ar": ar, "forvalsanordnare": forvald, "anordnare": poster})
        return
    skarm = konsol()
    skarm.print(f"Anordnare för {kundval} {dag}", style="bold")
    for a in alla:
        skarm.print(Padding(_ruta(a, tal[a.namn], ar, minst, a.namn == forvald), (1, 0, 0, 0)))
    if not alla:
        click.echo("Ingen anordnare är auktoriserad.")
        return
    skarm.print()
    for rad in (AR, I_TID, *(definition(MATT_EFTER_NAMN[m]) for m in ("insatser", "mal_natt", *TIDSMATT))):
        skarm.print(rad, style="dim", markup=False)


def _post(a: Anordnare, n: Jamforelsetal) -> dict[str, Any]:
    """As data; the number is the register's own, and so is who changed what when."""
    uppgifter = {falt: getattr(a, falt) for falt in RUBRIK if falt != "organisationsnummer"}
    andelar = {m: {"i_tid": p.antal, "av": p.av} if (p := getattr(n, m)) else None for m in TIDSMATT}
    mal = {"antal": n.mal.antal, "av": n.mal.av} if n.mal else None
    return {"namn": a.namn, **uppgifter, "siffror": {"insatser": n.insatser, "mal_natt": mal, **andelar}}


def _ruta(a: Anordnare, n: Jamforelsetal, ar: int, minst: int, forvald: bool) -> Text:
    ruta = Text(a.namn, style="bold")
    if forvald:
        ruta.append(" – förvalsanordnare den dagen", style="green")
    for falt, rubrik in RUBRIK.items():
        if falt != "organisationsnummer" and (text := visad(a, falt)):
            ruta.append(f"\n{rubrik}: {text}", style="not bold")
    dolt = f"färre än {minst} visas inte"
    insatser = f"{heltal(n.insatser)} {'insats' if n.insatser == 1 else 'insatser'}" if n.insatser is not None else ""
    delar = [insatser or f"insatser: {dolt}", f"mål nått: {procent(n.mal) if n.mal else dolt}"]
    for m in TIDSMATT:
        andel = getattr(n, m)
        delar.append(f"{MATT_EFTER_NAMN[m].rubrik.lower()} i tid: {procent(andel) if andel else dolt}")
    ruta.append(f"\nSiffror {ar}: {', '.join(delar)}", style="not bold")
    return ruta
