"""The walk: a kommando is decided, what the clock raises follows, each line is folded and told of.

Both engines – the workflow and the plain loop of the rehearsal – walk through here, so that they tell the
same story to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.grund.avvisning import Avvisning, finns
from domain.grund.beteckning import samma_person
from domain.grund.granser import Json
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.insats.insats import Insats
from domain.insats.minne import en_gang, harled
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.uppdrag.dag_ett.aktualisering import Aktualisera, aktualisera
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from domain.kapitel.uppdrag.karriarvagledarbyte import BytKarriarvagledare
from domain.kapitel.uppdrag.socialsekreterare import TaBortSocialsekreterare, UtseSocialsekreterare
from domain.liv import rutin
from domain.liv.omspelning import BESTAR
from domain.liv.tjanstefel import aldrig_stopp
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, DORR_LEDAREN_BERATTAS, DORRUTGAVA, Brev, Fall, Handelse
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import KommandoAvvisat, Meddelande, Post
from domain.skeende.klockslag import OBEROENDE, Klockslag
from domain.skeende.kommando import Kommando

_HOGST = 10_000
"""More lines than any clock can raise at once; past it a rule contradicts itself and would never settle."""


@dataclass(frozen=True, slots=True)
class Steg:
    """What one step brought: the state after it, and the journal lines and messages it added."""

    insats: Insats
    poster: tuple[Post, ...] = ()
    meddelanden: tuple[Meddelande, ...] = ()

    def __add__(self, nasta: Steg) -> Steg:
        return Steg(nasta.insats, self.poster + nasta.poster, self.meddelanden + nasta.meddelanden)


def paborja(
    arende: str,
    inkommet: Inkommet,
    regelverk: Regelverk,
    auktorisation: Auktorisation | None,
    nu: datetime,
    pagaende: Iterable[Kundarende] = (),
    dorr: int = DORRUTGAVA,
) -> Steg:
    """Day 1: the case begins, or is refused (``Avvisning``) and nothing has happened.

    ``pagaende``: the kund's other cases under way; a rehearsal has none. ``dorr``: see ``Fall``.
    """
    k = inkommet.kommando
    if not isinstance(k, Aktualisera):
        raise Avvisning("K6.1", "ett ärende börjar med aktualisera", "kommando")
    prova_far_borja(inkommet.av)
    with aldrig_stopp(inkommet):
        h = aktualisera(arende, k, regelverk, auktorisation, Fall(nu, inkommet.av, dorr=dorr), pagaende)
        steg = _skriv(None, [h], nu, inkommet.av, inkommet)
        _prova_vidare(steg.insats, nu)
    return steg


def prova_far_borja(av: Aktor) -> None:
    """Whether it is for ``av`` to begin a case. Raises: Avvisning, K6.1."""
    if av.roll not in Aktualisera.roller:
        raise Avvisning("K6.1", "det här gör karriärvägledaren", "av")


def utfor(insats: Insats, inkommet: Inkommet, nu: datetime, dorr: int = DORRUTGAVA) -> Steg:
    """Decide one kommando at its registration instant; ``Avvisning`` leaves everything as it was.

    Call ``lat_ga(insats, nu)`` first, so that what was due before it has happened. ``dorr``: see ``Fall``. A rule that
    fails, on it or on what follows from it, is a refusal too (``Tjanstefel``). The very same asked again of the very
    same state, as a door does that tries what is then done, is answered from memory.
    """
    minnen = insats.minnen
    if (u := minnen.utfort) is not None and u[0] is inkommet and u[1:3] == (nu, dorr):
        svar: Steg = u[3]
        return svar
    with aldrig_stopp(inkommet):
        handelser = rutin.besluta(insats, inkommet.kommando, Fall(nu, inkommet.av, dorr=dorr))
        steg = _skriv(insats, handelser, nu, inkommet.av, inkommet)
        if dorr >= DORR_ANDRA_UTGAVAN and not isinstance(inkommet.kommando, BytKarriarvagledare):
            steg += Steg(steg.insats, meddelanden=tuple(_till_den_ansvariga(insats, steg, inkommet, dorr)))
        _prova_vidare(steg.insats, nu)
    minnen.utfort = inkommet, nu, dorr, steg
    return steg


def _till_den_ansvariga(insats: Insats, steg: Steg, inkommet: Inkommet, dorr: int) -> Iterator[Meddelande]:
    """K13.10: what another karriärvägledare does in a case is told to the one who is responsible for it, and what the
    arbetsledare does that no chapter tells."""
    av, k = inkommet.av, inkommet.kommando
    annan = av.roll is Roll.KARRIARVAGLEDARE and not samma_person(av.id, insats.karriarvagledare)
    ledaren = av.roll is Roll.ARBETSLEDARE and isinstance(k, (UtseSocialsekreterare, TaBortSocialsekreterare))
    if annan or (ledaren and dorr >= DORR_LEDAREN_BERATTAS):
        post = steg.poster[0]
        ordning = sum(m.nr == post.nr for m in steg.meddelanden)
        text = f"Gjort i ditt ärende av {av.id}: {type(k).rubrik} (§13, K13.10)"
        yield _meddelande(insats, post, ordning, Brev(Roll.KARRIARVAGLEDARE, "K13.10", text))


def _prova_vidare(insats: Insats, nu: datetime) -> None:
    """What the engine asks of a state right after: what is awaited, what the clock will raise, what is paid. Each is
    remembered with the state, so that to ask now costs nothing then."""
    efter = lat_ga(insats, nu).insats
    rutin.klockslag(efter)
    harled(efter, utbetalningar)


def anteckna_avvisning(insats: Insats, inkommet: Inkommet, avvisning: Avvisning, nu: datetime) -> Steg:
    """Write down the refusal of a signal, and tell its sender."""
    verb = str(type(inkommet.kommando).model_fields["kommando"].default)
    h = KommandoAvvisat(verb, avvisning.regel, str(avvisning), avvisning.text, avvisning.falt)
    steg = _skriv(insats, [h], nu, inkommet.av, replace(inkommet, dokument=None))  # what is refused leaves no text
    post = steg.poster[-1]
    brev = Brev(inkommet.av.roll, avvisning.regel, f"Avvisat: {verb} – {avvisning}")
    # To the sender, who may be another than the one the case names: a stand-in reads its own inbox.
    svar = replace(_meddelande(steg.insats, post, 0, brev), part=inkommet.av.organisation or inkommet.av.id)
    return replace(steg, meddelanden=(svar,))


def lat_ga(insats: Insats, till: datetime) -> Steg:
    """Let the clock go to ``till``: everything it raises by then, in order."""
    poster: list[Post] = []
    meddelanden: list[Meddelande] = []
    for _ in range(_HOGST):
        kommande = rutin.klockslag(insats)
        if not kommande or kommande[0].nar > till:
            return Steg(insats, tuple(poster), tuple(meddelanden))
        steg = en_gang(insats, _klockans_steg)
        insats = steg.insats
        poster += steg.poster
        meddelanden += steg.meddelanden
    raise AssertionError(f"the clock never settles: {kommande[0]}")


def _klockans_steg(insats: Insats) -> Steg:
    """What the clock raises next: of one state the same, however far the clock goes, so it is thought out once. What is
    said is tried with what follows it at once, and then that follows."""
    kommande = rutin.klockslag(insats)
    tid = max(kommande[0].nar, insats.senast)
    return _skriv(insats, [k.handelse for k in _samtidiga(kommande)], tid, SYSTEMET, None)


def _samtidiga(kommande: Sequence[Klockslag]) -> Iterator[Klockslag]:
    """The first thing, and with it those of its kind at the same instant that do not touch each other."""
    forst = kommande[0]
    for k in kommande:
        if (k.nar, k.vikt) != (forst.nar, forst.vikt) or (k is not forst and k.vikt not in OBEROENDE):
            return
        yield k


def kommande(insats: Insats) -> list[Klockslag]:
    """The clock's next things, one a key: what the engine keeps durable timers for."""
    nasta: dict[str, Klockslag] = {}
    for k in rutin.klockslag(insats):
        nasta.setdefault(k.nyckel, k)
    return list(nasta.values())


def _skriv(
    insats: Insats | None, handelser: Iterable[Handelse], tid: datetime, av: Aktor, inkommet: Inkommet | None
) -> Steg:
    poster: list[Post] = []
    meddelanden: list[Meddelande] = []
    for nr, h in enumerate(handelser, start=insats.nr + 1 if insats else 1):
        if inkommet:
            sagt = _att_ratta(inkommet.kommando, h) if not poster else None
            post = Post(nr, tid, av, inkommet.id, inkommet.dokument, h, sagt)
        else:
            post = Post(nr, tid, av, None, None, h)
        insats = rutin.tillampa(insats, post)
        poster.append(post)
        for ordning, brev in enumerate(rutin.brev(insats, post)):
            meddelanden.append(_meddelande(insats, post, ordning, brev))
    return Steg(finns(insats, "a step is of a case, or writes its first line"), tuple(poster), tuple(meddelanden))


def _att_ratta(kommando: Kommando, h: Handelse) -> Json | None:
    """What was said, if it can be corrected later (K0.7)."""
    if isinstance(h, KommandoAvvisat) or isinstance(kommando, Aktualisera):
        return None
    sagt = kommando.model_dump(mode="json", exclude_none=True)
    return None if sagt["kommando"] in BESTAR else sagt


def _meddelande(insats: Insats, post: Post, ordning: int, brev: Brev) -> Meddelande:
    return Meddelande(post.nr, ordning, post.tid, brev.till, insats.part(brev.till), brev.regel, brev.rubrik)
