"""A played or real case for people: what happened, when, by whom and under which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.pengar import kronor
from domain.grund.slag import Status
from domain.insats.bevakning import benamning
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.skeende.journal import Post
from starter.visning.avvisat import Avvisat
from starter.visning.handelsetext import mening
from starter.visning.mening import Ton
from starter.visning.ord import FORM, ORSAK, SLAG
from starter.visning.tid import tidpunkt

_STIL: dict[Ton, str] = {"vanlig": "", "sen": "red", "dampad": "dim", "god": "green", "pengar": "bold green"}

_VEM = 25
_VANSTER = len("2024-03-01 09:00  ") + _VEM
"""Columns to the left of the text: when, and who."""

UTFALL: dict[str, tuple[str, str]] = {
    "uppfylld": ("uppfylld", "green"),
    "sen": ("sen", "red"),
    "oppen": ("öppen", "yellow"),
    "forsenad": ("försenad", "bold red"),
    "avskriven": ("avskriven", "red"),
    "upphord": ("upphörd", "dim"),
}
STATUS: dict[str, tuple[str, str]] = {
    "vantar": ("väntar", "yellow"),
    "klar": ("klar", "green"),
    "innehallen": ("innehållen", "red"),
    "utbetald": ("utbetald", "bold green"),
}
INSATSSTATUS: dict[Status, str] = {
    Status.AKTUALISERAD: "aktualiserad",
    Status.BEMANNAD: "bemannad",
    Status.PAGAR: "pågår",
    Status.AVSLUTAD: "avslutad",
    Status.SLUTFORD: "slutförd",
}
ROLL: dict[Roll, str] = {
    Roll.KARRIARVAGLEDARE: "karriärvägledare",
    Roll.ANORDNARE: "anordnare",
    Roll.ARBETSLEDARE: "arbetsledare",
    Roll.KUNDKOORDINATOR: "kundkoordinator",
    Roll.SYSTEMSPECIALIST: "systemspecialist",
    Roll.SOCIALSEKRETERARE: "socialsekreterare",
    Roll.DATASKYDDSSAMORDNARE: "dataskyddssamordnare",
    Roll.EKONOM: "ekonom",
    Roll.KUND: "kund",
    Roll.SYSTEM: "",
}


def vem(av: Aktor) -> str:
    """Who did it; the clock is nobody."""
    return ROLL[av.roll] if av.id in (av.roll, "system") else f"{ROLL[av.roll]} {av.id}"


def rader(poster: Iterable[Post], avvisade: Iterable[Avvisat] = ()) -> list[tuple[datetime, Text]]:
    """One line a händelse and refusal, in order of time."""
    alla = [(p.tid, *_delar(p)) for p in poster]
    alla += [(a.tid, f"Avvisat: {a.kommando} – {a.text}", a.regel, "bold red", "") for a in avvisade]
    return [(tid, _rad(tid, *delar)) for tid, *delar in sorted(alla, key=lambda x: x[0])]


def _delar(p: Post) -> tuple[str, str, str, str]:
    m = mening(p)
    return m.text, m.regel, _STIL[m.ton], vem(p.av)


def _rad(tid: datetime, text: str, regel: str, stil: str, av: str) -> Text:
    rad = Text.assemble((f"{tidpunkt(tid)}  ", "cyan"), (f"{av:<{_VEM}.{_VEM}}", "blue"), (text, stil))
    return rad.append(f"  {hanvisning(regel)}", "dim") if regel else rad


def skriv_ut(console: Console, poster: Sequence[Post], avvisade: Sequence[Avvisat] = ()) -> None:
    """The lines; long ones go on under the text, not under the time."""
    for _, rad in rader(poster, avvisade):
        tabell = Table.grid(padding=0)
        tabell.add_column(width=_VANSTER, no_wrap=True)
        tabell.add_column(overflow="fold")
        tabell.add_row(rad[:_VANSTER], rad[_VANSTER:])
        console.print(tabell)


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
                    Text(*UTFALL["uppfylld"]), "", hanvisning(r.regel),
                )  # fmt: skip
            continue
        tabell.add_row(
            *arenden[nr : nr + 1], benamning(r.slag, r.avser), ROLL[r.ansvarig], str(r.frist), Text(*UTFALL[r.utfall]),
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
