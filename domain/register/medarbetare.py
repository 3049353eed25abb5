"""The municipality's other roles: who may keep their register, who links logins to people, and how both are written.

A karriärvägledare and an anordnare's staff have registers of their own; these six have this one ("Who may do what").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import PERSONNUMMER
from domain.grund.granser import LastJson
from domain.grund.parter import Aktor, Roll
from domain.register.falt import Falt, las_datum, las_epost, las_id, las_rad

REGEL = "K3.4"

MEDARBETARROLLER = frozenset(
    {
        Roll.ARBETSLEDARE,
        Roll.EKONOM,
        Roll.KUNDKOORDINATOR,
        Roll.SYSTEMSPECIALIST,
        Roll.SOCIALSEKRETERARE,
        Roll.DATASKYDDSSAMORDNARE,
    }
)
"""Roles whose holders stand in the register of medarbetare."""

SKOTER_MEDARBETARE = frozenset({Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST})
"""Roles that keep the register of medarbetare."""
KOPPLAR_KONTON = frozenset({Roll.SYSTEMSPECIALIST})
"""Roles that say which login is whom, and let programs in."""

_KONTO = re.compile(r"[^\s\x00-\x1f\x7f]{1,200}")


def las_medarbetarroll(text: str) -> str:
    """A role of this register. Raises: ValueError."""
    if text not in MEDARBETARROLLER:
        raise ValueError(f"ska vara någon av {', '.join(sorted(MEDARBETARROLLER))}")
    return text


MEDARBETARFALT: Mapping[str, Falt] = {
    "roll": Falt(REGEL, las_medarbetarroll, kravs=True),
    "id": Falt(REGEL, lambda text: las_id(text, REGEL), kravs=True),
    "namn": Falt(REGEL, las_rad, kravs=True),
    "epost": Falt(REGEL, las_epost, kravs=True),
    "fran": Falt(REGEL, las_datum, kravs=True),
    "till": Falt(REGEL, las_datum),
}
"""The fields of a medarbetare."""


def slutfor_medarbetare(m: LastJson) -> None:
    """Hold a medarbetare's fields against each other. Raises: Avvisning, K3.4."""
    if m.get("till") is not None and m["till"] < m["fran"]:
        raise Avvisning(REGEL, "ligger före den första dagen", "till")


def las_konto(text: str) -> str:
    """An account as the identity provider names it: one word, and never a personnummer (K3.3).

    Raises: Avvisning.
    """
    if PERSONNUMMER.search(text):
        raise Avvisning("K3.3", "får inte vara ett personnummer", "konto")
    if not _KONTO.fullmatch(text):
        raise Avvisning(REGEL, "ska vara inloggningens namn hos identitetstjänsten, utan blanksteg", "konto")
    return text


def prova_inte_sig_sjalv(vem: Aktor, av: Aktor) -> None:
    """Nobody decides on their own access. Raises: Avvisning, K3.4."""
    if (vem.roll, vem.id, vem.organisation) == (av.roll, av.id, av.organisation):
        raise Avvisning(REGEL, "ingen beslutar om sin egen behörighet", "som")
