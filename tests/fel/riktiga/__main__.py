"""``python -m tests.fel.riktiga``: rounds with each fault once, and with ``--bevis`` the proof in its full size."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import click

from tests.fel.riktiga.berattelse import Berattelse
from tests.fel.riktiga.felen import FELEN
from tests.fel.riktiga.huset import huset
from tests.fel.riktiga.oro import Plan, bevis, oroa, rond


@click.command()
@click.option("--fro", default=1, show_default=True, help="Första fröet; samma frö ger samma fel i samma ordning.")
@click.option("--omgangar", default=3, show_default=True, help="Antal frön.")
@click.option("--bevis", "beviset", is_flag=True, help="I stället beviset: många ärenden, dödade och avbrott.")
@click.option("--arenden", default=250, show_default=True, help="Beviset: ärenden.")
@click.option("--kommandon", default=10_000, show_default=True, help="Beviset: kommandon, minst.")
@click.option("--dodade", default=110, show_default=True, help="Beviset: processer som dödas.")
@click.option("--avbrott", default=20, show_default=True, help="Beviset: avbrott.")
@click.option("--langst", default=1800.0, show_default=True, help="Beviset: det längsta avbrottet, i sekunder.")
def main(
    fro: int, omgangar: int, beviset: bool, arenden: int, kommandon: int, dodade: int, avbrott: int, langst: float
) -> None:
    """Utsätt hela huset för fel medan ärendena talas till, och säg vad som hände och vad som inte höll."""
    if beviset:
        planer = [bevis(fro, arenden=arenden, kommandon=kommandon, dodade=dodade, avbrott=avbrott, langst=langst)]
    else:
        planer = [rond(nr, list(FELEN)) for nr in range(fro, fro + omgangar)]
    fel = 0
    for plan in planer:
        borjan = time.monotonic()
        b = asyncio.run(_en(plan))
        click.echo("\n".join([*b.rader(), f"på {time.monotonic() - borjan:.0f} s"]))
        fel += len(b.brott)
    sys.exit(bool(fel))


async def _en(plan: Plan) -> Berattelse:
    with tempfile.TemporaryDirectory(prefix="insatsflode-fel-") as mapp:
        async with huset(Path(mapp)) as h:
            return await oroa(h, plan)


main()
