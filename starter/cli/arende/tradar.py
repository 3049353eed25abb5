"""To read the threads of a case (K4.6); to write in them is said with ``insats sag``."""

from __future__ import annotations

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import BENAMNING, Aktor
from persistence.arende.meddelandetradar import Trad
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import dorren
from starter.visning import tid
from starter.visning.tabell import tabell


@click.command()
@click.argument("arende")
@click.argument("nummer", metavar="[TRÅD]", required=False, type=click.IntRange(1, 10_000))
@click.option("--last", is_flag=True, help="Märk tråden som läst av dig.")
@som_val
@json_val
def tradar(arende: str, nummer: int | None, last: bool, som: Aktor, som_json: bool) -> None:
    """Lista de trådar i ett ärende som du läser, eller läs en av dem.

    Skriv i dem med insats sag ARENDE skriv_meddelande, svara_i_trad, anteckna_internt och stang_trad.
    """
    if last and nummer is None:
        raise Avvisning("K4.6", "ange vilken tråd som är läst", "nummer")
    with dorren(som) as d:
        alla = d.tradar(arende) if nummer is None else [d.trad(arende, nummer, kvittera=last)]
    if som_json:
        skriv_json(alla if nummer is None else alla[0])
    elif nummer is None:
        tabell("Trådar", ("Tråd", "Ämne", "Mellan", "Meddelanden", "Olästa", "Senast"), [
            (str(t.trad), t.amne, mellan(t), str(len(t.skrivet)), str(t.olasta or ""), tid.tidpunkt(t.senast))
            for t in alla
        ])  # fmt: skip
    else:
        _visa(alla[0])


def mellan(t: Trad) -> str:
    """Who reads it, and whether it is closed."""
    vilka = "intern: " * t.intern + ", ".join(BENAMNING[r] for r in t.mellan)
    return f"{vilka} (stängd)" if t.stangd else vilka


def _visa(t: Trad) -> None:
    click.echo(f"Tråd {t.trad}: {t.amne}\n{mellan(t)}")
    for s in t.skrivet:
        fraga = f" · fråga till {BENAMNING[s.svar_av]}" if s.svar_av else ""
        olast = " · oläst" if s.olast else ""
        click.echo(f"\n{s.nummer}. {s.av} · {tid.tidpunkt(s.tid)}{fraga}{olast}\n{s.text}")
        for f in s.bilagor:
            click.echo(f"Bilaga: {f.namn}, {f.storlek} byte ({f.id})")
        if s.last:
            click.echo(f"Läst av {', '.join(f'{k.aktor} {tid.tidpunkt(k.tid)}' for k in s.last)}")
