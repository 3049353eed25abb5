"""The payment month at the command line: see it, close it, prepare and attest it, and get its payment bases (K14.6)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.lage import REGEL, process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.tid.manad import Manad, forsta
from starter.api.terminal.betalning import en_del, en_manad, manader, prova_att_den_finns, stangningslage
from starter.cli.betalning import betalningsfiler
from starter.cli.ram.gemensamt import json_val, som_val
from starter.cli.ram.processgrupp import sag
from starter.cli.ram.vag import be, matt, visa_svar
from starter.visning.tid import klockslag

_VERB = {
    "stang": "oppna_betalningsmanad",
    "forbered": "forbered_betalning",
    "attestera": "attestera_betalning",
    "aterlamna": "aterlamna_betalning",
}
_GJORT = {"forbered": "förberedd", "attestera": "attesterad", "aterlamna": "återlämnad"}
_FIL = click.Path(path_type=Path)
_PAUS = 0.2
_TALAMOD = 10.0
"""Seconds that a closing is waited for; it goes on by itself after that."""


class ManadTyp(click.ParamType[Manad]):
    """A month on the command line."""

    name = "månad"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Manad:
        try:
            forsta(str(value))
        except ValueError:
            self.fail(f"{value} är inte en månad; skriv ÅÅÅÅ-MM, till exempel 2024-04", param, ctx)
        return str(value)


@click.command()
@click.argument("manad", type=ManadTyp(), required=False, metavar="[MÅNAD]")
@click.argument(
    "atgard", type=click.Choice(list(_VERB)), required=False, metavar="[stang|forbered|attestera|aterlamna]"
)
@click.option("--anordnare", metavar="NAMN", help="Visa bara den här anordnaren, rad för rad.")
@click.option("--csv", "csvfil", metavar="FIL", type=_FIL, help="Skriv raderna till en fil för Excel.")
@click.option("--pdf", "pdffil", metavar="FIL", type=_FIL, help="Skriv betalningsunderlaget som PDF.")
@click.option("--underlag", metavar="KATALOG", type=_FIL, help="Skriv CSV och PDF för alla anordnare dit.")
@click.option("--notering", metavar="TEXT", help="Notering till den som attesterar (med forbered).")
@click.option("--skal", metavar="TEXT", help="Varför betalningen återlämnas (med aterlamna).")
@som_val
@json_val
def betalning(
    manad: Manad | None,
    atgard: str | None,
    anordnare: str | None,
    csvfil: Path | None,
    pdffil: Path | None,
    underlag: Path | None,
    notering: str | None,
    skal: str | None,
    som: Aktor,
    som_json: bool,
) -> None:
    """Visa, stäng, förbered eller attestera en betalningsmånad (§14); utan MÅNAD listas månaderna.

    Månaden stängs av sig själv klockan 00:00 på körningsdagen. En ekonom förbereder den, någon annan attesterar.
    Ekonom och arbetsledare ser allt, en anordnare sitt eget när det är attesterat.

    \b
    insats betalning 2024-04
    insats betalning 2024-04 --anordnare "Anordnare A" --pdf a.pdf --csv a.csv
    insats betalning 2024-04 forbered --notering "Genomgången." --som ekonom:e1
    insats betalning 2024-04 attestera --som ekonom:e2
    """
    _prova_val(atgard, notering, skal, filer=bool(anordnare or csvfil or pdffil or underlag), manad=manad)
    if manad is None:
        visa_svar(be(som, manader, matt=matt()), som_json)
    elif atgard is not None:
        _utfor(manad, atgard, notering or skal, som, som_json)
    elif (vem := anordnare or (som.organisation if som.roll is Roll.ANORDNARE else None)) is not None:
        v = be(som, en_del, manad=manad, anordnare=vem, matt=matt())
        betalningsfiler.svara(betalningsfiler.skriv_en(som, manad, vem, csvfil, pdffil, underlag), v, som_json)
    else:
        v = be(som, en_manad, manad=manad, matt=matt())
        if pdffil:
            raise Avvisning(REGEL, "en PDF gäller en anordnare; ange --anordnare, eller --underlag för alla", "pdf")
        betalningsfiler.svara(betalningsfiler.skriv_alla(som, manad, csvfil, underlag), v, som_json)


def _prova_val(atgard: str | None, notering: str | None, skal: str | None, *, filer: bool, manad: str | None) -> None:
    """Raises: Avvisning, for an option that does not go with what is to be done."""
    if filer and (atgard or manad is None):
        raise Avvisning(REGEL, "--anordnare, --csv, --pdf och --underlag hör till att visa en månad", "atgard")
    if notering is not None and atgard != "forbered":
        raise Avvisning(REGEL, "hör till forbered", "notering")
    if skal is not None and atgard != "aterlamna":
        raise Avvisning(REGEL, "hör till aterlamna", "skal")
    if atgard == "aterlamna" and not (skal or "").strip():
        raise Avvisning(REGEL, "säg varför betalningen återlämnas", "skal")


def _utfor(manad: Manad, atgard: str, text: str | None, som: Aktor, som_json: bool) -> None:
    if atgard == "stang":
        _stang(manad, som, som_json)
        return
    data: dict[str, Any] = {"kommando": _VERB[atgard]}
    if text is not None:
        data["notering" if atgard == "forbered" else "skal"] = text
    be(som, prova_att_den_finns, manad=manad)
    kvitto = sag(BETALNINGSMANAD, process_id(manad), data, som)
    if som_json:
        visa_svar(be(som, en_manad, manad=manad, matt=matt()), som_json)
    else:
        click.echo(f"Betalningsmånad {manad} är {_GJORT[atgard]} av {som.id} {klockslag(kvitto.tid)}.")


def _stang(manad: Manad, som: Aktor, som_json: bool) -> None:
    """Close it, or show what it was closed with: the second answers with the first."""
    lage = be(som, stangningslage, manad=manad)
    if not lage.stangd:
        if not lage.borjad:
            sag(BETALNINGSMANAD, process_id(manad), {"kommando": _VERB["stang"], "manad": manad}, som)
        slut = time.monotonic() + _TALAMOD
        while not (lage := be(som, stangningslage, manad=manad)).stangd and time.monotonic() < slut:
            time.sleep(_PAUS)
    if lage.haller_pa is not None:
        click.echo(f"Betalningsmånad {manad} {lage.haller_pa}.")
        return
    visa_svar(be(som, en_manad, manad=manad, matt=matt()), som_json)
