"""Who may open a protected kund's cases (K3.2), and who has opened any kund's (K3.8)."""

from __future__ import annotations

from pathlib import Path

import click

from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from starter.api.terminal import kunder
from starter.cli.ram.gemensamt import AKTOR, json_val, skriv_json, som_val
from starter.cli.ram.vag import be
from starter.stod.filer.utfil import skriv_hel
from starter.visning.tabell import tabell
from starter.visning.tid import tidpunkt


@click.command()
@click.argument("kund_id", metavar="KUND")
@click.option(
    "--lagg-till", "nya", type=AKTOR, multiple=True, help="Namnge någon, roll:id[@organisation]; upprepa för flera."
)
@click.option("--ta-bort", "bort", type=AKTOR, multiple=True, help="Ta bort någon; gäller genast.")
@click.option("--historik", is_flag=True, help="Visa även dem som inte längre är namngivna.")
@som_val
@json_val
def behorig(
    kund_id: str, nya: tuple[Aktor, ...], bort: tuple[Aktor, ...], historik: bool, som: Aktor, som_json: bool
) -> None:
    """Namnge vilka som får öppna en skyddad kunds ärenden (§3.1); utan val listas de.

    Kundansvarig karriärvägledare får det alltid. Var och en namnges för sig, också hos anordnaren.
    """
    if nya or bort:
        be(som, kunder.namnge, kund=kund_id, nya=[str(v) for v in nya], bort=[str(v) for v in bort])
    rader = be(som, kunder.namngivna_for, kund=kund_id, historik=historik)
    if som_json:
        skriv_json(rader)
        return
    tabell("Namngivna", ("Vem", "Sedan", "Av", "Till", "Av"), [
        (r.aktor, tidpunkt(r.beviljad), r.beviljad_av, tidpunkt(r.upphord) if r.upphord else "", r.upphord_av or "")
        for r in rader
    ])  # fmt: skip


@click.command()
@click.argument("kund_id", metavar="KUND")
@click.option("--pdf", "fil", type=click.Path(path_type=Path, dir_okay=False), help="Skriv utdraget till en PDF.")
@som_val
@json_val
def utdrag(kund_id: str, fil: Path | None, som: Aktor, som_json: bool) -> None:
    """Allt som tjänsten har om en kund, som JSON eller PDF (registerutdrag). Görs av dataskyddssamordnaren."""
    if (fil is None) == (not som_json):
        raise click.UsageError("Ange --json, eller --pdf FIL.")
    if fil is None:
        u = be(som, kunder.utdrag, kund=kund_id)
        skriv_json({"kund": kund_id, "nar": u.nar, "uppgifter": u.uppgifter})
        return
    pdf = be(som, kunder.utdrag_pdf, kund=kund_id)
    skriv_hel(fil, pdf.bytes, "K3.8", "pdf")
    click.echo(f"{fil}: {numerus(pdf.antal, 'uppgift', 'uppgifter')}.")


@click.command("oppningar")
@click.argument("sokt", metavar="[KUND|ARENDE]", required=False)
@click.option("--stickprov", "manad", metavar="MÅNAD", help="Ett stickprov ur månaden att granska, för alla kunder.")
@click.option("--antal", default=100, show_default=True, type=click.IntRange(1, 100_000), help="Högst så många.")
@som_val
@json_val
def logg(sokt: str | None, manad: str | None, antal: int, som: Aktor, som_json: bool) -> None:
    """Visa vem som har öppnat, eller nekats att öppna, en kunds ärenden eller uppgifter, senaste först (§3.1).

    Med --stickprov dras ett urval ur en månads alla öppningar, samma rader vem som än drar det igen.
    """
    if sokt is not None and manad is None:
        rader = be(som, kunder.oppningar, sokt=sokt, antal=antal)
    elif manad is not None and sokt is None:
        rader = be(som, kunder.stickprov, manad=manad)
    else:
        raise click.UsageError("Ange en kund eller ett ärende, eller --stickprov MÅNAD.")
    if som_json:
        skriv_json(rader)
        return
    tabell("Öppningar", ("Tid", "Vem", "Utfall", "Med", "Vad", "Kund", "Ärende"), [
        (tidpunkt(r.tid), r.aktor, "öppnad" if r.utfall == "oppnad" else "nekad", r.dorr, r.vad, r.kund,
         r.arende or "–")
        for r in rader
    ])  # fmt: skip
