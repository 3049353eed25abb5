"""Ten thousand random lives in the pure engine, each held to what always holds: ``python -m benchmarks.slumpliv``.

A life that does not hold is named by its seed, which ``tests/verktyg/slumpliv/utsagor.py`` plays again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from random import Random
from time import perf_counter

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

from tests.verktyg.slumpliv.inspelat import spela_om
from tests.verktyg.slumpliv.levnad import lev
from tests.verktyg.slumpliv.provning import provat, provat_till_slut

_I_TAGET = 50
_VAR_NAGON = 10
"""Every life is played to its end and proved; every tenth is proved after each step too, and played again from JSON."""


def ett_liv(fro: int) -> str | None:
    """Live it; what did not hold, or None."""
    r = Random(fro)
    try:
        fall = lev(r, r.randint(3, 40), provat) if fro % _VAR_NAGON == 0 else lev(r, r.randint(3, 40))
        provat_till_slut(fall)
        if fro % _VAR_NAGON == 0:
            assert spela_om(fall) == (fall.poster, fall.meddelanden), "played again it is another story"
    except Exception as fel:
        return f"{fro}: {type(fel).__name__} {str(fel)[:200]}"
    return None


def nagra(fran: int) -> list[str]:
    """Some lives in a row; those that did not hold."""
    return [fel for fro in range(fran, fran + _I_TAGET) if (fel := ett_liv(fro))]


def alla(antal: int, fran: int, processer: int) -> Iterator[list[str]]:
    """All of them, some at a time, in order."""
    with ProcessPoolExecutor(processer) as pool:
        yield from pool.map(nagra, range(fran, fran + antal, _I_TAGET))


@click.command()
@click.option("--antal", default=10_000, show_default=True, help="Antal liv (i hela femtiotal).")
@click.option("--fran", default=0, show_default=True, help="Första fröet.")
@click.option("--processer", default=2, show_default=True, help="Antal processer.")
def main(antal: int, fran: int, processer: int) -> None:
    """Lev slumpliv och pröva att inget glöms, att allt betalas och att berättelsen håller."""
    konsol = Console(stderr=True)
    start, fel = perf_counter(), list[str]()
    with Progress(SpinnerColumn(), *Progress.get_default_columns(), TimeElapsedColumn(), console=konsol) as visare:
        uppgift = visare.add_task("slumpliv", total=antal)
        for nagra_fel in alla(antal, fran, processer):
            fel += nagra_fel
            visare.advance(uppgift, _I_TAGET)
    tid = perf_counter() - start
    click.echo(f"{antal} liv på {tid:.0f} s: {antal / tid:.1f} liv/s; {len(fel)} höll inte")
    for rad in fel:
        click.echo(rad)
    sys.exit(1 if fel else 0)


if __name__ == "__main__":
    main()
