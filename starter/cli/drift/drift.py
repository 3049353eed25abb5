"""To run the service: everything on one machine, and what a deployment does before its workers start."""

from __future__ import annotations

import os
import signal
import socket
import threading
from datetime import UTC, datetime
from types import FrameType

import click
from rich.table import Table

from domain.tid.tidpunkt import datum
from kontrakt.namn import SOKATTRIBUT
from persistence.databas import migrering
from persistence.databas.motor import skapa_motor
from persistence.register.anordnare.register import anordnarna
from persistence.register.kund import karriarvagledare
from starter.cli.ram.gemensamt import kor
from starter.drift.lankar import fragor, hos_anordnare, hos_karriarvagledare
from starter.inloggning.folket import FOLKET, befolka, uppgifter
from starter.inloggning.inlogg import ATERKOMST
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.regler import filernas_regler, gallande_regler
from starter.stod.stack.idp import SandboxIdp
from starter.stod.stack.processes import LOOPBACK, free_port
from starter.stod.stack.stack import Stack
from starter.stod.stack.workers import Tender
from starter.visning.tabell import konsol


@click.command()
@click.option("--arbetare", type=click.IntRange(0, 64), default=1, show_default=True, help="Antal arbetare.")
@click.option("--utan-ui", is_flag=True, help="Starta inte Temporals webbsidor.")
@click.option("--utan-exempel", is_flag=True, help="Lägg inte in påhittade ärenden i en tom sandlåda.")
@click.option("--utan-dorrar", is_flag=True, help="Starta inte webbservern och sandlådans inloggning.")
def upp(arbetare: int, utan_ui: bool, utan_dorrar: bool, utan_exempel: bool) -> None:
    """Starta allt på den här datorn: PostgreSQL, Temporal och arbetare. Ctrl-C tar ner allt."""
    inst = las_installningar()
    klart = threading.Event()

    def sluta(_signal: int, _ram: FrameType | None) -> None:
        klart.set()

    stack = Stack(
        migrate=migrering.migrera,
        search_attributes=SOKATTRIBUT,
        folder=inst.insatsflode_katalog,
        workers=arbetare,
        database_url=_extern(inst),
        ui=not utan_ui,
        temporal_port=ledig_eller(7233),
        ui_port=ledig_eller(8233),
        report=lambda rad: click.echo(rad, err=True),
    )
    with stack:
        kor(_satt_scheman(stack.temporal_address, stack.namespace, inst))
        if arbetare:
            kor(_satt_bygge(stack.temporal_address, stack.namespace, inst))
        for signum in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signum, sluta)
        adress = None if utan_dorrar else oppna_dorrarna(stack)
        if adress and arbetare and not utan_exempel:
            kor(_lagg_in_exempel(stack, inst))
        konsol().print(_adresser(stack))
        _visa_fragorna(stack)
        if adress:
            _visa_folket(adress)
        click.echo("Öppna ett annat fönster och skriv insats --help. Ctrl-C tar ner allt.")
        skotare = Tender(lambda: stack.workers, stack.replace_worker, lambda rad: click.echo(rad, err=True))
        # A timeout, since a wait without one is not broken by a signal on every system.
        while not klart.wait(0.5):
            skotare.look()
        click.echo("Tar ner …", err=True)


def oppna_dorrarna(stack: Stack) -> str | None:
    """The doors over HTTP, with invented people to log in as; None where the database is not the sandbox's own."""
    if stack.postgres is None:
        click.echo(
            "Dörrarna öppnas inte: databasen är inte sandlådans. Starta dem med python -m starter.server.", err=True
        )
        return None
    click.echo("Öppnar dörrarna …", err=True)
    port = ledig_eller(8000)
    idp = SandboxIdp(uppgifter(), [f"http://{LOOPBACK}:{port}{ATERKOMST}"], ledig_eller(8001)).start()
    motor = skapa_motor(stack.database_url)
    try:
        befolka(motor, idp.issuer, datum(datetime.now(UTC)))
    finally:
        motor.dispose()
    return stack.open_doors(idp, port, {})


async def _lagg_in_exempel(stack: Stack, inst: Installningar) -> None:
    """Invented cases for the invented people, where there is none yet; their workflows begin from their journals."""
    from starter.drift.laga import laga_arende
    from starter.provkorning import exempel
    from starter.stod.klient.kontakt import anslut

    motor = skapa_motor(stack.database_url)
    try:
        if exempel.ar_tom(motor):
            regelverk = gallande_regler(motor, inst)
            click.echo("Lägger in påhittade ärenden …", err=True)
            klient = await anslut(stack.temporal_address, stack.namespace)
            for arende in exempel.lagg_in(motor, regelverk, datetime.now(UTC)):
                await laga_arende(motor, klient, arende)
    finally:
        motor.dispose()


def ledig_eller(port: int) -> int:
    """The port, or another where somebody has it."""
    with socket.socket() as prov:
        prov.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prov.bind((LOOPBACK, port))
        except OSError:
            return free_port()
    return port


def _visa_fragorna(stack: Stack) -> None:
    """The ready questions for Temporal's pages, each address whole on a line of its own: in a table it would be cut."""
    if not stack.ui_url:
        return
    motor = skapa_motor(stack.database_url)
    try:
        alla = [*fragor(), *hos_anordnare(anordnarna(motor))]
        alla += hos_karriarvagledare(k.id for k in karriarvagledare.alla(motor, dag=datum(datetime.now(UTC))))
    finally:
        motor.dispose()
    click.echo("Färdiga frågor i Temporals sidor:")
    for f in alla:
        click.echo(f"  {f.text}: {f.lank(stack.ui_url, stack.namespace)}")


def _visa_folket(adress: str) -> None:
    tabell = Table("Logga in som", "Vem", "Får vara", title=f"Öppna skrivbordet: {adress}", title_justify="left")
    for p in FOLKET:
        tabell.add_row(p.konto, p.namn, ", ".join(p.aktorer))
    konsol().print(tabell)


def _extern(inst: Installningar) -> str | None:
    """A database that the environment names is used instead of the embedded one."""
    return inst.database_url if "database_url" in inst.model_fields_set else None


def _adresser(stack: Stack) -> Table:
    rader = [("Temporal", stack.temporal_address), ("Temporal, webbsidor", stack.ui_url or "inte startade")]
    rader += [("Arbetare, hälsa", url) for url in stack.health_urls]
    rader += [("Databas", "DATABASE_URL" if stack.postgres is None else str(stack.folder / "postgres"))]
    rader += [("Loggar", str(stack.logs))]
    tabell = Table("Del", "Adress", title="Insatsflöde är uppe", title_justify="left")
    for rad in rader:
        tabell.add_row(*rad)
    return tabell


@click.command()
@click.option("--arbetsroll", envvar="DATABASE_ARBETSROLL", show_envvar=True,
              help="Rollen som arbetar i databasen; lösenordet tas ur DATABASE_ARBETSLOSENORD.")  # fmt: skip
def migrera(arbetsroll: str | None) -> None:
    """Uppdatera databasens schema, och ge den som arbetar där de rättigheter som behövs och inga andra."""
    inst = las_installningar()
    if not inst.database_url:
        raise FelInstallning("DATABASE_URL: ingen databas är angiven")
    migrering.migrera(inst.database_url)
    click.echo("Databasens schema är aktuellt.")
    if arbetsroll:
        from persistence.databas.rattigheter import ge_rattigheter

        ge_rattigheter(inst.database_url, arbetsroll, os.environ.get("DATABASE_ARBETSLOSENORD", ""))
        click.echo(f"Rollen {arbetsroll} arbetar i databasen, och ändrar inte det som skrivs en gång för alla.")


@click.command()
def sokattribut() -> None:
    """Registrera tjänstens sökattribut på Temporal-servern; de som redan finns står kvar."""
    nya = kor(_registrera(las_installningar()))
    click.echo(f"Registrerade: {', '.join(nya)}." if nya else "Alla sökattribut finns redan.")


async def _registrera(inst: Installningar) -> list[str]:
    from temporalio.api.enums.v1 import IndexedValueType
    from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
    from temporalio.service import RPCError

    from starter.stod.klient.kontakt import IngenKontakt, anslut

    try:
        klient = await anslut(inst.temporal_address, inst.temporal_namespace)
        fanns = await klient.operator_service.list_search_attributes(
            ListSearchAttributesRequest(namespace=inst.temporal_namespace)
        )
        nya = {namn: _typ(typ) for namn, typ in SOKATTRIBUT.items() if namn not in fanns.custom_attributes}
        if nya:
            await klient.operator_service.add_search_attributes(
                AddSearchAttributesRequest(
                    namespace=inst.temporal_namespace,
                    search_attributes={namn: IndexedValueType.Value(typ) for namn, typ in nya.items()},
                )
            )
    except RPCError as fel:
        raise IngenKontakt(f"ingen Temporal-server svarar på {inst.temporal_address}") from fel
    return sorted(nya)


@click.command()
def scheman() -> None:
    """Lägg in det som tjänsten gör efter kalendern på Temporal-servern; det som redan finns görs aktuellt."""
    inst = las_installningar()
    nya = kor(_satt_scheman(inst.temporal_address, inst.temporal_namespace, inst))
    click.echo(f"Inlagda scheman: {', '.join(nya)}." if nya else "Alla scheman finns redan och är aktuella.")


async def _satt_scheman(adress: str, namespace: str, inst: Installningar) -> list[str]:
    from starter.drift.scheman import skapa_scheman
    from starter.stod.klient.kontakt import anslut

    regelverk = filernas_regler(inst)
    if inst.database_url:
        motor = skapa_motor(inst.database_url)
        regelverk = gallande_regler(motor, inst)
        motor.dispose()
    return await skapa_scheman(await anslut(adress, namespace), regelverk)


async def _satt_bygge(adress: str, namespace: str, inst: Installningar) -> None:
    """What is new goes to the workers that were just started, whatever build the stack had when it last was up."""
    from starter.drift.bygge import satt_aktuellt
    from starter.stod.klient.kontakt import anslut

    await satt_aktuellt(await anslut(adress, namespace), inst.bygge)


def _typ(typ: str) -> str:
    """``KeywordList`` → ``INDEXED_VALUE_TYPE_KEYWORD_LIST``."""
    return "INDEXED_VALUE_TYPE_" + "".join(f"_{c}" if c.isupper() and n else c for n, c in enumerate(typ)).upper()
