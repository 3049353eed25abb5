"""To see: a case, what is awaited, what has been sent, and what one can do. All from the database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.ord import INSATSSTATUS
from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.liv.rutin import KOMMANDON
from starter.api.terminal import arenden
from starter.cli.arende.korthet import visa_korthet
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import be, dorren, matt, visa_svar
from starter.stod.filer.utfil import skriv_hel
from starter.tjanster.arendet import handling_saknas
from starter.tjanster.handlingar import Andrad
from starter.visning import lage, tid
from starter.visning.bevakningar import visa_bevakningar
from starter.visning.tabell import konsol, tabell


@click.command()
@click.argument("arende")
@som_val
@json_val
def visa(arende: str, som: Aktor, som_json: bool) -> None:
    """Visa hur ett ärende står: i korthet, bevakningarna och utbetalningarna."""
    with dorren(som) as d:
        rad, bevakat, utbetalningar = d.lage(arende)
        k = d.korthet(arende)
    if som_json:
        skriv_json({"insats": rad, "bevakningar": bevakat, "utbetalningar": utbetalningar, "korthet": k})
    else:
        lage.visa_lage(konsol(), rad, bevakat, utbetalningar)
        visa_korthet(konsol(), k)


@click.command()
@click.argument("arende")
@som_val
@json_val
def tidslinje(arende: str, som: Aktor, som_json: bool) -> None:
    """Visa allt som har hänt i ett ärende, i tidsordning."""
    visa_svar(be(som, arenden.tidslinje, arende=arende, matt=matt()), som_json)


@click.command()
@click.option("--alla", is_flag=True, help="Alla i ärenden du får se, inte bara dem du själv ansvarar för.")
@click.option("--roll", type=click.Choice([str(r) for r in Roll]), help="Bara dem som rollen ansvarar för.")
@click.option("--organisation", help="Bara i den anordnarens ärenden.")
@click.option("--arende", help="Bara i ett ärende.")
@som_val
@json_val
def bevakningar(
    alla: bool, roll: str | None, organisation: str | None, arende: str | None, som: Aktor, som_json: bool
) -> None:
    """Visa det som väntas, försenat först."""
    with dorren(som) as d:
        rader, vid_sidan = d.bevakningar(alla, roll, organisation, arende)
    if som_json:
        skriv_json([*rader, *({"process": p, "bevakning": b} for p, b in vid_sidan)])
        return
    if rader:
        konsol().print(lage.bevakningstabell([r.bevakning for r in rader], [r.arende for r in rader]))
    if vid_sidan:
        visa_bevakningar(vid_sidan, "Vid sidan av ärendena")
    if not rader and not vid_sidan:
        click.echo("Inget väntas.")


@click.command()
@click.option("--last", is_flag=True, help="Märk det som visas som läst.")
@click.option("--alla", is_flag=True, help="Även det som redan är läst.")
@som_val
@json_val
def inkorg(last: bool, alla: bool, som: Aktor, som_json: bool) -> None:
    """Visa meddelandena till dig, senaste först."""
    with dorren(som) as d:
        rader = d.inkorg(alla)
        if last:
            d.markera_last([r.id for r in rader])
    if som_json:
        skriv_json(rader)
        return
    tabell(
        "Inkorg",
        ("Tid", "Ärende", "Meddelande", "Läst"),
        [(tid.tidpunkt(r.tid), r.arende, r.rubrik, tid.tidpunkt(r.last) if r.last else "") for r in rader],
    )


@click.command("arenden")
@click.option("--status", type=click.Choice([str(s) for s in Status]), help="Bara ärenden i det läget.")
@som_val
@json_val
def lista(status: str | None, som: Aktor, som_json: bool) -> None:
    """Lista de ärenden du får se, det senast ändrade först."""
    with dorren(som) as d:
        rader = d.arenden(status)
    if som_json:
        skriv_json(rader)
        return
    tabell(
        "Ärenden",
        ("Ärende", "Insats", "Anordnare", "Karriärvägledare", "Läge", "Period", "Senast ändrad"),
        [
            (
                r.arende, r.slag, r.anordnare, r.karriarvagledare, INSATSSTATUS[r.status],
                f"{r.startdatum}–{r.slutdatum}" if r.startdatum else "", tid.tidpunkt(r.senast),
            )
            for r in rader
        ],
    )  # fmt: skip


@click.command()
@click.argument("arende")
@click.argument("dokument_id", metavar="[ID]", required=False)
@click.option("--mot", metavar="ID", help="Visa vad texten säger annorlunda än en tidigare version.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="FIL", help="Spara texten som tillgänglig PDF.")
@som_val
@json_val
def dokument(
    arende: str, dokument_id: str | None, mot: str | None, pdf: Path | None, som: Aktor, som_json: bool
) -> None:
    """Lista ett ärendes texter, eller läs en av dem."""
    if (pdf is not None or mot is not None) and dokument_id is None:
        raise Avvisning("K4.7", "ange vilken text det gäller", "id")
    if mot is not None and dokument_id is not None:
        with dorren(som) as d:
            _visa_skillnad(d.skillnad(arende, dokument_id, mot), som_json=som_json)
        return
    if pdf is not None and dokument_id is not None:
        with dorren(som) as d:
            innehall = d.dokument_pdf(arende, dokument_id)
        skriv_hel(pdf, innehall, "K4.7", "pdf")
        click.echo(f"{pdf}: {len(innehall)} byte")
        return
    if dokument_id is not None and not som_json:
        visa_svar(be(som, arenden.text, arende=arende, id=dokument_id, matt=matt()), som_json)
        return
    with dorren(som) as d:
        rader = d.dokument(arende)
    if dokument_id:
        if not (rader := [d for d in rader if d.id == dokument_id]):
            raise handling_saknas()
    if som_json:
        skriv_json(rader)
    else:
        tabell(
            "Dokument",
            ("Id", "Slag", "Av", "Skapat"),
            [(d.id, _slag(d.slag), d.av, tid.tidpunkt(d.skapad)) for d in rader],
        )


@click.command()
@click.argument("arende")
@som_val
@json_val
def mojliga(arende: str, som: Aktor, som_json: bool) -> None:
    """Visa vad du kan säga till ärendet nu."""
    with dorren(som) as d:
        verb = d.mojliga(arende)
    if som_json:
        skriv_json(verb)
        return
    tabell("Möjligt nu", ("Kommando", "Betyder", "Regel"), [
        (v, KOMMANDON[v].rubrik, hanvisning(KOMMANDON[v].regel)) for v in verb
    ])  # fmt: skip


_TECKEN = {"lika": " ", "borta": "-", "ny": "+"}


def _visa_skillnad(svar: Sequence[Any], *, som_json: bool) -> None:
    andrat = TypeAdapter(list[Andrad]).validate_python(svar)
    if som_json:
        skriv_json(andrat)
        return
    for a in andrat:
        click.echo(a.rubrik)
        for hur, rad in a.rader:
            click.echo(f"{_TECKEN[hur]} {rad}")
    if not andrat:
        click.echo("Versionerna säger detsamma.")


def _slag(slag: str) -> str:
    """A document is called what the kommando that it came with is called."""
    return KOMMANDON[slag].rubrik if slag in KOMMANDON else med_stor(slag.replace("_", " "))
