"""What operations see of a case: search attributes and current details, without personal data (K3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from workflows.gemensamt.sokfalt import ANORDNARE, FORSENAD, FORSENADE, KARRIARVAGLEDARE, NASTA_FRIST, SLAG, STATUS

with workflow.unsafe.imports_passed_through():
    from domain.grund.kallor import hanvisning
    from domain.grund.ord import INSATSSTATUS, UTFALL
    from domain.grund.parter import BENAMNING
    from domain.insats.insats import Insats
    from domain.kapitel.alla import benamning
    from domain.liv.lagesbild import Bevakningsrad
    from domain.tid.tidpunkt import passerad, skriv_lokal


def sokattribut(insats: Insats, lage: Sequence[Bevakningsrad], *, med_kv: bool = True) -> TypedSearchAttributes:
    """The case as one looks for it: "all late cases of anordnare X". ``lage`` is what it awaits.

    ``med_kv``: by its karriärvägledare too, which runs that began before there was such an attribute leave out.
    """
    forsenade = sorted({b.slag for b in lage if b.utfall == "forsenad"})
    frister = sorted(b.frist for b in lage if b.utfall == "oppen")
    par: list[SearchAttributePair[Any]] = [
        SearchAttributePair(ANORDNARE, insats.anordnare),
        *([SearchAttributePair(KARRIARVAGLEDARE, insats.karriarvagledare)] if med_kv else []),
        SearchAttributePair(SLAG, insats.slag),
        SearchAttributePair(STATUS, str(insats.status)),
        SearchAttributePair(FORSENAD, bool(forsenade)),
        SearchAttributePair(FORSENADE, forsenade),
    ]
    if frister:
        par.append(SearchAttributePair(NASTA_FRIST, passerad(frister[0])))
    return TypedSearchAttributes(par)


def detaljer(insats: Insats, lage: Sequence[Bevakningsrad]) -> str:
    """The case's situation as ops read it in the Temporal UI (markdown, Swedish)."""
    period = f"{insats.startdatum} – {insats.slutdatum}" if insats.startdatum else "uppdrag saknas än"
    rader = [
        f"**{insats.slag}** hos {insats.anordnare} · **{INSATSSTATUS[insats.status]}** · {period}",
        "",
        "| bevakning | ansvarig | frist | läge | regel |",
        "|---|---|---|---|---|",
    ]
    oppna = [b for b in lage if b.vantar]
    for b in sorted(oppna, key=lambda b: (b.utfall != "forsenad", b.frist)):
        namn = benamning(b.slag, b.avser)
        hur = f"**{UTFALL[b.utfall]}**" if b.utfall == "forsenad" else UTFALL[b.utfall]
        rader.append(f"| {namn} | {BENAMNING[b.ansvarig]} | {b.frist} | {hur} | {hanvisning(b.regel)} |")
    if not oppna:
        rader = [*rader[:1], "", "Inget väntas just nu."]
    return "\n".join([*rader, "", f"Senast ändrad {skriv_lokal(insats.senast)}, journalrad {insats.nr}."])
