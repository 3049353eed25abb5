"""To say something to a case: every kommando of the routine."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from domain.grund.avvisning import Avvisning
from domain.grund.granser import prova_omfang
from domain.grund.parter import Aktor
from domain.liv.kommandon import las_kommando
from kontrakt.insats import Kvitto
from starter.api.terminal import arenden
from starter.cli.ram.gemensamt import databas, kor
from starter.cli.ram.kommandoval import falt_ur
from starter.cli.ram.kvitto import kvittera
from starter.cli.ram.vag import be, matt, visa_svar
from starter.cli.ram.verb import Verbgrupp
from starter.stod.installningar import las_installningar
from starter.stod.klient.http import InloggadAktor
from starter.stod.klient.insats import Insatsklient
from starter.tjanster.arendet import att_tala_till


def _egna_val(verb: str) -> list[click.Parameter]:
    """What can be said of the saying itself."""
    val: list[click.Parameter] = [
        click.Option(["--ko"], is_flag=True, help="Lägg i kö utan att vänta på svar; ett avslag kommer i inkorgen."),
        click.Option(["--id", "kommando_id"], help="Eget id på det som sägs; samma sak igen med det ger samma kvitto."),
    ]
    if verb == "ratta":
        val.append(click.Option(["--ja"], is_flag=True, help="Rätta utan att först visa skillnaden och fråga."))
    return val


def _utfor(
    verb: str, arende: str, *, som: Aktor, som_json: bool, ko: bool, kommando_id: str | None, ja: bool = False,
    **falt: Any,
) -> None:  # fmt: skip
    data = {"kommando": verb, **falt_ur(falt)}
    # What is wrong with its size or its form is said at once, also when no server runs.
    prova_omfang(data, med_ord=True)
    las_kommando(data)
    if verb == "ratta" and not ja:
        _bekrafta(arende, data, som, som_json=som_json)
    if isinstance(som, InloggadAktor) and som.dorr is not None:
        kvittera(som.dorr.sag(arende, data, kommando_id, ko=ko), som_json)
        return
    inst = las_installningar()
    with databas(inst) as motor:
        # One answer by every way: what is not one's own is as what is not there.
        att_tala_till(motor, som, arende, f"kommandot {verb}")

        async def sag_nu() -> Kvitto | str:
            klient = await Insatsklient.anslut(inst.temporal_address, inst.temporal_namespace, motor)
            if ko:
                return await klient.lagg_i_kon(arende, data, som, kommando_id=kommando_id, far_tala=True)
            return await klient.kommando(arende, data, som, kommando_id=kommando_id, far_tala=True)

        kvittera(kor(sag_nu()), som_json)


def vid_tangentbordet() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _bekrafta(arende: str, data: Mapping[str, Any], som: Aktor, *, som_json: bool) -> None:
    """Show what a correction would change, and ask. Raises: Avvisning, click.Abort."""
    if som_json or not vid_tangentbordet():
        raise Avvisning("K0.7", "en rättelse visas och bekräftas först; ange --ja för att rätta utan fråga", "ja")
    visa_svar(be(som, arenden.tank_om, arende=arende, data=dict(data), matt=matt()), som_json=False)
    if click.prompt("Ska rättelsen göras? ja/nej", default="nej").strip().lower() not in ("ja", "j"):
        raise click.Abort


@click.group(cls=Verbgrupp, utfor=_utfor, egna=_egna_val)
@click.argument("arende")
def sag(arende: str) -> None:
    """Säg något till ett ärende, till exempel: insats sag in-abc123 bemanna --handlaggare H1.

    Fälten till varje kommando visas med insats sag ARENDE KOMMANDO --help.
    """
    click.get_current_context().obj = arende
