"""Commands for what stands beside the cases: each kind's kommandon as subcommands, and how one stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.parter import BENAMNING, Aktor, Roll
from domain.processer.process import Processrutin
from domain.skeende.form import las_kommando
from domain.skeende.kommando import Kommando
from kontrakt.insats import Kvitto
from persistence.process import lasning
from starter.cli.ram.gemensamt import databas, json_val, kor, skriv_json, som_val
from starter.cli.ram.kommandoval import falt_ur, val_for
from starter.cli.ram.kvitto import kvittera
from starter.stod.installningar import las_installningar
from starter.stod.klient.kontakt import anslut
from starter.stod.klient.process import Processklient
from starter.visning.bevakningar import visa_bevakningar
from starter.visning.ordval.processord import HANDELSE, LAGE
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag

Vilken = Callable[[str | None], str]
"""The process's id, from what was written for it."""


Provning = Callable[[Engine, Mapping[str, Any], Aktor], None]
"""Holds what was written against the registers, before it is said; raises Avvisning."""


def processkommando(
    rutin: Processrutin,
    namn: str,
    typ: type[Kommando],
    vilken: Vilken,
    argument: str | None,
    prova: Provning | None = None,
) -> click.Command:
    """A kommando of a process as a command of the line.

    Args:
        namn: what it is called there.
        argument: what the process is named by, for example ``INCIDENT``; None if ``vilken`` knows without.
        vilken: the process's id from that argument.
        prova: what the process itself cannot know: that what is named is in the registers.
    """
    verb = str(typ.model_fields["kommando"].default)

    def utfor(som: Aktor, som_json: bool, kommando_id: str | None, process: str | None = None, **falt: Any) -> None:
        data = {"kommando": verb, **falt_ur(falt)}
        if prova:
            las_kommando(data, rutin.verb)
            with databas() as motor:
                prova(motor, data, som)
        kvittera(sag(rutin, vilken(process), data, som, kommando_id), som_json)

    val: list[click.Parameter] = [click.Argument(["process"], metavar=argument)] if argument else []
    eget_id = click.Option(["--id", "kommando_id"], help="Eget id på det som sägs; samma id igen ger samma kvitto.")
    vem = ", ".join(BENAMNING[r] for r in typ.roller)
    kommando = click.Command(
        namn,
        callback=utfor,
        params=[*val, *val_for(typ), eget_id],
        help=f"{typ.rubrik} ({hanvisning(typ.regel)}). Görs av {vem}.",
        short_help=f"{typ.rubrik} ({typ.regel})",
        options_metavar="[VAL]",
    )
    return json_val(som_val(kommando))


def sag(rutin: Processrutin, process: str, data: dict[str, Any], som: Aktor, kommando_id: str | None = None) -> Kvitto:
    """Say something to a process over the servers that the settings name. Raises: Avvisning, IngenKontakt."""
    las_kommando(data, rutin.verb)  # what is wrong with its form is said at once, also when no server runs
    inst = las_installningar()
    with databas(inst) as motor:

        async def nu() -> Kvitto:
            temporal = await anslut(inst.temporal_address, inst.temporal_namespace)
            return await Processklient(temporal, motor).sag(rutin, process, data, som, kommando_id=kommando_id)

        return kor(nu())


def visa(rutin: Processrutin, process: str, som: Aktor, som_json: bool) -> None:
    """How a process stands: what it is, what it awaits, and its lines. Raises: Avvisning."""
    with databas() as motor:
        svar = lasning.en_process(motor, som, process)
        texter = lasning.dokument(motor, som, process)
    if svar is None or svar[0].slag != rutin.slag:
        raise Avvisning(rutin.regel, f"{process} finns inte, eller är inte ditt att se", "id")
    post, lage, poster = svar
    bevakat = list(rutin.bevakningar(lage.lage))
    if som_json:
        rader = [{"nr": p.nr, "tid": p.tid, "av": str(p.av), "handelse": p.handelse} for p in poster]
        skriv_json({"process": post, "bevakningar": bevakat, "journal": rader, "texter": texter})
        return
    click.echo(f"{post.id}: {post.rubrik} – {LAGE[post.status]}")
    visa_bevakningar([(post.id, b) for b in bevakat])
    orden = {d.id: "; ".join(str(v) for v in d.innehall.values()) for d in texter}
    tabell(
        "Journal",
        ("Rad", "När", "Vad", "Vem", "Ord"),
        [
            (
                str(p.nr),
                klockslag(p.tid),
                HANDELSE.get(p.handelse.slag, p.handelse.slag),
                "systemet" if p.av.roll is Roll.SYSTEM else str(p.av),
                orden.get(p.dokument or "", ""),
            )
            for p in poster
        ],
    )
