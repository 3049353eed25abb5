"""The yearly review of each anordnare (§1.1, K16.1): on the screen, as CSV, as a picture and as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import click

from domain.grund.avvisning import Avvisning
from domain.grund.ord import BRIST
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.kvalitet.matt import AR, I_TID, MATT, PUNKTLIGA
from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet, summa
from domain.kvalitet.rakning import arets_period
from domain.tid.tidpunkt import datum
from starter.api.terminal import siffror
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import be
from starter.stod.filer.utfil import skriv_hel
from starter.visning.ordval.kvalitetstext import Rubrik, definitioner, heltal, procent, som_csv
from starter.visning.tabell import konsol, tabell

_FORMAT = (".svg", ".png")
_FIL = click.Path(path_type=Path)


@click.command()
@click.argument("ar", type=click.INT, required=False, metavar="[ÅR]")
@click.option("--anordnare", metavar="NAMN", help="Bara en anordnare.")
@click.option("--kundval", type=click.Choice(get_args(Kundval)), help="Bara insatser inom ett kundval.")
@click.option(
    "--csv", "csvfil", metavar="FIL", type=click.Path(path_type=Path), help="Skriv siffrorna till en fil för Excel."
)
@click.option(
    "--diagram", metavar="FIL", type=click.Path(path_type=Path), help="Rita siffrorna i en fil, .svg eller .png."
)
@som_val
@json_val
def kvalitet(
    ar: int | None,
    anordnare: str | None,
    kundval: Kundval | None,
    csvfil: Path | None,
    diagram: Path | None,
    som: Aktor,
    som_json: bool,
) -> None:
    """Visa årets kvalitetsuppföljning per anordnare (§1.1); utan ÅR förra årets.

    Arbetsledare, ekonom och karriärvägledare ser alla anordnare, en anordnare sin egen. Vad varje siffra betyder
    står med i svaret.
    """
    if diagram is not None and diagram.suffix.lower() not in _FORMAT:
        raise Avvisning("K16.1", f"{diagram}: filen ska sluta på .svg eller .png", "diagram")
    nu = idag()
    ar = nu.year - 1 if ar is None else ar
    rubrik = Rubrik(arets_period(ar, nu), kundval)
    rader = be(som, siffror.kvalitet, ar=ar, anordnare=anordnare, kundval=kundval)
    if csvfil is not None:
        skriv_hel(csvfil, som_csv(rader, rubrik), "K16.1", "csv")
        click.echo(f"Siffrorna finns i {csvfil}.", err=som_json)
    if diagram is not None:
        _rita(diagram, rader, rubrik)
        click.echo(f"Diagrammet finns i {diagram}.", err=som_json)
    if som_json:
        skriv_json(_som_data(rader, rubrik))
    elif csvfil is None and diagram is None:
        _visa(rader, rubrik)


def idag() -> date:
    """Today in Stockholm."""
    return datum(datetime.now(UTC))


def _rita(fil: Path, rader: Sequence[Nyckeltal], rubrik: Rubrik) -> None:
    from starter.dokument.kvalitetsdiagram import diagram  # the library takes half a second to load

    if not rader:
        raise Avvisning("K16.1", "det finns ingen anordnare att rita", "diagram")
    skriv_hel(fil, diagram(rader, rubrik, "png" if fil.suffix.lower() == ".png" else "svg"), "K16.1", "diagram")


def _visa(rader: Sequence[Nyckeltal], rubrik: Rubrik) -> None:
    konsol().print(rubrik.titel, style="bold")
    konsol().print(rubrik.underrubrik, end="\n\n")
    if not rader:
        click.echo("Ingen anordnare var auktoriserad eller hade en insats.")
        return
    alla = [*rader, summa("Alla", rader)] if len(rader) > 1 else list(rader)
    kolumner = ("Anordnare", "Insatser", "Påbörjade", "Pågående", "Avslutade", "Mål nått")
    tabell("Insatser och mål", kolumner, [
        (n.anordnare, *map(heltal, (n.insatser, n.paborjade, n.pagaende, n.avslutade)), _mal(n)) for n in alla
    ], tal=kolumner[1:])  # fmt: skip
    rubriker = [m.rubrik for m in MATT if m.namn in PUNKTLIGA]
    tabell("Gjort i tid", ("Anordnare", *rubriker), [
        (n.anordnare, *(_punktligt(getattr(n, m)) for m in PUNKTLIGA)) for n in alla
    ], tal=rubriker)  # fmt: skip
    ovrigt = ("Anordnare", "Återremisser", "Brister", "Avvikelser hos anordnaren", "Anmälda avvikelser")
    tabell("Återremisser, brister och avvikelser", ovrigt, [
        (n.anordnare, procent(n.returer), _brister(n), heltal(n.avvikelser), heltal(n.anmalda_avvikelser))
        for n in alla
    ], tal=ovrigt[1:])  # fmt: skip
    konsol().print("Så är siffrorna räknade", style="bold")
    for text in definitioner():
        konsol().print(f"• {text}")


def _mal(n: Nyckeltal) -> str:
    return "\n".join([procent(n.mal), *([f"{heltal(n.mal_okant)} utan uppgift"] if n.mal_okant else [])])


def _punktligt(p: Punktlighet) -> str:
    inte = [
        f"{heltal(n)} {ord_}" for n, ord_ in ((p.sena, "sena" if p.sena > 1 else "sen"), (p.saknade, "saknas")) if n
    ]
    return "\n".join([procent(p.andel), *([", ".join(inte)] if inte else [])])


def _brister(n: Nyckeltal) -> str:
    return "\n".join([heltal(n.brister), *(f"{heltal(a)} {BRIST[s]}" for s, a in n.brister_per_sort.items() if a)])


def _som_data(rader: Sequence[Nyckeltal], rubrik: Rubrik) -> dict[str, Any]:
    return {
        "ar": rubrik.period.fran.year, "fran": rubrik.period.fran, "till": rubrik.period.till,
        "kundval": rubrik.kundval, "anordnare": [_tal(n) for n in rader], "alla": _tal(summa("alla", rader)),
        "definitioner": {"ar": AR, "i_tid": I_TID} | {m.namn: m.definition for m in MATT},
    }  # fmt: skip


def _tal(n: Nyckeltal) -> dict[str, Any]:
    tal = asdict(n) | {"insatser": n.insatser, "brister": n.brister, "mal_natt_procent": _procent(n.mal)}
    for m in PUNKTLIGA:
        tal[m]["procent"] = _procent(getattr(n, m).andel)
    return tal


def _procent(andel: Andel) -> float | None:
    return None if andel.procent is None else float(andel.procent)
