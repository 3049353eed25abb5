"""K3.7: who reads which text, and who sees that it was written. One table: kind of text × role.

A text is read by those it is meant for, not by all who see the case. Every kommando and every händelse says of which
kind it is (``lases``); every door asks this table and no other. What it gives is the most that a role can get: besides,
an anordnare reads only of its own cases, a socialsekreterare only of the kunder it is named for (K9.5), what is hidden
of an end stays hidden (K13.3), and a protected kund's case is closed to all but those who are named (K3.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.grund.parter import Roll


class Textslag(StrEnum):
    """What a text is, as far as it decides who reads it."""

    ARENDE = "arende"
    """What the parties enter in the course of the case: uppdrag, plan, reports, absence, requests and answers."""
    AVSLUT = "avslut"
    """A decided end: the anordnare reads it unless its reason is kept from it (K13.3)."""
    BESLUTSGRUND = "beslutsgrund"
    """What a decision rests on (K5.6): the anordnare gets the uppdrag, not the kund's arbetsförmåga and målgrupp's
    ground."""
    AVSLUTSFORSLAG = "avslutsforslag"
    """An end that KV and arbetsledare have not yet decided (K13.2); once it is decided, that is told as any end."""
    AVVIKELSE = "avvikelse"
    """A deviation, which the socialsekreterare who is told of it reads too (K9.1)."""
    HELHETSBEDOMNING = "helhetsbedomning"
    """The common judgement of KV and socialsekreterare (K9.5)."""
    MEDDELANDE = "meddelande"
    """A message: those of these roles that its thread is between, and nobody else."""
    ONSKEMAL = "onskemal"
    """A kund's own wish (K13.9): of the kund and the municipality. The anordnare, whom it may be about, is not told of
    it; it sees what comes of it."""
    SIGNERING = "signering"
    """What two who sign write to each other. That it is proposed and decided the anordnare sees (K13.7); not why."""


UTAN_ANORDNAREN = "intern"
"""What names a question (``svar``, K4.6) that stands in a thread which the anordnare is not in: it does not see it."""
KUNDENS = "onskemal"
"""What names a question that is a kund's wish (K13.9): the kund sees it, and the anordnare does not."""

AV_TVA = "attest"
"""What names a question that is a proposal which two decide (K13.2, K13.7): those see it who see such a proposal."""

_KOMMUNEN = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE})
_PARTERNA = _KOMMUNEN | {Roll.ANORDNARE}


@dataclass(frozen=True, slots=True)
class Lasratt:
    """Roles that read a text of the kind, and roles that see by the case's history that there is one."""

    texten: frozenset[Roll]
    raden: frozenset[Roll]


_SER_HISTORIKEN = _PARTERNA | {Roll.EKONOM, Roll.SYSTEM}

LASRATT: Mapping[Textslag, Lasratt] = {
    Textslag.ARENDE: Lasratt(_PARTERNA, _SER_HISTORIKEN),
    Textslag.AVSLUT: Lasratt(_PARTERNA, _SER_HISTORIKEN),
    Textslag.BESLUTSGRUND: Lasratt(_KOMMUNEN, _KOMMUNEN | {Roll.SYSTEM}),
    Textslag.AVVIKELSE: Lasratt(_PARTERNA | {Roll.SOCIALSEKRETERARE}, _SER_HISTORIKEN),
    Textslag.HELHETSBEDOMNING: Lasratt(
        _KOMMUNEN | {Roll.SOCIALSEKRETERARE}, _KOMMUNEN | {Roll.SOCIALSEKRETERARE, Roll.SYSTEM}
    ),
    Textslag.MEDDELANDE: Lasratt(
        _PARTERNA | {Roll.SOCIALSEKRETERARE}, _PARTERNA | {Roll.SOCIALSEKRETERARE, Roll.SYSTEM}
    ),
    Textslag.AVSLUTSFORSLAG: Lasratt(_KOMMUNEN, _KOMMUNEN | {Roll.SYSTEM}),
    Textslag.ONSKEMAL: Lasratt(_KOMMUNEN | {Roll.KUND}, _KOMMUNEN | {Roll.KUND, Roll.SYSTEM}),
    Textslag.SIGNERING: Lasratt(_KOMMUNEN, _SER_HISTORIKEN),
}
"""The table itself (K3.7). The kund reads what is sent to the kund, the wishes said and their answers, and no
other text of the case."""


def laser(roll: Roll, slag: Textslag) -> bool:
    """Whether a role reads texts of the kind, where nothing else stands in the way. The service itself has no role."""
    return roll in LASRATT[slag].texten


def ser(roll: Roll, slag: Textslag) -> bool:
    """Whether a role sees that such a text was written."""
    return roll in LASRATT[slag].raden
