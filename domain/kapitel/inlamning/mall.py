"""Templates: every heading is filled in, or ``Ej aktuellt`` with a motivering (§8.1; K4.5, K7.5, K8.4, K12.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.text import Textfakta
from domain.insats.insats import Insats
from domain.regler.nycklar import VARJE_PLAN
from domain.regler.regelverk import Regelverk


def planmall(i: Insats, pa: date) -> tuple[str, ...]:
    """The headings of the insats's own template for the plan, in the order in which the plan is made (§7.3, K7.5)."""
    return i.regelverk.lista(f"{VARJE_PLAN}.{i.slag}", pa)


def saknade_rubriker(rubriker: Mapping[str, Textfakta], mall: Sequence[str]) -> tuple[str, ...]:
    """The template's headings that nothing is written under, in the template's order."""
    return tuple(r for r in mall if r not in rubriker)


def rubriktexter(rubriker: Iterable[str], regelverk: Regelverk, pa: date) -> str:
    """The headings as the template has them on a day, one after the other; a regelverk has a text for each."""
    return ", ".join(regelverk.text_varde(f"rubrik.{r}", pa) for r in rubriker)


def granska_rubriker(rubriker: Mapping[str, Textfakta], mall: Sequence[str], regel: str) -> None:
    """Hold what is handed in against the template.

    Raises:
        Avvisning: under ``regel``, naming the heading: missing, empty, ``Ej aktuellt`` without motivering, or
            not of this template.
    """
    for okand in rubriker:
        if okand not in mall:
            raise Avvisning(regel, f"rubriken finns inte i mallen ({', '.join(mall)})", "rubriker")
    if saknas := saknade_rubriker(rubriker, mall):
        raise Avvisning(regel, f"rubriken saknas: {', '.join(saknas)}", "rubriker")
    for rubrik, text in rubriker.items():
        if not text.ifylld:
            vad = "”Ej aktuellt” kräver en kort motivering" if text.ej_aktuellt else "rubriken är inte ifylld"
            raise Avvisning(regel, vad, f"rubriker.{rubrik}")
