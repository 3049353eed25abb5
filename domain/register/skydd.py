"""§3.1: who may open the case of a kund with a protected identity (K3.2).

Beside ``insyn``, which says what a role may see: a protected kund's case is besides closed to all but those who are
named. The responsible karriärvägledare is named by the responsibility itself (**Tolkning**); the kund reads what is
sent to the kund.
"""

from __future__ import annotations

from collections.abc import Collection

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import NAMNGER

_NAMNGES_INTE = frozenset({Roll.SYSTEM, Roll.KUND})


def far_oppna_skyddat(aktor: Aktor, *, kund: str, namngivna: Collection[str], ansvariga: Collection[str]) -> bool:
    """Whether ``aktor`` is among those for whom the case of a protected kund is open.

    Args:
        kund: the kund's id.
        namngivna: actors as ``roll:id[@organisation]``.
        ansvariga: ids of the karriärvägledare responsible for the case, and for the kund.
    """
    if aktor.roll is Roll.KUND:
        return aktor.id == kund
    if aktor.roll is Roll.KARRIARVAGLEDARE and aktor.id in ansvariga:
        return True
    return str(aktor) in namngivna


def prova_namngivning(vem: Aktor, av: Aktor, *, ansvarig: bool) -> None:
    """Whether ``av`` may name ``vem``, or take the name away; ``ansvarig``: ``av`` is the responsible KV.

    Raises: Avvisning, K3.2. Nobody decides on their own access.
    """
    if av.roll not in NAMNGER and not (av.roll is Roll.KARRIARVAGLEDARE and ansvarig):
        text = "görs av kundansvarig karriärvägledare, arbetsledaren eller dataskyddssamordnaren"
        raise Avvisning("K3.2", text, "som")
    if vem == av:
        raise Avvisning("K3.2", "ingen beslutar om sin egen behörighet", "som")
    if vem.roll in _NAMNGES_INTE:
        raise Avvisning("K3.2", "bara personal namnges: roll:id, för en anordnare roll:id@organisation", "behorig")
