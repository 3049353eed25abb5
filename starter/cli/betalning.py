"""The payment month at the command line: see it, close it, prepare and attest it, and get its payment bases (K14.6)."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from domain.avvisning import Avvisning
from domain.betalningsmanad import REGEL, SER, Status, far_se_del, kan_stangas, process_id
from domain.betalningsprocess import RUTIN
from domain.manad import Manad, forsta
from domain.parter import Aktor, Roll
from domain.regelverkskontroll import skapa_regelverk
from persistence import betalning as last
from persistence import personal
from persistence.betalning import Manadsprocess
from persistence.betalningsstangning import kvar
from regelverk import las_utgavor
from starter import betalningsunderlag, csvut
from starter.betalningsunderlag import KOLUMNER, Underlag, csv_rader
from starter.cli import betalningsvy
from starter.cli.gemensamt import databas, json_val, som_val
from starter.cli.processgrupp import klockslag, sag
from starter.installningar import las_installningar
from starter.utfil import skriv_hel

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
@click.option(
    "--csv", "csvfil", metavar="FIL", type=click.Path(path_type=Path), help="Skriv raderna till en fil för Excel."
)
@click.option(
    "--pdf", "pdffil", metavar="FIL", type=click.Path(path_type=Path), help="Skriv betalningsunderlaget som PDF."
)
@click.option(
    "--underlag", metavar="KATALOG", type=click.Path(path_type=Path), help="Skriv CSV och PDF för alla anordnare dit."
)
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

    Månaden stängs av sig själv klockan 00:00 den 16:e. En ekonom förbereder den, någon annan attesterar. Ekonom och
    arbetsledare ser allt, en anordnare sitt eget när det är attesterat.

    \b
    insats betalning 2024-04
    insats betalning 2024-04 --anordnare "Anordnare A" --pdf a.pdf --csv a.csv
    insats betalning 2024-04 forbered --notering "Genomgången." --som ekonom:e1
    insats betalning 2024-04 attestera --som ekonom:e2
    """
    _prova_val(atgard, notering, skal, filer=bool(anordnare or csvfil or pdffil or underlag), manad=manad)
    with databas() as motor:
        personal.prova_tillgang(motor, som)
        if manad is None:
            betalningsvy.manader(motor, som, som_json)
        elif atgard is not None:
            _utfor(motor, manad, atgard, notering or skal, som, som_json)
        elif (vem := anordnare or (som.organisation if som.roll is Roll.ANORDNARE else None)) is not None:
            u = _ett(motor, manad, vem, som)
            sagt = _skriv_filer(u, csvfil, pdffil, underlag)
            betalningsvy.svara(sagt, som_json, lambda: betalningsvy.en_anordnare(u, som_json))
        else:
            _hela(motor, manad, som)
            if pdffil:
                raise Avvisning(REGEL, "en PDF gäller en anordnare; ange --anordnare, eller --underlag för alla", "pdf")
            sagt = _skriv_alla(motor, manad, csvfil, underlag)
            betalningsvy.svara(sagt, som_json, lambda: betalningsvy.en_manad(motor, manad, som_json))


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


# --- what is seen


def _hela(motor: Engine, manad: Manad, som: Aktor) -> None:
    """The whole month is there to be seen by ``som``. Raises: Avvisning."""
    if som.roll not in SER:
        text = "det här ser ekonomen och arbetsledaren, och anordnaren sitt eget när det är attesterat"
        raise Avvisning(REGEL, text, "som")
    if last.stangning(motor, manad) is None:
        raise _inte_stangd(motor, manad)


def _ett(motor: Engine, manad: Manad, anordnare: str, som: Aktor) -> Underlag:
    """One anordnare's part. Raises: Avvisning, for what is not there or not for ``som`` to see."""
    process = last.process_for(motor, manad)
    status: Status = process.status if process else "stangd"  # type: ignore[assignment]
    if som.roll is Roll.ANORDNARE and som.organisation == anordnare and status != "attesterad":
        raise Avvisning(REGEL, f"betalningsmånad {manad} är inte attesterad än", "manad")
    if not far_se_del(som, anordnare, status):
        raise Avvisning(REGEL, "det här är inte ditt att se", "anordnare")
    if last.stangning(motor, manad) is None:
        raise _inte_stangd(motor, manad)
    for u in betalningsunderlag.las(motor, manad):
        if u.anordnare == anordnare:
            return u
    raise Avvisning(REGEL, f"{anordnare} har inget i betalningsmånad {manad}", "anordnare")


def _inte_stangd(motor: Engine, manad: Manad) -> Avvisning:
    """Why there is nothing to see. Raises: Avvisning, for a month that the rules do not reach."""
    tidigast = kan_stangas(manad, skapa_regelverk(las_utgavor(las_installningar().regelverk_katalog)))
    process = last.process_for(motor, manad)
    if process and process.status == "ingar":
        text = f"stängdes inte för sig utan ingår i {process.data['ingar_i']}"
    elif senare := last.stangd_efter(motor, manad):
        text = f"stängdes inte för sig utan ingår i {senare}"
    elif process:
        text = _haller_pa(motor, manad, process)
    elif datetime.now(UTC) < tidigast:
        text = "är inte stängd än; den stängs klockan 00:00 den 16:e"
    else:
        text = f"är inte stängd; stäng den med insats betalning {manad} stang"
    return Avvisning(REGEL, f"betalningsmånad {manad} {text}", "manad")


def _haller_pa(motor: Engine, manad: Manad, process: Manadsprocess) -> str:
    antal = kvar(motor, manad)
    vantas = f"{antal} {'utbetalning' if antal == 1 else 'utbetalningar'} väntas in" if antal else "strax klart"
    langst = datetime.fromisoformat(process.data["vantar_till"])
    return f"håller på att stängas; {vantas}, längst till {klockslag(langst)}"


# --- files


def _skriv_filer(u: Underlag, csvfil: Path | None, pdffil: Path | None, katalog: Path | None) -> list[str]:
    if katalog is not None:
        katalog = _katalog(katalog)
        csvfil, pdffil = csvfil or katalog / f"{u.filnamn}.csv", pdffil or katalog / f"{u.filnamn}.pdf"
    sagt = []
    if csvfil is not None:
        skriv_hel(csvfil, csvut.som_bytes(KOLUMNER, csv_rader(u)), REGEL, "csv")
        sagt.append(f"Raderna finns i {csvfil}.")
    if pdffil is not None:
        from starter.betalningspdf import pdf  # what sets the page is large

        skriv_hel(pdffil, pdf(u), REGEL, "pdf")
        sagt.append(f"Betalningsunderlaget finns i {pdffil}.")
    return sagt


def _skriv_alla(motor: Engine, manad: Manad, csvfil: Path | None, katalog: Path | None) -> list[str]:
    sagt = []
    if csvfil is not None:
        skriv_hel(csvfil, betalningsvy.totaler_csv(motor, manad), REGEL, "csv")
        sagt.append(f"Summorna per anordnare finns i {csvfil}.")
    if katalog is not None:
        alla = [rad for u in betalningsunderlag.las(motor, manad) for rad in _skriv_filer(u, None, None, katalog)]
        sagt += alla or [f"Ingen anordnare har något i betalningsmånad {manad}; inget underlag är skrivet."]
    return sagt


def _katalog(katalog: Path) -> Path:
    try:
        katalog.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Avvisning(REGEL, f"{katalog}: går inte att skapa som katalog", "underlag") from None
    return katalog


# --- what is done


def _utfor(motor: Engine, manad: Manad, atgard: str, text: str | None, som: Aktor, som_json: bool) -> None:
    if atgard == "stang":
        _stang(motor, manad, som, som_json)
        return
    data: dict[str, Any] = {"kommando": _VERB[atgard]}
    if text is not None:
        data["notering" if atgard == "forbered" else "skal"] = text
    if last.process_for(motor, manad) is None:
        raise _inte_stangd(motor, manad)
    kvitto = sag(RUTIN, process_id(manad), data, som)
    sagt = f"Betalningsmånad {manad} är {_GJORT[atgard]} av {som.id} {klockslag(kvitto.tid)}."
    betalningsvy.svara([] if som_json else [sagt], som_json, lambda: betalningsvy.en_manad(motor, manad, som_json))


def _stang(motor: Engine, manad: Manad, som: Aktor, som_json: bool) -> None:
    """Close it, or show what it was closed with: the second answers with the first."""
    if som.roll not in SER:
        raise Avvisning(REGEL, "betalningsmånaden stängs av ekonomen eller arbetsledaren", "som")
    if last.stangning(motor, manad) is None:
        if last.stangd_efter(motor, manad):
            raise _inte_stangd(motor, manad)
        if last.process_for(motor, manad) is None:
            sag(RUTIN, process_id(manad), {"kommando": _VERB["stang"], "manad": manad}, som)
        slut = time.monotonic() + _TALAMOD
        while last.stangning(motor, manad) is None and time.monotonic() < slut:
            time.sleep(_PAUS)
    process = last.process_for(motor, manad)
    if process and process.status == "stangs" and last.stangning(motor, manad) is None:
        click.echo(f"Betalningsmånad {manad} {_haller_pa(motor, manad, process)}.")
        return
    betalningsvy.en_manad(motor, manad, som_json)
