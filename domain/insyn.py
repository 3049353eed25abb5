"""Who may see what ("Who may do what" in the routine's requirements): one rule for every door.

An anordnare sees its own organisation's cases. Karriärvägledare, arbetsledare and ekonom see all cases, the ekonom
without the texts. Everyone else sees what is sent to them, and no case.
"""

from __future__ import annotations

from domain.parter import Aktor, Roll

SER_ALLA_ARENDEN = frozenset({Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.EKONOM, Roll.SYSTEM})
"""Roles that see every case, whoever the anordnare is."""

SER_INGA_TEXTER = frozenset({Roll.EKONOM})
"""Roles that see a case but not what is written in it."""


def far_se_arende(aktor: Aktor, anordnare: str) -> bool:
    """Whether ``aktor`` may see a case that lies with ``anordnare``."""
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == anordnare
    return aktor.roll in SER_ALLA_ARENDEN


def far_se_dokument(aktor: Aktor, anordnare: str) -> bool:
    """Whether ``aktor`` may read the free texts of a case that lies with ``anordnare``."""
    return far_se_arende(aktor, anordnare) and aktor.roll not in SER_INGA_TEXTER
