"""Why days may be taken as leave, or why not: break, the KV's consent, or neither (K9.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.forklaring.forklaring import Parametervarde, parametervarde
from domain.grund.avvisning import Avvisning
from domain.grund.ordval import i_ord
from domain.insats.insats import Insats
from domain.kapitel.franvaro.lov import LedighetMedgiven, ledighetens_dagar, lov, medgivande
from domain.kapitel.uppdrag.kundlage import far_ha_ledighet, prova_ledighet
from domain.regler.nycklar import LOV
from domain.skeende.journal import Post
from domain.tid.period import Period

UTANFOR = "utanför loven, utan medgivande"
"""What is said of days that need the KV's consent and have none."""


@dataclass(frozen=True, slots=True)
class Ledighetsdagar:
    """Arbetsdagar of a leave that follow each other and have the same ground, in Swedish."""

    fran: date
    till: date
    varfor: str


@dataclass(frozen=True, slots=True)
class Ledighetsforklaring:
    """Whether a kund may be on leave, day by day.

    Attributes:
        dagar: the arbetsdagar within the insats, in spans.
        hinder: what stands in the way (K9.2, K9.3), None where nothing does.
        parametrar: the breaks and the longest leave, as they hold on the first day.
        rader: the journal lines of the consents that the days rest on.
    """

    dagar: tuple[Ledighetsdagar, ...]
    hinder: str | None
    parametrar: tuple[Parametervarde, ...]
    rader: tuple[Post, ...]


def ledighetens_grund(insats: Insats, fran: date, till: date | None) -> tuple[Ledighetsdagar, ...]:
    """On what ground each arbetsdag of a leave is let; of a leave without a last day, those that a leave may have."""
    dagar = [(_grund(insats, dag), dag) for dag in ledighetens_dagar(insats, fran, till)]
    return tuple(_spann(dagar))


def kommande_lov(insats: Insats, idag: date) -> list[Ledighetsdagar]:
    """The breaks that touch what is left of the insats, the soonest first; none for a kund who may not have leave."""
    ramar = insats.insatsperiod
    if ramar is None or ramar.sista < idag or not far_ha_ledighet(insats, idag):
        return []
    kvar = Period(max(ramar.fran, idag), ramar.sista)
    alla = {**insats.regelverk.perioder(LOV, kvar.sista), **insats.regelverk.perioder(LOV, kvar.fran)}
    return sorted(
        (Ledighetsdagar(p.fran, p.sista, i_ord(namn)) for namn, p in alla.items() if p.overlappar(kvar)),
        key=lambda d: d.fran,
    )


def forklara_ledighet(
    insats: Insats, poster: Sequence[Post], fran: date, till: date | None = None
) -> Ledighetsforklaring:
    """Explain whether the kund may be on leave from a day to a day; without ``till`` that day alone.

    Raises:
        Avvisning: K9.3, the days are the wrong way round, or none of them is an arbetsdag of the insats.
    """
    till = till or fran
    if till < fran:
        raise Avvisning("K9.3", "sista dagen ligger före den första", "till")
    dagar = ledighetens_grund(insats, fran, till)
    if not dagar:
        raise Avvisning("K9.3", "ingen av dagarna är en arbetsdag i insatsen", "fran")
    hela = Period(fran, till)
    rader = (p for p in poster if isinstance(p.handelse, LedighetMedgiven))
    return Ledighetsforklaring(
        dagar=dagar,
        hinder=_hinder(insats, fran, dagar),
        parametrar=tuple(parametervarde(insats.regelverk, n, fran) for n in (LOV, "ledighet.max_dagar")),
        rader=tuple(p for p in rader if Period(p.handelse.fran, p.handelse.till).overlappar(hela)),  # type: ignore[attr-defined]
    )


def _hinder(insats: Insats, fran: date, dagar: Sequence[Ledighetsdagar]) -> str | None:
    try:
        prova_ledighet(insats, fran)
    except Avvisning as nej:
        return nej.text
    utan = next((d.fran for d in dagar if d.varfor == UTANFOR), None)
    return f"det krävs karriärvägledarens medgivande, med början {utan}" if utan else None


def _grund(insats: Insats, dag: date) -> str:
    if namn := lov(insats, dag):
        return i_ord(namn)
    return "medgiven av karriärvägledaren" if medgivande(insats, dag) else UTANFOR


def _spann(dagar: Sequence[tuple[str, date]]) -> Iterator[Ledighetsdagar]:
    for grund, grupp in groupby(dagar, key=lambda d: d[0]):
        alla = [dag for _, dag in grupp]
        yield Ledighetsdagar(alla[0], alla[-1], grund)
