"""§3.1: the year's personuppgiftsincidenter, with how soon they were told of and what came of them (K3.1)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from domain.grund.parter import Aktor
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.tid.tidpunkt import datum
from persistence.process.processlasning import Processpost
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import be
from starter.stod.filer.csvut import som_bytes
from starter.stod.filer.utfil import skriv_hel
from starter.visning.ordval.processord import LAGE
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag

KOLUMNER = (
    "Incident", "Anordnare", "Ärende", "Upptäckt", "Kontakt registrerad", "Timmar", "Inom tiden", "Bedömd", "Läge",
)  # fmt: skip


@click.command()
@click.argument("ar", metavar="[ÅR]", type=click.IntRange(2024, 2100), required=False)
@click.option("--csv", "csvfil", type=click.Path(path_type=Path, dir_okay=False), help="Skriv rapporten som CSV.")
@som_val
@json_val
def rapport(ar: int | None, csvfil: Path | None, som: Aktor, som_json: bool) -> None:
    """Rapport över årets incidenter som du får se, räknade till året då de upptäcktes."""
    ar = ar or datum(datetime.now(UTC)).year
    alla = be(som, processer.lista, slag=PERSONUPPGIFTSINCIDENT.slag)
    rader = sorted((_rad(p) for p in alla if datum(_tid(p, "upptackt")).year == ar), key=lambda r: str(r[3]))
    if csvfil:
        skriv_hel(csvfil, som_bytes(KOLUMNER, rader), PERSONUPPGIFTSINCIDENT.regel, "csv")
    if som_json:
        skriv_json([dict(zip(KOLUMNER, r, strict=True)) for r in rader])
        return
    tabell(f"Personuppgiftsincidenter {ar}", KOLUMNER, [[_text(v) for v in r] for r in rader])
    i_tid = sum(r[6] is True for r in rader)
    sena = sum(r[6] is False for r in rader)
    click.echo(f"{len(rader)} incidenter: kontakt inom tiden i {i_tid}, för sent i {sena} (§3.1, K3.1).")


def _rad(p: Processpost) -> tuple[object, ...]:
    upptackt, forfaller = _tid(p, "upptackt"), _tid(p, "forfaller")
    kontaktad = _tid(p, "kontaktad") if p.data["kontaktad"] else None
    bedomd = _tid(p, "bedomd") if p.data["bedomd"] else None
    timmar = round((kontaktad - upptackt).total_seconds() / 3600) if kontaktad else None
    i_tid = kontaktad < forfaller if kontaktad else (False if datetime.now(UTC) >= forfaller and not bedomd else None)
    return p.id, p.part, p.arende, upptackt, kontaktad, timmar, i_tid, bedomd, LAGE[p.status]


def _tid(p: Processpost, falt: str) -> datetime:
    return datetime.fromisoformat(p.data[falt])


def _text(varde: object) -> str:
    if varde is None:
        return "–"
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    return klockslag(varde) if isinstance(varde, datetime) else str(varde)
