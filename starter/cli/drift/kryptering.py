"""Keys, and the codec server that lets Temporal's web pages show what is encrypted."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from starter.cli.ram.gemensamt import kor
from starter.drift.loggning import stall_in
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.kryptering.namn import MILJO

fil_val = click.option(
    "--fil", type=click.Path(path_type=Path, dir_okay=False), envvar=MILJO, show_envvar=True, required=True,
    help="Filen med nycklar.",
)  # fmt: skip


@click.group()
def nyckel() -> None:
    """Nycklarna som det som passerar Temporal krypteras med."""


@nyckel.command("ny")
@click.argument("namn")
@fil_val
def ny(namn: str, fil: Path) -> None:
    """Lägg till en ny nyckel NAMN, till exempel 2026-11, och kryptera med den från och med nu.

    De gamla står kvar: de behövs för att läsa det som redan är skrivet. Starta om arbetarna efteråt.
    """
    from starter.stod.kryptering.nyckelring import ny_nyckel

    ring = ny_nyckel(fil, namn)
    click.echo(f"Nyckeln {namn} är aktiv; {fil} har {len(ring.nycklar)} nycklar. Ta en kopia av filen nu.")


@nyckel.command("lista")
@fil_val
def lista(fil: Path) -> None:
    """Visa nycklarnas namn, aldrig nycklarna."""
    from starter.stod.kryptering.nyckelring import las_nyckelring

    ring = las_nyckelring(fil)
    for namn in ring.nycklar:
        click.echo(f"{namn}{'  (aktiv)' if namn == ring.aktiv else ''}")


@click.command()
@fil_val
@click.option("--tokens", type=click.Path(path_type=Path, dir_okay=False), envvar="KODEK_TOKENS", show_envvar=True,
              required=True, help='JSON-fil med vilka som får läsa: {"ss1": "minst 32 tecken"}.')  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65_535), default=8081, show_default=True, help="Port på 127.0.0.1.")
def kodek(fil: Path, tokens: Path, port: int) -> None:
    """Låt Temporals webbsidor visa det krypterade, för den systemspecialist som har loggat in. Ctrl-C avslutar."""
    inst = las_installningar()
    if not inst.temporal_ui:
        raise FelInstallning("TEMPORAL_UI: sätt adressen till Temporals webbsidor; bara de får fråga")
    stall_in(inst.loggniva)
    kor(_kodek(inst, inst.temporal_ui, fil, tokens, port))


async def _kodek(inst: Installningar, sidor: str, fil: Path, tokens: Path, port: int) -> None:
    from urllib.parse import urlsplit

    from starter.stod.kryptering.kodekdorr import Kodekdorr, las_tokens, oppen
    from starter.stod.kryptering.nyckelring import las_nyckelring

    adress = urlsplit(sidor)
    ring, vilka = las_nyckelring(fil), las_tokens(tokens)
    dorr = Kodekdorr(ring, inst.temporal_namespace, vilka, f"{adress.scheme}://{adress.netloc}")
    stopp = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stopp.set)
    try:
        async with oppen(dorr, port) as vald:
            click.echo(f"Logga in på http://127.0.0.1:{vald}/ och ange den som Codec Server i Temporals sidor.")
            await stopp.wait()
    except OSError:
        raise FelInstallning(f"--port: porten {port} är upptagen") from None
