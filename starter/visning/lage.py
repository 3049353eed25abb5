"""How a case stands, as tables: the insats, what is awaited, what is paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.grund.kallor import hanvisning
from domain.grund.ord import FORM, INSATSSTATUS, ORSAK, SLAG, UTFALL
from domain.grund.pengar import kronor
from domain.kapitel.alla import benamning
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from starter.visning.ordval.lagesord import ROLL, STATUS, UTFALLSFARG
from starter.visning.tid import tidpunkt


def visa_lage(
    console: Console,
    insats: Insatsrad | None,
    bevakningar: Sequence[Bevakningsrad],
    utbetalningar: Sequence[Utbetalningsrad],
) -> None:
    """How it stands: one line about the insats, the bevakningar and the payments."""
    if insats is None:
        console.print("\nÄrendet kom aldrig till stånd.", style="bold red")
        return
    console.print()
    console.print(insatstext(insats))
    if bevakningar:
        console.print(bevakningstabell(bevakningar))
    if utbetalningar:
        console.print(utbetalningstabell(utbetalningar))


def insatstext(i: Insatsrad) -> Text:
    """Status, dates and how it ended, in one line."""
    rad = Text.assemble((f"{i.slag} hos {i.anordnare}: ", ""), (INSATSSTATUS[i.status], "bold"))
    if i.startdatum:
        rad.append(f", {i.startdatum}–{i.slutdatum}")
    if i.avslutsform:
        rad.append(f", {FORM[i.avslutsform]}")
    if i.avslutsorsak:
        rad.append(f" ({ORSAK.get(i.avslutsorsak, i.avslutsorsak)})")
    return rad


def bevakningstabell(rader: Iterable[Bevakningsrad], arenden: Sequence[str] = ()) -> Table:
    """Bevakningar as a table; with ``arenden``, one a row, each row says whose it is."""
    tabell = Table(title="Bevakningar", title_justify="left")
    for rubrik in (*(("Ärende",) if arenden else ()), "Bevakning", "Ansvarig", "Frist", "Utfall", "Klar", "Regel"):
        tabell.add_column(rubrik)
    alla = list(rader)
    veckor = [] if arenden else [r for r in alla if _ar_uppfylld_vecka(r)]
    for nr, r in enumerate(alla):
        if len(veckor) > 1 and _ar_uppfylld_vecka(r):
            if r is veckor[0]:
                tabell.add_row(
                    f"veckokontakt {r.avser} – {veckor[-1].avser}, {len(veckor)} veckor", ROLL[r.ansvarig], "",
                    _utfall("uppfylld"), "", hanvisning(r.regel),
                )  # fmt: skip
            continue
        tabell.add_row(
            *arenden[nr : nr + 1], benamning(r.slag, r.avser), ROLL[r.ansvarig], str(r.frist), _utfall(r.utfall),
            tidpunkt(r.uppfylld) if r.uppfylld else "", hanvisning(r.regel),
        )  # fmt: skip
    return tabell


def _ar_uppfylld_vecka(r: Bevakningsrad) -> bool:
    """The weeks that went as they should are shown as one row: there is one for each week of the insats."""
    return r.slag == "veckokontakt" and r.utfall == "uppfylld"


def utbetalningstabell(rader: Iterable[Utbetalningsrad]) -> Table:
    """Payments with their total; amounts to the right, under each other."""
    tabell = Table(title="Utbetalningar", title_justify="left", show_footer=True)
    tabell.add_column("Avser", "Utbetalt")
    tabell.add_column("Dagar", justify="right")
    tabell.add_column("Belopp", justify="right", no_wrap=True)
    tabell.add_column("Betalas", no_wrap=True)
    tabell.add_column("Läge")
    tabell.add_column("Förklaring")
    utbetalt = Decimal()
    for r in rader:
        if r.belopp is not None and r.status == "utbetald":
            utbetalt += r.belopp
        tabell.add_row(
            r.avser if r.slag == "manad" else f"{SLAG[r.slag]} {r.avser}", str(r.dagar),
            "–" if r.belopp is None else kronor(r.belopp), r.utbetalningsmanad or "", Text(*STATUS[r.status]),
            r.forklaring,
        )  # fmt: skip
    tabell.columns[2].footer = kronor(utbetalt)
    return tabell


def _utfall(utfall: str) -> Text:
    return Text(UTFALL[utfall], UTFALLSFARG[utfall])
