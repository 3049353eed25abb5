"""Where to refer what lies outside the anordnare's commission (§4.1, K4.4)."""

from __future__ import annotations

import click

from domain.register.hanvisning import Hanvisning, skapa_hanvisningar, sok
from regelverk import las_hanvisningar
from starter.cli.ram.gemensamt import json_val, skriv_json
from starter.stod.installningar import las_installningar
from starter.visning.reglerna import STATUS
from starter.visning.tabell import konsol, tabell


@click.command()
@click.argument("sokord", nargs=-1, metavar="[SÖKORD]...")
@json_val
def hanvisningar(sokord: tuple[str, ...], som_json: bool) -> None:
    """Visa vart en fråga utanför uppdraget ska hänvisas (§4.1), till exempel: insats hanvisningar bostad."""
    text = " ".join(sokord)
    traffar = sok(skapa_hanvisningar(*las_hanvisningar(las_installningar().regelverk_katalog)), text)
    if som_json:
        skriv_json([h.model_dump() for h in traffar])
        return
    if not traffar:
        click.echo(f"Ingen hänvisning om ”{text}”. Är det oklart vart, fråga kundansvarig karriärvägledare (§4.1).")
        return
    tabell("Hänvisningar", ("Fråga", "Hänvisas till", "§", "Status"), [
        (h.fraga, _vart(h), h.paragraf, STATUS[h.status]) for h in traffar
    ])  # fmt: skip
    for h in traffar:
        if h.lank:
            konsol().print(f"{h.fraga}: {h.lank}", markup=False, soft_wrap=True)


def _vart(h: Hanvisning) -> str:
    return f"{h.till}\n{h.hur}" if h.hur else h.till
