"""Why an insats was granted: what the decision rests on, and how that has been put right (K5.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.grund.avvisning import Avvisning
from domain.grund.lasratt import Textslag, laser
from domain.grund.parter import Aktor
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.aktualisering import InsatsAktualiserad
from domain.kapitel.uppdrag.dag_ett.beslutsgrund import BeslutsgrundRattad, fakta_i_ord, grunden_i_ord
from domain.skeende.journal import Post


@dataclass(frozen=True, slots=True)
class Beslutsforklaring:
    """Why the insats was granted.

    Attributes:
        grund: the facts as they now stand, and the rule that let the decision through.
        fakta: the same facts in Swedish, by what each is called.
        text: the rule, and whether the kund met it.
        rader: the journal lines that the basis stands in: the decision, and its corrections.
    """

    grund: Beslutsgrund
    fakta: Mapping[str, str]
    text: str
    rader: tuple[Post, ...]


def forklara_beslut(insats: Insats, poster: Sequence[Post], som: Aktor) -> Beslutsforklaring:
    """Explain the decision of day 1.

    Raises:
        Avvisning: K3.7, the role does not read it; K5.6, the case was begun before the basis was kept.
    """
    if not laser(som.roll, Textslag.BESLUTSGRUND):
        raise Avvisning("K3.7", "beslutets underlag läses av karriärvägledare och arbetsledare", "som")
    if (grund := insats.beslutsgrund) is None:
        text = "ärendet började innan beslutets underlag sparades; det kan registreras med ratta_beslutsgrund"
        raise Avvisning("K5.6", text, "arende")
    rader = tuple(p for p in poster if isinstance(p.handelse, InsatsAktualiserad | BeslutsgrundRattad))
    return Beslutsforklaring(grund, fakta_i_ord(grund), grunden_i_ord(insats, grund), rader)
