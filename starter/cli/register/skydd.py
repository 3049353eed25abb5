"""Who may open a protected kund's cases, and who has opened them (K3.2)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from persistence.insyn import oppningar
from persistence.register.kund import namngivna
from persistence.register.kund.utdrag import allt_om
from starter.cli.ram.gemensamt import AKTOR, databas, json_val, skriv_json, som_val
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
    with databas() as motor:
        for vem in nya:
            namngivna.namnge(motor, som, kund_id, vem)
        for vem in bort:
            if not namngivna.ta_bort(motor, som, kund_id, vem):
                raise Avvisning("K3.2", f"{vem} är inte namngiven", "ta_bort")
        rader = namngivna.namngivna(motor, som, kund_id, alla=historik)
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
    with databas() as motor:
        rader = allt_om(motor, som, kund_id)
    nu = datetime.now(UTC)
    if fil is None:
        skriv_json({"kund": kund_id, "nar": nu, "uppgifter": rader})
        return
    from starter.dokument import registerutdrag

    skriv_hel(fil, registerutdrag.pdf(rader, kund_id, nu), "K3.8", "pdf")
    click.echo(f"{fil}: {numerus(sum(map(len, rader.values())), 'uppgift', 'uppgifter')}.")


@click.command("oppningar")
@click.argument("sokt", metavar="KUND|ARENDE")
@click.option("--antal", default=100, show_default=True, type=click.IntRange(1, 100_000), help="Högst så många.")
@som_val
@json_val
def logg(sokt: str, antal: int, som: Aktor, som_json: bool) -> None:
    """Visa vem som har öppnat, eller nekats att öppna, en skyddad kunds ärenden, senaste först (§3.1)."""
    with databas() as motor:
        rader = oppningar.las(motor, som, sokt, antal=antal)
    if som_json:
        skriv_json(rader)
        return
    tabell("Öppningar", ("Tid", "Vem", "Utfall", "Med", "Vad", "Ärende"), [
        (tidpunkt(r.tid), r.aktor, "öppnad" if r.utfall == "oppnad" else "nekad", r.dorr, r.vad, r.arende or "–")
        for r in rader
    ])  # fmt: skip
