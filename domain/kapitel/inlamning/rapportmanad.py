"""§8: which months are reported, from when to when (K8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.insats.insats import Insats
from domain.insats.uppgifter import Omgang
from domain.tid.frist import Fristrakning, dagar_fran, fast_datum, senast
from domain.tid.manad import Manad, dag, forsta, nasta, sista
from domain.tid.tidpunkt import datum, midnatt


def manaden_efter(i: Insats, rakning: Fristrakning, avser: Manad) -> date:
    """The first day of the month after the one concerned, as a kind's numbers are asked for."""
    return forsta(nasta(avser))


MANADSRAPPORT = Bevakningsslag(
    namn="manadsrapport",
    rubrik="månadsrapport",
    grund={"K8.1": Grund("Månaden, eller insatsens sista dag i den.", {"manadsrapport.dag": manaden_efter})},
    ansvarig=Roll.ANORDNARE,
    avser="manad",
    efter_slutet=True,
    kvalitet="manadsrapporter",
    inkommen=lambda i, manad: i.rapporter[manad].inlamnad if manad in i.rapporter else None,
)
RAPPORTGRANSKNING = Bevakningsslag(
    namn="rapportgranskning",
    rubrik="granskning av månadsrapport",
    grund={
        "K8.2": Grund(
            "Rapportens första version kom in.",
            {"rapportgranskning.dag": manaden_efter, "rapportgranskning.dagar_efter_sen": manaden_efter},
        )
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="manad",
    efter_slutet=True,
)
RAPPORTGODKANNANDE = Bevakningsslag(
    namn="rapportgodkannande",
    rubrik="godkännande av månadsrapport",
    rubrik_igen="komplettering av månadsrapport",
    grund={
        "K8.3": Grund(
            "Rapportens första version kom in.",
            {"rapportgodkannande.dag": manaden_efter, "rapportgodkannande.dagar_efter_sen": manaden_efter},
        )
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="manad",
    efter_slutet=True,
)


def sista_insatsdag(i: Insats, manad: Manad) -> date:
    """The month's last insatsdag. Requires that the month has one."""
    return min(sista(manad), i.slutdagen)


def krav_insatsmanad(i: Insats, manad: Manad, regel: str) -> None:
    """Refuse a month without an insatsdag.

    Raises:
        Avvisning: under ``regel``, on the field ``manad``.
    """
    if manad not in i.insatsmanader:
        raise Avvisning(regel, f"{manad} har inga insatsdagar i det här ärendet", "manad")


def oppnas(i: Insats, manad: Manad) -> datetime:
    """When the month's report and underlag begin to be awaited (K0.8), never before the uppdrag was entered."""
    assert i.uppdrag and i.slutdatum and i.slutdatum_satt, "an insatsmånad has an uppdrag and an end"
    if sista(manad) <= i.slutdatum:
        return max(midnatt(forsta(nasta(manad))), i.uppdrag.tid)
    return max(midnatt(date.fromordinal(i.slutdatum.toordinal() + 1)), i.slutdatum_satt)


def den_sjunde(i: Insats, manad: Manad, nyckel: str) -> Fristrakning:
    """The fixed day of the following month.

    **Tolkning** (K0.6): where the KV entered the uppdrag after the month's end, as many days from that entry, since
    no frist on the other party runs from before the registration. So too for a month that a correction has
    added (K13.8).
    """
    nr = i.regelverk.tal(nyckel, forsta(nasta(manad)))
    fast = fast_datum(sista(manad), dag(nasta(manad), nr))
    inlagt = datum(i.inlagt.tid)
    if i.rattad is not None:
        oppnad, omgang = i.oppnade.get(MANADSRAPPORT.nyckel(manad)), i.rapporter.get(manad)
        blev = datum(oppnad.tid if oppnad else omgang.inlamnad if omgang else i.rattad)
        if blev > forsta(nasta(manad)):
            inlagt = max(inlagt, blev)
    return senast(fast, dagar_fran(inlagt, nr)) if inlagt > sista(manad) else fast


def manadens_ramar(i: Insats) -> Iterator[tuple[Manad, datetime, Fristrakning, Fristrakning]]:
    """Per month at hand: when its report and underlag begin to be awaited, and the frist of each as it first stands.

    Much is asked for anew with each report that comes, and these are then what they were.
    """
    for manad in i.aktuella_manader:
        yield (
            manad, oppnas(i, manad),
            den_sjunde(i, manad, "manadsrapport.dag"), den_sjunde(i, manad, "utbetalning.brytdag"),
        )  # fmt: skip


def granskningsfrist(i: Insats, manad: Manad, omgang: Omgang, slag: str) -> Fristrakning:
    """The 12th or the 15th; for a late report a number of days from its arrival, never before that (K8.2, K8.3)."""
    nasta_manad = nasta(manad)
    fast = fast_datum(sista(manad), dag(nasta_manad, i.regelverk.tal(f"{slag}.dag", forsta(nasta_manad))))
    ankom = datum(omgang.inlamnad)
    if ankom <= dag(nasta_manad, i.regelverk.tal("manadsrapport.dag", forsta(nasta_manad))):
        return fast
    return senast(fast, dagar_fran(ankom, i.regelverk.tal(f"{slag}.dagar_efter_sen", ankom)))
