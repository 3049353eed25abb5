"""To hunt for states that should be impossible."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from domain.grund.parter import Aktor
from domain.grund.roller import SKOTER_DRIFTEN, prova_roll
from domain.kontroll.fynd import KONTROLLER, Fynd, Granser
from persistence.kontroll import tabellerna
from persistence.kontroll.arenden import antal_arenden
from starter.cli.ram.dorr import vantade
from starter.cli.ram.gemensamt import AKTOR, databas, json_val, kor, skriv_json
from starter.stod.installningar import Installningar, las_installningar
from starter.visning.tabell import konsol, tabell

if TYPE_CHECKING:
    from temporalio.client import Client

    from activities.kontroll.jakt import Framsteg
    from activities.kontroll.utfall import Utfall

INGET, FYND, KUNDE_INTE = 0, 1, 2
"""Exit codes, for monitoring: nothing found; something found; it could not be looked at, or not all of it."""


class _GickInte(click.ClickException):
    """Nothing could be looked at."""

    exit_code = KUNDE_INTE


@click.command()
@click.option("--arende", help="Bara ett ärende.")
@click.option("--utan-temporal", is_flag=True, help="Bara det som databasen räcker till för.")
@click.option("--stada", is_flag=True, help="Ta bort dokument utan ärende, äldre än ett dygn; kräver --som.")
@click.option("--som", type=AKTOR, envvar="INSATS_SOM", show_envvar=True, help="Vem du är, när något ska tas bort.")
@json_val
@click.pass_context
def kontrollera(
    ctx: click.Context, arende: str | None, utan_temporal: bool, stada: bool, som: Aktor | None, som_json: bool
) -> None:
    """Leta efter lägen som inte ska kunna finnas. Slutkod: 0 inget, 1 fynd, 2 det gick inte att kontrollera."""
    if stada and utan_temporal:
        raise click.UsageError("--stada frågar Temporal om ärendet är på väg, och kan inte göras utan.")
    if stada and som is None:
        raise click.UsageError("--stada tar bort något: ange --som, vem du är.")
    if stada and som is not None:
        prova_roll(som, SKOTER_DRIFTEN, "K0.7")
    try:
        inst = las_installningar()
        with databas(inst) as motor:
            utfall, stadade = kor(_kontrollera(inst, motor, arende, not utan_temporal, stada))
    except vantade() as fel:
        raise _GickInte(str(fel)) from None
    if som_json:
        skriv_json({
            "arenden": utfall.arenden, "fynd": [_som_json(inst, f) for f in utfall.fynd],
            "provade": sorted(utfall.provade), "hinder": utfall.hinder or None, "stadade": stadade,
        })  # fmt: skip
    else:
        _visa(inst, utfall, stadade)
    if utfall.hinder:
        click.echo(f"Fel: allt kunde inte kontrolleras: {utfall.hinder}", err=True)
    ctx.exit(FYND if utfall.fel else KUNDE_INTE if utfall.hinder else INGET)


async def _kontrollera(
    inst: Installningar, motor: Engine, arende: str | None, i_temporal: bool, stada: bool
) -> tuple[Utfall, int]:
    """Hunt, and clean if asked to; without Temporal what the database is enough for."""
    from activities.kontroll.jakt import jaga
    from domain.grund.avvisning import Avvisning
    from starter.stod.klient.kontakt import IngenKontakt, anslut
    from starter.stod.regler import filernas_regler

    klient, hinder = None, ""
    if i_temporal:
        try:
            klient = await anslut(inst.temporal_address, inst.temporal_namespace)
        except IngenKontakt as fel:
            hinder = str(fel)
    with _framsteg(motor, arende) as framsteg:
        utfall = await jaga(motor, klient, arende=arende, regelverk=filernas_regler(inst), framsteg=framsteg)
    if arende and not utfall.arenden and not utfall.fynd:
        raise Avvisning("K0.7", f"ärendet {arende} finns varken i journalen eller i Temporal", "arende")
    utfall = replace(utfall, hinder=utfall.hinder or hinder)
    if not stada or klient is None:
        return utfall, 0
    return await _stada(motor, klient, utfall)


async def _stada(motor: Engine, klient: Client, utfall: Utfall) -> tuple[Utfall, int]:
    """Remove what is old and belongs to nothing, unless its case is on its way; and tell of it no more."""
    from activities.kontroll.korningar import IngetSvar, Lageskontroll
    from starter.stod.klient.kontakt import IngenKontakt

    granser = Granser()
    fore = datetime.now(UTC) - granser.foraldralost
    foraldralosa, lage = tabellerna.utan_arende(motor, fore), Lageskontroll(klient, motor, granser)
    try:
        pa_vag = {arende for arende in {a for _, a in foraldralosa} if await lage.kor(arende)}
    except IngetSvar as fel:
        raise IngenKontakt(str(fel)) from fel
    stadade = tabellerna.stada(motor, [id for id, arende in foraldralosa if arende not in pa_vag], fore)
    kvar = tuple(f for f in utfall.fynd if f.kontroll != "dokument_utan_arende" or f.arende in pa_vag)
    return replace(utfall, fynd=kvar), stadade


@contextmanager
def _framsteg(motor: Engine, arende: str | None) -> Iterator[Framsteg]:
    """A bar on a terminal, else nothing."""
    if arende or not sys.stderr.isatty():
        yield lambda _bokmarke: None
        return
    kolumner = (TextColumn("ärenden"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*kolumner, console=konsol(fel=True), transient=True) as visare:
        uppgift = visare.add_task("ärenden", total=antal_arenden(motor))
        yield lambda bokmarke: visare.update(uppgift, completed=bokmarke.arenden)


def _visa(inst: Installningar, utfall: Utfall, stadade: int) -> None:
    if utfall.fynd:
        rader = [(f.arende, f.kontroll, f.text, f.atgard) for f in utfall.fynd]
        tabell("Sådant som inte ska kunna finnas", ("Ärende", "Kontroll", "Vad är fel", "Föreslagen åtgärd"), rader)
        for arende in dict.fromkeys(f.arende for f in utfall.fynd if not f.upplysning):
            if lank := _lank(inst, arende):
                click.echo(f"{arende}: {lank}")
    antal, upplysningar = len(utfall.fel), len(utfall.fynd) - len(utfall.fel)
    hur = f"{antal or 'inga'} fel"
    if upplysningar:
        hur += f", {upplysningar} upplysning{'ar' if upplysningar > 1 else ''}"
    arenden = f"{utfall.arenden} ärende{'n' if utfall.arenden != 1 else ''}"
    click.echo(f"{arenden}, {len(utfall.provade)} av {len(KONTROLLER)} kontroller: {hur}.")
    if stadade:
        click.echo(f"Borttagna dokument utan ärende: {stadade}.")


def _som_json(inst: Installningar, f: Fynd) -> dict[str, object]:
    return {
        "kontroll": f.kontroll, "arende": f.arende, "text": f.text, "atgard": f.atgard,
        "upplysning": f.upplysning, "temporal": _lank(inst, f.arende),
    }  # fmt: skip


def _lank(inst: Installningar, arende: str) -> str | None:
    """The case in Temporal's web pages, if it is known where they are."""
    if inst.temporal_ui is None:
        return None
    return f"{inst.temporal_ui.rstrip('/')}/namespaces/{inst.temporal_namespace}/workflows/{quote(arende, safe='')}"
