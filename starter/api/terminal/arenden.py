"""A case from the terminal: what has happened, what will, what something would change, and what has not been read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from rich.console import Console

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.text import synligt
from domain.liv.insyn import orsak_for
from domain.liv.lagesbild import insatsrad, utbetalningsrader
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum, passerad
from persistence.arende import lasning
from persistence.meddelanden import inkorg
from starter.api.terminal.fraga import Har, Matt, Visat, fraga, i_ord
from starter.provkorning.utdata import handelser
from starter.tjanster import arendet, handlingar
from starter.tjanster.arendet import Framat
from starter.tjanster.handlingar import Handling
from starter.visning.json import UTBETALNING, enkelt, rad
from starter.visning.lage import utbetalningstabell
from starter.visning.skillnad import skillnad_json, visa_skillnad
from starter.visning.tid import tidpunkt
from starter.visning.tidslinje import skriv_ut


@fraga()
def tidslinje(har: Har, som: Aktor, arende: str, matt: Matt) -> Visat:
    """All that has happened in a case. Raises: FinnsInte."""
    f = arendet.forlopp(har.motor, som, arende)
    return Visat(handelser(f.poster, f.gallrat), i_ord(matt, lambda ut: skriv_ut(ut, f.poster, gallrat=f.gallrat)))


@fraga()
def framat(har: Har, som: Aktor, arende: str, till: date | None, matt: Matt) -> Visat:
    """What will happen if nobody does anything. Raises: FinnsInte; Avvisning."""
    steg = arendet.framat(har.motor, arende, som, till)
    efter = steg.efter
    handelser = [{**enkelt(p.handelse), "tid": enkelt(p.tid), "nr": p.nr} for p in steg.poster]
    lage = enkelt(insatsrad(efter)) | {"avslutsorsak": orsak_for(som, efter.avslutsorsak, dold=efter.orsak_dold)}
    rader = [rad(r, UTBETALNING) for r in utbetalningsrader(efter)]
    data = {"till": steg.till, "handelser": handelser, "insats": lage, "utbetalningar": rader}
    return Visat(data, i_ord(matt, lambda ut: _visa_framat(ut, steg)))


def _visa_framat(ut: Console, steg: Framat) -> None:
    ut.print(f"Om ingen gör någonting till och med {steg.till}:", style="bold")
    if not steg.poster:
        ut.print("Ingenting händer.")
    skriv_ut(ut, steg.poster, tankt=True)
    if utbetalningar := utbetalningsrader(steg.efter):
        ut.print(utbetalningstabell(utbetalningar))


@fraga()
def text(har: Har, som: Aktor, arende: str, id: str, matt: Matt) -> Visat:
    """A text of a case under its headings, in the order they are asked for (K4.7). Raises: FinnsInte; Avvisning."""
    h = handlingar.las(har.motor, som, arende, id)
    return Visat(enkelt(h), i_ord(matt, lambda ut: _visa_text(ut, h)))


def _visa_text(ut: Console, h: Handling) -> None:
    ut.print(f"{h.vad}. {h.av}, {tidpunkt(h.tid)}{f'; {h.lage}' if h.lage else ''}", style="dim")
    for s in h.stycken:
        ut.print(f"\n{s.rubrik}", style="bold")
        ut.print(synligt(s.text))


@fraga()
def tank_om(har: Har, som: Aktor, arende: str, data: dict[str, Any], matt: Matt) -> Visat:
    """What a kommando would change, without doing it. Raises: FinnsInte; Avvisning."""
    skillnad = arendet.tank(har.motor, arende, data, som)
    return Visat(skillnad_json(som, skillnad), i_ord(matt, lambda ut: visa_skillnad(ut, som, skillnad)))


@dataclass(frozen=True, slots=True)
class Olast:
    """A message that an anordnare has not read in time; without ``anordnare`` it is to nobody in particular."""

    arende: str
    anordnare: str
    tid: datetime
    rubrik: str
    skulle_ha_lasts: date


@fraga()
def olasta(har: Har, som: Aktor, alla: bool) -> list[Olast]:
    """Messages to an anordnare that have not been read within a working day (§6, K6.6). Raises: Avvisning."""
    if som.roll not in (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE):
        raise Avvisning("K6.6", "det här ser karriärvägledaren och arbetsledaren", "som")
    regelverk, nu = har.regelverk(), datetime.now(UTC)
    arenden = {a.arende: a for a in lasning.arenden(har.motor, som)}
    rader = []
    for m in inkorg.olasta_hos_anordnare(har.motor, som):
        sant = datum(m.tid)
        skulle = arbetsdagar_fran(sant, regelverk.tal("oppet_meddelande.arbetsdagar", sant)).frist
        # What stands beside the cases (the akt, an incident, a payment month) is no single karriärvägledare's.
        arende = arenden.get(m.arende)
        egen = som.roll is Roll.ARBETSLEDARE or alla or (arende is not None and arende.karriarvagledare == som.id)
        if egen and passerad(skulle) <= nu:
            rader.append(Olast(m.arende, (arende.anordnare if arende else m.part) or "–", m.tid, m.rubrik, skulle))
    return rader
