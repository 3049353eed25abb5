"""What holds of the kund on a day, and whom that concerns (K9.1, K9.2, K9.4); what came of its wishes (K13.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.ord import ONSKEMAL
from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.insats.uppgifter import Kundlage
from domain.skeende.handelse import Brev


def kundlage(i: Insats, pa: date) -> Kundlage:
    """What holds of the kund that day (K9.4); before the first registered change, what held at day 1."""
    gallande = [k for k in i.kundlagen if k.fran <= pa]
    return gallande[-1] if gallande else i.kundlagen[0]


def brev_om_foljda_onskemal(i: Insats, vad: str) -> Iterator[Brev]:
    """K13.9: that what has just happened (``vad``) is what the kund wished for: to the kund, and to the anordnare where
    that is who registered it."""
    for o in i.nyss_foljda_onskemal():
        text = f"önskemål att {ONSKEMAL[o.sort]} är besvarat: {vad} ({hanvisning('K13.9')})"
        yield Brev(Roll.KUND, "K13.9", f"Ditt {text}")
        if o.kant_av_anordnaren:
            yield Brev(Roll.ANORDNARE, "K13.9", f"Kundens {text}")


def till_socialsekreteraren(i: Insats, pa: date) -> Iterator[Brev]:
    """K9.1: for a kund with ekonomiskt bistånd the socialsekreterare is told that there is something to assess.

    Where none is named, the KV is told that nobody was (K9.5).
    """
    if not kundlage(i, pa).ekonomiskt_bistand:
        return
    if i.socialsekreterare:
        yield Brev(Roll.SOCIALSEKRETERARE, "K9.1", "Det finns en avvikelse att bedöma (§9.1, K9.1)")
    else:
        text = "Avvikelsen har inte nått någon socialsekreterare, för ingen är utsedd: utse en (§9.1, K9.5)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K9.5", text)


def far_ha_ledighet(i: Insats, fran: date) -> bool:
    """K9.2: leave is not for a kund with ekonomiskt bistånd or etableringsersättning, by what holds its first day."""
    lage = kundlage(i, fran)
    return not (lage.ekonomiskt_bistand or lage.etableringsersattning)


def prova_ledighet(i: Insats, fran: date, falt: str = "slag") -> None:
    """The same, of a leave that is said. Raises: Avvisning."""
    if not far_ha_ledighet(i, fran):
        lage = kundlage(i, fran)
        vad = "ekonomiskt bistånd" if lage.ekonomiskt_bistand else "etableringsersättning"
        raise Avvisning("K9.2", f"ledighet gäller inte för en kund med {vad}", falt)
