"""``python -m tests.fel.riktiga``: rounds with each fault once, and with ``--bevis`` the proof in its full size."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import tempfile
import time
from pathlib import Path

import click
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig

from tests.fel.riktiga.aterstallt import ATERSTALLDA
from tests.fel.riktiga.berattelse import Berattelse
from tests.fel.riktiga.felen import FELEN
from tests.fel.riktiga.huset import huset
from tests.fel.riktiga.oro import Plan, bevis, oroa, rond
from tests.fel.siffror.ovningarna import siffror


@click.command()
@click.option("--fro", default=1, show_default=True, help="Första fröet; samma frö ger samma fel i samma ordning.")
@click.option("--omgangar", default=3, show_default=True, help="Antal frön.")
@click.option("--bevis", "beviset", is_flag=True, help="I stället beviset: många ärenden, dödade och avbrott.")
@click.option("--siffror", "bara_siffror", is_flag=True, help="I stället hur fort det som hänger blir bra igen.")
@click.option("--arenden", default=250, show_default=True, help="Beviset: ärenden.")
@click.option("--kommandon", default=10_000, show_default=True, help="Beviset: kommandon, minst.")
@click.option("--dodade", default=110, show_default=True, help="Beviset: processer som dödas.")
@click.option("--avbrott", default=20, show_default=True, help="Beviset: avbrott.")
@click.option("--langst", default=60.0, show_default=True, help="Beviset: det längsta avbrottet, i sekunder.")
def main(
    fro: int, omgangar: int, beviset: bool, bara_siffror: bool, arenden: int, kommandon: int, dodade: int, avbrott: int,
    langst: float,
) -> None:  # fmt: skip
    """Utsätt hela huset för fel medan ärendena talas till, och säg vad som hände och vad som inte höll."""
    _tysta()
    if bara_siffror:
        sys.exit(bool(asyncio.run(_siffror(min(arenden, 200)))))
    if beviset:
        planer = [bevis(fro, arenden=arenden, kommandon=kommandon, dodade=dodade, avbrott=avbrott, langst=langst)]
    else:
        planer = [rond(nr, [*FELEN, *ATERSTALLDA]) for nr in range(fro, fro + omgangar)]
    fel = 0
    for plan in planer:
        b, borjan = Berattelse(plan.fro), time.monotonic()
        try:
            asyncio.run(_en(plan, b))
        except (KeyboardInterrupt, asyncio.CancelledError):  # what stands so far is told all the same
            click.echo("\n".join([*b.rader(), f"avbrutet efter {time.monotonic() - borjan:.0f} s; inget är prövat"]))
            sys.exit(130)
        click.echo("\n".join([*b.rader(), f"på {time.monotonic() - borjan:.0f} s"]))
        fel += len(b.brott)
    sys.exit(bool(fel))


def _tysta() -> None:
    """The SDK's own lines about servers that are away, by the thousand, would hide how far it has come."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    Runtime.set_default(Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter="off"))))


async def _en(plan: Plan, b: Berattelse) -> None:
    """One round; told to stop, by Ctrl-C or SIGTERM, it takes its servers down first."""
    jag = asyncio.current_task()
    assert jag is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, jag.cancel)
    with tempfile.TemporaryDirectory(prefix="insatsflode-fel-") as mapp:
        async with huset(Path(mapp)) as h:
            await oroa(h, plan, b, click.echo)


async def _siffror(forlorade: int) -> int:
    with tempfile.TemporaryDirectory(prefix="insatsflode-fel-") as mapp:
        async with huset(Path(mapp)) as h:
            return await siffror(h, forlorade)


main()
