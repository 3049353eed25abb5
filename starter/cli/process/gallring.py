"""§3.1: what is no longer needed is weeded out: dry run, proposal, two signatures, protocol (K3.8)."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.progress import Progress

from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from domain.processer.gallring.lage import AterlamnaGallring, UndertecknaGallring
from domain.processer.gallring.rutin import GALLRING
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum
from persistence.process.gallring.gallringsstopp import ORSAKER, Orsak
from persistence.process.gallring.mogna import HINDER
from starter.api.terminal import gallring, processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import processkommando, sag, visakommando
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.tjanster import processen
from starter.visning.ordval.processord import LAGE
from starter.visning.tabell import konsol, tabell
from starter.visning.tid import klockslag

_PAUS = 0.2
_STATUS = {"vantar": "inte gjord", "gallrad": "gallrad", "undantagen": "undantagen"}
_ORSAK = click.Choice(ORSAKER)


@click.group("gallring")
def gallringar() -> None:
    """Gallring: texter, dokument och registeruppgifter som inte längre behövs (§3.1)."""


def _dag(dag: date | None) -> date:
    return dag or datum(datetime.now(UTC))


@gallringar.command()
@click.option("--dag", type=Datum(), help="Dagen som fristerna räknas till; i dag om inget anges.")
@som_val
@json_val
def torrkor(dag: date | None, som: Aktor, som_json: bool) -> None:
    """Visa vad som skulle gallras och vad som undantas, och ändra ingenting."""
    t = be(som, gallring.torrkor, dag=_dag(dag))
    if som_json:
        skriv_json(t)
        return
    akter = numerus(len(t.att_gallra), "kund", "kunder")
    personal = numerus(len(t.personal), "tidigare anställd", "tidigare anställda")
    click.echo(f"{akter} och {personal} skulle gallras till {t.dag}. Ingenting är ändrat.")
    rader = [(m, "skulle gallras") for m in t.att_gallra] + [(m, HINDER[m.hinder]) for m in t.undantas if m.hinder]
    if rader:
        tabell("Kunder", ("Kund", "Ärenden", "Sista anteckning", "Vad"), [
            (m.kund or "–", ", ".join(m.arenden), str(datum(m.senast)), vad) for m, vad in rader
        ])  # fmt: skip


@gallringar.command()
@click.option("--dag", type=Datum(), help="Dagen som fristerna räknas till; i dag om inget anges.")
@som_val
@json_val
def foresla(dag: date | None, som: Aktor, som_json: bool) -> None:
    """Föreslå en gallring: listan fryses, och väntar sedan på två underskrifter."""
    data = {"kommando": "foresla_gallring", "dag": str(_dag(dag))}
    process = sag(GALLRING, processen.nytt_id(GALLRING.slag), data, som).arende
    while (g := be(som, gallring.lage, process=process)).status == "listas":
        time.sleep(_PAUS)
    if som_json:
        skriv_json({"gallring": process, "status": g.status, "lista": g.lista})
        return
    click.echo(f"{process}: {LAGE[g.status]}. Se listan: insats gallring protokoll {process}")


_SAGS: dict[str, type[Kommando]] = {"underteckna": UndertecknaGallring, "aterlamna": AterlamnaGallring}
for _namn, _typ in _SAGS.items():
    gallringar.add_command(processkommando(GALLRING, _namn, _typ, str, "GALLRING"))


@gallringar.command("folj")
@click.argument("gallring_id", metavar="GALLRING")
@som_val
def folj(gallring_id: str, som: Aktor) -> None:
    """Följ en gallring tills den är klar; den fortsätter även om du avbryter här."""
    with Progress(console=konsol(fel=True), transient=True) as stapel:
        uppgift = stapel.add_task("Gallrar")
        while (g := be(som, gallring.lage, process=gallring_id)).status == "gallras":
            alla = sum(g.framsteg.values())
            stapel.update(uppgift, total=alla, completed=alla - g.framsteg.get("vantar", 0))
            time.sleep(_PAUS)
    click.echo(f"{gallring_id}: {LAGE[g.status]}.")


gallringar.add_command(
    visakommando(
        GALLRING, "GALLRING", "Visa en gallring: hur mycket den omfattar, vilka som har undertecknat, och utfallet."
    )
)


@gallringar.command()
@som_val
@json_val
def lista(som: Aktor, som_json: bool) -> None:
    """Lista gallringar, de senaste först."""
    rader = be(som, processer.lista, slag=GALLRING.slag)
    if som_json:
        skriv_json(rader)
        return
    tabell("Gallringar", ("Gallring", "Till", "Läge", "Kunder", "Ärenden", "Gallrade", "Undantagna"), [
        (r.id, r.data["dag"], LAGE[r.status],
         *(str(r.data.get(f, "–")) for f in ("kunder", "arenden", "gallrade", "undantagna")))
        for r in rader
    ])  # fmt: skip


@gallringar.command("protokoll")
@click.argument("gallring_id", metavar="GALLRING")
@som_val
@json_val
def visa_protokoll(gallring_id: str, som: Aktor, som_json: bool) -> None:
    """Visa protokollet, rad för rad: vad som är gallrat och när, och vad som har undantagits och varför."""
    rader = be(som, gallring.protokoll, process=gallring_id)
    if som_json:
        skriv_json(rader)
        return
    tabell("Protokoll", ("Rad", "Vem", "Ärenden", "Läge", "När", "Vad"), [
        (str(r.nr), r.kund or (f"{r.person} hos {r.anordnare}" if r.person else "–"), ", ".join(r.arenden),
         _STATUS[r.status], klockslag(r.tid) if r.tid else "–", r.skal or _antal(r.antal))
        for r in rader
    ])  # fmt: skip


def _antal(antal: Any) -> str:
    return ", ".join(f"{vad.replace('_', ' ')} {n}" for vad, n in (antal or {}).items() if n)


@gallringar.command()
@click.argument("arende")
@click.option("--orsak", type=_ORSAK, required=True, help="Varför ingenting om kunden får gallras.")
@som_val
def stoppa(arende: str, orsak: Orsak, som: Aktor) -> None:
    """Stoppa gallringen av ett ärendes kund: ett beslut är överklagat, det är tvist, eller uppgifter ska lämnas ut."""
    be(som, gallring.stoppa, arende=arende, orsak=orsak)
    click.echo(f"{arende}: ingenting om kunden gallras förrän stoppet hävs.")


@gallringar.command()
@click.argument("arende")
@click.option("--orsak", type=_ORSAK, required=True, help="Orsaken som inte längre gäller.")
@som_val
def hav(arende: str, orsak: Orsak, som: Aktor) -> None:
    """Häv ett stopp: det som stoppade gallringen är över."""
    be(som, gallring.hav, arende=arende, orsak=orsak)
    click.echo(f"{arende}: stoppet är hävt.")


@gallringar.command()
@som_val
@json_val
def stopp(som: Aktor, som_json: bool) -> None:
    """Lista de stopp som gäller, det äldsta först."""
    rader = be(som, gallring.stopp)
    if som_json:
        skriv_json(rader)
        return
    tabell("Stoppad gallring", ("Ärende", "Orsak", "Sedan", "Av"), [
        (r.arende, r.orsak, klockslag(r.satt), r.satt_av) for r in rader
    ])  # fmt: skip
