"""The routine put together: every chapter, and the four questions one can ask of a case.

``besluta``: what follows from a kommando. ``tillampa``: state after a händelse. ``bevakningar``: what is awaited.
``klockslag``: what the clock will raise. And ``brev``: who is told.
"""

from __future__ import annotations

from collections.abc import Iterable

from domain.grund.avvisning import finns
from domain.grund.lasratt import AV_TVA
from domain.grund.parter import Roll
from domain.insats import bevakningsklocka
from domain.insats.anteckningar import Avslag, Sagt
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.minne import arv, en_gang, harled
from domain.insats.rutin import Rutin
from domain.kapitel.alla import KAPITLEN
from domain.kapitel.dialog.svar import SVAR
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.uppdrag.dag_ett import aktualisering
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera, InsatsAktualiserad
from domain.liv import aterta, avskrivning, omspelning
from domain.liv.avskrivning import InsatsSlutford
from domain.skeende.handelse import Brev, Handelse
from domain.skeende.journal import KommandoAvvisat, Post
from domain.skeende.klockslag import I_TUR, VIKT_SLUTFORD, Klockslag
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

__all__ = (
    "HANDELSER", "KAPITEL", "KOMMANDON", "besluta", "bevakningar", "brev", "klockslag", "mening", "mojliga", "tillampa",
)  # fmt: skip

RUTIN = Rutin((*KAPITLEN.kapitel, avskrivning.KAPITEL, aterta.KAPITEL, omspelning.KAPITEL), borjar=Aktualisera)
"""Every chapter put together."""

KAPITEL, KOMMANDON = RUTIN.kapitel, RUTIN.kommandon
besluta, mojliga = RUTIN.besluta, RUTIN.mojliga

HANDELSER: tuple[type[Handelse], ...] = tuple(dict.fromkeys((InsatsAktualiserad, KommandoAvvisat, *RUTIN.foljder)))
"""Every händelse there is."""


def tillampa(insats: Insats | None, post: Post) -> Insats:
    """State after one line of the journal; the only way that state changes."""
    h = post.handelse
    if isinstance(h, InsatsAktualiserad):
        ny = aktualisering.paborja(h, post.tid)
    else:
        ny = RUTIN.folj(finns(insats, "the first line of a journal is insats_aktualiserad"), h, post.tid)
    hanterade = ny.hanterade
    if post.kommando:
        forsta, _, tid = hanterade.get(post.kommando, (post.nr, post.nr, post.tid))
        hanterade = {**hanterade, post.kommando: (forsta, post.nr, tid)}
    sagda = (*ny.sagda, Sagt(post.nr, post.tid, post.av, post.sagt)) if post.sagt else ny.sagda
    avvisade = ny.avvisade
    if post.kommando and isinstance(h, KommandoAvvisat):
        avvisade = {**avvisade, post.kommando: Avslag(h.regel, h.skal or h.text, h.falt)}
    ny = med(ny, nr=post.nr, senast=post.tid, hanterade=hanterade, sagda=sagda, avvisade=avvisade)
    if insats is not None:
        arv(insats, ny)
    return ny


def bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    """Everything that is, was or will be awaited, in the routine's order."""
    return en_gang(insats, _bevakningar)


def _bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    """What comes in while the write-off of it waits leaves the arbetsledare nothing to decide (K13.7)."""
    alla = KAPITLEN.bevakningar(insats)
    if not (vantar := [f for f in insats.attestfragor if f.galler and f.vantar]):
        return alla
    sena = {b.nyckel for b in alla if b.ansvarig is Roll.ANORDNARE and b.utfall(insats) == "forsenad"}
    utan = {SVAR.nyckel(f"{AV_TVA}-{f.namn}") for f in vantar if f.galler not in sena}
    return tuple(b for b in alla if b.nyckel not in utan)


def klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    """What the clock will raise if nothing is said, soonest first; what is due already has its instant behind it."""
    return en_gang(insats, _klockslag)


def _klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    if insats.slutford:
        return ()
    alla = bevakningar(insats)
    kommande = list(bevakningsklocka.klockslag(insats, alla))
    kommande += RUTIN.klockslag(insats)
    if insats.avslutad is not None and insats.rattelseforslag is None and _allt_ar_betalt(insats):
        kvar = [b for b in alla if b.vantar(insats)]
        if not kvar:
            kommande.append(Klockslag(insats.senast, VIKT_SLUTFORD, "slutford", InsatsSlutford()))
        elif _kom_aldrig(insats, kvar):
            kommande += (bevakningsklocka.kom_aldrig(insats, b) for b in kvar)
    return tuple(sorted(kommande, key=I_TUR))


def _allt_ar_betalt(insats: Insats) -> bool:
    """K13.7: every row is paid or forfeited."""
    return all(r.status == "utbetald" or r.forfallen for r in harled(insats, utbetalningar))


def _kom_aldrig(insats: Insats, kvar: Iterable[Bevakning]) -> bool:
    """K13.7: whether all that is left is late, and none of what lives on after the end."""
    assert insats.avslutad is not None, "asked of an insats that has ended"
    if not insats.regelverk.ja("avslut.forsenat_upphor", datum(insats.avslutad)):
        return False
    return all((not b.typ.efter_slutet or b.typ.kan_utebli) and b.utfall(insats) == "forsenad" for b in kvar)


def brev(insats: Insats, post: Post) -> Iterable[Brev]:
    """Who is told of a line of the journal; ``insats`` is the state right after it."""
    return RUTIN.brev(insats, post.handelse)


def mening(post: Post) -> Mening:
    """How the timeline tells a line of the journal."""
    h = post.handelse
    if isinstance(h, KommandoAvvisat):
        return Mening(f"Avvisat: {h.verb} – {h.text}", h.regel, "sen")
    return RUTIN.mening(h)
