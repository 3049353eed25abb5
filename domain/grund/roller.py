"""Who may: every set of roles that a door is held against, in one file."""

from __future__ import annotations

from domain.grund.avvisning import Avvisning
from domain.grund.parter import BENAMNING, Aktor, Roll

LASER_REGISTRET = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE})
"""Roles that read the register of kunder, and write in it."""
IMPORTERAR = frozenset({Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST})
"""Roles that import a register from a file."""
SKOTER_KARRIARVAGLEDARE = IMPORTERAR
"""Roles that keep the register of karriärvägledare."""
LASER_KARRIARVAGLEDARE = frozenset(Roll) - {Roll.ANORDNARE, Roll.KUND}
"""Roles that read it: the municipality's own. Others meet their karriärvägledare in their cases."""
SKOTER_DRIFTEN = frozenset({Roll.SYSTEMSPECIALIST, Roll.ARBETSLEDARE})
"""Roles that put right what operations can: rows and runs from the journal, and the nightly upkeep out of turn."""
LASER_LOGGEN = frozenset({Roll.DATASKYDDSSAMORDNARE, Roll.ARBETSLEDARE})
"""Roles that read the log of openings."""
GER_UT_UTDRAG = frozenset({Roll.DATASKYDDSSAMORDNARE})
"""Roles that draw everything that is held on a kund, protected or not, to be given out (K3.8)."""
STOPPAR_GALLRING = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE})
"""Roles that stop the gallring of a kund, and lift the stop: those who hear of an appeal or a request (K3.8)."""
SER_GALLRING = frozenset({Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST})
"""Roles that propose a gallring, and read what it would take and its protocol (K3.8)."""
NAMNGER = frozenset({Roll.DATASKYDDSSAMORDNARE, Roll.ARBETSLEDARE})
"""Roles that name staff for any kund; the responsible karriärvägledare does it for their own."""
SER_ALLA_ARENDEN = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.EKONOM, Roll.SYSTEM})
"""Roles that see every case, whoever the anordnare is."""


def prova_roll(som: Aktor, roller: frozenset[Roll], regel: str) -> None:
    """Whether one of the roles is speaking. Raises: Avvisning."""
    if som.roll not in roller:
        vilka = " eller ".join(sorted(BENAMNING[r] for r in roller))
        raise Avvisning(regel, f"det här gör {vilka}, inte {BENAMNING[som.roll]}", "som")


def far_se_arende(aktor: Aktor, anordnare: str) -> bool:
    """Whether ``aktor`` may see a case that lies with ``anordnare``."""
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == anordnare
    return aktor.roll in SER_ALLA_ARENDEN
