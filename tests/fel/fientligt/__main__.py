"""``python -m tests.fel.fientligt``: hostile payloads in the pure walk, and at the doors of a case on real servers."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import click

from tests.fel.fientligt.dorrar import skicka
from tests.fel.fientligt.rent import Vandring, ga
from tests.fel.riktiga.huset import huset


@click.command()
@click.option("--fro", default=1, show_default=True, help="Fröet; samma frö ger samma laster.")
@click.option("--rent", "i_rent", default=100_000, show_default=True, help="Laster i den rena vandringen.")
@click.option(
    "--dorrar", "vid_dorrar", default=3_000, show_default=True, help="Laster till ärenden på riktiga servrar."
)
def main(fro: int, i_rent: int, vid_dorrar: int) -> None:
    """Säg fientliga saker till ärenden, och säg vad som inte höll."""
    fel = 0
    if i_rent:
        fel += _visa("ren vandring", ga(fro, i_rent))
    if vid_dorrar:
        fel += _visa("vid dörrarna", asyncio.run(_dorrar(fro, vid_dorrar)))
    sys.exit(bool(fel))


def _visa(var: str, v: Vandring) -> int:
    click.echo("\n".join(f"{var}: {rad}" for rad in v.rader()))
    return sum(v.fel.values())


async def _dorrar(fro: int, antal: int) -> Vandring:
    with tempfile.TemporaryDirectory(prefix="insatsflode-fel-") as mapp:
        async with huset(Path(mapp)) as h:
            await h.ny_arbetare()
            return await skicka(h, fro, antal)


main()
