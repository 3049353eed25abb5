"""What operations see of a process: the search attributes of the cases, and its situation in Swedish (K3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributePair, TypedSearchAttributes

with workflow.unsafe.imports_passed_through():
    from domain.grund.kallor import hanvisning
    from domain.grund.parter import BENAMNING
    from domain.processer.forlopp import Processlage
    from domain.processer.process import Processrutin, processbenamning
    from domain.tid.tidpunkt import skriv_lokal
    from workflows.gemensamt import sokfalt


def sokattribut(rutin: Processrutin, p: Processlage) -> TypedSearchAttributes:
    """The process as one looks for it, in the words of the cases."""
    rad = rutin.rad(p.lage)
    lage = list(rutin.bevakningar(p.lage))
    forsenade = sorted({b.slag for b in lage if b.utfall == "forsenad"})
    oppna = sorted(b.forfaller for b in lage if b.utfall == "oppen")
    par: list[SearchAttributePair[Any]] = [
        SearchAttributePair(sokfalt.SLAG, rutin.slag),
        SearchAttributePair(sokfalt.STATUS, rad.status),
        SearchAttributePair(sokfalt.FORSENAD, bool(forsenade)),
        SearchAttributePair(sokfalt.FORSENADE, forsenade),
    ]
    if rad.part:
        par.append(SearchAttributePair(sokfalt.ANORDNARE, rad.part))
    if oppna:
        par.append(SearchAttributePair(sokfalt.NASTA_FRIST, oppna[0]))
    return TypedSearchAttributes(par)


def detaljer(rutin: Processrutin, p: Processlage, vilar: Iterable[str]) -> str:
    """Its situation as Temporal's pages show it. ``vilar``: effects that cannot be carried out now."""
    rad = rutin.rad(p.lage)
    rader = [f"**{rad.rubrik}** · {rad.status}", ""]
    for b in rutin.bevakningar(p.lage):
        if b.vantar:
            nar = b.frist or skriv_lokal(b.forfaller)
            hur = "**försenad**" if b.utfall == "forsenad" else "öppen"
            rader.append(
                f"- {processbenamning(b.slag)}: {BENAMNING[b.ansvarig]} senast {nar}, {hur} ({hanvisning(b.regel)})"
            )
    rader += [f"- **kan inte verkställas just nu**: {vad}" for vad in sorted(vilar)]
    senast = f"Senast ändrad {skriv_lokal(p.senast)}, journalrad {p.nr}."
    return "\n".join([*rader, "", senast])
