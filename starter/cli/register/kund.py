"""The register of kunder (K3.2, K5.1)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.kund import INGET_SKYDD, SKYDD
from domain.register.personnummer import Personnummer
from domain.tid.kalender import alder
from domain.tid.tidpunkt import datum
from persistence.register.kund.filimport import KOLUMNER
from persistence.register.kund.kundlasning import Kund
from starter.api.terminal import kunder
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.cli.register import skydd
from starter.importer.kunder import kundsort
from starter.visning.tabell import konsol, tabell
from starter.visning.tid import tidpunkt

_SKYDD = {
    None: "",
    "skyddad_folkbokforing": "skyddad folkbokföring",
    "sekretessmarkering": "sekretessmarkering",
    "fingerade_personuppgifter": "fingerade personuppgifter",
}
_BOKFORING = ("andrad", "andrad_av")
_RUBRIK = {
    "id": "Id", "personnummer": "Personnummer", "fodelsedatum": "Född", "namn": "Namn", "epost": "E-post",
    "telefon": "Telefon", "adress": "Adress", "skydd": "Skydd", "karriarvagledare": "Karriärvägledare",
    "socialsekreterare": "Socialsekreterare", "sprak": "Språk", "tolk": "Tolk",
}  # fmt: skip
_FRAGA = "-"
"""Written in place of a personnummer to be asked for it, so that it does not end up in the shell's history."""


def idag() -> date:
    """The Stockholm date now."""
    return datum(datetime.now(UTC))


def _uppgifter(f: Callable[..., None]) -> Callable[..., None]:
    """The fields of a kund as options; an empty text empties a field."""
    for namn, hjalp in reversed([
        ("--personnummer", "Tolv siffror, ÅÅÅÅMMDD-NNNN; - frågar efter det i stället."),
        ("--fodelsedatum", "Behövs bara när personnumret utelämnas."),
        ("--namn", "Kundens namn."),
        ("--epost", "E-postadress."),
        ("--telefon", "Telefonnummer."),
        ("--adress", "Postadress på en rad."),
        ("--skydd", f"Skyddade personuppgifter: {', '.join((INGET_SKYDD, *SKYDD))} (§3.1)."),
        ("--karriarvagledare", "Kundansvarig karriärvägledares id."),
        ("--socialsekreterare", "Kundens socialsekreterare: id, aldrig namn (§9.1)."),
        ("--sprak", "Språk som kunden helst talar."),
        ("--tolk", "Behov av tolk: språk, eller i vilka samtal."),
    ]):  # fmt: skip
        f = click.option(namn, help=hjalp)(f)
    return f


def _givet(skrivet: dict[str, str | None]) -> dict[str, str]:
    """What was written of a kund; the register reads it."""
    givet = {k: v for k, v in skrivet.items() if v is not None}
    if givet.get("personnummer") == _FRAGA:
        givet["personnummer"] = _fraga_personnummer().strip()
    return givet


def _fraga_personnummer() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    return str(click.prompt("Personnummer", hide_input=True, err=True))


@click.group()
def kund() -> None:
    """Kundregistret: vem en kund är, och vem som får öppna en skyddad kunds ärenden (§3.1, §5.1)."""


@kund.command("lagg-till")
@click.option("--id", "id_", help="Eget id; utelämnat får kunden ett nytt. Aldrig namn eller personnummer.")
@_uppgifter
@som_val
@json_val
def lagg_till(id_: str | None, som: Aktor, som_json: bool, **skrivet: str | None) -> None:
    """Lägg till en kund; svaret är kundens id."""
    nytt = be(som, kunder.lagg_till, uppgifter=_givet({"id": id_, **skrivet}))
    if som_json:
        skriv_json({"id": nytt})
    else:
        click.echo(f"Kunden finns i registret som {nytt}.")


@kund.command()
@click.argument("kund_id", metavar="KUND")
@_uppgifter
@som_val
def andra(kund_id: str, som: Aktor, **skrivet: str | None) -> None:
    """Ändra uppgifter om en kund; en tom text tömmer fältet. Den tidigare uppgiften finns kvar i historiken."""
    andringar = _givet(skrivet)
    if not andringar:
        raise Avvisning("K5.1", f"ange vad som ändras: {', '.join(skrivet)}", "kund")
    a = be(som, kunder.andra, kund=kund_id, uppgifter=andringar)
    click.echo(f"{kund_id} är ändrad." if a.andrat else "Uppgifterna stod redan så; ingenting är ändrat.")
    for arende, vem in a.hos_annan:
        ny = andringar["karriarvagledare"]
        click.echo(f"{arende} har kvar {vem}; byt med: insats sag {arende} byt_karriarvagledare --till {ny} (K5.1)")
    for arende in a.pagar:
        ny = andringar["socialsekreterare"]
        verb = f"utse_socialsekreterare --till {ny}" if ny else "ta_bort_socialsekreterare"
        click.echo(f"{arende} pågår; berätta med: insats sag {arende} {verb} (K9.5)")


@kund.command()
@click.option("--namn", default="", help="Bara dem som har ett namn som börjar så; flera ord i valfri ordning.")
@click.option("--karriarvagledare", metavar="ID", help="Bara den karriärvägledarens.")
@click.option("--utan-karriarvagledare", is_flag=True, help="Bara dem som ännu inte har någon.")
@click.option("--antal", default=50, show_default=True, type=click.IntRange(1, 10_000), help="Högst så många.")
@som_val
@json_val
def lista(
    namn: str, karriarvagledare: str | None, utan_karriarvagledare: bool, antal: int, som: Aktor, som_json: bool
) -> None:
    """Lista kunder. För en kund med skyddade personuppgifter visas inget namn."""
    rader = be(
        som, kunder.lista, namn=namn, karriarvagledare=karriarvagledare,
        utan_karriarvagledare=utan_karriarvagledare, antal=antal,
    )  # fmt: skip
    if som_json:
        skriv_json(rader)
        return
    tabell("Kunder", ("Kund", "Namn", "Karriärvägledare", "Skydd"), [
        (k.id, k.namn or "", k.karriarvagledare or "–", _SKYDD[k.skydd]) for k in rader
    ])  # fmt: skip
    if len(rader) == antal:
        click.echo(f"De första {antal} visas; sök med --namn, eller höj --antal.")


@kund.command()
@click.argument("kund_id", metavar="KUND")
@click.option("--dag", type=Datum(), help="Räkna åldern den dagen; utelämnad betyder i dag.")
@click.option("--historik", is_flag=True, help="Visa vad som har ändrats, när och av vem.")
@som_val
@json_val
def visa(kund_id: str, dag: date | None, historik: bool, som: Aktor, som_json: bool) -> None:
    """Visa en kund. Skriv - i stället för kundens id för att bli tillfrågad om personnumret."""
    fragat = _fraga_personnummer().strip() if kund_id == _FRAGA else None
    bild = be(som, kunder.visa, kund=None if fragat else kund_id, personnummer=fragat, historik=historik)
    k, arenden, versioner = bild.kund, bild.arenden, bild.historik
    if (raknas := dag or idag()) < k.fodelsedatum:
        raise Avvisning("K1.2", "dagen ligger före födelsen", "dag")
    ar = alder(k.fodelsedatum, raknas)
    if som_json:
        skriv_json({"kund": k, "alder": ar, "arenden": arenden, **({"historik": versioner} if historik else {})})
        return
    ut = konsol()
    for falt, rubrik in _RUBRIK.items():
        if text := _visad(falt, getattr(k, falt)):
            ut.print(f"{rubrik}: {text}", markup=False)
    ut.print(f"Ålder {raknas}: {ar} år")
    ut.print(f"Ärenden: {', '.join(arenden) or 'inga'}")
    if historik:
        tabell("Historik", ("Tid", "Av", "Ändrat"), _andringar(versioner))


def _visad(falt: str, varde: Any) -> str:
    if falt == "personnummer" and varde:
        return str(Personnummer(varde, date.min))
    return _SKYDD.get(varde, str(varde)) if varde is not None else ""


def _andringar(versioner: Sequence[Kund]) -> list[tuple[str, str, str]]:
    """What differs from one version to the next."""
    rader, fore = [], None
    for v in versioner:
        delar = []
        for f in (f.name for f in fields(Kund) if f.name not in _BOKFORING):
            var, blev = (getattr(x, f) if x else None for x in (fore, v))
            if var != blev:
                delar.append(f"{_RUBRIK[f]}: {_visad(f, var) or '–'} → {_visad(f, blev) or '–'}")
        rader.append((tidpunkt(v.andrad), v.andrad_av, "Registrerad" if fore is None else "\n".join(delar)))
        fore = v
    return rader


kund.add_command(skydd.behorig)
kund.add_command(skydd.utdrag)
kund.add_command(
    importkommando(
        "kunder",
        lambda som: kundsort(som, idag()),
        hjalp="Importera kunder från en fil.",
        kolumner=f"Kolumner: {', '.join(KOLUMNER)}. personnummer och namn måste finnas i rubriken; en kolumn som inte "
        "finns där lämnas som den är i registret. En rad utan id hör till kunden med personnumret, eller är ny.",
        val=som_val,
    )
)
