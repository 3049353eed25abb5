"""What has happened, the circumstances it is decided in, and who is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag
from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum

DORRUTGAVA = 12
"""The edition of the doors: what a run lets in and who may correct it. It is handed to each run when it begins, so that
a history written under an earlier edition is read as it was decided (``Fall.dorr``). 1: K0.10. 2: what is said has
limits (``domain.grund.granser``), and what cannot be read is told to its sender. 3: a case is searched for by its
karriärvägledare. 4: the common judgement takes two people (K9.5). 5: what a person has said can be undone, and what was
right to say then is not refused afterwards (K0.10, K0.7). 6: the second edition of
the routine, in what it asks of what is said (K4.5, K7.6, K7.8, K8.4, K10.6). 7: what was said without waiting, and is
late, has the instant that a door has noted, or none of its own (K0.6). 8: what of the second edition was first asked
in part (K2.3, K6.3, K13.2). 9: the hand-over waits for what the clock raises; what comes before the decision of day 1
is asked for (K5.2, K5.4, K6.3), and who put right an end are as many as would decide it (K13.2); a run ends by what
stands in its history, and begins with its aktualisering, whatever else woke it or came first (K0.7, K6.1). 10: what
has come in is not written off although that was proposed (K13.7); an anordnare that registers a kund's wish is told
nothing of what waits already (K13.9); a correction keeps the question that an ended auktorisation has put (K13.10); a
part-time uppdrag has its reasons in every kundval (K6.5); that the arbetsledare names a socialsekreterare is told to
the KV (K13.10); a correction tells what it leaves without an object (K0.7); the first
meeting is held within the insats (K7.1); a correction asks all that was asked of what it corrects (K0.7); a door's note
is asked for by what was said, not by how late it is (K0.7). 11: what was left at a door for a process waits in its own
queue, and counts from when the door took it in (K0.6); a process's line tells what was said (K0.6). 12: what a process
has in hand is let go of when it is no longer asked for, however its last try ended, and there is an end to how much it
has in hand at once (K0.7); what conditions, editions and decisions are called holds a figure, and
what is said names no document but its own (K3.3)."""
DORR_MED_GRANSER = 2
"""The first edition with limits."""
DORR_MED_SOKBAR_KV = 3
"""The first edition whose cases are found by the responsible karriärvägledare."""
DORR_MED_TVA_SOM_BEDOMER = 4
"""The first edition in which the common judgement is registered by one and confirmed by another."""
DORR_ATERTAR = 5
"""The first edition in which a write-off or a brist can be struck, and a correction refused only for what it makes
impossible."""
DORR_ANDRA_UTGAVAN = 6
"""The first edition that holds what is said against the second edition of the routine."""
DORR_MED_SIGILL = 7
"""The first edition in which the instant of what is late is asked of the door's own note."""
DORR_HELA_ANDRA_UTGAVAN = 8
"""The first edition that asks all that the second edition of the routine asks of what is said."""
DORR_MED_FORARBETE = 9
"""The first edition that asks what comes before a decision, and of who corrects an end what is asked of who decides."""
DORR_I_TUR = 9
"""The first edition whose hand-overs begin when the span of what the clock raises is over."""
DORR_SKIFTET_RINGER = 9
"""The first edition in which a run is handed over when its timer has rung, not when something finds that it is late:
what is refused at the door wakes a run, and leaves no trace of that in its history."""
DORR_BORJAN_FORST = 9
"""The first edition in which a case is begun by what aktualiserar it, although something else came to the run first."""
DORR_ATTEST_SVARAS = 10
"""The first edition in which what has been handed in again is not written off by a proposal of before (K13.7)."""
DORR_ONSKEMAL_I_TYSTHET = 10
"""The first edition in which an anordnare registers a wish that waits already without being told so (K13.9)."""
DORR_FRAGAN_STAR = 10
"""The first edition whose corrections keep the question that the clock has put, of an ended auktorisation (K13.10)."""
DORR_DELTID_MED_SKAL = 10
"""The first edition that asks the reasons of a part-time uppdrag in another kundval than AMI (K6.5)."""
DORR_LEDAREN_BERATTAS = 10
"""The first edition in which the KV is told that the arbetsledare has named a socialsekreterare (K13.10)."""
DORR_SAGT_VAD_SOM_BLEV_OVER = 10
"""The first edition whose corrections tell what they leave without an object (K0.7)."""
DORR_MOTE_I_INSATSEN = 10
"""The first edition that takes no first meeting after the insats has ended (K7.1)."""
DORR_RATTAT_HELT = 10
"""The first edition whose corrections are no way round what was asked of the saying itself (K0.7)."""
DORR_SIGILL_ALLTID = 10
"""The first edition in which a door's note is asked for of all that bears an instant of its own: how late something is
may be another when a history is read again, and what is asked must not (K0.7)."""
DORR_LAMNAT_TILL_PROCESS = 11
"""The first edition in which a process takes what was left at a door, at the instant that the door noted (K0.6)."""
DORR_SAGT_TILL_PROCESS = 11
"""The first edition in which the first line of what was said to a process bears it, as a case's does: the same id again
is then known from other words by it (K0.6)."""
DORR_HELA_KON = 11
"""The first edition that takes all that a signal brings: a queue that is restored is there before the clock rings."""
DORR_EGET_DOKUMENT = 12
"""The first edition in which a signal names no document but its own (K3.3)."""
DORR_BETECKNING_MED_SIFFRA = 12
"""The first edition in which what a document is called holds a figure, as no person's name does (K3.3)."""
DORR_EFFEKTER_SLAPPS = 12
"""The first edition in which an effect that is no longer asked for ends with the try that is under way, failed or not,
and in which no more are at work at once than a run of Temporal's may have (K0.7)."""


class Handelse:
    """What has happened. Subclasses are frozen dataclasses with a literal ``slag``.

    ``lases``: what kind of text it tells of, and so who sees that it has happened (K3.7).
    """

    __slots__ = ()
    slag: str
    lases: ClassVar[Textslag] = Textslag.ARENDE


@dataclass(frozen=True, slots=True)
class Fall:
    """The circumstances a kommando is decided in.

    Attributes:
        nu: the registration instant (UTC).
        av: who says it.
        om: it is decided anew because something else was corrected (K0.7): what was registered stands, also where
            the insats no longer reaches it (K13.8), unless it cannot be told without what was corrected.
        dorr: the edition of the doors that the run was begun under; decided anew, the one it is corrected under.
        rattas: it is this that is corrected: what could not be said when it first was is not asked for.
        hel: what is corrected met, as it was said, all that is asked now; so it must when it is put right (K0.7).
        ledigt: in a correction, the days of leave that the case has already, as it stands (K9.3).
    """

    nu: datetime
    av: Aktor
    om: bool = False
    dorr: int = DORRUTGAVA
    rattas: bool = False
    hel: bool = False
    ledigt: frozenset[date] = frozenset()

    @property
    def star(self) -> bool:
        """Whether it stands although its time, or what it was about, is another on the corrected facts (K0.7).

        It was right to say it then; a correction is refused only for what it makes impossible.
        """
        return self.om and self.dorr >= DORR_ATERTAR

    def kraver(self, utgava: int) -> bool:
        """Whether a requirement that came with an edition of the doors is asked: of what is said now, in a run begun
        under it, and never of what was said before; of a correction, where it was met by what is corrected."""
        return self.dorr >= utgava and not self.om and (self.hel or not self.rattas)

    @property
    def faller_bort(self) -> bool:
        """Whether what a correction leaves without an object (a goal, of what was not reached) lapses with it instead
        of standing in its way (K0.7)."""
        return self.rattas and self.dorr >= DORR_HELA_ANDRA_UTGAVAN

    def prova_beteckning(self, text: str, falt: str) -> None:
        """What a document is called: not what a person may be called. Raises: Avvisning, K3.3; it repeats nothing."""
        if self.kraver(DORR_BETECKNING_MED_SIFFRA) and not any(tecken.isdigit() for tecken in text):
            raise Avvisning("K3.3", "en beteckning innehåller en siffra, till exempel ett årtal eller ett nummer", falt)

    @property
    def idag(self) -> date:
        """The Stockholm date of the registration (K0.1)."""
        return datum(self.nu)


@dataclass(frozen=True, slots=True)
class Brev:
    """A message as a chapter writes it: to whom, under which krav, and its heading in Swedish."""

    till: Roll
    regel: str
    rubrik: str


def krav_ej_framtid(d: date, fall: Fall, falt: str) -> None:
    """K0.6: a fact cannot lie ahead. Raises: Avvisning."""
    if d > fall.idag:
        raise Avvisning("K0.6", f"{d} ligger i framtiden", falt)
