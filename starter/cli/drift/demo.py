"""The whole life of a case, played by the real service before one's eyes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import click
from rich.text import Text

from domain.insats.bevakningsklocka import BevakningOppnad
from domain.regler.provning import skapa_regelverk
from domain.skeende.journal import Post
from regelverk import las_utgavor
from starter.cli.ram.gemensamt import kor
from starter.provkorning import jamforelse
from starter.provkorning.fil import las_provfil
from starter.stod.installningar import las_installningar
from starter.visning import lage, tidslinje
from starter.visning.avvisat import Avvisat
from starter.visning.tabell import konsol

FIL = "ami2_hela_livet.yaml"


@click.command()
@click.option("--fil", type=click.Path(path_type=Path), help="En annan provkörningsfil.")
@click.pass_context
def demo(ctx: click.Context, fil: Path | None) -> None:
    """Visa en hel insats: riktigt arbetsflöde, riktig databas, ett år på några sekunder. Inget lämnas igång."""
    from starter.provkorning import temporal
    from starter.provkorning.provdatabas import provserver

    inst = las_installningar()
    fall = las_provfil(fil or demofil())
    regelverk = skapa_regelverk(las_utgavor(inst.regelverk_katalog))
    ut = konsol()
    borjan = time.monotonic()
    ut.print("Startar PostgreSQL och Temporal …", style="dim")

    def visa(poster: Sequence[Post], avvisade: Sequence[Avvisat]) -> None:
        tidslinje.skriv_ut(ut, [p for p in poster if not _ar_brus(p)], avvisade)

    with provserver() as server, server.databas() as databas:
        ut.rule(Text(fall.namn, style="bold"))
        b = kor(temporal.spela(fall, databas, regelverk, visa))
    lage.visa_lage(ut, b.insats, b.bevakningar, b.utbetalningar)
    dagar = (b.poster[-1].tid - b.poster[0].tid).days if b.poster else 0
    tid = f"{time.monotonic() - borjan:.1f}".replace(".", ",")
    ut.print(f"{dagar} dagar på {tid} s. Allt är nedtaget.", style="dim")
    ut.print("Öppna skrivbordet: skriv insats upp (.venv/bin/insats upp) och gå till adressen som då visas, som Karin.")
    if skillnader := jamforelse.jamfor(fall, b):
        konsol(fel=True).print(jamforelse.som_tabell(skillnader))
        ctx.exit(1)


def _ar_brus(post: Post) -> bool:
    """A new week begins: what is awaited in it is told when it is done, or when it was not."""
    return isinstance(post.handelse, BevakningOppnad) and post.handelse.bevakning == "veckokontakt"


def demofil() -> Path:
    """The case that is shown: beside the sources, or where an installed service keeps its own copy."""
    har = Path(str(resources.files("starter"))).parent / "tests" / "fall" / FIL
    if not har.exists():
        raise click.UsageError(f"filen {FIL} finns inte här; ange en med --fil")
    return har
