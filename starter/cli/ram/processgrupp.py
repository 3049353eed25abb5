"""Commands for what stands beside the cases: each kind's kommandon as subcommands, and how one stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from domain.grund.kallor import hanvisning
from domain.grund.parter import BENAMNING, Aktor
from domain.processer.process import Processrutin
from domain.skeende.form import las_kommando
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from starter.api.terminal import processer
from starter.cli.ram import vag
from starter.cli.ram.gemensamt import databas, json_val, kor, som_val
from starter.cli.ram.kommandoval import falt_ur, val_for
from starter.cli.ram.kvitto import kvittera
from starter.cli.ram.vag import be, matt
from starter.stod.installningar import las_installningar
from starter.stod.klient.http import InloggadAktor
from starter.stod.klient.kontakt import anslut
from starter.stod.klient.process import Processklient
from starter.tjanster import processen

Vilken = Callable[[str | None], str]
"""The process's id, from what was written for it."""


def processkommando(
    rutin: Processrutin,
    namn: str,
    typ: type[Kommando],
    vilken: Vilken,
    argument: str | None,
) -> click.Command:
    """A kommando of a process as a command of the line.

    Args:
        namn: what it is called there.
        argument: what the process is named by, for example ``INCIDENT``; None if ``vilken`` knows without.
        vilken: the process's id from that argument.
    """
    verb = str(typ.model_fields["kommando"].default)

    def utfor(som: Aktor, som_json: bool, kommando_id: str | None, process: str | None = None, **falt: Any) -> None:
        data = {"kommando": verb, **falt_ur(falt)}
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
    """Say something to a process, by the way that ``som`` goes. What is begun is called what the receipt says.

    Raises: Avvisning, FinnsInte, IngenKontakt.
    """
    las_kommando(data, rutin.verb)  # what is wrong with its form is said at once, also when no server runs
    if isinstance(som, InloggadAktor) and som.dorr is not None:
        return som.dorr.sag_till_process(rutin.slag, process, data, kommando_id)
    inst = las_installningar()
    with databas(inst) as motor:
        processen.prova(motor, som, rutin.slag, process, data, datum(datetime.now(UTC)))

        async def nu() -> Kvitto:
            temporal = await anslut(inst.temporal_address, inst.temporal_namespace)
            return await Processklient(temporal, motor).sag(rutin, process, data, som, kommando_id=kommando_id)

        return kor(nu())


def samma(process: str | None) -> str:
    """The process is called what was written."""
    return str(process)


def ny(slag: str) -> Vilken:
    """The process is begun, with an id of its own."""
    return lambda _process: processen.nytt_id(slag)


def visakommando(rutin: Processrutin, argument: str, hjalp: str) -> click.Command:
    """``visa`` of a kind of process, which is named by ``argument``."""

    def utfor(process: str, som: Aktor, som_json: bool) -> None:
        visa(rutin, process, som, som_json)

    val: list[click.Parameter] = [click.Argument(["process"], metavar=argument)]
    return json_val(som_val(click.Command("visa", callback=utfor, params=val, help=hjalp, options_metavar="[VAL]")))


def visa(rutin: Processrutin, process: str, som: Aktor, som_json: bool) -> None:
    """How a process stands: what it is, what it awaits, and its lines. Raises: FinnsInte."""
    vag.visa_svar(be(som, processer.visa, slag=rutin.slag, process=process, matt=matt()), som_json)
