"""§8.1: what a month's report holds beside the words under its headings, as people read it (K7.6, K7.8, K8.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from domain.grund.granser import LastJson
from domain.grund.ord import DELMAL, FRANVARO
from domain.grund.ordval import med_stor
from domain.insats.uppgifter import Franvarorad
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportInlamnad
from starter.visning.datum import hel_dag, manaden

INGEN_PLAN = "Ingen plan är godkänd"


def rapportens_fakta(
    h: ManadsrapportInlamnad, sagt: LastJson, delmalen: Sequence[str], orsaker: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """Heading and text of each fact: the title first, then what it was made of.

    Args:
        h: the report as it came in, with what was filled in then.
        sagt: what was said with it, as it has been put right since (K0.7).
        delmalen: the words of the delmål, in the plan's order; none where one may not read them.
        orsaker: journal line → the reason that was written of the absence registered there.
    """
    yield "Rapport", f"{h.rubrik} ({manaden(h.manad)})"
    yield "Uppföljning med kunden", hel_dag(date.fromisoformat(str(sagt["uppfoljning_datum"])))
    if h.plan is not None:
        version = f"Version {h.plan.omgang}.{h.plan.version}" if h.plan.version else INGEN_PLAN
        yield "Plan som rapporten följer", version
    if mal := sagt.get("mal"):
        yield "Målets läge", med_stor(DELMAL[mal])
    if lagen := sagt.get("delmal"):
        yield "Delmålens läge", "\n".join(_delmal(lagen, delmalen))
    yield "Registrerad frånvaro", "\n".join(_rader(h.franvaro, orsaker))
    if h.kontaktforsok:
        yield "Kontaktförsök utan svar", "\n".join(hel_dag(d) for d in h.kontaktforsok)
    for k in h.kompletteringar or ():
        forsok = (f"Kontaktförsök utan svar, {hel_dag(d)}" for d in k.forsok)
        yield f"Komplettering, {manaden(k.manad)}", "\n".join((*_rader(k.rader, orsaker), *forsok))
    if n := h.narvaro:
        yield "Registrerad närvaro", f"{n.arbetsdagar - n.franvaro} av {n.arbetsdagar} arbetsdagar ({n.omfattning} %)"


def _delmal(lagen: Sequence[str], ord_: Sequence[str]) -> Iterator[str]:
    for nr, lage in enumerate(lagen, start=1):
        vad = f": {ord_[nr - 1]}" if nr <= len(ord_) else ""
        yield f"Delmål {nr}{vad} – {DELMAL[lage]}"


def _rader(rader: Collection[Franvarorad], orsaker: Mapping[int, str]) -> Iterator[str]:
    for r in rader:
        dagar = hel_dag(r.fran) if r.till == r.fran else f"{hel_dag(r.fran)} – {hel_dag(r.till)}"
        orsak = orsaker.get(r.nr or 0, "")
        yield f"{med_stor(FRANVARO[r.slag])}, {dagar}{f': {orsak}' if orsak else ''}"
    if not rader:
        yield "Ingen frånvaro"
